/** The office's words for a task sheet's states, and how each is marked beside its colour. */

export type Tone = 'plain' | 'waiting' | 'good' | 'bad'

const STATES: Record<string, { label: string; tone: Tone }> = {
  draft: { label: '草稿', tone: 'plain' },
  submitted: { label: '已提交', tone: 'waiting' },
  bureau_review: { label: '建委审核', tone: 'waiting' },
  department_review: { label: '管理部复核', tone: 'waiting' },
  payable: { label: '待拨付', tone: 'waiting' },
  paying: { label: '拨付中', tone: 'waiting' },
  paid: { label: '已拨付', tone: 'good' },
  payment_failed: { label: '付款失败', tone: 'bad' },
  settled: { label: '已结算', tone: 'good' },
  returned: { label: '退回', tone: 'bad' },
  cancelled: { label: '撤销', tone: 'plain' },
}

export function stateOf(code: string): { label: string; tone: Tone } {
  return STATES[code] ?? { label: code, tone: 'plain' }
}
