// SPDX-License-Identifier: Apache-2.0
// One row per answer of the ledger: what is sent, and what it must say. Each row runs both ways, set-wise and exact.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { deriveIdFromKey, type Id } from '@jandon/domain/ids'
import {
  accountSpec,
  DEFAULT_BOOK,
  MAX_TRANSFER_AMOUNT,
  TRANSFER_RESULTS,
  type TransferResultCode,
  type TransferSpec,
} from '@jandon/domain/ledger'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { closeAccount, openBook } from './accounts.ts'
import { createLedger } from './index.ts'
import { openAccounts, postTransfers } from './post.ts'
import { ACCOUNTS, FACE, face, freshId, NOW, transfer, won } from './testing.ts'

const { cash, clearing, fee, ana, ben, voucher, outstanding } = ACCOUNTS
const empty = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'empty')
const closed = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'closed')
const absent = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'absent')
const elsewhere = accountSpec(deriveIdFromKey('bok', 'elsewhere'), 'holder_cash', 'KRW', 'ana')

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

interface Row {
  readonly title: string
  /** Batches one after the other; the answers are those of the last. */
  readonly send: () => readonly (readonly TransferSpec[])[]
  readonly answers: readonly TransferResultCode[]
  /** How long after the other batches the last one comes. */
  readonly later?: number
}

const same = (spec: TransferSpec, other: Partial<TransferSpec>): TransferSpec => ({ ...spec, ...other })
const again = (other: Partial<TransferSpec>) => () => {
  const first = transfer(ana, clearing, won(10))
  return [[first], [same(first, other)]]
}
/** A pending transfer of 10 won and what is then done to it. */
const held =
  (resolve: (pending: TransferSpec) => readonly TransferSpec[], rest: Partial<TransferSpec> = {}) =>
  () => {
    const pending = transfer(ana, clearing, won(10), { phase: 'pending', ...rest })
    return [[pending], resolve(pending)]
  }
const resolving = (pending: TransferSpec, phase: 'post' | 'void' | 'expire', rest: Partial<TransferSpec> = {}) =>
  transfer({ id: pending.debitAccountId }, { id: pending.creditAccountId }, pending.amount, {
    phase,
    pendingId: pending.id,
    ...rest,
  })
const chain = (...specs: readonly TransferSpec[]) => {
  const journalId = freshId('jnl')
  return specs.map(spec => ({ ...spec, journalId }))
}

