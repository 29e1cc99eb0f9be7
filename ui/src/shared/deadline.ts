/** A last day in words, so that its colour never stands alone. The working days are counted by the domain's calendar. */
import type { Contract } from '@/contract/commands'
import type { Tone } from './messages/withdrawal'

export type DaysLeft = Contract<'DaysLeft'>

/** From here on a case is marked as pressing. */
const SOON_DAYS = 2

/** A case as far as its last day: null where no rule gives one, or where the calendar does not know the year yet. */
export interface Due {
  due_on?: string | null
  due_undetermined?: boolean
}

/** `left` is absent until it is counted. */
export function deadlineOf({ due_on: dueOn, due_undetermined: open }: Due, left: DaysLeft | undefined, today: string): { label: string; tone: Tone } {
  if (!dueOn) return open ? { label: '待定', tone: 'waiting' } : { label: '不限期', tone: 'plain' }
  if (!left) return { label: dueOn, tone: 'plain' }
  const days = left.working_days ?? null
  if (left.overdue) return { label: days ? `逾期 ${-days} 个工作日` : '已逾期', tone: 'bad' }
  if (days === null) return { label: `待定（${dueOn}）`, tone: 'waiting' }
  if (dueOn === today) return { label: '今天到期', tone: 'bad' }
  return { label: `剩 ${days} 个工作日`, tone: days <= SOON_DAYS ? 'waiting' : 'plain' }
}
