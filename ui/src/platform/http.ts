/**
 * The browser at /desk: every command goes to the server; nothing is kept, so there is no outbox. The session's tokens
 * are cookies that no script can read; they outlive a reload, and are shared by the tabs of one browser.
 */
import type { Command, Contract, RequestOf, ResponseOf } from '@/contract/commands'
import { createHttpFiles } from './http-files'
import { CommandError, plainConnection, type Connection, type Platform, type PrintFile, type SaveFile } from './index'

/** Held by the one tab that exchanges worn tokens: a second exchange with the same token would end the session. */
const RENEWING = 'anju-session'

async function readProblem(response: Response): Promise<CommandError> {
  const problem: Partial<Contract<'Problem'>> = await response.json().catch(() => ({}))
  const code = problem.code ?? `http.${response.status}`
  return new CommandError(code, problem.message ?? '', problem.fields, problem.details)
}

function isEnded(error: unknown): boolean {
  return error instanceof CommandError && error.code === 'session.required'
}

/** One at a time among all tabs; among this page's commands where the browser has no locks. */
let last: Promise<unknown> = Promise.resolve()
function alone<T>(work: () => Promise<T>): Promise<T> {
  const { locks } = navigator as { locks?: LockManager | null }
  if (locks) return locks.request(RENEWING, work) as Promise<T>
  const mine = last.then(work, work)
  last = mine.catch(() => undefined)
  return mine
}

export function createHttpPlatform(): Platform {
  /** Counts the sessions that this page has seen begin or go on. */
  let renewals = 0
  const listeners = new Set<(connection: Connection) => void>()
  let connection: Connection = plainConnection(true, null)

  function report(online: boolean): void {
    if (online === connection.online) return
    connection = plainConnection(online, online ? null : new Date().toISOString())
    listeners.forEach((listener) => listener(connection))
  }
  window.addEventListener('offline', () => report(false))
  window.addEventListener('online', () => report(true))

  async function ask(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...init.headers, 'x-anju-session': 'cookie' }
    let response: Response
    try {
      response = await fetch(`/api/v1/${path}`, { credentials: 'same-origin', ...init, headers })
    } catch (error) {
      // The person gave it up, the server did not.
      if (init.signal?.aborted) throw error
      report(false)
      throw new CommandError('client.offline', '')
    }
    report(true)
    if (!response.ok) throw await readProblem(response)
    return response
  }

  async function send<C extends Command>(command: C, request: RequestOf<C>, key: string): Promise<ResponseOf<C>> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key }
    const response = await ask(command, { method: 'POST', headers, body: JSON.stringify(request) })
    return (await response.json()) as ResponseOf<C>
  }

  /** Does it again after worn tokens were exchanged, by this request, another one, or another tab. */
  async function again<T>(attempt: () => Promise<T>, seen: number): Promise<T> {
    return alone(async () => {
      if (renewals === seen) {
        try {
          // Another tab may have exchanged them while this one waited.
          return await attempt()
        } catch (error) {
          if (!isEnded(error)) throw error
        }
        await send('identity.refresh', { refresh_token: '' }, crypto.randomUUID())
        renewals += 1
      }
      return attempt()
    })
  }

  /** Does it once more with new tokens if those that it was done with were worn. */
  async function withTokens<T>(attempt: () => Promise<T>): Promise<T> {
    const seen = renewals
    try {
      return await attempt()
    } catch (error) {
      if (!isEnded(error)) throw error
      return again(attempt, seen)
    }
  }

  return {
    kind: 'browser',
    rpc<C extends Command>(command: C, request: RequestOf<C>, key: string) {
      const attempt = () => send(command, request, key)
      return command === 'identity.sign_out' ? attempt() : withTokens(attempt)
    },
    files: createHttpFiles((path, init) => withTokens(() => ask(path, init))),
    serverAddress: () => Promise.resolve(window.location.host),
    onConnection(listener) {
      listeners.add(listener)
      listener(connection)
      return () => void listeners.delete(listener)
    },
    onChange: () => () => undefined,
    saveFile(file: SaveFile) {
      const url = URL.createObjectURL(new Blob([file.bytes.slice().buffer], { type: file.mediaType }))
      const link = Object.assign(document.createElement('a'), { href: url, download: file.suggestedName })
      link.click()
      URL.revokeObjectURL(url)
      return Promise.resolve(true)
    },
    /** The browser's own viewer prints it; its address ends with the tab that shows it. */
    printFile({ bytes }: PrintFile) {
      const url = URL.createObjectURL(new Blob([bytes.slice().buffer], { type: 'application/pdf' }))
      if (window.open(url, '_blank') === null) {
        URL.revokeObjectURL(url)
        return Promise.reject(new CommandError('browser.popup_blocked', ''))
      }
      return Promise.resolve('shown')
    },
  }
}
