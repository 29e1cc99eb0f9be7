/** Who is signed in. Nothing about the person is kept after the window closes; the shell keeps its own tokens. */
import { reactive } from 'vue'
import type { Contract } from '@/contract/commands'
import { rpc } from '@/platform'

export type Me = Contract<'Me'>

export const session = reactive<{ me: Me | null }>({ me: null })

export async function signIn(userName: string, password: string): Promise<void> {
  const answer = await rpc('identity.sign_in', { user_name: userName, password, device: '' })
  session.me = answer.me
}

export async function changePassword(oldPassword: string, newPassword: string): Promise<void> {
  const answer = await rpc('identity.change_password', { old_password: oldPassword, new_password: newPassword })
  session.me = answer.me
}

/** Leaves the desk at once; the server is told, and if it cannot be told the session ends by its own age. */
export function signOut(): void {
  session.me = null
  void rpc('identity.sign_out', {}).catch(() => undefined)
}

export function may(permission: string): boolean {
  return session.me?.permissions.includes(permission) ?? false
}
