/**
 * 提交: carries the digests of the figures that the person saw, so that nothing else is ever accepted. One intention has
 * one key, however often the button is pressed before the answer comes.
 */
import { ref, shallowRef, type ShallowRef } from 'vue'
import type { Contract } from '@/contract/commands'
import { CommandError, rpc } from '@/platform'
import { fieldSentences, sentenceOf } from '@/shared/messages/errors'
import { closeTab } from '../frame/tabs'
import { dropDraft, type DraftSession } from './draft'
import type { Allocation } from './use-allocation'

export type Seen = Contract<'AllocationSeen'>
type FrozenUnit = Contract<'FrozenUnit'>

/** What moved between the person's eyes and the server: balances alone can be accepted, shares cannot. */
export interface Moved {
  onlyPays: boolean
  message: string
  seen: Seen
  /** The units whose figures differ now. */
  units: readonly MovedUnit[]
}

export interface MovedUnit {
  unit: FrozenUnit
  share_before_fen: number | null
  pays_before_fen: number | null
}

function movedOf(error: CommandError, allocation: Allocation): Moved | null {
  if (error.code !== 'withdrawal.pays_moved' && error.code !== 'withdrawal.shares_changed') return null
  const { now } = error.details as { now: { seen: Seen; units: FrozenUnit[] } }
  const before = new Map(allocation.lines.map((line) => [line.unit_id, line]))
  const units = now.units
    .map((unit) => {
      const line = before.get(unit.unit_id)
      return { unit, share_before_fen: line?.share_fen ?? null, pays_before_fen: line?.pays_fen ?? null }
    })
    .filter(({ unit, share_before_fen, pays_before_fen }) => unit.share_fen !== share_before_fen || unit.pays_fen !== pays_before_fen)
  return { onlyPays: error.code === 'withdrawal.pays_moved', message: sentenceOf(error), seen: now.seen, units }
}

export function useSubmission({ sheet, draft, saveNow }: DraftSession, allocation: ShallowRef<Allocation | null>) {
  const busy = ref(false)
  const failure = ref('')
  const moved = shallowRef<Moved | null>(null)
  let key = crypto.randomUUID()

  function refused(error: unknown, shown: Allocation): void {
    const answered = error instanceof CommandError && error.code !== 'client.offline'
    if (answered) key = crypto.randomUUID()
    moved.value = answered ? movedOf(error, shown) : null
    if (moved.value === null) failure.value = [sentenceOf(error), ...Object.values(fieldSentences(error))].join('')
  }

  /** The sheet's number (empty while it waits for the network), or null when it was not accepted. */
  async function send(seen: Seen, shown: Allocation, accepts_moved_pays: boolean): Promise<string | null> {
    busy.value = true
    failure.value = ''
    try {
      if (!(await saveNow())) return null
      const { sheet_id, version } = sheet
      const attachments = draft.attachments.map(({ sha256 }) => sha256)
      const answer = await rpc('withdrawal.submit', { sheet_id, version, seen, accepts_moved_pays, attachments }, key)
      dropDraft(sheet_id)
      closeTab(`/withdrawal/${sheet_id}`)
      return answer.number
    } catch (error) {
      refused(error, shown)
      return null
    } finally {
      busy.value = false
    }
  }

  function submit(): Promise<string | null> {
    const shown = allocation.value
    return busy.value || !shown ? Promise.resolve(null) : send(shown.seen, shown, false)
  }

  /** Submits with the balances that the refusal showed. */
  function acceptMoved(): Promise<string | null> {
    const shown = allocation.value
    const now = moved.value
    return busy.value || !shown || !now?.onlyPays ? Promise.resolve(null) : send(now.seen, shown, true)
  }

  return { submit, acceptMoved, busy, failure, moved }
}
