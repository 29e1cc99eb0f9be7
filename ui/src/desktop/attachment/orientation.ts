/** Turning and mirroring, 1 to 8 as the EXIF standard counts, drawn on a canvas. */

/** A canvas transform for a picture of this width and height, before it is turned. */
const TRANSFORMS: Record<number, (width: number, height: number) => [number, number, number, number, number, number]> = {
  1: () => [1, 0, 0, 1, 0, 0],
  2: (width) => [-1, 0, 0, 1, width, 0],
  3: (width, height) => [-1, 0, 0, -1, width, height],
  4: (_, height) => [1, 0, 0, -1, 0, height],
  5: () => [0, 1, 1, 0, 0, 0],
  6: (_, height) => [0, 1, -1, 0, height, 0],
  7: (width, height) => [0, -1, -1, 0, height, width],
  8: (width) => [0, -1, 1, 0, 0, width],
}

/** After one more quarter turn to the right. */
const QUARTER: Record<number, number> = { 1: 6, 6: 3, 3: 8, 8: 1, 2: 7, 7: 4, 4: 5, 5: 2 }

export function turnedRight(orientation: number): number {
  return QUARTER[orientation] ?? 6
}

/** Draws a picture upright, at most `most` px wide and high. */
export function drawUpright(canvas: HTMLCanvasElement, picture: ImageBitmap, orientation: number, most = Infinity): void {
  const scale = Math.min(1, most / Math.max(picture.width, picture.height))
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const lies = orientation >= 5
  canvas.width = lies ? height : width
  canvas.height = lies ? width : height
  const pen = canvas.getContext('2d')
  const transform = (TRANSFORMS[orientation] ?? TRANSFORMS[1])?.(width, height)
  if (!pen || !transform) return
  pen.setTransform(...transform)
  pen.drawImage(picture, 0, 0, width, height)
}
