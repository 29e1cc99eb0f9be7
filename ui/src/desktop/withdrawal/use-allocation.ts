/**
 * The allocation of the sheet at hand, computed by the rule of the domain (on this machine, or on the server for a
 * browser) after every change of amount, basis or units. One computation at a time; the last change wins.
 */
import { computed, ref, shallowRef, watch } from 'vue'
import type { Contract } from '@/contract/commands'
import { rpc } from '@/platform'
import { fieldSentences, sentenceOf } from '@/shared/messages/errors'
import type { DraftSession } from './draft'

export type Allocation = Contract<'AllocateResponse'>

export function useAllocation({ sheet, draft, scope }: DraftSession, explain: boolean) {
  const allocation = shallowRef<Allocation | null>(null)
  const refusal = ref<unknown>(null)
  const busy = ref(false)
  let wanted = 0

  const input = computed(() => ({
    community_id: sheet.community_id,
    amount_text: draft.amount_text,
    basis: draft.basis,
    unit_ids: scope.scope.value.unit_ids,
    exclusions: [],
    explain,
  }))

  async function compute(): Promise<void> {
    wanted += 1
    if (busy.value) return
    busy.value = true
    let done = 0
    while (done !== wanted) {
      done = wanted
      await computeOnce()
    }
    busy.value = false
  }

  async function computeOnce(): Promise<void> {
    if (input.value.unit_ids.length === 0 || draft.amount_text.trim() === '') {
      allocation.value = null
      refusal.value = null
      return
    }
    try {
      allocation.value = await rpc('withdrawal.allocate', input.value)
      refusal.value = null
    } catch (error) {
      allocation.value = null
      refusal.value = error
    }
  }

  /** Why there is no figure, as a sentence; empty when there is one, or when nothing was asked yet. */
  const reason = computed(() => {
    if (refusal.value === null) return ''
    return Object.values(fieldSentences(refusal.value))[0] ?? sentenceOf(refusal.value)
  })
  const lines = computed(() => new Map((allocation.value?.lines ?? []).map((line) => [line.unit_id, line])))

  watch(input, () => void compute(), { immediate: true })
  return { allocation, lines, reason, refusal, busy, compute }
}
