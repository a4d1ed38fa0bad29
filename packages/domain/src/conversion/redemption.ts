// SPDX-License-Identifier: Apache-2.0
// What follows from an issuer's answer. Invariant: a redemption is asked for under one reference only, and the hold is
// released only on a final no.

import type { Money } from '../money/index.ts'
import { compare, sameUnit } from '../money/index.ts'
import type { Call, RedemptionOutcome } from './outcome.ts'
import { askAgain, handOver, nothing, type Progress, type Step } from './step.ts'

const sameMoney = (left: Money, right: Money) => sameUnit(left, right) && compare(left, right) === 0

/**
 * Decides what follows from the outcome of `redeem` or `query_redemption`.
 * `expected` is the gross that was agreed: another amount is never booked, a person looks.
 */
export function decideRedemption(progress: Progress, call: Call, outcome: RedemptionOutcome, expected: Money): Step {
  if (progress.state === 'redeemed') return awaitSettlement(progress, outcome)
  switch (outcome.kind) {
    case 'redeemed':
      if (!sameMoney(outcome.gross, expected)) {
        return { ...markInDoubt(progress, 'amount_differs'), next: null, openCase: 'redeemed_amount_differs' }
      }
      return {
        ...nothing(progress),
        conversion: [{ event: 'redemption_succeeded', reason: 'issuer_redeemed' }],
        journals: outcome.settledAt === null ? ['conversionRedeemed'] : ['conversionRedeemed', 'issuerSettled'],
        inDoubt: false,
        next: outcome.settledAt === null ? { call: 'query_redemption', afterMs: 1000 } : { call: 'pay', afterMs: 0 },
      }
    case 'rejected':
      return {
        ...nothing(progress),
        conversion: [{ event: 'redemption_rejected', reason: outcome.code }],
        journals: ['conversionReleased'],
        inDoubt: false,
      }
    case 'pending':
      return { ...askAgain(progress, 'query_redemption', 'redemption_stuck'), inDoubt: false }
    case 'not_done':
      return askAgain(
        progress,
        call === 'redeem' && !progress.inDoubt ? 'redeem' : 'query_redemption',
        'redemption_stuck',
        outcome.retryAfterMs,
      )
    case 'not_found':
      if (call !== 'query_redemption') return markInDoubt(progress, 'not_found')
      return progress.dedupes
        ? askAgain(progress, 'redeem', 'redemption_stuck')
        : handOver(progress, 'lost_without_trace')
    case 'unknown':
      return markInDoubt(progress, outcome.code)
  }
}

/** Redeemed, and the issuer's cash is not here yet: no payout is made from other holders' money. */
function awaitSettlement(progress: Progress, outcome: RedemptionOutcome): Step {
  if (outcome.kind === 'rejected' || outcome.kind === 'not_found') return handOver(progress, 'answers_disagree')
  if (outcome.kind === 'redeemed' && outcome.settledAt !== null) {
    return { ...nothing(progress), journals: ['issuerSettled'], next: { call: 'pay', afterMs: 0 } }
  }
  return askAgain(progress, 'query_redemption', 'redemption_stuck')
}

/** In doubt: only queried from here on. The row is appended once, when the doubt begins. */
export function markInDoubt(progress: Progress, reason: string): Step {
  return {
    ...askAgain(progress, 'query_redemption', 'redemption_stuck'),
    conversion: progress.inDoubt ? [] : [{ event: 'redemption_in_doubt', reason }],
    inDoubt: true,
  }
}
