/** One try to get in: on its way, refused with what, and whether the next one needs a captcha. */
import { ref } from 'vue'
import type { Contract } from '@/contract/commands'
import { CommandError } from '@/platform'
import { fieldSentences, sentenceOf } from '@/shared/messages/errors'

export type CaptchaAnswer = Contract<'CaptchaAnswer'>

const ASKED = ['captcha.required', 'captcha.wrong']

function asksCaptcha(error: unknown): boolean {
  if (!(error instanceof CommandError)) return false
  const details = error.details as { captcha?: boolean } | null
  return ASKED.includes(error.code) || details?.captcha === true
}

export function useSignIn() {
  const wrong = ref<Record<string, string>>({})
  const failure = ref('')
  const busy = ref(false)
  const captchaAsked = ref(false)
  const captcha = ref<CaptchaAnswer | null>(null)
  /** Counts the tries: a captcha is used up by each, and drawn anew. */
  const tries = ref(0)

  /** Runs a try unless something is missing; `true` when it succeeded. `other` takes what it understands itself. */
  async function attempt(missing: Record<string, string>, run: () => Promise<void>, other?: (error: unknown) => void): Promise<boolean> {
    failure.value = ''
    const noCaptcha = captchaAsked.value && !captcha.value?.text.trim()
    wrong.value = noCaptcha ? { ...missing, captcha: '请填写图片中的验证码。' } : missing
    if (Object.keys(wrong.value).length > 0 || busy.value) return false
    busy.value = true
    try {
      await run()
      return true
    } catch (error) {
      other?.(error)
      captchaAsked.value ||= asksCaptcha(error)
      wrong.value = fieldSentences(error)
      if (Object.keys(wrong.value).length === 0) failure.value = sentenceOf(error)
      return false
    } finally {
      tries.value += 1
      busy.value = false
    }
  }

  return { wrong, failure, busy, captchaAsked, captcha, tries, attempt }
}
