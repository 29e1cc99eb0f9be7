/**
 * A building as a sheet of paper: floors are rows with the top floor first, entrances are groups of columns. A unit
 * stands where its floor and its place on the floor put it; a place without a unit stays empty.
 */

export interface GridUnit {
  unit_id: string
  entrance: string
  floor: string
  room: string
  area_dm2: number
  /** Natural order inside the building, as the server stored it at import: 地下 < 1, 101 < 1004. */
  entrance_ordinal: number
  floor_ordinal: number
  room_ordinal: number
  /** Why the unit cannot take part; null when it can. */
  excluded_reason: string | null
}

export interface Span {
  label: string
  start: number
  count: number
}

export interface GridLayout {
  rows: number
  columns: number
  /** Names of the rows, top floor first. */
  floors: readonly string[]
  /** Entrances as groups of columns. */
  entrances: readonly Span[]
  /** Names of the columns: the place on the floor, counted inside the entrance. */
  places: readonly string[]
  /** Unit at row × columns + column; -1 where there is none. */
  cells: Int32Array
  rowOf: Int32Array
  columnOf: Int32Array
}

function distinctByOrdinal(units: readonly GridUnit[], ordinal: (unit: GridUnit) => number): number[] {
  return [...new Set(units.map(ordinal))].sort((a, b) => a - b)
}

/** "1203" on floor 12 is place "03", so that one column is one stack of rooms; a room named otherwise has none. */
function placeName(unit: GridUnit): string | null {
  const floor = unit.floor.replace(/\D/g, '')
  const digits = unit.room.replace(/\D/g, '')
  const place = digits.startsWith(floor) ? digits.slice(floor.length) : ''
  return place.length >= 2 ? place : null
}

/** Column of each unit inside its entrance: by stack where every room names one, else by order on the floor. */
function columnsInside(units: readonly GridUnit[]): { names: string[]; of: Map<GridUnit, number> } {
  const stacks = units.map(placeName)
  const places = new Set(units.map((unit, at) => `${unit.floor_ordinal}/${stacks[at]}`))
  if (stacks.every((stack) => stack !== null) && places.size === units.length) {
    const names = [...new Set(stacks as string[])].sort((a, b) => Number(a) - Number(b))
    return { names, of: new Map(units.map((unit, at) => [unit, names.indexOf(stacks[at] as string)])) }
  }
  const onFloor = new Map<number, GridUnit[]>()
  for (const unit of units) onFloor.set(unit.floor_ordinal, [...(onFloor.get(unit.floor_ordinal) ?? []), unit])
  const of = new Map<GridUnit, number>()
  let most = 0
  for (const floor of onFloor.values()) {
    floor.sort((a, b) => a.room_ordinal - b.room_ordinal).forEach((unit, at) => of.set(unit, at))
    most = Math.max(most, floor.length)
  }
  return { names: Array.from({ length: most }, (_, at) => String(at + 1).padStart(2, '0')), of }
}

export function layOut(units: readonly GridUnit[]): GridLayout {
  const floors = distinctByOrdinal(units, (unit) => unit.floor_ordinal).reverse()
  const rowOfFloor = new Map(floors.map((ordinal, row) => [ordinal, row]))
  const floorNames = new Map(units.map((unit) => [unit.floor_ordinal, unit.floor]))
  const entrances: Span[] = []
  const places: string[] = []
  const column = new Map<GridUnit, number>()
  for (const ordinal of distinctByOrdinal(units, (unit) => unit.entrance_ordinal)) {
    const inside = units.filter((unit) => unit.entrance_ordinal === ordinal)
    const { names, of } = columnsInside(inside)
    for (const [unit, at] of of) column.set(unit, places.length + at)
    entrances.push({ label: inside[0]?.entrance ?? '', start: places.length, count: names.length })
    places.push(...names)
  }
  const cells = new Int32Array(floors.length * places.length).fill(-1)
  const rowOf = new Int32Array(units.length)
  const columnOf = new Int32Array(units.length)
  units.forEach((unit, at) => {
    const row = rowOfFloor.get(unit.floor_ordinal) ?? 0
    const col = column.get(unit) ?? 0
    rowOf[at] = row
    columnOf[at] = col
    cells[row * places.length + col] = at
  })
  return {
    rows: floors.length,
    columns: places.length,
    floors: floors.map((ordinal) => floorNames.get(ordinal) ?? ''),
    entrances,
    places,
    cells,
    rowOf,
    columnOf,
  }
}

export interface Block {
  top: number
  left: number
  bottom: number
  right: number
}

/** The block between two cells, whichever comes first. */
export function blockBetween(a: { row: number; column: number }, b: { row: number; column: number }): Block {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  }
}

/** The units that stand in a block. */
export function unitsIn(layout: GridLayout, block: Block): number[] {
  const found: number[] = []
  for (let row = block.top; row <= block.bottom; row += 1) {
    for (let column = block.left; column <= block.right; column += 1) {
      const unit = layout.cells[row * layout.columns + column] ?? -1
      if (unit >= 0) found.push(unit)
    }
  }
  return found
}
