// SPDX-License-Identifier: Apache-2.0
// What a call to an issuer or a bank can come back with, whoever they are. Adapters translate into these words by a
// table; anything they do not know by name is `unknown`, because a timeout is not a no.

import type { Money } from '../money/index.ts'
import type { Instant } from '../time/index.ts'

/** The calls that a conversion is made of. A query asks about an act by its reference and never repeats the act. */
export const CALLS = ['redeem', 'query_redemption', 'pay', 'query_payout'] as const
export type Call = (typeof CALLS)[number]

export interface NotDone {
  /** Certain: the other side did nothing and keeps nothing. Asking again with the same reference is a first time. */
  readonly kind: 'not_done'
  readonly code: string
  readonly retryAfterMs?: number
}
export interface Unknown {
  /** Asked, and no answer that counts: it may have happened. */
  readonly kind: 'unknown'
  readonly code: string
}
export interface NotFound {
  /** Answer to a query only: the other side has never seen the reference. */
  readonly kind: 'not_found'
}
export interface Pending {
  /** Taken in, not final yet. */
  readonly kind: 'pending'
}
export interface Rejected {
  /** Final: it did not happen and will not under this reference. */
  readonly kind: 'rejected'
  readonly code: string
}

export type RedemptionOutcome =
  | { readonly kind: 'redeemed'; readonly gross: Money; readonly settledAt: Instant | null }
  | Pending
  | Rejected
  | NotFound
  | NotDone
  | Unknown

export type PayoutOutcome =
  | { readonly kind: 'settled'; readonly settledAt: Instant }
  | { readonly kind: 'returned'; readonly code: string }
  | Pending
  | Rejected
  | NotFound
  | NotDone
  | Unknown

/** What a bank tells unasked: late, twice, before its own answer, or days after the payout. */
export type PayoutNotice = Extract<PayoutOutcome, { kind: 'settled' | 'rejected' | 'returned' }>
