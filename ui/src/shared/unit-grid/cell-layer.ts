/**
 * The grid as a reader's machine and a test see it: one row per floor, one transparent cell per unit, over the canvas.
 * Written once per building; a step rewrites only the cells that changed.
 */
import type { GridLayout } from './layout'
import type { CellState } from './palette'

export interface CellFacts {
  id: string
  /** "1单元 502，89.50 平方米" */
  name: string
}

const STATE_WORDS: Record<CellState, string> = {
  plain: '未参与分摊',
  saved: '参与分摊',
  short: '参与分摊，余额不足',
  excluded: '不参与分摊',
}

/** What a cell says at the moment. */
interface Said {
  ticked?: boolean
  state?: CellState
}

export class CellLayer {
  private cells: HTMLElement[] = []
  private said: Said[] = []

  constructor(private readonly root: HTMLElement) {}

  build(layout: GridLayout, facts: (unit: number) => CellFacts): void {
    this.cells = []
    this.said = []
    const page = document.createDocumentFragment()
    for (let row = 0; row < layout.rows; row += 1) {
      const line = document.createElement('div')
      line.setAttribute('role', 'row')
      line.setAttribute('aria-label', `${layout.floors[row]} 层`)
      for (let column = 0; column < layout.columns; column += 1) {
        const cell = document.createElement('div')
        const unit = layout.cells[row * layout.columns + column] ?? -1
        if (unit >= 0) this.describe(cell, facts(unit), unit)
        line.append(cell)
      }
      page.append(line)
    }
    this.root.replaceChildren(page)
  }

  /** Writes only what is new: a step over a whole building turns one word of each of its thousands of cells. */
  update(unit: number, state: CellState, ticked: boolean, name: string): void {
    const cell = this.cells[unit]
    const said = this.said[unit]
    if (!cell || !said) return
    if (said.ticked !== ticked) cell.setAttribute('aria-selected', String(ticked))
    if (said.state !== state) {
      cell.dataset['state'] = state
      cell.setAttribute('aria-label', `${name}，${STATE_WORDS[state]}`)
    }
    said.ticked = ticked
    said.state = state
  }

  idOf(unit: number): string {
    return this.cells[unit]?.id ?? ''
  }

  private describe(cell: HTMLElement, { id, name }: CellFacts, unit: number): void {
    cell.id = `unit-${id}`
    cell.setAttribute('role', 'gridcell')
    cell.setAttribute('aria-label', name)
    cell.dataset['test'] = `unit-${id}`
    this.cells[unit] = cell
    this.said[unit] = {}
  }
}
