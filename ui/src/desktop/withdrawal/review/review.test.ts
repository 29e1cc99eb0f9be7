import { describe, expect, it } from 'vitest'
import { changesBetween } from './changes'
import { checksOf, type MoveView, type Submitted } from './checks'
import { amountOf, callOf, decisionsFor, whyNot } from './decisions'
import { nextItem, type InboxItem } from './inbox'

const missing = (code: string) => ({ code, message: `${code}。` })
const move = (code: string, ...lacking: string[]): MoveView => ({ move: code, label: code, target: null, missing: lacking.map(missing) })
const unit = (share: number, shortfall = 0) => ({
  unit_id: `u${share}`,
  building: '1号楼',
  entrance: '1',
  floor: '1',
  room: '101',
  owners: '王芳',
  area_dm2: 8950,
  share_fen: share,
  available_fen: share - shortfall,
  pays_fen: share - shortfall,
  shortfall_fen: shortfall,
  principal_fen: share - shortfall,
  interest_fen: 0,
})
const handedIn = (paper: string): NonNullable<Submitted['attachments']>[number] => ({
  stage: 'review',
  file: { sha256: paper, paper, name: '扫描件.pdf' },
  added_by_name: '孙桂兰',
  added_at: '2026-07-01T02:00:00Z',
})
const sheet = (changed: Partial<Submitted> = {}): Submitted => ({
  submitted_at: '2026-11-20T01:00:00Z',
  sheet_version: 2,
  check_code: 'K7',
  amount_fen: 3_000,
  unit_count: 2,
  area_dm2: 17_900,
  share_fen: 3_000,
  pays_fen: 3_000,
  shortfall_fen: 0,
  clearing_fen: 0,
  payee_name: '北京宏远建筑工程有限公司',
  payee_bank: '某银行',
  payee_account_masked: '6222********0017',
  payee_correction_pending: false,
  due_on: null,
  claimed_by: null,
  claimed_by_name: null,
  actual_cost_fen: null,
  settlement: null,
  round: 1,
  units: [unit(1_000), unit(2_000)],
  tally: {
    heads: { all: 2, participating: 2, participating_needed: 2, agreeing: 2, agreeing_needed: 2 },
    area_dm2: { all: 17_900, participating: 17_900, participating_needed: 11_934, agreeing: 17_900, agreeing_needed: 8_951 },
    passes: true,
    lacking: [],
  },
  papers: ['signed_sheet'],
  attachments: [handedIn('signed_sheet')],
  payments: [],
  moves: [],
  on_paper: {
    company_name: '北京安居物业管理有限公司',
    district_name: '东城区',
    kind: 'planned',
    basis: 'area',
    began_on: '2026-11-20',
    publicity_until: null,
    pay_by: null,
    vote_rule: null,
    verification_url: 'https://anju.example/v/1?c=K7',
    left_out: [],
    notices: [],
    opinions: [],
  },
  ...changed,
})
const signs = (of: Submitted, approval?: MoveView): string[] => checksOf(of, approval).map(({ sign, title }) => `${sign} ${title}`)

describe('checks', () => {
  it('pass one by one', () => expect(signs(sheet())).toEqual(['ok 业主表决', 'ok 材料', 'ok 分摊合计', 'ok 账户余额']))

  it('name a vote that fails, a paper that lacks, a sum that differs, a shortfall that remains', () => {
    const tally = { ...(sheet().tally as NonNullable<Submitted['tally']>), passes: false, lacking: ['还差 1 人。'] }
    const bad = sheet({ tally, papers: [], amount_fen: 3_001, units: [unit(1_000), unit(2_000, 500)], shortfall_fen: 500 })
    expect(signs(bad)).toEqual(['bad 业主表决', 'bad 材料', 'bad 分摊合计', 'warn 账户余额'])
    expect(checksOf(bad, undefined)[0]?.reason).toContain('还差 1 人。')
  })

  it('take emergency papers from what is missing, and say nothing of a vote', () => {
    const of = sheet({ tally: null, papers: ['site_photos'], attachments: [handedIn('site_photos')] })
    expect(signs(of, move('bureau_approve', 'withdrawal.move.emergency_paper'))[0]).toBe('bad 材料')
    expect(signs(of, move('bureau_approve'))[0]).toBe('ok 材料')
  })

  it('say so when the bank refused or did not answer, and nothing once it paid', () => {
    const paid = (state: string) => sheet({ payments: [{ instruction_id: 'i', amount_fen: 1, state, detail: '户名不符', created_at: '2026-11-20T01:00:00Z', ended_at: null }] })
    expect(signs(paid('failed')).at(-1)).toBe('warn 付款')
    expect(signs(paid('unknown')).at(-1)).toBe('warn 付款')
    expect(signs(paid('paid')).at(-1)).toBe('ok 账户余额')
  })

  it('point out a paper that was only noted, because there is nothing to look at', () => {
    const [, papers] = checksOf(sheet({ attachments: [] }), undefined)
    expect(papers?.sign).toBe('warn')
    expect(papers?.reason).toContain('业主签字确认表没有电子件')
  })

  it('leave out what concerns the person and keep what concerns the sheet', () => {
    const approval = move('department_approve', 'withdrawal.move.second_person', 'withdrawal.move.holds', 'withdrawal.move.payee_and_papers_check')
    expect(checksOf(sheet(), approval).filter(({ sign }) => sign === 'bad').map(({ reason }) => reason)).toEqual(['withdrawal.move.holds。'])
  })
})

