/**
 * The browser at /desk: every command goes to the server; nothing is kept, so there is no outbox. The token lives in
 * this module's memory only, out of reach of storage that another page could read.
 */
import type { Command, Contract, RequestOf, ResponseOf } from '@/contract/commands'
import { CommandError, type Connection, type Platform, type PrintFile, type SaveFile } from './index'

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

  async function send<C extends Command>(command: C, request: RequestOf<C>, key: string): Promise<ResponseOf<C>> {
    let response: Response
    try {
      response = await fetch(`/api/v1/${command}`, {
        method: 'POST',
        credentials: 'same-origin',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          ...(tokens === null ? {} : { authorization: `Bearer ${tokens.access_token}` }),
        },
        body: JSON.stringify(request),
      })
    } catch {
      report(false)
      throw new CommandError('client.offline', '')
    }
    report(true)
    if (!response.ok) throw await readProblem(response)
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

  return {
    kind: 'browser',
    async rpc<C extends Command>(command: C, request: RequestOf<C>, key: string) {
      const used = tokens
      try {
        return await send(command, request, key)
      } catch (error) {
        const worn = error instanceof CommandError && error.code === 'session.required' && used !== null
        if (!worn || !(await renew(used))) throw error
        return send(command, request, key)
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
