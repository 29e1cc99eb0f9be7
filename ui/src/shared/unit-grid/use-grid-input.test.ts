import { beforeEach, describe, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import type { Place } from './geometry'
import { layOut, type GridUnit } from './layout'
import { useGridInput, type GridInput } from './use-grid-input'

const CELL = { width: 100, height: 40 }
const UNITS: GridUnit[] = [1, 2, 3].flatMap((floor) =>
  [1, 2, 3].map((at) => ({
    unit_id: `${floor}0${at}`,
    entrance: '1单元',
    floor: String(floor),
    room: `${floor}0${at}`,
    area_dm2: 8950,
    entrance_ordinal: 1,
    floor_ordinal: floor,
    room_ordinal: at,
    excluded_reason: null,
  })),
)
const layout = layOut(UNITS)

let ticked: Set<string>
let steps: string[]
let input: GridInput
const openCard = vi.fn()
const undo = vi.fn()

function room({ row, column }: Place): string {
  return UNITS[layout.cells[row * 3 + column] ?? -1]?.room ?? ''
}

beforeEach(() => {
  ticked = new Set()
  steps = []
  openCard.mockClear()
  undo.mockClear()
  const body = document.createElement('div')
  body.setPointerCapture = () => undefined
  input = useGridInput(shallowRef(body), {
    layout: () => layout,
    cell: () => CELL,
    isTicked: (place) => ticked.has(room(place)),
    tick: (units, on) => {
      const rooms = units.map((unit) => UNITS[unit]?.room ?? '').sort()
      rooms.forEach((one) => (on ? ticked.add(one) : ticked.delete(one)))
      steps.push(`${on ? '+' : '-'}${rooms.join(' ')}`)
    },
    undo,
    redo: vi.fn(),
    openCard,
    moved: vi.fn(),
  })
})

let clock = 0
function pointer(type: 'down' | 'move' | 'up', column: number, row: number, change: Partial<PointerEvent> = {}): void {
  const point = { clientX: column * 100 + 50, clientY: row * 40 + 20 }
  const event = { button: 0, pointerId: 1, shiftKey: false, timeStamp: (clock += 1000), preventDefault: () => undefined, ...point, ...change }
  const handler = { down: input.pointerDown, move: input.pointerMove, up: input.pointerUp }[type]
  handler(event as PointerEvent)
}

function key(name: string, change: Partial<KeyboardEventInit> = {}): void {
  input.keyDown(new KeyboardEvent('keydown', { key: name, ...change }))
}

describe('with a pointer', () => {
  it('a click toggles the unit under it; the top floor is the first row', () => {
    pointer('down', 1, 0)
    pointer('up', 1, 0)
    pointer('down', 1, 0)
    pointer('up', 1, 0)
    expect(steps).toEqual(['+302', '-302'])
  })

  it('a drag takes the rectangle, whichever way it is drawn', () => {
    pointer('down', 2, 2)
    pointer('move', 1, 1)
    expect(input.block.value).toEqual({ top: 1, left: 1, bottom: 2, right: 2 })
    pointer('up', 1, 1)
    expect(steps).toEqual(['+102 103 202 203'])
    expect(input.block.value).toBeNull()
  })

  it('a drag that starts on a ticked unit unticks', () => {
    ticked.add('301')
    ticked.add('302')
    pointer('down', 0, 0)
    pointer('move', 1, 0)
    pointer('up', 1, 0)
    expect(steps).toEqual(['-301 302'])
  })

  it('Shift with a click takes the range from the last click', () => {
    pointer('down', 0, 0)
    pointer('up', 0, 0)
    pointer('down', 1, 1, { shiftKey: true })
    pointer('up', 1, 1)
    expect(steps).toEqual(['+301', '+201 202 301 302'])
  })

  it('a double click takes its first click back and opens the card', () => {
    pointer('down', 0, 0, { timeStamp: 90_000 })
    pointer('up', 0, 0)
    pointer('down', 0, 0, { timeStamp: 90_200 })
    pointer('up', 0, 0)
    expect(steps).toEqual(['+301'])
    expect(undo).toHaveBeenCalledOnce()
    expect(openCard).toHaveBeenCalledWith({ row: 0, column: 0 })
  })

  it('an interrupted drag changes nothing', () => {
    pointer('down', 0, 0)
    pointer('move', 2, 2)
    input.cancel()
    pointer('up', 2, 2)
    expect(steps).toEqual([])
  })
})

describe('with keys alone', () => {
  it('arrows walk and stay inside; the space bar toggles', () => {
    key('ArrowLeft')
    key('ArrowDown')
    key('ArrowRight')
    key(' ')
    expect(steps).toEqual(['+202'])
  })

  it('Shift with arrows draws a rectangle that the space bar takes', () => {
    key('ArrowRight', { shiftKey: true })
    key('ArrowDown', { shiftKey: true })
    key(' ')
    expect(steps).toEqual(['+201 202 301 302'])
    expect(input.block.value).toBeNull()
  })

  it('Ctrl+A takes all, Enter opens the card, Ctrl+Z takes back', () => {
    key('a', { ctrlKey: true })
    expect(steps).toEqual(['+101 102 103 201 202 203 301 302 303'])
    key('Enter')
    expect(openCard).toHaveBeenCalledWith({ row: 0, column: 0 })
    key('z', { ctrlKey: true })
    expect(undo).toHaveBeenCalledOnce()
  })

  it('leaves other keys to the page', () => {
    const event = new KeyboardEvent('keydown', { key: 'Tab', cancelable: true })
    input.keyDown(event)
    expect(event.defaultPrevented).toBe(false)
  })
})
