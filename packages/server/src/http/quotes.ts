// SPDX-License-Identifier: Apache-2.0
// Quotes: facts in, a binding offer or a refusal out, for one instrument or many. A refusal by law is an answer (200);
// only a request that cannot be read is a problem (422). Needs no account, so facts are all that may be sent.

import { INSTRUMENT_KINDS, INTENTS } from '@jandon/domain/instrument'
import type { Pack } from '@jandon/domain/policy'
import { OBJECTIVES } from '@jandon/domain/quote'
import { Type } from 'typebox'
import type { Usecases } from '../usecases/contract.ts'
import { factProperties } from './facts.ts'
import { defineRoute, type Route } from './route.ts'
import {
  answerObject,
  Decimal,
  Fee,
  Instant,
  idOf,
  LegalBasis,
  LocalDate,
  LocalText,
  Money,
  nullable,
  oneOf,
  requestObject,
} from './schemas.ts'

/** A desk sends 1,000 instruments at once; one needs up to 1 kB, so 2 MB holds them with room. */
const QUOTE_BYTES = 2 * 1024 * 1024
const QUOTE_INSTRUMENTS = 1000

/** The body of POST /v1/quotes under these packs. Unknown facts are let through: the domain refuses them by pointer. */
export function quoteRequestSchema(packs: Iterable<Pack>) {
  const all = [...packs]
  const offer = Type.Object(factProperties(all, 'offer'), {
    description: 'An offer of cash that somebody made for it.',
  })
  const instrument = Type.Object(
    {
      kind: Type.String({
        minLength: 1,
        maxLength: 64,
        description: `One of ${INSTRUMENT_KINDS.join(', ')}.`,
        examples: ['new_type_voucher'],
      }),
      ref: Type.Optional(
        Type.String({ minLength: 1, maxLength: 64, description: 'Your own name for it, answered back.' }),
      ),
      issuer: Type.Optional(Type.String({ minLength: 1, maxLength: 100, examples: ['cultureland'] })),
      offer: Type.Optional(offer),
      ...factProperties(all, undefined),
    },
    {
      title: 'QuoteInstrument',
      additionalProperties: true,
      description: 'One thing of value and what is known of it. Every fact is optional.',
    },
  )
  return requestObject('QuoteRequest', {
    jurisdiction: Type.String({ minLength: 1, maxLength: 16, description: 'Whose law: `KR`.', examples: ['KR'] }),
    instruments: Type.Array(instrument, { minItems: 1, maxItems: QUOTE_INSTRUMENTS }),
    asOf: Type.Optional(LocalDate),
    language: Type.Optional(
      Type.String({ maxLength: 16, description: 'Of the consent text: `ko` (default) or `en`.' }),
    ),
    intent: Type.Optional(
      Type.String({ maxLength: 16, description: `What is wanted: ${INTENTS.join(', ')}.`, examples: ['any'] }),
    ),
    holder: Type.Optional(
      Type.Object(factProperties(all, 'holder'), { title: 'QuoteHolder', additionalProperties: true }),
    ),
  })
}

const Because = answerObject('Because', {
  text: Type.String({ description: 'A part of the condition, as the rule writes it.' }),
  value: nullable(Type.Boolean()),
  reads: Type.Array(
    Type.Object({
      name: Type.String(),
      value: nullable(Type.String()),
      origin: oneOf(['stated', 'assumed', 'derived', 'parameter']),
    }),
  ),
})

const TraceEntry = answerObject('TraceEntry', {
  ruleId: Type.String(),
  verdict: oneOf(['allow', 'refuse', 'inform']),
  outcome: oneOf(['held', 'failed', 'unknown']),
  because: Type.Array(Because),
  overruledBy: Type.Optional(Type.String()),
})

const Titled = Type.Object({ code: Type.String(), title: LocalText })

