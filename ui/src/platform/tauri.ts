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

/** The shell has one door: commands of the contract, and its own under `shell.` */
async function callShell<T>(command: string, request: unknown, key: string): Promise<T> {
  try {
    return (await invoke<{ ok: T }>('rpc', { command, request, key })).ok
  } catch (refusal) {
    throw asError(refusal)
  }
}

function base64(bytes: Uint8Array): string {
  const CHUNK = 0x8000
  let text = ''
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(text)
}

/** Subscribes now; the listener may be dropped before the subscription is confirmed. */
function subscribe<T>(event: string, listener: (payload: T) => void): () => void {
  const confirmed = listen<T>(event, ({ payload }) => listener(payload))
  return () => void confirmed.then((stop) => stop())
}

export function createTauriPlatform(): Platform {
  return {
    kind: 'desktop',
    rpc: <C extends Command>(command: C, request: RequestOf<C>, key: string) =>
      callShell<ResponseOf<C>>(command, request, key),
    serverAddress: () => callShell<string>('shell.server_address', {}, ''),
    onConnection(listener) {
      const stop = subscribe<Connection>('connection', listener)
      callShell<Connection>('shell.connection', {}, '').then(listener, () =>
        listener({ online: false, since: null, pending: 0, attention: 0 }),
      )
      return stop
    },
    onFeed: (listener) => subscribe<FeedAdvance>('feed', listener),
    saveFile: ({ suggestedName, bytes }: SaveFile) =>
      callShell<boolean>('shell.save_file', { suggested_name: suggestedName, base64: base64(bytes) }, ''),
    print: (pdf) => callShell<void>('shell.print', { base64: base64(pdf) }, ''),
  }
}
