/**
 * Paints cells on one canvas. The canvas covers what is seen and a margin around it, so that scrolling moves it natively
 * and only leaving the margin paints again; a click paints the cells that changed. 2,400 cells are one pass of rectangles.
 */
import { detailOf, middleOf, type Detail } from './detail'
import type { CellSize, Place } from './geometry'
import type { Block, GridLayout } from './layout'
import type { CellState, Palette } from './palette'
import { paintSigns, type Corner } from './signs'

export interface Scene {
  layout: GridLayout
  cell: CellSize
  state: (unit: number) => CellState
  ticked: (unit: number) => boolean
  selectable: (unit: number) => boolean
  room: (unit: number) => string
  area: (unit: number) => string
  share: (unit: number) => string
  focus: Place | null
  block: Block | null
}

/** The part of the sheet that the canvas covers, in CSS px. */
export interface Window {
  x: number
  y: number
  width: number
  height: number
}

interface Drawn extends Corner {
  unit: number
}

function placesIn({ layout, cell }: Scene, part: Window): Place[] {
  const lastRow = Math.min(layout.rows, Math.ceil((part.y + part.height) / cell.height))
  const lastColumn = Math.min(layout.columns, Math.ceil((part.x + part.width) / cell.width))
  const firstColumn = Math.floor(part.x / cell.width)
  const places: Place[] = []
  for (let row = Math.floor(part.y / cell.height); row < lastRow; row += 1) {
    for (let column = firstColumn; column < lastColumn; column += 1) places.push({ row, column })
  }
  return places
}

export class GridPainter {
  private readonly context: CanvasRenderingContext2D
  private covered: Window = { x: 0, y: 0, width: 0, height: 0 }

  constructor(private readonly canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d', { alpha: false })
    if (!context) throw new Error('a canvas gives a 2d context')
    this.context = context
  }

  /** Whether everything in this window has been painted. */
  covers(seen: Window): boolean {
    const { x, y, width, height } = this.covered
    return seen.x >= x && seen.y >= y && seen.x + seen.width <= x + width && seen.y + seen.height <= y + height
  }

  paintAll(scene: Scene, palette: Palette, window: Window): void {
    this.moveTo(window)
    const { covered } = this
    this.paintLines(palette, covered)
    this.paintUnits(scene, palette, placesIn(scene, covered))
    this.paintMarks(scene, palette)
  }

  /** Paints again what is seen; the margin keeps what it had. */
  paintSeen(scene: Scene, palette: Palette, seen: Window): void {
    this.paintPlaces(scene, palette, placesIn(scene, seen))
  }

  /** Paints single places again, then what lies over them. */
  paintPlaces(scene: Scene, palette: Palette, places: readonly Place[]): void {
    this.paintUnits(scene, palette, places)
    this.paintMarks(scene, palette)
  }

  /** The lines between the cells, as the ground that they stand on. */
  private paintLines(palette: Palette, { x, y, width, height }: Window): void {
    this.context.fillStyle = palette.line
    this.context.fillRect(x, y, width, height)
  }

  /** Grounds first, then signs, then words: a canvas is slow at changing its font, not at writing. */
  private paintUnits(scene: Scene, palette: Palette, places: readonly Place[]): void {
    const { context } = this
    const { cell, layout } = scene
    const { size, family } = palette
    const detail = detailOf(cell, size)
    const drawn: Drawn[] = []
    for (const { row, column } of places) {
      const unit = layout.cells[row * layout.columns + column] ?? -1
      const one = { unit, left: column * cell.width, top: row * cell.height }
      this.paintGround(scene, palette, detail, one)
      if (unit >= 0) drawn.push(one)
    }
    this.paintSigns(scene, palette, detail, drawn)
    if (detail === 'sign') return
    context.textBaseline = 'middle'
    context.font = `600 ${size}px ${family}`
    context.textAlign = 'left'
    for (const one of drawn) this.paintUpper(scene, palette, detail, one)
    if (detail !== 'full') return
    context.font = `400 ${size - 1}px ${family}`
    for (const one of drawn) this.paintLower(scene, palette, one)
  }

