/** How task sheets stand in a list, whoever looks at them. */
import { formatFen, parseYuan } from '@/shared/format/money'
import { formatMoment } from '@/shared/format/time'
import { stateOf } from '@/shared/messages/withdrawal'
import type { Column } from '@/shared/shapes/worklist/columns'
import type { SheetRow, SheetTab } from './use-sheets'

export const TABS: readonly { key: SheetTab; label: string }[] = [
  { key: 'applied', label: '已申请任务单信息' },
  { key: 'returned_and_cancelled', label: '审批退回及撤销任务单信息' },
]

export const COLUMNS: readonly Column<SheetRow>[] = [
  { key: 'number', label: '任务单编号', width: '150px', text: ({ number }) => number ?? '未提交', order: ({ number }) => number ?? '', fixed: true },
  { key: 'community', label: '小区', width: 'minmax(112px, 1fr)', text: (row) => row.community_name, order: (row) => row.community_name },
  { key: 'project', label: '维修项目', width: 'minmax(100px, 1.4fr)', text: (row) => row.project || '未填写', order: (row) => row.project },
  { key: 'amount', label: '申请金额（元）', width: '120px', number: true, text: ({ amount_text: typed }) => amountWords(typed) },
  { key: 'state', label: '状态', width: '112px', text: (row) => stateOf(row.state).label, order: (row) => stateOf(row.state).label },
  { key: 'updated', label: '更新时间', width: '124px', text: (row) => formatMoment(row.updated_at), order: (row) => row.updated_at },
]

/** An amount as it was typed, in the way of all amounts; what is no amount stays as it is. */
export function amountWords(typed: string): string {
  const amount = parseYuan(typed)
  return amount.ok ? formatFen(amount.fen) : typed || '未填写'
}

/** A chip that keeps the rows of each state. */
export function chipsOf(states: readonly string[]) {
  return states.map((code) => ({ key: code, label: stateOf(code).label, keeps: (row: SheetRow) => row.state === code }))
}
