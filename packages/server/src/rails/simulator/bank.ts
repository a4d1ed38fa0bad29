// SPDX-License-Identifier: Apache-2.0
// The simulated bank: checks account holders, carries payments out at most once per reference, keeps a statement of
// each won, answers questions about the past, and tells of returns unasked. Misbehaves as told.

import type { PayoutNotice, PayoutOutcome } from '@jandon/domain/conversion'
import { ALWAYS_OPEN, opensAt, type RailHours } from '@jandon/domain/payout'
import { formatInstant, type Instant } from '@jandon/domain/time'
import { type Tx, together } from '../../database/index.ts'
import { createBatcher, type PayoutInstruction, type Rail, type RailNotice } from '../../ports/index.ts'
import { type ActiveFault, LOST_ANSWER_MS, type Simulator, SLOW_ANSWER_MS, useFaults } from './simulator.ts'
import { accountBehaviour, OTHER_NAME } from './test-numbers.ts'

export interface SimulatedBankOptions {
  /** Closed windows of the day. By default it never closes. */
  readonly hours?: RailHours
  readonly timeoutMs?: number
}

/** How long after a payout the bank sends it back, unless a fault says otherwise. */
const RETURN_AFTER_MS = 300
/** How long a payment to an account that ends in 5555 stays pending. */
const PENDING_MS = 300

const NOTICE_LOCK = 0x6a73626e

interface Answer {
  readonly outcome: PayoutOutcome
  /** How much longer than usual the answer takes. */
  readonly afterMs: number
}

interface PaymentRow {
  reference: string
  state: 'accepted' | 'settled' | 'rejected' | 'returned'
  code: string | null
  received_at: Date
}

function outcomeOf(row: PaymentRow): PayoutOutcome {
  switch (row.state) {
    case 'accepted':
      return { kind: 'pending' }
    case 'settled':
      return { kind: 'settled', settledAt: row.received_at.getTime() }
    case 'rejected':
      return { kind: 'rejected', code: row.code ?? 'rejected' }
    case 'returned':
      return { kind: 'returned', code: row.code ?? 'returned' }
  }
}

/** What an ordinary or a test account does with a payment, before any fault. */
function plan(instruction: PayoutInstruction, fault: ActiveFault | undefined, now: Instant) {
  const behaviour = accountBehaviour(instruction.accountNumber)
  const rejected =
    fault?.kind === 'reject' ? 'rejected_by_bank' : behaviour === 'payout_rejected' && 'account_suspended'
  if (rejected) return { state: 'rejected', code: rejected, settlesAt: null, returnsAt: null } as const
  if (behaviour === 'payout_pending') {
    return { state: 'accepted', code: null, settlesAt: now + PENDING_MS, returnsAt: null } as const
  }
  const returns = fault?.kind === 'return' || behaviour === 'payout_returned'
  const returnsAt = returns ? now + (fault?.delayMs ?? RETURN_AFTER_MS) : null
  return { state: 'settled', code: null, settlesAt: null, returnsAt } as const
}

async function writeNotices(tx: Tx, notices: readonly { reference: string; outcome: PayoutNotice }[]): Promise<void> {
  if (notices.length === 0) return
  // One writer at a time until its commit, so that numbers become visible in their order and no reader skips one.
  await tx.query('SELECT pg_advisory_xact_lock($1)', [NOTICE_LOCK])
  await tx.query(
    `INSERT INTO simulator.bank_notice (reference, outcome) SELECT * FROM unnest($1::text[], $2::jsonb[])`,
    [notices.map(each => each.reference), notices.map(each => JSON.stringify(each.outcome))],
  )
}

async function writeEntries(tx: Tx, direction: 'credit' | 'return', references: readonly string[], now: Instant) {
  if (references.length === 0) return
  await tx.query(
    `INSERT INTO simulator.bank_entry (reference, conversion_id, direction, amount_minor, unit, at)
     SELECT reference, conversion_id, $2, amount_minor, unit, $3 FROM simulator.bank_payment
     WHERE reference = ANY($1) ORDER BY reference`,
    [references, direction, formatInstant(now)],
  )
}

type Planned = { readonly instruction: PayoutInstruction; readonly plan: ReturnType<typeof plan> }

