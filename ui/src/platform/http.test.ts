import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createHttpPlatform } from './http'
import { CommandError } from './index'

type Sent = { command: string; headers: Record<string, string>; key: string | null }

let sent: Sent[]
/** The pair that the browser's cookies hold; a script cannot see it. */
let pair: number
let answer: (command: string) => { status: number; body: unknown } | 'down'

const ENDED = { status: 401, body: { code: 'session.required', message: '' } }

beforeEach(() => {
  sent = []
  pair = 0
  vi.stubGlobal('fetch', (url: string, { headers }: { headers: Record<string, string> }) => {
    const command = url.replace('/api/v1/', '')
    sent.push({ command, headers, key: headers['idempotency-key'] ?? null })
    const given = answer(command)
    if (given === 'down') return Promise.reject(new TypeError('no network'))
    return Promise.resolve(new Response(JSON.stringify(given.body), { status: given.status }))
  })
})
afterEach(() => vi.unstubAllGlobals())

const LIST = { tab: 'applied', after: null } as const

it('asks for cookies and never handles a token', async () => {
  answer = () => ({ status: 200, body: {} })
  const platform = createHttpPlatform()
  await platform.rpc('identity.sign_in', { user_name: 'a', password: 'b', device: '' }, 'k')
  await platform.rpc('withdrawal.list_sheets', LIST, 'k')
  expect(sent.map(({ headers }) => headers['x-anju-session'])).toEqual(['cookie', 'cookie'])
  expect(sent.some(({ headers }) => 'authorization' in headers)).toBe(false)
})

it('renews a worn token once for several commands and sends them again under their keys', async () => {
  answer = (command) => {
    if (command === 'identity.refresh') {
      pair += 1
      return { status: 200, body: {} }
    }
    return pair === 1 ? { status: 200, body: { sheets: [], more: false } } : ENDED
  }
  const platform = createHttpPlatform()
  await Promise.all([platform.rpc('withdrawal.list_sheets', LIST, 'one'), platform.rpc('withdrawal.list_sheets', LIST, 'two')])
  expect(sent.filter(({ command }) => command === 'identity.refresh')).toHaveLength(1)
  expect(sent.slice(-2).map(({ key }) => key).sort()).toEqual(['one', 'two'])
})

it('uses what another tab exchanged meanwhile instead of exchanging again', async () => {
  answer = () => {
    const given = pair === 1 ? { status: 200, body: { sheets: [], more: false } } : ENDED
    pair = 1
    return given
  }
  await createHttpPlatform().rpc('withdrawal.list_sheets', LIST, 'k')
  expect(sent.map(({ command }) => command)).toEqual(['withdrawal.list_sheets', 'withdrawal.list_sheets'])
})

it('lets the end of the session be known when it cannot be renewed', async () => {
  answer = () => ENDED
  await expect(createHttpPlatform().rpc('withdrawal.list_sheets', LIST, 'k')).rejects.toMatchObject({ code: 'session.required' })
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
