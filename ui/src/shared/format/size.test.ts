import { expect, it } from 'vitest'
import { formatSize } from './size'

it('writes sizes rounded up', () => {
  expect([1, 1024, 1025, 10 * 1024 * 1024, 10 * 1024 * 1024 + 1, 11_000_000].map(formatSize)).toEqual([
    '1 KB',
    '1 KB',
    '2 KB',
    '10 MB',
    '10.1 MB',
    '10.5 MB',
  ])
})
