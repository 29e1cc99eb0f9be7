/** The steps of a preview's zoom. */

/** Per cent of the paper's own size, or as wide as the room. */
export type Zoom = number | 'width'

const STEPS = [25, 33, 50, 67, 75, 90, 100, 125, 150, 200, 300] as const

/** The next step above or below; the last one stays. */
export function stepZoom(percent: number, direction: number): number {
  const next = direction > 0 ? STEPS.find((step) => step > percent) : STEPS.findLast((step) => step < percent)
  return next ?? (direction > 0 ? STEPS[STEPS.length - 1] : STEPS[0]) ?? 100
}
