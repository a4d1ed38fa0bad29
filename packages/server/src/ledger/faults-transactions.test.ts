// SPDX-License-Identifier: Apache-2.0
// What PostgreSQL gives up for others: deadlocks, serialization failures, time limits and ended connections, each
// really provoked. `transaction` runs again what may be run again, and the answers are those of an undisturbed day.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountSpec, DEFAULT_BOOK, type TransferSpec } from '@jandon/domain/ledger'
import type { Tx } from '../database/index.ts'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { openAccounts, postTransfers } from './post.ts'
import { assertSameCounters, transfersInOrder } from './test-books.ts'
import { createNotebook, fund, runClient } from './test-clients.ts'
import { auditorOf, createDeck, openDeck } from './test-deck.ts'
import { assertOneOrder } from './test-orders.ts'
import { ACCOUNTS, freshId, NOW, transfer, won } from './testing.ts'

const deps = { now: () => NOW }
const { cash, clearing, fee } = ACCOUNTS
const holders = Array.from({ length: 8 }, (_, index) => accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', `f${index}`))
const [ana, ben] = [holders[0]!, holders[1]!]

let db: TestDatabase
before(async () => {
  db = await createTestDatabase(undefined, 'own')
  await db.transaction(async tx => {
    await openAccounts(tx, [cash, clearing, fee, ...holders])
    const funding = holders.map(holder => transfer(cash, holder, won(1000)))
    const answers = await postTransfers(deps, tx, funding)
    assert.ok(answers.every(({ result }) => result === 'applied'))
  })
})
after(() => db.drop())

const post = (tx: Tx, batch: readonly TransferSpec[]) => postTransfers(deps, tx, batch)
const results = (answers: readonly { readonly result: string }[]) => answers.map(({ result }) => result)

async function availableOf(account: { readonly id: string }): Promise<bigint> {
  const { rows } = await db.pool.query<{ available: bigint }>(
    `SELECT credits_posted - debits_posted - debits_pending AS available FROM account_balance
     WHERE id = ledger_uuid($1)`,
    [account.id],
  )
  return rows[0]!.available
}

/** Two that wait for each other: neither goes on before both have come here. */
function createMeeting(of: number): () => Promise<void> {
  let here = 0
  let open: () => void = () => undefined
  const all = new Promise<void>(resolve => {
    open = resolve
  })
  return () => {
    here += 1
    if (here >= of) open()
    return all
  }
}

test('two transactions that take two accounts in opposite order: one is run again, both are applied once', async t => {
  const before = [await availableOf(ana), await availableOf(ben)]
  const meet = createMeeting(2)
  let runs = 0
  const both = [
    [transfer(ana, fee, won(3)), transfer(ben, fee, won(5))],
    [transfer(ben, fee, won(7)), transfer(ana, fee, won(11))],
  ].map(([first, second]) =>
    db.transaction(async tx => {
      runs += 1
      const one = await post(tx, [first!])
      await meet()
      const two = await post(tx, [second!])
      return results([...one, ...two])
    }),
  )
  assert.deepEqual(await Promise.all(both), [
    ['applied', 'applied'],
    ['applied', 'applied'],
  ])
  assert.ok(runs > 2, 'PostgreSQL gave one up')
  t.diagnostic(`${runs} runs`)
  assert.deepEqual([await availableOf(ana), await availableOf(ben)], [before[0]! - 14n, before[1]! - 12n])
})

test('two transactions that take two ids in opposite order, on accounts that nobody waits for: each id once', async () => {
  const meet = createMeeting(2)
  const ids = [freshId('trf'), freshId('trf')]
  let runs = 0
  const both = [ids, ids.toReversed()].map(some =>
    db.transaction(async tx => {
      runs += 1
      const one = await post(tx, [transfer(clearing, fee, won(1), { id: some[0]! })])
      await meet()
      return [...one, ...(await post(tx, [transfer(clearing, fee, won(1), { id: some[1]! })]))]
    }),
  )
  const answers = (await Promise.all(both)).map(pair => new Map(pair.map(({ id, result }) => [id, result])))
  assert.ok(runs > 2, 'PostgreSQL gave one up')
  for (const id of ids) {
    const told = answers.map(pair => pair.get(id)).sort()
    assert.deepEqual(told, ['applied', 'exists_with_different_journal'])
  }
})

test('large calls with the same ids in opposite order: each is applied once, whoever wins', async () => {
  for (let round = 0; round < 3; round += 1) {
    const ids = Array.from({ length: 2000 }, () => freshId('trf'))
    const batches = [ids, ids.toReversed()].map(some => some.map(id => transfer(clearing, fee, won(1), { id })))
    const answers = await Promise.all(batches.map(batch => db.transaction(tx => post(tx, batch))))
    const [one, other] = answers.map(batch => new Map(batch.map(({ id, result }) => [id, result])))
    for (const id of ids) {
      assert.deepEqual([one!.get(id), other!.get(id)].sort(), ['applied', 'exists_with_different_journal'])
    }
  }
})

for (const level of ['SERIALIZABLE', 'REPEATABLE READ']) {
  test(`${level} callers are given up and run again, and every answer is right`, { timeout: 120_000 }, async t => {
    const tag = `level ${level}`
    const deck = createDeck(tag)
    await openDeck(db, deck)
    const notebook = createNotebook(deck)
    notebook.calls.push(await fund(db, deck))
    let runs = 0
    const strict = {
      ...db,
      transaction: <T>(run: (tx: Tx) => Promise<T>) =>
        db.transaction(async tx => {
          runs += 1
          await tx.query(`SET TRANSACTION ISOLATION LEVEL ${level}`)
          return run(tx)
        }),
    }
    const common = { db: strict, deck, tag, clients: 4, from: 1, largest: 6, notebook }
    let gaveUp = 0
    const failed = (error: unknown) => {
      // After ten tries `transaction` lets its caller know; on so few accounts that happens.
      if (!(error instanceof Error && 'code' in error && /^(40001|40P01)$/.test(String(error.code)))) throw error
      gaveUp += 1
    }
    await Promise.all(
      Array.from({ length: 4 }, (_, client) => runClient({ ...common, client, failed, isOver: calls => calls >= 30 })),
    )
    t.diagnostic(`${runs} runs for ${notebook.calls.length} calls, ${gaveUp} given up`)
    assert.ok(runs > notebook.calls.length, 'some had to be run again')
    const { auditor } = assertOneOrder(() => auditorOf(deck), notebook.calls, await transfersInOrder(db, deck.book))
    await assertSameCounters(db, auditor)
  })
}

/** Runs `meanwhile` while somebody else holds ana's balance. */
async function whileHeld(meanwhile: () => Promise<void>): Promise<void> {
  const holder = await db.pool.connect()
  try {
    await holder.query('BEGIN')
    await post(holder, [transfer(ana, fee, won(1))])
    await meanwhile()
  } finally {
    await holder.query('ROLLBACK')
    holder.release()
  }
}

for (const [setting, code] of [
  ['lock_timeout', '55P03'],
  ['statement_timeout', '57014'],
] as const) {
  test(`a call that waits longer than ${setting} changes nothing, and is applied when sent again`, async () => {
    const before = await availableOf(ana)
    const batch = [transfer(ben, fee, won(2)), transfer(ana, fee, won(2), { phase: 'pending' })]
    await whileHeld(async () => {
      const waiting = db.transaction(async tx => {
        await tx.query(`SET LOCAL ${setting} = '100ms'`)
        return post(tx, batch)
      })
      await assert.rejects(waiting, { code })
    })
    assert.equal(await availableOf(ana), before)
    assert.deepEqual(results(await db.transaction(tx => post(tx, batch))), ['applied', 'applied'])
    assert.equal(await availableOf(ana), before - 2n)
  })
}

test('a connection that is ended between posting and commit leaves nothing, and the same call is applied later', async () => {
  const before = await availableOf(ana)
  const batch = [transfer(ana, fee, won(4)), transfer(ana, clearing, won(5), { phase: 'pending' })]
  const doomed = db.transaction(async tx => {
    const answers = await post(tx, batch)
    assert.deepEqual(results(answers), ['applied', 'applied'])
    const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    await db.pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid])
    await tx.query('SELECT 1')
  })
  await assert.rejects(doomed, /terminating connection|Connection terminated|connection error/)
  assert.equal(await availableOf(ana), before)
  assert.deepEqual(results(await db.transaction(tx => post(tx, batch))), ['applied', 'applied'])
  assert.deepEqual(results(await db.transaction(tx => post(tx, batch))), ['exists', 'exists'])
  assert.equal(await availableOf(ana), before - 9n)
})

test('a savepoint of the caller that is rolled back takes its call with it, and only that', async () => {
  const before = await availableOf(ana)
  const [kept, gone] = [transfer(ana, fee, won(6)), transfer(ana, fee, won(7))]
  await db.transaction(async tx => {
    await post(tx, [kept])
    await tx.query('SAVEPOINT part')
    assert.deepEqual(results(await post(tx, [gone])), ['applied'])
    await tx.query('ROLLBACK TO SAVEPOINT part')
  })
  assert.equal(await availableOf(ana), before - 6n)
  assert.deepEqual(results(await db.transaction(tx => post(tx, [kept, gone]))), ['exists', 'applied'])
})
