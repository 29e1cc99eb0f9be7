/** What awaits this desk, in the server's order: the nearest deadline first. */
import { onBeforeUnmount, ref, shallowRef } from 'vue'
import type { Contract } from '@/contract/commands'
import { platform, rpc } from '@/platform'

export type InboxItem = Contract<'InboxItem'>

/** The case to open after this one: mine first, then what nobody has; the order of deadlines stays. */
export function nextItem(items: readonly InboxItem[], done: string, myId: string): InboxItem | null {
  const others = items.filter(({ sheet_id }) => sheet_id !== done)
  return others.find(({ claimed_by: by }) => by === myId) ?? others.find(({ claimed_by: by }) => !by) ?? null
}

/** Where a case is worked on: signatures on their own page, everything else on the case's. */
export function pageOf({ sheet_id, state }: Pick<InboxItem, 'sheet_id' | 'state'>): string {
  return state === 'submitted' ? `/withdrawal/${sheet_id}/signatures` : `/review/${sheet_id}`
}

const CLAIMING = ['withdrawal.receive', 'withdrawal.bureau_review', 'withdrawal.department_review', 'withdrawal.release']

/** Several people work at a reviewing desk and claim what they take; a company's sheets are its own. */
export function mayClaim(may: (permission: string) => boolean): boolean {
  return CLAIMING.some(may)
}

/** What the last decision came to, carried by the navigation that it led to and gone with the next one. */
export function doneBefore(): string {
  const state: unknown = window.history.state
  const told = typeof state === 'object' && state !== null && 'lastDone' in state ? state.lastDone : ''
  return typeof told === 'string' ? told : ''
}

export function useInbox() {
  const items = shallowRef<readonly InboxItem[] | null>(null)
  const error = ref<unknown>(null)

  async function read(): Promise<void> {
    error.value = null
    try {
      items.value = (await rpc('withdrawal.inbox', {})).items
    } catch (failure) {
      error.value = failure
    }
  }

  onBeforeUnmount(platform().onChange(() => void read()))
  return { items, error, read }
}
