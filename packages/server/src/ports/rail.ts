// SPDX-License-Identifier: Apache-2.0
// A network that pays out. Whatever goes wrong, an adapter answers in the words below; it throws nothing but bugs, and
// a call that may have had an effect and has no clear answer is `unknown`.

import type { PayoutNotice, PayoutOutcome } from '@jandon/domain/conversion'
import type { Money } from '@jandon/domain/money'
import type { Instant } from '@jandon/domain/time'

export interface PayoutInstruction {
  /** Ours, and the only name of this act: sent again, it is the same act. */
  readonly reference: string
  /** What the payout is for; the bank keeps it beside the payment. */
  readonly conversionId: string
  readonly bankCode: string
  readonly accountNumber: string
  readonly accountHolder: string
  readonly amount: Money
}

export type AccountCheck =
  | { readonly kind: 'found'; readonly registeredName: string }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds: number }

export interface RailNotice {
  /** The bank's own number of the notice: the same notice twice has the same one. */
  readonly id: string
  readonly reference: string
  readonly outcome: PayoutNotice
}

export interface Rail {
  readonly name: string
  /** Whether a reference is carried out at most once, however often it is submitted. */
  readonly dedupes: boolean
  /** Units: milliseconds. How long a call may take before it counts as unknown; well under a lease. */
  readonly timeoutMs: number
  /** The first instant from `now` on at which this bank takes an instruction. */
  opensAt(bankCode: string, now: Instant): Instant
  checkAccount(bankCode: string, accountNumber: string, accountHolder: string): Promise<AccountCheck>
  /** Idempotent by: the reference, when `dedupes`. */
  submit(instruction: PayoutInstruction): Promise<PayoutOutcome>
  query(reference: string): Promise<PayoutOutcome>
  /** What the bank has told unasked after `cursor`, oldest first; an empty cursor means from the beginning. */
  notices(cursor: string, limit: number): Promise<{ readonly notices: readonly RailNotice[]; readonly cursor: string }>
}
