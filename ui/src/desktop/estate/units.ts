/** Buildings and units of a community, read once for as long as its sheet is open. */
import type { Contract } from '@/contract/commands'
import { rpc } from '@/platform'

export type CommunityView = Contract<'CommunityView'>
export type BuildingCard = Contract<'BuildingCard'>
/** Why a unit cannot take part is always said; null when it can. */
export type UnitCard = Contract<'UnitCard'> & { excluded_reason: string | null }

/** A building of 60 floors × 40 rooms is 2,400 units; no building comes near this many pages. */
const MOST_PAGES = 200

export function readCommunity(communityId: string): Promise<CommunityView> {
  return rpc('estate.get_community', { community_id: communityId })
}

/** All units of a building, in place order. */
export async function readUnits(buildingId: string): Promise<UnitCard[]> {
  const units: UnitCard[] = []
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const last = units.at(-1)
    const answer = await rpc('estate.list_units', { building_id: buildingId, after: last ? placeOf(last) : null })
    units.push(...answer.units.map((unit) => ({ ...unit, excluded_reason: unit.excluded_reason ?? null })))
    if (!answer.more) break
  }
  return units
}

function placeOf({ entrance_ordinal, floor_ordinal, room_ordinal }: UnitCard): Contract<'UnitPlace'> {
  return { entrance_ordinal, floor_ordinal, room_ordinal }
}
