/** A building made ready for the grid, once: its sheet, and which units each head stands for. */
import { formatArea } from '@/shared/format/area'
import { entranceName } from '@/shared/format/place'
import { layOut, unitsIn, type GridLayout, type GridUnit } from './layout'

export interface GridBuilding {
  units: readonly GridUnit[]
  layout: GridLayout
  indexOf: ReadonlyMap<string, number>
  /** Text of each unit's area. */
  areas: readonly string[]
  /** How each unit is spoken of. */
  names: readonly string[]
  every: readonly number[]
  ofEntrance: readonly (readonly number[])[]
  ofColumn: readonly (readonly number[])[]
  ofRow: readonly (readonly number[])[]
}

export function readBuilding(units: readonly GridUnit[]): GridBuilding {
  const layout = layOut(units)
  const bottom = layout.rows - 1
  const right = layout.columns - 1
  const ofColumn = layout.places.map((_, at) => unitsIn(layout, { top: 0, bottom, left: at, right: at }))
  const areas = units.map((unit) => formatArea(unit.area_dm2))
  return {
    units,
    layout,
    indexOf: new Map(units.map((unit, at) => [unit.unit_id, at])),
    areas,
    names: units.map((unit, at) => `${entranceName(unit.entrance)} ${unit.room}，${areas[at]} 平方米`),
    every: units.map((_, at) => at),
    ofEntrance: layout.entrances.map(({ start, count }) => ofColumn.slice(start, start + count).flat()),
    ofColumn,
    ofRow: layout.floors.map((_, row) => unitsIn(layout, { top: row, bottom: row, left: 0, right })),
  }
}

/** How the box of each head stands, by how the units that it stands for are ticked. */
export function headStatesOf<State>({ every, ofEntrance, ofColumn, ofRow }: GridBuilding, of: (units: readonly number[]) => State) {
  return { all: of(every), entrances: ofEntrance.map(of), columns: ofColumn.map(of), rows: ofRow.map(of) }
}
