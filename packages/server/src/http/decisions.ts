// SPDX-License-Identifier: Apache-2.0
// Decisions: what a quote decided for each instrument, kept with its trace and pack version so that it can be explained
// years later.

import { Type } from 'typebox'
import type { Usecases } from '../usecases/contract.ts'
import { QuoteItem } from './quotes.ts'
import { defineRoute, type Route } from './route.ts'
import { answerObject, idOf, LocalDate, pageOf } from './schemas.ts'

export const Decision = answerObject('Decision', {
  id: idOf('dec'),
  quoteId: idOf('qte'),
  ref: Type.String(),
  outcome: Type.String(),
  packVersion: Type.String(),
  asOf: LocalDate,
  item: QuoteItem,
})

export function decisionRoutes(usecases: Usecases): Route[] {
  return [
    defineRoute({
      id: 'decisions.list',
      method: 'GET',
      path: '/v1/decisions',
      summary: 'List the decisions of a quote',
      access: { scope: 'read', holder: true },
      query: Type.Object({ quoteId: idOf('qte') }, { additionalProperties: false }),
      response: pageOf('DecisionPage', Decision),
      handle: ({ caller, query }) => usecases.listDecisions(caller, query.quoteId),
    }),
    defineRoute({
      id: 'decisions.get',
      method: 'GET',
      path: '/v1/decisions/{id}',
      summary: 'Read a decision with its trace',
      access: { scope: 'read', holder: true },
      params: Type.Object({ id: idOf('dec') }),
      response: Decision,
      handle: ({ caller, params }) => usecases.getDecision(caller, params.id),
    }),
  ]
}
