/** A case's steps as the timeline shows them, the latest first. */
import type { Contract } from '@/contract/commands'
import { formatMoment } from '@/shared/format/time'
import { moveOf } from '@/shared/messages/review'
import type { TimelineEntry } from '@/shared/parts/Timeline.vue'

export type Step = Contract<'TimelineStep'>

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
