/** The forms of a task sheet with the words of their buttons, and which of them a sheet has (source 4 §4.2.1 ⑪–⑭). */
import type { Contract } from '@/contract/commands'
import type { SheetView } from '../withdrawal/draft'

export type FormCode = 'task_sheet' | 'signature_table' | 'shortfall_notices' | 'allocation_register'

export interface SheetForm {
  code: FormCode
  button: string
  label: string
  /** Absent of a sheet that has none; the server and the desk refuse it too, with the reason. */
  isOf: (sheet: Pick<SheetView, 'draft'> & { submitted?: Contract<'SubmittedSheet'> | null }) => boolean
}

export const FORMS: readonly SheetForm[] = [
  { code: 'task_sheet', button: '打印任务单', label: '维修支取任务单', isOf: () => true },
  {
    code: 'signature_table',
    button: '打印到户明细业主签字表',
    label: '业主签字确认表',
    isOf: ({ draft, submitted }) => (submitted?.on_paper.kind ?? draft.kind) !== 'emergency',
  },
  {
    code: 'shortfall_notices',
    button: '打印欠款催缴通知单',
    label: '欠款催缴通知单',
    isOf: ({ submitted }) => submitted?.units.some(({ shortfall_fen: fen }) => fen > 0) ?? false,
  },
  {
    code: 'allocation_register',
    button: '打印支取分摊清册',
    label: '支取分摊清册',
    isOf: ({ submitted }) => submitted !== null && submitted !== undefined,
  },
]

export function formOf(code: string): SheetForm | undefined {
  return FORMS.find((form) => form.code === code)
}
