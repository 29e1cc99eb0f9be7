import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { CommandError, usePlatformForTest, type Platform } from '@/platform'
import { emptyDraft, openDraft } from './draft'

interface Sent {
  version: number
  project: string
  key: string
}

const IDENTITY = { sheet_id: 's', community_id: 'c', community_name: '槐柏树街南里', version: 0, revises: null, revises_number: null }
let sent: Sent[]
let answers: (() => Promise<unknown>)[]

const rpc = (_command: string, request: unknown, key: string): Promise<unknown> => {
  const { version, draft } = request as { version: number; draft: { project: string } }
  sent.push({ version, project: draft.project, key })
  const saved = { sheet_id: 's', version: version + 1, saved_at: '2026-11-21T01:41:00Z' }
  return (answers.shift() ?? (() => Promise.resolve(saved)))()
}

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  answers = []
  usePlatformForTest({ kind: 'desktop', rpc } as unknown as Platform)
})
afterEach(() => vi.useRealTimers())

async function type(session: ReturnType<typeof openDraft>, project: string): Promise<void> {
  session.draft.project = project
  await nextTick()
}

describe('a draft', () => {
  it('is saved once after several changes, and says when', async () => {
    const session = openDraft(IDENTITY, emptyDraft())
    await type(session, '屋')
    await type(session, '屋面防水')
    await vi.advanceTimersByTimeAsync(1000)
    expect(sent.map(({ version, project }) => [version, project])).toEqual([[0, '屋面防水']])
    expect(session.savedWords.value).toBe('已保存 09:41，本机')
  })

  it('names the version that the save before was given', async () => {
    const session = openDraft(IDENTITY, emptyDraft())
    await type(session, '甲')
    await session.saveNow()
    await type(session, '乙')
    await session.saveNow()
    expect(sent.map(({ version }) => version)).toEqual([0, 1])
  })

  it('saves what changed while a save was under way', async () => {
    let answer: (value: unknown) => void = () => undefined
    answers.push(() => new Promise((resolve) => (answer = resolve)))
    const session = openDraft(IDENTITY, emptyDraft())
    await type(session, '甲')
    const saved = session.saveNow()
    await type(session, '乙')
    answer({ sheet_id: 's', version: 1, saved_at: '2026-11-21T01:41:00Z' })
    expect(await saved).toBe(true)
    expect(sent.map(({ version, project }) => [version, project])).toEqual([
      [0, '甲'],
      [1, '乙'],
    ])
  })

  it('repeats an unanswered save, body and key, before it sends anything newer', async () => {
    answers.push(() => Promise.reject(new CommandError('client.offline', '')))
    const session = openDraft(IDENTITY, emptyDraft())
    await type(session, '甲')
    expect(await session.saveNow()).toBe(false)
    expect(session.savedWords.value).toContain('未保存')
    await type(session, '乙')
    expect(await session.saveNow()).toBe(true)
    expect(sent.map(({ project }) => project)).toEqual(['甲', '甲', '乙'])
    expect(sent[1]?.key).toBe(sent[0]?.key)
    expect(sent[2]?.key).not.toBe(sent[0]?.key)
  })

  it('asks which version to keep when somebody else saved meanwhile, and goes on from theirs', async () => {
    const theirs = { version: 7, draft: { project: '丙' } }
    for (const keep of ['mine', 'theirs'] as const) {
      sent = []
      answers = [() => Promise.reject(new CommandError('version.stale', '', [], theirs))]
      const session = openDraft(IDENTITY, emptyDraft())
      await type(session, '甲')
      await session.saveNow()
      expect(session.conflict.value?.draft.project).toBe('丙')
      session.settle(keep)
      await nextTick()
      await session.saveNow()
      expect(sent.at(-1)).toMatchObject({ version: 7, project: keep === 'mine' ? '甲' : '丙' })
    }
  })

  it('keeps a refused save unsaved and sends it under a new key', async () => {
    answers.push(() => Promise.reject(new CommandError('withdrawal.not_a_draft', '已被他人修改。')))
    const session = openDraft(IDENTITY, emptyDraft())
    await type(session, '甲')
    expect(await session.saveNow()).toBe(false)
    expect(session.savedWords.value).toBe('未保存：已被他人修改。')
    expect(await session.saveNow()).toBe(true)
    expect(sent[1]?.key).not.toBe(sent[0]?.key)
  })
})
