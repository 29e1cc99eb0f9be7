import { expect, it } from 'vitest'
import { entranceName } from './place'

it.each([
  ['1', '1单元'],
  ['2单元', '2单元'],
  ['东门', '东门'],
  ['', ''],
])('entrance "%s" is "%s"', (entrance, name) => expect(entranceName(entrance)).toBe(name))
