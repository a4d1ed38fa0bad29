// SPDX-License-Identifier: Apache-2.0
// A counterparty that value comes from: the issuer's refund desk. Adapters answer in the words below and throw nothing
// but bugs; a call that may have had an effect and has no clear answer is `unknown`.

import type { RedemptionOutcome } from '@jandon/domain/conversion'
import type { Money } from '@jandon/domain/money'

export interface RedemptionRequest {
  /** Ours, and the only name of this act: sent again, it is the same act. */
  readonly reference: string
  readonly conversionId: string
  readonly issuer: string
  readonly kind: string
  /** The issuer's own number of the instrument, when the holder gave one. */
  readonly serial: string | undefined
  readonly faceValue: Money
  /** What the rule says the issuer pays. */
  readonly gross: Money
  readonly ruleId: string
}

export type AmountConfirmation =
  | { readonly kind: 'confirmed'; readonly gross: Money }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds: number }

export interface Source {
  readonly name: string
  /** Whether a reference is carried out at most once, however often it is sent. */
  readonly dedupes: boolean
  /** Units: milliseconds. How long a call may take before it counts as unknown; well under a lease. */
  readonly timeoutMs: number
  /** What the issuer would pay now. Moves nothing. */
  confirmAmount(request: Omit<RedemptionRequest, 'reference' | 'conversionId'>): Promise<AmountConfirmation>
  /** Idempotent by: the reference, when `dedupes`. */
  redeem(request: RedemptionRequest): Promise<RedemptionOutcome>
  query(reference: string): Promise<RedemptionOutcome>
}
