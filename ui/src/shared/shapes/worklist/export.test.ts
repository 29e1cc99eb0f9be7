import { expect, it } from 'vitest'
import type { Column } from './columns'
import { toCsv } from './export'

const COLUMNS: Column<{ name: string; amount: string }>[] = [
  { key: 'name', label: '名称', width: '1fr', text: ({ name }) => name },
  { key: 'amount', label: '金额（元）', width: '90px', text: ({ amount }) => amount },
]

it('writes what is shown, quoted where it must be', () => {
  const text = toCsv([{ name: '屋面"防水"', amount: '1,409.50' }], COLUMNS)
  expect(text).toBe('\uFEFF名称,金额（元）\r\n"屋面""防水""","1,409.50"\r\n')
})

it.each(['=1+1', '+86', '-3', '@SUM(A1)'])('keeps %s a text', (name) => {
  expect(toCsv([{ name, amount: '' }], COLUMNS)).toContain(`\r\n'${name},`)
})
