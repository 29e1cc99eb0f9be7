/** Every account, page after page: the search and the chips must find whoever there is, not whoever was scrolled to. */
import { onBeforeUnmount, ref, shallowRef } from 'vue'
import type { Contract } from '@/contract/commands'
import { rpc } from '@/platform'
import type { UserRow } from './account'

/** The most pages read, 500 accounts each: more than any city employs. */
const MOST_PAGES = 60

export function useUsers() {
  const rows = shallowRef<readonly UserRow[] | null>(null)
  const error = ref<unknown>(null)
  /** Pages are still being read. */
  const reading = ref(false)
  let current: symbol | null = null

  /** Reads from the first page; what was shown stays until the new rows are there. */
  async function readAgain(): Promise<void> {
    const mine = Symbol('reading')
    current = mine
    reading.value = true
    error.value = null
    try {
      const first = rows.value === null
      let read: UserRow[] = []
      let after: string | null = null
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const { users, more }: Contract<'ListUsersResponse'> = await rpc('identity.list_users', { after })
        if (current !== mine) return
        read = [...read, ...users]
        if (first) rows.value = read
        after = users.at(-1)?.user_name ?? null
        if (!more || after === null) break
      }
      rows.value = read
    } catch (failure) {
      if (current === mine) error.value = failure
    } finally {
      if (current === mine) reading.value = false
    }
  }

  onBeforeUnmount(() => (current = null))
  return { rows, error, reading, readAgain }
}
