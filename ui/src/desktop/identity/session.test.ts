import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { usePlatformForTest, type Platform } from '@/platform'
import { openTab, tabs } from '../frame/tabs'
import { router } from '../router'
import { session, signIn, signOut } from './session'

const PEOPLE: Record<string, unknown> = {
  admin: { me: { user_id: 'u1', user_name: 'admin' } },
  wuye: { me: { user_id: 'u2', user_name: 'wuye' } },
}
const answer = vi.fn((command: string, request: { user_name?: string }) =>
  Promise.resolve(command === 'identity.sign_in' ? PEOPLE[request.user_name ?? ''] : {}),
)

beforeEach(async () => {
  usePlatformForTest({ kind: 'browser', rpc: answer } as unknown as Platform)
  session.me = null
  await signIn('admin', 'secret', null)
  await router.push('/flow')
  openTab('/review/s', 'A')
})

it('begins at the start for the next person, without what this one had open', async () => {
  signOut()
  await signIn('wuye', 'secret', null)
  // The start's own files are loaded first.
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/'))
  expect(tabs).toHaveLength(0)
})

it('begins at the start when another person goes on after an ended session', async () => {
  session.ended = true
  await signIn('wuye', 'secret', null)
  // The start's own files are loaded first.
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/'))
})

it('goes on where it was for the person whose session had ended', async () => {
  session.ended = true
  await signIn('admin', 'secret', null)
  await flushPromises()
  expect(router.currentRoute.value.path).toBe('/flow')
  expect(tabs).toHaveLength(1)
})
