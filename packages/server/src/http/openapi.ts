// SPDX-License-Identifier: Apache-2.0
// The OpenAPI 3.1 document, built from the very routes that are served. Every schema with a title becomes a component,
// so shared shapes are written once; two different schemas under one title are a bug.

import { assert } from '@jandon/domain/assert'
import type { TSchema } from 'typebox'
import { describeAccess } from './auth.ts'
import { conversionEvents } from './events.ts'
import { PROBLEM_MEDIA_TYPE, PROBLEMS, type ProblemCode } from './problem.ts'
import type { DocumentedRoute } from './route.ts'
import { Problem } from './schemas.ts'
import { API_VERSIONS, CURRENT_VERSION } from './version.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type JsonObject = { readonly [key: string]: Json }

export interface OpenApiOperation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string
  readonly security: readonly JsonObject[]
  readonly parameters: readonly JsonObject[]
  readonly requestBody?: JsonObject
  readonly responses: JsonObject
  readonly 'x-jandon-idempotency'?: string
  readonly 'x-jandon-repeatable'?: boolean
  readonly 'x-jandon-events'?: boolean
  readonly 'x-jandon-text'?: boolean
}

export interface OpenApiDocument {
  readonly openapi: '3.1.0'
  readonly info: JsonObject
  readonly tags: readonly JsonObject[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components: {
    readonly schemas: JsonObject
    readonly securitySchemes: JsonObject
  }
}

/** What a tag is about, and the order of the reference. */
const TAGS: readonly (readonly [string, string])[] = [
  ['quotes', 'What can lawfully become cash, how much, when, by which article.'],
  ['offers', 'What somebody’s quick cash would really cost.'],
  ['messages', 'Whether a message is a trap.'],
  ['links', 'Whether a link is a trap.'],
  ['providers', 'Whether a shop that offers cash breaks the law or swindles.'],
  ['conversions', 'An accepted quote being carried out, from accepted to paid.'],
  ['holders', 'The people whose value it is.'],
  ['instruments', 'What holds value.'],
  ['payoutAccounts', 'Where a holder’s cash goes.'],
  ['payouts', 'Cash leaving to a holder over a rail.'],
  ['decisions', 'What was decided, with its trace.'],
  ['packs', 'The law as data.'],
  ['banks', 'Banks that a payout can reach.'],
  ['accounts', 'Ledger accounts and balances.'],
  ['books', 'The heads of the ledger’s books.'],
  ['transfers', 'Ledger transfers.'],
  ['session', 'Who the server takes the caller for.'],
  ['apiKeys', 'Keys of operators.'],
  ['simulator', 'Making the simulated issuer and bank misbehave.'],
]

/** Problems that any route with a key, and any route at all, may answer. */
const KEY_PROBLEMS: readonly ProblemCode[] = ['unauthenticated', 'wrong_scope']
const COMMON_PROBLEMS: readonly ProblemCode[] = ['unknown_version', 'too_many_requests', 'internal_error', 'overloaded']
const BODY_PROBLEMS: readonly ProblemCode[] = [
  'malformed_json',
  'body_too_large',
  'unsupported_media_type',
  'invalid_request',
]

/** The document for these routes. Deterministic: the same routes and packs give the same text. */
export function buildOpenApi(routes: readonly DocumentedRoute[]): OpenApiDocument {
  const components = new Map<string, Json>()
  const hoist = (schema: TSchema): Json => hoistInto(components, schema)
  const paths: Record<string, Record<string, OpenApiOperation>> = {}
  const documented: readonly DocumentedRoute[] = [...routes, conversionEvents]
  for (const route of documented) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route, hoist) }
  }
  hoist(Problem)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Jandon API',
      version: CURRENT_VERSION,
      summary: 'Turns small digital value into cash, lawfully, at a price its holder can see first.',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: TAGS.map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: Object.fromEntries([...components].sort(([left], [right]) => (left < right ? -1 : 1))),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'Authorization: Bearer <key>' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
      },
    },
  }
}

const DESCRIPTION = `Money is \`{"amountMinor":"8100","unit":"KRW"}\`: whole minor units as text. Dates are \`YYYY-MM-DD\`, instants RFC 3339.

A refusal by law is an answer, not an error: \`POST /v1/quotes\` answers 200 with \`decision: "refuse"\`, the article and what to do instead.

Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\`; each has a page at \`/problems/<code>\`. Unknown fields of a body are refused with their JSON Pointer.

A POST that moves value needs an \`Idempotency-Key\`. The same key with the same content answers the first outcome again, with \`Idempotency-Replayed: true\`; with another content it is refused. Keys are kept for at least 72 hours.

Lists answer \`{ items, nextCursor }\`. Pass \`nextCursor\` as \`cursor\` for the next page.

Every answer carries \`X-Request-Id\` (yours, if you send a sane one) and \`Jandon-Version\`.`

