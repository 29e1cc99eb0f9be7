import { expect, it } from 'vitest'
import { CellLayer } from './cell-layer'
import { layOut } from './layout'

const UNIT = {
  unit_id: '101',
  entrance: '1单元',
  floor: '1',
  room: '101',
  area_dm2: 8950,
  entrance_ordinal: 1,
  floor_ordinal: 1,
  room_ordinal: 1,
  excluded_reason: null,
}

it('a cell says its name, its state and whether it is ticked, and writes only what is new', () => {
  const root = document.createElement('div')
  const layer = new CellLayer(root)
  layer.build(layOut([UNIT]), () => ({ id: '101', name: '1单元 101' }))
  const cell = root.querySelector('[role=gridcell]')
  layer.update(0, 'plain', false, '1单元 101')
  expect(cell?.getAttribute('aria-label')).toBe('1单元 101，未参与分摊')
  expect(cell?.getAttribute('aria-selected')).toBe('false')

  const written: string[] = []
  const set = Element.prototype.setAttribute.bind(cell)
  Object.assign(cell ?? {}, { setAttribute: (name: string, value: string) => (written.push(name), set(name, value)) })
  layer.update(0, 'plain', true, '1单元 101')
  expect(cell?.getAttribute('aria-selected')).toBe('true')
  expect(written).toEqual(['aria-selected'])
  layer.update(0, 'short', true, '1单元 101')
  expect(cell?.getAttribute('aria-label')).toBe('1单元 101，参与分摊，余额不足')
})
