// SPDX-License-Identifier: Apache-2.0
// What the ledger needs beside posting, now and then, from any process: pending transfers that expire, hot accounts
// that are folded, journals that get their place in the chain. Nothing waits for it, and it may stop at any instant.

import { deriveId, type Id } from '@jandon/domain/ids'
import type { JournalSpec } from '@jandon/domain/ledger'
import { formatInstant } from '@jandon/domain/time'
import type { Database } from '../database/index.ts'
import { type PostDeps, postJournals } from './post.ts'

/**
 * Calls per transaction of the sealer: 500 calls of 100 journals take about half a second, the longest that it holds a
 * book.
 */
const SEAL_CALLS = 500
const EXPIRE_AT_ONCE = 1000

/** Gives every journal that is ready its place in its book's chain. Answers how many got one. */
export async function seal(db: Database): Promise<number> {
  const { rows: books } = await db.pool.query<{ book: string }>('SELECT DISTINCT book FROM journal_unsealed')
  let sealed = 0
  for (const { book } of books) {
    let count: number
    do {
      const { rows } = await db.pool.query<{ count: number }>('SELECT seal_journals($1, $2) AS count', [
        book,
        SEAL_CALLS,
      ])
      count = rows[0]!.count
      sealed += count
    } while (count > 0)
  }
  return sealed
}

/** Brings what was appended for hot accounts into their rows, so that reading their balance stays quick. */
export async function foldHotAccounts(db: Database): Promise<number> {
  const { rows } = await db.pool.query<{ lines: string }>('SELECT fold_hot_accounts()::text AS lines')
  return Number.parseInt(rows[0]!.lines, 10)
}

interface DueRow {
  id: Id<'trf'>
  book: Id<'bok'>
  subject: string
  debit_id: Id<'acc'>
  credit_id: Id<'acc'>
  amount_minor: bigint
  unit: string
  code: string
  expires_at: Date
}

function expiryOf(due: DueRow): JournalSpec {
  const journalId = deriveId('jnl', due.id, 'expire')
  return {
    id: journalId,
    book: due.book,
    event: 'pending_expired',
    subject: due.subject,
    accounts: [],
    transfers: [
      {
        id: deriveId('trf', due.id, 'expire'),
        journalId,
        debitAccountId: due.debit_id,
        creditAccountId: due.credit_id,
        amount: { amountMinor: due.amount_minor, unit: due.unit },
        code: due.code,
        phase: 'expire',
        pendingId: due.id,
        occurredAt: due.expires_at.getTime(),
      },
    ],
  }
}

/**
 * Releases pending transfers whose time is over, each by a transfer of its own. Answers how many.
 * Idempotent by: the pending transfer; several processes may run it at once.
 */
export async function expirePending(deps: PostDeps, db: Database): Promise<number> {
  let expired = 0
  for (;;) {
    const count = await db.transaction(async tx => {
      const now = deps.now()
      // Read without a lock: of two processes that find the same row, the later is answered `exists`.
      const { rows } = await tx.query<DueRow>(
        `SELECT t.id, j.book, j.subject, d.id AS debit_id, c.id AS credit_id, t.amount_minor, t.unit, t.code, t.expires_at
         FROM (SELECT transfer_id FROM pending_expiry WHERE expires_at <= coalesce($1::timestamptz, clock_timestamp())
           ORDER BY expires_at, transfer_id LIMIT $2) x
         JOIN transfer t ON t.id = x.transfer_id JOIN journal j ON j.no = t.journal_no
         JOIN account d ON d.no = t.debit_no JOIN account c ON c.no = t.credit_no`,
        [now === undefined ? null : formatInstant(now), EXPIRE_AT_ONCE],
      )
      const results = await postJournals({ ...deps, now: () => now }, tx, rows.map(expiryOf))
      return results.filter(({ result }) => result === 'applied').length
    })
    expired += count
    // Fewer than asked for: nothing is due any more, or what is left is being expired by another process.
    if (count < EXPIRE_AT_ONCE) return expired
  }
}
