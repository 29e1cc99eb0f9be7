/** One submitted sheet with its timeline and, of a revision, the sheet that it revises. */
import { onBeforeUnmount, ref, shallowRef } from 'vue'
import type { Contract } from '@/contract/commands'
import { platform, rpc } from '@/platform'
import type { SheetView } from '../draft'

export type Step = Contract<'TimelineStep'>

export function useCase(sheetId: string) {
  const sheet = shallowRef<SheetView | null>(null)
  const steps = shallowRef<readonly Step[]>([])
  const revised = shallowRef<SheetView | null>(null)
  const error = ref<unknown>(null)

  async function read(): Promise<void> {
    error.value = null
    try {
      const [view, timeline] = await Promise.all([
        rpc('withdrawal.get_sheet', { sheet_id: sheetId }),
        rpc('withdrawal.timeline', { sheet_id: sheetId }),
      ])
      if (view.revises && revised.value === null) {
        // Without it the case can be judged all the same: nothing is marked as changed then.
        revised.value = await rpc('withdrawal.get_sheet', { sheet_id: view.revises }).catch(() => null)
      }
      sheet.value = view
      steps.value = timeline.steps
    } catch (failure) {
      error.value = failure
    }
  }

  onBeforeUnmount(platform().onChange(() => void read()))
  return { sheet, steps, revised, error, read }
}
