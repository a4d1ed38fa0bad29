// SPDX-License-Identifier: Apache-2.0
// Many clients on few accounts: nothing is overdrawn, nothing waits for ever, nothing is applied twice, and the chain
// never takes a journal before one that it depends on or while an older transaction is still running.

import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, before, test } from 'node:test'
import { accountSpec, DEFAULT_BOOK, type TransferSpec } from '@jandon/domain/ledger'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { createLedger, verifyLedger } from './index.ts'
import { ACCOUNTS, freshId, NOW, transfer, won } from './testing.ts'

const CLIENTS = 8
const ledger = createLedger({ clock: { now: () => NOW } })
const { cash, clearing, fee } = ACCOUNTS
const holders = ['ana', 'ben', 'cho'].map(owner => accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', owner))
const any = <T>(list: readonly T[]): T => list[randomInt(list.length)]!

let db: TestDatabase
before(async () => {
  db = await createTestDatabase(undefined, 'own')
  await db.transaction(async tx => {
    await ledger.openAccounts(tx, [cash, clearing, fee, ...holders])
    const funds = holders.map(holder => transfer(cash, holder, won(100)))
    await ledger.postTransfers(tx, funds)
  })
})
after(() => db.drop())

async function counted(): Promise<bigint> {
  const { rows } = await db.pool.query<{ count: bigint }>('SELECT count(*) AS count FROM transfer')
  return rows[0]!.count
}

test(`${CLIENTS} clients with random batches: no overdraft, no deadlock left, all adds up`, {
  timeout: 120_000,
}, async () => {
  const before = await counted()
  let applied = 0n
  let refused = 0
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const pendings: TransferSpec[] = []
      for (let round = 0; round < 25; round += 1) {
        const batch = Array.from({ length: 6 }, () => {
          const hold = pendings.length > 0 && randomInt(3) === 0 ? pendings.pop()! : undefined
          if (hold) {
            const [debit, credit] = [{ id: hold.debitAccountId }, { id: hold.creditAccountId }]
            return transfer(debit, credit, hold.amount, { phase: any(['post', 'void']), pendingId: hold.id })
          }
          const amount = won(randomInt(1, 60))
          const [from, to] = [any([...holders, clearing, cash]), any([fee, ...holders, clearing, cash])]
          return transfer(from, to, amount, { phase: any(['posted', 'pending']) })
        })
        // Two journals that cross the same accounts in both directions: locks taken out of order would meet here.
        const results = await db.transaction(tx => ledger.postTransfers(tx, batch))
        results.forEach(({ result }, index) => {
          if (result === 'applied') applied += 1n
          else refused += 1
          if (result === 'applied' && batch[index]!.phase === 'pending') pendings.push(batch[index]!)
        })
        if (round % 5 === 0) await ledger.upkeep(db)
      }
    }),
  )
  assert.equal(await counted(), before + applied)
  assert.ok(refused > 0, 'some batches wanted more than there was')
  for (const { id } of [cash, ...holders]) {
    assert.ok((await ledger.account(db.pool, id))!.available.amountMinor >= 0n)
  }
  await ledger.upkeep(db)
  const report = await verifyLedger({ kind: 'database', db })
  assert.deepEqual(report.findings, [])
  assert.equal(report.sealed, report.journals)
  assert.equal((await ledger.safeguardingEquation(db.pool)).holds, true)
})

test('the same transfer from many clients at once is applied once, also between hot accounts', async () => {
  for (const [debit, credit] of [
    [clearing, fee],
    [cash, clearing],
  ] as const) {
    const same = transfer(debit, credit, won(1))
    const batches = Array.from({ length: CLIENTS }, () => [
      transfer(clearing, fee, won(1)),
      same,
      transfer(clearing, fee, won(1)),
    ])
    const results = await Promise.all(batches.map(batch => db.transaction(tx => ledger.postTransfers(tx, batch))))
    const answers = results.map(batch => batch[1]!.result).sort()
    assert.deepEqual(answers, ['applied', ...Array(CLIENTS - 1).fill('exists')])
    assert.ok(results.every(batch => batch[0]!.result === 'applied' && batch[2]!.result === 'applied'))
  }
})

test('the same id for different transfers: one wins, the others are told', async () => {
  const id = freshId('trf')
  const results = await Promise.all(
    Array.from({ length: CLIENTS }, () =>
      db.transaction(tx => ledger.postTransfers(tx, [transfer(clearing, fee, won(1), { id })])),
    ),
  )
  const answers = results.map(batch => batch[0]!.result).sort()
  assert.deepEqual(answers, ['applied', ...Array(CLIENTS - 1).fill('exists_with_different_journal')])
})

