// SPDX-License-Identifier: Apache-2.0
// What may be asked of the ledger and everything it may answer. A transfer takes one positive amount from one account
// and puts it into another, so it balances by construction. A journal is one business event: all its transfers or none.

import type { Id } from '../ids/index.ts'
import type { Money, Unit } from '../money/index.ts'
import type { Instant } from '../time/index.ts'
import type { AccountCode } from './chart.ts'

/**
 * An account to open when it is absent. Its `id` is always the one that `accountSpec` derives from the other fields.
 */
export interface AccountSpec {
  readonly id: Id<'acc'>
  readonly book: Id<'bok'>
  readonly code: AccountCode
  readonly unit: Unit
  /** Whose account it is (a holder, an instrument, an issuer), or null for an account of the book itself. */
  readonly owner: string | null
}

/**
 * `posted` moves at once; `pending` reserves; `post`, `void` and `expire` resolve a pending transfer, once, for ever.
 */
export const PHASES = ['posted', 'pending', 'post', 'void', 'expire'] as const
export type Phase = (typeof PHASES)[number]

/**
 * Why money moved: a lower-case word. The words of our own events are in `TRANSFER_CODES`; operators may use others.
 */
export type TransferCode = string

export const TRANSFER_CODES = [
  'instrument_registered',
  'conversion_hold',
  'instrument_retired',
  'issuer_gross',
  'issuer_fee',
  'service_fee',
  'service_vat',
  'issuer_settlement',
  'payout',
  'payout_cash',
  'payout_return',
  'operator_funds',
  'fees_taken',
  'reversal',
] as const satisfies readonly TransferCode[]

export interface TransferSpec {
  /** Chosen by the caller and kept by it: sending the same transfer again is answered `exists` and changes nothing. */
  readonly id: Id<'trf'>
  readonly journalId: Id<'jnl'>
  readonly debitAccountId: Id<'acc'>
  readonly creditAccountId: Id<'acc'>
  /** For `post` at most the pending amount (the rest is released); for `void` and `expire` the whole of it. */
  readonly amount: Money
  readonly code: TransferCode
  readonly phase: Phase
  readonly pendingId?: Id<'trf'>
  /** When it happened in the world. Not part of what makes a transfer the same: a retry may carry a later one. */
  readonly occurredAt: Instant
  /** Only on `pending`: from this instant on it can only be expired. */
  readonly expiresAt?: Instant
}

export const BUSINESS_EVENTS = [
  'conversion_held',
  'conversion_redeemed',
  'conversion_released',
  'issuer_settled',
  'payout_started',
  'payout_settled',
  'payout_voided',
  'payout_returned',
  'operator_funds_added',
  'operator_funds_taken',
  'fees_taken',
  'pending_expired',
  'operator_transfer',
  'reversal',
] as const
export type BusinessEvent = (typeof BUSINESS_EVENTS)[number]

export interface JournalSpec {
  readonly id: Id<'jnl'>
  readonly book: Id<'bok'>
  readonly event: BusinessEvent
  /** What the event is about: `cnv_…`, `ins_…`, a settlement. Transfers are found by it. Never personal data. */
  readonly subject: string
  readonly transfers: readonly TransferSpec[]
  /** Accounts to open, if they are absent, in the same act. */
  readonly accounts: readonly AccountSpec[]
}

/**
 * Every answer to a transfer. When several apply, the first in this order is given. All but `applied` change nothing.
 * A code never changes its meaning.
 */
export const TRANSFER_RESULTS = [
  'applied',
  'exists',
  'exists_with_different_journal',
  'exists_with_different_phase',
  'exists_with_different_accounts',
  'exists_with_different_unit',
  'exists_with_different_amount',
  'exists_with_different_code',
  'exists_with_different_pending',
  'exists_with_different_expiry',
  'journal_already_posted',
  'id_invalid',
  'code_invalid',
  'amount_not_positive',
  'amount_too_large',
  'pending_id_required',
  'pending_id_not_allowed',
  'expiry_not_allowed',
  'accounts_are_the_same',
  'expiry_not_in_future',
  'account_not_found',
  'books_differ',
  'unit_mismatch',
  'pending_not_found',
  'pending_has_different_accounts',
  'pending_already_posted',
  'pending_already_voided',
  'pending_expired',
  'pending_not_expired',
  'exceeds_pending_amount',
  'pending_has_different_amount',
  'account_closed',
  'exceeds_credits',
  'exceeds_debits',
  'counter_overflow',
  'linked_transfer_failed',
] as const
export type TransferResultCode = (typeof TRANSFER_RESULTS)[number]

export interface TransferResult {
  readonly id: Id<'trf'>
  readonly result: TransferResultCode
}

/**
 * `applied`: now. `exists`: an earlier call applied exactly this. `refused`: nothing of it is in the ledger by this
 * call.
 */
export interface JournalResult {
  readonly id: Id<'jnl'>
  readonly result: 'applied' | 'exists' | 'refused'
  readonly transfers: readonly TransferResult[]
  /** The first transfer that was refused for a reason of its own. */
  readonly refusedBy?: TransferResult
}

/** The largest amount of one transfer, so that a counter (a 63-bit number) has room for 90,000 of the largest. */
export const MAX_TRANSFER_AMOUNT = 100_000_000_000_000n
