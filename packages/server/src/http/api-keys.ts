// SPDX-License-Identifier: Apache-2.0
// API keys of operators. The secret is shown once, in the answer that makes it; only its hash is kept.

import { Type } from 'typebox'
import { SCOPES, type Usecases } from '../usecases/contract.ts'
import { defineRoute, type Route } from './route.ts'
import { answerObject, idOf, oneOf, requestObject } from './schemas.ts'

export function apiKeyRoutes(usecases: Usecases): Route[] {
  const scopes = Type.Array(oneOf(SCOPES), { minItems: 1, maxItems: SCOPES.length, uniqueItems: true })
  return [
    defineRoute({
      id: 'apiKeys.create',
      method: 'POST',
      path: '/v1/apiKeys',
      summary: 'Make an API key',
      description: 'A key can hand on only scopes that it has itself.',
      access: { scope: 'keys' },
      status: 201,
      body: requestObject('NewApiKey', { name: Type.String({ minLength: 1, maxLength: 100 }), scopes }),
      response: answerObject('ApiKey', {
        id: idOf('key'),
        name: Type.String(),
        scopes: Type.Array(oneOf(SCOPES)),
        secret: Type.String({ description: 'Shown this once.' }),
      }),
      exampleBody: { name: 'refund desk', scopes: ['convert', 'read'] },
      handle: ({ caller, body }) => usecases.createApiKey(caller, body),
    }),
  ]
}
