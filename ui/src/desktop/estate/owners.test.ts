import { describe, expect, it } from 'vitest'
import { isFound } from './find'
import { ownersOf } from './owners'

function unit(owner_name: string, co_owners: { name: string; share: string | null }[], owner_count = Math.max(1, co_owners.length)) {
  return { owner_name, owner_count, co_owners } as unknown as Parameters<typeof ownersOf>[0]
}

describe('owners', () => {
  it('names every co-owner with the share, where the records state it', () => {
    expect(ownersOf(unit('万国嘉', []))).toBe('万国嘉')
    expect(ownersOf(unit('', []))).toBe('未登记')
    expect(ownersOf(unit('万国嘉', [{ name: '万国嘉', share: '1/3' }, { name: '杜博', share: null }]))).toBe('万国嘉（1/3）、杜博')
    expect(ownersOf(unit('万国嘉', [], 3))).toBe('万国嘉 等 3 人')
  })

  it('finds a text that holds every word', () => {
    expect(isFound('槐柏树街南里 西城区', '西城 槐柏')).toBe(true)
    expect(isFound('槐柏树街南里 西城区', '朝阳')).toBe(false)
  })
})
