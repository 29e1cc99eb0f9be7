/** The signs of the states as strokes: the same on every machine, whatever its fonts have, and cheaper than text. */
import type { CellState } from './palette'

type Stroke = readonly (readonly [number, number])[]

const STROKES: Record<CellState, readonly Stroke[]> = {
  plain: [],
  saved: [[[0.14, 0.54], [0.4, 0.8], [0.88, 0.22]]],
  short: [[[0.5, 0.1], [0.5, 0.62]], [[0.5, 0.8], [0.5, 0.92]]],
  excluded: [[[0.24, 0.24], [0.76, 0.76]], [[0.76, 0.24], [0.24, 0.76]]],
}

/** Draws the sign into a square in the colour that is set to fill. */
export function paintSign(context: CanvasRenderingContext2D, state: CellState, left: number, top: number, size: number): void {
  const strokes = STROKES[state]
  if (strokes.length === 0) return
  context.strokeStyle = context.fillStyle
  context.lineWidth = Math.max(1.2, size / 7)
  context.beginPath()
  for (const stroke of strokes) {
    stroke.forEach(([x, y], at) => {
      if (at === 0) context.moveTo(left + x * size, top + y * size)
      else context.lineTo(left + x * size, top + y * size)
    })
  }
  context.stroke()
}
