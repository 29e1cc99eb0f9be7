/** Theme and type size: chosen by the person, kept on this machine. */
import { reactive, watchEffect } from 'vue'

export type Theme = 'system' | 'light' | 'dark'

const STORED = 'anju.appearance'

function stored(): { theme: Theme; large: boolean } {
  const kept = localStorage.getItem(STORED) ?? ''
  const theme: Theme = kept.includes('dark') ? 'dark' : kept.includes('light') ? 'light' : 'system'
  return { theme, large: kept.includes('large') }
}

export const appearance = reactive(stored())

/** Rises with each change of colours; what paints by itself repaints when it does. */
export const paintEpoch = reactive({ count: 0 })

export type Room = 'wide' | 'narrow' | 'tight'

/** How much larger the type is in 大字; the list's columns grow by as much. */
const LARGE = 1.23

/** What fits beside each other in a window of this width: less when the type is larger, or the browser enlarges the page. */
export function roomFor(width: number, large: boolean): Room {
  const room = large ? width / LARGE : width
  return room >= 1200 ? 'wide' : room >= 1000 ? 'narrow' : 'tight'
}

export function applyAppearance(): void {
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  const apply = (): void => {
    const dark = appearance.theme === 'dark' || (appearance.theme === 'system' && system.matches)
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
    document.documentElement.dataset['large'] = String(appearance.large)
    document.documentElement.dataset['room'] = roomFor(window.innerWidth, appearance.large)
  }
  window.addEventListener('resize', apply)
  system.addEventListener('change', () => {
    apply()
    paintEpoch.count += 1
  })
  watchEffect(() => {
    apply()
    localStorage.setItem(STORED, `${appearance.theme}${appearance.large ? ' large' : ''}`)
    queueMicrotask(() => (paintEpoch.count += 1))
  })
}
