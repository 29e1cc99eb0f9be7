import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { pdfjsFiles } from './pdfjs-files.ts'

export default defineConfig({
  plugins: [vue(), pdfjsFiles()],
  base: './',
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: {
    port: 1420,
    strictPort: true,
    host: '127.0.0.1',
    proxy: { '/api': { target: process.env['ANJU_SERVER'] ?? 'http://127.0.0.1:8420' } },
  },
  build: {
    target: ['chrome109', 'safari16'],
    // The largest piece is pdf.js, which is loaded with the first preview.
    chunkSizeWarningLimit: 460,
    rollupOptions: { input: { desktop: fileURLToPath(new URL('./index.html', import.meta.url)) } },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
})
