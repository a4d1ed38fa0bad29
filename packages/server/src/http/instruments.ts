// SPDX-License-Identifier: Apache-2.0
// Instruments: what holds value. Registering one ahead of a conversion reserves its serial number for its holder.

import type { Pack } from '@jandon/domain/policy'
import { Type } from 'typebox'
import type { Usecases } from '../usecases/contract.ts'
import { quoteRequestSchema } from './quotes.ts'
import { defineRoute, type Route } from './route.ts'
import {
  answerObject,
  Instant,
  idOf,
  Money,
  pageOf,
  pageQuery,
  pageRequest,
  reference,
  requestObject,
} from './schemas.ts'

export const Instrument = answerObject('Instrument', {
  id: idOf('ins'),
  holderId: idOf('hld'),
  kind: Type.String(),
  issuer: Type.String(),
  remaining: Money,
  createdAt: Instant,
})

export function instrumentRoutes(usecases: Usecases, packs: Iterable<Pack>): Route[] {
  return [
    defineRoute({
      id: 'instruments.create',
      method: 'POST',
      path: '/v1/instruments',
      summary: 'Register an instrument of a holder',
      access: { scope: 'convert', holder: true },
      idempotency: 'optional',
      status: 201,
      body: requestObject('NewInstrument', {
        holderId: reference('hld'),
        serial: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 100,
            description: 'Its number with the issuer. Kept only as a keyed hash.',
          }),
        ),
        instrument: quoteRequestSchema(packs).properties.instruments.items,
      }),
      response: Instrument,
      refusals: ['instrument_already_converted'],
      handle: ({ caller, body, idempotency }) => usecases.createInstrument(caller, body, idempotency),
    }),
    defineRoute({
      id: 'instruments.list',
      method: 'GET',
      path: '/v1/instruments',
      summary: "List a holder's instruments",
      access: { scope: 'read', holder: true },
      query: Type.Object({ holderId: idOf('hld'), ...pageQuery }, { additionalProperties: false }),
      response: pageOf('InstrumentPage', Instrument),
      handle: ({ caller, query }) => usecases.listInstruments(caller, query.holderId, pageRequest(query)),
    }),
  ]
}