const QuoteOption = answerObject('QuoteOption', {
  id: idOf('opt'),
  ruleId: Type.String(),
  route: Type.String(),
  routeTitle: LocalText,
  title: LocalText,
  explanation: LocalText,
  how: LocalText,
  promise: oneOf(['binding', 'estimate']),
  gross: Money,
  fees: Type.Array(Type.Object({ ...Fee.properties, title: LocalText }, { title: 'QuoteFee' })),
  net: Money,
  arrivesBy: LocalDate,
  payout: oneOf(['bank', 'bill', 'credit', 'in_person']),
  carriedOut: Type.Boolean({ description: 'Jandon carries it out end to end; otherwise the holder follows `how`.' }),
  claimAt: Type.Optional(LocalText),
  claimBy: Type.Optional(LocalDate),
  lateInterest: Type.Optional(Type.String()),
  evidence: Type.Array(Titled),
  legalBasis: Type.Array(LegalBasis),
})

const MoneyRange = Type.Object({ low: Money, high: Money })

const QuoteRefusal = answerObject('QuoteRefusal', {
  ruleId: Type.String(),
  code: Type.String(),
  cite: Type.String(),
  title: LocalText,
  explanation: LocalText,
  routes: Type.Array(Type.String()),
  penalty: Type.Optional(LocalText),
  offender: Type.Optional(LocalText),
  legalBasis: Type.Array(LegalBasis),
  trueCost: Type.Optional(
    answerObject('TrueCost', {
      basis: oneOf(['offer', 'typical']),
      amount: Money,
      lost: MoneyRange,
      cashReceived: MoneyRange,
      costOnCash: Type.Object({ low: Decimal, high: Decimal }),
      equivalentYearlyCost: Type.Optional(Decimal),
      billed: Type.Boolean({ description: 'Whether a bill for the whole amount follows.' }),
    }),
  ),
  nearest: Type.Optional(Type.Object({ ruleId: Type.String(), title: LocalText, because: Type.Array(Because) })),
})

const Question = answerObject('Question', {
  fact: Type.String(),
  prompt: LocalText,
  type: Type.String(),
  values: Type.Optional(Type.Array(Type.String())),
  optional: Type.Boolean(),
})

const Information = answerObject('Information', {
  ruleId: Type.String(),
  title: LocalText,
  explanation: LocalText,
  route: Type.Optional(Type.String()),
  how: Type.Optional(LocalText),
  claimAt: Type.Optional(LocalText),
  claimBy: Type.Optional(LocalDate),
  amount: Type.Optional(Money),
  legalBasis: Type.Array(LegalBasis),
})

export const QuoteItem = answerObject('QuoteItem', {
  ref: Type.String(),
  kind: Type.String(),
  decision: oneOf(['allow', 'refuse', 'needs_facts']),
  options: Type.Array(QuoteOption),
  refusals: Type.Array(QuoteRefusal),
  questions: Type.Array(Question),
  smallestQuestions: Type.Optional(
    answerObject('SmallestQuestions', {
      facts: Type.Array(Type.String({ description: 'The fewest facts that could decide, best question first.' })),
      ruleIds: Type.Array(Type.String({ description: 'A rule that the answers alone could make hold.' })),
    }),
  ),
  information: Type.Array(Information),
  trace: Type.Array(TraceEntry),
})

export const Alternative = answerObject('Alternative', {
  code: Type.String(),
  title: LocalText,
  description: LocalText,
  contact: Type.String(),
  ref: Type.Optional(Type.String()),
  ruleId: Type.Optional(Type.String()),
  route: Type.Optional(Type.String()),
  amount: Type.Optional(Money),
})

const ObjectivePlan = answerObject('ObjectivePlan', {
  objective: oneOf(OBJECTIVES),
  optionIds: Type.Array(Type.String()),
  net: Money,
  arrivesBy: Type.Optional(LocalDate),
  steps: Type.Integer({ description: 'Things to bring, claims to make, ways to go.' }),
  against: Type.Object(
    { netLess: Money, daysSooner: Type.Integer(), stepsFewer: Type.Integer() },
    { description: 'Against the plan for most cash.' },
  ),
})

