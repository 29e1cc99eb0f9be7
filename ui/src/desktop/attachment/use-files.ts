/**
 * The files that a sheet is given: taken in one after the other, named in the sheet, sent behind. What cannot be taken is
 * said by its name; what was given up can be taken back.
 */
import { onBeforeUnmount, onMounted, reactive, ref, shallowRef, type Ref } from 'vue'
import { CommandError, platform, rpc, type FileProgress } from '@/platform'
import { FILES } from '@/shared/messages/attachment'
import { fieldSentences, sentenceOf } from '@/shared/messages/errors'
import { guessPaper, type PaperFile, type Rules } from './papers'

/** A file that is being taken in. */
export interface Taking {
  key: number
  name: string
  size: number
  sent: number
  cancel: () => void
}

/** A file that could not be taken. */
export interface Fault {
  name: string
  sentence: string
}

export interface Stage {
  stage: 'submission' | 'review' | 'settlement'
  kind: string
  emergency_kind: string
}

function sentenceOfFault(error: unknown): string {
  return fieldSentences(error)['file'] ?? (error instanceof CommandError ? sentenceOf(error) : FILES.unreadable)
}

export function useFiles(sheetId: string, files: Ref<PaperFile[]>, stage: () => Stage) {
  const rules = shallowRef<Rules | null>(null)
  const progress = reactive(new Map<string, FileProgress>())
  const taking = ref<Taking[]>([])
  const faults = ref<Fault[]>([])
  const removed = shallowRef<{ file: PaperFile; at: number } | null>(null)
  let keys = 0

  async function readRules(): Promise<void> {
    try {
      rules.value = await rpc('attachment.rules', stage())
    } catch (error) {
      faults.value = [{ name: '', sentence: sentenceOf(error) }]
    }
  }

  /** What can be said of a file before it is read. */
  function unfit({ size }: File): string | null {
    const limits = rules.value
    if (limits && size > limits.max_bytes) return FILES.tooLarge(size, limits.max_bytes)
    if (limits && files.value.length + taking.value.length >= limits.max_files) return FILES.tooMany(limits.max_files)
    return null
  }

  async function take(file: File): Promise<void> {
    const sentence = unfit(file)
    if (sentence !== null) {
      faults.value.push({ name: file.name, sentence })
      return
    }
    const stop = new AbortController()
    taking.value.push({ key: ++keys, name: file.name, size: file.size, sent: 0, cancel: () => stop.abort() })
    const key = keys
    const told = (sent: number): void => {
      const one = taking.value.find((own) => own.key === key)
      if (one) one.sent = sent
    }
    try {
      const kept = await platform().files.add(sheetId, file, stop.signal, told)
      const same = files.value.find(({ sha256 }) => sha256 === kept.sha256)
      if (same) faults.value.push({ name: file.name, sentence: FILES.twice(same.name) })
      else if (stop.signal.aborted) await platform().files.remove(sheetId, kept.sha256)
      else files.value.push({ ...kept, name: file.name, paper: guessPaper(file.name, kept.kind, rules.value?.papers ?? [], files.value) })
    } catch (error) {
      if (!stop.signal.aborted) faults.value.push({ name: file.name, sentence: sentenceOfFault(error) })
    } finally {
      taking.value = taking.value.filter((own) => own.key !== key)
    }
  }

  /** Takes files in, in their order. */
  async function add(list: readonly File[]): Promise<void> {
    faults.value = []
    for (const file of list) await take(file)
  }

  function remove(at: number): void {
    const [file] = files.value.splice(at, 1)
    if (!file) return
    removed.value = { file, at }
    void platform().files.remove(sheetId, file.sha256)
  }

  /** Takes the last removal back. */
  async function undo(): Promise<void> {
    const last = removed.value
    if (!last) return
    removed.value = null
    if (await platform().files.restore(sheetId, last.file.sha256)) files.value.splice(last.at, 0, last.file)
    else faults.value.push({ name: last.file.name, sentence: FILES.lost })
  }

  function move(at: number, by: -1 | 1): void {
    const [file] = files.value.splice(at, 1)
    if (file) files.value.splice(at + by, 0, file)
  }

  let stop: () => void = () => undefined
  onMounted(async () => {
    stop = platform().files.onProgress((one) => progress.set(one.sha256, one))
    await readRules()
    for (const one of await platform().files.states(sheetId).catch(() => [])) {
      if (!progress.has(one.sha256)) progress.set(one.sha256, one)
    }
  })
  onBeforeUnmount(() => stop())

  return { rules, progress, taking, faults, removed, add, remove, undo, move, readRules }
}
