/** What the company changed since the sheet that was returned. */
import type { Contract } from '@/contract/commands'
import { wholeDraft, type Draft } from '../draft'
import { FIELD_GROUPS, type Field } from '../fields'

export interface Change {
  label: string
  was: string
  now: string
}

function shown({ name, choices }: Field, draft: Draft): string {
  const text = draft[name].trim()
  return choices?.find(({ value }) => value === text)?.label ?? (text || '未填写')
}

/** Unordered: the same units in another order are the same units. */
function moved(before: readonly string[], after: readonly string[]): { added: number; removed: number } {
  const [was, is] = [new Set(before), new Set(after)]
  return { added: after.filter((one) => !was.has(one)).length, removed: before.filter((one) => !is.has(one)).length }
}

export function changesBetween(before: Contract<'Draft'>, after: Contract<'Draft'>): Change[] {
  const [was, is]: [Draft, Draft] = [wholeDraft(before), wholeDraft(after)]
  const changes = FIELD_GROUPS.flatMap(({ fields }) => fields)
    .map((field) => ({ label: field.label, was: shown(field, was), now: shown(field, is) }))
    .filter((change) => change.was !== change.now)
  const units = moved(was.saved_units, is.saved_units)
  if (units.added + units.removed > 0) {
    changes.push({ label: '参与分摊的房屋', was: `${was.saved_units.length} 户`, now: `${is.saved_units.length} 户（增 ${units.added}，减 ${units.removed}）` })
  }
  return changes
}
