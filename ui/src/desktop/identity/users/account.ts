/** One account as the administrator sees it: its signs, and what a change by somebody else does to what is being typed. */
import type { Contract } from '@/contract/commands'
import { formatClock, formatDay, formatMoment } from '@/shared/format/time'
import { postsOf } from '@/shared/messages/identity'
import type { Tone } from '@/shared/messages/withdrawal'

export type UserRow = Contract<'UserRow'>
export type OrganisationRow = Contract<'OrganisationRow'>

export interface Sign {
  label: string
  tone: Tone
}

export function isLocked({ locked_until: until }: UserRow, now: Date): boolean {
  return typeof until === 'string' && new Date(until) > now
}

/** Whether and how this account may sign in; a disabled one says nothing else. */
export function signsOf(row: UserRow, now: Date): Sign[] {
  if (row.disabled) return [{ label: '停用', tone: 'plain' }]
  const signs: Sign[] = []
  if (isLocked(row, now)) {
    const until = row.locked_until as string
    signs.push({ label: `锁定至 ${formatDay(until) === formatDay(now) ? formatClock(until) : formatMoment(until)}`, tone: 'bad' })
  }
  if (row.must_change_password) signs.push({ label: '待改初始密码', tone: 'waiting' })
  return signs.length > 0 ? signs : [{ label: '正常', tone: 'good' }]
}

/** The row says every word: in its account, name, organisation or posts. */
export function isFound(row: UserRow, words: string): boolean {
  const text = [row.user_name, row.display_name, row.organisation_name, postsOf(row.roles)].join(' ').toLowerCase()
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word))
}

/** What the administrator may type about an existing account. */
export interface Entry {
  display_name: string
  roles: string[]
}

export function entryOf({ display_name, roles }: UserRow): Entry {
  return { display_name, roles: [...roles] }
}

export interface Difference {
  label: string
  was: string
  now: string
  /** Typed over as well: what was typed stays. */
  kept: boolean
}

const same = (a: readonly string[], b: readonly string[]): boolean => [...a].sort().join() === [...b].sort().join()

/** Brings somebody else's change under what was typed: untouched fields follow it, typed ones stay and are named. */
export function mergeEntry(base: UserRow, typed: Entry, fresh: UserRow): { entry: Entry; differences: Difference[] } {
  const nameTyped = typed.display_name !== base.display_name
  const rolesTyped = !same(typed.roles, base.roles)
  const differences: Difference[] = []
  if (fresh.display_name !== base.display_name) {
    differences.push({ label: '姓名', was: base.display_name, now: fresh.display_name, kept: nameTyped })
  }
  if (!same(fresh.roles, base.roles)) {
    differences.push({ label: '岗位', was: postsOf(base.roles), now: postsOf(fresh.roles), kept: rolesTyped })
  }
  if (fresh.disabled !== base.disabled) {
    const words = (disabled: boolean): string => (disabled ? '停用' : '启用')
    differences.push({ label: '状态', was: words(base.disabled), now: words(fresh.disabled), kept: false })
  }
  return {
    entry: {
      display_name: nameTyped ? typed.display_name : fresh.display_name,
      roles: rolesTyped ? [...typed.roles] : [...fresh.roles],
    },
    differences,
  }
}
