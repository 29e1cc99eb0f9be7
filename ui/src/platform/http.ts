/**
 * The browser at /desk: every command goes to the server; nothing is kept, so there is no outbox. The session's tokens
 * are cookies that no script can read; they outlive a reload, and are shared by the tabs of one browser.
 */
import type { Command, Contract, RequestOf, ResponseOf } from '@/contract/commands'
import { CommandError, type Connection, type Platform, type SaveFile } from './index'

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
  if ('locks' in navigator) return navigator.locks.request(RENEWING, work) as Promise<T>
  const mine = last.then(work, work)
  last = mine.catch(() => undefined)
  return mine
}

export function createHttpPlatform(): Platform {
  /** Counts the sessions that this page has seen begin or go on. */
  let renewals = 0
  const listeners = new Set<(connection: Connection) => void>()
  let connection: Connection = { online: true, since: null, pending: 0, attention: 0 }

  function report(online: boolean): void {
    if (online === connection.online) return
    connection = { online, since: online ? null : new Date().toISOString(), pending: 0, attention: 0 }
    listeners.forEach((listener) => listener(connection))
  }
  window.addEventListener('offline', () => report(false))
  window.addEventListener('online', () => report(true))

  async function send<C extends Command>(command: C, request: RequestOf<C>, key: string): Promise<ResponseOf<C>> {
    let response: Response
    try {
      response = await fetch(`/api/v1/${command}`, {
        method: 'POST',
        credentials: 'same-origin',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          'x-anju-session': 'cookie',
        },
        body: JSON.stringify(request),
      })
    } catch {
      report(false)
      throw new CommandError('client.offline', '')
    }
    report(true)
    if (!response.ok) throw await readProblem(response)
    return (await response.json()) as ResponseOf<C>
  }

  /** Sends again after worn tokens were exchanged, by this command, another one, or another tab. */
  async function sendRenewed<C extends Command>(command: C, request: RequestOf<C>, key: string, seen: number): Promise<ResponseOf<C>> {
    return alone(async () => {
      if (renewals === seen) {
        try {
          // Another tab may have exchanged them while this one waited.
          return await send(command, request, key)
        } catch (error) {
          if (!isEnded(error)) throw error
        }
        await send('identity.refresh', { refresh_token: '' }, crypto.randomUUID())
        renewals += 1
      }
      return send(command, request, key)
    })
  }

  return {
    kind: 'browser',
    async rpc<C extends Command>(command: C, request: RequestOf<C>, key: string) {
      const seen = renewals
      try {
        return await send(command, request, key)
      } catch (error) {
        if (!isEnded(error) || command === 'identity.sign_out') throw error
        return sendRenewed(command, request, key, seen)
      }
    },
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
    },
  }
}
