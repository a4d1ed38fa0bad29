// SPDX-License-Identifier: Apache-2.0
// The life of a conversion as data: every row that may ever be appended to its history is listed here, and no other.
// `quoted`, `refused` and `expired` are where a quote stands before there is a conversion; they hold no value.

export const CONVERSION_STATES = [
  'accepted',
  'redeeming',
  'redeemed',
  'paying',
  'paid',
  'redemption_failed',
  'payout_failed',
  'returned',
  'cancelled',
  'reversed',
] as const
export type ConversionState = (typeof CONVERSION_STATES)[number]

export const CONVERSION_EVENTS = [
  'accept',
  'redemption_started',
  'redemption_in_doubt',
  'redemption_succeeded',
  'redemption_rejected',
  'payout_started',
  'payout_in_doubt',
  'payout_settled',
  'payout_rejected',
  'payout_returned',
  'cancel',
  'reverse',
] as const
export type ConversionEvent = (typeof CONVERSION_EVENTS)[number]

export interface ConversionTransition {
  readonly from: ConversionState | null
  readonly event: ConversionEvent
  readonly to: ConversionState
}

/** In doubt is a mark inside `redeeming` and `paying`, so its rows lead back to the state they come from. */
export const CONVERSION_TRANSITIONS: readonly ConversionTransition[] = [
  { from: null, event: 'accept', to: 'accepted' },
  { from: 'accepted', event: 'redemption_started', to: 'redeeming' },
  { from: 'accepted', event: 'cancel', to: 'cancelled' },
  { from: 'redeeming', event: 'redemption_in_doubt', to: 'redeeming' },
  { from: 'redeeming', event: 'redemption_succeeded', to: 'redeemed' },
  { from: 'redeeming', event: 'redemption_rejected', to: 'redemption_failed' },
  { from: 'redeemed', event: 'payout_started', to: 'paying' },
  { from: 'redeemed', event: 'reverse', to: 'reversed' },
  { from: 'paying', event: 'payout_in_doubt', to: 'paying' },
  { from: 'paying', event: 'payout_settled', to: 'paid' },
  { from: 'paying', event: 'payout_rejected', to: 'payout_failed' },
  { from: 'paid', event: 'payout_returned', to: 'returned' },
  { from: 'payout_failed', event: 'payout_started', to: 'paying' },
  { from: 'payout_failed', event: 'reverse', to: 'reversed' },
  { from: 'returned', event: 'payout_started', to: 'paying' },
  { from: 'returned', event: 'reverse', to: 'reversed' },
]

const TABLE = new Map(CONVERSION_TRANSITIONS.map(each => [`${each.from}/${each.event}`, each.to]))

/** Where an event leads, or undefined when a conversion in this state cannot have it. */
export function nextConversionState(from: ConversionState | null, event: ConversionEvent): ConversionState | undefined {
  return TABLE.get(`${from}/${event}`)
}

/**
 * States that no call and no timer leaves. A person may start another payout from the last three, with an open case.
 */
const FINAL: ReadonlySet<ConversionState> = new Set([
  'paid',
  'redemption_failed',
  'cancelled',
  'reversed',
  'payout_failed',
  'returned',
])

export function isFinalConversion(state: ConversionState): boolean {
  return FINAL.has(state)
}

/** States in which the instrument is free again: it may be quoted and converted once more. */
export const RELEASED_STATES = [
  'redemption_failed',
  'cancelled',
  'reversed',
] as const satisfies readonly ConversionState[]
