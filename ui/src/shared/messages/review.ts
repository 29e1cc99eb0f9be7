/** The words of the desks that decide: steps of a case, papers, payments, and reasons that are given often. */
import type { Tone } from './withdrawal'

const MOVES: Record<string, string> = {
  create: '新建任务单',
  discard: '撤销新建任务单',
  submit: '提交',
  enter_signatures: '录入业主签字',
  send_to_review: '送审',
  cancel: '撤销任务单',
  uphold_objection: '异议成立，退回',
  bureau_approve: '同意使用',
  bureau_return: '退回',
  department_approve: '复核通过',
  department_return: '复核退回',
  send_back: '退回复核',
  release: '拨付',
  send_again: '重发指令',
  ask_bank: '查询拨付结果',
  bank_paid: '银行已付款',
  bank_failed: '银行付款失败',
  accept_paid: '确认银行已付款',
  accept_bounced: '确认银行退票',
  correct_payee: '更正收款账户',
  confirm_payee: '确认收款账户',
  refuse_payee: '驳回收款账户',
  release_again: '重新拨付',
  give_up: '放弃拨付',
  credit_shortfall: '欠款补交',
  enter_settlement: '录入结算',
  receive_remainder: '结余退回',
  request_supplement: '申请追加',
  settle: '结算',
  revise: '修改',
  reassign: '改派',
}

/** The move's words on the timeline; a code that is new to this screen stands as it came. */
export function moveOf(code: string): string {
  return MOVES[code] ?? code
}

const PAPERS: Record<string, string> = {
  contract: '施工合同',
  budget: '维修预算',
  signed_sheet: '业主签字确认表',
  final_account: '结算书',
  situation_report: '应急维修情况说明',
  site_photos: '现场照片',
  contract_or_budget: '施工合同或维修预算',
  leak_survey: '渗漏查勘记录',
  lift_inspection: '电梯检验或评估报告',
  pump_inspection: '供水设备检测报告',
  facade_appraisal: '外墙安全鉴定报告',
  drainage_survey: '排水设施查勘记录',
  fire_inspection: '消防整改通知或消防设施检测报告',
  other: '其他材料',
}

export function paperOf(code: string): string {
  return PAPERS[code] ?? code
}

const PAYMENTS: Record<string, { label: string; tone: Tone }> = {
  pending: { label: '待发送', tone: 'waiting' },
  sent: { label: '已发送，等银行回单', tone: 'waiting' },
  unknown: { label: '银行未答复，结果不明', tone: 'bad' },
  paid: { label: '已付款', tone: 'good' },
  failed: { label: '付款失败', tone: 'bad' },
}

export function paymentOf(code: string): { label: string; tone: Tone } {
  return PAYMENTS[code] ?? { label: code, tone: 'plain' }
}

const REASONS: Record<string, readonly string[]> = {
  bureau_return: [
    '业主表决材料不完整，请补齐签字确认表后重新申请。',
    '维修项目不属于维修资金的使用范围，请核实后重新申请。',
    '施工合同与申请的项目、金额不一致，请更正后重新申请。',
    '受益范围与维修部位不符，请重新选择参与分摊的房屋。',
  ],
  department_return: [
    '收款单位名称与施工合同不一致，请核对后重新申请。',
    '收款银行或账号有误，请核对后重新申请。',
    '纸质材料与系统填报不一致，请更正后重新申请。',
    '参与分摊的房屋欠款未补交，请催缴后重新申请。',
  ],
  department_approve: ['欠款部分不再拨付，按实际支取金额拨付。', '欠款部分由物业服务企业垫付，另行催缴。'],
  send_back: ['收款账户与付款凭证不一致，请复核。', '拨付金额有疑问，请复核。'],
  refuse_payee: ['更正的收款账户与施工合同不一致，请重新填写。', '缺少收款账户变更证明，请补齐后重新填写。'],
  send_again: ['已与开户行核实，银行确认从未收到该指令。'],
  settle: ['欠款由物业服务企业垫付，另行催缴。', '超出部分由物业服务企业承担。'],
  give_up: ['施工单位账户无法收款，双方同意终止本次支取。'],
}

export function reasonsFor(move: string): readonly string[] {
  return REASONS[move] ?? []
}
