// SPDX-License-Identifier: Apache-2.0
// Conversions: an accepted quote being carried out, from accepted to paid. Creating one moves value, so it needs an
// Idempotency-Key; a second request with the same key answers the first conversion.

import { Type } from 'typebox'
import type { Usecases } from '../usecases/contract.ts'
import { Payout } from './payouts.ts'
import { defineRoute, type Route } from './route.ts'
import {
  answerObject,
  Fee,
  Instant,
  idOf,
  LocalDate,
  Money,
  nullable,
  pageOf,
  pageQuery,
  pageRequest,
  reference,
  requestObject,
  Transition,
} from './schemas.ts'
import { Transfer } from './transfers.ts'

const consent = {
  language: Type.String({ minLength: 2, maxLength: 8, examples: ['ko'] }),
  acceptedAt: Instant,
  textHash: Type.String({ minLength: 1, maxLength: 100, description: 'The `consent.textHash` of the quote.' }),
}

export const NewConversion = requestObject('NewConversion', {
  holderId: reference('hld'),
  quoteId: reference('qte'),
  optionId: reference('opt'),
  payoutAccountId: reference('pac'),
  consent: requestObject('ConsentRecord', consent, 'What the holder agreed to, and when.'),
})

export const Conversion = answerObject('Conversion', {
  id: idOf('cnv'),
  holderId: idOf('hld'),
  instrumentId: idOf('ins'),
  quoteId: idOf('qte'),
  optionId: idOf('opt'),
  payoutAccountId: idOf('pac'),
  state: Type.String({ description: 'Ends at `paid` when all is well.', examples: ['accepted'] }),
  inDoubt: Type.Optional(
    Type.Boolean({ description: 'Asked, and no answer that counts yet: it is being asked about, never repeated.' }),
  ),
  ruleId: Type.String(),
  packVersion: Type.String(),
  gross: Money,
  fees: Type.Array(Fee),
  net: Money,
  arrivesBy: LocalDate,
  createdAt: Instant,
  transitions: Type.Array(Transition),
  payout: nullable(Payout),
  consent: Type.Object({ language: Type.String(), acceptedAt: Instant, textHash: Type.String() }),
})

export function conversionRoutes(usecases: Usecases): Route[] {
  return [acceptRoute(usecases), ...readRoutes(usecases)]
}

function acceptRoute(usecases: Usecases): Route {
  return defineRoute({
    id: 'conversions.create',
    method: 'POST',
    path: '/v1/conversions',
    summary: 'Accept an option of a quote',
    description:
      'The decision is made again under today’s law before anything is held. What was refused cannot be converted by any path.',
    access: { scope: 'convert', holder: true },
    idempotency: 'required',
    status: 201,
    body: NewConversion,
    response: Conversion,
    refusals: [
      'quote_expired',
      'option_not_found',
      'decision_refused',
      'decision_changed',
      'route_not_carried_out',
      'estimate_changed',
      'issuer_refused',
      'issuer_unavailable',
      'pack_stale',
      'consent_mismatch',
      'consent_too_old',
      'holder_is_minor',
      'birth_date_missing',
      'instrument_already_converted',
      'payout_account_not_of_holder',
      'payout_account_name_differs',
    ],
    exampleBody: {
      holderId: 'hld_…',
      quoteId: 'qte_…',
      optionId: 'opt_…',
      payoutAccountId: 'pac_…',
      consent: { language: 'ko', acceptedAt: '2026-11-23T04:10:00Z', textHash: 'sha256:…' },
    },
    handle: ({ caller, body, idempotency }) => usecases.createConversion(caller, body, idempotency!),
  })
}

function readRoutes(usecases: Usecases): Route[] {
  const params = Type.Object({ id: idOf('cnv') })
  return [
    defineRoute({
      id: 'conversions.get',
      method: 'GET',
      path: '/v1/conversions/{id}',
      summary: 'Read a conversion',
      access: { scope: 'read', holder: true },
      params,
      response: Conversion,
      handle: ({ caller, params: { id } }) => usecases.getConversion(caller, id),
    }),
    defineRoute({
      id: 'conversions.list',
      method: 'GET',
      path: '/v1/conversions',
      summary: 'List conversions',
      access: { scope: 'read', holder: true },
      query: Type.Object(
        {
          holderId: Type.Optional(idOf('hld')),
          state: Type.Optional(Type.String({ pattern: '^[a-z_]{1,40}$' })),
          ...pageQuery,
        },
        { additionalProperties: false },
      ),
      response: pageOf('ConversionPage', Conversion),
      handle: ({ caller, query: { holderId, state, ...page } }) =>
        usecases.listConversions(caller, { ...(holderId && { holderId }), ...(state && { state }) }, pageRequest(page)),
    }),
    defineRoute({
      id: 'conversions.transfers',
      method: 'GET',
      path: '/v1/conversions/{id}/transfers',
      summary: 'Every ledger transfer of a conversion',
      access: { scope: 'read', holder: true },
      params,
      response: pageOf('TransferPage', Transfer),
      handle: ({ caller, params: { id } }) => usecases.conversionTransfers(caller, id),
    }),
  ]
}
