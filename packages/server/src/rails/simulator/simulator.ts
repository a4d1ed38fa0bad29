// SPDX-License-Identifier: Apache-2.0
// What the simulated bank and the simulated issuer share: their own connections, their faults, their clock. Their books
// survive a kill of this process as a real bank's would, because they are committed before an answer is given.

import { readFile } from 'node:fs/promises'
import type pg from 'pg'
import { createPool, type Tx, together } from '../../database/index.ts'
import type { Clock, Timer } from '../../ports/index.ts'

/** What a simulated party is made to do wrong. docs/simulator.md describes each. */
export interface Fault {
  readonly target: 'bank' | 'issuer'
  readonly operation: 'submit' | 'query'
  readonly kind: 'timeout' | 'timeout_after_accept' | 'reject' | 'unavailable' | 'slow' | 'return' | 'duplicate_answer'
  readonly count: number
  readonly delayMs?: number
}
export type FaultKind = Fault['kind']

export interface ActiveFault {
  readonly kind: FaultKind
  readonly delayMs: number | undefined
}

/** What makes no sense for a question: a query does nothing that could be rejected, returned or done twice. */
const SUBMIT_ONLY: readonly FaultKind[] = ['reject', 'return', 'duplicate_answer', 'timeout_after_accept']
const BANK_ONLY: readonly FaultKind[] = ['return', 'duplicate_answer']

export function faultMakesSense(fault: Fault): boolean {
  if (fault.operation === 'query' && SUBMIT_ONLY.includes(fault.kind)) return false
  return fault.target === 'bank' || !BANK_ONLY.includes(fault.kind)
}

export interface Simulator {
  readonly pool: pg.Pool
  readonly clock: Clock
  readonly timer: Timer
  /** Units: milliseconds. How long each party thinks before it answers. */
  readonly delayMs: number
  /** Replaces the faults set before; an empty list ends them. Answers how many misbehaviours are to come. */
  setFaults(faults: readonly Fault[]): Promise<number>
  transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface SimulatorOptions {
  readonly url: string
  readonly clock: Clock
  readonly timer: Timer
  readonly delayMs: number
}

/** Any constant does, as long as every process takes the same lock while it makes the schema. */
const SCHEMA_LOCK = 0x6a73696d

/** Opens the simulated world beside the database of `url`, on connections of its own. */
export async function openSimulator(options: SimulatorOptions): Promise<Simulator> {
  // Four connections: submissions, queries and notices of one process, and one to spare.
  const pool = createPool(options.url, 4)
  const transaction = async <T>(run: (tx: Tx) => Promise<T>): Promise<T> => {
    const tx = await pool.connect()
    try {
      const [, result] = await together([tx.query({ name: 'begin', text: 'BEGIN' }), run(tx)])
      await tx.query('COMMIT')
      return result
    } catch (thrown) {
      await tx.query('ROLLBACK').catch(() => undefined)
      throw thrown
    } finally {
      tx.release()
    }
  }
  const schema = await readFile(new URL('./schema.sql', import.meta.url), 'utf8')
  await transaction(async tx => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK])
    await tx.query(schema)
  })
  return {
    pool,
    clock: options.clock,
    timer: options.timer,
    delayMs: options.delayMs,
    setFaults: faults => transaction(tx => setFaults(tx, faults)),
    transaction,
    close: () => pool.end(),
  }
}

async function setFaults(tx: Tx, faults: readonly Fault[]): Promise<number> {
  await tx.query('DELETE FROM simulator.fault')
  for (const fault of faults) {
    await tx.query(
      'INSERT INTO simulator.fault (target, operation, kind, remaining, delay_ms) VALUES ($1, $2, $3, $4, $5)',
      [fault.target, fault.operation, fault.kind, fault.count, fault.delayMs ?? null],
    )
  }
  const { rows } = await tx.query<{ left: string }>(
    'SELECT coalesce(sum(remaining), 0)::text AS left FROM simulator.fault',
  )
  return Number(rows[0]!.left)
}

/** Uses up one fault per call, in the order of the calls; undefined where none is left. */
export async function useFaults(
  tx: Tx,
  target: Fault['target'],
  operation: Fault['operation'],
  calls: number,
): Promise<(ActiveFault | undefined)[]> {
  const { rows } = await tx.query<{ id: bigint; kind: FaultKind; remaining: number; delay_ms: number | null }>({
    name: 'simulator_faults',
    text: `SELECT id, kind, remaining, delay_ms FROM simulator.fault
           WHERE target = $1 AND operation = $2 AND remaining > 0 ORDER BY id FOR UPDATE`,
    values: [target, operation],
  })
  const active: (ActiveFault | undefined)[] = []
  for (const row of rows) {
    const used = Math.min(row.remaining, calls - active.length)
    if (used === 0) break
    for (let index = 0; index < used; index++) active.push({ kind: row.kind, delayMs: row.delay_ms ?? undefined })
    await tx.query('UPDATE simulator.fault SET remaining = remaining - $2 WHERE id = $1', [row.id, used])
  }
  while (active.length < calls) active.push(undefined)
  return active
}

/** How long a lost answer and a slow answer take unless the fault says otherwise. */
export const LOST_ANSWER_MS = 300
export const SLOW_ANSWER_MS = 2000
