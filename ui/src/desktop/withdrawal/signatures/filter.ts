/** Which rows of the signed sheet are shown. */
import { entranceName } from '@/shared/format/place'
import type { Ballot, Elector } from './ballots'

export type Filter = 'all' | 'open' | 'agree' | 'against' | 'abstain' | 'faulty'

export const FILTERS: readonly { key: Filter; label: string }[] = [
  { key: 'all', label: '全部' },
  { key: 'open', label: '未录入' },
  { key: 'agree', label: '同意' },
  { key: 'against', label: '不同意' },
  { key: 'abstain', label: '弃权' },
  { key: 'faulty', label: '有误' },
]

export function matches(filter: Filter, ballot: Ballot | undefined, faulty: boolean): boolean {
  if (filter === 'all') return true
  if (filter === 'open') return ballot === undefined
  if (filter === 'faulty') return faulty
  return ballot?.choice === filter
}

/** `words` is looked for in the place and the owner, spaces and hyphens aside. */
export function keeping(
  words: string,
  filter: Filter,
  entered: ReadonlyMap<string, Ballot>,
  faults: ReadonlyMap<string, string>,
): (elector: Elector) => boolean {
  const wanted = words.replaceAll(/[\s-]/g, '')
  return ({ unit_id: unit, building, entrance, room, owners }) =>
    (wanted === '' || `${building}${entranceName(entrance)}${room} ${building}${room} ${owners}`.includes(wanted)) &&
    matches(filter, entered.get(unit), faults.has(unit))
}
