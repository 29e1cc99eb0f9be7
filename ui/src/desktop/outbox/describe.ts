/** What a waiting write is, in the office's words, and what the two sides of a conflict say differently. */
import type { Contract } from '@/contract/commands'
import type { OutboxItem } from '@/platform'
import type { Tone } from '@/shared/messages/withdrawal'
import { compareDrafts, type Difference } from '../withdrawal/compare'
import { wholeDraft, type Draft } from '../withdrawal/draft'

const COMMANDS: Record<string, string> = {
  'withdrawal.save_draft': '保存任务单草稿',
  'withdrawal.submit': '提交任务单',
  'withdrawal.enter_signatures': '录入业主签字',
  'withdrawal.revise': '修改任务单',
}

const STATES: Record<OutboxItem['state'], { label: string; tone: Tone }> = {
  waiting: { label: '待发送', tone: 'waiting' },
  sent: { label: '已发出，等待答复', tone: 'waiting' },
  accepted: { label: '已受理', tone: 'good' },
  refused: { label: '未受理', tone: 'bad' },
  conflict: { label: '两处都改过', tone: 'bad' },
  resolved: { label: '已处理', tone: 'plain' },
}

export function nameOf({ command }: OutboxItem): string {
  return COMMANDS[command] ?? command
}

/** What each write is about: the project of its sheet, as far as a draft that is listed tells it. */
export function subjectsOf(items: readonly OutboxItem[]): ReadonlyMap<string, string> {
  const subjects = new Map<string, string>()
  for (const { subject_id, mine } of items) {
    const project = draftIn(mine)?.project
    // The list begins with the latest: what was typed last names the sheet.
    if (project && !subjects.has(subject_id)) subjects.set(subject_id, project)
  }
  return subjects
}

/** What a person must decide comes first, then what waits, then what has been settled. */
export const SECTIONS: readonly { title: string; holds: readonly OutboxItem['state'][] }[] = [
  { title: '需要处理', holds: ['conflict', 'refused'] },
  { title: '待发送', holds: ['waiting', 'sent'] },
  { title: '已送出', holds: ['accepted', 'resolved'] },
]

export function outboxState({ state }: OutboxItem): { label: string; tone: Tone } {
  return STATES[state]
}

function draftIn(side: unknown): Draft | null {
  const draft = (side as { draft?: Contract<'Draft'> } | null)?.draft
  return draft ? wholeDraft(draft) : null
}

/** The fields that differ between what was typed here and what the server has. */
export function differences({ mine, theirs }: OutboxItem): Difference[] {
  const here = draftIn(mine)
  const there = draftIn(theirs)
  return here && there ? compareDrafts(here, there) : []
}
