import { mount } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useHotkeys } from './hotkeys'

const pick = vi.fn()
const back = vi.fn()
const Screen = defineComponent({
  setup: () =>
    useHotkeys('办理', [
      { keys: '2', shown: '2', does: '选择第 2 项意见', run: pick },
      { keys: 'alt+left', shown: 'Alt+←', does: '返回', run: back },
    ]),
  template:
    '<input data-test="words"><input type="radio" data-test="radio"><div aria-modal="true"><button data-test="in-dialog" /></div>',
})
let screen: ReturnType<typeof mount>

beforeEach(() => {
  pick.mockClear()
  back.mockClear()
  screen = mount(Screen, { attachTo: document.body })
})
afterEach(() => screen.unmount())

it('a digit belongs to what is typed, but not to a radio that takes no letters', async () => {
  await screen.get('[data-test=words]').trigger('keydown', { key: '2' })
  expect(pick).not.toHaveBeenCalled()
  await screen.get('[data-test=radio]').trigger('keydown', { key: '2' })
  expect(pick).toHaveBeenCalledOnce()
})

it('a key that is pressed with Alt is another one', async () => {
  await screen.get('[data-test=radio]').trigger('keydown', { key: '2', altKey: true })
  expect(pick).not.toHaveBeenCalled()
  await screen.get('[data-test=radio]').trigger('keydown', { key: 'ArrowLeft', altKey: true })
  expect(back).toHaveBeenCalledOnce()
})

it('behind a dialog the screen does nothing', async () => {
  await screen.get('[data-test=in-dialog]').trigger('keydown', { key: '2' })
  expect(pick).not.toHaveBeenCalled()
})

it('a dialog has keys of its own', async () => {
  const turn = vi.fn()
  const Dialog = defineComponent({
    setup: () => useHotkeys('打印预览', [{ keys: 'n', shown: 'N', does: '下一页', run: turn }], { inDialog: true }),
    template: '<div aria-modal="true"><button data-test="own" /></div>',
  })
  const dialog = mount(Dialog, { attachTo: document.body })
  await dialog.get('[data-test=own]').trigger('keydown', { key: 'n' })
  expect(turn).toHaveBeenCalledOnce()
  dialog.unmount()
})
