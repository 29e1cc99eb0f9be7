/** Who is signed in. Nothing about the person is kept after the window closes; the shell keeps its own tokens. */
import { reactive } from 'vue'
import type { Contract } from '@/contract/commands'
import { onSessionEnded, platform, rpc } from '@/platform'
import { closeTabs } from '../frame/tabs'
import { router } from '../router'
import { forgetDrafts } from '../withdrawal/draft'

export type Me = Contract<'Me'>

/**
 * `ended`: the server forgot the session; the screens stay behind the sign-in and go on after it. `looking`: it is not
 * known yet whether a session goes on from before the page was loaded.
 */
export const session = reactive<{ me: Me | null; ended: boolean; looking: boolean }>({ me: null, ended: false, looking: true })

onSessionEnded(() => (session.ended = session.me !== null))

/** Another person must not find what this one had open, and begins where everybody begins. */
function forget(): void {
  closeTabs()
  forgetDrafts()
  void router.replace('/')
}

/** Goes on with the session that was open before the page was loaded again, if there is one. */
export async function resume(): Promise<void> {
  try {
    enter((await rpc('identity.me', {})).me)
  } catch {
    // Nobody is signed in, or the server is out of reach: both begin at the sign-in.
  } finally {
    session.looking = false
  }
}

type Captcha = Contract<'CaptchaAnswer'> | null

export async function signIn(userName: string, password: string, captcha: Captcha): Promise<void> {
  const answer = await rpc('identity.sign_in', { user_name: userName, password, device: '', captcha })
  enter(answer.me)
}

/** With a key that lies on this machine, and the password. */
export async function signInWithKey(number: string, password: string, captcha: Captcha): Promise<void> {
  const me = await platform().desk?.signInWithKey(number, password, captcha)
  if (me) enter(me)
}

/**
 * After the password was changed elsewhere, this machine's data opens once more with the one before; without it, it is
 * put aside and made anew.
 */
export async function signInWithEarlier(userName: string, password: string, earlier: string | null, captcha: Captcha): Promise<void> {
  const me = await platform().desk?.openWithEarlierPassword(userName, password, earlier, captcha)
  if (me) enter(me)
}

function enter(me: Me): void {
  if (session.me !== null && session.me.user_id !== me.user_id) forget()
  session.me = me
  session.ended = false
}

export async function changePassword(oldPassword: string, newPassword: string): Promise<void> {
  const answer = await rpc('identity.change_password', { old_password: oldPassword, new_password: newPassword })
  session.me = answer.me
}

/** Leaves the desk at once; the server is told, and if it cannot be told the session ends by its own age. */
export function signOut(): void {
  session.me = null
  session.ended = false
  forget()
  void rpc('identity.sign_out', {}).catch(() => undefined)
}

export function may(permission: string): boolean {
  return session.me?.permissions.includes(permission) ?? false
}
