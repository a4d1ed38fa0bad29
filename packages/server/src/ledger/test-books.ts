// SPDX-License-Identifier: Apache-2.0
// What the database has, read for tests without the ledger's own readers, and held against the auditor.

import assert from 'node:assert/strict'
import { idToUuid, uuidToId } from '@jandon/domain/ids'
import type { Database } from '../database/index.ts'
import type { Auditor } from './auditor.ts'

interface CounterRow {
  readonly id: string
  readonly debits_pending: bigint
  readonly debits_posted: bigint
  readonly credits_pending: bigint
  readonly credits_posted: bigint
}

/** Every account has exactly the counters that the auditor counts. */
export async function assertSameCounters(db: Database, auditor: Auditor): Promise<void> {
  const { rows } = await db.pool.query<CounterRow>(
    `SELECT id, debits_pending, debits_posted, credits_pending, credits_posted
     FROM account_balance WHERE id = ANY ($1::uuid[])`,
    [[...auditor.accounts.keys()].map(idToUuid)],
  )
  const real = new Map(rows.map(row => [uuidToId('acc', row.id), row]))
  for (const [id, account] of auditor.accounts) {
    const row = real.get(id as `acc_${string}`)
    assert.deepEqual(
      [row?.debits_pending, row?.debits_posted, row?.credits_pending, row?.credits_posted],
      [account.debitsPending, account.debitsPosted, account.creditsPending, account.creditsPosted],
      `the counters of ${id}`,
    )
  }
}

export interface RecordedTransfer {
  readonly id: string
  /** The call that applied it. */
  readonly call: bigint
}

/** The transfers of a book in the order of their numbers, in which everything could have happened one by one. */
export async function transfersInOrder(db: Database, book: string): Promise<RecordedTransfer[]> {
  const { rows } = await db.pool.query<{ id: string; call: bigint }>(
    `SELECT t.id, t.no >> 16 AS call FROM transfer t
     JOIN account a ON a.id = t.debit JOIN lot l ON l.no = a.lot WHERE l.book = $1 ORDER BY t.no`,
    [book],
  )
  return rows.map(({ id, call }) => ({ id: uuidToId('trf', id), call }))
}

/** Exactly what was applied is recorded, in the order in which it was. */
export async function assertSameTransfers(db: Database, book: string, auditor: Auditor): Promise<void> {
  const recorded = await transfersInOrder(db, book)
  assert.deepEqual(
    recorded.map(({ id }) => id),
    [...auditor.transfers.keys()],
    'exactly the applied transfers are recorded, in their order',
  )
}
