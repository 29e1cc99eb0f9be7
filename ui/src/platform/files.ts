/** What a screen may ask of the machine about the files of a sheet. */
import type { Contract } from '@/contract/commands'

/** A file as it is kept: cleaned of what an image need not tell, and named by its content. */
export type KeptFile = Contract<'StoredFile'>

/** How far the server has a file of this machine. */
export interface FileProgress {
  sha256: string
  size_bytes: number
  sent_bytes: number
  state: 'waiting' | 'sent' | 'refused'
  /** Why the server does not take it. */
  problem: Contract<'Problem'> | null
}

export interface Files {
  /**
   * Takes a file in. On a desktop it is kept at once and sent behind; in a browser it is sent now, and `progress` is told
   * how much of it has gone.
   */
  add(sheetId: string, file: Blob, signal: AbortSignal, progress: (sentBytes: number) => void): Promise<KeptFile>
  /** The sheet gives a file up: what of it is not sent stays here. */
  remove(sheetId: string, sha256: string): Promise<void>
  /** The sheet wants it after all; false if its bytes are gone. */
  restore(sheetId: string, sha256: string): Promise<boolean>
  /** The files of a sheet that this machine sends; empty in a browser. */
  states(sheetId: string): Promise<readonly FileProgress[]>
  onProgress(listener: (progress: FileProgress) => void): () => void
  /** The bytes of a file that the sheet names. */
  read(sheetId: string, sha256: string): Promise<Uint8Array>
}
