/** Two versions of one draft, side by side: only what they say differently. */
import type { Draft } from './draft'
import { shownFields } from './fields'

export interface Difference {
  label: string
  mine: string
  theirs: string
}

const SETS = [
  ['ticked_buildings', '勾选的自然幢', '幢'],
  ['saved_units', '参与分摊的房屋', '户'],
] as const

export function compareDrafts(mine: Draft, theirs: Draft): Difference[] {
  const fields = shownFields({ ...mine, kind: 'emergency' })
    .filter(({ name }) => mine[name] !== theirs[name])
    .map(({ name, label }) => ({ label, mine: mine[name] || '（空）', theirs: theirs[name] || '（空）' }))
  const sets = SETS.filter(([name]) => [...mine[name]].sort().join() !== [...theirs[name]].sort().join()).map(
    ([name, label, unit]) => ({ label, mine: `${mine[name].length} ${unit}`, theirs: `${theirs[name].length} ${unit}` }),
  )
  const named = ({ attachments }: Draft): string => attachments.map(({ name }) => name).join('、') || '（无）'
  const files = named(mine) === named(theirs) ? [] : [{ label: '附件', mine: named(mine), theirs: named(theirs) }]
  return [...fields, ...sets, ...files]
}
