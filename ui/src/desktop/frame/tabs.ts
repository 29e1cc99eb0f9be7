/** Cases that are open, so that a clerk moves between them and finds them again after a restart. No personal data. */
import { reactive, watch } from 'vue'

export interface CaseTab {
  path: string
  title: string
}

const STORED = 'anju.tabs'
const MOST = 12

interface Kept {
  user: string
  tabs: CaseTab[]
}

function stored(): Kept | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORED) ?? 'null')
    return typeof kept === 'object' && kept !== null && 'user' in kept && 'tabs' in kept ? (kept as Kept) : null
  } catch {
    return null
  }
}

let owner = ''
export const tabs = reactive<CaseTab[]>([])
watch(tabs, () => localStorage.setItem(STORED, JSON.stringify({ user: owner, tabs } satisfies Kept)))

/** Brings back what this person had open; what another one had open is forgotten. */
export function openTabsOf(userId: string): void {
  const kept = stored()
  const own = kept?.user === userId ? kept.tabs.slice(0, MOST) : []
  owner = userId
  tabs.splice(0, tabs.length, ...own)
}

/** Opens the case's tab or renames it; the oldest gives way when there are too many. */
export function openTab(path: string, title: string): void {
  const open = tabs.find((tab) => tab.path === path)
  if (open) {
    open.title = title
    return
  }
  if (tabs.length >= MOST) tabs.shift()
  tabs.push({ path, title })
}

export function closeTab(path: string): void {
  const at = tabs.findIndex((tab) => tab.path === path)
  if (at >= 0) tabs.splice(at, 1)
}

export function closeTabs(): void {
  tabs.splice(0)
}
