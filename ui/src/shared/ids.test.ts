import { expect, it } from 'vitest'
import { newId } from './ids'

it('is a UUID of version 7 that sorts by time', () => {
  const earlier = newId(1_795_000_000_000, new Uint8Array(10).fill(255))
  const later = newId(1_795_000_000_001, new Uint8Array(10))
  expect(earlier).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(later).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7000-8000-000000000000$/)
  expect(later > earlier).toBe(true)
})

it('does not repeat', () => {
  const ids = new Set(Array.from({ length: 1000 }, () => newId()))
  expect(ids.size).toBe(1000)
})
