// SPDX-License-Identifier: Apache-2.0
// The whole journal of one transfer, with every field that was hashed when it was sealed.

import { type Id, idToUuid, uuidToId } from '@jandon/domain/ids'
import { loneJournalId, type Phase, type SealedJournal, type SealedTransfer } from '@jandon/domain/ledger'
import type { Database } from '../database/index.ts'
import { LedgerUnreadable } from './records.ts'

interface Row {
  no: bigint
  id: string
  debit: string
  credit: string
  amount_minor: bigint
  phase: Phase
  pending_id: string | null
  occurred_at: string
  expires_at: string | null
  recorded_at: string
  code: string
  journal_id: string | null
  event: string | null
  subject: string | null
  book: Id<'bok'> | null
}

const micros = (column: string) => `(extract(epoch FROM t.${column}) * 1000000)::bigint::text AS ${column}`

/** A journal has at most as many transfers as a call, and its numbers follow each other. */
const JOURNAL = `SELECT t.no, t.id, t.debit, t.credit, t.amount_minor, t.phase::text AS phase, t.pending_id, t.code,
    ${micros('occurred_at')}, ${micros('expires_at')}, ${micros('recorded_at')}, j.id AS journal_id, j.event, j.subject,
    (SELECT l.book FROM account a JOIN lot l ON l.no = a.lot WHERE a.id = t.debit) AS book
  FROM (SELECT x.no - x.position + 1 AS first FROM transfer x WHERE x.no = $1) f
  JOIN transfer t ON t.no BETWEEN f.first AND f.first | 65535 AND t.no - t.position + 1 = f.first
  LEFT JOIN journal j ON j.no = f.first
  ORDER BY t.no`

function transferOf(row: Row): SealedTransfer {
  return {
    ...{ no: row.no, id: uuidToId('trf', row.id), debit: uuidToId('acc', row.debit) },
    ...{ credit: uuidToId('acc', row.credit), amountMinor: row.amount_minor, phase: row.phase, code: row.code },
    pendingId: row.pending_id === null ? null : uuidToId('trf', row.pending_id),
    ...{ occurredAt: BigInt(row.occurred_at), recordedAt: BigInt(row.recorded_at) },
    expiresAt: row.expires_at === null ? null : BigInt(row.expires_at),
  }
}

export type JournalAnswer =
  | { readonly kind: 'journal'; readonly journal: SealedJournal }
  | { readonly kind: 'transfer_not_found' }
  | { readonly kind: 'transfer_archived' }

/**
 * The journal that a transfer belongs to. Faults: `LedgerUnreadable` when a row was taken out of the books.
 */
export async function readJournal({ pool }: Pick<Database, 'pool'>, id: Id<'trf'>): Promise<JournalAnswer> {
  const { rows: numbers } = await pool.query<{ no: bigint; is_archived: boolean }>(
    `SELECT i.no, EXISTS (SELECT FROM ledger_epoch e WHERE e.no = i.no >> 40 AND e.state = 'archived') AS is_archived
     FROM transfer_id i WHERE i.id = $1`,
    [idToUuid(id)],
  )
  if (numbers.length === 0) return { kind: 'transfer_not_found' }
  const { rows } = await pool.query<Row>(JOURNAL, [numbers[0]!.no])
  const [first] = rows
  if (first === undefined && numbers[0]!.is_archived) return { kind: 'transfer_archived' }
  if (first?.book == null) {
    throw new LedgerUnreadable(`The transfer ${id} or its account was deleted behind the ledger. Run ledger verify.`)
  }
  const lone = loneJournalId(uuidToId('trf', first.id))
  const journalId = first.journal_id === null ? lone : uuidToId('jnl', first.journal_id)
  const journal = {
    ...{ book: first.book, id: journalId, event: first.event ?? 'operator_transfer' },
    ...{ subject: first.subject ?? journalId, transfers: rows.map(transferOf) },
  }
  return { kind: 'journal', journal }
}
