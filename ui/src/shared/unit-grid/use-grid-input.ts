/** What hands do on the sheet: click, double click, Shift-click, drag a rectangle, and the same with keys alone. */
import { ref, type Ref, type ShallowRef } from 'vue'
import { placeUnder, type CellSize, type Place } from './geometry'
import { blockBetween, unitsIn, type Block, type GridLayout } from './layout'

const DOUBLE_CLICK_MS = 350
const PAGE_ROWS = 10

export interface GridActions {
  layout: () => GridLayout
  cell: () => CellSize
  /** Whether the unit at this place is ticked. */
  isTicked: (place: Place) => boolean
  tick: (units: readonly number[], on: boolean) => void
  undo: () => void
  redo: () => void
  openCard: (place: Place) => void
  /** The focus or the rectangle moved from there. */
  moved: (from: Place) => void
}

export interface GridInput {
  focus: Ref<Place>
  block: Ref<Block | null>
  pointerDown: (event: PointerEvent) => void
  pointerMove: (event: PointerEvent) => void
  pointerUp: (event: PointerEvent) => void
  cancel: () => void
  keyDown: (event: KeyboardEvent) => void
}

export function useGridInput(body: Readonly<ShallowRef<HTMLElement | null>>, actions: GridActions): GridInput {
  const focus = ref<Place>({ row: 0, column: 0 })
  const block = ref<Block | null>(null)
  let anchor: Place = focus.value
  let dragging: { from: Place; on: boolean } | null = null
  let last = { at: 0, row: -1, column: -1 }

  function under(event: PointerEvent): Place {
    const box = body.value?.getBoundingClientRect()
    return placeUnder(actions.layout(), actions.cell(), event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0))
  }

  function moveFocus(to: Place): void {
    const from = focus.value
    focus.value = to
    actions.moved(from)
  }

  function setBlock(to: Block | null): void {
    if (to === null && block.value === null) return
    block.value = to
    actions.moved(focus.value)
  }

  function tickBlock(area: Block, on: boolean): void {
    actions.tick(unitsIn(actions.layout(), area), on)
  }

  function pointerDown(event: PointerEvent): void {
    if (event.button !== 0) return
    const place = under(event)
    body.value?.focus({ preventScroll: true })
    body.value?.setPointerCapture(event.pointerId)
    const again = event.timeStamp - last.at < DOUBLE_CLICK_MS && last.row === place.row && last.column === place.column
    last = again ? { at: 0, row: -1, column: -1 } : { at: event.timeStamp, ...place }
    if (again) {
      actions.undo()
      actions.openCard(place)
    } else if (event.shiftKey) {
      tickBlock(blockBetween(anchor, place), actions.isTicked(anchor))
      moveFocus(place)
    } else {
      dragging = { from: place, on: !actions.isTicked(place) }
      setBlock(null)
      moveFocus(place)
    }
  }

  function pointerMove(event: PointerEvent): void {
    if (!dragging) return
    const place = under(event)
    const next = blockBetween(dragging.from, place)
    const single = next.top === next.bottom && next.left === next.right
    if (single && block.value === null) return
    focus.value = place
    setBlock(next)
  }

  function pointerUp(event: PointerEvent): void {
    if (!dragging) return
    const { from, on } = dragging
    dragging = null
    anchor = from
    const area = block.value ?? blockBetween(from, from)
    setBlock(null)
    const units = unitsIn(actions.layout(), area)
    if (units.length > 0) actions.tick(units, on)
    event.preventDefault()
  }

  function cancel(): void {
    dragging = null
    setBlock(null)
  }

  function step(rows: number, columns: number, extend: boolean): void {
    const { rows: height, columns: width } = actions.layout()
    const to = {
      row: Math.min(height - 1, Math.max(0, focus.value.row + rows)),
      column: Math.min(width - 1, Math.max(0, focus.value.column + columns)),
    }
    if (!extend) anchor = to
    if (extend || block.value) setBlock(extend ? blockBetween(anchor, to) : null)
    moveFocus(to)
  }

  function toggleHere(): void {
    const area = block.value ?? blockBetween(focus.value, focus.value)
    const on = block.value ? !actions.isTicked(anchor) : !actions.isTicked(focus.value)
    setBlock(null)
    tickBlock(area, on)
  }

  function withControl(key: string): (() => void) | undefined {
    const { rows, columns } = actions.layout()
    const whole: Block = { top: 0, left: 0, bottom: rows - 1, right: columns - 1 }
    const keys: Record<string, () => void> = {
      a: () => tickBlock(whole, true),
      z: actions.undo,
      y: actions.redo,
      Home: () => step(-rows, -columns, false),
      End: () => step(rows, columns, false),
    }
    return keys[key]
  }

  function plain(event: KeyboardEvent): (() => void) | undefined {
    const { columns } = actions.layout()
    const extend = event.shiftKey
    const keys: Record<string, () => void> = {
      ArrowUp: () => step(-1, 0, extend),
      ArrowDown: () => step(1, 0, extend),
      ArrowLeft: () => step(0, -1, extend),
      ArrowRight: () => step(0, 1, extend),
      PageUp: () => step(-PAGE_ROWS, 0, extend),
      PageDown: () => step(PAGE_ROWS, 0, extend),
      Home: () => step(0, -columns, extend),
      End: () => step(0, columns, extend),
      ' ': toggleHere,
      Enter: () => actions.openCard(focus.value),
      Escape: cancel,
    }
    return keys[event.key]
  }

  function keyDown(event: KeyboardEvent): void {
    const run = event.ctrlKey || event.metaKey ? withControl(event.key) : plain(event)
    if (!run) return
    event.preventDefault()
    event.stopPropagation()
    run()
  }

  return { focus, block, pointerDown, pointerMove, pointerUp, cancel, keyDown }
}
