// SPDX-License-Identifier: Apache-2.0
// What every judgement is made of: reasons that can be shown to a worried person, and what to do now.

/** The same sentence in each language that we speak. */
export interface Words {
  readonly ko: string
  readonly en: string
}

/** Why a judgement is what it is. */
export interface Reason {
  /** From a closed list; stable, so that callers may count by it. */
  readonly code: string
  /** The words of the given text that it rests on, as they stand there; empty when the whole text is meant. */
  readonly evidence: string
  /** Where the evidence stands in the given text, in UTF-16 units: [from, to). */
  readonly spans: readonly Span[]
  readonly explanation: Words
  /** How much it moved the judgement, in log odds: above zero towards a trap, below zero away from it. */
  readonly weight: number
}

export interface Span {
  readonly from: number
  readonly to: number
}

/** Somebody who helps, and how to reach them. */
export interface Contact {
  readonly name: Words
  /** Dialled from Korea unless it begins with `+`. */
  readonly phone?: string
  readonly url?: string
}

export interface Advice extends Words {
  /** What to do now, first things first. */
  readonly now: readonly Words[]
  /** What never to do. */
  readonly never: readonly Words[]
  readonly contacts: readonly Contact[]
}
