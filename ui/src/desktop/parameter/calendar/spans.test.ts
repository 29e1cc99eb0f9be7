import { expect, it } from 'vitest'
import { linesOf, spansOf } from './spans'

it('takes days off in a row together and leaves worked days alone', () => {
  const days = [
    { date: '2026-12-31', off: true, name: '元旦' },
    { date: '2027-01-01', off: true, name: '元旦' },
    { date: '2027-01-02', off: true, name: '元旦' },
    { date: '2027-01-03', off: false, name: '元旦' },
    { date: '2027-02-05', off: true, name: '春节' },
  ]
  expect(spansOf(days).map(({ first, days: count }) => [first, count])).toEqual([
    ['2026-12-31', 3],
    ['2027-01-03', 1],
    ['2027-02-05', 1],
  ])
  expect(linesOf(days)).toBe('2026-12-31至2027-01-02,放假,元旦\n2027-01-03,上班,元旦\n2027-02-05,放假,春节')
})
