/** What a flow number names: asked once it is complete, so that the clerk sees whose money it is before booking it. */
import { ref, shallowRef, watch, type Ref } from 'vue'
import type { Contract } from '@/contract/commands'
import { rpc } from '@/platform'
import { sentenceOf } from '@/shared/messages/errors'

export type Payable = Contract<'FindPayableResponse'>

export function usePayable(flowNumber: Readonly<Ref<string>>) {
  const payable = shallowRef<Payable | null>(null)
  const why = ref('')
  let asked = 0

  async function find(): Promise<void> {
    const mine = (asked += 1)
    payable.value = null
    why.value = ''
    if (flowNumber.value.trim() === '') return
    try {
      const found = await rpc('ledger.find_payable', { flow_number: flowNumber.value })
      if (mine === asked) payable.value = found
    } catch (failure) {
      if (mine === asked) why.value = sentenceOf(failure)
    }
  }

  // Another number is another payable: what was found belongs to the one before.
  watch(flowNumber, () => {
    asked += 1
    payable.value = null
    why.value = ''
  })
  return { payable, why, find }
}
