import { expect, it } from 'vitest'
import { newFirstPassword } from './first-password'

it('meets the rules: ten characters, letters and digits, none that look alike', () => {
  for (let time = 0; time < 200; time += 1) {
    expect(newFirstPassword()).toMatch(/^[a-hjkmnp-z]{4}-[2-9]{4}-[a-hjkmnp-z]{4}$/)
  }
})

it('passes over bytes that would favour some characters', () => {
  const bytes = [255, 254, 253, 0, 1, 2, 3, 0, 1, 2, 3, 252, 251, 4, 5]
  expect(newFirstPassword(() => bytes.shift() ?? 0)).toBe('abcd-2345-zyef')
})
