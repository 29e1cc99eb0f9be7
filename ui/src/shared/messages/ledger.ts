/** The words of the ledger's desks: where a credit stands, what became of it, what a settlement means. */
import type { Tone } from './withdrawal'

const INCOMING: Record<string, { label: string; tone: Tone }> = {
  noted: { label: '待入账', tone: 'waiting' },
  suspense: { label: '暂收待处理', tone: 'bad' },
  placed: { label: '已入账', tone: 'good' },
  return_asked: { label: '待核对退回', tone: 'waiting' },
  returning: { label: '退回中', tone: 'waiting' },
  returned: { label: '已退回', tone: 'plain' },
}

export function incomingOf(code: string): { label: string; tone: Tone } {
  return INCOMING[code] ?? { label: code, tone: 'plain' }
}

const SOURCES: Record<string, string> = { bank: '银行到账', counter: '柜台登记' }

export function sourceOf(code: string): string {
  return SOURCES[code] ?? code
}

const USES: Record<string, string> = {
  shortfall: '补交欠款',
  remainder: '结余退回',
  suspense: '转入暂收',
  return: '退回付款人',
  return_failed: '退回失败，转回暂收',
}

export function useOf(code: string): string {
  return USES[code] ?? code
}

const AWAITED: Record<string, string> = { shortfall: '待补交欠款', remainder: '待退回结余', nothing: '没有待收的款项' }

export function awaitedOf(code: string): string {
  return AWAITED[code] ?? code
}

const OUTCOMES: Record<string, { label: string; tone: Tone; difference: string; next: string }> = {
  exact: { label: '费用相符', tone: 'good', difference: '差额', next: '实际费用与已支付一致，由管理部办理结算。' },
  remainder: {
    label: '有结余',
    tone: 'waiting',
    difference: '结余',
    next: '请施工单位按任务单编号把结余退回专户；到账后由管理部结算，按各户实际支付的比例返还。',
  },
  owed: { label: '欠款未补足', tone: 'waiting', difference: '尚欠', next: '实际费用在已分摊金额之内，差额为各户欠款。继续催缴，或由管理部写明原因后结算。' },
  supplement: { label: '可追加', tone: 'waiting', difference: '超出', next: '超出部分在限额之内，可在本任务单上申请追加。' },
  new_sheet: { label: '须新建任务单', tone: 'bad', difference: '超出', next: '超出部分超过可追加的限额，请就超出部分新建任务单。' },
}

export function outcomeOf(code: string): { label: string; tone: Tone; difference: string; next: string } {
  return OUTCOMES[code] ?? { label: code, tone: 'plain', difference: '差额', next: '' }
}

const RESOLUTIONS: Record<string, string> = { accepted: '以银行为准，已入账', dismissed: '不予采纳，没有入账', done: '已办结' }

export function resolutionOf(code: string): string {
  return RESOLUTIONS[code] ?? code
}
