import { describe, expect, it } from 'vitest'
import { chosen, dated, filledDown, openBallots, type Ballot, type Elector } from './ballots'
import { readPasted } from './paste'
import { readDay } from './signed-day'

const elector = (unit_id: string, building: string, room: string): Elector => ({
  unit_id,
  building,
  entrance: '1单元',
  floor: '1',
  room,
  owners: '王*',
  area_dm2: 8950,
  head: 0,
  excluded_reason: null,
})
const ELECTORS = [elector('a', '1号楼', '101'), elector('b', '1号楼', '102'), elector('c', '2号楼', '101')]
const agree = (signed_on: string): Ballot => ({ choice: 'agree', signed_on })

describe('the book of ballots', () => {
  it('takes back and repeats whole steps', () => {
    const book = openBallots()
    book.put(new Map([['a', agree('2026-11-20')], ['b', agree('2026-11-20')]]))
    book.put(chosen(book.entered.value, ['a', 'c'], 'against', '2026-11-21'))
    expect(book.entered.value.get('a')).toEqual({ choice: 'against', signed_on: '2026-11-20' })
    expect(book.entered.value.get('c')).toEqual({ choice: 'against', signed_on: '2026-11-21' })
    book.undo()
    expect(book.rows()).toEqual([{ unit_id: 'a', ...agree('2026-11-20') }, { unit_id: 'b', ...agree('2026-11-20') }])
    book.redo()
    expect(book.entered.value.size).toBe(3)
    book.undo()
    book.undo()
    book.undo()
    expect(book.rows()).toEqual([])
  })

  it('takes what changes nothing for no step', () => {
    const book = openBallots()
    book.put(new Map([['a', agree('2026-11-20')]]))
    book.put(new Map([['a', agree('2026-11-20')]]))
    book.undo()
    expect(book.rows()).toEqual([])
  })

  it('fills the first row down and dates only what is entered', () => {
    const entered = new Map([['a', agree('2026-11-20')], ['b', { choice: 'abstain', signed_on: '2026-11-19' } as Ballot]])
    expect([...filledDown(entered, ['a', 'b', 'c'])]).toEqual([['b', agree('2026-11-20')], ['c', agree('2026-11-20')]])
    expect([...filledDown(entered, ['c', 'a'])]).toEqual([['a', null]])
    expect([...dated(entered, ['a', 'c'], '2026-11-01')]).toEqual([['a', agree('2026-11-01')]])
  })
})

it.each([
  ['2026-11-20', '2026-11-20'],
  ['20261120', '2026-11-20'],
  ['2026年11月5日', '2026-11-05'],
  ['2026/2/29', null],
  ['11-20', '2026-11-20'],
  ['1120', '2026-11-20'],
  ['12.31', '2025-12-31'],
  ['同意', null],
  ['', null],
])('%s is the day %s', (typed, day) => expect(readDay(typed, '2026-11-25')).toBe(day))

describe('pasting', () => {
  const paste = (text: string, from = 0) => readPasted(text, ELECTORS, ELECTORS.slice(from), '2026-11-20', '2026-11-25')

  it('goes down from the cursor where no room is named', () => {
    expect([...paste('同意\n反对\t11-19', 1).patch]).toEqual([['b', agree('2026-11-20')], ['c', { choice: 'against', signed_on: '2026-11-19' }]])
  })

  it('finds a room by its name, and takes no name that two units have', () => {
    const { patch, unread } = paste('1号楼\t1单元\t101\t李*\t3\n102\t同意\n101\t同意\n2号楼-101\t1\t20261118\n9号楼101\t同意\n102\t也许')
    expect([...patch]).toEqual([
      ['a', { choice: 'abstain', signed_on: '2026-11-20' }],
      ['b', agree('2026-11-20')],
      ['c', agree('2026-11-18')],
    ])
    expect(unread).toEqual(['101\t同意', '9号楼101\t同意', '102\t也许'])
  })
})
