// SPDX-License-Identifier: Apache-2.0
// A worker's number, held alive by a session advisory lock: as long as the session stands the database knows that the
// worker lives, and when the process is killed the lock is gone at once. So nobody waits for a lease to run out.

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
  let alive = true
  const lost = () => {
    alive = false
  }
  session.on('error', lost)
  session.on('end', lost)
  try {
    const { rows } = await session.query<{ id: number }>('INSERT INTO worker_instance DEFAULT VALUES RETURNING id')
    const number = rows[0]!.id
    await session.query('SELECT pg_advisory_lock($1, $2)', [WORKER_LOCK_CLASS, number])
    return {
      number,
      isAlive: () => alive,
      async release() {
        if (!alive) return
        alive = false
        session.off('error', lost)
        session.off('end', lost)
        session.on('error', () => undefined)
        // Given up at once; the session itself ends a moment later.
        await session.query('SELECT pg_advisory_unlock_all()').catch(() => undefined)
        // Thrown away and not given back, so that no other user of the pool inherits the lock.
        session.release(true)
      },
    }
  } catch (thrown) {
    session.release(true)
    throw thrown
  }
}
