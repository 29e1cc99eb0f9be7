import { describe, expect, it } from 'vitest'
import { dayAfter, firstDay, type Parameter } from './parameter'

describe('the first day of a new value', () => {
  it('is tomorrow, across months and years', () => {
    expect(dayAfter('2026-11-30')).toBe('2026-12-01')
    expect(dayAfter('2026-12-31')).toBe('2027-01-01')
    expect(dayAfter('2028-02-28')).toBe('2028-02-29')
  })

  it('is today where nobody has set one yet', () => {
    const unset = { value_text: null, version: 0 } as unknown as Parameter
    expect(firstDay(unset, '2026-11-25')).toBe('2026-11-25')
    expect(firstDay({ ...unset, version: 1 }, '2026-11-25')).toBe('2026-11-26')
    expect(firstDay({ ...unset, value_text: '3/10' }, '2026-11-25')).toBe('2026-11-26')
  })
})
