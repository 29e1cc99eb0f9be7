/**
 * What was read from the signed sheet, unit by unit, with every step to take back. A step holds what the units of it had
 * before, so that undoing is one more step of the same kind.
 */
import { shallowRef, triggerRef } from 'vue'
import type { Contract } from '@/contract/commands'

export type Elector = Contract<'Elector'>
export type SignatureRow = Contract<'SignatureRow'>

export const CHOICES = [
  { code: 'agree', key: '1', label: '同意' },
  { code: 'against', key: '2', label: '不同意' },
  { code: 'abstain', key: '3', label: '弃权' },
] as const
export type Choice = (typeof CHOICES)[number]['code']

export interface Ballot {
  choice: Choice
  signed_on: string
}

/** What units are to have; `null` takes a signature out. */
export type Patch = ReadonlyMap<string, Ballot | null>

/** How many steps can be taken back. */
const MOST_STEPS = 500

export function choiceOf(code: string): Choice | null {
  return CHOICES.find((one) => one.code === code)?.code ?? null
}

function same(one: Ballot | null, other: Ballot | null): boolean {
  return one?.choice === other?.choice && one?.signed_on === other?.signed_on
}

export function openBallots() {
  const entered = shallowRef(new Map<string, Ballot>())
  let past: Patch[] = []
  let future: Patch[] = []

  /** Writes the patch and returns the one that takes it back; `null` if nothing was different. */
  function swap(patch: Patch): Patch | null {
    const before = new Map<string, Ballot | null>()
    for (const [unit, ballot] of patch) {
      const had = entered.value.get(unit) ?? null
      if (same(had, ballot)) continue
      before.set(unit, had)
      if (ballot) entered.value.set(unit, ballot)
      else entered.value.delete(unit)
    }
    if (before.size === 0) return null
    triggerRef(entered)
    return before
  }

  function put(patch: Patch): void {
    const back = swap(patch)
    if (!back) return
    past = [...past.slice(1 - MOST_STEPS), back]
    future = []
  }

  function undo(): void {
    const step = past.pop()
    const back = step && swap(step)
    if (back) future.push(back)
  }

  function redo(): void {
    const step = future.pop()
    const back = step && swap(step)
    if (back) past.push(back)
  }

  /** What the server has; the steps so far belong to what was there before. */
  function load(rows: readonly SignatureRow[]): void {
    past = []
    future = []
    entered.value = new Map(
      rows.flatMap(({ unit_id, choice: code, signed_on }) => {
        const choice = choiceOf(code)
        return choice ? [[unit_id, { choice, signed_on }] as const] : []
      }),
    )
  }

  /** The rows as they are sent, in the order of the units. */
  function rows(): SignatureRow[] {
    return Array.from(entered.value, ([unit_id, ballot]) => ({ unit_id, ...ballot })).sort((a, b) => (a.unit_id < b.unit_id ? -1 : 1))
  }

  return { entered, put, undo, redo, load, rows }
}

export type BallotBook = ReturnType<typeof openBallots>

/** The same choice for these units: a date that stands already stays. */
export function chosen(entered: ReadonlyMap<string, Ballot>, units: readonly string[], choice: Choice, day: string): Patch {
  return new Map(units.map((unit) => [unit, { choice, signed_on: entered.get(unit)?.signed_on ?? day }]))
}

/** The first unit's choice and date for all of them. */
export function filledDown(entered: ReadonlyMap<string, Ballot>, units: readonly string[]): Patch {
  const first = entered.get(units[0] ?? '') ?? null
  return new Map(units.slice(1).map((unit) => [unit, first && { ...first }]))
}

/** Another date for those that are entered. */
export function dated(entered: ReadonlyMap<string, Ballot>, units: readonly string[], day: string): Patch {
  return new Map(
    units.flatMap((unit) => {
      const had = entered.get(unit)
      return had ? [[unit, { ...had, signed_on: day }] as const] : []
    }),
  )
}
