// SPDX-License-Identifier: Apache-2.0
// What the ledger needs beside posting, now and then, from any process: pending transfers that expire, hot accounts
// that are folded, journals that get their place in the chain, epochs that end. Nothing waits for it, and it may stop
// at any instant.

import { setTimeout as pause } from 'node:timers/promises'
import { deriveId, type Id, uuidToId } from '@jandon/domain/ids'
import { type JournalSpec, loneJournalId } from '@jandon/domain/ledger'
import { formatInstant } from '@jandon/domain/time'
import type { Database } from '../database/index.ts'
import { finishDrops } from './archive-drop.ts'
import {
  advanceEpoch,
  dropOpenIndexes,
  EPOCH_NUMBERS,
  type EpochNumbers,
  epochToIndex,
  indexEpoch,
  tallyTransfers,
} from './epochs.ts'
import { type PostDeps, postJournals } from './post.ts'
import { seal } from './seal.ts'

const EXPIRE_AT_ONCE = 1000

export interface UpkeepDeps extends PostDeps {
  /** Default: `EPOCH_NUMBERS`. */
  readonly epochs?: EpochNumbers
}

export interface UpkeepDone {
  readonly expired: number
  readonly sealed: number
  readonly folded: number
  /** Epochs that were closed, and those that were indexed. */
  readonly closed: number
  readonly indexed: number
}

/** Brings what was appended for hot accounts into their rows, so that reading their balance stays quick. */
export async function foldHotAccounts(db: Database): Promise<number> {
  const { rows } = await db.pool.query<{ lines: string }>('SELECT fold_hot_accounts()::text AS lines')
  return Number.parseInt(rows[0]!.lines, 10)
}

interface DueRow {
  id: string
  book: Id<'bok'>
  subject: string | null
  debit: string
  credit: string
  amount_minor: bigint
  unit: string
  code: string
  expires_at: Date
}

function expiryOf(due: DueRow): JournalSpec {
  const pendingId = uuidToId('trf', due.id)
  const journalId = deriveId('jnl', pendingId, 'expire')
  return {
    id: journalId,
    book: due.book,
    event: 'pending_expired',
    subject: due.subject ?? loneJournalId(pendingId),
    accounts: [],
    transfers: [
      {
        id: deriveId('trf', pendingId, 'expire'),
        journalId,
        debitAccountId: uuidToId('acc', due.debit),
        creditAccountId: uuidToId('acc', due.credit),
        amount: { amountMinor: due.amount_minor, unit: due.unit },
        code: due.code,
        phase: 'expire',
        pendingId,
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
      // Read without a lock: of two processes that find the same row, the later is answered `exists`. An epoch with a
      // pending transfer that is not resolved is never archived, so its transfer is here.
      const { rows } = await tx.query<DueRow>(
        `SELECT p.id, l.book, j.subject, p.debit, p.credit, p.amount_minor, l.unit, t.code, p.expires_at
         FROM (SELECT * FROM pending_transfer WHERE resolved_no IS NULL
             AND expires_at <= coalesce($1::timestamptz, clock_timestamp()) ORDER BY expires_at, id LIMIT $2) p
         JOIN transfer t ON t.no = p.no JOIN account a ON a.id = p.debit JOIN lot l ON l.no = a.lot
         LEFT JOIN journal j ON j.no = t.no - t.position + 1 ORDER BY p.expires_at, p.id`,
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

/** What a second of upkeep does when no epoch ends. */
async function keepUp(deps: UpkeepDeps, db: Database, done: { expired: number; sealed: number; folded: number }) {
  done.expired += await expirePending(deps, db)
  done.folded += await foldHotAccounts(db)
  done.sealed += await seal(db)
}

/** Between two rounds while an epoch is indexed, which takes half a minute: as often as the worker calls. */
const MEANWHILE_MS = 1000

/**
 * Does all that is due, and answers how much of each. Call it every second or so from any number of processes: they
 * share the work. While an epoch is being indexed, the rest goes on beside it.
 * Faults: those of the database as they come; the next call goes on where this one stopped.
 */
export async function upkeep(deps: UpkeepDeps, db: Database): Promise<UpkeepDone> {
  const numbers = deps.epochs ?? EPOCH_NUMBERS
  const done = { expired: 0, sealed: 0, folded: 0 }
  await keepUp(deps, db, done)
  await tallyTransfers(db, numbers)
  const closed = await advanceEpoch(db, numbers)
  let indexed = 0
  const epoch = await epochToIndex(db)
  if (epoch !== undefined) {
    let isOver = false
    const indexing = indexEpoch(db, epoch).finally(() => {
      isOver = true
    })
    // Whatever becomes of it is asked for below; until then a failure is not nobody's.
    indexing.catch(() => undefined)
    for (;;) {
      const over = new AbortController()
      await Promise.race([indexing.catch(() => undefined), pause(MEANWHILE_MS, undefined, { signal: over.signal })])
      over.abort()
      if (isOver) break
      await keepUp(deps, db, done)
    }
    if (await indexing) indexed = 1
  }
  await dropOpenIndexes(db)
  await finishDrops(db)
  return { ...done, closed, indexed }
}
