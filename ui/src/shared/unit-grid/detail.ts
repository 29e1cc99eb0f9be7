/** How much a cell of a size can say, and where. */
import type { CellSize } from './geometry'

export type Detail = 'sign' | 'room' | 'full'

export function detailOf(cell: CellSize, typeSize: number): Detail {
  if (cell.width < typeSize * 3.4 || cell.height < typeSize * 1.5) return 'sign'
  return cell.width >= typeSize * 7.5 && cell.height >= typeSize * 3 ? 'full' : 'room'
}

/** The middle of a cell's first line, below its upper edge. */
export function middleOf(cell: CellSize, detail: Detail, typeSize: number): number {
  return detail === 'full' ? typeSize * 1.05 + 2 : cell.height / 2
}
