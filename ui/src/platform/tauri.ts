/** The desktop window: commands go to the Rust side through one door, which keeps the cache, the drafts and the outbox. */
import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import type { Command, RequestOf, ResponseOf } from '@/contract/commands'
import { CommandError, type Connection, type FeedAdvance, type FieldProblem, type Platform, type SaveFile } from './index'

interface Refusal {
  code: string
  message: string
  fields?: FieldProblem[]
  details?: unknown
}

function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value
}

function asError(refusal: unknown): CommandError {
  return isRefusal(refusal)
    ? new CommandError(refusal.code, refusal.message, refusal.fields, refusal.details)
    : new CommandError('shell.failed', '')
}

async function callShell<T>(name: string, args: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(name, args)
  } catch (refusal) {
    throw asError(refusal)
  }
}

/** Subscribes now; the listener may be dropped before the subscription is confirmed. */
function subscribe<T>(event: string, listener: (payload: T) => void): () => void {
  const confirmed = listen<T>(event, ({ payload }) => listener(payload))
  return () => void confirmed.then((stop) => stop())
}

export function createTauriPlatform(): Platform {
  return {
    kind: 'desktop',
    async rpc<C extends Command>(command: C, request: RequestOf<C>, key: string) {
      const answer = await callShell<{ ok: ResponseOf<C> }>('rpc', { command, request, key })
      return answer.ok
    },
    serverAddress: () => callShell<string>('server_address', {}),
    onConnection(listener) {
      const stop = subscribe<Connection>('connection', listener)
      callShell<Connection>('connection', {}).then(listener, () =>
        listener({ online: false, since: null, pending: 0 }),
      )
      return stop
    },
    onFeed: (listener) => subscribe<FeedAdvance>('feed', listener),
    saveFile: (file: SaveFile) =>
      callShell<boolean>('save_file', { suggestedName: file.suggestedName, bytes: Array.from(file.bytes) }),
    print: (pdf) => callShell<void>('print', { bytes: Array.from(pdf) }),
  }
}
