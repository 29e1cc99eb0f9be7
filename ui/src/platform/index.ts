/**
 * What a screen may ask of the machine it runs on. A window and a browser answer the same questions, so a screen never
 * knows which one it is in.
 */
import type { Command, Contract, RequestOf, ResponseOf } from '@/contract/commands'
import type { Files } from './files'

export type { FileProgress, Files, KeptFile } from './files'

/** A field of the request that was refused, with a code and a sentence for the person. */
export type FieldProblem = Contract<'FieldProblem'>

/** A refused or failed command. Screens switch on `code`; `message` is the server's own sentence. */
export class CommandError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly fields: readonly FieldProblem[] = [],
    readonly details: unknown = null,
  ) {
    super(message)
    this.name = 'CommandError'
  }
}

/** Whether the server answers, since when it does not, how many writes wait, and how many need a person. */
export interface Connection {
  online: boolean
  /** UTC instant of the last answer of the server, when offline. */
  since: string | null
  /** Writes that wait to be sent or answered. */
  pending: number
  /** Writes that were refused or are in conflict. */
  attention: number
  /** Notifications that were not read. */
  unread: number
  /** How far what this machine keeps is behind the server. */
  sync: SyncProgress
  /** How many minutes this machine's clock is ahead of the server's, below zero if it is behind; 0 within two. */
  clock_ahead_minutes: number
}

/** `waiting`: not compared with the server yet; `idle`: up to date; `running`, `paused`: so many of so many entries. */
export interface SyncProgress {
  state: 'waiting' | 'idle' | 'running' | 'paused'
  done: number
  total: number
}

/** A connection of which nothing is known but whether it is there. */
export function plainConnection(online: boolean, since: string | null): Connection {
  return { online, since, pending: 0, attention: 0, unread: 0, sync: { state: 'waiting', done: 0, total: 0 }, clock_ahead_minutes: 0 }
}

/** Something that the person was told without having asked. */
export interface Notification {
  id: string
  /** The fate of a sheet, `awaits`, or `refused` and `conflict` of the outbox. */
  kind: string
  subject_id: string
  title: string
  detail: string
  happened_at: string
  read_at: string | null
}

/** Something that this machine keeps and a search has found. */
export interface Hit {
  kind: 'sheet' | 'community' | 'unit'
  id: string
  community_id: string | null
  building_id: string | null
  title: string
  detail: string
  /** The state of a sheet. */
  state: string | null
}

/** One write that this desk keeps until the server has settled it. */
export interface OutboxItem {
  item_id: string
  command: string
  subject_id: string
  state: 'waiting' | 'sent' | 'accepted' | 'refused' | 'conflict' | 'resolved'
  queued_at: string
  settled_at: string | null
  /** What was written here. */
  mine: unknown
  /** What the server has instead, of a conflict. */
  theirs: unknown
  problem: Contract<'Problem'> | null
}

/** What only a desktop keeps: its outbox, and the encrypted desk behind a password. */
export interface Desk {
  outbox(): Promise<readonly OutboxItem[]>
  /** Settles a conflict or puts a refused item aside. */
  resolve(itemId: string, keep: 'mine' | 'theirs'): Promise<void>
  /** Opens a desk that is still wrapped with the password before the last change. */
  openWithEarlierPassword(userName: string, password: string, earlier: string | null, captcha: Contract<'CaptchaAnswer'> | null): Promise<Contract<'Me'>>
  /** Which key store holds this machine's secrets, and whether it can be used. */
  keyStore(): Promise<'system' | 'file_new' | 'file_locked' | 'file_open'>
  /** Opens the key file of a machine without a key store; the first passphrase makes it. */
  unlockKeyFile(passphrase: string): Promise<void>
  /** The certificate numbers of the signing keys on this machine, the one used last first. */
  keys(): Promise<readonly string[]>
  /** The first use of a signing key, which makes it on this machine. */
  confirmKey(number: string, password: string, captcha: Contract<'CaptchaAnswer'>): Promise<void>
  signInWithKey(number: string, password: string, captcha: Contract<'CaptchaAnswer'> | null): Promise<Contract<'Me'>>
  /** The newest first. */
  notifications(): Promise<readonly Notification[]>
  /** Marks one as read, or all. */
  readNotification(id: string | null): Promise<void>
  /** Sheets, communities and units by number, name, reading or address; also without the server. */
  search(text: string): Promise<readonly Hit[]>
  /** Where the server is and who said so; by nobody, the person is asked. */
  server(): Promise<ServerAddress>
  /** Takes another address and another way to it, if a server answers there; the page begins anew then. */
  setServer(address: string, proxy: string): Promise<void>
  /** 诊断包: states and the last lines of the log, where the person says; whether it was saved. */
  saveDiagnostics(): Promise<boolean>
  /** Stops filling this machine, or goes on with it. */
  pauseSync(paused: boolean): Promise<void>
}

/** The server of this machine. */
export interface ServerAddress {
  address: string
  said: 'switch' | 'environment' | 'policy' | 'person' | 'default' | 'nobody'
  may_be_changed: boolean
  /** `system`, `none`, or the proxy's address. */
  proxy: string
  proxy_may_be_changed: boolean
}

export interface SaveFile {
  suggestedName: string
  mediaType: string
  bytes: Uint8Array
}

export interface PrintFile {
  /** What the printer's queue shows; nobody's name. */
  title: string
  /** A PDF file. */
  bytes: Uint8Array
}

export type Unsubscribe = () => void

export interface Platform {
  readonly kind: 'desktop' | 'browser'
  /** `key` names one intention: sent again with the same key, a write has one effect. */
  rpc<C extends Command>(command: C, request: RequestOf<C>, key: string): Promise<ResponseOf<C>>
  /** Where the server is, as a person would write it. */
  serverAddress(): Promise<string>
  /** Calls at once with the present state, then at each change. */
  onConnection(listener: (connection: Connection) => void): Unsubscribe
  /** Something that lists and counts show may be different now. */
  onChange(listener: () => void): Unsubscribe
  /** The files of sheets. */
  readonly files: Files
  /** Writes a file where the person says, and says whether it did; absent where the machine offers no such place. */
  saveFile?(file: SaveFile): Promise<boolean>
  /** Hands a PDF to the printer, or opens the viewer that prints it; no file on the way. */
  printFile(file: PrintFile): Promise<'queued' | 'shown'>
  /** Absent in a browser, which keeps nothing. */
  desk?: Desk
}

let chosen: Platform | undefined

/** Chooses the window's shell or the network, once, before the first screen. */
export async function startPlatform(): Promise<void> {
  const inWindow = '__TAURI_INTERNALS__' in window
  chosen = inWindow
    ? (await import('./tauri')).createTauriPlatform()
    : (await import('./http')).createHttpPlatform()
}

/** Puts another platform in place; component tests answer commands themselves. */
export function usePlatformForTest(platform: Platform): void {
  chosen = platform
}

export function platform(): Platform {
  if (!chosen) throw new Error('startPlatform() runs before the first screen')
  return chosen
}

let sessionEnded: () => void = () => undefined

/** Who is told when the server no longer knows this session. */
export function onSessionEnded(listener: () => void): void {
  sessionEnded = listener
}

/** Sends a command. A screen that may send the same intention twice keeps its `key`; otherwise each call has its own. */
export async function rpc<C extends Command>(
  command: C,
  request: RequestOf<C>,
  key: string = crypto.randomUUID(),
): Promise<ResponseOf<C>> {
  try {
    return await platform().rpc(command, request, key)
  } catch (error) {
    if (error instanceof CommandError && error.code === 'session.required') sessionEnded()
    throw error
  }
}
