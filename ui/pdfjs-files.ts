/** What pdf.js fetches while it reads a document, as files of the application: character maps, stand-in fonts, decoders. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const FOLDERS = ['cmaps', 'standard_fonts', 'wasm'] as const

export function pdfjsFiles(): Plugin {
  const home = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))
  return {
    name: 'pdfjs-files',
    apply: 'build',
    generateBundle() {
      for (const folder of FOLDERS) {
        for (const name of readdirSync(join(home, folder))) {
          this.emitFile({ type: 'asset', fileName: `pdfjs/${folder}/${name}`, source: readFileSync(join(home, folder, name)) })
        }
      }
    },
  }
}
