// SPDX-License-Identifier: Apache-2.0
// The session: who the server takes the caller for. A page asks this first, to know whose money it may show.

import { Type } from 'typebox'
import type { Usecases } from '../usecases/contract.ts'
import { Holder } from './holders.ts'
import { defineRoute, type Route } from './route.ts'
import { answerObject, nullable } from './schemas.ts'

export function sessionRoutes(usecases: Usecases): Route[] {
  return [
    defineRoute({
      id: 'session.get',
      method: 'GET',
      path: '/v1/session',
      summary: 'Who the caller is',
      access: { holder: true },
      response: answerObject('Session', {
        role: Type.String({ description: '`operator` or `holder`.' }),
        holder: nullable(Holder),
        simulatedRails: Type.Boolean({ description: 'No real money moves when true.' }),
      }),
      handle: ({ caller }) => usecases.session(caller),
    }),
  ]
}