const ROWS: readonly Row[] = [
  { title: 'a transfer', send: () => [[transfer(ana, clearing, won(1))]], answers: ['applied'] },
  { title: 'the same again', send: again({}), answers: ['exists'] },
  { title: 'the same, retried later', send: again({ occurredAt: NOW + 5000 }), answers: ['exists'] },
  {
    title: 'the same twice in a batch',
    send: () => {
      const one = transfer(ana, clearing, won(1))
      return [[one, one]]
    },
    answers: ['applied', 'exists'],
  },
  { title: 'another journal', send: again({ journalId: freshId('jnl') }), answers: ['exists_with_different_journal'] },
  { title: 'another phase', send: again({ phase: 'pending' }), answers: ['exists_with_different_phase'] },
  { title: 'another account', send: again({ creditAccountId: fee.id }), answers: ['exists_with_different_accounts'] },
  {
    title: 'an unknown account',
    send: again({ debitAccountId: absent.id }),
    answers: ['exists_with_different_accounts'],
  },
  { title: 'another unit', send: again({ amount: face(10) }), answers: ['exists_with_different_unit'] },
  { title: 'another amount', send: again({ amount: won(11) }), answers: ['exists_with_different_amount'] },
  { title: 'another code', send: again({ code: 'service_fee' }), answers: ['exists_with_different_code'] },
  {
    title: 'another pending transfer',
    send: () => {
      const [one, two] = [0, 1].map(() => transfer(ana, clearing, won(10), { phase: 'pending' }))
      const post = resolving(one!, 'post')
      return [[one!, two!], [post], [same(post, { pendingId: two!.id })]]
    },
    answers: ['exists_with_different_pending'],
  },
  {
    title: 'another expiry',
    send: held(pending => [same(pending, { expiresAt: NOW + 2 })], { expiresAt: NOW + 1 }),
    answers: ['exists_with_different_expiry'],
  },
  {
    title: 'a new transfer for an old journal',
    send: () => {
      const first = transfer(ana, clearing, won(1))
      return [[first], [first, transfer(ana, clearing, won(1), { journalId: first.journalId })]]
    },
    answers: ['exists', 'journal_already_posted'],
  },
  {
    title: 'an id of another kind',
    send: () => [[transfer(ana, clearing, won(1), { id: 'trf_1' })]],
    answers: ['id_invalid'],
  },
  {
    title: 'an id with a NUL',
    send: () => [[transfer(ana, clearing, won(1), { id: 'trf_\0' }), transfer(ana, clearing, won(1))]],
    answers: ['id_invalid', 'applied'],
  },
  {
    title: 'a code with a space',
    send: () => [[transfer(ana, fee, won(1), { code: 'a b' })]],
    answers: ['code_invalid'],
  },
  { title: 'nothing', send: () => [[transfer(ana, clearing, won(0))]], answers: ['amount_not_positive'] },
  { title: 'less than nothing', send: () => [[transfer(ana, clearing, won(-1))]], answers: ['amount_not_positive'] },
  {
    title: 'more than fits',
    send: () => [[transfer(clearing, fee, won(10n ** 30n)), transfer(clearing, fee, won(MAX_TRANSFER_AMOUNT + 1n))]],
    answers: ['amount_too_large', 'amount_too_large'],
  },
  {
    title: 'the largest amount',
    send: () => [[transfer(clearing, fee, won(MAX_TRANSFER_AMOUNT))]],
    answers: ['applied'],
  },
  {
    title: 'post of what?',
    send: () => [[transfer(ana, clearing, won(1), { phase: 'post' })]],
    answers: ['pending_id_required'],
  },
  {
    title: 'posted with a pending id',
    send: () => [[transfer(ana, clearing, won(1), { pendingId: freshId('trf') })]],
    answers: ['pending_id_not_allowed'],
  },
  {
    title: 'posted with an expiry',
    send: () => [[transfer(ana, clearing, won(1), { expiresAt: NOW + 1 })]],
    answers: ['expiry_not_allowed'],
  },
  {
    title: 'an expiry that has passed',
    send: () => [[transfer(ana, clearing, won(1), { phase: 'pending', expiresAt: NOW })]],
    answers: ['expiry_not_in_future'],
  },
  { title: 'from itself to itself', send: () => [[transfer(ana, ana, won(1))]], answers: ['accounts_are_the_same'] },
  { title: 'an account not open', send: () => [[transfer(ana, absent, won(1))]], answers: ['account_not_found'] },
  { title: 'an account of another book', send: () => [[transfer(ana, elsewhere, won(1))]], answers: ['books_differ'] },
  { title: 'accounts of another unit', send: () => [[transfer(ana, voucher, won(1))]], answers: ['unit_mismatch'] },
  { title: 'an amount of another unit', send: () => [[transfer(ana, ben, face(1))]], answers: ['unit_mismatch'] },
  {
    title: 'post of nothing known',
    send: () => [[transfer(ana, clearing, won(1), { phase: 'post', pendingId: freshId('trf') })]],
    answers: ['pending_not_found'],
  },
  {
    title: 'post of what was posted at once',
    send: () => {
      const first = transfer(ana, clearing, won(1))
      return [[first], [resolving(first, 'post')]]
    },
    answers: ['pending_not_found'],
  },
  {
    title: 'post to another account',
    send: held(pending => [resolving(pending, 'post', { creditAccountId: fee.id })]),
    answers: ['pending_has_different_accounts'],
  },
  { title: 'post', send: held(pending => [resolving(pending, 'post')]), answers: ['applied'] },
  {
    title: 'post of a part',
    send: held(pending => [resolving(pending, 'post', { amount: won(4) })]),
    answers: ['applied'],
  },
  { title: 'void', send: held(pending => [resolving(pending, 'void')]), answers: ['applied'] },
  {
    title: 'post in the batch of its pending transfer',
    send: () => {
      const pending = transfer(ana, clearing, won(10), { phase: 'pending' })
      return [[pending, resolving(pending, 'post'), resolving(pending, 'void')]]
    },
    answers: ['applied', 'applied', 'pending_already_posted'],
  },
  {
    title: 'post twice',
    send: held(pending => [resolving(pending, 'post'), resolving(pending, 'post')]),
    answers: ['applied', 'pending_already_posted'],
  },
  {
    title: 'post after void',
    send: held(pending => [resolving(pending, 'void'), resolving(pending, 'post')]),
    answers: ['applied', 'pending_already_voided'],
  },
  {
    title: 'post after a void that was refused with its journal',
    send: held(pending => [
      ...chain(resolving(pending, 'void'), transfer(empty, clearing, won(1))),
      resolving(pending, 'post'),
    ]),
    answers: ['linked_transfer_failed', 'exceeds_credits', 'applied'],
  },
  {
    title: 'a refused journal gives back the cash that it had released',
    send: () => {
      const spent = transfer(clearing, cash, won(1_999_995), { phase: 'pending' })
      const failing = chain(resolving(spent, 'void'), transfer(empty, clearing, won(1)))
      return [[spent], [...failing, transfer(clearing, cash, won(10)), resolving(spent, 'void')]]
    },
    answers: ['linked_transfer_failed', 'exceeds_credits', 'exceeds_debits', 'applied'],
  },
  {
    title: 'post when its time is over',
    send: held(pending => [resolving(pending, 'post'), resolving(pending, 'void')], { expiresAt: NOW + 1000 }),
    later: 1000,
    answers: ['pending_expired', 'pending_expired'],
  },
  {
    title: 'expire when its time is over',
    send: held(pending => [resolving(pending, 'expire'), resolving(pending, 'post')], { expiresAt: NOW + 1000 }),
    later: 1000,
    answers: ['applied', 'pending_expired'],
  },
  {
    title: 'expire too early',
    send: held(pending => [resolving(pending, 'expire')], { expiresAt: NOW + 1000 }),
    later: 999,
    answers: ['pending_not_expired'],
  },
  {
    title: 'expire what never expires',
    send: held(pending => [resolving(pending, 'expire')]),
    answers: ['pending_not_expired'],
  },
  {
    title: 'post of more',
    send: held(pending => [resolving(pending, 'post', { amount: won(11) })]),
    answers: ['exceeds_pending_amount'],
  },
  {
    title: 'void of a part',
    send: held(pending => [resolving(pending, 'void', { amount: won(9) })]),
    answers: ['pending_has_different_amount'],
  },
  { title: 'a closed account', send: () => [[transfer(ana, closed, won(1))]], answers: ['account_closed'] },
  { title: 'more than is owed', send: () => [[transfer(empty, clearing, won(1))]], answers: ['exceeds_credits'] },
  {
    title: 'reserving more than is owed',
    send: () => [[transfer(empty, fee, won(1), { phase: 'pending' })]],
    answers: ['exceeds_credits'],
  },
  {
    title: 'more cash than there is',
    send: () => [[transfer(clearing, cash, won(5_000_000))]],
    answers: ['exceeds_debits'],
  },
  {
    title: 'what is reserved cannot be spent',
    send: () => {
      const poor = transfer(cash, empty, won(10))
      const back = transfer(empty, cash, won(3))
      return [[poor, transfer(empty, clearing, won(7), { phase: 'pending' }), transfer(empty, fee, won(4)), back]]
    },
    answers: ['applied', 'applied', 'exceeds_credits', 'applied'],
  },
  {
    title: 'what an earlier transfer of the batch brought',
    send: () => [
      [transfer(ana, ben, won(5)), transfer(ben, ana, won(1_000_004)), transfer(ana, ben, won(1_000_004 - 5))],
    ],
    answers: ['applied', 'applied', 'applied'],
  },
  {
    title: 'what only a later transfer of the batch brings',
    send: () => [
      [transfer(empty, clearing, won(5)), transfer(clearing, empty, won(5)), transfer(empty, clearing, won(5))],
    ],
    answers: ['exceeds_credits', 'applied', 'applied'],
  },
  {
    title: 'a journal of which one transfer is refused',
    send: () => [
      [
        ...chain(transfer(ana, clearing, won(1)), transfer(empty, fee, won(1)), transfer(ana, closed, won(1))),
        transfer(ana, clearing, won(1)),
      ],
    ],
    answers: ['linked_transfer_failed', 'exceeds_credits', 'linked_transfer_failed', 'applied'],
  },
  {
    title: 'a refused journal funds nothing',
    send: () => [
      [...chain(transfer(clearing, empty, won(9)), transfer(ana, absent, won(1))), transfer(empty, fee, won(9))],
    ],
    answers: ['linked_transfer_failed', 'account_not_found', 'exceeds_credits'],
  },
]

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
        `SELECT t.id, d.id AS debit, c.id AS credit, t.amount_minor FROM transfer t JOIN account d ON d.no = t.debit_no
           JOIN account c ON c.no = t.credit_no WHERE t.phase = 'pending' AND d.id = $1 AND t.expires_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.pending_id = t.id)`,
        [account.id],
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
    await db.pool.query('UPDATE account SET credits_posted = 8999999999999999990, debits_posted = 1000 WHERE id = $1', [
      rich.id,
    ])
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
  for (const table of ['transfer', 'journal', 'journal_link']) {
    for (const sql of [`DELETE FROM ${table}`, `UPDATE ${table} SET journal_no = 1`, `TRUNCATE ${table}`]) {
      const text = table === 'journal' ? sql.replace('journal_no', 'no') : sql
      await assert.rejects(db.pool.query(text), /append-only|permission denied/)
    }
  }
})

test('the database itself refuses an overdraft, should the function ever let one through', async () => {
  await assert.rejects(
    db.pool.query('UPDATE account SET debits_posted = credits_posted + 1 WHERE id = $1', [ana.id]),
    /account_not_overdrawn/,
  )
  await assert.rejects(
    db.pool.query('UPDATE account SET debits_pending = -1 WHERE id = $1', [ana.id]),
    /account_debits_pending_check/,
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
    /account_book_fkey/,
  )
})

test('the default book of the domain is the one that the migration opens, and units have one meaning', async () => {
  const { rows } = await db.pool.query('SELECT 1 FROM book WHERE id = $1', [DEFAULT_BOOK])
  assert.equal(rows.length, 1)
  assert.notEqual(accountSpec(DEFAULT_BOOK, 'holder_instrument', FACE, 'ana').id, ana.id)
})
