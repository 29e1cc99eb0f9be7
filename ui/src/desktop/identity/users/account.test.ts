import { describe, expect, it } from 'vitest'
import { isFound, mergeEntry, signsOf, type UserRow } from './account'

const ROW: UserRow = {
  user_id: 'u',
  user_name: 'wangfang',
  display_name: '王芳',
  organisation_id: 'o',
  organisation_name: '西城管理部',
  roles: ['department_clerk'],
  disabled: false,
  locked_until: null,
  must_change_password: false,
  phone_masked: '',
  version: 3,
}
const NOW = new Date('2026-11-21T01:12:00Z')
const labels = (changed: Partial<UserRow>): string[] => signsOf({ ...ROW, ...changed }, NOW).map(({ label }) => label)

describe('signs', () => {
  it.each([
    [{}, ['正常']],
    [{ must_change_password: true }, ['待改初始密码']],
    [{ locked_until: '2026-11-21T01:41:00Z', must_change_password: true }, ['锁定至 09:41', '待改初始密码']],
    [{ locked_until: '2026-11-21T16:30:00Z' }, ['锁定至 2026-11-22 00:30']],
    [{ locked_until: '2026-11-21T01:12:00Z' }, ['正常']],
    [{ disabled: true, must_change_password: true, locked_until: '2026-11-21T01:41:00Z' }, ['停用']],
  ])('%o', (changed, expected) => expect(labels(changed)).toEqual(expected))
})

it.each([
  ['王', true],
  ['WANG 西城', true],
  ['经办', true],
  ['', true],
  ['王 东城', false],
])('"%s" finds: %s', (words, found) => expect(isFound(ROW, words)).toBe(found))

describe('a change by somebody else', () => {
  const fresh = { ...ROW, display_name: '王小芳', version: 4 }

  it('comes under fields that were not typed in', () => {
    const { entry, differences } = mergeEntry(ROW, { display_name: '王芳', roles: ['department_cashier'] }, fresh)
    expect(entry).toEqual({ display_name: '王小芳', roles: ['department_cashier'] })
    expect(differences).toEqual([{ label: '姓名', was: '王芳', now: '王小芳', kept: false }])
  })

  it('is named where it meets what was typed, which stays', () => {
    const { entry, differences } = mergeEntry(ROW, { display_name: '王方', roles: ['department_clerk'] }, fresh)
    expect(entry.display_name).toBe('王方')
    expect(differences[0]?.kept).toBe(true)
  })

  it('names a disabled account and takes the order of roles for nothing', () => {
    const two = { ...ROW, roles: ['administrator', 'auditor'] }
    const after = { ...two, roles: ['auditor', 'administrator'], disabled: true }
    const { differences } = mergeEntry(two, { display_name: '王芳', roles: two.roles }, after)
    expect(differences).toEqual([{ label: '状态', was: '启用', now: '停用', kept: false }])
  })
})
