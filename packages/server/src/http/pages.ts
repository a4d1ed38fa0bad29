// SPDX-License-Identifier: Apache-2.0
// Pages for people and programs that read about the API: the OpenAPI document, its reference, and the problem pages.

import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Language, negotiateLanguage } from './language.ts'
import { buildOpenApi } from './openapi.ts'
import { STYLE, STYLE_PATH } from './page.ts'
import { isProblemCode, ProblemError } from './problem.ts'
import type { ProblemCatalogue } from './problem-catalogue.ts'
import { problemListPage, problemPage } from './problem-page.ts'
import { referencePage } from './reference-page.ts'
import type { DocumentedRoute } from './route.ts'

interface Sheet {
  readonly type: string
  readonly text: string
  readonly etag: string
}

export function registerPages(
  app: FastifyInstance,
  routes: readonly DocumentedRoute[],
  catalogue: ProblemCatalogue,
): void {
  // Made at the first request: nobody should wait for the reference page before the first quote.
  const document = once(() => buildOpenApi(routes))
  const openApi = once(() => sheet('application/json; charset=utf-8', `${JSON.stringify(document(), null, 2)}\n`))
  const reference = once(() => sheet('text/html; charset=utf-8', referencePage(document())))
  const style = sheet('text/css; charset=utf-8', STYLE)
  app.get('/openapi.json', (request, reply) => send(request, reply, openApi()))
  app.get('/docs', (request, reply) => send(request, reply, reference()))
  app.get(STYLE_PATH, (request, reply) => send(request, reply, style))
  app.get('/problems', (request, reply) => {
    send(request, reply, sheet('text/html; charset=utf-8', problemListPage(catalogue, languageOf(request))))
  })
  app.get<{ Params: { code: string } }>('/problems/:code', (request, reply) => {
    const { code } = request.params
    if (!isProblemCode(code)) throw new ProblemError({ code: 'unknown_route' })
    send(request, reply, sheet('text/html; charset=utf-8', problemPage(catalogue, code, languageOf(request))))
  })
}

/** The link's own choice first, then the reader's browser, then Korean. */
function languageOf(request: FastifyRequest): Language {
  const { language } = request.query as { language?: unknown }
  return language === 'ko' || language === 'en' ? language : negotiateLanguage(request.headers['accept-language'], 'ko')
}

function sheet(type: string, text: string): Sheet {
  return { type, text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` }
}

function send(request: FastifyRequest, reply: FastifyReply, { type, text, etag }: Sheet): void {
  reply.header('etag', etag).header('cache-control', 'no-cache').header('vary', 'accept-language')
  if (request.headers['if-none-match'] === etag) reply.code(304).send()
  else reply.header('content-type', type).send(text)
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
