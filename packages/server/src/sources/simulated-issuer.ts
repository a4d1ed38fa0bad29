// SPDX-License-Identifier: Apache-2.0
// The simulated issuer: says what it would pay, redeems at most once per reference and per serial number, sends the
// cash at once (or later, when told), and answers questions about the past. Misbehaves as told.

import type { RedemptionOutcome } from '@jandon/domain/conversion'
import { mulDiv } from '@jandon/domain/money'
import { formatInstant, type Instant } from '@jandon/domain/time'
import { type Tx, together } from '../database/index.ts'
import { createBatcher, type RedemptionRequest, type Source } from '../ports/index.ts'
import {
  type ActiveFault,
  LOST_ANSWER_MS,
  type Simulator,
  SLOW_ANSWER_MS,
  serialBehaviour,
  useFaults,
} from '../rails/simulator/index.ts'

export interface SimulatedIssuerOptions {
  readonly timeoutMs?: number
}

/** How long the cash for a serial that ends in 5555 takes. */
const SETTLES_LATER_MS = 500

interface Row {
  reference: string
  state: 'redeemed' | 'rejected'
  code: string | null
  gross_minor: bigint
  unit: string
  received_at: Date
  settles_at: Date | null
}
interface Answer {
  readonly outcome: RedemptionOutcome
  readonly afterMs: number
}

function outcomeOf(row: Row, now: Instant): RedemptionOutcome {
  if (row.state === 'rejected') return { kind: 'rejected', code: row.code ?? 'rejected' }
  const settledAt = (row.settles_at ?? row.received_at).getTime()
  return {
    kind: 'redeemed',
    gross: { amountMinor: row.gross_minor, unit: row.unit },
    settledAt: settledAt <= now ? settledAt : null,
  }
}

function answer(row: Row | undefined, fault: ActiveFault | undefined, now: Instant, isQuery: boolean): Answer {
  switch (fault?.kind) {
    case 'timeout':
    case 'timeout_after_accept':
      return { outcome: { kind: 'unknown', code: 'timeout' }, afterMs: fault.delayMs ?? LOST_ANSWER_MS }
    case 'unavailable':
      return { outcome: { kind: 'not_done', code: 'issuer_unavailable' }, afterMs: 0 }
    default: {
      const afterMs = fault?.kind === 'slow' ? (fault.delayMs ?? SLOW_ANSWER_MS) : 0
      if (row) return { outcome: outcomeOf(row, now), afterMs }
      return { outcome: isQuery ? { kind: 'not_found' } : { kind: 'unknown', code: 'no_answer' }, afterMs }
    }
  }
}

async function load(tx: Tx, references: readonly string[]): Promise<Map<string, Row>> {
  const { rows } = await tx.query<Row>({
    name: 'simulator_load_redemptions',
    text: `SELECT reference, state, code, gross_minor, unit, received_at, settles_at
           FROM simulator.issuer_redemption WHERE reference = ANY($1)`,
    values: [references],
  })
  return new Map(rows.map(row => [row.reference, row]))
}

interface Planned {
  readonly request: RedemptionRequest
  readonly rejectedBecause: string | null
  readonly settlesAt: Instant | null
}

function plan(request: RedemptionRequest, fault: ActiveFault | undefined, used: boolean, now: Instant): Planned {
  const behaviour = serialBehaviour(request.serial)
  if (fault?.kind === 'reject') return { request, rejectedBecause: 'rejected_by_issuer', settlesAt: null }
  if (used || behaviour === 'already_used') return { request, rejectedBecause: 'already_used', settlesAt: null }
  return { request, rejectedBecause: null, settlesAt: behaviour === 'settles_later' ? now + SETTLES_LATER_MS : null }
}

/** Serial numbers are told apart by issuer; the key is only for looking up in one batch. */
const serialKey = (issuer: string, serial: string) => `${issuer}\0${serial}`

async function usedSerials(tx: Tx, requests: readonly RedemptionRequest[]): Promise<Map<string, string>> {
  const withSerial = requests.filter(request => request.serial !== undefined)
  if (withSerial.length === 0) return new Map()
  const { rows } = await tx.query<{ issuer: string; serial: string; reference: string }>(
    `SELECT r.issuer, r.serial, r.reference FROM simulator.issuer_redemption r
     JOIN unnest($1::text[], $2::text[]) AS asked(issuer, serial) ON r.issuer = asked.issuer AND r.serial = asked.serial
     WHERE r.state = 'redeemed'`,
    [withSerial.map(request => request.issuer), withSerial.map(request => request.serial)],
  )
  return new Map(rows.map(row => [serialKey(row.issuer, row.serial), row.reference]))
}

