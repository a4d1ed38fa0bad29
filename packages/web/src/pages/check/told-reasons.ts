// SPDX-License-Identifier: Apache-2.0
// Which reasons a person is told, and in which order: those that carried the verdict first, and of these the ones that
// name a thing before the words that were merely learned. Their order is their number beside the marked places.

import type { Reason } from '@jandon/shield'
import { isCalm, type Level } from './verdict.ts'

/** In log odds: what speaks weaker than this against the verdict only makes it harder to understand. */
const LEAST_AGAINST_VERDICT = 0.5
/** Each of these says the same sentence of another word, so they are told once with all of their words. */
const LEARNED: readonly string[] = ['learned_words', 'learned_words_for']
/** Between words that one reason rests on together. */
const BETWEEN = ' · '

export function toldReasons(reasons: readonly Reason[], level: Level): Reason[] {
  const carries = (reason: Reason) => carriesVerdict(reason, level)
  const told = reasons.filter(reason => carries(reason) || strength(reason) >= LEAST_AGAINST_VERDICT)
  const named = told.filter(({ code }) => !LEARNED.includes(code))
  const learned = LEARNED.flatMap(code => together(told.filter(reason => reason.code === code)))
  const rank = (reason: Reason) => Number(carries(reason)) * 2 + Number(!LEARNED.includes(reason.code))
  return [...named, ...learned].sort((a, b) => rank(b) - rank(a) || strength(b) - strength(a))
}

/** Whether a reason points where the verdict went. */
export function carriesVerdict({ weight }: Pick<Reason, 'weight'>, level: Level): boolean {
  return weight < 0 === isCalm(level)
}

/** One reason for all of their words, as strong as the strongest; a lone figure tells nobody anything. */
function together(alike: readonly Reason[]): Reason[] {
  const words = alike.filter(({ evidence }) => /\p{L}/u.test(evidence))
  const [first] = [...words].sort((a, b) => strength(b) - strength(a))
  if (first === undefined) return []
  const { ko, en } = first.explanation
  return [
    {
      ...first,
      evidence: words.map(({ evidence }) => evidence.trim()).join(BETWEEN),
      spans: words.flatMap(({ spans }) => spans),
      explanation: { ko: unquoted(ko, first.evidence), en: unquoted(en, first.evidence) },
    },
  ]
}

/** Some explanations begin with the words that they rest on; beside those words they need not. */
export function unquoted(explanation: string, evidence: string): string {
  const quote = [`“${evidence}”: `, `${evidence}: `].find(start => explanation.startsWith(start)) ?? ''
  const sentence = explanation.slice(quote.length)
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

function strength({ weight }: Reason): number {
  return Math.abs(weight)
}
