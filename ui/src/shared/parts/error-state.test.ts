import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { CommandError } from '@/platform'
import ErrorState from './ErrorState.vue'

const shown = (error: unknown) => mount(ErrorState, { props: { error } })

it('offers to try again what may succeed another time', async () => {
  const page = shown(new CommandError('http.503', ''))
  await page.get('[data-test=retry]').trigger('click')
  expect(page.emitted('retry')).toHaveLength(1)
})

it('offers nothing to a person whose permissions do not reach that far', () => {
  const page = shown(new CommandError('permission.missing', '您没有“管理用户”的权限。请联系系统管理员开通。'))
  expect(page.find('[data-test=retry]').exists()).toBe(false)
  expect(page.text()).toContain('请联系系统管理员开通')
})
