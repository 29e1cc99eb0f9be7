import { flushPromises, mount } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { usePlatformForTest, type Platform } from '@/platform'
import CommunityPage from './CommunityPage.vue'

const BUILDINGS = ['1号楼', '2号楼'].map((name, at) => ({
  building_id: `b${at + 1}`,
  name,
  entrance_count: 1,
  floor_count: 1,
  unit_count: 1,
  total_area_dm2: 0,
  has_lift: false,
}))
const COMMUNITY = {
  community: { name: '甜水园', address: '', building_count: 2, unit_count: 2, total_area_dm2: 0 },
  buildings: BUILDINGS,
  selling_organisations: [],
}
const show = vi.fn()
const UnitGrid = defineComponent({
  setup(_, { expose }) {
    expose({ show })
    return () => h('div')
  },
})
const read = vi.fn()

async function pageAt(address: string) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/estate', component: { template: '<p />' } },
      { path: '/estate/:communityId', component: CommunityPage },
    ],
  })
  await router.push(address)
  const page = mount({ template: '<RouterView />' }, { global: { plugins: [router], stubs: { UnitGrid } } })
  await flushPromises()
  return { router, current: () => page.find('nav [aria-current]').text() }
}

beforeEach(() => {
  show.mockClear()
  read.mockReset()
  read.mockImplementation((command: string, request: { building_id?: string }) =>
    Promise.resolve(
      command === 'estate.get_community' ? COMMUNITY : { units: [{ unit_id: `u-${request.building_id}` }], more: false },
    ),
  )
  usePlatformForTest({ kind: 'browser', rpc: read } as unknown as Platform)
})

it('begins with the first building when the address names none, or one of another community', async () => {
  expect((await pageAt('/estate/c')).current()).toContain('1号楼')
  expect((await pageAt('/estate/c?building=b9&unit=u-b1')).current()).toContain('1号楼')
  expect(show).not.toHaveBeenCalled()
})

it('opens the building and marks the unit that the address names, also when the address changes', async () => {
  const { router, current } = await pageAt('/estate/c?building=b2&unit=u-b2')
  expect(current()).toContain('2号楼')
  expect(show).toHaveBeenLastCalledWith('u-b2')
  await router.push('/estate/c?building=b1&unit=u-b1')
  await flushPromises()
  expect(current()).toContain('1号楼')
  expect(show).toHaveBeenLastCalledWith('u-b1')
})
