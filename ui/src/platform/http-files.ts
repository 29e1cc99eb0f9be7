/** Files in a browser: sent at once, in pieces that go on where the server stands, and never kept. */
import type { Contract } from '@/contract/commands'
import { CommandError } from './index'
import type { Files, KeptFile } from './files'

/** Bytes of a piece: a second or two of a slow line. */
const PIECE = 256 * 1024
/** How often a file may have to go on elsewhere than it was thought to. */
const MOST_TURNS = 8

/** Sends a request in this session; a refusal is thrown. */
export type Ask = (path: string, init: RequestInit) => Promise<Response>

async function nameOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Where the server stands, if it refused a piece because it stands elsewhere. */
function elsewhere(error: unknown): number | null {
  if (!(error instanceof CommandError)) return null
  if (error.code === 'attachment.damaged_on_the_way') return 0
  if (error.code !== 'attachment.elsewhere') return null
  return (error.details as { received_bytes: number }).received_bytes
}

export function createHttpFiles(ask: Ask): Files {
  async function send(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal, progress: (sent: number) => void): Promise<KeptFile> {
    const name = await nameOf(bytes)
    let offset = 0
    for (let turns = 0; turns <= MOST_TURNS; ) {
      progress(offset)
      const path = `attachments/${name}?size=${bytes.length}&offset=${offset}`
      try {
        const answer = await ask(path, { method: 'PUT', body: bytes.subarray(offset, offset + PIECE), signal })
        const { stored, received_bytes } = (await answer.json()) as Contract<'PieceTaken'>
        if (stored) return stored
        offset = received_bytes
      } catch (error) {
        const at = elsewhere(error)
        if (at === null) throw error
        offset = at
        turns += 1
      }
    }
    throw new CommandError('attachment.not_sent', '')
  }

  return {
    async add(_, file, signal, progress) {
      return send(new Uint8Array(await file.arrayBuffer()), signal, progress)
    },
    remove: () => Promise.resolve(),
    restore: () => Promise.resolve(true),
    states: () => Promise.resolve([]),
    onProgress: () => () => undefined,
    async read(sheetId, sha256) {
      const answer = await ask(`attachments/${sha256}?sheet=${sheetId}`, { method: 'GET' })
      return new Uint8Array(await answer.arrayBuffer())
    },
  }
}
