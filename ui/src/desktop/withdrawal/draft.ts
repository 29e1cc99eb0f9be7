/**
 * The task sheet at hand. Every change is saved soon after it is made, one save at a time, each naming the version that
 * the one before was given; what could not be saved stays on the page and is tried again.
 */
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import type { Contract, RequestOf } from '@/contract/commands'
import { CommandError, platform, rpc } from '@/platform'
import { formatClock } from '@/shared/format/time'
import { sentenceOf } from '@/shared/messages/errors'
import { whole, type PaperFile } from '../attachment/papers'
import { connection } from '../frame/connection'
import { openScope } from './use-scope'

export type Draft = Omit<Required<Contract<'Draft'>>, 'attachments'> & { attachments: PaperFile[] }
export type SheetView = Contract<'SheetView'>

const SAVE_AFTER_MS = 600

export function emptyDraft(): Draft {
  return {
    project: '',
    part: '',
    reason: '',
    kind: 'planned',
    emergency_kind: '',
    contractor: '',
    contract_no: '',
    amount_text: '',
    payee_name: '',
    payee_bank: '',
    payee_account: '',
    handler: '',
    phone: '',
    basis: 'area',
    ticked_buildings: [],
    saved_units: [],
    exclusions: [],
    attachments: [],
  }
}

/** A draft of the wire, whole. */
export function wholeDraft(from: Contract<'Draft'>): Draft {
  return { ...emptyDraft(), ...from, attachments: (from.attachments ?? []).map(whole) }
}

export interface SheetIdentity {
  sheet_id: string
  community_id: string
  community_name: string
  version: number
  revises: string | null
  /** The number of the sheet that this one revises, if that was submitted. */
  revises_number: string | null
}

export type DraftSession = ReturnType<typeof openDraft>

export function openDraft(identity: SheetIdentity, from: Contract<'Draft'>) {
  const sheet = reactive({ ...identity })
  const draft = reactive<Draft>(wholeDraft(from))
  const savedAt = ref<string | null>(null)
  const failure = ref<unknown>(null)
  const dirty = ref(false)
  /** What somebody else saved meanwhile, until the person has chosen. */
  const conflict = shallowRef<{ version: number; draft: Draft } | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<boolean> | null = null
  let unanswered: { key: string; request: RequestOf<'withdrawal.save_draft'> } | null = null

  function snapshot(): RequestOf<'withdrawal.save_draft'> {
    const { sheet_id, community_id, version, revises } = sheet
    return { sheet_id, community_id, version, revises, draft: JSON.parse(JSON.stringify(draft)) as Draft }
  }

  /** Sends one save. Without an answer it may have had its effect: the same body goes out again under the same key. */
  async function deliver(): Promise<boolean> {
    if (!unanswered) {
      dirty.value = false
      unanswered = { key: crypto.randomUUID(), request: snapshot() }
    }
    try {
      const answer = await rpc('withdrawal.save_draft', unanswered.request, unanswered.key)
      unanswered = null
      sheet.version = answer.version
      savedAt.value = answer.saved_at
      failure.value = null
      return true
    } catch (error) {
      failure.value = error
      if (error instanceof CommandError && error.code !== 'client.offline') {
        unanswered = null
        dirty.value = true
        if (error.code === 'version.stale') conflict.value = theirsIn(error)
      }
      return false
    }
  }

  async function saveAll(): Promise<boolean> {
    while (unanswered || dirty.value) {
      if (!(await deliver())) return false
    }
    return true
  }

  /** Saves what is not saved; true when nothing is left unsaved. */
  function saveNow(): Promise<boolean> {
    clearTimeout(timer)
    saving ??= saveAll().finally(() => (saving = null))
    return saving
  }

  function changed(): void {
    dirty.value = true
    clearTimeout(timer)
    timer = setTimeout(() => void saveNow(), SAVE_AFTER_MS)
  }

  /** Goes on from the other version, with what was typed here or with what stands there. */
  function settle(keep: 'mine' | 'theirs'): void {
    const theirs = conflict.value
    if (!theirs) return
    conflict.value = null
    sheet.version = theirs.version
    if (keep === 'mine') changed()
    else Object.assign(draft, theirs.draft)
  }

  watch(draft, changed)
  watch(
    () => connection.online,
    (online) => online && failure.value !== null && void saveNow(),
  )

  const savedWords = computed(() => {
    if (failure.value) return `未保存：${sentenceOf(failure.value)}`
    if (dirty.value) return '正在保存…'
    if (savedAt.value === null) return sheet.version > 0 ? '已保存' : '填写后自动保存'
    return `已保存 ${formatClock(savedAt.value)}，${platform().kind === 'desktop' ? '本机' : '服务器'}`
  })

  return { sheet, draft, scope: openScope(identity.community_id, draft), savedWords, failure, conflict, settle, changed, saveNow }
}

function theirsIn(error: CommandError): { version: number; draft: Draft } {
  const { version, draft } = error.details as { version: number; draft: Contract<'Draft'> }
  return { version, draft: wholeDraft(draft) }
}

const sessions = new Map<string, DraftSession>()

/** Keeps a sheet that was just started or read, so that its steps share it. */
export function keepDraft(session: DraftSession): DraftSession {
  sessions.set(session.sheet.sheet_id, session)
  return session
}

/** The sheet's session; read from the server or the cache when this window has not opened it yet. */
export async function draftOf(sheetId: string): Promise<DraftSession> {
  const open = sessions.get(sheetId)
  if (open) return open
  const { draft, ...view } = await rpc('withdrawal.get_sheet', { sheet_id: sheetId })
  return keepDraft(openDraft({ ...view, revises: view.revises ?? null, revises_number: view.revises_number ?? null }, draft))
}

/** Forgets a sheet that was submitted or cancelled. */
export function dropDraft(sheetId: string): void {
  sessions.delete(sheetId)
}

export function forgetDrafts(): void {
  sessions.clear()
}