describe('decisions', () => {
  it('are those of this desk; another desk’s do not show, a second person’s rule does', () => {
    const of = sheet({ moves: [move('cancel', 'permission.missing'), move('bureau_approve', 'withdrawal.move.second_person'), move('bureau_return')] })
    const decisions = decisionsFor(of)
    expect(decisions.map((one) => one.move)).toEqual(['bureau_approve', 'bureau_return'])
    expect(whyNot(decisions[0], { reason: '', checked: false })).toBe('withdrawal.move.second_person。')
  })

  it('need a reason to return, and to approve less than was asked for', () => {
    const [approve, back] = decisionsFor(sheet({ shortfall_fen: 1, moves: [move('department_approve', 'withdrawal.move.payee_and_papers_check'), move('department_return')] }))
    expect(whyNot(approve, { reason: '', checked: true })).not.toBe('')
    expect(whyNot(approve, { reason: '按实际支取。', checked: false })).not.toBe('')
    expect(whyNot(approve, { reason: '按实际支取。', checked: true })).toBe('')
    expect(whyNot(back, { reason: ' ', checked: true })).not.toBe('')
    expect(whyNot(undefined, { reason: '', checked: false })).not.toBe('')
  })

  it('carry the version that was seen, and no tick on a return', () => {
    const seen = { sheet_id: 's', version: 7 }
    expect(callOf('department_return', seen, { reason: ' 账号有误。 ', checked: true })).toEqual({
      command: 'withdrawal.department_decide',
      request: { ...seen, reason: '账号有误。', approves: false, payee_and_papers_checked: false },
    })
    expect(callOf('release_again', seen, { reason: '', checked: false })).toEqual({ command: 'withdrawal.release', request: seen })
    expect(callOf('unheard_of', seen, { reason: '', checked: false })).toBeNull()
  })

  it('release what is drawn, and after a failure what waits in clearing', () => {
    const of = sheet({ pays_fen: 3_000, clearing_fen: 2_999 })
    expect([amountOf('release', of), amountOf('release_again', of)]).toEqual([3_000, 2_999])
  })
})

it('opens mine next, then what nobody has, never the one just done or another’s', () => {
  const item = (sheet_id: string, by: string | null) => ({ sheet_id, claimed_by: by }) as InboxItem
  const items = [item('a', '李静'), item('b', null), item('c', '我'), item('d', null)]
  expect(nextItem(items, 'x', '我')?.sheet_id).toBe('c')
  expect(nextItem(items, 'c', '我')?.sheet_id).toBe('b')
  expect(nextItem([items[0] as InboxItem, item('b', null)], 'b', '我')).toBeNull()
})

it('names what changed since the returned sheet, and takes the order of units for nothing', () => {
  const before = { project: '屋面防水', kind: 'planned', saved_units: ['1', '2'] }
  expect(changesBetween(before, { ...before, saved_units: ['2', '1'] })).toEqual([])
  expect(changesBetween(before, { ...before, kind: 'emergency', saved_units: ['2', '3', '4'] })).toEqual([
    { label: '维修类别', was: '计划维修', now: '应急维修' },
    { label: '参与分摊的房屋', was: '2 户', now: '3 户（增 2，减 1）' },
  ])
})
