/**
 * Which units take part, building by building (spec «The company's path», 6): a unit takes part if it is saved and its
 * building's box is ticked. The server decides again; this says early what it would refuse.
 */
import { DRAFT_SCOPE } from '@/shared/messages/withdrawal'
import type { Problem } from '@/shared/shapes/Wizard.vue'

export interface ScopeUnit {
  unit_id: string
  area_dm2: number
  excluded_reason: string | null
}

export interface ScopeBuilding {
  building_id: string
  name: string
  units: readonly ScopeUnit[]
}

export interface ScopeChoice {
  ticked_buildings: readonly string[]
  saved_units: readonly string[]
  exclusions: readonly { unit_id: string; reason: string }[]
}

export interface BuildingScope {
  building_id: string
  name: string
  ticked: boolean
  saved: number
  saved_area_dm2: number
  /** Neither saved nor left out for a reason. */
  unexplained: number
}

export interface Scope {
  buildings: BuildingScope[]
  /** Who takes part. */
  unit_ids: string[]
  area_dm2: number
  /** Saved units whose building is not ticked: somebody may have forgotten the box. */
  forgotten: number
}

export function scopeOf(buildings: readonly ScopeBuilding[], choice: ScopeChoice): Scope {
  const ticked = new Set(choice.ticked_buildings)
  const saved = new Set(choice.saved_units)
  const explained = new Set(choice.exclusions.filter(({ reason }) => reason.trim() !== '').map(({ unit_id: id }) => id))
  const scope: Scope = { buildings: [], unit_ids: [], area_dm2: 0, forgotten: 0 }
  for (const { building_id, name, units } of buildings) {
    const inside = units.filter(({ unit_id: id }) => saved.has(id))
    const area = inside.reduce((sum, { area_dm2 }) => sum + area_dm2, 0)
    const isTicked = ticked.has(building_id)
    const open = units.filter(({ unit_id: id, excluded_reason: reason }) => !saved.has(id) && !explained.has(id) && reason === null)
    scope.buildings.push({ building_id, name, ticked: isTicked, saved: inside.length, saved_area_dm2: area, unexplained: open.length })
    if (isTicked) {
      for (const { unit_id: id } of inside) scope.unit_ids.push(id)
      scope.area_dm2 += area
    } else {
      scope.forgotten += inside.length
    }
  }
  return scope
}

/** What is wrong with the scope, beside the building that it concerns. */
export function scopeProblems(scope: Scope): Problem[] {
  const ticked = scope.buildings.filter((building) => building.ticked)
  if (ticked.length === 0) return [{ field: 'ticked_buildings', label: '选择自然幢', message: DRAFT_SCOPE.nothingTicked }]
  return ticked.flatMap(({ building_id: field, name: label, saved, unexplained }) => {
    if (saved === 0) return [{ field, label, message: DRAFT_SCOPE.nothingSaved }]
    return unexplained > 0 ? [{ field, label, message: DRAFT_SCOPE.unexplained(unexplained) }] : []
  })
}
