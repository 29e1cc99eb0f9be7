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

export function applyAppearance(): void {
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  const apply = (): void => {
    const dark = appearance.theme === 'dark' || (appearance.theme === 'system' && system.matches)
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
    document.documentElement.dataset['large'] = String(appearance.large)
  }
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
