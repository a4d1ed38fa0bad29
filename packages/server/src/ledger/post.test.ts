// SPDX-License-Identifier: Apache-2.0
// One row per answer of the ledger: what is sent, and what it must say. Each row runs both ways, set-wise and exact.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { deriveIdFromKey, type Id, idToUuid } from '@jandon/domain/ids'
import { accountSpec, DEFAULT_BOOK, TRANSFER_RESULTS, type TransferSpec } from '@jandon/domain/ledger'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { closeAccount, openBook } from './accounts.ts'
import { createLedger } from './index.ts'
import { openAccounts, postTransfers } from './post.ts'
import { absent, closed, elsewhere, empty, ROWS } from './test-answers.ts'
import { ACCOUNTS, FACE, face, NOW, transfer, won } from './testing.ts'

const { cash, clearing, fee, ana, ben, voucher, outstanding } = ACCOUNTS

let db: TestDatabase
before(async () => {
  db = await createTestDatabase()
  await db.transaction(async tx => {
    await openBook(tx, elsewhere.book)
    await openAccounts(tx, [...Object.values(ACCOUNTS), empty, closed, elsewhere])
    assert.equal(await closeAccount(tx, closed.id), 'closed')
    const funds = [transfer(cash, ana, won(1_000_000)), transfer(cash, ben, won(1_000_000))]
    await postTransfers({ now: () => NOW }, tx, [...funds, transfer(outstanding, voucher, face(10_000))])
  })
})
after(() => db.drop())

async function counters(): Promise<string> {
  const { rows } = await db.pool.query(
    `SELECT string_agg(concat_ws(',', id, debits_pending, debits_posted, credits_pending, credits_posted), ' ' ORDER BY id) AS all,
       (SELECT count(*) FROM transfer)::text || ' ' || (SELECT count(*) FROM journal)::text AS counts FROM account_balance`,
  )
  return JSON.stringify(rows)
}

for (const exact of [false, true]) {
  describe(exact ? 'the exact way' : 'the set-wise way', () => {
    for (const { title, send, answers, later = 0 } of ROWS) {
      test(`${title}: ${answers.join(', ')}`, async () => {
        const batches = send()
        for (const [index, batch] of batches.entries()) {
          const isLast = index === batches.length - 1
          const deps = { now: () => NOW + (isLast ? later : 0), exact }
          const before = await counters()
          const results = await db.transaction(tx => postTransfers(deps, tx, batch))
          if (!isLast) {
            assert.ok(results.every(({ result }) => result === 'applied'))
            continue
          }
          assert.deepEqual(
            results.map(({ result }) => result),
            answers,
          )
          assert.equal(
            (await counters()) === before,
            !answers.includes('applied'),
            'only what applies changes anything',
          )
          // Nothing a row leaves behind may starve the next one.
          await restore(results.some(({ result }) => result === 'applied'))
        }
      })
    }
  })
}

/** Brings Ana and Ben back to a million each, and the empty holder to nothing. */
async function restore(hasChanged: boolean) {
  if (!hasChanged) return
  const ledger = createLedger({ clock: { now: () => NOW } })
  await db.transaction(async tx => {
    const fixes: TransferSpec[] = []
    for (const [account, target] of [
      [ana, 1_000_000n],
      [ben, 1_000_000n],
      [empty, 0n],
    ] as const) {
      const { rows } = await tx.query<{ id: Id<'trf'>; debit: Id<'acc'>; credit: Id<'acc'>; amount_minor: bigint }>(
        `SELECT ledger_id('trf', id) AS id, ledger_id('acc', debit) AS debit, ledger_id('acc', credit) AS credit, amount_minor
         FROM pending_transfer WHERE debit = $1 AND expires_at IS NULL AND resolved_no IS NULL`,
        [idToUuid(account.id)],
      )
      const voids = rows.map(row =>
        transfer({ id: row.debit }, { id: row.credit }, won(row.amount_minor), { phase: 'void', pendingId: row.id }),
      )
      await ledger.postTransfers(tx, voids)
      const balance = (await ledger.account(tx, account.id))!.balance.amountMinor
      if (balance < target) fixes.push(transfer(clearing, account, won(target - balance)))
      if (balance > target) fixes.push(transfer(account, clearing, won(balance - target)))
    }
    const cashNow = (await ledger.account(tx, cash.id))!.balance.amountMinor
    if (cashNow < 2_000_000n) fixes.push(transfer(cash, clearing, won(2_000_000n - cashNow)))
    if (cashNow > 2_000_000n) fixes.push(transfer(clearing, cash, won(cashNow - 2_000_000n)))
    await ledger.postTransfers(tx, fixes)
  })
}

