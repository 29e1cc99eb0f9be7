/** What waits for this person, read once for the navigation and the home page, and again whenever it may have changed. */
import { onBeforeUnmount, reactive, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { Contract } from '@/contract/commands'
import { platform, rpc } from '@/platform'
import { may } from '../identity/session'
import type { InboxItem } from '../withdrawal/review/inbox'

export type SheetRow = Contract<'SheetRow'>

interface Waiting {
  /** Cases for this desk, the nearest deadline first; `null` until they were read. */
  inbox: readonly InboxItem[] | null
  /** Sheets begun and not submitted. */
  drafts: readonly SheetRow[] | null
  /** Sheets that a review sent back. */
  returned: readonly SheetRow[] | null
  error: unknown
}

const NOTHING: Waiting = { inbox: null, drafts: null, returned: null, error: null }

export const waiting = reactive<Waiting>({ ...NOTHING })

async function sheets(tab: Contract<'SheetTab'>, state: string): Promise<readonly SheetRow[]> {
  const page = await rpc('withdrawal.list_sheets', { tab, after: null })
  return page.sheets.filter((sheet) => sheet.state === state)
}

export async function readWaiting(): Promise<void> {
  try {
    const [inbox, drafts, returned] = await Promise.all([
      may('withdrawal.read') ? rpc('withdrawal.inbox', {}).then(({ items }) => items) : [],
      may('withdrawal.prepare') ? sheets('applied', 'draft') : [],
      may('withdrawal.prepare') ? sheets('returned_and_cancelled', 'returned') : [],
    ])
    Object.assign(waiting, { inbox, drafts, returned, error: null })
  } catch (error) {
    waiting.error = error
  }
}

/** How many cases the navigation shows beside an address; 0 shows nothing. */
export function waitingAt(path: string): number {
  if (path === '/review') return waiting.inbox?.length ?? 0
  if (path === '/withdrawal') return waiting.returned?.length ?? 0
  return 0
}

/** Follows what waits, as long as the frame is there: each page that is opened, each write that was settled. */
export function useWaiting(): void {
  const route = useRoute()
  watch(() => route.path, readWaiting, { immediate: true })
  const stop = platform().onChange(() => void readWaiting())
  onBeforeUnmount(() => {
    stop()
    Object.assign(waiting, NOTHING)
  })
}
