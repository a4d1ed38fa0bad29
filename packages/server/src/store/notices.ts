// SPDX-License-Identifier: Apache-2.0
// What banks told unasked: each notice kept once, and how far each bank's list has been read.

import type { PayoutNotice } from '@jandon/domain/conversion'
import type { Instant } from '@jandon/domain/time'
import type { Tx } from '../database/index.ts'
import type { RailNotice } from '../ports/index.ts'
import { type Queryable, rowSet } from './rows.ts'
import { toSql } from './time.ts'

export interface OpenNotice extends RailNotice {
  readonly rail: string
}

const rows = rowSet<{ rail: string; notice_id: string; reference: string; outcome: string; received_at: string }>(
  'rail_notice',
  { rail: 'text', notice_id: 'text', reference: 'text', outcome: 'jsonb', received_at: 'timestamptz' },
)
const handledRows = rowSet<{ rail: string; notice_id: string; handled_at: string }>('rail_notice', {
  rail: 'text',
  notice_id: 'text',
  handled_at: 'timestamptz',
})

export async function readCursor(db: Queryable, rail: string): Promise<string> {
  const { rows: found } = await (db as Tx).query<{ cursor: string }>('SELECT cursor FROM rail_cursor WHERE rail = $1', [
    rail,
  ])
  return found[0]?.cursor ?? ''
}

/** Keeps notices and the cursor behind them together, so that none is lost between the two. */
export async function keepNotices(
  tx: Tx,
  rail: string,
  notices: readonly RailNotice[],
  cursor: string,
  now: Instant,
): Promise<void> {
  await rows.insert(
    tx,
    notices.map(notice => ({
      rail,
      notice_id: notice.id,
      reference: notice.reference,
      outcome: JSON.stringify(notice.outcome),
      received_at: toSql(now),
    })),
    'ON CONFLICT (rail, notice_id) DO NOTHING',
  )
  await tx.query(
    'INSERT INTO rail_cursor (rail, cursor) VALUES ($1, $2) ON CONFLICT (rail) DO UPDATE SET cursor = excluded.cursor',
    [rail, cursor],
  )
}

/** Notices that nobody has dealt with, oldest first, locked; or only the one named, if it is still open. */
export async function takeOpenNotices(
  tx: Tx,
  limit: number,
  only?: Pick<OpenNotice, 'rail' | 'id'>,
): Promise<OpenNotice[]> {
  const { rows: found } = await tx.query<{ rail: string; notice_id: string; reference: string; outcome: PayoutNotice }>(
    `SELECT rail, notice_id, reference, outcome FROM rail_notice
     WHERE handled_at IS NULL AND ($2::text IS NULL OR (rail = $2 AND notice_id = $3))
     ORDER BY received_at, notice_id LIMIT $1 FOR UPDATE SKIP LOCKED`,
    [limit, only?.rail ?? null, only?.id ?? null],
  )
  return found.map(row => ({ rail: row.rail, id: row.notice_id, reference: row.reference, outcome: row.outcome }))
}

export async function markHandled(tx: Tx, notices: readonly OpenNotice[], now: Instant): Promise<void> {
  await handledRows.run(
    tx,
    notices.map(notice => ({ rail: notice.rail, notice_id: notice.id, handled_at: toSql(now) })),
    `UPDATE rail_notice n SET handled_at = rows.handled_at FROM rows
     WHERE n.rail = rows.rail AND n.notice_id = rows.notice_id`,
  )
}
