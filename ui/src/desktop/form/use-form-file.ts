/**
 * One form on its way to paper: made, looked at, printed or saved, and put on record. What stands on the screen is what
 * is printed; a second print is made anew, because it bears the next number.
 */
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import type { Contract } from '@/contract/commands'
import { platform, rpc } from '@/platform'
import { sentenceOf } from '@/shared/messages/errors'
import type { FormCode } from './forms'

export type NoticeFormat = Contract<'NoticeFormat'>

export interface FormJob {
  sheetId: string
  form: FormCode
  /** Asked for on the page 补打. */
  reprint: boolean
}

/** A form that was made. */
interface Made {
  file: Contract<'RenderFormResponse'>
  bytes: Uint8Array
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

export function useFormFile(job: FormJob, paper: Ref<NoticeFormat>) {
  const made = shallowRef<Made | null>(null)
  const error = ref<unknown>(null)
  /** What is under way. */
  const busy = ref<Contract<'PrintWay'> | null>(null)
  const failure = ref('')
  const done = ref('')
  /** The paper on the screen went out; the next one bears another number. */
  let out = false

  async function make(): Promise<void> {
    error.value = null
    try {
      const request = { sheet_id: job.sheetId, form: job.form, paper: paper.value, reprint: job.reprint }
      const file = await rpc('form.render', request)
      made.value = { file, bytes: bytesOf(file.pdf_base64) }
      out = false
    } catch (failed) {
      error.value = failed
    }
  }

  async function record({ file }: Made, way: Contract<'PrintWay'>): Promise<void> {
    if (file.draft) return
    await rpc('form.record_print', {
      print_id: crypto.randomUUID(),
      sheet_id: job.sheetId,
      form: job.form,
      place: file.place,
      reprint: file.reprint,
      way,
      printed_at: new Date().toISOString(),
    })
  }

  /** Sends the paper on its way; `hand` says in words how it went, or null if it did not. */
  async function send(way: Contract<'PrintWay'>, hand: (of: Made) => Promise<string | null>): Promise<void> {
    if (busy.value !== null) return
    busy.value = way
    failure.value = done.value = ''
    try {
      if (out) await make()
      const going = made.value
      if (going === null || error.value !== null) return
      const words = await hand(going)
      if (words === null) return
      out = true
      await record(going, way)
      const { file } = going
      done.value = file.draft ? `${words}。草稿不计打印次数。` : `${words}，已登记：工作站 ${file.place.workstation} 第 ${file.place.print_count} 次打印。`
    } catch (failed) {
      failure.value = sentenceOf(failed)
    } finally {
      busy.value = null
    }
  }

  const print = (): Promise<void> =>
    send('printer', async ({ file, bytes }) => {
      const went = await platform().printFile({ title: file.file_name, bytes })
      return went === 'queued' ? '已交给打印机' : '已打开打印窗口，请在其中点“打印”'
    })
  const save = (): Promise<void> =>
    send('file', async ({ file, bytes }) => {
      const saved = await platform().saveFile?.({ suggestedName: file.file_name, mediaType: 'application/pdf', bytes })
      return saved ? '已另存为 PDF' : null
    })

  watch(paper, make, { immediate: true })
  return { made, error, busy, failure, done, canSave: computed(() => platform().saveFile !== undefined), make, print, save }
}
