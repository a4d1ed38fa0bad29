// SPDX-License-Identifier: Apache-2.0
// The journals of a book as the domain hashes them, read row by row and in no haste, for tests to compare with.

import { type Id, idToUuid, uuidToId } from '@jandon/domain/ids'
import { loneJournalId, type Phase, type SealedJournal, type SealedTransfer } from '@jandon/domain/ledger'
import type { Database } from '../database/index.ts'

interface Row {
  no: bigint
  id: string
  debit: string
  credit: string
  amount_minor: bigint
  phase: Phase
  pending_id: string | null
  occurred: string
  expires: string | null
  recorded: string
  code: string
  position: number
  journal_id: string | null
  event: string | null
  subject: string | null
}

const micros = (column: string) => `(extract(epoch FROM ${column}) * 1000000)::bigint::text`

function transferOf(row: Row): SealedTransfer {
  return {
    ...{ no: row.no, id: uuidToId('trf', row.id), debit: uuidToId('acc', row.debit) },
    ...{ credit: uuidToId('acc', row.credit), amountMinor: row.amount_minor, phase: row.phase, code: row.code },
    pendingId: row.pending_id === null ? null : uuidToId('trf', row.pending_id),
    ...{ occurredAt: BigInt(row.occurred), recordedAt: BigInt(row.recorded) },
    expiresAt: row.expires === null ? null : BigInt(row.expires),
  }
}

function journalOf(book: Id<'bok'>, row: Row): SealedJournal & { transfers: SealedTransfer[] } {
  const id = row.journal_id === null ? loneJournalId(uuidToId('trf', row.id)) : uuidToId('jnl', row.journal_id)
  return { book, id, event: row.event ?? 'operator_transfer', subject: row.subject ?? id, transfers: [] }
}

/** All journals of a book, by number. */
export async function sealedJournals(pool: Database['pool'], book: Id<'bok'>): Promise<SealedJournal[]> {
  const { rows } = await pool.query<Row>(
    `SELECT t.no, t.id, t.debit, t.credit, t.amount_minor, t.phase::text, t.pending_id, t.code, t.position,
       ${micros('t.occurred_at')} AS occurred, ${micros('t.expires_at')} AS expires, ${micros('t.recorded_at')} AS recorded,
       j.id AS journal_id, j.event, j.subject
     FROM transfer t LEFT JOIN journal j ON j.no = t.no - t.position + 1
     WHERE ledger_uuid((SELECT l.book FROM account a JOIN lot l ON l.no = a.lot WHERE a.id = t.debit)) = $1
     ORDER BY t.no`,
    [idToUuid(book)],
  )
  const journals: (SealedJournal & { transfers: SealedTransfer[] })[] = []
  for (const row of rows) {
    if (row.position === 1) journals.push(journalOf(book, row))
    journals.at(-1)!.transfers.push(transferOf(row))
  }
  return journals
}
