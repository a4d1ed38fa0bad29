// SPDX-License-Identifier: Apache-2.0
// Reads the whole ledger as records out of one snapshot, while postings go on, for export and for verification.

import type { Database, Tx } from '../database/index.ts'
import type { AccountRecord, HeadRecord, JournalRecord, LedgerRecord, LinkRecord, TransferRecord } from './records.ts'

/** 2,000 journals or accounts at once: some megabytes, and a question every 20 ms or so. */
const PAGE = 2000

const micros = (column: string) => `(extract(epoch FROM ${column}) * 1000000)::bigint::text`

const TRANSFERS_OF_JOURNAL = `(SELECT coalesce(json_agg(json_build_object('position', t.position, 'id', t.id,
    'debit', coalesce(d.id, '#' || t.debit_no), 'credit', coalesce(c.id, '#' || t.credit_no),
    'amount', t.amount_minor::text, 'unit', t.unit, 'code', t.code, 'phase', t.phase, 'pendingId', t.pending_id,
    'occurredAt', ${micros('t.occurred_at')}, 'expiresAt', ${micros('t.expires_at')},
    'recordedAt', ${micros('t.recorded_at')}) ORDER BY t.position), '[]'::json)
  FROM transfer t LEFT JOIN account d ON d.no = t.debit_no LEFT JOIN account c ON c.no = t.credit_no
  WHERE t.journal_no = j.no) AS transfers`

const JOURNAL_COLUMNS = `j.no, j.id, j.book, j.event, j.subject, ${micros('j.recorded_at')} AS recorded_at`

interface JournalRow {
  no: bigint | null
  id: string
  book: string
  event: string
  subject: string
  recorded_at: string
  transfers: TransferRecord[]
  waiting: boolean
}
interface LinkRow extends JournalRow {
  link_book: string
  link_position: bigint
  leaf: string
  hash: string
}

function toJournal(row: JournalRow, link: LinkRecord | null): JournalRecord {
  const { id, book, event, subject, transfers, waiting } = row
  return { type: 'journal', id, book, event, subject, recordedAt: row.recorded_at, link, waiting, transfers }
}

async function* accounts(tx: Tx): AsyncGenerator<AccountRecord> {
  let last = ''
  for (;;) {
    const { rows } = await tx.query<AccountRecord>(
      `SELECT 'account' AS type, id, book, code, unit, owner, normal_side AS "normalSide", overdraft,
         debits_pending::text AS "debitsPending", debits_posted::text AS "debitsPosted",
         credits_pending::text AS "creditsPending", credits_posted::text AS "creditsPosted"
       FROM account_balance WHERE id > $1 ORDER BY id LIMIT $2`,
      [last, PAGE],
    )
    yield* rows
    if (rows.length < PAGE) return
    last = rows.at(-1)!.id
  }
}

/** Everything that has a place in the chain of a book, in that order. */
async function* sealed(tx: Tx, book: string): AsyncGenerator<LedgerRecord> {
  let last = '0'
  for (;;) {
    const { rows } = await tx.query<LinkRow>(
      `SELECT l.book AS link_book, l.position AS link_position, encode(l.leaf, 'hex') AS leaf,
         encode(l.hash, 'hex') AS hash, ${JOURNAL_COLUMNS}, false AS waiting, ${TRANSFERS_OF_JOURNAL}
       FROM (SELECT * FROM journal_link WHERE book = $1 AND position > $2::bigint ORDER BY position LIMIT $3) l
       LEFT JOIN journal j ON j.no = l.journal_no ORDER BY l.position`,
      [book, last, PAGE],
    )
    for (const row of rows) {
      const link = { book: row.link_book, position: row.link_position.toString(), leaf: row.leaf, hash: row.hash }
      yield row.no === null ? { type: 'missing', link } : toJournal(row, link)
    }
    if (rows.length < PAGE) return
    last = rows.at(-1)!.link_position.toString()
  }
}

/** Journals without a place: those of the last moments, and any that somebody took out of the chain. */
async function* unsealed(tx: Tx): AsyncGenerator<LedgerRecord> {
  // From the lowest number that fits: ours begin at 1, those that somebody slipped in need not.
  let last = '-9223372036854775808'
  for (;;) {
    const { rows } = await tx.query<JournalRow>(
      `SELECT ${JOURNAL_COLUMNS}, ${TRANSFERS_OF_JOURNAL},
         EXISTS (SELECT 1 FROM journal_unsealed q WHERE q.book = j.book AND j.no = ANY (q.journals)) AS waiting
       FROM journal j WHERE j.no > $1::bigint AND NOT EXISTS (SELECT 1 FROM journal_link l WHERE l.journal_no = j.no)
       ORDER BY j.no LIMIT $2`,
      [last, PAGE],
    )
    for (const row of rows) yield toJournal(row, null)
    if (rows.length < PAGE) return
    last = rows.at(-1)!.no!.toString()
  }
}

/** Every record of the ledger as this transaction sees it; repeatable read, or its pages may contradict each other. */
export async function* readLedgerIn(tx: Tx): AsyncGenerator<LedgerRecord> {
  yield { type: 'ledger', format: 1 }
  yield* accounts(tx)
  const { rows: heads } = await tx.query<HeadRecord>(
    `SELECT 'head' AS type, id AS book, sealed_position::text AS position, encode(sealed_hash, 'hex') AS hash
     FROM book ORDER BY id`,
  )
  for (const { book } of heads) yield* sealed(tx, book)
  yield* unsealed(tx)
  yield* heads
  const { rows: counts } = await tx.query<{ accounts: string; journals: string; transfers: string }>(
    `SELECT (SELECT count(*) FROM account)::text AS accounts, (SELECT count(*) FROM journal)::text AS journals,
       (SELECT count(*) FROM transfer)::text AS transfers`,
  )
  yield { type: 'end', ...counts[0]! }
}

/** Every record of the ledger, from one snapshot. Read only, so it holds nobody up. */
export async function* readLedger(db: Pick<Database, 'pool'>): AsyncGenerator<LedgerRecord> {
  const tx = await db.pool.connect()
  try {
    await tx.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    yield* readLedgerIn(tx)
  } finally {
    await tx.query('ROLLBACK').catch(() => undefined)
    tx.release()
  }
}

/**
 * Writes the whole ledger, one JSON object per line, for `verifyLedger` anywhere else. Holds no personal data: owners
 * are ids. `write` may answer a promise, which is waited for, so that a slow disk does not fill the memory.
 */
export async function exportLedger(
  from: Pick<Database, 'pool'> | Tx,
  write: (line: string) => void | Promise<void>,
): Promise<void> {
  for await (const record of 'pool' in from ? readLedger(from) : readLedgerIn(from))
    await write(`${JSON.stringify(record)}\n`)
}
