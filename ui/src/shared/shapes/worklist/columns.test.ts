import { beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { narrowest, tracksOf, useArrangedRows, useRowCursor, useShownColumns, type Column } from './columns'

interface Row {
  no: string
  fen: number
  state: string
}

const ROWS: Row[] = [
  { no: '10号楼', fen: 900, state: 'draft' },
  { no: '3号楼', fen: 10000, state: 'paid' },
  { no: '1号楼', fen: 80, state: 'draft' },
]
const COLUMNS: Column<Row>[] = [
  { key: 'no', label: '楼', width: '1fr', text: ({ no }) => no, order: ({ no }) => no, fixed: true },
  { key: 'fen', label: '金额', width: '80px', text: ({ fen }) => String(fen), order: ({ fen }) => fen },
]
const CHIPS = [{ key: 'draft', label: '草稿', keeps: ({ state }: Row) => state === 'draft' }]

beforeEach(() => localStorage.clear())

it('sorts numbers inside text as numbers, then turns the order, then gives it up', () => {
  const list = useArrangedRows('t', () => ROWS, () => COLUMNS, () => CHIPS)
  const nos = (): string[] => list.rows.value.map(({ no }) => no)
  list.sortBy(COLUMNS[0] as Column<Row>)
  expect(nos()).toEqual(['1号楼', '3号楼', '10号楼'])
  list.sortBy(COLUMNS[0] as Column<Row>)
  expect(nos()).toEqual(['10号楼', '3号楼', '1号楼'])
  list.sortBy(COLUMNS[0] as Column<Row>)
  expect(nos()).toEqual(['10号楼', '3号楼', '1号楼'])
  list.sortBy(COLUMNS[1] as Column<Row>)
  expect(nos()).toEqual(['1号楼', '10号楼', '3号楼'])
})

it('keeps the rows of the chosen chips and remembers the choice', async () => {
  const list = useArrangedRows('t', () => ROWS, () => COLUMNS, () => CHIPS)
  expect(list.rows.value).toHaveLength(3)
  list.chosen.add('draft')
  await nextTick()
  expect(list.rows.value.map(({ no }) => no)).toEqual(['10号楼', '1号楼'])
  expect(useArrangedRows('t', () => ROWS, () => COLUMNS, () => CHIPS).rows.value).toHaveLength(2)
})

it('hides chosen columns, never a fixed one', () => {
  const shown = useShownColumns('t', () => COLUMNS)
  shown.toggle('no')
  shown.toggle('fen')
  expect(shown.columns.value.map(({ key }) => key)).toEqual(['no'])
})

it('holds the cursor inside the rows', async () => {
  const { at, move } = useRowCursor(() => 3)
  move(-1)
  expect(at.value).toBe(0)
  move(9)
  expect(at.value).toBe(2)
})

it('widths that were chosen for the usual type grow with larger type', () => {
  const widths = ['36px', '150px', 'minmax(112px, 1.4fr)']
  expect(tracksOf(widths)).toBe('calc(36px * var(--type-scale, 1)) calc(150px * var(--type-scale, 1)) minmax(calc(112px * var(--type-scale, 1)), 1.4fr)')
  expect(narrowest(widths)).toBe('calc(298px * var(--type-scale, 1))')
})
