// SPDX-License-Identifier: Apache-2.0
// Serves the public pages: one for each rule and question, in both languages, without script; forms come back to the
// page that they stand on. Also what search engines ask for.

import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../language.ts'
import { STYLE_ADDRESS } from './frame.ts'
import { createPublicPages, etagOf, type KeptPage, type PublicPagesDeps } from './service.ts'
import { LANGUAGES, QUESTIONS, RULES } from './site.ts'
import { robotsText, sitemapText } from './sitemap.ts'

export interface PublicRouteDeps extends PublicPagesDeps {
  /** Throws when there is no room for one more request, or its sender asks too often. */
  readonly admit: (request: FastifyRequest, reply: FastifyReply) => void
}

const HTML = 'text/html; charset=utf-8'
/** Five minutes: law changes by the day, and a changed page must not be old for long. */
const CACHE = 'public, max-age=300'
/** A calculator has some twenty fields of under a hundred characters. */
const FORM_BYTES = 8 * 1024

/** The tokens of the holder app, then what the public pages add: one look, written once. */
const STYLE_FILES = [
  '../../../../web/src/design/tokens.css',
  ...['./frame.css', './page.css', './calculator.css', './sizes.css'],
]

export async function registerPublicPages(app: FastifyInstance, deps: PublicRouteDeps): Promise<void> {
  const { site } = deps
  const pages = createPublicPages(deps)
  // Forms are read here and nowhere else: the API takes JSON only.
  await app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_BYTES },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    )
    for (const language of LANGUAGES) {
      for (const address of [RULES, `${RULES}/:place`, `${RULES}/:place/:slug`, QUESTIONS, `${QUESTIONS}/:slug`]) {
        const url = `/${language}/${address}`
        const addressOf = (request: FastifyRequest) => (request.url.split('?')[0] ?? '').slice(language.length + 2)
        scope.get(url, async (request, reply) => {
          const page = await pages.page(language, addressOf(request))
          return page ? sendPage(request, reply, page, HTML) : sendNotFound(reply, language)
        })
        if (!address.endsWith(':slug')) continue
        scope.post(url, { onRequest: async (request, reply) => deps.admit(request, reply) }, async (request, reply) => {
          const body = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
          const text = await pages.answered(language, addressOf(request), body)
          if (text === undefined) return sendNotFound(reply, language)
          return reply.header('cache-control', 'no-store').header('content-type', HTML).send(text)
        })
      }
    }
    const sendNotFound = (reply: FastifyReply, language: Language) =>
      reply.code(404).header('cache-control', 'no-cache').header('content-type', HTML).send(pages.notFound(language))
  })
  const style = STYLE_FILES.map(file => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n')
  const kept = (text: string): KeptPage => ({ text, etag: etagOf(text) })
  const stylePage = kept(style)
  app.get(STYLE_ADDRESS, (request, reply) => sendPage(request, reply, stylePage, 'text/css; charset=utf-8'))
  app.get('/robots.txt', (request, reply) =>
    sendPage(request, reply, kept(robotsText(originOf(request, site.origin))), 'text/plain; charset=utf-8'),
  )
  app.get('/sitemap.xml', (request, reply) =>
    sendPage(request, reply, kept(sitemapText(site, originOf(request, site.origin))), 'application/xml; charset=utf-8'),
  )
}

function sendPage(request: FastifyRequest, reply: FastifyReply, { text, etag }: KeptPage, type: string): FastifyReply {
  reply.header('etag', etag).header('cache-control', CACHE)
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  return reply.header('content-type', type).send(text)
}

/** Where readers reach this server. Without a configured origin it is what this request says, and is kept nowhere. */
function originOf(request: FastifyRequest, origin: string): string {
  return origin === '' ? `${request.protocol}://${request.host}` : origin
}
