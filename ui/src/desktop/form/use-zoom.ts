/** How large a preview shows its paper: in per cent of the paper's own size, or as wide as the room. */
import { computed, onBeforeUnmount, ref, watch, type Ref } from 'vue'
import { stepZoom, type Zoom } from './zoom'

/** The view's own padding and its scroll bar's gutter, in px. */
const AROUND = 24 + 15
/** A page as wide as a large screen is read no better. */
const WIDEST = 1_000

export function useZoom(frame: Ref<HTMLElement | null>, paperWidth: Ref<number>) {
  const room = ref(0)
  const chosen = ref<Zoom>('width')
  const watcher = new ResizeObserver(([entry]) => {
    if (entry) room.value = Math.max(0, entry.contentRect.width - AROUND)
  })
  watch(frame, (element) => element && watcher.observe(element), { immediate: true })
  onBeforeUnmount(() => watcher.disconnect())

  const fitting = computed(() => Math.round((Math.min(room.value, WIDEST) / paperWidth.value) * 100) || 100)
  const percent = computed(() => (chosen.value === 'width' ? fitting.value : chosen.value))
  /** As the view counts: 1 is as wide as the room. */
  const ofRoom = computed(() => (room.value > 0 ? (paperWidth.value * percent.value) / 100 / room.value : 1))
  return {
    percent,
    ofRoom,
    fits: computed(() => chosen.value === 'width'),
    fit: () => (chosen.value = 'width'),
    by: (steps: number) => (chosen.value = stepZoom(percent.value, steps)),
  }
}