function operationOf(route: DocumentedRoute, hoist: (schema: TSchema) => Json): OpenApiOperation {
  const isStream = route.id === conversionEvents.id
  const mediaType = isStream ? 'text/event-stream' : (route.mediaType ?? 'application/json')
  const success: JsonObject = { [mediaType]: { schema: hoist(route.response) } }
  return {
    operationId: route.id,
    tags: [route.id.split('.')[0]!],
    summary: route.summary,
    description: [route.description, describeAccess(route)].filter(Boolean).join('\n\n'),
    security: route.access.anonymous ? [{}, { bearer: [] }, { apiKey: [] }] : [{ bearer: [] }, { apiKey: [] }],
    parameters: [...parametersOf(route, hoist), ...headerParameters(route)],
    ...(route.body && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: hoist(route.body),
            ...(route.exampleBody !== undefined && { example: route.exampleBody as Json }),
          },
        },
      },
    }),
    responses: {
      [String(route.status ?? 200)]: { description: 'Done.', headers: ANSWER_HEADERS, content: success },
      ...problemResponses(problemsOf(route)),
    },
    ...(route.mediaType && { 'x-jandon-text': true }),
    ...(route.idempotency && { 'x-jandon-idempotency': route.idempotency }),
    ...((route.method === 'GET' || route.isRepeatable) && { 'x-jandon-repeatable': true }),
    ...(isStream && { 'x-jandon-events': true }),
  }
}

/** Every problem code that a route may answer with. */
export function problemsOf(route: Omit<DocumentedRoute, 'response'>): ProblemCode[] {
  return [
    ...COMMON_PROBLEMS,
    ...(route.access.anonymous ? ['unauthenticated' as const] : KEY_PROBLEMS),
    ...(route.body ? BODY_PROBLEMS : []),
    ...(route.query && !route.body ? ['invalid_request' as const] : []),
    ...(route.params || route.method === 'POST' ? ['not_found' as const] : []),
    ...(route.idempotency
      ? (['idempotency_key_invalid', 'idempotency_key_reused', 'idempotency_in_progress'] as const)
      : []),
    ...(route.idempotency === 'required' ? ['idempotency_key_missing' as const] : []),
    ...(route.refusals ?? []),
  ]
}

function problemResponses(codes: readonly ProblemCode[]): Record<string, Json> {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of new Set(codes))
    byStatus.set(PROBLEMS[code].status, [...(byStatus.get(PROBLEMS[code].status) ?? []), code])
  const sorted = [...byStatus].sort(([left], [right]) => left - right)
  return Object.fromEntries(
    sorted.map(([status, names]) => [
      String(status),
      {
        description: `Problem: ${names.map(name => `\`${name}\``).join(', ')}.`,
        content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

const ANSWER_HEADERS: JsonObject = {
  'X-Request-Id': { schema: { type: 'string' } },
  'Jandon-Version': { schema: { type: 'string' } },
}

function parametersOf(route: DocumentedRoute, hoist: (schema: TSchema) => Json): JsonObject[] {
  return (['params', 'query'] as const).flatMap(part => {
    const schema = route[part] as { properties?: Record<string, TSchema>; required?: string[] } | undefined
    return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
      name,
      in: part === 'params' ? 'path' : 'query',
      required: part === 'params' || (schema?.required ?? []).includes(name),
      schema: hoist(property),
    }))
  })
}

function headerParameters(route: DocumentedRoute): JsonObject[] {
  const version = {
    name: 'Jandon-Version',
    in: 'header',
    required: false,
    description: 'The dated version of the API that the caller was written for.',
    schema: { type: 'string', enum: [...API_VERSIONS] },
  }
  if (!route.idempotency) return [version]
  const idempotencyKey = {
    name: 'Idempotency-Key',
    in: 'header',
    required: route.idempotency === 'required',
    description: 'A fresh UUID for each act, and the same one for its retries.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  }
  return [idempotencyKey, version]
}

/** Replaces each titled schema by a reference to a component of that name. */
function hoistInto(components: Map<string, Json>, schema: unknown): Json {
  if (Array.isArray(schema)) return schema.map(item => hoistInto(components, item))
  if (typeof schema !== 'object' || schema === null) return schema as Json
  const { title } = schema as { title?: unknown }
  const entries = Object.entries(schema).filter(([key]) => !key.startsWith('~'))
  const plain = Object.fromEntries(entries.map(([key, value]) => [key, hoistInto(components, value)]))
  if (typeof title !== 'string') return plain
  const known = components.get(title)
  assert(
    known === undefined || JSON.stringify(known) === JSON.stringify(plain),
    `Two different schemas have the title ${title}.`,
  )
  components.set(title, plain)
  return { $ref: `#/components/schemas/${title}` }
}
