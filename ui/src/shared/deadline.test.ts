import { expect, it } from 'vitest'
import { deadlineOf } from './deadline'

it.each([
  ['2026-11-18', -3, true, '逾期 3 个工作日', 'bad'],
  ['2026-11-22', 0, true, '已逾期', 'bad'],
  ['2026-11-23', 0, false, '今天到期', 'bad'],
  ['2026-11-25', 2, false, '剩 2 个工作日', 'waiting'],
  ['2026-12-01', 6, false, '剩 6 个工作日', 'plain'],
  ['2027-01-05', null, false, '待定（2027-01-05）', 'waiting'],
])('%s with %s working days left is %s', (due_on, working_days, overdue, label, tone) =>
  expect(deadlineOf({ due_on }, { due_on, working_days, overdue }, '2026-11-23')).toEqual({ label, tone }))

it('says so where nothing limits, and shows the day until it is counted', () => {
  expect(deadlineOf({ due_on: null }, undefined, '2026-11-23').label).toBe('不限期')
  expect(deadlineOf({ due_on: null, due_undetermined: true }, undefined, '2026-11-23').label).toBe('待定')
  expect(deadlineOf({ due_on: '2026-11-25' }, undefined, '').label).toBe('2026-11-25')
})
