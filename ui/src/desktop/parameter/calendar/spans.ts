/** The days of a year's arrangement, days off in a row taken together, as notices write them. */
import type { Contract } from '@/contract/commands'
import { dayAfter } from '../parameter'

type Day = Contract<'CalendarDay'>

export interface Span {
  first: string
  last: string
  off: boolean
  name: string
  days: number
}

export function spansOf(days: readonly Day[]): Span[] {
  const spans: Span[] = []
  for (const { date, off, name } of days) {
    const before = spans.at(-1)
    if (before && off && before.off && before.name === name && dayAfter(before.last) === date) {
      before.last = date
      before.days += 1
    } else {
      spans.push({ first: date, last: date, off, name, days: 1 })
    }
  }
  return spans
}

/** The arrangement as lines that can be imported again. */
export function linesOf(days: readonly Day[]): string {
  const line = ({ first, last, off, name }: Span): string => `${first === last ? first : `${first}至${last}`},${off ? '放假' : '上班'},${name}`
  return spansOf(days).map(line).join('\n')
}