const Wait = answerObject('Wait', {
  ref: Type.String(),
  until: LocalDate,
  ruleId: Type.String(),
  net: Money,
  title: LocalText,
  gain: Money,
  promise: oneOf(['binding', 'estimate']),
})

const Act = answerObject('Act', {
  kind: oneOf(['use_more', 'use_together']),
  refs: Type.Array(Type.String()),
  ruleId: Type.String(),
  title: LocalText,
  promise: oneOf(['binding', 'estimate']),
  useMore: Type.Optional(Money),
  net: Money,
  gain: Money,
  text: LocalText,
})

const Deadline = answerObject('Deadline', {
  ref: Type.String(),
  date: LocalDate,
  ruleId: Type.String(),
  optionId: Type.Optional(idOf('opt')),
  title: LocalText,
  net: Type.Optional(Money),
  claimAt: Type.Optional(LocalText),
})

export const Quote = answerObject('Quote', {
  id: idOf('qte'),
  jurisdiction: Type.String(),
  packVersion: Type.String(),
  asOf: LocalDate,
  intent: oneOf(INTENTS),
  language: oneOf(['ko', 'en']),
  createdAt: Instant,
  expiresAt: Instant,
  items: Type.Array(QuoteItem),
  consent: Type.Object({ text: Type.String(), textHash: Type.String() }, { title: 'ConsentText' }),
  plan: answerObject('Plan', {
    objective: oneOf(['most_cash']),
    optionIds: Type.Array(Type.String()),
    net: Money,
    netByPayout: Type.Object({ bank: Money, bill: Money, in_person: Money }),
    plans: Type.Array(ObjectivePlan, { description: 'The best plan for each objective, and what it gives up.' }),
    waits: Type.Array(Wait, { description: 'What pays more by waiting.' }),
    acts: Type.Array(Act, { description: 'What pays more by doing something first.' }),
    deadlines: Type.Array(Deadline, { description: 'Days on which a right is lost, soonest first.' }),
  }),
  alternatives: Type.Array(Alternative),
})

export const EXAMPLE_QUOTE_REQUEST = {
  jurisdiction: 'KR',
  language: 'ko',
  intent: 'any',
  holder: { birthDate: '1991-04-02' },
  instruments: [
    {
      ref: 'a',
      kind: 'new_type_voucher',
      issuer: 'cultureland',
      faceValue: { amountMinor: '10000', unit: 'KRW' },
      pricePaid: { amountMinor: '9000', unit: 'KRW' },
      remaining: { amountMinor: '10000', unit: 'KRW' },
      purchasedOn: '2023-10-01',
      expiresOn: '2024-10-01',
      fundingSource: 'cash',
      isPromotional: false,
    },
  ],
}

export function quoteRoutes(usecases: Usecases, packs: Iterable<Pack>): Route[] {
  return [
    defineRoute({
      id: 'quotes.create',
      method: 'POST',
      path: '/v1/quotes',
      summary: 'Ask what can lawfully become cash',
      description:
        'Answers every lawful way with its amount, date and article, or the refusal with the article that forbids it and what it would really cost. With several instruments it also answers the best plan for all of them.',
      access: { anonymous: true },
      isRepeatable: true,
      bodyLimit: QUOTE_BYTES,
      body: quoteRequestSchema(packs),
      response: Quote,
      exampleBody: EXAMPLE_QUOTE_REQUEST,
      handle: async ({ caller, body }) => usecases.createQuote(caller, body),
    }),
    defineRoute({
      id: 'quotes.get',
      method: 'GET',
      path: '/v1/quotes/{id}',
      summary: 'Read a quote',
      access: { anonymous: true },
      params: Type.Object({ id: idOf('qte') }),
      response: Quote,
      handle: ({ caller, params }) => usecases.getQuote(caller, params.id),
    }),
  ]
}
