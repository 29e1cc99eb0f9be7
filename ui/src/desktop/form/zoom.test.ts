import { expect, it } from 'vitest'
import { stepZoom } from './zoom'

it.each([
  [100, 1, 125],
  [100, -1, 90],
  [104, 1, 125],
  [104, -1, 100],
  [300, 1, 300],
  [25, -1, 25],
])('goes from %i by %i to %i', (from, direction, to) => {
  expect(stepZoom(from, direction)).toBe(to)
})
