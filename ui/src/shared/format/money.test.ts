import { describe, expect, it } from 'vitest'
import { formatFen, parseYuan } from './money'

describe('formatFen', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [99, '0.99'],
    [140950, '1,409.50'],
    [10700053, '107,000.53'],
    [100000, '1,000.00'],
    [-32504, '-325.04'],
    [-1, '-0.01'],
    [Number.MAX_SAFE_INTEGER, '90,071,992,547,409.91'],
  ])('%i fen is %s', (fen, text) => expect(formatFen(fen)).toBe(text))

  it.each([0.5, Number.NaN, 2 ** 53, Infinity])('refuses %s, which is not whole fen', (fen) =>
    expect(() => formatFen(fen)).toThrow(RangeError),
  )
})

describe('parseYuan', () => {
  it.each([
    ['1,409.5', 140950],
    ['１４０９．５０', 140950],
    ['¥ 800 元', 80000],
    ['0.01', 1],
    ['12.', 1200],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ])('reads %s', (text, fen) => expect(parseYuan(text)).toEqual({ ok: true, fen }))

  it.each([
    ['', 'amount.empty'],
    ['一千', 'amount.not_a_number'],
    ['-3', 'amount.not_a_number'],
    ['1.2.3', 'amount.not_a_number'],
    ['1e5', 'amount.not_a_number'],
    ['0.015', 'amount.too_precise'],
    ['90071992547409.92', 'amount.too_large'],
  ])('refuses "%s"', (text, problem) => expect(parseYuan(text)).toEqual({ ok: false, problem }))
})
