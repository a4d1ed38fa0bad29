// SPDX-License-Identifier: Apache-2.0
// Due work, leases and attempts. Invariants: a piece of work is with one worker at a time; an attempt is on record
// before its call is made; an outcome counts only from the taking it belongs to.

import type { Call } from '@jandon/domain/conversion'
import { deriveId, type Id } from '@jandon/domain/ids'
import type { Instant } from '@jandon/domain/time'
import type { Tx } from '../database/index.ts'
import { type Queryable, rowSet } from './rows.ts'
import { fromSql, toSql } from './time.ts'

/** First key of the session advisory locks of living workers; the second is the number of the worker. */
export const WORKER_LOCK_CLASS = 0x6a616e77

export interface Work {
  readonly id: Id<'wrk'>
  readonly conversionId: Id<'cnv'>
  readonly call: Call
  readonly taken: number
  /** The attempt that has begun and has no outcome. */
  readonly attemptId: Id<'att'> | null
  readonly attemptCall: Call | null
  /** Calls made for the present act. */
  readonly calls: number
  readonly actStartedAt: Instant | null
}

interface Row {
  id: Id<'wrk'>
  conversion_id: Id<'cnv'>
  call: Call
  taken: number
  attempt_id: Id<'att'> | null
  attempt_call: Call | null
  calls: number
  act_started_at: Date | null
}

const open = (row: Row): Work => ({
  id: row.id,
  conversionId: row.conversion_id,
  call: row.call,
  taken: row.taken,
  attemptId: row.attempt_id,
  attemptCall: row.attempt_call,
  calls: row.calls,
  actStartedAt: row.act_started_at === null ? null : fromSql(row.act_started_at),
})

const newRows = rowSet('work', {
  id: 'text',
  conversion_id: 'text',
  call: 'text',
  due_at: 'timestamptz',
  taken: 'int',
  leased_by: 'int',
  lease_until: 'timestamptz',
  attempt_id: 'text',
  attempt_call: 'text',
  calls: 'int',
  act_started_at: 'timestamptz',
})
const heldRows = rowSet<{ id: string; taken: number; leased_by: number }>('work', {
  id: 'text',
  taken: 'int',
  leased_by: 'int',
})
const idRows = rowSet<{ id: string }>('work', { id: 'text' })
const writtenRows = rowSet('work', {
  id: 'text',
  call: 'text',
  due_at: 'timestamptz',
  leased_by: 'int',
  lease_until: 'timestamptz',
  attempt_id: 'text',
  attempt_call: 'text',
  calls: 'int',
  act_started_at: 'timestamptz',
})
const attemptRows = rowSet<{
  id: string
  conversion_id: string
  call: string
  reference: string
  worker: number
  started_at: string
}>('attempt', {
  id: 'text',
  conversion_id: 'text',
  call: 'text',
  reference: 'text',
  worker: 'int',
  started_at: 'timestamptz',
})
const outcomeRows = rowSet<{ id: string; outcome: string; code: string | null; ended_at: string }>('attempt', {
  id: 'text',
  outcome: 'text',
  code: 'text',
  ended_at: 'timestamptz',
})

export const workId = (conversionId: Id<'cnv'>): Id<'wrk'> => deriveId('wrk', conversionId, 'work')

export interface NewWork {
  readonly conversionId: Id<'cnv'>
  readonly call: Call
  readonly dueAt: Instant
  /** The worker that has it in hand from the beginning, with the attempt that it has begun. */
  readonly taken?: { readonly worker: number; readonly until: Instant; readonly attemptId: Id<'att'> }
}

/** How often work that a worker has in hand from its beginning has been taken. */
export const FIRST_TAKING = 1

/** Puts work on record for new conversions. Idempotent by: the conversion. */
export async function insertWork(tx: Tx, works: readonly NewWork[]): Promise<void> {
  await newRows.insert(
    tx,
    works.map(({ conversionId, call, dueAt, taken }) => ({
      id: workId(conversionId),
      conversion_id: conversionId,
      call,
      due_at: toSql(dueAt),
      taken: taken ? FIRST_TAKING : 0,
      leased_by: taken?.worker ?? null,
      lease_until: taken ? toSql(taken.until) : null,
      attempt_id: taken?.attemptId ?? null,
      attempt_call: taken ? call : null,
      calls: taken ? 1 : 0,
      act_started_at: taken ? toSql(dueAt) : null,
    })),
    'ON CONFLICT (id) DO NOTHING',
  )
}

