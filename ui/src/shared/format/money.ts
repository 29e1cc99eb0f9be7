/**
 * Money as text. The wire carries whole fen; here they are only written and read, digit by digit: no sum, no division,
 * no float stands between the ledger and the eye.
 */

/** 140950 → "1,409.50"; negative with a leading minus. */
export function formatFen(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError('fen is a whole number within 2^53')
  const digits = String(fen < 0 ? -fen : fen).padStart(3, '0')
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${yuan}.${digits.slice(-2)}`
}

export type AmountProblem = 'amount.empty' | 'amount.not_a_number' | 'amount.too_precise' | 'amount.too_large'

export type ParsedAmount = { ok: true; fen: number } | { ok: false; problem: AmountProblem }

const FULL_WIDTH: Record<string, string> = { '．': '.', '。': '.', '，': ',', '－': '-' }

function toHalfWidth(text: string): string {
  return text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．。，－]/g, (mark) => FULL_WIDTH[mark] ?? mark)
}

/** Reads what a clerk types: "1,409.5", "１４０９.５", "¥ 1409.50 元". At most two decimals; never rounds. */
export function parseYuan(text: string): ParsedAmount {
  const plain = toHalfWidth(text).replace(/[\s,¥￥元]/g, '')
  if (plain === '') return { ok: false, problem: 'amount.empty' }
  const match = /^(\d+)(?:\.(\d*))?$/.exec(plain)
  if (!match) return { ok: false, problem: 'amount.not_a_number' }
  const decimals = match[2] ?? ''
  if (decimals.length > 2) return { ok: false, problem: 'amount.too_precise' }
  const fen = Number(`${match[1]}${decimals.padEnd(2, '0')}`)
  return Number.isSafeInteger(fen) ? { ok: true, fen } : { ok: false, problem: 'amount.too_large' }
}
