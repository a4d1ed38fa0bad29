// SPDX-License-Identifier: Apache-2.0
// The next step of a conversion, decided and not done: which rows to append, which journals to post, what is due next,
// and whether a person must look. The caller does all of it in one transaction, or none of it.

import type { PayoutEvent, PayoutState } from '../payout/index.ts'
import { SECOND } from '../time/index.ts'
import type { Call } from './outcome.ts'
import type { ConversionEvent, ConversionState } from './transitions.ts'

/** Journals by their purpose; the ledger's postings turn each into transfers. */
export type JournalPurpose =
  | 'conversionRedeemed'
  | 'conversionReleased'
  | 'issuerSettled'
  | 'payoutStarted'
  | 'payoutSettled'
  | 'payoutVoided'
  | 'payoutReturned'

export const CASE_CODES = [
  'redeemed_amount_differs',
  'redemption_stuck',
  'payout_stuck',
  'payout_rejected',
  'payout_returned',
  'answers_disagree',
  'lost_without_trace',
  'funds_short',
  'ledger_refused',
  'adapter_missing',
] as const
/**
 * Why a person must look. `lost_without_trace`: in doubt, and the other side cannot be asked again safely.
 * `funds_short`: the cash for a payout is not in the safeguarding account. `ledger_refused`: the books would not take
 * what the world says has happened. `adapter_missing`: this server has no way to the conversion's issuer or bank.
 */
export type CaseCode = (typeof CASE_CODES)[number]

export interface Happening<E> {
  readonly event: E
  /** A stable code; never personal data. */
  readonly reason: string
}

export interface Step {
  readonly conversion: readonly Happening<ConversionEvent>[]
  readonly payout: readonly Happening<PayoutEvent>[]
  readonly journals: readonly JournalPurpose[]
  /** The mark as it is after the step. */
  readonly inDoubt: boolean
  /** Null ends the work: the conversion is final, or a case is open. */
  readonly next: { readonly call: Call; readonly afterMs: number } | null
  readonly openCase: CaseCode | null
}

/** Everything a step is decided from, besides the outcome. */
export interface Progress {
  readonly state: ConversionState
  readonly payoutState: PayoutState | null
  readonly inDoubt: boolean
  /** Calls made for the present act (this redemption, or this payout), the one just answered included. */
  readonly calls: number
  /** Milliseconds since the first call of the present act. */
  readonly ageMs: number
  /** Whether the other side carries out a reference at most once, however often it is sent. */
  readonly dedupes: boolean
}

/**
 * Short first, so that a blip costs a holder less than a second; a minute at most, so that an outage is not a storm.
 */
const BACKOFF_MS = [200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000]

/** How long to wait before asking again after `calls` calls. */
export function backoffMs(calls: number): number {
  return BACKOFF_MS[Math.min(Math.max(calls, 1), BACKOFF_MS.length) - 1]!
}

/**
 * After two hours without an end a person looks, while asking goes on: long enough for a bank's nightly pause and an
 * ordinary outage, short enough to reach the other side's desk on the same day.
 */
export const STUCK_AFTER_MS = 2 * 3600 * SECOND

/** A step that changes nothing. */
export function nothing(progress: Progress): Step {
  return { conversion: [], payout: [], journals: [], inDoubt: progress.inDoubt, next: null, openCase: null }
}

/** Asks again later; a case is opened once it has taken too long. */
export function askAgain(progress: Progress, call: Call, stuck: CaseCode, retryAfterMs = 0): Step {
  return {
    ...nothing(progress),
    next: { call, afterMs: Math.max(backoffMs(progress.calls), retryAfterMs) },
    openCase: progress.ageMs >= STUCK_AFTER_MS ? stuck : null,
  }
}

/** Stops the work and hands over to a person. */
export function handOver(progress: Progress, openCase: CaseCode): Step {
  return { ...nothing(progress), openCase }
}

/** Two steps in a row as one, when the second follows from the first at once. */
export function then(first: Step, second: Step): Step {
  return {
    conversion: [...first.conversion, ...second.conversion],
    payout: [...first.payout, ...second.payout],
    journals: [...first.journals, ...second.journals],
    inDoubt: second.inDoubt,
    next: second.next,
    openCase: first.openCase ?? second.openCase,
  }
}
