// SPDX-License-Identifier: Apache-2.0
// What must be on record before a call is made, and which call it is when an earlier one was cut off. A call that has
// begun and has no outcome (crash, kill, lost lease) is in doubt: it is asked about, never made again.

import type { Call } from './outcome.ts'
import { markPayoutInDoubt } from './payout.ts'
import { markInDoubt } from './redemption.ts'
import { nothing, type Progress, type Step } from './step.ts'

export interface PreparedCall {
  readonly call: Call
  readonly step: Step
}

/** `cutOff` is the call that was recorded as begun and never as answered, if there is one. */
export function prepareCall(progress: Progress, due: Call, cutOff: Call | null): PreparedCall {
  if (cutOff === 'redeem') return { call: 'query_redemption', step: markInDoubt(progress, 'cut_off') }
  if (cutOff === 'pay') return { call: 'query_payout', step: markPayoutInDoubt(progress, 'cut_off') }
  if (due === 'redeem' && progress.state === 'accepted') {
    return {
      call: due,
      step: { ...nothing(progress), conversion: [{ event: 'redemption_started', reason: 'work_due' }] },
    }
  }
  if (due === 'pay' && progress.state !== 'paying') {
    return {
      call: due,
      step: {
        ...nothing(progress),
        conversion: [{ event: 'payout_started', reason: 'work_due' }],
        payout: [{ event: 'payout_started', reason: 'work_due' }],
        journals: ['payoutStarted'],
      },
    }
  }
  return { call: due, step: nothing(progress) }
}
