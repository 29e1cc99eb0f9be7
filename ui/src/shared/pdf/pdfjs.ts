/**
 * pdf.js, loaded with the first document. Its worker, character maps and stand-in fonts are files of the application, so
 * that nothing is fetched from elsewhere. The legacy build, because pages also open in Chromium 109 and in WebKitGTK.
 */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'

export type PdfDocument = PDFDocumentProxy
export type PdfPage = PDFPageProxy

function folder(name: string): string {
  return new URL(`pdfjs/${name}/`, document.baseURI).href
}

/** Opens a document; whoever opens it closes it by `destroy()`. The bytes stay the caller's. */
export async function openPdf(bytes: Uint8Array): Promise<PdfDocument> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
  pdfjs.GlobalWorkerOptions.workerSrc = workerUrl
  const task = pdfjs.getDocument({
    // pdf.js takes what it is given away into its worker.
    data: bytes.slice(),
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    // The content policy allows no WebAssembly; the decoders have a slower form without it.
    useWasm: false,
  })
  return task.promise
}
