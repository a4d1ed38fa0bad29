// SPDX-License-Identifier: Apache-2.0
// Taking the partitions of an archived epoch away, in steps of which each may be the last before a crash: the epoch is
// marked as archived with its archive's name and hash, then its partitions are detached beside running readers, then
// they are dropped. Upkeep finishes what was begun.

import type { Database } from '../database/index.ts'

type Pool = Pick<Database, 'pool'>

interface Leftover {
  parent: string
  part: string
  attached: boolean
  detaching: boolean
}

/** The partitions of archived epochs that are still there, attached or not. */
async function leftovers({ pool }: Pool): Promise<Leftover[]> {
  const { rows } = await pool.query<Leftover>(
    `SELECT x.parent, x.parent || '_' || e.no AS part, i.inhrelid IS NOT NULL AS attached,
       coalesce(i.inhdetachpending, false) AS detaching
     FROM ledger_epoch e CROSS JOIN (VALUES ('transfer'), ('journal')) AS x(parent)
     JOIN pg_class c ON c.oid = to_regclass(x.parent || '_' || e.no)
     LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND i.inhparent = to_regclass(x.parent)
     WHERE e.state = 'archived' ORDER BY e.no, x.parent`,
  )
  return rows
}

/** One process detaches at a time; 'jandon dr' in ASCII. */
const LOCK = '7665412977903232114'

/**
 * Detaches and drops the partitions of archived epochs. Answers how many were dropped.
 * Idempotent by: the state of the epoch; another process that is at it is left to it.
 */
export async function finishDrops(db: Pool): Promise<number> {
  if ((await leftovers(db)).length === 0) return 0
  const client = await db.pool.connect()
  let dropped = 0
  let broken: Error | undefined
  try {
    // Detaching beside readers cannot be inside a transaction, so the lock belongs to the session.
    const { rows } = await client.query<{ ours: boolean }>('SELECT pg_try_advisory_lock($1) AS ours', [LOCK])
    if (!rows[0]!.ours) return 0
    try {
      for (const { parent, part, attached, detaching } of await leftovers(db)) {
        if (attached) {
          const how = detaching ? 'FINALIZE' : 'CONCURRENTLY'
          await client.query(`ALTER TABLE ${parent} DETACH PARTITION ${part} ${how}`)
        }
        await client.query(`DROP TABLE ${part}`)
        dropped += 1
      }
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch((fault: Error) => {
        broken = fault
      })
    }
  } finally {
    client.release(broken)
  }
  return dropped
}
