/** What the person at this desk may decide on a case, as the domain's table offers it, and which command carries it. */
import type { Command, Contract, RequestOf } from '@/contract/commands'
import { reasonsFor } from '@/shared/messages/review'
import type { MoveView, Submitted } from './checks'

export interface Decision {
  move: string
  label: string
  /** Goes on, goes back, or moves money. */
  kind: 'on' | 'back' | 'money'
  missing: readonly Contract<'MissingView'>[]
  needsReason: boolean
  takesReason: boolean
  /** The reviewer's box 已核对收款账户和材料 belongs to it. */
  needsCheck: boolean
  templates: readonly string[]
}

interface Known {
  kind: Decision['kind']
  reason: 'needed' | 'possible' | 'none'
}

const KNOWN: Record<string, Known> = {
  bureau_approve: { kind: 'on', reason: 'possible' },
  bureau_return: { kind: 'back', reason: 'needed' },
  department_approve: { kind: 'on', reason: 'possible' },
  department_return: { kind: 'back', reason: 'needed' },
  send_back: { kind: 'back', reason: 'needed' },
  release: { kind: 'money', reason: 'none' },
  release_again: { kind: 'money', reason: 'none' },
  ask_bank: { kind: 'on', reason: 'none' },
  send_again: { kind: 'on', reason: 'needed' },
  confirm_payee: { kind: 'on', reason: 'possible' },
  refuse_payee: { kind: 'back', reason: 'needed' },
  give_up: { kind: 'back', reason: 'needed' },
  settle: { kind: 'on', reason: 'possible' },
  send_to_review: { kind: 'on', reason: 'none' },
}

const CHECK = 'withdrawal.move.payee_and_papers_check'
const NOT_THIS_DESK = ['permission.missing', 'withdrawal.move.out_of_scope']

const GOING_ON = ['send_to_review', 'bureau_approve', 'department_approve', 'release', 'release_again', 'settle']

/** The move by which a case goes on from its state. */
export function approvalOf(sheet: Submitted): MoveView | undefined {
  return sheet.moves.find(({ move }) => GOING_ON.includes(move))
}

/** What the cashier is about to send: the draw, or what waits in clearing after a failed payment. */
export function amountOf(move: string, sheet: Submitted): number {
  return move === 'release_again' ? sheet.clearing_fen : sheet.pays_fen
}

/** Whether the person may make the move at all; what the sheet lacks for it is another matter. */
export function isOfThisDesk({ missing }: MoveView): boolean {
  return !missing.some(({ code }) => NOT_THIS_DESK.includes(code))
}

/** Decisions of this desk, the one that goes on first. A second person's rule shows as missing, not as absence. */
export function decisionsFor(sheet: Submitted): Decision[] {
  const decisions = sheet.moves.flatMap((offered): Decision[] => {
    const { move, label, missing } = offered
    const known = KNOWN[move]
    if (!known || !isOfThisDesk(offered)) return []
    const smaller = move === 'department_approve' && sheet.shortfall_fen > 0
    const uncovered = move === 'settle' && ['owed', 'supplement', 'new_sheet'].includes(sheet.settlement?.outcome ?? '')
    return [
      {
        move,
        label,
        kind: known.kind,
        missing: missing.filter(({ code }) => code !== CHECK),
        needsReason: known.reason === 'needed' || smaller || uncovered,
        takesReason: known.reason !== 'none',
        needsCheck: move === 'department_approve',
        templates: smaller || uncovered || known.reason === 'needed' ? reasonsFor(move) : [],
      },
    ]
  })
  return [...decisions.filter(({ kind }) => kind !== 'back'), ...decisions.filter(({ kind }) => kind === 'back')]
}

export interface Entry {
  reason: string
  checked: boolean
}

/** Why the decision cannot be sent yet, as one sentence; empty when it can. */
export function whyNot(decision: Decision | undefined, { reason, checked }: Entry): string {
  if (!decision) return '请先选择办理意见。'
  const first = decision.missing[0]
  if (first) return first.message
  if (decision.needsCheck && !checked) return '请核对收款账户和材料后勾选“已核对”。'
  if (decision.needsReason && reason.trim() === '') {
    if (decision.kind === 'back') return '请填写原因，相关人员会看到。'
    return decision.move === 'department_approve' ? '可支取的金额小于申请金额，请填写说明。' : '请填写说明，供审计查看。'
  }
  return ''
}

type Deciding = Extract<
  Command,
  | 'withdrawal.bureau_decide'
  | 'withdrawal.department_decide'
  | 'withdrawal.send_back'
  | 'withdrawal.release'
  | 'withdrawal.ask_bank'
  | 'withdrawal.send_again'
  | 'withdrawal.decide_payee'
  | 'withdrawal.give_up'
  | 'withdrawal.settle'
  | 'withdrawal.send_for_review'
>

export type DecisionCall = { [C in Deciding]: { command: C; request: RequestOf<C> } }[Deciding]

/** The command of a decision with what was typed. */
export function callOf(move: string, seen: { sheet_id: string; version: number }, { reason, checked }: Entry): DecisionCall | null {
  const why = { reason: reason.trim() }
  switch (move) {
    case 'bureau_approve':
    case 'bureau_return':
      return { command: 'withdrawal.bureau_decide', request: { ...seen, ...why, approves: move === 'bureau_approve' } }
    case 'department_approve':
    case 'department_return': {
      const approves = move === 'department_approve'
      return { command: 'withdrawal.department_decide', request: { ...seen, ...why, approves, payee_and_papers_checked: approves && checked } }
    }
    case 'send_back':
      return { command: 'withdrawal.send_back', request: { ...seen, ...why } }
    case 'release':
    case 'release_again':
      return { command: 'withdrawal.release', request: seen }
    case 'ask_bank':
      return { command: 'withdrawal.ask_bank', request: seen }
    case 'send_again':
      return { command: 'withdrawal.send_again', request: { ...seen, ...why } }
    case 'confirm_payee':
    case 'refuse_payee':
      return { command: 'withdrawal.decide_payee', request: { ...seen, ...why, confirms: move === 'confirm_payee' } }
    case 'give_up':
      return { command: 'withdrawal.give_up', request: { ...seen, ...why } }
    case 'settle':
      return { command: 'withdrawal.settle', request: { ...seen, ...why } }
    case 'send_to_review':
      return { command: 'withdrawal.send_for_review', request: seen }
    default:
      return null
  }
}
