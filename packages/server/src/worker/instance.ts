// SPDX-License-Identifier: Apache-2.0
// A worker's number, held alive by a session advisory lock: as long as the session stands the database knows that the
// worker lives, and when the process is killed the lock is gone at once. So nobody waits for a lease to run out.
// The session must be one of PostgreSQL itself: a pooler that hands out sessions per transaction would break this.

import type { Database, Tx } from '../database/index.ts'
import { WORKER_LOCK_CLASS } from '../store/index.ts'

export interface Instance {
  readonly number: number
  /** False once the session is gone: what was leased under this number may be with somebody else. */
  readonly isAlive: () => boolean
  release(): Promise<void>
}

/** Registers a worker. Faults: whatever the pool throws. */
export async function registerInstance(database: Database): Promise<Instance> {
  const session: Tx = await database.pool.connect()
  let isAlive = true
  // Always thrown away: the next user of the pool must not inherit the lock, and a broken one must not be counted on.
  const giveBack = () => {
    if (!isAlive) return
    isAlive = false
    session.release(true)
  }
  session.on('error', giveBack)
  session.on('end', giveBack)
  try {
    const { rows } = await session.query<{ id: number }>('INSERT INTO worker_instance DEFAULT VALUES RETURNING id')
    const number = rows[0]!.id
    await session.query('SELECT pg_advisory_lock($1, $2)', [WORKER_LOCK_CLASS, number])
    return {
      number,
      isAlive: () => isAlive,
      async release() {
        if (!isAlive) return
        // Given up at once; the session itself ends a moment later.
        await session.query('SELECT pg_advisory_unlock_all()').catch(() => undefined)
        giveBack()
      },
    }
  } catch (thrown) {
    giveBack()
    throw thrown
  }
}
