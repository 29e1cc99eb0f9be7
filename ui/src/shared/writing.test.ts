import { beforeEach, expect, it } from 'vitest'
import { CommandError, usePlatformForTest, type Platform } from '@/platform'
import { useWriting } from './writing'

let keys: string[]
let answers: (() => unknown)[]

beforeEach(() => {
  keys = []
  answers = []
  const rpc = (_: string, __: unknown, key: string): Promise<unknown> => {
    keys.push(key)
    return Promise.resolve().then(() => answers.shift()?.())
  }
  usePlatformForTest({ rpc } as unknown as Platform)
})

const COMMAND = 'identity.reset_password'
const REQUEST = { user_id: 'u', version: 1, initial_password: 'chu-shi-2026' }
const refuse = (code: string, field?: string) => () => {
  throw new CommandError(code, '一句话。', field === undefined ? [] : [{ field, code: 'x', message: '旁边的话。' }])
}

it('sends what was not answered again under its key, and a changed body under another', async () => {
  answers = [refuse('client.offline'), refuse('client.offline'), () => ({ user_id: 'u', version: 2 })]
  const { send, failure } = useWriting()
  expect(await send(COMMAND, REQUEST)).toBeNull()
  expect(await send(COMMAND, REQUEST)).toBeNull()
  expect(await send(COMMAND, { ...REQUEST, version: 2 })).toEqual({ user_id: 'u', version: 2 })
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).not.toBe(keys[0])
  expect(failure.value).toBeNull()
})

it('takes a refusal for an answer: the next try is another intention', async () => {
  answers = [refuse('fields.invalid', 'initial_password'), () => ({ user_id: 'u', version: 2 })]
  const { send, wrong, sentence } = useWriting()
  await send(COMMAND, REQUEST)
  expect(wrong.value).toEqual({ initial_password: '旁边的话。' })
  expect(sentence.value).toBe('')
  await send(COMMAND, REQUEST)
  expect(keys[1]).not.toBe(keys[0])
})

it('tells a stale version apart and sends one write at a time', async () => {
  answers = [refuse('version.stale')]
  const { send, stale, sentence } = useWriting()
  const first = send(COMMAND, REQUEST)
  expect(await send(COMMAND, REQUEST)).toBeNull()
  await first
  expect(keys).toHaveLength(1)
  expect(stale.value).toBe(true)
  expect(sentence.value).toBe('')
})
