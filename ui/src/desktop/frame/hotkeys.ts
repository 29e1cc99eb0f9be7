/** Keys that work everywhere, and the ones of the screen at hand, in one list so that the help can show them all. */
import { onBeforeUnmount, onMounted, reactive } from 'vue'

export interface Hotkey {
  /** As `event.key`, lower case, with `ctrl+` before it where needed. */
  keys: string
  /** As printed on a keyboard; several are alternatives. */
  shown: string
  does: string
  /** Absent where a component handles the key itself and only wants it listed. */
  run?: () => void
}

export interface HotkeyGroup {
  title: string
  hotkeys: readonly Hotkey[]
  /** They are a dialog's own: of no other keys is anything done while the focus is in a dialog. */
  inDialog?: boolean
}

const groups = reactive<HotkeyGroup[]>([])

export function listedHotkeys(): readonly HotkeyGroup[] {
  return groups
}

/** A box that is ticked takes no letters. */
const TYPED = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"]'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches(TYPED)
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[aria-modal="true"]') !== null
}

function chord(event: KeyboardEvent): string {
  const held = `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.altKey ? 'alt+' : ''}`
  return `${held}${event.key.toLowerCase().replace(/^arrow/, '')}`
}

function handle(event: KeyboardEvent): void {
  if (event.isComposing || event.defaultPrevented) return
  const pressed = chord(event)
  if (isTyping(event.target) && !/^(ctrl|alt)\+/.test(pressed)) return
  const inDialog = isInDialog(event.target)
  const found = groups
    .filter((group) => !inDialog || group.inDialog)
    .reverse()
    .flatMap(({ hotkeys }) => hotkeys)
    .find(({ keys, run }) => keys === pressed && run !== undefined)
  if (!found) return
  event.preventDefault()
  found.run?.()
}

window.addEventListener('keydown', handle)

/** The screen's keys, for as long as it is shown. The latest screen wins. */
export function useHotkeys(title: string, hotkeys: readonly Hotkey[], { inDialog = false } = {}): void {
  const group: HotkeyGroup = { title, hotkeys, inDialog }
  onMounted(() => groups.push(group))
  onBeforeUnmount(() => {
    const at = groups.findIndex((one) => one.title === title)
    if (at >= 0) groups.splice(at, 1)
  })
}
