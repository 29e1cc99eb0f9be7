/** How large a cell is: one of the steps, or whatever fits the whole building onto the screen. */
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { cellAt, cellToFit, ZOOMS, type CellSize } from './geometry'
import type { GridLayout } from './layout'

interface Canvas {
  space: () => Parameters<typeof cellToFit>[1]
  typeSize: () => number
  repaintWhole: () => void
}

export interface GridZoom {
  zoom: Ref<number | 'fit'>
  cell: ShallowRef<CellSize>
  /** Computes the cell anew, after the zoom or the window changed. */
  resize: () => void
  zoomBy: (by: 1 | -1) => void
  /** The whole building, and back. */
  fit: () => void
}

export function useGridZoom(layout: GridLayout, painting: () => Canvas): GridZoom {
  const zoom = ref<number | 'fit'>(1)
  const cell = shallowRef(cellAt(1, 12))

  function resize(): void {
    const canvas = painting()
    const size = canvas.typeSize()
    cell.value = zoom.value === 'fit' ? cellToFit(layout, canvas.space(), size) : cellAt(zoom.value, size)
    canvas.repaintWhole()
  }

  function zoomBy(by: 1 | -1): void {
    const now = cell.value.width / cellAt(1, painting().typeSize()).width
    const next = by > 0 ? ZOOMS.find((one) => one > now + 0.01) : ZOOMS.findLast((one) => one < now - 0.01)
    if (next === undefined) return
    zoom.value = next
    resize()
  }

  function fit(): void {
    zoom.value = zoom.value === 'fit' ? 1 : 'fit'
    resize()
  }
  return { zoom, cell, resize, zoomBy, fit }
}
