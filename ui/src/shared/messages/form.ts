/** Sentences beside fields that the screen can judge before the server is asked. */
export const REQUIRED: Record<string, string> = {
  user_name: '请填写用户名。',
  password: '请填写密码。',
  old_password: '请填写当前密码。',
  new_password: '请填写新密码。',
  repeat: '请再填一次新密码。',
}

export const PASSWORDS_DIFFER = '两次填写的新密码不一样。请重新填写。'

export const ZERO_AMOUNT = '申请支取金额须大于 0。'
export const BAD_ACCOUNT = '收款账号只能是数字，至少 6 位。请核对后重填。'
export const BAD_PHONE = '联系电话只能是数字，可带区号，例如 010-63000000。'

export function missingField(label: string, choice: boolean): string {
  return `请${choice ? '选择' : '填写'}${label}。`
}

export function unnamedPaper(name: string): string {
  return `请选择附件“${name}”是哪种材料。`
}
