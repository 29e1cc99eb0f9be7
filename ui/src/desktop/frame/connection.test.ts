import { describe, expect, it } from 'vitest'
import { clockWords, syncWords } from './connection'
import { pathOfHit, pathOfNotification } from './destinations'

describe('syncWords', () => {
  it('says how far it is only while there is something to say', () => {
    expect(syncWords({ state: 'idle', done: 0, total: 0 })).toBe('')
    expect(syncWords({ state: 'waiting', done: 0, total: 0 })).toBe('')
    expect(syncWords({ state: 'running', done: 0, total: 0 })).toBe('同步中 0%')
    expect(syncWords({ state: 'running', done: 1999, total: 2000 })).toBe('同步中 99%')
    expect(syncWords({ state: 'paused', done: 500, total: 2000 })).toBe('同步已暂停 25%')
  })
})

describe('clockWords', () => {
  it('says which way and how far the clock is off', () => {
    expect(clockWords(0)).toBe('')
    expect(clockWords(3)).toBe('本机时间快 3 分钟')
    expect(clockWords(-10)).toBe('本机时间慢 10 分钟')
    expect(clockWords(-180)).toBe('本机时间慢 3 小时')
  })
})

describe('destinations', () => {
  const hit = { kind: 'sheet', id: 's', community_id: null, building_id: null, title: '', detail: '', state: 'draft' } as const
  const notice = { id: 'n', kind: 'returned', subject_id: 's', title: '', detail: '', happened_at: '', read_at: null }

  it('opens a sheet where this person works on it', () => {
    expect(pathOfHit(hit, ['withdrawal.prepare'])).toBe('/withdrawal/s')
    expect(pathOfHit({ ...hit, state: 'paid' }, ['withdrawal.prepare'])).toBe('/withdrawal?sheet=s')
    expect(pathOfHit({ ...hit, state: 'paid' }, ['withdrawal.release'])).toBe('/review/s')
  })

  it('opens a unit in its building', () => {
    const unit = { ...hit, kind: 'unit', id: 'u', community_id: 'c', building_id: 'b', state: null } as const
    expect(pathOfHit(unit, [])).toBe('/estate/c?building=b&unit=u')
    expect(pathOfHit({ ...unit, kind: 'community', id: 'c', building_id: null }, [])).toBe('/estate/c')
  })

  it('opens the outbox for what the server did not take', () => {
    expect(pathOfNotification(notice, ['withdrawal.prepare'])).toBe('/withdrawal?sheet=s')
    expect(pathOfNotification({ ...notice, kind: 'conflict' }, ['withdrawal.prepare'])).toBe('/outbox')
  })
})
