/**
 * Every sentence that the interface says about a refusal, by code: what happened, why, what next. A code that is not
 * here speaks with the server's own sentence.
 */
import { CommandError } from '@/platform'
import type { AmountProblem } from '@/shared/format/money'

const SENTENCES: Record<string, string> = {
  'client.offline': '连接不上服务器，可能是网络中断。已填写的内容仍在本页，请检查网络后重试。',
  'shell.failed': '程序内部出错，本次操作没有完成。请重试；仍不行请重新打开程序，并把时间告诉系统管理员。',
  'browser.popup_blocked': '浏览器拦截了打印页面，没有打印。请在地址栏允许本站弹出窗口后重试，或另存为 PDF 再打印。',
  'http.401': '登录已失效。请重新登录后继续，已保存的草稿不会丢失。',
  'http.403': '您没有办理这项业务的权限。请联系系统管理员开通。',
  'http.404': '没有找到这条记录，可能已被撤销或不在您的管辖范围内。请返回列表刷新后重试。',
  'http.413': '提交的内容过大，服务器没有接收。请减小附件后重试。',
  'http.429': '操作过于频繁，服务器暂时拒绝。请稍等一分钟后重试。',
  'http.500': '服务器出错，本次操作没有生效。请稍后重试；仍不行请把时间告诉系统管理员。',
  'http.502': '服务器正在维护或重启。请稍后重试，已填写的内容仍在本页。',
  'http.503': '服务器正在维护或重启。请稍后重试，已填写的内容仍在本页。',
}

const AMOUNTS: Record<AmountProblem, string> = {
  'amount.empty': '请填写金额，单位为元，例如 1,409.50。',
  'amount.not_a_number': '金额只能填数字，例如 1,409.50。',
  'amount.too_precise': '金额最多两位小数（分）。请改正后重试。',
  'amount.too_large': '金额超出系统可记账的范围。请核对小数点位置。',
}

/** The sentence for a thing that went wrong; never empty, never a bare code. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof CommandError)) return SENTENCES['shell.failed'] as string
  return SENTENCES[error.code] ?? (error.message || `服务器拒绝了这次操作（${error.code}）。请核对后重试，或联系系统管理员。`)
}

/** Whether the person's permissions do not reach that far: trying again would change nothing. */
export function isForbidden(error: unknown): boolean {
  return error instanceof CommandError && ['permission.missing', 'http.403'].includes(error.code)
}

export function amountSentence(problem: AmountProblem): string {
  return AMOUNTS[problem]
}

/** The sentences of the refused fields, by field; empty when the refusal names none. */
export function fieldSentences(error: unknown): Record<string, string> {
  if (!(error instanceof CommandError)) return {}
  return Object.fromEntries(error.fields.map(({ field, message }) => [field, message]))
}
