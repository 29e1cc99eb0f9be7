import { expect, it } from 'vitest'
import { roomFor } from './appearance'

it('a page of 1366 pixels has room for everything; enlarged, or in large type, it has less', () => {
  expect(roomFor(1366, false)).toBe('wide')
  expect(roomFor(1366, true)).toBe('narrow')
  expect(roomFor(1366 / 1.25, false)).toBe('narrow')
  expect(roomFor(1366 / 1.5, false)).toBe('tight')
  expect(roomFor(1366 / 1.25, true)).toBe('tight')
  expect(roomFor(1920, true)).toBe('wide')
})
