/** Keeps the canvas in step with the sheet: size, scroll, theme, and the steps of the selection. */
import { nextTick, onBeforeUnmount, onMounted, watch, type ShallowRef } from 'vue'
import { paintEpoch } from '@/shared/style/appearance'
import type { Place } from './geometry'
import { GridPainter, type Scene, type Window } from './painter'
import { readPalette, type Palette } from './palette'

/** How far beyond the seen part the canvas reaches, px. */
const MARGIN = 240
/** When the margin catches up after what is seen was painted again. */
const MARGIN_AFTER_MS = 150
/** Above this many places one pass over everything seen is cheaper than single cells. */
const MANY_PLACES = 200

function areaOf({ width, height }: Window): number {
  return width * height
}

export interface GridParts {
  scroller: Readonly<ShallowRef<HTMLElement | null>>
  body: Readonly<ShallowRef<HTMLElement | null>>
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>
}

export interface GridPainting {
  /** Paints everything seen in the next frame; several calls are one painting. */
  repaint: () => void
  /** As `repaint`, after the cells or the colours changed their size or place. */
  repaintWhole: () => void
  /** Paints these places in this turn, unless they are many. */
  paintPlaces: (places: readonly Place[]) => void
  /** Space for cells in the window, px. */
  space: () => { width: number; height: number }
  typeSize: () => number
}

export function useGridPainting(parts: GridParts, scene: () => Scene, resized: () => void): GridPainting {
  let painter: GridPainter | undefined
  let palette: Palette | undefined
  let frame = 0
  let marginTimer: ReturnType<typeof setTimeout> | undefined
  /** The sheet has other sizes than the canvas: nothing painted can be kept. */
  let resizedSince = true

  function space(): { width: number; height: number } {
    const { scroller, body } = parts
    if (!scroller.value || !body.value) return { width: 0, height: 0 }
    return {
      width: scroller.value.clientWidth - body.value.offsetLeft,
      height: scroller.value.clientHeight - body.value.offsetTop,
    }
  }

  function seen(margin: number): Window {
    const scroller = parts.scroller.value
    const { layout, cell } = scene()
    const { width, height } = space()
    const x = Math.max(0, (scroller?.scrollLeft ?? 0) - margin)
    const y = Math.max(0, (scroller?.scrollTop ?? 0) - margin)
    const right = Math.min(layout.columns * cell.width, (scroller?.scrollLeft ?? 0) + width + margin)
    const bottom = Math.min(layout.rows * cell.height, (scroller?.scrollTop ?? 0) + height + margin)
    return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) }
  }

  function paintAll(): void {
    clearTimeout(marginTimer)
    marginTimer = undefined
    if (painter && palette) painter.paintAll(scene(), palette, seen(MARGIN))
  }

  /**
   * What the person looks at comes first; the margin may wait for a quiet moment or for the first scroll, unless there
   * is so little of it that painting the rest twice costs more.
   */
  function paintFrame(): void {
    frame = 0
    if (!painter || !palette) return
    const now = seen(0)
    if (resizedSince || !painter.covers(now) || areaOf(seen(MARGIN)) <= areaOf(now) * 2) {
      resizedSince = false
      paintAll()
      return
    }
    painter.paintSeen(scene(), palette, now)
    clearTimeout(marginTimer)
    marginTimer = setTimeout(paintAll, MARGIN_AFTER_MS)
  }

  function repaint(): void {
    if (frame === 0) frame = requestAnimationFrame(paintFrame)
  }

  function paintPlaces(places: readonly Place[]): void {
    if (!painter || !palette) return
    if (places.length > MANY_PLACES || scene().block !== null) repaint()
    else painter.paintPlaces(scene(), palette, places)
  }

  function scrolled(): void {
    if (painter && (marginTimer !== undefined || !painter.covers(seen(0)))) paintAll()
  }

  function repaintWhole(): void {
    resizedSince = true
    repaint()
  }

  const observer = new ResizeObserver(() => {
    resized()
    repaintWhole()
  })

  onMounted(async () => {
    const { scroller, canvas } = parts
    if (!scroller.value || !canvas.value) return
    painter = new GridPainter(canvas.value)
    palette = readPalette(canvas.value)
    scroller.value.addEventListener('scroll', scrolled, { passive: true })
    observer.observe(scroller.value)
    await nextTick()
    paintAll()
  })
  onBeforeUnmount(() => {
    observer.disconnect()
    cancelAnimationFrame(frame)
    clearTimeout(marginTimer)
  })
  watch(paintEpoch, () => {
    if (!parts.canvas.value) return
    palette = readPalette(parts.canvas.value)
    resized()
    repaintWhole()
  })

  return { repaint, repaintWhole, paintPlaces, space, typeSize: () => palette?.size ?? 12 }
}
