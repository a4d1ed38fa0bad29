// SPDX-License-Identifier: Apache-2.0
// Carrying out decided steps on rows: transitions appended, conversions and payouts moved, cases opened. All in the
// caller's transaction, set-wise. A conversion that somebody else has moved meanwhile is a fault of the whole batch.

import { assert } from '@jandon/domain/assert'
import {
  type ConversionEvent,
  type Happening,
  nextConversionState,
  RELEASED_STATES,
  type Step,
} from '@jandon/domain/conversion'
import { deriveId } from '@jandon/domain/ids'
import { DEFAULT_BOOK } from '@jandon/domain/ledger'
import { nextPayoutState, type PayoutEvent } from '@jandon/domain/payout'
import type { Instant } from '@jandon/domain/time'
import { type Tx, together } from '../database/index.ts'
import { type Conversion, type Payout, releaseInstruments } from './conversions.ts'
import { type Queryable, rowSet } from './rows.ts'
import { fromSql, toSql } from './time.ts'

export interface Move {
  readonly conversion: Conversion
  readonly step: Step
  readonly actor: string
  readonly at: Instant
}

export interface Transition {
  readonly seq: number
  readonly from: string | null
  readonly event: string
  readonly to: string
  readonly actor: string
  readonly reason: string
  readonly at: Instant
}

/** Somebody else moved a conversion between our reading and our writing. Nothing of the batch is written. */
export class MovedMeanwhile extends Error {
  override readonly name = 'MovedMeanwhile'
}

const transitionColumns = {
  seq: 'int',
  from_state: 'text',
  event: 'text',
  to_state: 'text',
  actor: 'text',
  reason: 'text',
  at: 'timestamptz',
} as const
interface TransitionRow {
  seq: number
  from_state: string | null
  event: string
  to_state: string
  actor: string
  reason: string
  at: string
}
const conversionTransitions = rowSet<{ conversion_id: string } & TransitionRow>('conversion_transition', {
  conversion_id: 'text',
  ...transitionColumns,
})
const payoutTransitions = rowSet<{ payout_id: string } & TransitionRow>('payout_transition', {
  payout_id: 'text',
  ...transitionColumns,
})
const conversionMoves = rowSet<{ id: string; old_seq: number; seq: number; state: string; in_doubt: boolean }>(
  'conversion',
  { id: 'text', old_seq: 'int', seq: 'int', state: 'text', in_doubt: 'boolean' },
)
const payoutRows = rowSet('payout', {
  id: 'text',
  conversion_id: 'text',
  number: 'int',
  payout_account_id: 'text',
  rail: 'text',
  rail_reference: 'text',
  amount_minor: 'bigint',
  unit: 'text',
  state: 'text',
  seq: 'int',
  created_at: 'timestamptz',
})
const payoutMoves = rowSet<{ id: string; state: string; seq: number }>('payout', {
  id: 'text',
  state: 'text',
  seq: 'int',
})
const caseRows = rowSet('case_file', {
  id: 'text',
  book: 'text',
  conversion_id: 'text',
  code: 'text',
  state: 'text',
  opened_at: 'timestamptz',
})
/** A payout to be started: its reference is its own id, so it is the same on every retry. */
function newPayout(conversion: Conversion, at: Instant): Payout {
  const number = (conversion.payout?.number ?? 0) + 1
  const id = deriveId('pay', conversion.id, `payout/${number}`)
  return {
    id,
    conversionId: conversion.id,
    number,
    payoutAccountId: conversion.payoutAccountId,
    rail: conversion.rail,
    railReference: id,
    amount: conversion.net,
    state: 'started',
    seq: 0,
    createdAt: at,
  }
}

interface Moved {
  readonly before: Conversion
  readonly after: Conversion
  readonly conversionRows: readonly ({ conversion_id: string } & TransitionRow)[]
  readonly payoutRows: readonly ({ payout_id: string } & TransitionRow)[]
}

function transitionRow(
  happening: Happening<ConversionEvent | PayoutEvent>,
  move: Move,
  seq: number,
  from: string | null,
  to: string,
): TransitionRow {
  const { actor, at } = move
  return { seq, from_state: from, event: happening.event, to_state: to, actor, reason: happening.reason, at: toSql(at) }
}

/** Works out in memory where a step leads. An event that the table does not allow is a bug. */
export function moveInMemory(move: Move): Moved {
  const { conversion, step } = move
  let { state, seq } = conversion
  const conversionRows = step.conversion.map(happening => {
    const to = nextConversionState(state, happening.event)
    assert(to !== undefined, `A conversion in ${state} cannot have ${happening.event}.`)
    seq += 1
    const row = transitionRow(happening, move, seq, state, to)
    state = to
    return { conversion_id: conversion.id, ...row }
  })
  let payout = conversion.payout
  const payoutRowsOfStep = step.payout.map(happening => {
    const isStart = happening.event === 'payout_started'
    if (isStart) payout = newPayout(conversion, move.at)
    assert(payout !== null, `${happening.event} needs a payout.`)
    const from = isStart ? null : payout.state
    const to = nextPayoutState(from, happening.event)
    assert(to !== undefined, `A payout in ${from} cannot have ${happening.event}.`)
    payout = { ...payout, state: to, seq: payout.seq + 1 }
    return { payout_id: payout.id, ...transitionRow(happening, move, payout.seq, from, to) }
  })
  const after: Conversion = { ...conversion, state, seq, inDoubt: step.inDoubt, payout }
  return { before: conversion, after, conversionRows, payoutRows: payoutRowsOfStep }
}

