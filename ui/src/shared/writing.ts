/**
 * One write of a form: whether it is on its way, and what the server found wrong with it. Without an answer it may have
 * had its effect, so the same body goes out again under the same key.
 */
import { computed, ref } from 'vue'
import type { Command, RequestOf, ResponseOf } from '@/contract/commands'
import { CommandError, rpc } from '@/platform'
import { fieldSentences, sentenceOf } from './messages/errors'

export function useWriting() {
  const busy = ref(false)
  const failure = ref<unknown>(null)
  let unanswered: { key: string; body: string } | null = null

  const wrong = computed(() => fieldSentences(failure.value))
  /** Somebody else wrote first: what was typed stays, the version has to be read again. */
  const stale = computed(() => failure.value instanceof CommandError && failure.value.code === 'version.stale')
  /** The sentence above the form, when no field carries it and it is not about the version. */
  const sentence = computed(() =>
    failure.value === null || stale.value || Object.keys(wrong.value).length > 0 ? '' : sentenceOf(failure.value),
  )

  /** The answer, or null with `failure` set; nothing while another write is on its way. */
  async function send<C extends Command>(command: C, request: RequestOf<C>): Promise<ResponseOf<C> | null> {
    if (busy.value) return null
    busy.value = true
    failure.value = null
    const body = JSON.stringify([command, request])
    if (unanswered?.body !== body) unanswered = { key: crypto.randomUUID(), body }
    try {
      const answer = await rpc(command, request, unanswered.key)
      unanswered = null
      return answer
    } catch (error) {
      failure.value = error
      if (error instanceof CommandError && error.code !== 'client.offline') unanswered = null
      return null
    } finally {
      busy.value = false
    }
  }

  return { busy, failure, wrong, stale, sentence, send, clear: () => void (failure.value = null) }
}
