/** What a worklist shows of a row, and how it sorts; which columns are shown is remembered per list on this machine. */
import { computed, reactive, ref, watch, type ComputedRef } from 'vue'

export interface Column<Row> {
  key: string
  label: string
  /** CSS width; one column may take what is left with `1fr`. */
  width: string
  number?: boolean
  text: (row: Row) => string
  /** Absent where sorting by this column says nothing. */
  order?: (row: Row) => string | number
  /** Stays when columns are chosen. */
  fixed?: boolean
}

export interface Chip<Row> {
  key: string
  label: string
  keeps: (row: Row) => boolean
}

const PIXELS = /(\d+)px/g

/** The tracks of a list: widths in pixels were chosen for the usual type and grow with it. */
export function tracksOf(widths: readonly string[]): string {
  return widths.join(' ').replace(PIXELS, 'calc($1px * var(--type-scale, 1))')
}

/** Below this the columns do not become narrower, and the list is moved sideways. */
export function narrowest(widths: readonly string[]): string {
  const sum = widths.reduce((pixels, width) => pixels + Number(/\d+(?=px)/.exec(width)?.[0] ?? 0), 0)
  return `calc(${sum}px * var(--type-scale, 1))`
}

interface Shown<Row> {
  columns: ComputedRef<Column<Row>[]>
  isHidden: (key: string) => boolean
  toggle: (key: string) => void
}

function remembered(name: string): string[] {
  const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]')
  return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
}

export function useShownColumns<Row>(list: string, all: () => readonly Column<Row>[]): Shown<Row> {
  const name = `anju.columns.${list}`
  const hidden = reactive(new Set(remembered(name)))
  watch(hidden, () => localStorage.setItem(name, JSON.stringify([...hidden])))
  return {
    columns: computed(() => all().filter(({ key, fixed }) => fixed || !hidden.has(key))),
    isHidden: (key) => hidden.has(key),
    toggle: (key) => void (hidden.delete(key) || hidden.add(key)),
  }
}

interface Arranged<Row> {
  rows: ComputedRef<Row[]>
  sort: { key: string | null; descending: boolean }
  chosen: Set<string>
  sortBy: (column: Column<Row>) => void
}

/** Rows that any chosen chip keeps (all without one), in the chosen order; chips are remembered per list. */
export function useArrangedRows<Row>(
  list: string,
  rows: () => readonly Row[],
  columns: () => readonly Column<Row>[],
  chips: () => readonly Chip<Row>[],
): Arranged<Row> {
  const name = `anju.chips.${list}`
  const chosen = reactive(new Set(remembered(name)))
  watch(chosen, () => localStorage.setItem(name, JSON.stringify([...chosen])))
  const sort = reactive<{ key: string | null; descending: boolean }>({ key: null, descending: false })
  const collator = new Intl.Collator('zh-CN', { numeric: true })

  const kept = computed(() => {
    const keeping = chips().filter(({ key }) => chosen.has(key))
    return keeping.length === 0 ? [...rows()] : rows().filter((row) => keeping.some(({ keeps }) => keeps(row)))
  })
  const arranged = computed(() => {
    const order = columns().find(({ key }) => key === sort.key)?.order
    if (!order) return kept.value
    const sign = sort.descending ? -1 : 1
    const compare = (a: string | number, b: string | number): number =>
      typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
    return [...kept.value].sort((a, b) => sign * compare(order(a), order(b)))
  })

  function sortBy({ key, order }: Column<Row>): void {
    if (!order) return
    const again = sort.key === key
    sort.key = again && sort.descending ? null : key
    sort.descending = again && !sort.descending
  }
  return { rows: arranged, sort, chosen, sortBy }
}

/** The row under the cursor and the rows selected for an action. */
export function useRowCursor(count: () => number) {
  const at = ref(0)
  watch(count, (now) => (at.value = Math.min(at.value, Math.max(0, now - 1))))
  const move = (by: number): void => {
    at.value = Math.min(Math.max(0, count() - 1), Math.max(0, at.value + by))
  }
  return { at, move }
}