test('every answer has a row, but for the overflow that no test can fill', () => {
  const shown = new Set(ROWS.flatMap(({ answers }) => answers))
  assert.deepEqual(
    TRANSFER_RESULTS.filter(code => !shown.has(code)),
    ['counter_overflow'],
  )
})

for (const exact of [false, true]) {
  test(`a counter that is nearly full refuses more (${exact ? 'exact' : 'set-wise'})`, async () => {
    const rich = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', `rich ${exact}`)
    await db.transaction(tx => openAccounts(tx, [rich]))
    await db.pool.query(
      'UPDATE balance SET credits_posted = 8999999999999999990, debits_posted = 1000 WHERE account = $1',
      [idToUuid(rich.id)],
    )
    const post = (...batch: TransferSpec[]) => db.transaction(tx => postTransfers({ now: () => NOW, exact }, tx, batch))
    const results = await post(
      transfer(clearing, rich, won(10)),
      transfer(clearing, rich, won(1)),
      transfer(rich, fee, won(1)),
    )
    assert.deepEqual(
      results.map(({ result }) => result),
      ['applied', 'counter_overflow', 'applied'],
    )
  })
}

test('the history refuses to be changed', async () => {
  for (const table of ['transfer', 'transfer_0', 'transfer_id', 'journal', 'journal_0', 'journal_id']) {
    for (const sql of [`DELETE FROM ${table}`, `UPDATE ${table} SET no = 1`, `TRUNCATE ${table}`]) {
      await assert.rejects(db.pool.query(sql), /append-only|permission denied/, sql)
    }
  }
})

test('a pending transfer that is resolved stays so', async () => {
  await assert.rejects(
    db.pool.query("UPDATE pending_transfer SET resolved_phase = 'post' WHERE resolved_phase = 'void'"),
    /is resolved already/,
  )
})

test('the database itself refuses an overdraft, should the function ever let one through', async () => {
  const [holder, safe] = [idToUuid(ana.id), idToUuid(cash.id)]
  await assert.rejects(
    db.pool.query('UPDATE balance SET debits_posted = credits_posted + 1 WHERE account = $1', [holder]),
    /balance_not_overdrawn/,
  )
  await assert.rejects(
    db.pool.query('UPDATE balance SET debits_pending = -1 WHERE account = $1', [holder]),
    /balance_debits_pending_check/,
  )
  await assert.rejects(
    db.pool.query('UPDATE account_share SET available = -1 WHERE account = $1', [safe]),
    /share_not_overdrawn/,
  )
})

test('an account is closed only when it is empty', async () => {
  const close = (id: Id<'acc'>) => db.transaction(tx => closeAccount(tx, id))
  assert.equal(await close(ana.id), 'not_empty')
  assert.equal(await close(fee.id), 'account_is_hot')
  assert.equal(await close(closed.id), 'already_closed')
  assert.equal(await close(absent.id), 'account_not_found')
})

test('a mistyped book opens nothing', async () => {
  const spec = accountSpec(deriveIdFromKey('bok', 'mistyped'), 'holder_cash', 'KRW', 'ana')
  await assert.rejects(
    db.transaction(tx => openAccounts(tx, [spec])),
    /lot_book_fkey/,
  )
})

test('the default book of the domain is the one that the migration opens, and units have one meaning', async () => {
  const { rows } = await db.pool.query('SELECT 1 FROM book WHERE id = $1', [DEFAULT_BOOK])
  assert.equal(rows.length, 1)
  assert.notEqual(accountSpec(DEFAULT_BOOK, 'holder_instrument', FACE, 'ana').id, ana.id)
})
