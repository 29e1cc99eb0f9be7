import { describe, expect, it } from 'vitest'
import { outcome, written } from './words'

const counts = { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0, faults: 0, empty_rows: 0, total_rows: 0 }

describe('what an import came to', () => {
  it('says what was written and what was not', () => {
    expect(outcome({ ...counts, added: 1200, changed: 3, refused: 25 })).toBe(
      '新增 1,200 户，变更 3 户，0 户无变化。25 行有问题，没有导入，更正后可再次导入。',
    )
    expect(outcome({ ...counts, added: 820 })).toBe('新增 820 户，变更 0 户，0 户无变化。全部行都已导入。')
  })

  it('says that the same file again changes nothing', () => {
    expect(outcome({ ...counts, unchanged: 820 })).toBe('820 户与现有资料完全相同，没有任何变化。')
    expect(outcome({ ...counts, unchanged: 200, refused: 25 })).toContain('没有需要写入的内容')
    expect(written({ ...counts, unchanged: 820 })).toBe(0)
  })
})
