// SPDX-License-Identifier: Apache-2.0
// Conversions and their payouts as rows: writing new ones, and reading them with where they stand.

import type { ConversionState } from '@jandon/domain/conversion'
import type { Id } from '@jandon/domain/ids'
import { DEFAULT_BOOK } from '@jandon/domain/ledger'
import type { Money } from '@jandon/domain/money'
import type { PayoutState } from '@jandon/domain/payout'
import type { Instant } from '@jandon/domain/time'
import type { Tx } from '../database/index.ts'
import { byId, type Queryable, rowSet } from './rows.ts'
import { fromSql, toSql } from './time.ts'

export interface Fee {
  readonly code: string
  readonly payee: string
  readonly amountMinor: string
}
export interface Consent {
  readonly language: string
  readonly acceptedAt: string
  readonly textHash: string
}
export interface Payout {
  readonly id: Id<'pay'>
  readonly conversionId: Id<'cnv'>
  readonly number: number
  readonly payoutAccountId: Id<'pac'>
  readonly rail: string
  readonly railReference: string
  readonly amount: Money
  readonly state: PayoutState
  readonly seq: number
  readonly createdAt: Instant
}
export interface Conversion {
  readonly id: Id<'cnv'>
  readonly holderId: Id<'hld'>
  readonly instrumentId: Id<'ins'>
  readonly quoteId: Id<'qte'>
  readonly optionId: Id<'opt'>
  readonly payoutAccountId: Id<'pac'>
  readonly state: ConversionState
  readonly inDoubt: boolean
  /** How many transitions it has had. */
  readonly seq: number
  readonly ruleId: string
  readonly route: string
  readonly packVersion: string
  readonly gross: Money
  readonly net: Money
  readonly fees: readonly Fee[]
  readonly issuer: string
  readonly faceValue: Money
  readonly source: string
  readonly redemptionReference: Id<'red'>
  readonly rail: string
  readonly arrivesBy: string
  readonly consent: Consent
  readonly actor: string
  readonly createdAt: Instant
  /** The latest one. */
  readonly payout: Payout | null
}

interface Row {
  id: Id<'cnv'>
  holder_id: Id<'hld'>
  instrument_id: Id<'ins'>
  quote_id: Id<'qte'>
  option_id: Id<'opt'>
  payout_account_id: Id<'pac'>
  state: ConversionState
  in_doubt: boolean
  seq: number
  rule_id: string
  route: string
  pack_version: string
  unit: string
  gross_minor: bigint
  net_minor: bigint
  fees: Fee[]
  issuer: string
  face_minor: bigint
  face_unit: string
  source: string
  redemption_reference: Id<'red'>
  rail: string
  arrives_by: string
  consent: Consent
  actor: string
  created_at: Date
  p_id: Id<'pay'> | null
  p_number: number
  p_payout_account_id: Id<'pac'>
  p_rail: string
  p_rail_reference: string
  p_amount_minor: bigint
  p_unit: string
  p_state: PayoutState
  p_seq: number
  p_created_at: Date
}

const rows = rowSet('conversion', {
  id: 'text',
  book: 'text',
  holder_id: 'text',
  instrument_id: 'text',
  quote_id: 'text',
  option_id: 'text',
  payout_account_id: 'text',
  state: 'text',
  in_doubt: 'boolean',
  seq: 'int',
  rule_id: 'text',
  route: 'text',
  pack_version: 'text',
  unit: 'text',
  gross_minor: 'bigint',
  net_minor: 'bigint',
  fees: 'jsonb',
  issuer: 'text',
  face_minor: 'bigint',
  face_unit: 'text',
  source: 'text',
  redemption_reference: 'text',
  rail: 'text',
  arrives_by: 'date',
  consent: 'jsonb',
  actor: 'text',
  created_at: 'timestamptz',
})
const claimRows = rowSet<{ instrument_id: string; conversion_id: string }>('instrument_claim', {
  instrument_id: 'text',
  conversion_id: 'text',
})

