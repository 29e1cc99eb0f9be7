/** The owners of a unit as its card names them. */
import type { Contract } from '@/contract/commands'

/** "万国嘉（1/3）、杜博（2/3）"; one owner stands alone, and "未登记" where there is none. */
export function ownersOf({ owner_name, owner_count, co_owners }: Contract<'UnitCard'>): string {
  const all = co_owners ?? []
  if (all.length > 0) return all.map(({ name, share }) => (share ? `${name}（${share}）` : name)).join('、')
  if (owner_name === '') return '未登记'
  return owner_count > 1 ? `${owner_name} 等 ${owner_count} 人` : owner_name
}
