/** What a reviewer would otherwise work out with a pencil, from the frozen sheet and from what the domain's table lacks. */
import type { Contract } from '@/contract/commands'
import { formatArea } from '@/shared/format/area'
import { formatFen } from '@/shared/format/money'
import { paperOf } from '@/shared/messages/review'
import type { Check } from '@/shared/parts/CheckList.vue'

export type Submitted = Contract<'SubmittedSheet'>
export type MoveView = Contract<'MoveView'>

/** Missing things that are not of the sheet: who is looking, and what the reviewer ticks on this screen. */
const NOT_OF_THE_SHEET = [
  'permission.missing',
  'withdrawal.move.out_of_scope',
  'withdrawal.move.second_person',
  'withdrawal.move.payee_and_papers_check',
]
/** Missing things that another line already tells with its figures. */
const TOLD = ['withdrawal.move.votes', 'withdrawal.move.signed_sheet', 'withdrawal.move.shortfall', 'withdrawal.move.emergency_paper', 'withdrawal.move.payee_decision']

function voteCheck({ tally }: Submitted): Check[] {
  if (!tally) return []
  const { heads, area_dm2: area } = tally
  const figures =
    `参与 ${heads.participating}/${heads.all} 人、${formatArea(area.participating)}/${formatArea(area.all)} ㎡，` +
    `其中同意 ${heads.agreeing} 人、${formatArea(area.agreeing)} ㎡。`
  return [{ sign: tally.passes ? 'ok' : 'bad', title: '业主表决', reason: figures + tally.lacking.join('') }]
}

function paperCheck({ tally, papers, attachments }: Submitted, missing: Contract<'MissingView'>[]): Check {
  const lacking = missing.filter(({ code }) => code === 'withdrawal.move.emergency_paper' || code === 'withdrawal.move.signed_sheet')
  if (lacking.length > 0 || (tally && !papers.includes('signed_sheet'))) {
    const sentences = lacking.map(({ message }) => message).join('') || '尚未收到业主签字确认表。'
    return { sign: 'bad', title: '材料', reason: sentences }
  }
  const received = papers.length > 0 ? `已收${papers.map(paperOf).join('、')}。` : '没有要求的材料。'
  const onPaper = papers.filter((code) => !(attachments ?? []).some(({ file }) => file.paper === code))
  return onPaper.length === 0
    ? { sign: 'ok', title: '材料', reason: received }
    : { sign: 'warn', title: '材料', reason: `${received}其中${onPaper.map(paperOf).join('、')}没有电子件，请核对原件。` }
}

function sumCheck({ units, selling_organisations: organisations, share_fen: sum, amount_fen: amount }: Submitted): Check {
  const payers = `${units.length} 户${organisations && organisations.length > 0 ? `、${organisations.length} 家售房单位` : ''}`
  return sum === amount
    ? { sign: 'ok', title: '分摊合计', reason: `${payers}合计 ${formatFen(sum)} 元，与申请金额一致。` }
    : { sign: 'bad', title: '分摊合计', reason: `${payers}合计 ${formatFen(sum ?? 0)} 元，与申请金额 ${formatFen(amount)} 元不一致。` }
}

function shortfallCheck({ units, shortfall_fen: rest, pays_fen: pays, round }: Submitted): Check {
  const more = round > 1 ? '追加' : ''
  const short = units.filter(({ shortfall_fen: own }) => own > 0).length
  return rest === 0
    ? { sign: 'ok', title: '账户余额', reason: '每户余额都够支付分摊额，没有欠款。' }
    : { sign: 'warn', title: '账户余额', reason: `${short} 户余额不足，${more}欠款 ${formatFen(rest)} 元，${more}可支取 ${formatFen(pays)} 元。` }
}

/** The last payment, as long as it did not end well. */
function paymentCheck({ payments }: Submitted): Check[] {
  const last = payments.at(-1)
  if (last?.state === 'failed') return [{ sign: 'warn', title: '付款', reason: `上次付款失败${last.detail ? `：${last.detail}` : ''}。款项在任务单的待付账户中。` }]
  if (last?.state === 'unknown') return [{ sign: 'warn', title: '付款', reason: '银行没有明确答复，结果不明。请查询拨付结果，不会自动再付。' }]
  return []
}

/** All checks, in the order in which a reviewer looks. `approval` is the move that goes on; absent in states without one. */
export function checksOf(sheet: Submitted, approval: MoveView | undefined): Check[] {
  const missing = approval?.missing ?? []
  const others = missing.filter(({ code }) => !NOT_OF_THE_SHEET.includes(code) && !TOLD.includes(code))
  return [
    ...voteCheck(sheet),
    paperCheck(sheet, missing),
    // The units of a supplement stand beside the first round's amount.
    ...(sheet.actual_cost_fen == null ? [sumCheck(sheet)] : []),
    shortfallCheck(sheet),
    ...paymentCheck(sheet),
    ...(sheet.payee_correction_pending ? [{ sign: 'warn' as const, title: '收款账户', reason: '公司更正了收款账户，待第二人确认。' }] : []),
    ...others.map(({ message }) => ({ sign: 'bad' as const, title: '不能办理', reason: message })),
  ]
}
