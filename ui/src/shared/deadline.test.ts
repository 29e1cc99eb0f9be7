import { expect, it } from 'vitest'
import { deadlineOf } from './deadline'

/** 2026-11-21 00:30 in Shanghai, still the 20th in UTC. */
const NOW = new Date('2026-11-20T16:30:00Z')

it.each([
  ['2026-11-18', '逾期 3 天', 'bad'],
  ['2026-11-20', '逾期 1 天', 'bad'],
  ['2026-11-21', '今天到期', 'bad'],
  ['2026-11-23', '剩 2 天', 'waiting'],
  ['2026-12-01', '剩 10 天', 'plain'],
  [null, '不限期', 'plain'],
])('%s is %s', (dueOn, label, tone) => expect(deadlineOf(dueOn, NOW)).toEqual({ label, tone }))
