/** Cases that are open, so that a clerk moves between them and finds them again after a restart. No personal data. */
import { reactive, watch } from 'vue'

export interface CaseTab {
  path: string
  title: string
}

const STORED = 'anju.tabs'
const MOST = 12

function stored(): CaseTab[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]')
    return Array.isArray(kept) ? (kept as CaseTab[]).slice(0, MOST) : []
  } catch {
    return []
  }
}

export const tabs = reactive<CaseTab[]>(stored())
watch(tabs, () => localStorage.setItem(STORED, JSON.stringify(tabs)))

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
