// SPDX-License-Identifier: Apache-2.0
// Holders: the people whose value it is. Everything here is personal data, so nothing of it may be stored on the way.

import { Type } from 'typebox'
import type { Usecases } from '../usecases/contract.ts'
import { defineRoute, type Route } from './route.ts'
import { answerObject, Instant, idOf, LocalDate, requestObject } from './schemas.ts'

export const NewHolder = requestObject('NewHolder', {
  name: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'The full name as the bank has it.',
    examples: ['김잔돈'],
  }),
  birthDate: Type.Optional(LocalDate),
  phone: Type.Optional(
    Type.String({
      pattern: '^[+0-9][0-9 -]{6,19}$',
      description: 'A phone number with or without hyphens.',
      examples: ['010-1234-5678'],
    }),
  ),
})

export const Holder = answerObject('Holder', {
  id: idOf('hld'),
  name: Type.String(),
  birthDate: Type.Optional(LocalDate),
  phone: Type.Optional(Type.String()),
  createdAt: Instant,
})

export function holderRoutes(usecases: Usecases): Route[] {
  return [
    defineRoute({
      id: 'holders.create',
      method: 'POST',
      path: '/v1/holders',
      summary: 'Register a holder',
      description: 'The name is checked against the bank when a payout account is added.',
      access: { scope: 'convert' },
      idempotency: 'optional',
      status: 201,
      body: NewHolder,
      response: Holder,
      exampleBody: { name: '이하늘', birthDate: '1991-04-02', phone: '010-2345-6789' },
      handle: ({ caller, body, idempotency }) => usecases.createHolder(caller, body, idempotency),
    }),
    defineRoute({
      id: 'holders.get',
      method: 'GET',
      path: '/v1/holders/{id}',
      summary: 'Read a holder',
      access: { scope: 'read', holder: true },
      params: Type.Object({ id: idOf('hld') }),
      response: Holder,
      handle: ({ caller, params }) => usecases.getHolder(caller, params.id),
    }),
  ]
}
