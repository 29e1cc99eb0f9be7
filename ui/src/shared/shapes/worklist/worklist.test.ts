import { mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { usePlatformForTest, type Platform } from '@/platform'
import Worklist from './Worklist.vue'

const ROWS = [
  { id: 'a', state: 'draft' },
  { id: 'b', state: 'draft' },
]
const CHIPS = [{ key: 'paid', label: '已拨付', keeps: (row: { state: string }) => row.state === 'paid' }]

function list(rows: typeof ROWS | null) {
  return mount(Worklist<(typeof ROWS)[number]>, {
    props: {
      name: 'test',
      label: '任务单',
      rows,
      error: null,
      keyOf: (row) => row.id,
      columns: [{ key: 'id', label: '编号', width: '1fr', text: (row) => row.id }],
      chips: CHIPS,
    },
    slots: { empty: '<p data-test="own-empty">还没有任务单</p>' },
  })
}

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  usePlatformForTest({ kind: 'browser' } as Platform)
  localStorage.clear()
})
afterEach(() => vi.unstubAllGlobals())

it('a filter that leaves nothing says so, asks for the rest of the list, and can be taken off', async () => {
  localStorage.setItem('anju.chips.test', '["paid"]')
  const worklist = list(null)
  await worklist.setProps({ rows: ROWS })
  expect(worklist.text()).toContain('没有符合筛选条件的任务单')
  expect(worklist.find('[data-test=own-empty]').exists()).toBe(false)
  expect(worklist.emitted('end')).toBeTruthy()
  await worklist.get('[data-test=clear-chips]').trigger('click')
  await nextTick()
  expect(worklist.find('[data-test=rows]').exists()).toBe(true)
})

it('an empty list speaks in the words of its page', () => {
  const worklist = list([])
  expect(worklist.find('[data-test=own-empty]').exists()).toBe(true)
})
