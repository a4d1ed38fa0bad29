// SPDX-License-Identifier: Apache-2.0
// Figures for those who watch the server. None is about one person.

import type { Instant } from '@jandon/domain/time'
import type { Tx } from '../database/index.ts'
import type { Queryable } from './rows.ts'
import { toSql } from './time.ts'

export interface Stats {
  readonly conversionsByState: Readonly<Record<string, number>>
  readonly ledgerTransfers: number
  readonly work: Readonly<Record<'due' | 'later' | 'leased', number>>
}

/**
 * Up to here a table is counted row by row, in well under a second; beyond, PostgreSQL's own estimate is good enough.
 */
const COUNTED_ROWS = 1_000_000

/** What is there now. Conversions of a very large table are counted by state in a sample of one per cent. */
export async function readStats(db: Queryable, now: Instant): Promise<Stats> {
  const [conversions, transfers, work] = await Promise.all([
    countByState(db),
    countTransfers(db),
    (db as Tx).query<{ due: bigint; later: bigint; leased: bigint }>(
      `SELECT count(*) FILTER (WHERE leased_by IS NULL AND due_at <= $1) AS due,
              count(*) FILTER (WHERE leased_by IS NULL AND due_at > $1) AS later,
              count(*) FILTER (WHERE leased_by IS NOT NULL) AS leased
       FROM work`,
      [toSql(now)],
    ),
  ])
  const { due, later, leased } = work.rows[0]!
  return {
    conversionsByState: conversions,
    ledgerTransfers: transfers,
    work: { due: Number(due), later: Number(later), leased: Number(leased) },
  }
}

async function estimateOf(db: Queryable, table: 'conversion' | 'transfer'): Promise<number> {
  const { rows } = await (db as Tx).query<{ estimate: number }>(
    'SELECT reltuples::float8 AS estimate FROM pg_class WHERE oid = $1::regclass',
    [table],
  )
  return rows[0]?.estimate ?? 0
}

async function countByState(db: Queryable): Promise<Record<string, number>> {
  const isSampled = (await estimateOf(db, 'conversion')) > COUNTED_ROWS
  const { rows } = await (db as Tx).query<{ state: string; count: bigint }>(
    `SELECT state, count(*) AS count FROM conversion ${isSampled ? 'TABLESAMPLE SYSTEM (1)' : ''} GROUP BY state`,
  )
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count) * (isSampled ? 100 : 1)]))
}

async function countTransfers(db: Queryable): Promise<number> {
  const estimate = await estimateOf(db, 'transfer')
  if (estimate > COUNTED_ROWS) return Math.round(estimate)
  const { rows } = await (db as Tx).query<{ count: bigint }>('SELECT count(*) AS count FROM transfer')
  return Number(rows[0]!.count)
}
