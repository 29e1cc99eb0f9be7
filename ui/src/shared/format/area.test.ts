import { expect, it } from 'vitest'
import { formatArea, formatCount } from './area'

it.each([
  [8950, '89.50'],
  [7, '0.07'],
  [1234567, '12,345.67'],
])('%i × 0.01 ㎡ is %s ㎡', (area, text) => expect(formatArea(area)).toBe(text))

it.each([
  [0, '0'],
  [999, '999'],
  [2400, '2,400'],
  [10000000, '10,000,000'],
])('counts %i as %s', (count, text) => expect(formatCount(count)).toBe(text))
