/**
 * Which units are ticked (勾选) and which are saved as taking part (参与分摊). Units that cannot take part are never
 * ticked and never saved, whoever asks. Every step is a set of flips, so undoing is flipping the same units again.
 */

export interface Flips {
  ticked: readonly number[]
  saved: readonly number[]
}

export type TriState = 'none' | 'some' | 'all'

export interface SelectionTotals {
  ticked: number
  saved: number
  savedAreaDm2: number
}

const NOTHING: Flips = { ticked: [], saved: [] }
const MOST_STEPS = 200

export class UnitSelection {
  readonly ticked: Uint8Array
  readonly saved: Uint8Array
  private readonly done: Flips[] = []
  private readonly undone: Flips[] = []
  private tickedCount = 0
  private savedCount = 0
  private savedArea = 0

  constructor(
    private readonly areasDm2: readonly number[],
    private readonly selectable: readonly boolean[],
    saved: Iterable<number>,
  ) {
    this.ticked = new Uint8Array(areasDm2.length)
    this.saved = new Uint8Array(areasDm2.length)
    for (const unit of saved) if (this.selectable[unit] && !this.saved[unit]) this.flipSaved(unit)
  }

  get totals(): SelectionTotals {
    return { ticked: this.tickedCount, saved: this.savedCount, savedAreaDm2: this.savedArea }
  }

  get canUndo(): boolean {
    return this.done.length > 0
  }

  /** Ticks or unticks; what is so already stays. */
  tick(units: readonly number[], on: boolean): Flips {
    return this.step({ ticked: units.filter((unit) => this.selectable[unit] && Boolean(this.ticked[unit]) !== on), saved: [] })
  }

  toggle(unit: number): Flips {
    return this.tick([unit], !this.ticked[unit])
  }

  /** 保存房屋 / 取消 of single units, from their card. */
  save(units: readonly number[], on: boolean): Flips {
    return this.step({ ticked: [], saved: units.filter((unit) => this.selectable[unit] && Boolean(this.saved[unit]) !== on) })
  }

  /** 批量保存房屋 / 批量取消: what is ticked takes part or does not; the ticks are spent. */
  settleTicked(on: boolean): Flips {
    const ticked = this.tickedUnits()
    return this.step({ ticked, saved: ticked.filter((unit) => Boolean(this.saved[unit]) !== on) })
  }

  undo(): Flips {
    const last = this.done.pop()
    if (!last) return NOTHING
    this.flip(last)
    this.undone.push(last)
    return last
  }

  redo(): Flips {
    const last = this.undone.pop()
    if (!last) return NOTHING
    this.flip(last)
    this.done.push(last)
    return last
  }

  /** The box over a group: of the units that can be ticked, none, some or all are. */
  tickState(units: readonly number[]): TriState {
    let able = 0
    let on = 0
    for (const unit of units) {
      if (!this.selectable[unit]) continue
      able += 1
      on += this.ticked[unit] ?? 0
    }
    if (on === 0) return 'none'
    return on === able ? 'all' : 'some'
  }

  savedUnits(): number[] {
    return indicesOf(this.saved)
  }

  tickedUnits(): number[] {
    return indicesOf(this.ticked)
  }

  private step(flips: Flips): Flips {
    if (flips.ticked.length === 0 && flips.saved.length === 0) return NOTHING
    this.flip(flips)
    this.done.push(flips)
    if (this.done.length > MOST_STEPS) this.done.shift()
    this.undone.length = 0
    return flips
  }

  private flip(flips: Flips): void {
    for (const unit of flips.ticked) {
      this.ticked[unit] = this.ticked[unit] ? 0 : 1
      this.tickedCount += this.ticked[unit] ? 1 : -1
    }
    for (const unit of flips.saved) this.flipSaved(unit)
  }

  private flipSaved(unit: number): void {
    const now = this.saved[unit] ? 0 : 1
    this.saved[unit] = now
    this.savedCount += now ? 1 : -1
    this.savedArea += (now ? 1 : -1) * (this.areasDm2[unit] ?? 0)
  }
}

function indicesOf(bits: Uint8Array): number[] {
  const found: number[] = []
  bits.forEach((bit, at) => bit && found.push(at))
  return found
}
