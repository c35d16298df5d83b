/** Builds the client into dist/: static files for the front door, or for any static host. */
import { join } from 'node:path'
import { defineConfig } from 'vite'

const root = import.meta.dirname

export default defineConfig({
  root,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // The content security policy takes fonts from files only.
    assetsInlineLimit: 0,
    // The code editor, which loads on demand.
    chunkSizeWarningLimit: 600,
    rolldownOptions: { input: { index: join(root, 'index.html'), docs: join(root, 'docs', 'index.html') } },
  },
  // `npm run dev -w web` beside `npm start`.
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/local': 'http://127.0.0.1:3000' } },
})
