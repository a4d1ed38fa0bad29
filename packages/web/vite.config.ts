// SPDX-License-Identifier: Apache-2.0
// Builds the holder app to `dist` as hashed files that the server sends as they are. Nothing is inlined as a data
// URL and nothing is loaded from elsewhere, so the page works under a Content-Security-Policy of `'self'` alone.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { checkPage } from './vite-check-page.ts'

/** Asks the browser for the two font files that every page needs while it still reads the style sheet. */
function preloadFirstFonts(): Plugin {
  return {
    name: 'jandon:preload-first-fonts',
    transformIndexHtml: {
      order: 'post',
      handler(_html, context) {
        const names = Object.keys(context.bundle ?? {}).filter(name => /subset\.(90|91)-[^/]*\.woff2$/.test(name))
        return names.map(name => ({
          tag: 'link',
          attrs: { rel: 'preload', href: `/${name}`, as: 'font', type: 'font/woff2', crossorigin: '' },
          injectTo: 'head' as const,
        }))
      },
    },
  }
}

/** Puts a gzipped copy beside each script and style sheet: the server sends that to whoever takes it. */
function compress(): Plugin {
  return {
    name: 'jandon:compress',
    writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle).filter(file => /\.(js|css)$/.test(file))) {
        const path = join(dir ?? '', name)
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }))
      }
    },
  }
}

export default defineConfig({
  plugins: [react(), preloadFirstFonts(), checkPage(), compress()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      input: {
        index: fileURLToPath(new URL('index.html', import.meta.url)),
        offline: fileURLToPath(new URL('src/offline/service-worker.ts', import.meta.url)),
      },
      output: {
        // A service worker is asked for anew by its name, and stands above the page that it keeps.
        entryFileNames: ({ name }) => (name === 'offline' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
})
