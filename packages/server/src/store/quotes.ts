// SPDX-License-Identifier: Apache-2.0
// Quotes as given: the request with its facts and the whole answer with its trace, encrypted; the decisions in the
// open.

import { deriveId, type Id } from '@jandon/domain/ids'
import { DEFAULT_BOOK } from '@jandon/domain/ledger'
import type { QuoteJson, QuoteRequest } from '@jandon/domain/quote'
import type { Instant } from '@jandon/domain/time'
import type { Tx } from '../database/index.ts'
import type { PersonalData } from './personal-data.ts'
import { byId, type Queryable, rowSet } from './rows.ts'
import { fromSql, toSql } from './time.ts'

export interface StoredQuote {
  readonly id: Id<'qte'>
  readonly holderId: Id<'hld'> | null
  readonly request: QuoteRequest
  /** The issuer's serial number of an instrument by its ref, where one was given. */
  readonly serials: Readonly<Record<string, string>>
  readonly answer: QuoteJson
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

interface Row {
  id: Id<'qte'>
  holder_id: Id<'hld'> | null
  body: Buffer
  key_id: string
  created_at: Date
  expires_at: Date
}

const quoteRows = rowSet<{
  id: string
  book: string
  holder_id: string | null
  jurisdiction: string
  pack_version: string
  as_of: string
  body: Buffer
  key_id: string
  created_at: string
  expires_at: string
}>('quote', {
  id: 'text',
  book: 'text',
  holder_id: 'text',
  jurisdiction: 'text',
  pack_version: 'text',
  as_of: 'date',
  body: 'bytea',
  key_id: 'text',
  created_at: 'timestamptz',
  expires_at: 'timestamptz',
})

const decisionRows = rowSet<{
  id: string
  quote_id: string
  seq: number
  ref: string
  kind: string
  outcome: string
  because: string
}>('decision', {
  id: 'text',
  quote_id: 'text',
  seq: 'int',
  ref: 'text',
  kind: 'text',
  outcome: 'text',
  because: 'text',
})

/** The id of the decision on one item of a quote. */
export const decisionId = (quoteId: Id<'qte'>, seq: number): Id<'dec'> => deriveId('dec', quoteId, String(seq))

const COLUMNS = 'id, holder_id, body, key_id, created_at, expires_at'

export function createQuotes(personal: PersonalData) {
  return {
    async insert(tx: Tx, quotes: readonly StoredQuote[]): Promise<void> {
      await quoteRows.insert(
        tx,
        quotes.map(quote => ({
          id: quote.id,
          book: DEFAULT_BOOK,
          holder_id: quote.holderId,
          jurisdiction: quote.answer.jurisdiction,
          pack_version: quote.answer.packVersion,
          as_of: quote.answer.asOf,
          body: personal.encrypt({ request: quote.request, serials: quote.serials, answer: quote.answer }, quote.id),
          key_id: personal.keyId,
          created_at: toSql(quote.createdAt),
          expires_at: toSql(quote.expiresAt),
        })),
      )
      await decisionRows.insert(
        tx,
        quotes.flatMap(quote =>
          quote.answer.items.map((item, seq) => ({
            id: decisionId(quote.id, seq),
            quote_id: quote.id,
            seq,
            ref: item.ref,
            kind: item.kind,
            outcome: item.decision,
            because: item.options[0]?.ruleId ?? item.refusals[0]?.code ?? item.questions[0]?.fact ?? '',
          })),
        ),
      )
    },
    async load(db: Queryable, ids: readonly string[]): Promise<Map<string, StoredQuote>> {
      const found = await byId<Row>(db, `SELECT ${COLUMNS} FROM quote WHERE id = ANY($1)`, ids)
      const quotes = new Map<string, StoredQuote>()
      for (const row of found.values()) {
        quotes.set(row.id, {
          id: row.id,
          holderId: row.holder_id,
          ...personal.decrypt<Pick<StoredQuote, 'request' | 'serials' | 'answer'>>(row.body, row.id, row.key_id),
          createdAt: fromSql(row.created_at),
          expiresAt: fromSql(row.expires_at),
        })
      }
      return quotes
    },
    /** Which item of which quote a decision is about. */
    async findDecision(db: Queryable, id: string): Promise<{ quoteId: string; seq: number } | undefined> {
      const { rows } = await (db as Tx).query<{ quote_id: string; seq: number }>(
        'SELECT quote_id, seq FROM decision WHERE id = $1',
        [id],
      )
      return rows[0] && { quoteId: rows[0].quote_id, seq: rows[0].seq }
    },
  }
}

export type Quotes = ReturnType<typeof createQuotes>
