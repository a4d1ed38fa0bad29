// SPDX-License-Identifier: Apache-2.0
// The simulated bank and issuer under the suites that every rail and source must pass. The test moves their clock.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { KOREAN_NIGHTLY_PAUSE } from '@jandon/domain/payout'
import { parseInstant } from '@jandon/domain/time'
import { createTestDatabase } from '../../packages/server/src/database/testing.ts'
import { createSimulatedBank, openSimulator } from '../../packages/server/src/rails/index.ts'
import { createSimulatedIssuer } from '../../packages/server/src/sources/index.ts'
import { describeRail, instruction } from './rail-suite.ts'
import { describeSource } from './source-suite.ts'

async function openWorld() {
  const database = await createTestDatabase()
  let now = parseInstant('2026-11-23T01:00:00Z')!
  const clock = { now: () => now }
  const simulator = await openSimulator({
    url: database.url,
    clock,
    timer: { sleep: () => Promise.resolve() },
    delayMs: 0,
  })
  return {
    database,
    simulator,
    clock,
    async wait(ms: number) {
      now += ms
    },
    async close() {
      await simulator.close()
      await database.drop()
    },
  }
}

describeRail('simulated bank', async () => {
  const world = await openWorld()
  return {
    rail: createSimulatedBank(world.simulator),
    async trouble(kind, operation = 'submit') {
      await world.simulator.setFaults([{ target: 'bank', operation, kind, count: 1 }])
    },
    async booked(reference) {
      const { rows } = await world.simulator.pool.query<{ direction: string }>(
        'SELECT direction FROM simulator.bank_entry WHERE reference = $1',
        [reference],
      )
      return {
        credits: rows.filter(row => row.direction === 'credit').length,
        returns: rows.filter(row => row.direction === 'return').length,
      }
    },
    wait: world.wait,
    close: world.close,
  }
})

describeSource('simulated issuer', async () => {
  const world = await openWorld()
  return {
    source: createSimulatedIssuer(world.simulator),
    async trouble(kind, operation = 'submit') {
      await world.simulator.setFaults([{ target: 'issuer', operation, kind, count: 1 }])
    },
    async booked(reference) {
      const { rows } = await world.simulator.pool.query(
        `SELECT 1 FROM simulator.issuer_redemption WHERE reference = $1 AND state = 'redeemed'`,
        [reference],
      )
      return rows.length
    },
    close: world.close,
  }
})

describe('only the simulated bank', () => {
  test('keeps its books over a restart of its process', async () => {
    const world = await openWorld()
    const payment = instruction()
    await createSimulatedBank(world.simulator).submit(payment)
    const restarted = await openSimulator({
      url: world.database.url,
      clock: world.clock,
      timer: { sleep: () => Promise.resolve() },
      delayMs: 0,
    })
    assert.equal((await createSimulatedBank(restarted).query(payment.reference)).kind, 'settled')
    await restarted.close()
    await world.close()
  })

  test('with closed hours says when it opens', async () => {
    const world = await openWorld()
    const bank = createSimulatedBank(world.simulator, { hours: KOREAN_NIGHTLY_PAUSE })
    const [noon, midnight] = ['2026-11-23T03:00:00Z', '2026-11-23T15:00:00Z'].map(text => parseInstant(text)!)
    assert.equal(bank.opensAt('088', noon!), noon)
    assert.equal(bank.opensAt('088', midnight!), parseInstant('2026-11-23T15:10:00Z'))
    await world.close()
  })
})
