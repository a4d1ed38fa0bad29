// SPDX-License-Identifier: Apache-2.0
// Many clients on few accounts: every answer is right, nothing is overdrawn, nothing waits for ever and nothing is
// applied twice, while others fold and seal.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { deriveIdFromKey } from '@jandon/domain/ids'
import { accountSpec, DEFAULT_BOOK, type TransferResultCode } from '@jandon/domain/ledger'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { createLedger, verifyLedger } from './index.ts'
import { assertSameCounters, transfersInOrder } from './test-books.ts'
import { createNotebook, fund, isFaultOfTheWorld, runClient } from './test-clients.ts'
import { auditorOf, chanceOf, createDeck, DECK_START, openDeck } from './test-deck.ts'
import { assertOneOrder, type RecordedCall } from './test-orders.ts'
import { ACCOUNTS, freshId, NOW, transfer, won } from './testing.ts'

const CLIENTS = 8
const ledger = createLedger({ clock: { now: () => NOW } })
const { cash, clearing, fee } = ACCOUNTS
let db: TestDatabase
before(async () => {
  db = await createTestDatabase(undefined, 'own')
  await db.transaction(async tx => {
    await ledger.openAccounts(tx, [cash, clearing, fee])
    await ledger.postTransfers(tx, [transfer(cash, clearing, won(100))])
  })
})
after(() => db.drop())

/** The same database, but that every eighth answer is lost on its way after the commit. */
function losingAnswers(of: TestDatabase): TestDatabase {
  const chance = chanceOf('lost answers')
  return {
    ...of,
    async transaction(run) {
      const answer = await of.transaction(run)
      if (chance(8) === 0) throw Object.assign(new Error('The answer is lost.'), { code: 'ECONNRESET' })
      return answer
    },
  }
}

test(`${CLIENTS} clients with random batches, some of whose answers are lost: every answer was right at a moment of its call`, {
  timeout: 120_000,
}, async t => {
  const tag = 'concurrent'
  const deck = createDeck(tag)
  await openDeck(db, deck)
  const notebook = createNotebook(deck)
  notebook.calls.push(await fund(db, deck))
  const failed = (error: unknown) => assert.ok(isFaultOfTheWorld(error))
  const common = { db: losingAnswers(db), deck, tag, clients: CLIENTS, from: 1, largest: 12, notebook, failed }
  let isDone = false
  // With a clock that stands still before every expiry: only the clients expire.
  const keeper = createLedger({ clock: { now: () => DECK_START } })
  const upkeep = (async () => {
    while (!isDone) await keeper.upkeep(db)
  })()
  await Promise.all(
    Array.from({ length: CLIENTS }, (_, client) => runClient({ ...common, client, isOver: calls => calls >= 60 })),
  )
  isDone = true
  await upkeep
  const recorded = await transfersInOrder(db, deck.book)
  const { auditor, ...report } = assertOneOrder(() => auditorOf(deck), notebook.calls, recorded)
  await assertSameCounters(db, auditor)
  assert.ok(report.appliedUnheard > 0, 'some of what was lost had been applied')
  const results = notebook.calls.flatMap(({ heard }) => heard?.answers.flat() ?? [])
  for (const wanted of ['applied', 'exists', 'exceeds_credits', 'exceeds_debits'] as const) {
    assert.ok(results.includes(wanted), `${wanted} was among the answers`)
  }
  t.diagnostic(`${results.length} transfers in ${notebook.calls.length} calls: ${JSON.stringify(report)}`)
})

test('wrong answers do not pass for right ones', async () => {
  const tag = 'wrong'
  const deck = createDeck(tag)
  await openDeck(db, deck)
  const notebook = createNotebook(deck)
  const common = { db, deck, tag, clients: 1, client: 0, from: 1, largest: 6, notebook }
  notebook.calls.push(await fund(db, deck))
  await runClient({ ...common, isOver: calls => calls >= 30 })
  const { calls } = notebook
  const recorded = await transfersInOrder(db, deck.book)
  const check =
    (some: readonly RecordedCall[], rows = recorded) =>
    () =>
      assertOneOrder(() => auditorOf(deck), some, rows)
  assert.doesNotThrow(check(calls))
  assert.throws(check(calls, recorded.slice(0, -1)), /acknowledged and is lost/)
  assert.throws(check(calls, [...recorded, recorded[0]!]), /recorded twice/)
  assert.throws(check(calls.slice(1)), /nobody sent/)
  assert.throws(check(calls, recorded.toReversed()))
  const changed = (from: TransferResultCode, to: TransferResultCode) => {
    const at = calls.findIndex(({ heard }) => heard!.answers.flat().includes(from))
    const { heard } = calls[at]!
    const answers = heard!.answers.map(some => some.map(answer => (answer === from ? to : answer)))
    return calls.with(at, { ...calls[at]!, heard: { end: heard!.end, answers } })
  }
  assert.throws(check(changed('applied', 'exceeds_credits')))
  assert.throws(check(changed('exceeds_credits', 'exceeds_debits')), /right at no moment/)
  assert.throws(check(changed('exists', 'applied')), /two clients were told|not all of it/)
})

test('of what is on a hot account with a rule, all can be taken by many at once, and not one won more', async () => {
  const book = deriveIdFromKey('bok', 'taken to the last')
  const own = accountSpec(book, 'safeguarding_cash', 'KRW')
  const other = accountSpec(book, 'payout_clearing', 'KRW')
  await db.transaction(async tx => {
    await ledger.openBook(tx, book)
    await ledger.openAccounts(tx, [own, other])
    await ledger.postTransfers(tx, [transfer(own, other, won(100))], { book })
  })
  for (const [amount, applied] of [
    [3, 33],
    [1, 1],
  ] as const) {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () =>
        db.transaction(tx => ledger.postTransfers(tx, [transfer(other, own, won(amount))], { book })),
      ),
    )
    const results = answers.map(([answer]) => answer!.result).sort()
    assert.deepEqual(results, [...Array(applied).fill('applied'), ...Array(40 - applied).fill('exceeds_debits')])
  }
  assert.equal((await ledger.account(db.pool, own.id))!.available.amountMinor, 0n)
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
  // What a pass notes, the next one seals.
  for (let pass = 0; pass < 3; pass += 1) await ledger.upkeep(db)
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