test('a pending transfer between hot accounts is resolved once, whoever comes first', async () => {
  const pending = transfer(clearing, fee, won(9), { phase: 'pending' })
  await db.transaction(tx => ledger.postTransfers(tx, [pending]))
  const results = await Promise.all(
    Array.from({ length: CLIENTS }, (_, index) => {
      const resolve = transfer(clearing, fee, won(9), { phase: index % 2 ? 'post' : 'void', pendingId: pending.id })
      return db.transaction(tx => ledger.postTransfers(tx, [resolve]))
    }),
  )
  const answers = results.map(batch => batch[0]!.result)
  assert.equal(answers.filter(answer => answer === 'applied').length, 1)
  const winner = results.findIndex(batch => batch[0]!.result === 'applied') % 2 ? 'posted' : 'voided'
  assert.equal(answers.filter(answer => answer === `pending_already_${winner}`).length, CLIENTS - 1)
})

test('accounts opened by many clients at once are opened once', async () => {
  const fresh = Array.from({ length: 20 }, (_, index) =>
    accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', `fresh ${index}`),
  )
  const results = await Promise.all(
    Array.from({ length: CLIENTS }, (_, client) => {
      const accounts = client % 2 ? fresh : fresh.toReversed()
      const id = freshId('jnl')
      const transfers = fresh.map(holder => transfer(clearing, holder, won(1), { journalId: id }))
      const journal = {
        id,
        book: DEFAULT_BOOK,
        event: 'operator_transfer',
        subject: 'fresh',
        accounts,
        transfers,
      } as const
      return db.transaction(tx => ledger.postJournals(tx, [journal]))
    }),
  )
  assert.ok(results.flat().every(({ result }) => result === 'applied'))
  const page = await ledger.accounts(db.pool, { code: 'holder_cash' }, { limit: 1000 })
  const opened = page.items.filter(account => account.owner?.startsWith('fresh'))
  assert.deepEqual([...new Set(opened.map(account => account.balance.amountMinor))], [BigInt(CLIENTS)])
  assert.equal(opened.length, 20)
})

test('nothing is sealed while an older transaction runs, and all of it in order afterwards', async () => {
  await ledger.seal(db)
  const older = await db.pool.connect()
  await older.query('BEGIN')
  const first = transfer(clearing, fee, won(1))
  await ledger.postTransfers(older, [first])
  const second = transfer(clearing, fee, won(2))
  await db.transaction(tx => ledger.postTransfers(tx, [second]))
  assert.equal(await ledger.seal(db), 0)
  const waiting = await verifyLedger({ kind: 'database', db })
  assert.deepEqual([waiting.ok, waiting.journals - waiting.sealed], [true, 1])
  await older.query('COMMIT')
  older.release()
  assert.equal(await ledger.seal(db), 2)
  const { rows } = await db.pool.query<{ id: string }>(
    'SELECT t.id FROM journal_link l JOIN transfer t USING (journal_no) ORDER BY l.position DESC LIMIT 2',
  )
  assert.deepEqual(
    rows.map(({ id }) => id),
    [second.id, first.id],
  )
})

test('what waited in a dump is sealed after it is restored, on a server that counts transactions anew', async () => {
  await ledger.seal(db)
  await db.transaction(tx => ledger.postTransfers(tx, [transfer(clearing, fee, won(1))]))
  await db.pool.query(`UPDATE journal_unsealed SET xid = '9000000000000'`)
  assert.equal(await ledger.seal(db), 1)
})

test('sealers, folders and posters at once lose nothing', async () => {
  const before = (await ledger.account(db.pool, fee.id))!.creditsPosted.amountMinor
  let isDone = false
  const upkeep = [0, 1].map(async () => {
    while (!isDone) await ledger.upkeep(db)
  })
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (let round = 0; round < 20; round += 1) {
        await db.transaction(tx =>
          ledger.postTransfers(tx, [transfer(clearing, fee, won(1)), transfer(clearing, fee, won(1))]),
        )
      }
    }),
  )
  isDone = true
  await Promise.all(upkeep)
  assert.equal((await ledger.account(db.pool, fee.id))!.creditsPosted.amountMinor, before + BigInt(CLIENTS * 40))
  await ledger.upkeep(db)
  const report = await verifyLedger({ kind: 'database', db })
  assert.deepEqual([report.findings, report.sealed], [[], report.journals])
})

test('PostgreSQL had no deadlock to break in all of this', async () => {
  // Its backends report their counts at most a second late.
  await db.pool.query('SELECT pg_sleep(1.2)')
  const { rows } = await db.pool.query<{ deadlocks: bigint }>(
    'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
  )
  assert.equal(rows[0]!.deadlocks, 0n)
})
