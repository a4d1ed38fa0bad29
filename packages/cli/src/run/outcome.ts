// SPDX-License-Identifier: Apache-2.0
// What became of one row. An outcome is final and is written once; `in_progress` is the word for a row without one.

import type { RowProblem } from '../file/row.ts'

export const OUTCOMES = [
  'paid',
  'would_convert',
  'in_progress',
  'guidance',
  'needs_facts',
  'refused',
  'bad_row',
  'account_refused',
  'failed',
  'duplicate',
] as const
export type OutcomeName = (typeof OUTCOMES)[number]

/** Rows with these need nothing more from the desk. */
export const SETTLED_OUTCOMES: readonly OutcomeName[] = ['paid', 'would_convert', 'guidance']

export interface LocalText {
  readonly ko: string
  readonly en: string
}

export interface Figures {
  /** Units: won. Texts, because JSON numbers lose digits. `gross = fees + net`. */
  readonly gross: string
  readonly fees: string
  readonly net: string
}

export interface RowOutcome {
  readonly line: number
  readonly outcome: OutcomeName
  readonly kind?: string
  /** Stable word for why, such as a refusal's code. */
  readonly code?: string
  /** Why, or for `guidance` what to do; absent when the outcome says it all. */
  readonly reason?: LocalText
  readonly problems?: readonly RowProblem[]
  readonly duplicateOf?: number
  readonly ruleId?: string
  readonly cite?: string
  readonly route?: string
  readonly figures?: Figures
  readonly arrivesBy?: string
  readonly conversionId?: string
  readonly state?: string
  readonly paidAt?: string
  readonly payoutReference?: string
}
