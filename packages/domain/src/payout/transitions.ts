// SPDX-License-Identifier: Apache-2.0
// The life of a payout as data. `in doubt` is a mark on `started` and `submitted`, not a state: nothing is lost by it,
// and whoever reads the table sees that a payout in doubt can still end in any of the ends.

export const PAYOUT_STATES = ['started', 'submitted', 'settled', 'rejected', 'returned'] as const
export type PayoutState = (typeof PAYOUT_STATES)[number]

export const PAYOUT_EVENTS = [
  'payout_started',
  'payout_in_doubt',
  'payout_submitted',
  'payout_settled',
  'payout_rejected',
  'payout_returned',
] as const
export type PayoutEvent = (typeof PAYOUT_EVENTS)[number]

export interface PayoutTransition {
  readonly from: PayoutState | null
  readonly event: PayoutEvent
  readonly to: PayoutState
}

export const PAYOUT_TRANSITIONS: readonly PayoutTransition[] = [
  { from: null, event: 'payout_started', to: 'started' },
  { from: 'started', event: 'payout_in_doubt', to: 'started' },
  { from: 'started', event: 'payout_submitted', to: 'submitted' },
  { from: 'started', event: 'payout_settled', to: 'settled' },
  { from: 'started', event: 'payout_rejected', to: 'rejected' },
  { from: 'submitted', event: 'payout_in_doubt', to: 'submitted' },
  { from: 'submitted', event: 'payout_settled', to: 'settled' },
  { from: 'submitted', event: 'payout_rejected', to: 'rejected' },
  { from: 'settled', event: 'payout_returned', to: 'returned' },
]

const TABLE = new Map(PAYOUT_TRANSITIONS.map(each => [`${each.from}/${each.event}`, each.to]))

/** Where an event leads, or undefined when a payout in this state cannot have it. */
export function nextPayoutState(from: PayoutState | null, event: PayoutEvent): PayoutState | undefined {
  return TABLE.get(`${from}/${event}`)
}

/** No call and no timer will move it any more; a return may still come for a settled one. */
export function isFinalPayout(state: PayoutState): boolean {
  return state === 'settled' || state === 'rejected' || state === 'returned'
}
