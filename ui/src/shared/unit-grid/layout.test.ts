import { describe, expect, it } from 'vitest'
import { blockBetween, layOut, unitsIn, type GridUnit } from './layout'

function unit(entrance: number, floor: number, room: string, at: number, floorName = String(floor)): GridUnit {
  return {
    unit_id: `${entrance}-${room}`,
    entrance: `${entrance}单元`,
    floor: floorName,
    room,
    area_dm2: 8950,
    entrance_ordinal: entrance,
    floor_ordinal: floor,
    room_ordinal: at,
    excluded_reason: null,
  }
}

describe('layOut', () => {
  it('puts the top floor first and the cellar last, one column for each stack', () => {
    const layout = layOut([
      unit(1, 1, '101', 1),
      unit(1, 10, '1001', 1),
      unit(1, 10, '1002', 2),
      unit(1, 2, '202', 2),
      unit(1, -1, '-101', 1, '地下1'),
    ])
    expect(layout.floors).toEqual(['10', '2', '1', '地下1'])
    expect(layout.places).toEqual(['01', '02'])
    expect([...layout.cells]).toEqual([1, 2, -1, 3, 0, -1, 4, -1])
  })

  it('groups columns by entrance, in natural order', () => {
    const layout = layOut([unit(10, 1, '101', 1), unit(2, 1, '101', 1), unit(2, 1, '102', 2)])
    expect(layout.entrances).toEqual([
      { label: '2单元', start: 0, count: 2 },
      { label: '10单元', start: 2, count: 1 },
    ])
    expect([...layout.cells]).toEqual([1, 2, 0])
  })

  it('falls back to the order on the floor where room numbers name no stack', () => {
    const layout = layOut([unit(1, 1, '甲', 1), unit(1, 1, '乙', 2), unit(1, 2, '丙', 1)])
    expect(layout.columns).toBe(2)
    expect([...layout.cells]).toEqual([2, -1, 0, 1])
  })

  it('loses no unit when two rooms of a floor would share a stack', () => {
    const layout = layOut([unit(1, 1, '101', 1), unit(1, 1, '101A', 2)])
    expect([...layout.cells].filter((cell) => cell >= 0).sort()).toEqual([0, 1])
  })
})

it('reads a block from any two corners, without its empty places', () => {
  const layout = layOut([unit(1, 1, '101', 1), unit(1, 2, '202', 2), unit(1, 1, '102', 2)])
  const block = blockBetween({ row: 1, column: 1 }, { row: 0, column: 0 })
  expect(block).toEqual({ top: 0, left: 0, bottom: 1, right: 1 })
  expect(unitsIn(layout, block).sort()).toEqual([0, 1, 2])
  expect(unitsIn(layout, { ...block, bottom: 0 })).toEqual([1])
})
