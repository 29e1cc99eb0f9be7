import { expect, it } from 'vitest'
import type { OutboxItem } from '@/platform'
import { differences, nameOf, subjectsOf } from './describe'

function conflict(mine: object, theirs: object): OutboxItem {
  return {
    item_id: 'i',
    command: 'withdrawal.save_draft',
    subject_id: 's',
    state: 'conflict',
    queued_at: '2026-11-21T01:00:00Z',
    settled_at: null,
    mine: { draft: mine },
    theirs: { draft: theirs },
    problem: null,
  }
}

it('names each field that the two sides have differently, and no other', () => {
  const item = conflict({ project: '屋面', part: '3号楼', saved_units: ['a', 'b'] }, { project: '屋面防水', part: '3号楼', saved_units: ['b', 'a'] })
  expect(differences(item)).toEqual([{ label: '维修项目', mine: '屋面', theirs: '屋面防水' }])
})

it('sees other units where there are as many', () => {
  expect(differences(conflict({ saved_units: ['a'] }, { saved_units: ['b'] }))).toEqual([
    { label: '参与分摊的房屋', mine: '1 户', theirs: '1 户' },
  ])
})

it('compares nothing where a side holds no draft', () => {
  expect(differences({ ...conflict({}, {}), theirs: null })).toEqual([])
  expect(nameOf(conflict({}, {}))).toBe('保存任务单草稿')
})

it('names a sheet by the project that was typed last', () => {
  const submission = { ...conflict({}, {}), mine: { sheet_id: 's' } }
  const items = [submission, conflict({ project: '屋面防水' }, {}), conflict({ project: '屋面' }, {})]
  expect(subjectsOf(items).get('s')).toBe('屋面防水')
})
