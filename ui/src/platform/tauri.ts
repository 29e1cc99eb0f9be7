/** The desktop window: commands go to the Rust side through one door, which keeps the cache, the drafts and the outbox. */
import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import type { Command, Contract, RequestOf, ResponseOf } from '@/contract/commands'
import { CommandError, type Connection, type FieldProblem, type OutboxItem, type Platform } from './index'

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

/** The shell has one door: commands of the contract, the desk's own under `desk.`, the window's own under `shell.` */
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
    serverAddress: () => callShell<string>('desk.server_address', {}, ''),
    onConnection(listener) {
      const stop = subscribe<Connection>('connection', listener)
      callShell<Connection>('desk.status', {}, '').then(listener, () =>
        listener({ online: false, since: null, pending: 0, attention: 0 }),
      )
      return stop
    },
    onChange: (listener) => subscribe('outbox', listener),
    saveFile({ suggestedName, bytes }) {
      const request = { suggested_name: suggestedName, base64: base64(bytes) }
      // What goes wrong is told by the window itself, where the place was asked for.
      return callShell<boolean>('shell.save_file', request, '').catch(() => false)
    },
    printFile: ({ title, bytes }) => callShell<'queued' | 'shown'>('shell.print', { title, base64: base64(bytes) }, ''),
    desk: {
      outbox: async () => (await callShell<{ items: OutboxItem[] }>('desk.outbox', {}, '')).items,
      resolve: (item_id, keep) => callShell<void>('desk.resolve_conflict', { item_id, keep }, crypto.randomUUID()),
      openWithEarlierPassword: async (user_name, password, earlier_password) => {
        const request = { user_name, password, earlier_password }
        return (await callShell<{ me: Contract<'Me'> }>('desk.open_with_earlier_password', request, '')).me
      },
    },
  }
}
