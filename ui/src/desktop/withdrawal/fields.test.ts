import { expect, it } from 'vitest'
import { emptyDraft, type Draft } from './draft'
import { problemsOf, shownFields } from './fields'

function filled(change: Partial<Draft> = {}): Draft {
  return {
    ...emptyDraft(),
    project: '屋面防水',
    part: '3号楼屋面',
    reason: '多处渗漏',
    contractor: '北京某建筑公司',
    amount_text: '30,050.00',
    payee_name: '北京某建筑公司',
    payee_bank: '工商银行',
    payee_account: '0200 0036 0902 2100 1',
    handler: '王丽',
    phone: '010-63000000',
    ...change,
  }
}

it('finds nothing wrong with a whole sheet; the contract number may be missing', () => {
  expect(problemsOf(filled())).toEqual([])
})

it('names what is missing in the order of the form', () => {
  const problems = problemsOf(emptyDraft())
  expect(problems[0]).toEqual({ field: 'project', label: '维修项目', message: '请填写维修项目。' })
  expect(problems.map(({ field }) => field)).not.toContain('contract_no')
})

it('asks for the kind of emergency only of an emergency', () => {
  expect(shownFields(filled()).map(({ name }) => name)).not.toContain('emergency_kind')
  expect(problemsOf(filled({ kind: 'emergency' })).map(({ message }) => message)).toEqual(['请选择应急类型。'])
})

it.each([
  [{ amount_text: '0.00' }, '申请支取金额须大于 0。'],
  [{ amount_text: '1.005' }, '金额最多两位小数（分）。请改正后重试。'],
  [{ amount_text: '三万' }, '金额只能填数字，例如 1,409.50。'],
  [{ payee_account: '工行123' }, '收款账号只能是数字，至少 6 位。请核对后重填。'],
  [{ phone: '无' }, '联系电话只能是数字，可带区号，例如 010-63000000。'],
])('refuses %o', (change, message) => {
  expect(problemsOf(filled(change)).map((problem) => problem.message)).toEqual([message])
})