async function insert(tx: Tx, planned: readonly Planned[], now: Instant): Promise<void> {
  await tx.query({
    name: 'simulator_redemptions',
    text: `INSERT INTO simulator.issuer_redemption (reference, conversion_id, issuer, serial, gross_minor, unit, state,
             code, settles_at, received_at)
           SELECT *, $10::timestamptz FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[],
             $6::text[], $7::text[], $8::text[], $9::timestamptz[])
           ON CONFLICT DO NOTHING`,
    values: [
      planned.map(({ request }) => request.reference),
      planned.map(({ request }) => request.conversionId),
      planned.map(({ request }) => request.issuer),
      planned.map(({ request }) => request.serial ?? null),
      planned.map(({ request }) => request.gross.amountMinor.toString()),
      planned.map(({ request }) => request.gross.unit),
      planned.map(({ rejectedBecause }) => (rejectedBecause === null ? 'redeemed' : 'rejected')),
      planned.map(({ rejectedBecause }) => rejectedBecause),
      planned.map(({ settlesAt }) => (settlesAt === null ? null : formatInstant(settlesAt))),
      formatInstant(now),
    ],
  })
}

/** Redeems a batch: in the issuer's own books, each reference once, committed before any answer. */
async function redeemBatch(tx: Tx, requests: readonly RedemptionRequest[], now: Instant): Promise<Answer[]> {
  const [faults, used] = await together([useFaults(tx, 'issuer', 'submit', requests.length), usedSerials(tx, requests)])
  const arrives = (index: number) => faults[index]?.kind !== 'timeout' && faults[index]?.kind !== 'unavailable'
  const planned = new Map<string, Planned>()
  requests.forEach((request, index) => {
    if (!arrives(index) || planned.has(request.reference)) return
    const key = request.serial === undefined ? undefined : serialKey(request.issuer, request.serial)
    const usedBy = key === undefined ? undefined : used.get(key)
    const each = plan(request, faults[index], usedBy !== undefined && usedBy !== request.reference, now)
    if (key !== undefined && each.rejectedBecause === null) used.set(key, request.reference)
    planned.set(request.reference, each)
  })
  const [, rows] = await together([insert(tx, [...planned.values()], now), load(tx, [...planned.keys()])])
  return requests.map((request, index) => answer(rows.get(request.reference), faults[index], now, false))
}

export function createSimulatedIssuer(simulator: Simulator, options: SimulatedIssuerOptions = {}): Source {
  const { clock, timer, delayMs } = simulator
  const redemptions = createBatcher<RedemptionRequest, Answer>({
    run: batch => simulator.transaction(tx => redeemBatch(tx, batch, clock.now())),
    maxBatch: 256,
    maxWaiting: 5000,
    concurrency: 1,
  })
  const queries = createBatcher<string, Answer>({
    run: batch =>
      simulator.transaction(async tx => {
        const faults = await useFaults(tx, 'issuer', 'query', batch.length)
        const rows = await load(tx, batch)
        return batch.map((reference, index) => answer(rows.get(reference), faults[index], clock.now(), true))
      }),
    maxBatch: 256,
    maxWaiting: 5000,
    concurrency: 1,
  })
  const ask = async (asked: Promise<Answer> | undefined): Promise<RedemptionOutcome> => {
    if (!asked) return { kind: 'not_done', code: 'issuer_busy' }
    const { outcome, afterMs } = await asked
    if (afterMs > 0) await timer.sleep(afterMs)
    return outcome
  }
  const think = () => (delayMs > 0 ? timer.sleep(delayMs) : Promise.resolve())
  return {
    name: 'simulated_issuer',
    dedupes: true,
    // A third of a worker's lease (10 s), so that a slow issuer does not cost the lease.
    timeoutMs: options.timeoutMs ?? 3000,
    async confirmAmount(request) {
      await think()
      const behaviour = serialBehaviour(request.serial)
      if (behaviour === 'already_used') return { kind: 'refused', code: 'already_used' }
      if (behaviour !== 'pays_less') return { kind: 'confirmed', gross: request.gross }
      const less = mulDiv(request.gross.amountMinor, 9n, 10n, 'down')
      return { kind: 'confirmed', gross: { amountMinor: less, unit: request.gross.unit } }
    },
    async redeem(request) {
      await think()
      return ask(redemptions.add(request))
    },
    async query(reference) {
      await think()
      return ask(queries.add(reference))
    },
  }
}
