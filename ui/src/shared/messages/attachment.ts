/** What the screens say of files. */
import { formatSize } from '@/shared/format/size'

const KINDS: Record<string, string> = { jpg: 'JPG', png: 'PNG', pdf: 'PDF' }

export function kindsOf(codes: readonly string[]): string {
  return codes.map((code) => KINDS[code] ?? code).join('、')
}

export const FILES = {
  limits: (kinds: readonly string[], bytes: number, files: number): string =>
    `${kindsOf(kinds)}，单个不超过 ${formatSize(bytes)}，共不超过 ${files} 个。照片中的拍摄地点、时间等信息会自动去除。`,
  tooLarge: (size: number, most: number): string =>
    `文件有 ${formatSize(size)}，超过单个附件 ${formatSize(most)} 的上限。请压缩，或分成几个文件后再添加。`,
  tooMany: (most: number): string => `一份任务单最多 ${most} 个附件，其余没有添加。请删除不需要的附件，或把多页材料合成一个 PDF。`,
  twice: (name: string): string => `与“${name}”内容相同，没有重复添加。`,
  lost: '本机已没有这个文件，不能恢复。请重新选择原文件。',
  unreadable: '文件无法读取，可能已被移动或删除。请重新选择。',
  notShown: '这张图片无法显示，文件可能已损坏。请联系上传人重新上传。',
} as const

/** What one file is doing, in a few words. */
export function stateWords(state: 'sending' | 'waiting' | 'sent' | 'refused', online: boolean): string {
  switch (state) {
    case 'sending':
      return '正在上传'
    case 'waiting':
      return online ? '等待上传' : '已存本机，联网后自动上传'
    case 'sent':
      return '已上传'
    case 'refused':
      return '没有上传'
  }
}
