import { expect, it } from 'vitest'
import { emptyDraft } from '../withdrawal/draft'
import { FORMS, formOf } from './forms'

type Sheet = Parameters<(typeof FORMS)[number]['isOf']>[0]

function sheet(kind: string, shortfall: number | null): Sheet {
  const submitted = shortfall === null ? null : { units: [{ shortfall_fen: 0 }, { shortfall_fen: shortfall }], on_paper: { kind } }
  return { draft: { ...emptyDraft(), kind }, submitted } as Sheet
}

function codes(of: Sheet): string[] {
  return FORMS.filter(({ isOf }) => isOf(of)).map(({ code }) => code)
}

it('offers a submitted sheet what it has', () => {
  expect(codes(sheet('planned', 0))).toEqual(['task_sheet', 'signature_table', 'allocation_register'])
  expect(codes(sheet('planned', 1))).toContain('shortfall_notices')
  expect(codes(sheet('emergency', 1))).not.toContain('signature_table')
})

it('offers a draft the two forms that are looked over before it is submitted', () => {
  expect(codes(sheet('planned', null))).toEqual(['task_sheet', 'signature_table'])
  expect(codes(sheet('emergency', null))).toEqual(['task_sheet'])
})

it('knows forms by their codes', () => {
  expect(formOf('task_sheet')?.button).toBe('打印任务单')
  expect(formOf('other')).toBeUndefined()
})
