// SPDX-License-Identifier: Apache-2.0
// Payouts: cash leaving to a holder over a rail, with every step of it.

import { Type } from 'typebox'
import type { Usecases } from '../usecases/contract.ts'
import { defineRoute, type Route } from './route.ts'
import { answerObject, idOf, Money, Transition } from './schemas.ts'

export const Payout = answerObject('Payout', {
  id: idOf('pay'),
  conversionId: idOf('cnv'),
  payoutAccountId: idOf('pac'),
  rail: Type.String(),
  amount: Money,
  state: Type.String(),
  railReference: Type.String({ description: 'What the bank knows it by. One payout has one, for ever.' }),
  transitions: Type.Array(Transition),
})

export function payoutRoutes(usecases: Usecases): Route[] {
  return [
    defineRoute({
      id: 'payouts.get',
      method: 'GET',
      path: '/v1/payouts/{id}',
      summary: 'Read a payout',
      access: { scope: 'read', holder: true },
      params: Type.Object({ id: idOf('pay') }),
      response: Payout,
      handle: ({ caller, params }) => usecases.getPayout(caller, params.id),
    }),
  ]
}
