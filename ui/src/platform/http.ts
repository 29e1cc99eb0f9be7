/**
 * The browser at /desk: every command goes to the server; nothing is kept, so there is no outbox. The token lives in
 * this module's memory only, out of reach of storage that another page could read.
 */
import type { Command, Contract, RequestOf, ResponseOf } from '@/contract/commands'
import { createHttpFiles } from './http-files'
import { CommandError, type Connection, type Platform, type SaveFile } from './index'

type Tokens = Contract<'SessionTokens'>

async function readProblem(response: Response): Promise<CommandError> {
  const problem: Partial<Contract<'Problem'>> = await response.json().catch(() => ({}))
  const code = problem.code ?? `http.${response.status}`
  return new CommandError(code, problem.message ?? '', problem.fields, problem.details)
}

export function createHttpPlatform(): Platform {
  let tokens: Tokens | null = null
  let renewing: Promise<void> | null = null
  const listeners = new Set<(connection: Connection) => void>()
  let connection: Connection = { online: true, since: null, pending: 0, attention: 0 }

  function report(online: boolean): void {
    if (online === connection.online) return
    connection = { online, since: online ? null : new Date().toISOString(), pending: 0, attention: 0 }
    listeners.forEach((listener) => listener(connection))
  }
  window.addEventListener('offline', () => report(false))
  window.addEventListener('online', () => report(true))

  async function ask(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...init.headers, ...(tokens === null ? {} : { authorization: `Bearer ${tokens.access_token}` }) }
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
    const answer = (await response.json()) as ResponseOf<C>
    if (command === 'identity.sign_in') tokens = (answer as ResponseOf<'identity.sign_in'>).tokens
    if (command === 'identity.sign_out') tokens = null
    return answer
  }

  /** Exchanges worn tokens once, however many commands found them worn at the same time. */
  async function renew(worn: Tokens): Promise<boolean> {
    if (tokens === worn) renewing ??= exchange(worn).finally(() => (renewing = null))
    if (renewing) await renewing
    return tokens !== null
  }

  async function exchange({ refresh_token }: Tokens): Promise<void> {
    try {
      tokens = await send('identity.refresh', { refresh_token }, crypto.randomUUID())
    } catch {
      tokens = null
    }
  }

  /** Does it once more with new tokens if those that it was done with were worn. */
  async function withTokens<T>(attempt: () => Promise<T>): Promise<T> {
    const used = tokens
    try {
      return await attempt()
    } catch (error) {
      const worn = error instanceof CommandError && error.code === 'session.required' && used !== null
      if (!worn || !(await renew(used))) throw error
      return attempt()
    }
  }

  return {
    kind: 'browser',
    rpc: <C extends Command>(command: C, request: RequestOf<C>, key: string) => withTokens(() => send(command, request, key)),
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
    },
  }
}
