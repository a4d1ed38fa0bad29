// SPDX-License-Identifier: Apache-2.0
// What is said of a link.

import type { Advice, Reason, Words } from '../judgement.ts'

export const LINK_LABELS = ['phishing', 'suspicious', 'ordinary'] as const
export type LinkLabel = (typeof LINK_LABELS)[number]

export interface LinkJudgement {
  /** As it was given. */
  readonly url: string
  /** As a browser would open it; absent when it cannot be opened as a web address. */
  readonly host?: string
  /** The name that somebody registered (`example.co.kr`); absent for raw addresses. */
  readonly registrableName?: string
  readonly label: LinkLabel
  /** That it is a trap, 0 to 1, calibrated. */
  readonly probability: number
  /** Spans are places in `url`. */
  readonly reasons: readonly Reason[]
  /** The brand or office whose own address this is. */
  readonly officialOf?: string
  /** The brand or office that it imitates. */
  readonly imitates?: string
  /** The name of the one in `officialOf` or `imitates`, in each language. */
  readonly brand?: Words
  readonly advice: Advice
  readonly modelVersion: string
}