/** Keeps payments that are new, with a line of the statement for each that is settled at once; answers which are. */
async function insertPayments(tx: Tx, planned: readonly Planned[], now: Instant): Promise<Set<string>> {
  const column = <T>(read: (each: Planned) => T) => planned.map(read)
  const at = (instant: Instant | null) => (instant === null ? null : formatInstant(instant))
  const { rows } = await tx.query<{ reference: string }>({
    name: 'simulator_payments',
    text: `WITH fresh AS (
             INSERT INTO simulator.bank_payment (reference, conversion_id, bank_code, account_number, account_holder,
               amount_minor, unit, state, code, settles_at, returns_at, received_at)
             SELECT *, $12::timestamptz FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
               $6::bigint[], $7::text[], $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[])
             ON CONFLICT (reference) DO NOTHING RETURNING *
           ), credited AS (
             INSERT INTO simulator.bank_entry (reference, conversion_id, direction, amount_minor, unit, at)
             SELECT reference, conversion_id, 'credit', amount_minor, unit, received_at FROM fresh
             WHERE state = 'settled' ORDER BY reference
           )
           SELECT reference FROM fresh`,
    values: [
      column(each => each.instruction.reference),
      column(each => each.instruction.conversionId),
      column(each => each.instruction.bankCode),
      column(each => each.instruction.accountNumber),
      column(each => each.instruction.accountHolder),
      column(each => each.instruction.amount.amountMinor.toString()),
      column(each => each.instruction.amount.unit),
      column(each => each.plan.state),
      column(each => each.plan.code),
      column(each => at(each.plan.settlesAt)),
      column(each => at(each.plan.returnsAt)),
      formatInstant(now),
    ],
  })
  return new Set(rows.map(row => row.reference))
}

async function loadPayments(tx: Tx, references: readonly string[]): Promise<Map<string, PaymentRow>> {
  const { rows } = await tx.query<PaymentRow>({
    name: 'simulator_load_payments',
    text: 'SELECT reference, state, code, received_at FROM simulator.bank_payment WHERE reference = ANY($1)',
    values: [references],
  })
  return new Map(rows.map(row => [row.reference, row]))
}

/** Carries a batch of instructions out: in the bank's own books, each reference once, committed before any answer. */
async function submitBatch(tx: Tx, instructions: readonly PayoutInstruction[], now: Instant): Promise<Answer[]> {
  const faults = await useFaults(tx, 'bank', 'submit', instructions.length)
  const arrives = (index: number) => faults[index]?.kind !== 'timeout' && faults[index]?.kind !== 'unavailable'
  const planned = new Map<string, Planned>()
  instructions.forEach((instruction, index) => {
    if (!arrives(index) || planned.has(instruction.reference)) return
    planned.set(instruction.reference, { instruction, plan: plan(instruction, faults[index], now) })
  })
  const [fresh, payments] = await together([
    insertPayments(tx, [...planned.values()], now),
    loadPayments(tx, [...planned.keys()]),
  ])
  const twice = instructions.filter((_, index) => faults[index]?.kind === 'duplicate_answer')
  await writeNotices(
    tx,
    twice.flatMap(({ reference }) => {
      const notice = { reference, outcome: { kind: 'settled', settledAt: now } as const }
      return fresh.has(reference) && planned.get(reference)?.plan.state === 'settled' ? [notice, notice] : []
    }),
  )
  return instructions.map((instruction, index) => answer(payments.get(instruction.reference), faults[index], 'submit'))
}

function answer(row: PaymentRow | undefined, fault: ActiveFault | undefined, operation: 'submit' | 'query'): Answer {
  switch (fault?.kind) {
    case 'timeout':
    case 'timeout_after_accept':
      return { outcome: { kind: 'unknown', code: 'timeout' }, afterMs: fault.delayMs ?? LOST_ANSWER_MS }
    case 'unavailable':
      return { outcome: { kind: 'not_done', code: 'bank_unavailable' }, afterMs: 0 }
    default: {
      const afterMs = fault?.kind === 'slow' ? (fault.delayMs ?? SLOW_ANSWER_MS) : 0
      if (row) return { outcome: outcomeOf(row), afterMs }
      return {
        outcome: operation === 'query' ? { kind: 'not_found' } : { kind: 'unknown', code: 'no_answer' },
        afterMs,
      }
    }
  }
}

