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

/** What a task sheet's scope is refused for. */
export const DRAFT_SCOPE = {
  nothingTicked: '请勾选要分摊的自然幢。',
  nothingSaved: '已勾选，但没有保存参与分摊的房屋。请点“选择分户”选择房屋，或取消勾选。',
  unexplained: (units: number): string => `还有 ${units} 户未参与且没有写明原因，原因会印在分摊明细上。请点“选择分户”补填。`,
  forgotten: (units: number): string => `有 ${units} 户已保存，但所在自然幢没有勾选，不会参与分摊。`,
} as const

/** Reasons for leaving a unit out, to choose from; another can be written. */
export const LEAVE_OUT_REASONS = ['不在本次维修受益范围', '业主已自行维修', '未交存维修资金', '经业主大会决定不分摊'] as const

const KINDS: Record<string, string> = { commodity_home: '商品房', sold_public_home: '售后公房', non_residential: '非住宅' }

export function unitKind(code: string): string {
  return KINDS[code] ?? code
}

const UNIT_STATES: Record<string, string> = { sold: '已售', unsold: '未售', excluded: '不参与' }

export function unitState(code: string): string {
  return UNIT_STATES[code] ?? code
}
