// SPDX-License-Identifier: Apache-2.0
// Epochs: when the open one is large, the next begins and the closed one gets its indexes and closing snapshots. Each
// step is one transaction in the database and may be killed at any instant; several servers may try at once.

import type { Database } from '../database/index.ts'

/** What the size of things is decided by; tests make it small. */
export interface EpochNumbers {
  /**
   * Transfers after which an epoch is closed. 8,000,000: about 1.5 GB, of which the part that is written to stays in
   * memory, and whose indexes are built in half a minute.
   */
  readonly epochTransfers: number
  /** Movements of a hot account from one snapshot to the next: what reading its past has to add up, in some 10 ms. */
  readonly snapshotMovements: number
}

export const EPOCH_NUMBERS: EpochNumbers = { epochTransfers: 8_000_000, snapshotMovements: 4096 }

/** Most transfers in one pass of the tally: some 20 ms, so that nobody waits for the lock of upkeep. */
const TALLY_ROWS = 16_384
/** Passes in a row: a million transfers and more. What is left then is for the next upkeep. */
const TALLY_PASSES = 256

type Pool = Pick<Database, 'pool'>

async function one<T>({ pool }: Pool, sql: string, values: readonly unknown[] = []): Promise<T> {
  const { rows } = await pool.query<{ answer: T }>(`SELECT ${sql} AS answer`, [...values])
  return rows[0]!.answer
}

/** Counts sealed transfers and takes snapshots of hot accounts. Answers how many were counted. */
export async function tallyTransfers(db: Pool, numbers: EpochNumbers): Promise<number> {
  let tallied = 0
  for (let pass = 0; pass < TALLY_PASSES; pass += 1) {
    const rows = Math.min(TALLY_ROWS, Math.max(1, numbers.snapshotMovements))
    const count = await one<number>(db, 'tally_transfers($1, $2)', [rows, numbers.snapshotMovements])
    tallied += count
    if (count < rows) break
  }
  return tallied
}

/**
 * Keeps two epochs ready beyond the open one, and goes on to the next when it is large. Answers how many were closed.
 */
export function advanceEpoch(db: Pool, numbers: EpochNumbers): Promise<number> {
  return one<number>(db, 'advance_epoch($1)', [numbers.epochTransfers])
}

/** The epoch that can be indexed: closed, and nobody can write to it any more. */
export async function epochToIndex(db: Pool): Promise<number | undefined> {
  return (await one<number | null>(db, 'epoch_to_index()')) ?? undefined
}

/** Parts in which closing snapshots are written: of eight million transfers some five seconds each. */
const PARTS = 4

async function closeBalances(db: Pool, epoch: number): Promise<boolean> {
  for (let part = 0; part < PARTS; part += 1) {
    if (!(await one<boolean>(db, 'close_balances($1, $2, $3)', [epoch, part, PARTS]))) return false
  }
  return true
}

/**
 * Gives a closed epoch its indexes and closing snapshots. Answers whether it is done now; false when another server is
 * at it. Idempotent by: the epoch.
 */
export async function indexEpoch(db: Pool, epoch: number): Promise<boolean> {
  return (
    (await one<boolean>(db, 'build_epoch_index($1, $2)', [epoch, 'debit'])) &&
    (await one<boolean>(db, 'build_epoch_index($1, $2)', [epoch, 'credit'])) &&
    (await closeBalances(db, epoch)) &&
    (await one<boolean>(db, 'finish_epoch($1)', [epoch]))
  )
}

/** Drops what only an open epoch needs from those that are indexed. Answers from how many. */
export async function dropOpenIndexes(db: Pool): Promise<number> {
  const { rows } = await db.pool.query<{ no: number }>(
    `SELECT no FROM ledger_epoch WHERE state = 'indexed'
       AND (to_regclass('transfer_' || no || '_debit_hot') IS NOT NULL OR to_regclass('transfer_' || no || '_credit_hot') IS NOT NULL)`,
  )
  let dropped = 0
  for (const { no } of rows) dropped += (await one<boolean>(db, 'drop_hot_indexes($1)', [no])) ? 1 : 0
  return dropped
}

export interface EpochView {
  readonly epoch: number
  readonly state: 'open' | 'closed' | 'indexed' | 'archived'
  /** Those that are sealed. */
  readonly transfers: string
  /** The name of its archive. */
  readonly archive: string | null
}

/** All epochs, oldest first. */
export async function listEpochs({ pool }: Pool): Promise<EpochView[]> {
  const { rows } = await pool.query<EpochView>(
    `SELECT e.no AS epoch, e.state, e.transfers::text, a.name AS archive
     FROM ledger_epoch e LEFT JOIN ledger_archive a ON a.epoch = e.no ORDER BY e.no`,
  )
  return rows
}
