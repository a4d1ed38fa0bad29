// SPDX-License-Identifier: Apache-2.0
// Quotes as given: the request with its facts and the whole answer with its trace, packed and encrypted; the decisions
// in the open.

import { deriveId, type Id } from '@jandon/domain/ids'
import { DEFAULT_BOOK } from '@jandon/domain/ledger'
import type { QuoteJson, QuoteRequest, TariffJson } from '@jandon/domain/quote'
import type { Instant } from '@jandon/domain/time'
import { type Tx, together } from '../database/index.ts'
import { createAnswers, type PackedAnswer } from './answers.ts'
import { type PersonalData, SealBroken } from './personal-data.ts'
import { byId, type Queryable, rowSet } from './rows.ts'
import { fromSql, toSql } from './time.ts'

export interface StoredQuote {
  readonly id: Id<'qte'>
  readonly holderId: Id<'hld'> | null
  readonly request: QuoteRequest
  /** The issuer's serial number of an instrument by its ref, where one was given. */
  readonly serials: Readonly<Record<string, string>>
  readonly answer: QuoteJson
  /** By which engine and at which price of ours it was made. Quotes from before these were kept have none. */
  readonly madeBy?: { readonly engine: string; readonly tariff: TariffJson }
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

type Body = Pick<StoredQuote, 'request' | 'serials' | 'answer' | 'madeBy'>

/** What is sealed of a quote. Earlier ones hold their answer whole. */
type SealedBody = Omit<Body, 'answer'> & ({ readonly packed: PackedAnswer } | { readonly answer: QuoteJson })

/** A decision in the list of all: its quote, and its place in it. */
export interface DecisionPlace {
  readonly quoteId: string
  readonly seq: number
}

/** What stands in the open about a decision, and the way to what is sealed. */
export interface KeptDecision extends DecisionPlace {
  readonly id: Id<'dec'>
  readonly quoteId: Id<'qte'>
  readonly holderId: Id<'hld'> | null
  readonly ref: string
  readonly kind: string
  readonly outcome: string
  readonly because: string
  readonly jurisdiction: string
  readonly packVersion: string
  readonly asOf: string
  readonly createdAt: Instant
  /** Throws `SealBroken` when what is sealed was changed. */
  open(): Body
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

/** The rule of the best option, or the code of the first refusal, or the first question. */
export function becauseOf(item: QuoteJson['items'][number]): string {
  return item.options[0]?.ruleId ?? item.refusals[0]?.code ?? item.questions[0]?.fact ?? ''
}

/** The id of the decision on one item of a quote. */
export const decisionId = (quoteId: Id<'qte'>, seq: number): Id<'dec'> => deriveId('dec', quoteId, String(seq))

const COLUMNS = 'id, holder_id, body, key_id, created_at, expires_at'

const KEPT = `SELECT d.id, d.quote_id, d.seq, d.ref, d.kind, d.outcome, d.because, q.holder_id, q.jurisdiction,
    q.pack_version, q.as_of::text AS as_of, q.created_at
  FROM decision d JOIN quote q ON q.id = d.quote_id`

type Sealed = Pick<Row, 'id' | 'body' | 'key_id'>

interface KeptRow {
  id: Id<'dec'>
  quote_id: Id<'qte'>
  seq: number
  ref: string
  kind: string
  outcome: string
  because: string
  holder_id: Id<'hld'> | null
  jurisdiction: string
  pack_version: string
  as_of: string
  created_at: Date
}

export function createQuotes(personal: PersonalData) {
  const answers = createAnswers(personal)

  /**
   * Opens sealed bodies, each with what `read` makes of it. A broken seal is told to `broken` and stops nobody else's
   * quote from being read.
   */
  async function openAll(
    db: Queryable,
    sealed: readonly Sealed[],
    broken: (id: string, fault: SealBroken) => void,
  ): Promise<Map<string, Body>> {
    const bodies = new Map<string, SealedBody>()
    const guarded = async (id: string, run: () => Promise<void> | void) => {
      try {
        await run()
      } catch (thrown) {
        if (!(thrown instanceof SealBroken)) throw thrown
        broken(id, thrown)
        bodies.delete(id)
      }
    }
    for (const { id, body, key_id } of sealed) {
      await guarded(id, () => void bodies.set(id, personal.decrypt<SealedBody>(body, id, key_id)))
    }
    for (const [id, body] of bodies) {
      if ('packed' in body) await guarded(id, () => answers.learnFor(db, [body.packed]))
    }
    return new Map([...bodies].map(([id, body]) => [id, wholeOf(body)]))
  }
  const wholeOf = (body: SealedBody): Body => {
    if (!('packed' in body)) return body
    const { packed, ...rest } = body
    return { ...rest, answer: answers.unpack(packed) }
  }

  /** Each quote is read and opened once, however many of its thousand decisions are asked for. */
  async function withBodies(db: Queryable, rows: readonly KeptRow[]): Promise<KeptDecision[]> {
    const ids = [...new Set(rows.map(row => row.quote_id))]
    const found = await byId<Sealed>(db, 'SELECT id, body, key_id FROM quote WHERE id = ANY($1)', ids)
    const faults = new Map<string, SealBroken>()
    const bodies = await openAll(db, [...found.values()], (id, fault) => faults.set(id, fault))
    return rows.map(row =>
      kept(row, () => {
        const body = bodies.get(row.quote_id)
        if (!body) throw faults.get(row.quote_id)!
        return body
      }),
    )
  }
  const kept = (row: KeptRow, open: () => Body): KeptDecision => ({
    id: row.id,
    quoteId: row.quote_id,
    seq: row.seq,
    holderId: row.holder_id,
    ref: row.ref,
    kind: row.kind,
    outcome: row.outcome,
    because: row.because,
    jurisdiction: row.jurisdiction,
    packVersion: row.pack_version,
    asOf: row.as_of,
    createdAt: fromSql(row.created_at),
    open,
  })
  return {
    async insert(tx: Tx, quotes: readonly StoredQuote[]): Promise<void> {
      const [first] = quotes
      const packed = first ? await answers.pack(tx, quotes, first.createdAt) : []
      const bodyOf = ({ request, serials, madeBy }: StoredQuote, index: number): SealedBody => ({
        ...{ request, serials, packed: packed[index]! },
        ...(madeBy && { madeBy }),
      })
      const written = quoteRows.insert(
        tx,
        quotes.map((quote, index) => ({
          id: quote.id,
          book: DEFAULT_BOOK,
          holder_id: quote.holderId,
          jurisdiction: quote.answer.jurisdiction,
          pack_version: quote.answer.packVersion,
          as_of: quote.answer.asOf,
          body: personal.encrypt(bodyOf(quote, index), quote.id),
          key_id: personal.keyId,
          created_at: toSql(quote.createdAt),
          expires_at: toSql(quote.expiresAt),
        })),
      )
      const decided = decisionRows.insert(
        tx,
        quotes.flatMap(quote =>
          quote.answer.items.map((item, seq) => ({
            id: decisionId(quote.id, seq),
            quote_id: quote.id,
            seq,
            ref: item.ref,
            kind: item.kind,
            outcome: item.decision,
            because: becauseOf(item),
          })),
        ),
      )
      await together([written, decided])
    },
    async load(db: Queryable, ids: readonly string[]): Promise<Map<string, StoredQuote>> {
      const found = await byId<Row>(db, `SELECT ${COLUMNS} FROM quote WHERE id = ANY($1)`, ids)
      const bodies = await openAll(db, [...found.values()], (_, fault) => {
        throw fault
      })
      const quotes = new Map<string, StoredQuote>()
      for (const row of found.values()) {
        quotes.set(row.id, {
          id: row.id,
          holderId: row.holder_id,
          ...bodies.get(row.id)!,
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
    /** One decision with its quote. */
    async keptDecision(db: Queryable, id: string): Promise<KeptDecision | undefined> {
      const { rows } = await (db as Tx).query<KeptRow>(`${KEPT} WHERE d.id = $1`, [id])
      return (await withBodies(db, rows))[0]
    },
    /** Decisions in the order of their quotes, behind a place, of quotes with ids from `first` to before `end`. */
    async listDecisions(
      db: Queryable,
      range: { readonly after: DecisionPlace; readonly first: string; readonly end: string; readonly limit: number },
    ): Promise<KeptDecision[]> {
      const { after, first, end, limit } = range
      const { rows } = await (db as Tx).query<KeptRow>(
        `${KEPT} WHERE (d.quote_id, d.seq) > ($1, $2) AND d.quote_id >= $3 AND d.quote_id < $4
           ORDER BY d.quote_id, d.seq LIMIT $5`,
        [after.quoteId, after.seq, first, end, limit],
      )
      return withBodies(db, rows)
    },
  }
}

export type Quotes = ReturnType<typeof createQuotes>
