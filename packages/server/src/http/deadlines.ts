// SPDX-License-Identifier: Apache-2.0
// The deadlines of a quote as a calendar file, so that a phone reminds of a right before it is lost.

import { planCalendar } from '@jandon/domain/quote'
import { Type } from 'typebox'
import type { Usecases } from '../usecases/contract.ts'
import { defineRoute, type Route } from './route.ts'
import { idOf, oneOf } from './schemas.ts'

export function deadlineRoutes(usecases: Usecases): Route[] {
  return [
    defineRoute({
      id: 'quotes.deadlines',
      method: 'GET',
      path: '/v1/quotes/{id}/deadlines.ics',
      summary: 'Read the deadlines of a quote as a calendar file',
      description:
        'iCalendar (RFC 5545): each day on which a right is lost, with an alarm a week before, and each day from which waiting pays more. Importing it again changes nothing.',
      access: { anonymous: true },
      params: Type.Object({ id: idOf('qte') }),
      query: Type.Object({ language: Type.Optional(oneOf(['ko', 'en'])) }, { additionalProperties: false }),
      mediaType: 'text/calendar',
      response: Type.String({ description: 'An iCalendar file.' }),
      async handle({ caller, params, query }) {
        const found = await usecases.getQuote(caller, params.id)
        return found.kind === 'done' ? { ...found, value: planCalendar(found.value, query.language) } : found
      },
    }),
  ]
}
