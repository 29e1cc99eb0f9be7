/** Sizes of the grid at a zoom, and which cell lies under a point. */
import type { GridLayout } from './layout'

export interface CellSize {
  width: number
  height: number
}

/** A cell that shows everything, at the normal type size of 12 px. */
const FULL: CellSize = { width: 104, height: 42 }
const LEAST: CellSize = { width: 8, height: 5 }

export const ZOOMS = [0.3, 0.45, 0.6, 0.8, 1, 1.25] as const

export function cellAt(zoom: number, typeSize: number): CellSize {
  const scale = zoom * (typeSize / 12)
  return {
    width: Math.max(LEAST.width, Math.round(FULL.width * scale)),
    height: Math.max(LEAST.height, Math.round(FULL.height * scale)),
  }
}

/** The whole building in this space, without ever growing beyond the full size. */
export function cellToFit(layout: GridLayout, space: CellSize, typeSize: number): CellSize {
  const full = cellAt(1, typeSize)
  return {
    width: Math.max(LEAST.width, Math.min(full.width, Math.floor(space.width / Math.max(1, layout.columns)))),
    height: Math.max(LEAST.height, Math.min(full.height, Math.floor(space.height / Math.max(1, layout.rows)))),
  }
}

export interface Place {
  row: number
  column: number
}

/** The cell under a point of the sheet, held inside the sheet. */
export function placeUnder(layout: GridLayout, cell: CellSize, x: number, y: number): Place {
  const hold = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value))
  return { row: hold(Math.floor(y / cell.height), layout.rows), column: hold(Math.floor(x / cell.width), layout.columns) }
}

/** Scrolls as little as it takes to see the whole cell. */
export function bringIntoView(scroller: HTMLElement, space: CellSize, cell: CellSize, { row, column }: Place): void {
  const left = column * cell.width
  const top = row * cell.height
  const x = Math.min(left, Math.max(scroller.scrollLeft, left + cell.width - space.width))
  const y = Math.min(top, Math.max(scroller.scrollTop, top + cell.height - space.height))
  if (x !== scroller.scrollLeft || y !== scroller.scrollTop) scroller.scrollTo(x, y)
}
