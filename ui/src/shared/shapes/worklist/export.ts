/** The rows as they are shown, as a file that Excel opens: UTF-8 with its mark, and no cell that Excel would compute. */
import type { Column } from './columns'

const MARK = '\uFEFF'

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function toCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const lines = [columns.map(({ label }) => label), ...rows.map((row) => columns.map(({ text }) => text(row)))]
  return MARK + lines.map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n'
}
