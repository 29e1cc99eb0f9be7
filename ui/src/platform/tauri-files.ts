/** Files on a desktop: kept encrypted as soon as they are taken in, sent behind by the client. */
import type { FileProgress, Files, KeptFile } from './files'

/** Calls the shell's one door. */
export type Call = <T>(command: string, request: unknown) => Promise<T>

/** Hears an event of the shell. */
export type Hear = <T>(event: string, listener: (payload: T) => void) => () => void

export function base64(bytes: Uint8Array): string {
  const CHUNK = 0x8000
  let text = ''
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(text)
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

export function createTauriFiles(call: Call, hear: Hear): Files {
  return {
    async add(sheet_id, file) {
      return call<KeptFile>('desk.attach', { sheet_id, base64: base64(new Uint8Array(await file.arrayBuffer())) })
    },
    remove: (sheet_id, sha256) => call<void>('desk.detach', { sheet_id, sha256 }),
    restore: async (sheet_id, sha256) => (await call<{ there: boolean }>('desk.attach_again', { sheet_id, sha256 })).there,
    states: async (sheet_id) => (await call<{ files: FileProgress[] }>('desk.attachments', { sheet_id })).files,
    onProgress: (listener) => hear<FileProgress>('attachment', listener),
    read: async (sheet_id, sha256) => bytesOf((await call<{ base64: string }>('desk.read_attachment', { sheet_id, sha256 })).base64),
  }
}
