/** Signatures pasted from a table: each line a choice, with the room before it or without, with a date or without. */
import { entranceName } from '@/shared/format/place'
import { CHOICES, type Ballot, type Choice, type Elector, type Patch } from './ballots'
import { readDay } from './signed-day'

const WORDS: Record<string, Choice> = {
  ...Object.fromEntries(CHOICES.flatMap(({ code, key, label }) => [[key, code], [label, code]])),
  反对: 'against',
  否: 'against',
  是: 'agree',
}

export interface Pasted {
  patch: Patch
  /** Lines that name no unit of the sheet or no choice, as they were pasted. */
  unread: string[]
}

function plain(text: string): string {
  return text.replaceAll(/[\s\-－—,，]/g, '')
}

/** Every way in which a line may name a unit; a name that two units have names neither. */
function namesOf(electors: readonly Elector[]): Map<string, string | null> {
  const names = new Map<string, string | null>()
  for (const { unit_id: unit, building, entrance, room } of electors) {
    for (const name of new Set([building + entrance + room, building + entranceName(entrance) + room, building + room, room].map(plain))) {
      names.set(name, names.has(name) ? null : unit)
    }
  }
  return names
}

/** Lines without a room go to the units at and below the cursor, one after the other. */
export function readPasted(text: string, electors: readonly Elector[], below: readonly Elector[], day: string, today: string): Pasted {
  const names = namesOf(electors)
  const patch = new Map<string, Ballot | null>()
  const unread: string[] = []
  let place = 0
  for (const line of text.split(/\r?\n/).filter((one) => one.trim() !== '')) {
    const cells = line.split('\t').map((cell) => cell.trim())
    // The unit stands before the choice and the date behind it: a room 1101 is no first of November.
    const at = cells.findLastIndex((cell) => WORDS[cell])
    const choice = WORDS[cells[at] ?? '']
    const named = cells.slice(0, Math.max(at, 0)).filter((cell) => cell !== '')
    const signed_on = cells.slice(at + 1).map((cell) => readDay(cell, today)).find((found) => found !== null) ?? day
    const unit = named.length === 0 ? below[place++]?.unit_id : unitNamed(named, names)
    if (unit && choice) patch.set(unit, { choice, signed_on })
    else unread.push(line)
  }
  return { patch, unread }
}

/** The whole name first, then cell by cell: a name beside the owner's is read too. */
function unitNamed(cells: readonly string[], names: ReadonlyMap<string, string | null>): string | null {
  for (let count = cells.length; count > 0; count -= 1) {
    const found = names.get(plain(cells.slice(0, count).join('')))
    if (found) return found
  }
  return cells.map((cell) => names.get(plain(cell))).find((found) => found) ?? null
}
