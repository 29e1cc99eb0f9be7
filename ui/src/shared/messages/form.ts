/** Sentences beside fields that the screen can judge before the server is asked. */
export const REQUIRED: Record<string, string> = {
  user_name: '请填写用户名。',
  password: '请填写密码。',
  old_password: '请填写当前密码。',
  new_password: '请填写新密码。',
  repeat: '请再填一次新密码。',
}

export const PASSWORDS_DIFFER = '两次填写的新密码不一样。请重新填写。'
