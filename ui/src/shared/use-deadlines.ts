/** The working days left until several last days, counted anew when the days or the date change. */
import { onBeforeUnmount, shallowRef, watch } from 'vue'
import { rpc } from '@/platform'
import { deadlineOf, type DaysLeft, type Due } from './deadline'
import type { Tone } from './messages/withdrawal'

const LOOK_AGAIN_MS = 600_000

export function useDeadlines(lastDays: () => readonly (string | null | undefined)[]) {
  const left = shallowRef(new Map<string, DaysLeft>())
  const today = shallowRef('')

  async function count(): Promise<void> {
    const due_on = [...new Set(lastDays().filter((day) => day != null))]
    if (due_on.length === 0) return
    // Without an answer the dates themselves are shown.
    const answer = await rpc('calendar.days_left', { due_on }).catch(() => null)
    if (answer === null) return
    left.value = new Map(answer.days.map((day) => [day.due_on, day]))
    today.value = answer.today
  }

  watch(() => lastDays().join(), count, { immediate: true })
  const timer = setInterval(() => void count(), LOOK_AGAIN_MS)
  onBeforeUnmount(() => clearInterval(timer))

  return (due: Due): { label: string; tone: Tone } => deadlineOf(due, left.value.get(due.due_on ?? ''), today.value)
}