const SELECT = `
  SELECT c.*, p.id AS p_id, p.number AS p_number, p.payout_account_id AS p_payout_account_id, p.rail AS p_rail,
    p.rail_reference AS p_rail_reference, p.amount_minor AS p_amount_minor, p.unit AS p_unit, p.state AS p_state,
    p.seq AS p_seq, p.created_at AS p_created_at
  FROM conversion c
  LEFT JOIN LATERAL (SELECT * FROM payout WHERE conversion_id = c.id ORDER BY number DESC LIMIT 1) p ON true`

function open(row: Row): Conversion {
  return {
    id: row.id,
    holderId: row.holder_id,
    instrumentId: row.instrument_id,
    quoteId: row.quote_id,
    optionId: row.option_id,
    payoutAccountId: row.payout_account_id,
    state: row.state,
    inDoubt: row.in_doubt,
    seq: row.seq,
    ruleId: row.rule_id,
    route: row.route,
    packVersion: row.pack_version,
    gross: { amountMinor: row.gross_minor, unit: row.unit },
    net: { amountMinor: row.net_minor, unit: row.unit },
    fees: row.fees,
    issuer: row.issuer,
    faceValue: { amountMinor: row.face_minor, unit: row.face_unit },
    source: row.source,
    redemptionReference: row.redemption_reference,
    rail: row.rail,
    arrivesBy: row.arrives_by,
    consent: row.consent,
    actor: row.actor,
    createdAt: fromSql(row.created_at),
    payout: row.p_id === null ? null : openPayout(row, row.p_id),
  }
}

function openPayout(row: Row, id: Id<'pay'>): Payout {
  return {
    id,
    conversionId: row.id,
    number: row.p_number,
    payoutAccountId: row.p_payout_account_id,
    rail: row.p_rail,
    railReference: row.p_rail_reference,
    amount: { amountMinor: row.p_amount_minor, unit: row.p_unit },
    state: row.p_state,
    seq: row.p_seq,
    createdAt: fromSql(row.p_created_at),
  }
}

/**
 * Claims instruments for conversions; answers the conversions that got theirs. An instrument that is in a live
 * conversion stays with it. Sorted, so that two transactions never wait for each other in a circle.
 */
export async function claimInstruments(
  tx: Tx,
  claims: readonly { readonly instrumentId: string; readonly conversionId: string }[],
): Promise<Set<string>> {
  const sorted = [...claims].sort((a, b) => (a.instrumentId < b.instrumentId ? -1 : 1))
  const claimed = await claimRows.insert<{ conversion_id: string }>(
    tx,
    sorted.map(claim => ({ instrument_id: claim.instrumentId, conversion_id: claim.conversionId })),
    'ON CONFLICT (instrument_id) DO NOTHING RETURNING conversion_id',
  )
  return new Set(claimed.map(row => row.conversion_id))
}

/** Gives instruments back: their conversion did not come about, or their value is the holder's again. */
export async function releaseInstruments(
  tx: Tx,
  claims: readonly { readonly instrumentId: string; readonly conversionId: string }[],
): Promise<void> {
  await claimRows.run(
    tx,
    claims.map(claim => ({ instrument_id: claim.instrumentId, conversion_id: claim.conversionId })),
    `DELETE FROM instrument_claim i USING rows
     WHERE i.instrument_id = rows.instrument_id AND i.conversion_id = rows.conversion_id`,
  )
}

