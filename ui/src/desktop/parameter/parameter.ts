/** A parameter on the administrator's screens. */
import type { Contract } from '@/contract/commands'
import type { Tone } from '@/shared/messages/withdrawal'

export type Parameter = Contract<'ParameterCard'>
export type ParameterRow = Contract<'ParameterRowView'>

const STANDINGS: Record<ParameterRow['standing'], { label: string; tone: Tone }> = {
  in_force: { label: '现行', tone: 'good' },
  coming: { label: '将生效', tone: 'waiting' },
  past: { label: '已停用', tone: 'plain' },
}

export function standingOfRow({ standing }: ParameterRow): { label: string; tone: Tone } {
  return STANDINGS[standing]
}

export function standingOf({ value_text }: Parameter): { label: string; tone: Tone } {
  return value_text == null ? { label: '待设定', tone: 'bad' } : STANDINGS.in_force
}

/** "2026-11-25" → "2026-11-26", by the calendar alone. */
export function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + 1)
  return date.toISOString().slice(0, 10)
}

/** The first day that a new value may have: today only where no case can have used another value. */
export function firstDay(parameter: Parameter, today: string): string {
  return parameter.value_text == null && parameter.version === 0 ? today : dayAfter(today)
}
