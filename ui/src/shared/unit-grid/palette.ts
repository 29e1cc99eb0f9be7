/** Colours and type of the canvas, read from the tokens so that themes and large text reach it too. */

export interface Tone {
  fill: string
  text: string
}

export type CellState = 'plain' | 'saved' | 'short' | 'excluded'

/** Beside its colour every state has a sign; a white cell has none. */
export const SIGNS: Record<CellState, string> = { plain: '', saved: '✓', short: '!', excluded: '✕' }

export interface Palette {
  tones: Record<CellState, Tone>
  line: string
  gap: string
  ticked: string
  onTicked: string
  focus: string
  block: string
  family: string
  /** Size of the small type in the cells, px. */
  size: number
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const token = (name: string): string => style.getPropertyValue(name).trim()
  const tone = (state: CellState): Tone => ({ fill: token(`--cell-${state}`), text: token(`--cell-${state}-text`) })
  return {
    tones: { plain: tone('plain'), saved: tone('saved'), short: tone('short'), excluded: tone('excluded') },
    line: token('--cell-line'),
    gap: token('--cell-gap'),
    ticked: token('--cell-ticked'),
    onTicked: token('--text-on-primary'),
    focus: token('--focus'),
    block: token('--primary'),
    family: token('--font-family'),
    size: Number.parseFloat(token('--font-12')) || 12,
  }
}
