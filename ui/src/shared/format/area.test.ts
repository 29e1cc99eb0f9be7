import { expect, it } from 'vitest'
import { formatArea } from './area'

it.each([
  [8950, '89.50'],
  [7, '0.07'],
  [1234567, '12,345.67'],
])('%i × 0.01 ㎡ is %s ㎡', (area, text) => expect(formatArea(area)).toBe(text))
