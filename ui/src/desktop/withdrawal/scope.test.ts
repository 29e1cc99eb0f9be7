import { describe, expect, it } from 'vitest'
import { scopeOf, scopeProblems, type ScopeBuilding, type ScopeChoice } from './scope'

function building(name: string, rooms: string[], excluded: string[] = []): ScopeBuilding {
  const units = rooms.map((room) => ({
    unit_id: `${name}-${room}`,
    area_dm2: 8950,
    excluded_reason: excluded.includes(room) ? '未交存' : null,
  }))
  return { building_id: name, name: `${name}号楼`, units }
}

const BUILDINGS = [building('3', ['101', '102'], ['102']), building('10', ['101', '102'])]
const NOTHING: ScopeChoice = { ticked_buildings: [], saved_units: [], exclusions: [] }

describe('scopeOf', () => {
  it('takes the units that are saved in a ticked building, in the order of the buildings', () => {
    const scope = scopeOf(BUILDINGS, { ...NOTHING, ticked_buildings: ['10', '3'], saved_units: ['10-102', '3-101'] })
    expect(scope.unit_ids).toEqual(['3-101', '10-102'])
    expect(scope.area_dm2).toBe(17900)
    expect(scope.buildings.map(({ saved, unexplained }) => [saved, unexplained])).toEqual([
      [1, 0],
      [1, 1],
    ])
  })

  it('counts saved units of an unticked building as forgotten', () => {
    const scope = scopeOf(BUILDINGS, { ...NOTHING, ticked_buildings: ['3'], saved_units: ['3-101', '10-101', '10-102'] })
    expect(scope.unit_ids).toEqual(['3-101'])
    expect(scope.forgotten).toBe(2)
  })
})

describe('scopeProblems', () => {
  const problemFields = (choice: Partial<ScopeChoice>): string[] =>
    scopeProblems(scopeOf(BUILDINGS, { ...NOTHING, ...choice })).map(({ field }) => field)

  it('asks for a building first', () => expect(problemFields({})).toEqual(['ticked_buildings']))

  it('refuses a ticked building without saved units', () =>
    expect(problemFields({ ticked_buildings: ['3', '10'], saved_units: ['3-101'] })).toEqual(['10']))

  it('asks why a unit of a ticked building is left out, and takes no blank for a reason', () => {
    const choice = { ticked_buildings: ['10'], saved_units: ['10-101'] }
    expect(problemFields(choice)).toEqual(['10'])
    expect(problemFields({ ...choice, exclusions: [{ unit_id: '10-102', reason: ' ' }] })).toEqual(['10'])
    expect(problemFields({ ...choice, exclusions: [{ unit_id: '10-102', reason: '不在受益范围' }] })).toEqual([])
  })

  it('does not ask about a unit that cannot take part anyway', () =>
    expect(problemFields({ ticked_buildings: ['3'], saved_units: ['3-101'] })).toEqual([]))
})
