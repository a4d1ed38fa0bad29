// SPDX-License-Identifier: Apache-2.0
// The OpenAPI document without a running server, for the client generator and for tests.

import { BANKS } from '@jandon/domain/payout'
import type { Pack } from '@jandon/domain/policy'
import type { Usecases } from '../usecases/contract.ts'
import { buildOpenApi, type OpenApiDocument } from './openapi.ts'
import { allRoutes } from './server.ts'

/** The document that a server with these packs and simulated rails answers at /openapi.json. */
export function describeApi(packs: ReadonlyMap<string, Pack>): OpenApiDocument {
  // No handler runs, so there is no use-case behind them.
  const usecases = {} as Usecases
  const compareOffer = () => ({ kind: 'unknown_jurisdiction' }) as const
  return buildOpenApi(allRoutes({ usecases, packs, banks: BANKS, compareOffer, isSimulated: true }))
}