  private moveTo(window: Window): void {
    const ratio = globalThis.devicePixelRatio || 1
    const width = Math.ceil(window.width * ratio)
    const height = Math.ceil(window.height * ratio)
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width
      this.canvas.height = height
    }
    const { style } = this.canvas
    style.width = `${window.width}px`
    style.height = `${window.height}px`
    style.transform = `translate(${window.x}px, ${window.y}px)`
    this.context.setTransform(ratio, 0, 0, ratio, -window.x * ratio, -window.y * ratio)
    this.covered = window
  }

  private paintGround(scene: Scene, palette: Palette, detail: Detail, { unit, left, top }: Drawn): void {
    const { context } = this
    const { cell } = scene
    if (unit < 0) {
      context.fillStyle = palette.gap
      context.fillRect(left, top, cell.width, cell.height)
      return
    }
    const state = scene.state(unit)
    context.fillStyle = palette.tones[state].fill
    context.fillRect(left, top, cell.width - 1, cell.height - 1)
    if (state === 'excluded') this.hatch(palette, left, top, cell)
    if (!scene.ticked(unit)) return
    if (detail !== 'sign') return this.frame(palette.ticked, left, top, cell, 2)
    context.fillStyle = palette.ticked
    context.fillRect(left, top, Math.max(3, cell.width / 5), cell.height - 1)
  }

  private paintSigns({ cell, state }: Scene, palette: Palette, detail: Detail, drawn: readonly Drawn[]): void {
    const size = detail === 'sign' ? Math.min(palette.size, cell.height - 2) : palette.size
    const right = detail === 'sign' ? (cell.width - size) / 2 : cell.width - 5 - size
    const down = detail === 'sign' ? (cell.height - 1 - size) / 2 : middleOf(cell, detail, size) - size / 2
    const squares: Partial<Record<CellState, Corner[]>> = {}
    for (const { unit, left, top } of drawn) (squares[state(unit)] ??= []).push({ left: left + right, top: top + down })
    for (const [of, corners] of Object.entries(squares) as [CellState, Corner[]][]) {
      paintSigns(this.context, of, palette.tones[of].text, corners, size)
    }
  }

  private paintUpper(scene: Scene, palette: Palette, detail: Detail, { unit, left, top }: Drawn): void {
    const { context } = this
    const { width } = scene.cell
    const { size } = palette
    const { text } = palette.tones[scene.state(unit)]
    context.fillStyle = text
    const middle = top + middleOf(scene.cell, detail, size)
    this.write(scene.room(unit), left + 6 + size * 1.15, middle, width - size * 2.6)
    if (scene.selectable(unit)) this.box(palette, scene.ticked(unit), text, left + 6, middle - size * 0.42, size * 0.84)
  }

  private paintLower(scene: Scene, palette: Palette, { unit, left, top }: Drawn): void {
    const { context } = this
    const { width } = scene.cell
    const middle = top + palette.size * 2.45 + 2
    context.fillStyle = palette.tones[scene.state(unit)].text
    context.textAlign = 'left'
    this.write(scene.area(unit), left + 6, middle, width * 0.4)
    context.textAlign = 'right'
    this.write(scene.share(unit), left + width - 6, middle, width * 0.58)
  }

  /** Squeezes only what cannot fit: measuring every word would double the cost of painting. */
  private write(words: string, x: number, y: number, room: number): void {
    const canOverflow = words.length * 7 > room || words.charCodeAt(0) > 0xff
    if (canOverflow) this.context.fillText(words, x, y, room)
    else this.context.fillText(words, x, y)
  }

  private box(palette: Palette, on: boolean, color: string, left: number, top: number, size: number): void {
    const { context } = this
    if (!on) {
      context.strokeStyle = color
      context.lineWidth = 1
      context.strokeRect(Math.round(left) + 0.5, Math.round(top) + 0.5, Math.round(size) - 1, Math.round(size) - 1)
      return
    }
    context.fillStyle = palette.ticked
    context.fillRect(Math.round(left), Math.round(top), Math.round(size), Math.round(size))
    context.strokeStyle = palette.onTicked
    context.lineWidth = 1.6
    context.beginPath()
    context.moveTo(left + size * 0.2, top + size * 0.52)
    context.lineTo(left + size * 0.42, top + size * 0.74)
    context.lineTo(left + size * 0.82, top + size * 0.28)
    context.stroke()
  }

  private hatch(palette: Palette, left: number, top: number, cell: CellSize): void {
    const { context } = this
    context.save()
    context.beginPath()
    context.rect(left, top, cell.width - 1, cell.height - 1)
    context.clip()
    context.strokeStyle = palette.line
    context.lineWidth = 1
    context.beginPath()
    for (let at = -cell.height; at < cell.width; at += 8) {
      context.moveTo(left + at, top + cell.height)
      context.lineTo(left + at + cell.height, top)
    }
    context.stroke()
    context.restore()
  }

  private frame(color: string, left: number, top: number, cell: CellSize, thick: number): void {
    this.context.strokeStyle = color
    this.context.lineWidth = thick
    this.context.strokeRect(left + thick / 2, top + thick / 2, cell.width - 1 - thick, cell.height - 1 - thick)
  }

  private paintMarks(scene: Scene, palette: Palette): void {
    const { cell, block, focus } = scene
    if (block) {
      const width = (block.right - block.left + 1) * cell.width
      const height = (block.bottom - block.top + 1) * cell.height
      this.context.globalAlpha = 0.16
      this.context.fillStyle = palette.block
      this.context.fillRect(block.left * cell.width, block.top * cell.height, width, height)
      this.context.globalAlpha = 1
      this.frame(palette.block, block.left * cell.width, block.top * cell.height, { width, height }, 2)
    }
    if (focus) this.frame(palette.focus, focus.column * cell.width, focus.row * cell.height, cell, 2)
  }
}
