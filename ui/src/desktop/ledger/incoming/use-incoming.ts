/** What came in, the newest first, read again when something changes. */
import { onBeforeUnmount, ref, shallowRef } from 'vue'
import type { Contract } from '@/contract/commands'
import { platform, rpc } from '@/platform'

export type Incoming = Contract<'IncomingView'>

export function useIncoming() {
  const rows = shallowRef<readonly Incoming[] | null>(null)
  const error = ref<unknown>(null)

  async function read(): Promise<void> {
    error.value = null
    try {
      rows.value = (await rpc('ledger.list_incoming', { waiting: false })).incoming
    } catch (failure) {
      error.value = failure
    }
  }

  onBeforeUnmount(platform().onChange(() => void read()))
  return { rows, error, read }
}
