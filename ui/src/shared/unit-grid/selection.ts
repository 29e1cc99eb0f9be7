/**
 * Which units are ticked (勾选), which are saved as taking part (参与分摊), and why the others are left out. Units that
 * cannot take part are never ticked and never saved, whoever asks; a saved unit has no reason to be left out. Every step
 * is a set of flips, so undoing is flipping the same units again.
 */

export interface ReasonChange {
  unit: number
  before: string
  after: string
}

export interface Flips {
  ticked: readonly number[]
  saved: readonly number[]
  reasons: readonly ReasonChange[]
}

export type TriState = 'none' | 'some' | 'all'

export interface SelectionTotals {
  ticked: number
  saved: number
  savedAreaDm2: number
}

const NOTHING: Flips = { ticked: [], saved: [], reasons: [] }
const MOST_STEPS = 200

export class UnitSelection {
  readonly ticked: Uint8Array
  readonly saved: Uint8Array
  /** Why a unit is left out, as the person said; empty where nobody did. */
  readonly reasons: string[]
  private readonly done: Flips[] = []
  private readonly undone: Flips[] = []
  private tickedCount = 0
  private savedCount = 0
  private savedArea = 0

  constructor(
    private readonly areasDm2: readonly number[],
    private readonly selectable: readonly boolean[],
    saved: Iterable<number>,
    reasons: ReadonlyMap<number, string> = new Map(),
  ) {
    this.ticked = new Uint8Array(areasDm2.length)
    this.saved = new Uint8Array(areasDm2.length)
    for (const unit of saved) if (this.selectable[unit] && !this.saved[unit]) this.flipSaved(unit)
    this.reasons = areasDm2.map((_, unit) => (this.saved[unit] ? '' : (reasons.get(unit) ?? '')))
  }

  get totals(): SelectionTotals {
    return { ticked: this.tickedCount, saved: this.savedCount, savedAreaDm2: this.savedArea }
  }

  get canUndo(): boolean {
    return this.done.length > 0
  }

  /** Ticks or unticks; what is so already stays. */
  tick(units: readonly number[], on: boolean): Flips {
    const ticked = units.filter((unit) => this.selectable[unit] && Boolean(this.ticked[unit]) !== on)
    return this.step({ ...NOTHING, ticked })
  }

  toggle(unit: number): Flips {
    return this.tick([unit], !this.ticked[unit])
  }

  /** 保存房屋 / 取消 of single units, from their card. */
  save(units: readonly number[], on: boolean): Flips {
    return this.step({ ...NOTHING, ...this.saving(units, on) })
  }

  /** 批量保存房屋 / 批量取消: what is ticked takes part or does not; the ticks are spent. */
  settleTicked(on: boolean): Flips {
    const ticked = this.tickedUnits()
    return this.step({ ticked, ...this.saving(ticked, on) })
  }

  /**
   * Leaves units out for a reason that the forms print: the ticked ones, whose ticks are spent, or without any the
   * rest that neither takes part nor has a reason.
   */
  leaveOut(reason: string): Flips {
    const ticked = this.tickedUnits()
    const open = (unit: number): boolean => Boolean(this.selectable[unit] && !this.saved[unit] && !this.reasons[unit])
    const units = ticked.length > 0 ? ticked : this.areasDm2.map((_, unit) => unit).filter(open)
    const reasons = units.map((unit) => ({ unit, before: this.reasons[unit] ?? '', after: reason }))
    return this.step({ ticked, saved: ticked.filter((unit) => this.saved[unit]), reasons })
  }

  undo(): Flips {
    const last = this.done.pop()
    if (!last) return NOTHING
    this.flip(last, 'before')
    this.undone.push(last)
    return last
  }

  redo(): Flips {
    const last = this.undone.pop()
    if (!last) return NOTHING
    this.flip(last, 'after')
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
    if (flips.ticked.length + flips.saved.length + flips.reasons.length === 0) return NOTHING
    this.flip(flips, 'after')
    this.done.push(flips)
    if (this.done.length > MOST_STEPS) this.done.shift()
    this.undone.length = 0
    return flips
  }

  private saving(units: readonly number[], on: boolean): Pick<Flips, 'saved' | 'reasons'> {
    const saved = units.filter((unit) => this.selectable[unit] && Boolean(this.saved[unit]) !== on)
    const cleared = on ? saved.filter((unit) => this.reasons[unit]) : []
    return { saved, reasons: cleared.map((unit) => ({ unit, before: this.reasons[unit] ?? '', after: '' })) }
  }

  private flip(flips: Flips, reasons: 'before' | 'after'): void {
    for (const change of flips.reasons) this.reasons[change.unit] = change[reasons]
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
