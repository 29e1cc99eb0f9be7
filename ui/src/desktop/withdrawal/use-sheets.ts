/** Task sheets of one tab, page by page as the list is scrolled. */
import { onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import type { Contract } from '@/contract/commands'
import { platform, rpc } from '@/platform'

export type SheetRow = Contract<'SheetRow'>
export type SheetTab = Contract<'SheetTab'>

export function useSheets(tab: Ref<SheetTab>) {
  const rows = shallowRef<readonly SheetRow[] | null>(null)
  const error = ref<unknown>(null)
  let more = false
  let reading: symbol | null = null

  async function read(after: string | null): Promise<void> {
    const mine = Symbol('reading')
    reading = mine
    error.value = null
    try {
      const page = await rpc('withdrawal.list_sheets', { tab: tab.value, after })
      if (reading !== mine) return
      rows.value = after === null ? page.sheets : [...(rows.value ?? []), ...page.sheets]
      more = page.more
    } catch (failure) {
      if (reading === mine) error.value = failure
    } finally {
      if (reading === mine) reading = null
    }
  }

  function readOn(): void {
    const last = rows.value?.at(-1)
    if (more && reading === null && last) void read(last.sheet_id)
  }

  watch(
    tab,
    () => {
      rows.value = null
      void read(null)
    },
    { immediate: true },
  )
  onBeforeUnmount(platform().onChange(() => void read(null)))

  return { rows, error, readAgain: () => read(null), readOn }
}
