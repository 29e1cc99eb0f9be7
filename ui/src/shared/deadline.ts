/** A last day in words, so that its colour never stands alone. Days are counted by the calendar, in Shanghai. */
import { formatDay } from './format/time'
import type { Tone } from './messages/withdrawal'

const DAY_MS = 86_400_000
/** From here on a case is marked as pressing. */
const SOON_DAYS = 2

export function daysLeft(dueOn: string, now: Date): number {
  return Math.round((Date.parse(`${dueOn}T00:00:00Z`) - Date.parse(`${formatDay(now)}T00:00:00Z`)) / DAY_MS)
}

/** `null` where no rule or no calendar gives a last day. */
export function deadlineOf(dueOn: string | null | undefined, now: Date): { label: string; tone: Tone } {
  if (!dueOn) return { label: '不限期', tone: 'plain' }
  const left = daysLeft(dueOn, now)
  if (left < 0) return { label: `逾期 ${-left} 天`, tone: 'bad' }
  if (left === 0) return { label: '今天到期', tone: 'bad' }
  return { label: `剩 ${left} 天`, tone: left <= SOON_DAYS ? 'waiting' : 'plain' }
}
