import { nextTick } from 'vue'
import { beforeEach, expect, it } from 'vitest'
import { openTab, openTabsOf, tabs } from './tabs'

beforeEach(() => localStorage.clear())

it('brings back what this person had open, and nothing of another', async () => {
  openTabsOf('a')
  openTab('/review/1', '110102-2026-000001')
  await nextTick()
  openTabsOf('b')
  expect(tabs).toEqual([])
  openTab('/review/2', '110102-2026-000002')
  await nextTick()
  openTabsOf('b')
  expect(tabs.map(({ path }) => path)).toEqual(['/review/2'])
})

it('begins with nothing where something else was kept', () => {
  localStorage.setItem('anju.tabs', '[{"path":"/review/1","title":"x"}]')
  openTabsOf('a')
  expect(tabs).toEqual([])
})
