import { expect, it } from 'vitest'
import { formatClock, formatDay, formatMoment } from './time'

it('reads an instant in Shanghai, over midnight too', () => {
  expect(formatDay('2026-11-20T16:30:00Z')).toBe('2026-11-21')
  expect(formatClock('2026-11-20T16:05:00Z')).toBe('00:05')
  expect(formatMoment('2026-11-21T01:12:00Z')).toBe('2026-11-21 09:12')
})
