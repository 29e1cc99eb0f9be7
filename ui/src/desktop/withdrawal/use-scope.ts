/** The buildings of a sheet's community with their units, and who takes part of them. */
import { computed, reactive, ref, shallowReactive, shallowRef } from 'vue'
import { readCommunity, readUnits, type BuildingCard, type UnitCard } from '../estate/units'
import type { Draft } from './draft'
import { scopeOf } from './scope'

export type SheetScope = ReturnType<typeof openScope>

export function openScope(communityId: string, draft: Draft) {
  const cards = shallowRef<readonly BuildingCard[] | null>(null)
  const units = shallowReactive(new Map<string, readonly UnitCard[]>())
  const error = ref<unknown>(null)
  const reading = reactive(new Set<string>())

  const buildings = computed(() =>
    (cards.value ?? []).map(({ building_id, name }) => ({ building_id, name, units: units.get(building_id) ?? [] })),
  )
  const scope = computed(() => scopeOf(buildings.value, draft))
  const unitById = computed(() => new Map([...units.values()].flat().map((unit) => [unit.unit_id, unit])))

  async function readBuilding(buildingId: string): Promise<void> {
    if (units.has(buildingId) || reading.has(buildingId)) return
    reading.add(buildingId)
    try {
      units.set(buildingId, await readUnits(buildingId))
    } finally {
      reading.delete(buildingId)
    }
  }

  /** The buildings that are ticked, then those that still hide a saved unit. */
  async function readChosen(): Promise<void> {
    for (const id of draft.ticked_buildings) await readBuilding(id)
    for (const { building_id: id } of cards.value ?? []) {
      if (draft.saved_units.every((unit) => unitById.value.has(unit))) break
      await readBuilding(id)
    }
  }

  async function read(): Promise<void> {
    error.value = null
    try {
      cards.value ??= (await readCommunity(communityId)).buildings
      await readChosen()
    } catch (failure) {
      error.value = failure
    }
  }

  /** Everything again, because balances or units moved. */
  async function readAgain(): Promise<void> {
    cards.value = null
    units.clear()
    await read()
  }

  return { cards, units, unitById, scope, error, read, readAgain, readBuilding }
}
