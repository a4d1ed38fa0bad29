// SPDX-License-Identifier: Apache-2.0
// What follows from a bank's answer or notice. Invariant: one payout has one reference, sent again only to a bank that
// carries a reference out at most once; so a holder is paid at most once, whatever gets lost on the way.

import type { Call, PayoutNotice, PayoutOutcome } from './outcome.ts'
import { askAgain, handOver, nothing, type Progress, type Step } from './step.ts'

/** Decides what follows from the outcome of `pay` or `query_payout`, for a conversion in `paying`. */
export function decidePayout(progress: Progress, call: Call, outcome: PayoutOutcome): Step {
  switch (outcome.kind) {
    case 'settled':
      return settled(progress)
    case 'returned':
      return returned(progress, outcome.code, settled(progress))
    case 'rejected':
      return {
        ...nothing(progress),
        conversion: [{ event: 'payout_rejected', reason: outcome.code }],
        payout: [{ event: 'payout_rejected', reason: outcome.code }],
        journals: ['payoutVoided'],
        inDoubt: false,
        openCase: 'payout_rejected',
      }
    case 'pending':
      return {
        ...askAgain(progress, 'query_payout', 'payout_stuck'),
        payout: progress.payoutState === 'submitted' ? [] : [{ event: 'payout_submitted', reason: 'rail_pending' }],
        inDoubt: false,
      }
    case 'not_done':
      return askAgain(
        progress,
        call === 'pay' && !progress.inDoubt ? 'pay' : 'query_payout',
        'payout_stuck',
        outcome.retryAfterMs,
      )
    case 'not_found':
      if (call !== 'query_payout') return markPayoutInDoubt(progress, 'not_found')
      // A bank that has taken it in and then never heard of it is not to be tried again by a machine.
      if (progress.payoutState === 'submitted') return handOver(progress, 'answers_disagree')
      return progress.dedupes ? askAgain(progress, 'pay', 'payout_stuck') : handOver(progress, 'lost_without_trace')
    case 'unknown':
      return markPayoutInDoubt(progress, outcome.code)
  }
}

/** Decides what follows from something a bank tells unasked, in whatever state it finds the conversion. */
export function decideNotice(progress: Progress, notice: PayoutNotice): Step {
  if (progress.state === 'paying') return decidePayout(progress, 'query_payout', notice)
  if (notice.kind === 'settled' && (progress.state === 'paid' || progress.state === 'returned'))
    return nothing(progress)
  if (notice.kind === 'returned' && progress.state === 'returned') return nothing(progress)
  if (notice.kind === 'rejected' && progress.state === 'payout_failed') return nothing(progress)
  if (notice.kind === 'returned' && progress.state === 'paid') return returned(progress, notice.code, nothing(progress))
  return handOver(progress, 'answers_disagree')
}

function settled(progress: Progress): Step {
  return {
    ...nothing(progress),
    conversion: [{ event: 'payout_settled', reason: 'rail_settled' }],
    payout: [{ event: 'payout_settled', reason: 'rail_settled' }],
    journals: ['payoutSettled'],
    inDoubt: false,
  }
}

/** The money went out and came back: it belongs to the holder still, and a person finds out where it should go. */
function returned(progress: Progress, reason: string, before: Step): Step {
  return {
    ...nothing(progress),
    conversion: [...before.conversion, { event: 'payout_returned', reason }],
    payout: [...before.payout, { event: 'payout_returned', reason }],
    journals: [...before.journals, 'payoutReturned'],
    inDoubt: false,
    openCase: 'payout_returned',
  }
}

/** In doubt: only queried from here on. The row is appended once, when the doubt begins. */
export function markPayoutInDoubt(progress: Progress, reason: string): Step {
  return {
    ...askAgain(progress, 'query_payout', 'payout_stuck'),
    conversion: progress.inDoubt ? [] : [{ event: 'payout_in_doubt', reason }],
    payout: progress.inDoubt ? [] : [{ event: 'payout_in_doubt', reason }],
    inDoubt: true,
  }
}
