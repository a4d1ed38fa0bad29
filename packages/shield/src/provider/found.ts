// SPDX-License-Identifier: Apache-2.0
// What a rule found in an advert, as a reason with its place in the given text.

import type { Reason, Words } from '../judgement.ts'
import type { View } from './reading.ts'

/** Longer evidence is no evidence to look at. */
export const LONGEST_EVIDENCE = 80

/** The same sentences in both views. */
export interface Views {
  readonly compact: View
  readonly hangul: View
  readonly latin: View
}

/** What a rule says when it finds something. */
export interface Saying {
  readonly code: string
  readonly weight: number
  readonly explanation: Words
}

export function reasonAt(text: string, view: View, match: RegExpExecArray, saying: Saying): Reason {
  const from = view.from[match.index] ?? 0
  const to = view.to[match.index + match[0].length - 1] ?? from
  const end = Math.min(to, from + LONGEST_EVIDENCE)
  const { code, weight, explanation } = saying
  return { code, evidence: text.slice(from, end), spans: [{ from, to: end }], explanation, weight }
}

/** The first place where the pattern holds, in any view. */
export function findIn(text: string, views: Views, pattern: RegExp, saying: Saying): Reason | undefined {
  for (const view of [views.compact, views.hangul, views.latin]) {
    const match = pattern.exec(view.letters)
    if (match) return reasonAt(text, view, match, saying)
  }
  return undefined
}

/** Blanked, not cut out: the places stay. */
export function without(views: Views, pattern: RegExp): Views {
  const blank = (view: View): View => ({
    ...view,
    letters: view.letters.replaceAll(pattern, found => '\u0000'.repeat(found.length)),
  })
  return { compact: blank(views.compact), hangul: blank(views.hangul), latin: blank(views.latin) }
}

export const sumOf = (reasons: readonly Reason[]) => reasons.reduce((total, { weight }) => total + weight, 0)
