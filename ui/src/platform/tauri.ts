/** The desktop window: commands go to the Rust side through one door, which keeps the cache, the drafts and the outbox. */
import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import type { Command, Contract, RequestOf, ResponseOf } from '@/contract/commands'
import {
  CommandError,
  plainConnection,
  type Connection,
  type FieldProblem,
  type Hit,
  type Notification,
  type OutboxItem,
  type Platform,
} from './index'
import { base64, createTauriFiles } from './tauri-files'

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

/** Subscribes now; the listener may be dropped before the subscription is confirmed. */
function subscribe<T>(event: string, listener: (payload: T) => void): () => void {
  const confirmed = listen<T>(event, ({ payload }) => listener(payload))
  return () => void confirmed.then((stop) => stop())
}

/** How long changes that come together are gathered before a list reads again, in milliseconds. */
const GATHER = 150

/** Calls once for what comes at about the same time, such as the hundreds of parts of a first synchronisation. */
function gather(listener: () => void): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  return () => {
    waiting ??= setTimeout(() => {
      waiting = undefined
      listener()
    }, GATHER)
  }
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
        listener(plainConnection(false, null)),
      )
      return stop
    },
    onChange(listener) {
      const together = gather(listener)
      const stops = ['outbox', 'synced'].map((event) => subscribe(event, together))
      return () => stops.forEach((stop) => stop())
    },
    saveFile({ suggestedName, bytes }) {
      const request = { suggested_name: suggestedName, base64: base64(bytes) }
      // What goes wrong is told by the window itself, where the place was asked for.
      return callShell<boolean>('shell.save_file', request, '').catch(() => false)
    },
    files: createTauriFiles((command, request) => callShell(command, request, ''), subscribe),
    printFile: ({ title, bytes }) => callShell<'queued' | 'shown'>('shell.print', { title, base64: base64(bytes) }, ''),
    desk: {
      keyStore: () => callShell('desk.key_store', {}, ''),
      unlockKeyFile: (passphrase) => callShell<void>('desk.unlock_key_file', { passphrase }, ''),
      keys: async () => (await callShell<{ numbers: string[] }>('desk.keys', {}, '')).numbers,
      confirmKey: (certificate_number, password, captcha) => callShell<void>('desk.confirm_key', { certificate_number, password, captcha }, ''),
      signInWithKey: async (certificate_number, password, captcha) => {
        const request = { certificate_number, password, captcha }
        return (await callShell<{ me: Contract<'Me'> }>('desk.sign_in_with_key', request, '')).me
      },
      outbox: async () => (await callShell<{ items: OutboxItem[] }>('desk.outbox', {}, '')).items,
      resolve: (item_id, keep) => callShell<void>('desk.resolve_conflict', { item_id, keep }, crypto.randomUUID()),
      openWithEarlierPassword: async (user_name, password, earlier_password, captcha) => {
        const request = { user_name, password, earlier_password, captcha }
        return (await callShell<{ me: Contract<'Me'> }>('desk.open_with_earlier_password', request, '')).me
      },
      notifications: async () => (await callShell<{ items: Notification[] }>('desk.notifications', {}, '')).items,
      readNotification: (id) => callShell<void>('desk.read_notification', { id }, ''),
      search: async (text) => (await callShell<{ hits: Hit[] }>('desk.search', { text }, '')).hits,
      server: () => callShell('shell.server', {}, ''),
      setServer: (address, proxy) => callShell<void>('shell.set_server', { address, proxy }, ''),
      saveDiagnostics: () => callShell<boolean>('shell.save_diagnostics', {}, ''),
      pauseSync: (paused) => callShell<void>(paused ? 'desk.pause_sync' : 'desk.continue_sync', {}, ''),
    },
  }
}
