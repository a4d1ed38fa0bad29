// SPDX-License-Identifier: Apache-2.0
// Offers: what somebody's quick cash would really cost. Pure arithmetic, needs no account and keeps nothing.

import type { OfferAnswer, OfferRequest } from '@jandon/domain/quote'
import type { Static } from 'typebox'
import { Type } from 'typebox'
import type { Outcome } from '../usecases/contract.ts'
import { Alternative } from './quotes.ts'
import { type DeepReadonly, defineRoute, done, type Route, refused } from './route.ts'
import { answerObject, Decimal, LegalBasis, LocalDate, LocalText, Money, oneOf, requestObject } from './schemas.ts'

const OfferComparison = answerObject('OfferComparison', {
  lost: Money,
  costOnCash: Decimal,
  equivalentYearlyCost: Decimal,
  nextBill: Money,
  days: Type.Integer({ description: 'From the cash to the bill.' }),
  wording: answerObject('OfferWording', {
    cost: LocalText,
    notALoan: LocalText,
    offender: Type.Optional(LocalText),
  }),
  flow: Type.Array(
    answerObject('OfferFlowPart', {
      code: oneOf(['to_you', 'kept_by_buyer', 'next_bill']),
      amount: Money,
      title: LocalText,
    }),
    { description: 'Where the money goes: what reaches you and what the buyer keeps are together the next bill.' },
  ),
  stateLoan: Type.Optional(
    answerObject('StateLoanComparison', {
      yearlyRate: Decimal,
      days: Type.Integer(),
      cost: Money,
      repay: Money,
      most: Money,
      isWithinMost: Type.Boolean({ description: 'Whether the state lends as much as this at all.' }),
      explanation: LocalText,
    }),
  ),
  offences: Type.Array(
    answerObject('OfferOffence', {
      ruleId: Type.String(),
      code: Type.String(),
      title: LocalText,
      explanation: LocalText,
      offender: LocalText,
      penalty: Type.Optional(LocalText),
      legalBasis: Type.Array(LegalBasis),
    }),
    { description: 'What whoever buys or brokers is punished for, by how it was paid for; never the holder.' },
  ),
  alternatives: Type.Array(Alternative),
})

/** Compares an offer under the packs of today; `answerOffer` of the domain with its clock. */
export type CompareOffer = (request: OfferRequest) => OfferAnswer

function outcomeOf(answer: OfferAnswer, request: OfferRequest): Outcome<DeepReadonly<Static<typeof OfferComparison>>> {
  switch (answer.kind) {
    case 'compared':
      return done(answer.answer)
    case 'unknown_jurisdiction':
      return refused('unknown_jurisdiction', { jurisdiction: request.jurisdiction })
    case 'invalid':
      return { kind: 'refused', refusal: { code: 'invalid_request', errors: answer.problems } }
  }
}

export function offerRoutes(compareOffer: CompareOffer): Route[] {
  return [
    defineRoute({
      id: 'offers.compare',
      method: 'POST',
      path: '/v1/offers:compare',
      summary: 'What an offer of cash would really cost',
      description: 'Simple annual comparison, 365 days. The cost of a sale is never called interest.',
      access: { anonymous: true },
      isRepeatable: true,
      body: requestObject('OfferRequest', {
        jurisdiction: Type.String({ minLength: 1, maxLength: 16 }),
        amount: Money,
        cashReceived: Money,
        receivedOn: LocalDate,
        dueOn: LocalDate,
      }),
      response: OfferComparison,
      refusals: ['unknown_jurisdiction'],
      exampleBody: {
        jurisdiction: 'KR',
        amount: { amountMinor: '100000', unit: 'KRW' },
        cashReceived: { amountMinor: '70000', unit: 'KRW' },
        receivedOn: '2026-11-23',
        dueOn: '2026-12-23',
      },
      handle: async ({ body }) => outcomeOf(compareOffer(body), body),
    }),
  ]
}
