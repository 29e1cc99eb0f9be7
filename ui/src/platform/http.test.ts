import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createHttpPlatform } from './http'
import { CommandError } from './index'

type Sent = { command: string; token: string | null; key: string | null }

let sent: Sent[]
let answer: (command: string, token: string | null) => { status: number; body: unknown } | 'down'

const PAIR = (name: string): Record<string, string> => ({ access_token: `access-${name}`, refresh_token: `refresh-${name}` })

beforeEach(() => {
  sent = []
  vi.stubGlobal('fetch', (url: string, { headers }: { headers: Record<string, string> }) => {
    const command = url.replace('/api/v1/', '')
    const token = headers['authorization'] ?? null
    sent.push({ command, token, key: headers['idempotency-key'] ?? null })
    const given = answer(command, token)
    if (given === 'down') return Promise.reject(new TypeError('no network'))
    return Promise.resolve(new Response(JSON.stringify(given.body), { status: given.status }))
  })
})
afterEach(() => vi.unstubAllGlobals())

const LIST = { tab: 'applied', after: null } as const

it('sends the token of the sign-in, and none before it', async () => {
  answer = (command) => ({ status: 200, body: command === 'identity.sign_in' ? { tokens: PAIR('1') } : {} })
  const platform = createHttpPlatform()
  await platform.rpc('identity.sign_in', { user_name: 'a', password: 'b', device: '' }, 'k')
  await platform.rpc('withdrawal.list_sheets', LIST, 'k')
  expect(sent.map(({ token }) => token)).toEqual([null, 'Bearer access-1'])
})

it('renews a worn token once for several commands and sends them again under their keys', async () => {
  answer = (command, token) => {
    if (command === 'identity.sign_in') return { status: 200, body: { tokens: PAIR('1') } }
    if (command === 'identity.refresh') return { status: 200, body: PAIR('2') }
    return token === 'Bearer access-2' ? { status: 200, body: { sheets: [], more: false } } : { status: 401, body: { code: 'session.required', message: '' } }
  }
  const platform = createHttpPlatform()
  await platform.rpc('identity.sign_in', { user_name: 'a', password: 'b', device: '' }, 'k')
  await Promise.all([platform.rpc('withdrawal.list_sheets', LIST, 'one'), platform.rpc('withdrawal.list_sheets', LIST, 'two')])
  expect(sent.filter(({ command }) => command === 'identity.refresh')).toHaveLength(1)
  expect(sent.slice(-2).map(({ key }) => key).sort()).toEqual(['one', 'two'])
})

it('lets the end of the session be known when it cannot be renewed', async () => {
  answer = (command) => (command === 'identity.sign_in' ? { status: 200, body: { tokens: PAIR('1') } } : { status: 401, body: { code: 'session.required', message: '' } })
  const platform = createHttpPlatform()
  await platform.rpc('identity.sign_in', { user_name: 'a', password: 'b', device: '' }, 'k')
  await expect(platform.rpc('withdrawal.list_sheets', LIST, 'k')).rejects.toMatchObject({ code: 'session.required' })
})

it('tells a refusal by its code, its sentence and its fields', async () => {
  const fields = [{ field: 'draft.amount_text', code: 'amount.zero', message: '须大于 0。' }]
  answer = () => ({ status: 422, body: { status: 422, code: 'fields.invalid', message: '有内容需要更正。', fields } })
  const refused = await createHttpPlatform().rpc('withdrawal.list_sheets', LIST, 'k').catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(CommandError)
  expect(refused).toMatchObject({ code: 'fields.invalid', message: '有内容需要更正。', fields })
})

it('reports offline with the time, and online again with the next answer', async () => {
  const states: boolean[] = []
  const platform = createHttpPlatform()
  platform.onConnection(({ online, since }) => {
    states.push(online)
    expect(since === null).toBe(online)
  })
  answer = () => 'down'
  await expect(platform.rpc('withdrawal.list_sheets', LIST, 'k')).rejects.toMatchObject({ code: 'client.offline' })
  answer = () => ({ status: 200, body: { sheets: [], more: false } })
  await platform.rpc('withdrawal.list_sheets', LIST, 'k')
  expect(states).toEqual([true, false, true])
})
