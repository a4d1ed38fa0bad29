// SPDX-License-Identifier: Apache-2.0
// The ledger as a stream of records: what an export file holds, one JSON object per line, and what verification reads,
// from the database or from such a file alike. `canonicalJournal` is the byte form that the chain's hashes stand for.

import { createHash } from 'node:crypto'

export interface AccountRecord {
  readonly type: 'account'
  readonly id: string
  readonly book: string
  readonly code: string
  readonly unit: string
  readonly owner: string | null
  readonly normalSide: string
  readonly overdraft: string
  /** The four counters as the ledger has them; verification computes its own from the transfers. */
  readonly debitsPending: string
  readonly debitsPosted: string
  readonly creditsPending: string
  readonly creditsPosted: string
}

export interface TransferRecord {
  readonly position: number
  readonly id: string
  readonly debit: string
  readonly credit: string
  readonly amount: string
  readonly unit: string
  readonly code: string
  readonly phase: string
  readonly pendingId: string | null
  /** Units: microseconds since 1970, as are all times here. */
  readonly occurredAt: string
  readonly expiresAt: string | null
  readonly recordedAt: string
}

export interface JournalRecord {
  readonly type: 'journal'
  readonly id: string
  readonly book: string
  readonly event: string
  readonly subject: string
  readonly recordedAt: string
  /** Its place in the chain of its book; null while it waits for one. */
  readonly link: LinkRecord | null
  readonly waiting: boolean
  readonly transfers: readonly TransferRecord[]
}

export interface LinkRecord {
  readonly book: string
  readonly position: string
  readonly leaf: string
  readonly hash: string
}

/** A place in the chain whose journal is gone. */
export interface MissingRecord {
  readonly type: 'missing'
  readonly link: LinkRecord
}

/** The head of a book's chain. Noted elsewhere, it is an anchor: nobody can rewrite what lies before it unseen. */
export interface HeadRecord {
  readonly type: 'head'
  readonly book: string
  readonly position: string
  readonly hash: string
}

export type LedgerRecord =
  | { readonly type: 'ledger'; readonly format: 1 }
  | AccountRecord
  | JournalRecord
  | MissingRecord
  | HeadRecord
  | { readonly type: 'end'; readonly accounts: string; readonly journals: string; readonly transfers: string }

/** The lines of a journal, byte for byte as `journal_leaves` in the database writes them. */
export function canonicalJournal(journal: Omit<JournalRecord, 'type' | 'link' | 'waiting'>): string {
  const head = ['jandon journal 1', journal.id, journal.book, journal.event, journal.subject, journal.recordedAt]
  const lines = journal.transfers.map(t =>
    [
      ...[t.position, t.id, t.debit, t.credit, t.amount, t.unit, t.code, t.phase, t.pendingId ?? '-'],
      ...[t.occurredAt, t.expiresAt ?? '-', t.recordedAt],
    ].join('\t'),
  )
  return `${[head.join('\t'), ...lines].join('\n')}\n`
}

export function leafOf(journal: JournalRecord): string {
  return createHash('sha256').update(canonicalJournal(journal), 'utf8').digest('hex')
}

/** hash = sha256(previous hash, position as 8 bytes, leaf). */
export function linkHash(previous: string, position: bigint, leaf: string): string {
  const place = Buffer.alloc(8)
  place.writeBigInt64BE(position)
  return createHash('sha256')
    .update(Buffer.from(previous, 'hex'))
    .update(place)
    .update(Buffer.from(leaf, 'hex'))
    .digest('hex')
}

/** The ledger could not be read to its end: neither right nor wrong can be said. */
export class LedgerUnreadable extends Error {
  override readonly name = 'LedgerUnreadable'
}

const RECORD_FIELDS: Readonly<Record<string, readonly string[]>> = {
  ledger: ['format'],
  account: [
    'id',
    'book',
    'code',
    'unit',
    'normalSide',
    'debitsPending',
    'debitsPosted',
    'creditsPending',
    'creditsPosted',
  ],
  journal: ['id', 'book', 'event', 'subject', 'recordedAt', 'transfers'],
  missing: ['link'],
  head: ['book', 'position', 'hash'],
  end: ['accounts', 'journals', 'transfers'],
}

/** Reads the lines of an export. Faults: `LedgerUnreadable` with the line number. */
export async function* parseExport(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<LedgerRecord> {
  let number = 0
  for await (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    let record: Record<string, unknown>
    try {
      record = JSON.parse(line)
    } catch {
      throw new LedgerUnreadable(`Line ${number} is not a JSON object: the file is damaged or cut off.`)
    }
    const fields = RECORD_FIELDS[String(record?.type)]
    if (fields === undefined || fields.some(field => record[field] === undefined)) {
      throw new LedgerUnreadable(`Line ${number} is not a record of a ledger export.`)
    }
    if (number === 1 && (record.type !== 'ledger' || record.format !== 1)) {
      throw new LedgerUnreadable('The file does not begin as a ledger export of format 1 does.')
    }
    yield record as unknown as LedgerRecord
  }
}
