// SPDX-License-Identifier: Apache-2.0
// The simulator: makes the simulated issuer and bank misbehave, so that callers can see what failure looks like. The
// route exists only while rails are simulated.

import { Type } from 'typebox'
import type { Usecases } from '../usecases/contract.ts'
import { defineRoute, type Route } from './route.ts'
import { answerObject, oneOf, requestObject } from './schemas.ts'

const KINDS = [
  'timeout',
  'timeout_after_accept',
  'reject',
  'unavailable',
  'slow',
  'return',
  'duplicate_answer',
] as const

/** docs/simulator.md has the same with what callers see. */
const TEST_NUMBERS =
  'Single conversions go wrong by their numbers alone. An account number that ends in 0000 is in another name, 9999 ' +
  'does not exist, 8888 finds the bank away, 7777 has its payout rejected, 6666 sends it back, 5555 takes a moment. ' +
  'A serial that ends in 0000 was used before, 1111 pays less than estimated, 5555 pays later.'

export function simulatorRoutes(usecases: Usecases): Route[] {
  const fault = requestObject('SimulatorFault', {
    target: oneOf(['bank', 'issuer']),
    operation: oneOf(['submit', 'query']),
    kind: oneOf(KINDS, { description: '`timeout_after_accept` does the act and loses the answer.' }),
    count: Type.Integer({ minimum: 1, maximum: 100_000, description: 'How many of the next calls it spoils.' }),
    delayMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
  })
  return [
    defineRoute({
      id: 'simulator.setFaults',
      method: 'POST',
      path: '/v1/simulator/faults',
      summary: 'Make the simulated issuer or bank misbehave',
      description: `Replaces the faults set before; an empty list ends them. ${TEST_NUMBERS}`,
      access: { scope: 'simulator' },
      body: requestObject('SimulatorFaults', { faults: Type.Array(fault, { maxItems: 100 }) }),
      response: answerObject('ActiveFaults', { active: Type.Integer() }),
      refusals: ['simulator_off'],
      exampleBody: { faults: [{ target: 'bank', operation: 'submit', kind: 'timeout_after_accept', count: 1 }] },
      handle: ({ caller, body }) => usecases.setSimulatorFaults(caller, body.faults),
    }),
  ]
}