/** Writes new conversions where they stand; their transitions are written by `applyMoves`. */
export async function insertConversions(tx: Tx, conversions: readonly Conversion[]): Promise<void> {
  await rows.insert(
    tx,
    conversions.map(each => ({
      id: each.id,
      book: DEFAULT_BOOK,
      holder_id: each.holderId,
      instrument_id: each.instrumentId,
      quote_id: each.quoteId,
      option_id: each.optionId,
      payout_account_id: each.payoutAccountId,
      state: each.state,
      in_doubt: each.inDoubt,
      seq: each.seq,
      rule_id: each.ruleId,
      route: each.route,
      pack_version: each.packVersion,
      unit: each.gross.unit,
      gross_minor: each.gross.amountMinor.toString(),
      net_minor: each.net.amountMinor.toString(),
      fees: JSON.stringify(each.fees),
      issuer: each.issuer,
      face_minor: each.faceValue.amountMinor.toString(),
      face_unit: each.faceValue.unit,
      source: each.source,
      redemption_reference: each.redemptionReference,
      rail: each.rail,
      arrives_by: each.arrivesBy,
      consent: JSON.stringify(each.consent),
      actor: each.actor,
      created_at: toSql(each.createdAt),
    })),
  )
}

export async function loadConversions(db: Queryable, ids: readonly string[]): Promise<Map<string, Conversion>> {
  const found = await byId<Row>(db, `${SELECT} WHERE c.id = ANY($1)`, ids)
  return new Map([...found].map(([id, row]) => [id, open(row)]))
}

/** Conversions by the references of their payouts: any payout of theirs, not only the latest. */
export async function conversionIdsByRailReference(
  db: Queryable,
  references: readonly string[],
): Promise<Map<string, { conversionId: string; payoutId: string }>> {
  if (references.length === 0) return new Map()
  const { rows: found } = await (db as Tx).query<{ rail_reference: string; conversion_id: string; id: string }>(
    'SELECT rail_reference, conversion_id, id FROM payout WHERE rail_reference = ANY($1)',
    [references],
  )
  return new Map(found.map(row => [row.rail_reference, { conversionId: row.conversion_id, payoutId: row.id }]))
}

/** Newest first, before the cursor id. Filtering by state walks the newest ones: state has no index on purpose. */
export async function pageConversions(
  db: Queryable,
  filter: { readonly holderId?: string | undefined; readonly state?: string | undefined },
  limit: number,
  before: string | undefined,
): Promise<Conversion[]> {
  const { rows: found } = await (db as Tx).query<Row>(
    `${SELECT} WHERE ($1::text IS NULL OR c.holder_id = $1) AND ($2::text IS NULL OR c.state = $2)
       AND ($3::text IS NULL OR c.id < $3) ORDER BY c.id DESC LIMIT $4`,
    [filter.holderId ?? null, filter.state ?? null, before ?? null, limit],
  )
  return found.map(open)
}

/** Where conversions stand, and how many transitions they have had: what a watcher compares. */
export async function loadProgress(
  db: Queryable,
  ids: readonly string[],
): Promise<Map<string, { id: string; state: ConversionState; seq: number }>> {
  return byId(db, 'SELECT id, state, seq FROM conversion WHERE id = ANY($1)', ids)
}

/** A payout, the latest of its conversion or an earlier one, and whose it is. */
export async function findPayout(
  db: Queryable,
  id: string,
): Promise<{ readonly payout: Payout; readonly holderId: Id<'hld'> } | undefined> {
  const { rows: found } = await (db as Tx).query<{
    id: Id<'pay'>
    conversion_id: Id<'cnv'>
    holder_id: Id<'hld'>
    number: number
    payout_account_id: Id<'pac'>
    rail: string
    rail_reference: string
    amount_minor: bigint
    unit: string
    state: PayoutState
    seq: number
    created_at: Date
  }>('SELECT p.*, c.holder_id FROM payout p JOIN conversion c ON c.id = p.conversion_id WHERE p.id = $1', [id])
  const row = found[0]
  if (!row) return undefined
  const payout: Payout = {
    id: row.id,
    conversionId: row.conversion_id,
    number: row.number,
    payoutAccountId: row.payout_account_id,
    rail: row.rail,
    railReference: row.rail_reference,
    amount: { amountMinor: row.amount_minor, unit: row.unit },
    state: row.state,
    seq: row.seq,
    createdAt: fromSql(row.created_at),
  }
  return { payout, holderId: row.holder_id }
}
