/**
 * The signatures of one sheet: read, counted at every change by the domain's rule, and saved soon after it. On a desktop
 * what is typed is safe on the machine at once and goes out when the server is there; a browser has only this page.
 */
import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import type { Contract } from '@/contract/commands'
import { CommandError, platform, rpc } from '@/platform'
import { formatClock } from '@/shared/format/time'
import { sentenceOf } from '@/shared/messages/errors'
import { useWriting } from '@/shared/writing'
import { whole, type PaperFile } from '../../attachment/papers'
import { openBallots, type SignatureRow } from './ballots'

export type SignatureSheet = Contract<'SignatureSheet'>
export type SignatureCount = Contract<'SignatureCount'>

const SAVE_AFTER_MS = 1_200

/** Signatures that somebody else entered meanwhile, until the person has chosen. */
export interface Conflict {
  version: number
  theirs: readonly SignatureRow[]
  /** The waiting write of a desktop that the choice settles. */
  itemId: string | null
}

function conflictIn(details: unknown, itemId: string | null): Conflict | null {
  const { version, rows } = (details ?? {}) as { version?: number; rows?: SignatureRow[] }
  return version !== undefined && rows ? { version, theirs: rows, itemId } : null
}

function sorted(rows: readonly SignatureRow[]): SignatureRow[] {
  return rows.map(({ unit_id, choice, signed_on }) => ({ unit_id, choice, signed_on })).sort((a, b) => (a.unit_id < b.unit_id ? -1 : 1))
}

export function useSignatures(sheetId: string, editable: () => boolean) {
  const sheet = shallowRef<SignatureSheet | null>(null)
  const error = ref<unknown>(null)
  const book = openBallots()
  /** Handed in since the submission; what came by other ways stands in the sheet's `papers`. */
  const files = ref<PaperFile[]>([])
  const signedVersion = ref(0)
  const count = shallowRef<SignatureCount | null>(null)
  const countError = ref('')
  const conflict = shallowRef<Conflict | null>(null)
  const savedAt = ref<Date | null>(null)
  const { busy, failure, send, clear } = useWriting()
  let saved = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  let counting: Promise<void> | null = null
  let counted = ''

  const faults = computed(() => new Map((count.value?.faults ?? []).flatMap((fault) => (fault.unit_id ? [[fault.unit_id, fault.message] as const] : []))))
  const otherVersion = computed(() => count.value?.faults.find(({ unit_id: unit }) => !unit)?.message ?? '')

  /** What would be sent now; rows that may not stand are left out of it. */
  function typed(): { rows: SignatureRow[]; attachments: PaperFile[] } {
    return { rows: book.rows().filter(({ unit_id: unit }) => !faults.value.has(unit)), attachments: files.value }
  }

  function load(answer: SignatureSheet): void {
    sheet.value = answer
    book.load(answer.ballots)
    files.value = (answer.attachments ?? []).map(whole)
    signedVersion.value ||= answer.signed_version
    saved = JSON.stringify({ rows: book.rows(), attachments: files.value })
  }

  async function read(): Promise<void> {
    error.value = null
    try {
      load(await rpc('withdrawal.get_signatures', { sheet_id: sheetId }))
      await countNow()
      await lookForConflict()
    } catch (problem) {
      error.value = problem
    }
  }

  /** One count at a time; the last change wins. */
  function countNow(): Promise<void> {
    counting ??= countAll().finally(() => (counting = null))
    return counting
  }

  async function countAll(): Promise<void> {
    for (;;) {
      const request = { sheet_id: sheetId, signed_version: Number(signedVersion.value) || 0, rows: book.rows(), papers: [...(sheet.value?.papers ?? []), ...files.value.map(({ paper }) => paper)] }
      const asked = JSON.stringify(request)
      if (asked === counted) return
      try {
        count.value = await rpc('withdrawal.count_signatures', request)
        countError.value = ''
        counted = asked
      } catch (problem) {
        countError.value = sentenceOf(problem)
        return
      }
    }
  }

  const dirty = ref(false)

  /** Saves what may stand; true when the server, or on a desktop this machine, has it. */
  async function save(): Promise<boolean> {
    clearTimeout(timer)
    if (!sheet.value || !editable() || conflict.value) return false
    await countNow()
    if (countError.value || otherVersion.value) return false
    const now = typed()
    const text = JSON.stringify(now)
    if (text === saved) {
      dirty.value = false
      return true
    }
    const { version } = sheet.value
    const answer = await send('withdrawal.enter_signatures', { sheet_id: sheetId, version, signed_version: Number(signedVersion.value) || 0, ...now })
    if (answer === null) {
      if (failure.value instanceof CommandError && failure.value.code === 'version.stale') conflict.value = conflictIn(failure.value.details, null)
      return false
    }
    saved = text
    savedAt.value = new Date()
    sheet.value = { ...sheet.value, version: answer.version }
    return JSON.stringify(typed()) === saved ? ((dirty.value = false), true) : save()
  }

  function changed(): void {
    if (!sheet.value) return
    dirty.value = true
    void countNow()
    clearTimeout(timer)
    timer = setTimeout(() => void save(), SAVE_AFTER_MS)
  }
  watch([book.entered, signedVersion], changed, { deep: false })
  watch(files, changed, { deep: true })

  /** On a desktop a write may be refused long after it was made. */
  async function lookForConflict(): Promise<void> {
    const items = (await platform().desk?.outbox()) ?? []
    const open = items.find((item) => item.subject_id === sheetId && item.command === 'withdrawal.enter_signatures' && item.state === 'conflict')
    conflict.value = open ? conflictIn(open.theirs, open.item_id) : conflict.value?.itemId ? null : conflict.value
  }

  async function settle(keep: 'mine' | 'theirs'): Promise<void> {
    const open = conflict.value
    if (!open || !sheet.value) return
    if (open.itemId !== null) await platform().desk?.resolve(open.itemId, keep)
    conflict.value = null
    clear()
    sheet.value = { ...sheet.value, version: open.version }
    if (keep === 'theirs') {
      book.load(open.theirs)
      saved = JSON.stringify(typed())
      dirty.value = false
      await countNow()
    } else if (open.itemId === null) {
      await save()
    }
  }

  /** What somebody else entered is shown where nothing typed here waits to be saved. */
  async function readQuietly(): Promise<void> {
    await lookForConflict()
    if (dirty.value || conflict.value || !sheet.value) return
    const answer = await rpc('withdrawal.get_signatures', { sheet_id: sheetId }).catch(() => null)
    if (answer === null || dirty.value) return
    const before = saved
    const theirs = JSON.stringify({ rows: sorted(answer.ballots), attachments: (answer.attachments ?? []).map(whole) })
    if (theirs === before) sheet.value = answer
    else load(answer)
  }

  onBeforeUnmount(platform().onChange(() => void readQuietly()))
  onBeforeUnmount(() => void save())

  const savedWords = computed(() => {
    if (failure.value && !conflict.value) return `未保存：${sentenceOf(failure.value)}`
    if (otherVersion.value) return '未保存：签字表版本不符'
    const faulty = faults.value.size > 0 ? `，${faults.value.size} 行有误未保存` : ''
    if (dirty.value && faulty === '') return '正在保存…'
    if (savedAt.value === null) return faulty === '' ? '录入后自动保存' : faulty.slice(1)
    return `已保存 ${formatClock(savedAt.value)}，${platform().kind === 'desktop' ? '本机' : '服务器'}${faulty}`
  })

  return { sheet, error, book, files, signedVersion, count, countError, faults, otherVersion, conflict, dirty, busy, savedWords, read, save, settle }
}
