// SPDX-License-Identifier: Apache-2.0
// The holder app, as files that were built before. Files whose name holds their hash may be kept for ever; the page
// itself is asked for each time, so that a new version is seen at once.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { page } from './page.ts'

const YEAR_SECONDS = 31_536_000
/** The app's own addresses begin with a language; each of them is the one page. */
const APP_ADDRESSES = ['/', '/ko', '/ko/*', '/en', '/en/*']
/** Pages that search engines and messengers are to know by their own title: the same app, with another head. */
const OWN_DOCUMENTS = [
  ['/ko/check', 'check-ko.html'],
  ['/en/check', 'check-en.html'],
] as const

/** Serves `directory` when it holds a built app; otherwise says, at the app's addresses, how to build it. */
export async function registerWeb(app: FastifyInstance, directory: string): Promise<void> {
  if (!existsSync(join(directory, 'index.html'))) {
    for (const url of APP_ADDRESSES) app.get(url, (_, reply) => sendPage(reply, NOT_BUILT))
    return
  }
  await app.register(fastifyStatic, {
    root: directory,
    index: false,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      const isHashed = /[/\\]assets[/\\]/.test(path)
      reply.header('cache-control', isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache')
    },
  })
  for (const url of APP_ADDRESSES) app.get(url, (_, reply) => reply.sendFile('index.html'))
  for (const [url, file] of OWN_DOCUMENTS) {
    // An app that was built before this page existed has none; its first document serves.
    if (existsSync(join(directory, file))) app.get(url, (_, reply) => reply.sendFile(file))
  }
}

const NOT_BUILT = page(
  'en',
  'Jandon',
  '<main class="sheet"><h1>Jandon</h1><p>The page has not been built. Run <code>npm run build --workspace @jandon/web</code> and start again.</p><p>The API works without it: see <a href="/docs">/docs</a>.</p></main>',
)

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-cache').send(html)
}
