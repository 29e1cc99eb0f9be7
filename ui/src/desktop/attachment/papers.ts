/** Files of a sheet as the screens hold them, and which paper a new one probably is. */
import type { Contract } from '@/contract/commands'

export type PaperFile = Required<Contract<'PaperFile'>>
export type Rules = Contract<'AttachmentRulesResponse'>
export type Choice = Contract<'PaperChoice'>

/** A file of the wire, whole. */
export function whole(file: Contract<'PaperFile'>): PaperFile {
  return { paper: '', name: '', kind: '', size_bytes: 0, orientation: 1, ...file }
}

/**
 * The paper that a file probably is: what its name says, else the first needed one that is still missing, else a
 * photograph for a photograph; the person can change it.
 */
export function guessPaper(name: string, kind: string, choices: readonly Choice[], there: readonly PaperFile[]): string {
  const missing = choices.find(({ code, needed }) => needed && !there.some(({ paper }) => paper === code))
  const stem = name.replace(/\.[^.]*$/, '')
  const named = choices.find(({ label }) => stem.includes(label) || (stem.length > 1 && label.includes(stem)))
  const spoken = choices.find(({ label }) => ['合同', '预算', '照片', '结算', '签字'].some((word) => stem.includes(word) && label.includes(word)))
  const photograph = kind === 'jpg' ? choices.find(({ code }) => code === 'site_photos') : undefined
  const last = choices.find(({ code }) => code === 'other')
  return (named ?? spoken ?? missing ?? photograph ?? last)?.code ?? ''
}
