// SPDX-License-Identifier: Apache-2.0
// Decisions: what a quote decided for each instrument, kept with its trace and pack version so that it can be explained
// years later.

import { Type } from 'typebox'
import type { Usecases } from '../usecases/contract.ts'
import { QuoteItem } from './quotes.ts'
import { defineRoute, type Route } from './route.ts'
import { answerObject, Instant, idOf, LocalDate, Money, nullable, pageOf, pageQuery, pageRequest } from './schemas.ts'

export const Decision = answerObject('Decision', {
  id: idOf('dec'),
  quoteId: idOf('qte'),
  ref: Type.String(),
  outcome: Type.String(),
  packVersion: Type.String(),
  asOf: LocalDate,
  item: QuoteItem,
})

const FieldDifference = answerObject('FieldDifference', {
  field: Type.String({ description: '`decision`, `options.0.net.amountMinor`, `record.outcome` …' }),
  was: nullable(Type.String()),
  is: nullable(Type.String()),
})

const Under = answerObject('ReplayedUnder', { packVersion: Type.String(), asOf: LocalDate })

export const DecisionReplay = answerObject('DecisionReplay', {
  decisionId: idOf('dec'),
  quoteId: idOf('qte'),
  packVersion: Type.String({ description: 'Under which law it was made.' }),
  asOf: LocalDate,
  under: Under,
  engine: Type.Object({ was: nullable(Type.String()), is: Type.String() }, { title: 'ReplayEngine' }),
  same: Type.Boolean({ description: 'Whether the whole answer came out again, down to its trace.' }),
  decision: Type.Object(
    { was: Type.String(), is: Type.String({ description: 'Also `unreadable_facts` or `unreadable_record`.' }) },
    { title: 'ReplayOutcome' },
  ),
  net: Type.Object(
    { was: Money, is: Money, difference: Money },
    { title: 'ReplayNet', description: 'What the best way to money pays.' },
  ),
  differenceCount: Type.Integer({ minimum: 0 }),
  differences: Type.Array(FieldDifference, { description: 'The first hundred, the outcome before the trace.' }),
})

const Facts = Type.Object({}, { additionalProperties: true })

export const DecisionRecord = answerObject('DecisionRecord', {
  id: idOf('dec'),
  packVersion: Type.String(),
  outcome: Type.String(),
  createdAt: Instant,
  record: Type.Optional(
    Type.Object(
      {
        ref: Type.Optional(Type.String()),
        asOf: Type.String(),
        intent: Type.String(),
        instrument: Facts,
        holder: Type.Optional(Facts),
      },
      {
        title: 'AnonymousDecision',
        description:
          'The facts without the person, one line of the file that `jandon pack impact` reads: no holder, no own names, no free text; a birthday is one that stands for the age group.',
      },
    ),
  ),
})

const Moment = Type.String({ minLength: 1, maxLength: 40, description: 'RFC 3339, such as 2026-11-01T00:00:00+09:00.' })

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
    replayRoute(usecases),
    exportRoute(usecases),
  ]
}

function replayRoute(usecases: Usecases): Route {
  return defineRoute({
    id: 'decisions.replay',
    method: 'GET',
    path: '/v1/decisions/{id}/replay',
    summary: 'Make a stored decision again and compare',
    description:
      'Under the law and for the day it was made, to prove that it still comes out as it was answered. With `under` or `asOf` it shows what another law or another day would change.',
    access: { scope: 'read', holder: true },
    params: Type.Object({ id: idOf('dec') }),
    query: Type.Object(
      {
        under: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 80,
            description: 'A version that was in force here once, or `current`.',
            examples: ['current'],
          }),
        ),
        asOf: Type.Optional(LocalDate),
      },
      { additionalProperties: false },
    ),
    response: DecisionReplay,
    refusals: ['pack_version_not_kept'],
    handle: ({ caller, params, query }) => usecases.replayDecision(caller, params.id, query),
  })
}

function exportRoute(usecases: Usecases): Route {
  return defineRoute({
    id: 'decisions.export',
    method: 'GET',
    path: '/v1/decisions:export',
    summary: 'Export stored decisions without the person',
    access: { scope: 'read' },
    query: Type.Object(
      { from: Type.Optional(Moment), to: Type.Optional(Moment), ...pageQuery },
      { additionalProperties: false },
    ),
    response: pageOf('DecisionRecordPage', DecisionRecord),
    handle: ({ caller, query: { from, to, ...page } }) =>
      usecases.listDecisionRecords(
        caller,
        { ...(from !== undefined && { from }), ...(to !== undefined && { to }) },
        pageRequest(page),
      ),
  })
}
