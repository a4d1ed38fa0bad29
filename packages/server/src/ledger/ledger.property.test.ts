// SPDX-License-Identifier: Apache-2.0
// The ledger against the auditor: random batches with every phase, duplicates, conflicts, linked transfers, expiry,
// closings and calls that are rolled back. A failure prints its seed and the shortest steps that still fail.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { seal } from './seal.ts'
import { Difference, playWorlds } from './test-shrink.ts'
import type { Step } from './test-wishes.ts'
import { playWorld, type Tally } from './test-worlds.ts'
import { verifyLedger } from './verify.ts'

/** 45 random worlds of up to 8 steps, each twice, take about 5 s; `npm run soak` plays a million operations. */
const RUNS = 45

let db: TestDatabase
before(async () => {
  db = await createTestDatabase(undefined, 'own')
})
after(() => db.drop())

test('both ways of the ledger answer as the auditor and keep its balances', async () => {
  const tally: Tally = new Map()
  await playWorlds({ count: RUNS, chains: 12, steps: 8 }, async list => {
    await playWorld(db, list, { exact: false, tally })
    await playWorld(db, list, { exact: true, tally })
  })
  for (const result of ['applied', 'exists', 'exceeds_credits', 'exceeds_debits', 'pending_already_posted'] as const) {
    assert.ok((tally.get(result) ?? 0) > 0, `${result} was among the answers`)
  }
})

test('a ledger that errs is found out, and the steps that show it are few', async () => {
  const play = (list: readonly Step[]) => playWorld(db, list, { exact: false, tally: new Map(), clockError: 3_600_000 })
  await assert.rejects(playWorlds({ count: RUNS, chains: 12, steps: 8, seed: 1 }, play), error => {
    assert.ok(error instanceof Difference)
    assert.match(error.message, /^seed 1: /)
    const chains = error.least.flatMap(({ batches }) => batches.flatMap(batch => batch.chains))
    assert.deepEqual(
      chains.map(({ wishes }) => wishes.map(({ phase }) => phase)),
      [['pending']],
    )
    return true
  })
})

test('what all these worlds left behind verifies: balances, rules in chain order, and the chain', async () => {
  await seal(db)
  const report = await verifyLedger({ kind: 'database', db })
  assert.deepEqual(report.findings, [])
  assert.equal(report.sealed, report.journals)
  assert.ok(report.transfers > RUNS, 'the worlds did something')
})
