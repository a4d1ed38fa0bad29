// SPDX-License-Identifier: Apache-2.0
// What the build makes for the page "Is this a scam?" beside the app: its own first document in each language, with
// title and description for search engines and messengers, and the list of files that its service worker keeps.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { CATALOGUES, LANGUAGES, type Language } from './src/messages/index.ts'

/** Its chunk by the module that it begins with. */
const PAGE_MODULE = /[/\\]pages[/\\]check[/\\]checker\.tsx$/
/** The judge is one file of its own, because it works beside the page. */
const JUDGE = /^assets\/judge-worker-[^/]*\.js$/
/** This page is shown in the device's own font. */
const FONT_PRELOAD = /\s*<link rel="preload"[^>]*\bas="font"[^>]*>/g
const ICON = 'jandon.svg'

interface Chunk {
  readonly fileName: string
  readonly imports: readonly string[]
}

/** A chunk and all that it imports at once. */
function closure(chunks: ReadonlyMap<string, Chunk>, starts: readonly string[]): string[] {
  const reached = new Set<string>()
  const go = (name: string): void => {
    if (reached.has(name)) return
    reached.add(name)
    for (const imported of chunks.get(name)?.imports ?? []) go(imported)
  }
  for (const start of starts) go(start)
  return [...reached]
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

/** The app's first document, made out to this page. */
function documentOf(index: string, language: Language, preload: readonly string[]): string {
  const { app, check } = CATALOGUES[language]
  const title = escaped(app.titleOf(check.title))
  const description = escaped(check.description)
  const head = [
    `<title>${title}</title>`,
    `<meta property="og:title" content="${title}" />`,
    `<meta property="og:description" content="${description}" />`,
    `<meta property="og:type" content="website" />`,
    ...LANGUAGES.map(each => `<link rel="alternate" hreflang="${each}" href="/${each}/check" />`),
    ...preload.map(file => `<link rel="modulepreload" crossorigin href="/${file}" />`),
  ]
  const made = index
    .replaceAll(FONT_PRELOAD, '')
    .replace('<html lang="ko">', `<html lang="${language}">`)
    .replace(/(<meta name="description" content=")[^"]*/, (_, before: string) => before + description)
    .replace(/<title>[^<]*<\/title>/, () => head.join('\n    '))
  return made
}

export function checkPage(): Plugin {
  return {
    name: 'jandon:check-page',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const outputs = Object.values(bundle)
        const found = outputs.filter(output => output.type === 'chunk')
        const chunks = new Map(found.map(chunk => [chunk.fileName, chunk]))
        const chunkOf = (fits: (chunk: (typeof found)[number]) => boolean, what: string) => {
          const chunk = found.find(fits)
          return chunk ?? this.error(`The build has no chunk of ${what}.`)
        }
        const begins = (module: RegExp) => (chunk: (typeof found)[number]) =>
          chunk.facadeModuleId !== null && module.test(chunk.facadeModuleId)
        const app = chunkOf(chunk => chunk.isEntry && chunk.name === 'index', 'the app')
        const worker = chunkOf(chunk => chunk.isEntry && chunk.name === 'offline', 'the service worker')
        const page = chunkOf(begins(PAGE_MODULE), 'the page')
        if (worker.imports.length > 0) this.error('The service worker must be one file.')
        const scripts = closure(chunks, [app.fileName, page.fileName])
        const early = scripts.filter(file => file !== app.fileName)
        const index = bundle['index.html']
        if (index?.type !== 'asset') return this.error('The build has no index.html.')
        const documents = LANGUAGES.map(language => {
          const source = documentOf(String(index.source), language, early)
          this.emitFile({ type: 'asset', fileName: `check-${language}.html`, source })
          return source
        })
        const names = outputs.map(output => output.fileName)
        const fonts = names.filter(name => name.endsWith('.woff2'))
        const styles = names.filter(name => name.endsWith('.css'))
        const judge = names.find(name => JUDGE.test(name)) ?? this.error('The build has no judge.')
        const files = [...scripts, judge, ...styles, ICON]
        // Old browsers show the frame of the page in our own font.
        const onUse = fonts
        const hash = createHash('sha256').update(JSON.stringify([files, onUse, documents]))
        hash.update(readFileSync(new URL(`public/${ICON}`, import.meta.url)))
        const paths = (list: readonly string[]) => list.map(name => `/${name}`).sort()
        const kept = { version: hash.digest('hex').slice(0, 12), files: paths(files), onUse: paths(onUse) }
        worker.code = worker.code.replaceAll('KEPT_FILES', () => JSON.stringify(kept))
      },
    },
  }
}