/** What falls due by itself: pending payments settle, some settled ones come back; the bank tells of both. */
async function letTimePass(tx: Tx, now: Instant): Promise<void> {
  const { rows: settled } = await tx.query<{ reference: string }>(
    `UPDATE simulator.bank_payment SET state = 'settled', settles_at = NULL
     WHERE least(settles_at, returns_at) <= $1 AND state = 'accepted' RETURNING reference`,
    [formatInstant(now)],
  )
  const { rows: returned } = await tx.query<{ reference: string }>(
    `UPDATE simulator.bank_payment SET state = 'returned', code = 'account_closed', returns_at = NULL
     WHERE least(settles_at, returns_at) <= $1 AND state = 'settled' RETURNING reference`,
    [formatInstant(now)],
  )
  const references = (rows: readonly { reference: string }[]) => rows.map(row => row.reference)
  await writeEntries(tx, 'credit', references(settled), now)
  await writeEntries(tx, 'return', references(returned), now)
  await writeNotices(tx, [
    ...settled.map(({ reference }) => ({ reference, outcome: { kind: 'settled', settledAt: now } as const })),
    ...returned.map(({ reference }) => ({ reference, outcome: { kind: 'returned', code: 'account_closed' } as const })),
  ])
}

export function createSimulatedBank(simulator: Simulator, options: SimulatedBankOptions = {}): Rail {
  const { clock, timer, delayMs } = simulator
  const hours = options.hours ?? ALWAYS_OPEN
  // One batch at a time: a bank's books have one line of entries. 5,000 waiting are more than two seconds' worth.
  const submissions = createBatcher<PayoutInstruction, Answer>({
    run: batch => simulator.transaction(tx => submitBatch(tx, batch, clock.now())),
    maxBatch: 256,
    maxWaiting: 5000,
    concurrency: 1,
  })
  const queries = createBatcher<string, Answer>({
    run: batch =>
      simulator.transaction(async tx => {
        const faults = await useFaults(tx, 'bank', 'query', batch.length)
        await letTimePass(tx, clock.now())
        const payments = await loadPayments(tx, batch)
        return batch.map((reference, index) => answer(payments.get(reference), faults[index], 'query'))
      }),
    maxBatch: 256,
    maxWaiting: 5000,
    concurrency: 1,
  })
  const ask = async (asked: Promise<Answer> | undefined): Promise<PayoutOutcome> => {
    if (!asked) return { kind: 'not_done', code: 'bank_busy' }
    const { outcome, afterMs } = await asked
    if (afterMs > 0) await timer.sleep(afterMs)
    return outcome
  }
  const think = () => (delayMs > 0 ? timer.sleep(delayMs) : Promise.resolve())
  return {
    name: 'simulated_bank',
    dedupes: true,
    // A third of a worker's lease (10 s), so that a slow bank does not cost the lease.
    timeoutMs: options.timeoutMs ?? 3000,
    opensAt: (bankCode, now) => opensAt(hours, bankCode, now),
    async checkAccount(_bankCode, accountNumber, accountHolder) {
      await think()
      const behaviour = accountBehaviour(accountNumber)
      if (behaviour === 'not_found') return { kind: 'not_found' }
      if (behaviour === 'unavailable') return { kind: 'unavailable', retryAfterSeconds: 30 }
      return { kind: 'found', registeredName: behaviour === 'name_differs' ? OTHER_NAME : accountHolder }
    },
    async submit(instruction) {
      await think()
      return ask(submissions.add(instruction))
    },
    async query(reference) {
      await think()
      return ask(queries.add(reference))
    },
    notices: (cursor, limit) => readNotices(simulator, cursor, limit),
  }
}

async function readNotices(simulator: Simulator, cursor: string, limit: number) {
  const { rows } = await simulator.transaction(async tx => {
    await letTimePass(tx, simulator.clock.now())
    return tx.query<{ id: bigint; reference: string; outcome: PayoutNotice }>(
      `SELECT id, reference, outcome FROM simulator.bank_notice
       WHERE id > $1 ORDER BY id LIMIT $2`,
      [cursor === '' ? '0' : cursor, limit],
    )
  })
  const notices: RailNotice[] = rows.map(row => ({
    id: String(row.id),
    reference: row.reference,
    outcome: row.outcome,
  }))
  return { notices, cursor: notices.at(-1)?.id ?? cursor }
}
