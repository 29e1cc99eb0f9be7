import { expect, it } from 'vitest'
import { guessPaper, whole, type Choice } from './papers'
import { turnedRight } from './orientation'

const CHOICES: Choice[] = [
  { code: 'signed_sheet', label: '业主签字确认表', needed: true },
  { code: 'contract', label: '施工合同', needed: false },
  { code: 'site_photos', label: '现场照片', needed: false },
  { code: 'other', label: '其他材料', needed: false },
]
const SIGNED = whole({ sha256: 'a', paper: 'signed_sheet' })

it('takes a file for what its name says, then for what is missing, then for what it shows', () => {
  const guess = (name: string, kind: string, there = [SIGNED]): string => guessPaper(name, kind, CHOICES, there)
  expect(guess('3号楼屋面施工合同.pdf', 'pdf')).toBe('contract')
  expect(guess('合同扫描件.pdf', 'pdf', [])).toBe('contract')
  expect(guess('扫描0001.pdf', 'pdf', [])).toBe('signed_sheet')
  expect(guess('IMG_2031.jpg', 'jpg')).toBe('site_photos')
  expect(guess('扫描0001.pdf', 'pdf')).toBe('other')
})

it('comes back to where it was after four quarter turns', () => {
  for (let start = 1; start <= 8; start += 1) {
    const turns = [1, 2, 3, 4].reduce<number[]>((all) => [...all, turnedRight(all.at(-1) ?? start)], [])
    expect(turns.at(-1)).toBe(start)
    expect(new Set(turns).size).toBe(4)
  }
})
