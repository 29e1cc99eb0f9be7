/** A case's steps as the timeline shows them, the latest first. */
import type { Contract } from '@/contract/commands'
import { formatMoment } from '@/shared/format/time'
import { moveOf } from '@/shared/messages/review'
import type { TimelineEntry } from '@/shared/parts/Timeline.vue'

export type Step = Contract<'TimelineStep'>

const ENDINGS = ['bureau_return', 'department_return', 'cancel']

/** Why a sheet came back, or was given up, as whoever ended it wrote; null of one that goes on or ended without a word. */
export function endedBecause(steps: readonly Step[]): { what: string; who: string; reason: string } | null {
  const last = steps.at(-1)
  if (!last || !ENDINGS.includes(last.move) || last.reason.trim() === '') return null
  return { what: moveOf(last.move), who: last.actor_name, reason: last.reason }
}

export function entriesOf(steps: readonly Step[]): TimelineEntry[] {
  return [...steps].reverse().map((step) => ({
    key: String(step.seq),
    title: moveOf(step.move),
    who: step.actor_name,
    when: formatMoment(step.at),
    // The reason of a revision is the number of the sheet that it was made from.
    reason: step.move === 'revise' && step.reason ? `修改自任务单 ${step.reason}` : step.reason,
  }))
}