/** The first row of a conversion's history, written with the conversion itself, and those of what follows at once. */
export async function insertAcceptances(
  tx: Tx,
  conversions: readonly Conversion[],
  moves: readonly Move[] = [],
): Promise<void> {
  const first = conversions.map(each => ({
    conversion_id: each.id,
    seq: 1,
    from_state: null,
    event: 'accept',
    to_state: 'accepted',
    actor: each.actor,
    reason: 'consent_given',
    at: toSql(each.createdAt),
  }))
  await conversionTransitions.insert(tx, [...first, ...moves.flatMap(move => moveInMemory(move).conversionRows)])
}

/**
 * Carries out steps; answers the conversions as they then stand, in the order given.
 * Faults: `MovedMeanwhile`.
 */
export async function applyMoves(tx: Tx, moves: readonly Move[]): Promise<Conversion[]> {
  const all = moves.map(moveInMemory)
  // Asked for together: they take one way to the database and run there in this order.
  await together([
    conversionTransitions.insert(
      tx,
      all.flatMap(moved => moved.conversionRows),
    ),
    moveConversions(tx, all),
    movePayouts(tx, all),
    payoutTransitions.insert(
      tx,
      all.flatMap(moved => moved.payoutRows),
    ),
    openCases(tx, moves),
    releaseInstruments(
      tx,
      all
        .filter(({ after }) => (RELEASED_STATES as readonly string[]).includes(after.state))
        .map(({ after }) => ({ instrumentId: after.instrumentId, conversionId: after.id })),
    ),
  ])
  return all.map(moved => moved.after)
}

async function moveConversions(tx: Tx, all: readonly Moved[]): Promise<void> {
  const changed = all.filter(({ before, after }) => before.seq !== after.seq || before.inDoubt !== after.inDoubt)
  const written = await conversionMoves.run<{ id: string }>(
    tx,
    changed.map(({ before, after }) => ({
      id: after.id,
      old_seq: before.seq,
      seq: after.seq,
      state: after.state,
      in_doubt: after.inDoubt,
    })),
    `UPDATE conversion c SET seq = rows.seq, state = rows.state, in_doubt = rows.in_doubt
     FROM rows WHERE c.id = rows.id AND c.seq = rows.old_seq RETURNING c.id`,
  )
  if (written.length !== changed.length) throw new MovedMeanwhile('A conversion was moved by somebody else.')
}

async function movePayouts(tx: Tx, all: readonly Moved[]): Promise<void> {
  const row = (payout: Payout) => ({
    id: payout.id,
    conversion_id: payout.conversionId,
    number: payout.number,
    payout_account_id: payout.payoutAccountId,
    rail: payout.rail,
    rail_reference: payout.railReference,
    amount_minor: payout.amount.amountMinor.toString(),
    unit: payout.amount.unit,
    state: payout.state,
    seq: payout.seq,
    created_at: toSql(payout.createdAt),
  })
  const touched = all.filter(moved => moved.payoutRows.length > 0)
  const isNew = ({ before, after }: Moved) => before.payout?.id !== after.payout?.id
  await together([
    payoutRows.insert(
      tx,
      touched.filter(isNew).map(({ after }) => row(after.payout!)),
    ),
    payoutMoves.run(
      tx,
      touched
        .filter(moved => !isNew(moved))
        .map(({ after: { payout } }) => ({ id: payout!.id, state: payout!.state, seq: payout!.seq })),
      'UPDATE payout p SET state = rows.state, seq = rows.seq FROM rows WHERE p.id = rows.id',
    ),
  ])
}

/** One case per conversion, payout and reason: a doubt that goes on is the same case. */
async function openCases(tx: Tx, moves: readonly Move[]): Promise<void> {
  await caseRows.insert(
    tx,
    moves
      .filter(({ step }) => step.openCase !== null)
      .map(({ conversion, step, at }) => ({
        id: deriveId('cas', conversion.id, `${step.openCase}/${conversion.payout?.number ?? 0}`),
        book: DEFAULT_BOOK,
        conversion_id: conversion.id,
        code: step.openCase!,
        state: 'open',
        opened_at: toSql(at),
      })),
    'ON CONFLICT (id) DO NOTHING',
  )
}

interface HistoryRow extends Omit<TransitionRow, 'at'> {
  parent: string
  at: Date
}
function group(found: readonly HistoryRow[]): Map<string, Transition[]> {
  const grouped = new Map<string, Transition[]>()
  for (const row of found) {
    const list = grouped.get(row.parent) ?? []
    list.push({
      seq: row.seq,
      from: row.from_state,
      event: row.event,
      to: row.to_state,
      actor: row.actor,
      reason: row.reason,
      at: fromSql(row.at),
    })
    grouped.set(row.parent, list)
  }
  return grouped
}

/** The histories of conversions and payouts, by the id of whose they are. */
export async function loadHistories(
  db: Queryable,
  conversionIds: readonly string[],
  payoutIds: readonly string[],
): Promise<Map<string, Transition[]>> {
  const { rows: found } = await (db as Tx).query<HistoryRow>({
    name: 'load_histories',
    text: `SELECT conversion_id AS parent, seq, from_state, event, to_state, actor, reason, at
             FROM conversion_transition WHERE conversion_id = ANY($1)
           UNION ALL
           SELECT payout_id, seq, from_state, event, to_state, actor, reason, at
             FROM payout_transition WHERE payout_id = ANY($2)
           ORDER BY parent, seq`,
    values: [conversionIds, payoutIds],
  })
  return group(found)
}