/** Takes up to `limit` pieces of due work for a worker. SKIP LOCKED: two workers never wait for each other here. */
export async function takeWork(
  tx: Tx,
  worker: number,
  now: Instant,
  leaseUntil: Instant,
  limit: number,
): Promise<Work[]> {
  const { rows } = await tx.query<Row>({
    name: 'take_work',
    text: `WITH due AS (
             SELECT id FROM work WHERE leased_by IS NULL AND due_at <= $1
             ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
           )
           UPDATE work w SET leased_by = $3, lease_until = $4, taken = w.taken + 1
           FROM due WHERE w.id = due.id RETURNING w.*`,
    values: [toSql(now), limit, worker, toSql(leaseUntil)],
  })
  return rows.map(open).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/**
 * Frees what dead workers hold: those whose lease ran out by our clock, and those whose session the database no longer
 * has, which shows within a moment of a kill, long before the lease. Answers how many were freed.
 */
export async function freeDeadWork(db: Queryable, now: Instant): Promise<number> {
  const { rowCount } = await (db as Tx).query(
    `UPDATE work SET leased_by = NULL, lease_until = NULL, due_at = least(due_at, $1)
     WHERE leased_by IS NOT NULL AND (lease_until <= $1 OR leased_by NOT IN (
       SELECT objid::bigint FROM pg_locks
       WHERE locktype = 'advisory' AND granted AND classid::bigint = $2
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())))`,
    [toSql(now), WORKER_LOCK_CLASS],
  )
  return rowCount ?? 0
}

/** Which of these takings are still the worker's own. Locks them, so that they stay so until the end of `tx`. */
export async function stillHeld(
  tx: Tx,
  worker: number,
  works: readonly { readonly id: string; readonly taken: number }[],
): Promise<Set<string>> {
  const rows = await heldRows.run<{ id: string }>(
    tx,
    works.map(({ id, taken }) => ({ id, taken, leased_by: worker })),
    `SELECT w.id FROM work w
     JOIN rows ON w.id = rows.id AND w.taken = rows.taken AND w.leased_by = rows.leased_by
     ORDER BY w.id FOR UPDATE OF w`,
  )
  return new Set(rows.map(row => row.id))
}

/** Locks the work of conversions that nobody is at; answers the ids of the conversions. */
export async function lockIdleWork(tx: Tx, conversionIds: readonly Id<'cnv'>[]): Promise<Map<string, Work>> {
  const rows = await idRows.run<Row>(
    tx,
    conversionIds.map(id => ({ id: workId(id) })),
    'SELECT w.* FROM work w JOIN rows ON w.id = rows.id WHERE w.leased_by IS NULL FOR UPDATE OF w SKIP LOCKED',
  )
  return new Map(rows.map(row => [row.conversion_id, open(row)]))
}

/** Which of these conversions have work at all, with or without a worker. */
export async function withWork(db: Queryable, conversionIds: readonly Id<'cnv'>[]): Promise<Set<string>> {
  const rows = await idRows.run<{ conversion_id: string }>(
    db,
    conversionIds.map(id => ({ id: workId(id) })),
    'SELECT w.conversion_id FROM work w JOIN rows ON w.id = rows.id',
  )
  return new Set(rows.map(row => row.conversion_id))
}

export interface WorkWrite {
  readonly id: Id<'wrk'>
  readonly call: Call
  readonly dueAt: Instant
  /** Null gives the work back. */
  readonly lease: { readonly worker: number; readonly until: Instant } | null
  readonly attempt: { readonly id: Id<'att'>; readonly call: Call } | null
  readonly calls: number
  readonly actStartedAt: Instant | null
}

export async function writeWork(tx: Tx, writes: readonly WorkWrite[]): Promise<void> {
  await writtenRows.run(
    tx,
    writes.map(write => ({
      id: write.id,
      call: write.call,
      due_at: toSql(write.dueAt),
      leased_by: write.lease?.worker ?? null,
      lease_until: write.lease ? toSql(write.lease.until) : null,
      attempt_id: write.attempt?.id ?? null,
      attempt_call: write.attempt?.call ?? null,
      calls: write.calls,
      act_started_at: write.actStartedAt === null ? null : toSql(write.actStartedAt),
    })),
    // When it is due says nothing while a worker has it; left as it is, no index has to follow.
    `UPDATE work w SET call = rows.call,
       due_at = CASE WHEN rows.leased_by IS NULL THEN rows.due_at ELSE w.due_at END, leased_by = rows.leased_by,
       lease_until = rows.lease_until, attempt_id = rows.attempt_id, attempt_call = rows.attempt_call,
       calls = rows.calls, act_started_at = rows.act_started_at
     FROM rows WHERE w.id = rows.id`,
  )
}

export async function deleteWork(tx: Tx, ids: readonly Id<'wrk'>[]): Promise<void> {
  await idRows.run(
    tx,
    ids.map(id => ({ id })),
    'DELETE FROM work w USING rows WHERE w.id = rows.id',
  )
}

export interface Attempt {
  readonly id: Id<'att'>
  readonly conversionId: Id<'cnv'>
  readonly call: Call
  readonly reference: string
  readonly worker: number
  readonly startedAt: Instant
}

export async function insertAttempts(tx: Tx, attempts: readonly Attempt[]): Promise<void> {
  await attemptRows.insert(
    tx,
    attempts.map(attempt => ({
      id: attempt.id,
      conversion_id: attempt.conversionId,
      call: attempt.call,
      reference: attempt.reference,
      worker: attempt.worker,
      started_at: toSql(attempt.startedAt),
    })),
  )
}

export interface AttemptOutcome {
  readonly id: Id<'att'>
  readonly outcome: string
  readonly code: string | null
  readonly endedAt: Instant
}

/** Ends attempts. The first outcome stays: what was known then is history. */
export async function endAttempts(tx: Tx, outcomes: readonly AttemptOutcome[]): Promise<void> {
  await outcomeRows.run(
    tx,
    outcomes.map(({ id, outcome, code, endedAt }) => ({ id, outcome, code, ended_at: toSql(endedAt) })),
    `UPDATE attempt a SET outcome = rows.outcome, code = rows.code, ended_at = rows.ended_at
     FROM rows WHERE a.id = rows.id AND a.outcome IS NULL`,
  )
}
