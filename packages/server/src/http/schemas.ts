// SPDX-License-Identifier: Apache-2.0
// The shapes that several resources share. A schema with a `title` is a component of the OpenAPI document under that
// name; the same object validates requests, serialises answers and documents both, so the three cannot disagree.

import type { IdPrefix } from '@jandon/domain/ids'
import { ID_PREFIXES } from '@jandon/domain/ids'
import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox'

/** An object of a request: a field it does not know is an error, so that a misspelt one is never ignored. */
export function requestObject<P extends TProperties>(title: string, properties: P, description?: string): TObject<P> {
  return Type.Object(properties, { title, additionalProperties: false, ...(description && { description }) })
}

/** An object of an answer. Fields may be added to it in later versions; a reader ignores those it does not know. */
export function answerObject<P extends TProperties>(title: string, properties: P, description?: string): TObject<P> {
  return Type.Object(properties, { title, ...(description && { description }) })
}

/** One of a closed list of words. */
export function oneOf<const V extends readonly string[]>(
  values: V,
  options: { title?: string; description?: string } = {},
) {
  return Type.Unsafe<V[number]>({ type: 'string', enum: [...values], ...options })
}

export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** An id with this prefix. Crockford base32 of a UUIDv7, so it also sorts by time. */
export function idOf(prefix: IdPrefix, description?: string) {
  return Type.String({
    pattern: `^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`,
    description: description ?? `Id of ${withArticle(ID_PREFIXES[prefix])}.`,
  })
}

function withArticle(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`
}

/** An id inside a body, where any text of sane length is let through: a wrong one is simply not found. */
export function reference(prefix: IdPrefix) {
  return Type.String({
    minLength: 1,
    maxLength: 64,
    description: `Id of ${withArticle(ID_PREFIXES[prefix])}, \`${prefix}_…\`.`,
  })
}

export const Money = Type.Object(
  {
    amountMinor: Type.String({
      pattern: '^-?(0|[1-9][0-9]{0,17})$',
      description: 'A whole number of minor units, as text so that no digit is lost. For KRW a minor unit is one won.',
      examples: ['8100'],
    }),
    unit: Type.String({
      pattern: '^([A-Z]{3}|[a-z]+:[a-z0-9_-]{1,40}:[A-Z]{3})$',
      description:
        'A currency (`KRW`), or a face value owed by one issuer (`voucher:cultureland:KRW`), which is not that currency.',
      examples: ['KRW'],
    }),
  },
  { title: 'Money', additionalProperties: false },
)
export type MoneyStatic = Static<typeof Money>

export const LocalDate = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  title: 'LocalDate',
  description: 'A calendar day, `YYYY-MM-DD`.',
  examples: ['2026-11-27'],
})

export const Instant = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$',
  title: 'Instant',
  description: 'An instant, RFC 3339. Answers always use `Z`.',
  examples: ['2026-11-23T04:10:00.000Z'],
})

export const LocalText = answerObject(
  'LocalText',
  { ko: Type.String(), en: Type.String(), ja: Type.Optional(Type.String()) },
  'A text for people, in each language Jandon speaks.',
)

/** Ratios travel as decimal text for the reason money does. */
export const Decimal = Type.String({
  pattern: '^-?[0-9]+(\\.[0-9]+)?$',
  title: 'Decimal',
  description: 'An exact decimal as text: `0.4286` is 42.86%.',
})

export const LegalBasis = answerObject(
  'LegalBasis',
  {
    ruleId: Type.String({ description: 'The rule of the pack that this stands on.' }),
    cite: Type.String({ description: 'The article, in the language of the quote.' }),
    citation: LocalText,
    source: Type.String({ description: 'Id of the source in the pack.' }),
    sourceTitle: LocalText,
    locator: Type.String({ description: 'Where to read it: the law and article, or the page.' }),
    confidence: oneOf(['S', 'N', 'W', 'M'], {
      description: 'S statute or official text, N named publication, W a page read as a lead, M from memory.',
    }),
    checkedOn: LocalDate,
  },
  'The article that a decision stands on.',
)

export const Transition = answerObject(
  'Transition',
  {
    seq: Type.Integer({ minimum: 0 }),
    from: nullable(Type.String()),
    event: Type.Optional(Type.String({ description: 'What happened, where the states alone do not tell.' })),
    to: Type.String(),
    actor: Type.String({ description: 'Who moved it: the holder, an operator, the worker, a rail.' }),
    reason: Type.String(),
    at: Instant,
  },
  'One appended row of a state machine. Rows are never edited.',
)

export const Fee = answerObject('Fee', { code: Type.String(), amount: Money, payee: Type.String() })

/** Sizes of a page: 50 suits a screen; 500 bounds what one answer may hold in memory. */
export const PAGE_LIMIT_DEFAULT = 50
export const PAGE_LIMIT_MAXIMUM = 500

export const pageQuery = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: PAGE_LIMIT_MAXIMUM,
      default: PAGE_LIMIT_DEFAULT,
      description: 'How many items at most.',
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9_.=-]{1,512}$',
      description: 'The `nextCursor` of the page before. Opaque: do not build one.',
    }),
  ),
}

export function pageOf<T extends TSchema>(title: string, item: T) {
  return answerObject(title, {
    items: Type.Array(item),
    nextCursor: Type.Optional(Type.String({ description: 'Present when there is more: pass it as `cursor`.' })),
  })
}

/** Fills in the default of `pageQuery`. */
export function pageRequest(query: { limit?: number; cursor?: string }): { limit: number; cursor?: string } {
  return { limit: query.limit ?? PAGE_LIMIT_DEFAULT, ...(query.cursor !== undefined && { cursor: query.cursor }) }
}

export const Problem = answerObject(
  'Problem',
  {
    type: Type.String({ description: 'Address of the page that explains this problem: `/problems/<code>`.' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String(),
    instance: Type.String({ description: 'The request, as a URN that holds its `X-Request-Id`.' }),
    code: Type.String({ description: 'Stable and made for programs. A code never changes its meaning.' }),
    params: Type.Optional(Type.Record(Type.String(), Type.String())),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          pointer: Type.String({ description: 'JSON Pointer into the body, or the name of the parameter or header.' }),
          detail: Type.String({ description: 'What to do about it.' }),
        }),
      ),
    ),
    legalBasis: Type.Optional(Type.Array(LegalBasis)),
    retryAfterSeconds: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  'RFC 9457 problem details.',
)
export type ProblemStatic = Static<typeof Problem>
