/**
 * 导入楼盘表: look first, then import what was looked at. The file stays in this page's memory and goes to the server
 * alone; nothing of it is kept on this machine.
 */
import { computed, ref, shallowRef } from 'vue'
import type { Contract } from '@/contract/commands'
import { rpc } from '@/platform'
import { newId } from '@/shared/ids'
import { sentenceOf } from '@/shared/messages/errors'
import { useWriting } from '@/shared/writing'
import { WORDS } from './words'

/** The largest file that the server takes, in bytes. */
const MOST_BYTES = 20 * 1024 * 1024
/** How often a command under way is asked how far it is. */
const ASK_EVERY_MS = 400

export interface Progress {
  words: string
  done: number
  /** 0 while nobody knows how much there is. */
  total: number
  stopping: boolean
}

function readFile(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(new Error(WORDS.unreadable))
    // "data:…;base64," stands before what is wanted.
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,?/, ''))
    reader.readAsDataURL(file)
  })
}

export function useImport(communityId: string) {
  const fileName = ref('')
  const content = ref('')
  const preview = shallowRef<Contract<'ImportPreview'> | null>(null)
  const report = shallowRef<Contract<'ImportReport'> | null>(null)
  const wrong = ref('')
  const progress = ref<Progress | null>(null)
  const writing = useWriting()
  const at = computed(() => (report.value ? 2 : preview.value ? 1 : 0))

  /** Runs a command and asks how far it is until it has answered. */
  async function watched<T>(job: string, words: string, run: () => Promise<T>): Promise<T> {
    progress.value = { words, done: 0, total: 0, stopping: false }
    const asking = setInterval(async () => {
      const now = await rpc('estate.watch_import', { job_id: job }).catch(() => null)
      if (!now?.running || progress.value === null) return
      progress.value = { ...progress.value, words: now.stage, done: now.done, total: now.total }
    }, ASK_EVERY_MS)
    try {
      return await run()
    } finally {
      clearInterval(asking)
      progress.value = null
    }
  }

  let job = newId()

  async function look(file: File): Promise<void> {
    again()
    fileName.value = file.name
    if (file.size > MOST_BYTES) {
      wrong.value = WORDS.tooLarge
      return
    }
    job = newId()
    try {
      content.value = await readFile(file)
      const request = { community_id: communityId, content_base64: content.value, job_id: job }
      preview.value = await watched(job, WORDS.reading, () => rpc('estate.preview_import', request))
    } catch (failure) {
      wrong.value = failure instanceof Error && failure.message === WORDS.unreadable ? failure.message : sentenceOf(failure)
    }
  }

  async function importGood(): Promise<void> {
    if (preview.value === null) return
    const request = { community_id: communityId, version: preview.value.version, content_base64: content.value, job_id: job }
    const done = await watched(job, WORDS.sending, () => writing.send('estate.import', request))
    if (done !== null) report.value = done
    else wrong.value = writing.stale.value ? WORDS.stale : writing.sentence.value
  }

  async function stop(): Promise<void> {
    if (progress.value === null) return
    progress.value = { ...progress.value, stopping: true }
    await rpc('estate.stop_import', { job_id: job }).catch(() => null)
  }

  function again(): void {
    preview.value = null
    report.value = null
    wrong.value = ''
    content.value = ''
    writing.clear()
  }

  return { fileName, preview, report, wrong, progress, at, look, importGood, stop, again }
}
