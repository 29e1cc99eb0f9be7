/** The words of the import, and what the counts of a table come to. */
import type { Contract } from '@/contract/commands'
import { formatCount } from '@/shared/format/area'

export const WORDS = {
  reading: '正在读取并核对文件',
  sending: '正在导入',
  unreadable: '文件没有读取成功，可能正被 Excel 占用或已被移走。请关闭 Excel 后重新选择。',
  tooLarge: '文件超过 20 MB，超出楼盘表应有的大小。请删除图片和无关的工作表，或按小区拆分后分别导入。',
  stale: '该小区的房屋资料在核对之后已被更新，本次没有导入。请重新选择文件核对，无误后再导入。',
  twice: '同一个文件可以放心重复导入：与现有资料相同的房屋不会有任何变化，不会重复建户，也不会改动余额。',
} as const

const FORMATS: Record<Contract<'FileFormat'>, string> = {
  xlsx: 'Excel 工作簿',
  xls: 'Excel 97–2003 工作簿',
  csv_utf8: 'CSV（UTF-8）',
  csv_gb18030: 'CSV（GB 18030）',
}

export function formatOf(format: Contract<'FileFormat'>): string {
  return FORMATS[format]
}

type Counts = Contract<'ImportCounts'>

/** Rows that an import would write or has written. */
export function written({ added, changed }: Counts): number {
  return added + changed
}

/** What became of the rows, as one sentence. */
export function outcome(counts: Counts): string {
  const { added, changed, unchanged, refused } = counts
  const kept = refused > 0 ? `${formatCount(refused)} 行有问题，没有导入，更正后可再次导入。` : '全部行都已导入。'
  if (written(counts) === 0) {
    return refused > 0
      ? `没有需要写入的内容：${formatCount(unchanged)} 户与现有资料相同，${kept}`
      : `${formatCount(unchanged)} 户与现有资料完全相同，没有任何变化。`
  }
  return `新增 ${formatCount(added)} 户，变更 ${formatCount(changed)} 户，${formatCount(unchanged)} 户无变化。${kept}`
}
