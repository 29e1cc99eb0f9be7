import { expect, it } from 'vitest'
import { endedBecause, type Step } from './timeline'

function step(move: string, reason = ''): Step {
  return { seq: 1, move, actor_name: '周明远', reason, at: '2026-11-21T01:00:00Z' } as Step
}

it('a sheet that came back says why, and who sent it back', () => {
  const steps = [step('submit'), step('bureau_return', '维修范围不明确')]
  expect(endedBecause(steps)).toEqual({ what: '退回', who: '周明远', reason: '维修范围不明确' })
})

it('a word before the last step, or none, is not why the sheet ended', () => {
  expect(endedBecause([step('bureau_return', '范围不明确'), step('revise', '110102-2026-000001')])).toBeNull()
  expect(endedBecause([step('cancel', ' ')])).toBeNull()
  expect(endedBecause([])).toBeNull()
})
