/** The signs of the states as strokes: the same on every machine, whatever its fonts have, and cheaper than text. */
import type { CellState } from './palette'

/** The upper left corner of a square, in CSS px. */
export interface Corner {
  left: number
  top: number
}

type Stroke = readonly (readonly [number, number])[]

const STROKES: Record<CellState, readonly Stroke[]> = {
  plain: [],
  saved: [[[0.14, 0.54], [0.4, 0.8], [0.88, 0.22]]],
  short: [[[0.5, 0.1], [0.5, 0.62]], [[0.5, 0.8], [0.5, 0.92]]],
  excluded: [[[0.24, 0.24], [0.76, 0.76]], [[0.76, 0.24], [0.24, 0.76]]],
}

/** Draws the sign of a state, in its colour, into each of these squares: one path, because each costs as much as all. */
export function paintSigns(context: CanvasRenderingContext2D, state: CellState, color: string, squares: readonly Corner[], size: number): void {
  if (STROKES[state].length === 0 || squares.length === 0) return
  context.strokeStyle = color
  context.lineWidth = Math.max(1.2, size / 7)
  context.beginPath()
  for (const square of squares) trace(context, state, square, size)
  context.stroke()
}

function trace(context: CanvasRenderingContext2D, state: CellState, { left, top }: Corner, size: number): void {
  for (const stroke of STROKES[state]) {
    stroke.forEach(([x, y], at) => {
      if (at === 0) context.moveTo(left + x * size, top + y * size)
      else context.lineTo(left + x * size, top + y * size)
    })
  }
}
