import { describe, expect, it } from 'vitest'
import { UnitSelection } from './selection'

// Four units of 89.50, 112.30, 98.70 and 60.00 ㎡; the last cannot take part.
function four(saved: number[] = []): UnitSelection {
  return new UnitSelection([8950, 11230, 9870, 6000], [true, true, true, false], saved)
}

describe('ticking', () => {
  it('toggles one unit', () => {
    const selection = four()
    expect(selection.toggle(1)).toEqual({ ticked: [1], saved: [], reasons: [] })
    expect(selection.tickedUnits()).toEqual([1])
    selection.toggle(1)
    expect(selection.tickedUnits()).toEqual([])
  })

  it('leaves out what cannot take part, and does not flip what is so already', () => {
    const selection = four()
    selection.toggle(0)
    expect(selection.tick([0, 1, 2, 3], true).ticked).toEqual([1, 2])
    expect(selection.totals.ticked).toBe(3)
  })

  it('shows the box of a group as none, some or all of those that can', () => {
    const selection = four()
    expect(selection.tickState([0, 1, 2, 3])).toBe('none')
    selection.toggle(0)
    expect(selection.tickState([0, 1, 2, 3])).toBe('some')
    selection.tick([1, 2], true)
    expect(selection.tickState([0, 1, 2, 3])).toBe('all')
    expect(selection.tickState([3])).toBe('none')
  })
})

describe('taking part', () => {
  it('批量保存房屋 saves the ticked units and spends the ticks; 批量取消 takes them back', () => {
    const selection = four([2])
    selection.tick([0, 2], true)
    expect(selection.settleTicked(true)).toEqual({ ticked: [0, 2], saved: [0], reasons: [] })
    expect(selection.totals).toEqual({ ticked: 0, saved: 2, savedAreaDm2: 8950 + 9870 })
    selection.tick([2], true)
    selection.settleTicked(false)
    expect(selection.savedUnits()).toEqual([0])
    expect(selection.totals.savedAreaDm2).toBe(8950)
  })

  it('does not save an excluded unit, nor take one over from a draft', () => {
    const selection = four([3])
    expect(selection.savedUnits()).toEqual([])
    selection.save([3], true)
    expect(selection.totals).toEqual({ ticked: 0, saved: 0, savedAreaDm2: 0 })
  })
})

describe('leaving out', () => {
  it('takes the ticked units out with their reason, and saving one takes the reason back', () => {
    const selection = four([0, 1])
    selection.tick([1, 2], true)
    selection.leaveOut('不在受益范围')
    expect(selection.savedUnits()).toEqual([0])
    expect(selection.reasons).toEqual(['', '不在受益范围', '不在受益范围', ''])
    expect(selection.totals.ticked).toBe(0)
    selection.save([2], true)
    expect(selection.reasons[2]).toBe('')
  })

  it('without ticks explains the rest, not those that take part, have a reason or cannot anyway', () => {
    const selection = new UnitSelection([1, 1, 1, 1], [true, true, true, false], [0], new Map([[1, '甲']]))
    selection.leaveOut('乙')
    expect(selection.reasons).toEqual(['', '甲', '乙', ''])
    expect(selection.savedUnits()).toEqual([0])
  })

  it('is undone and done again with everything that belongs to it', () => {
    const selection = four([1])
    selection.tick([1], true)
    selection.leaveOut('甲')
    selection.undo()
    expect([selection.savedUnits(), selection.reasons[1], selection.tickedUnits()]).toEqual([[1], '', [1]])
    selection.redo()
    expect([selection.savedUnits(), selection.reasons[1], selection.tickedUnits()]).toEqual([[], '甲', []])
  })

  it('forgets a reason of a draft for a unit that takes part', () => {
    const selection = new UnitSelection([100, 100], [true, true], [0], new Map([[0, '甲'], [1, '乙']]))
    expect(selection.reasons).toEqual(['', '乙'])
  })
})

describe('undo', () => {
  it('takes back ticks and saves in one step, and does them again', () => {
    const selection = four()
    selection.tick([0, 1], true)
    selection.settleTicked(true)
    selection.undo()
    expect(selection.tickedUnits()).toEqual([0, 1])
    expect(selection.totals).toEqual({ ticked: 2, saved: 0, savedAreaDm2: 0 })
    selection.undo()
    expect(selection.canUndo).toBe(false)
    selection.redo()
    selection.redo()
    expect(selection.savedUnits()).toEqual([0, 1])
  })

  it('forgets what was undone once something new is done, and skips steps that change nothing', () => {
    const selection = four()
    selection.toggle(0)
    selection.undo()
    selection.toggle(1)
    expect(selection.redo()).toEqual({ ticked: [], saved: [], reasons: [] })
    selection.tick([1], true)
    selection.undo()
    expect(selection.canUndo).toBe(false)
  })
})

it('comes back to the totals it started from after any walk of steps and undos', () => {
  const areas = Array.from({ length: 500 }, (_, at) => 5000 + ((at * 7919) % 9000))
  const selection = new UnitSelection(areas, areas.map((_, at) => at % 11 !== 0), [1, 2, 3])
  const before = { totals: selection.totals, saved: selection.savedUnits() }
  let seed = 42
  const next = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below
  let steps = 0
  for (let turn = 0; turn < 150; turn += 1) {
    const units = Array.from({ length: 1 + next(30) }, () => next(500)).filter((unit, at, all) => all.indexOf(unit) === at)
    const flips = next(3) === 0 ? selection.settleTicked(next(2) === 0) : selection.tick(units, next(2) === 0)
    if (flips.ticked.length + flips.saved.length > 0) steps += 1
    const savedArea = selection.savedUnits().reduce((sum, unit) => sum + (areas[unit] ?? 0), 0)
    expect(selection.totals.savedAreaDm2).toBe(savedArea)
  }
  for (let step = 0; step < steps; step += 1) selection.undo()
  expect({ totals: selection.totals, saved: selection.savedUnits() }).toEqual(before)
})
