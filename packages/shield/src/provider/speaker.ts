// SPDX-License-Identifier: Apache-2.0
// Sorts the sentences of an advert: what it says of itself, what it warns of, and what it refuses to do.

import type { Reason } from '../judgement.ts'
import { findIn, sumOf, type Views, without } from './found.ts'
import { joinViews, type Sentence } from './reading.ts'
import { COUNTER_RULES, OFFER_RULES, SOOTHING, type StanceRule } from './stance.ts'

/** Said twice it says no more: of one kind of stance so many sentences count. */
const COUNTED_SENTENCES = 2
/** A dealer may warn of its rivals: beside an invitation and a payment a warning keeps this share. */
const DEALERS_WARNING = 0.5

export interface Speaker {
  /** Sentences that speak for themselves. */
  readonly live: Views
  /** Sentences that speak of others, to warn or to report; what is refused is in neither. */
  readonly told: Views
  readonly reasons: readonly Reason[]
  /** Whether the speaker offers, in log odds: above zero it does. */
  readonly offer: number
  /** Whether the speaker both invites and pays, as whoever warns or reports does not. */
  readonly deals: boolean
}

export function hearSpeaker(text: string, sentences: readonly Sentence[]): Speaker {
  const live: Sentence[] = []
  const told: Sentence[] = []
  const stance = new Map<string, Reason[]>()
  for (const sentence of sentences) {
    const { counter, offers, refuses } = readStance(text, sentence)
    if (counter === undefined) live.push(sentence)
    else if (!refuses && counter.cancels) told.push(sentence)
    else if (!counter.cancels) live.push(sentence)
    for (const reason of [...(counter ? [counter.reason] : []), ...(counter?.cancels ? [] : offers)]) {
      const found = stance.get(reason.code)
      if (found) found.push(reason)
      else stance.set(reason.code, [reason])
    }
  }
  const deals = stance.has('solicits') && stance.has('gives')
  const reasons = [...stance].map(([code, found]) => merge(found, deals && code === 'warns' ? DEALERS_WARNING : 1))
  return { live: viewsOf(live), told: viewsOf(told), reasons, offer: sumOf(reasons), deals }
}

interface Stance {
  /** The strongest word against an offer in the sentence, if any. */
  readonly counter: { readonly reason: Reason; readonly cancels: boolean } | undefined
  readonly offers: readonly Reason[]
  readonly refuses: boolean
}

function readStance(text: string, sentence: Sentence): Stance {
  const views = without(sentence, SOOTHING)
  const hits = (rules: readonly StanceRule[]) =>
    rules.flatMap(rule => {
      const reason = findIn(text, views, rule.pattern, rule)
      return reason ? [{ reason, cancels: rule.cancels }] : []
    })
  const counters = hits(COUNTER_RULES)
  const strongest = Math.min(...counters.map(({ reason }) => reason.weight))
  return {
    // One that cancels goes before one that only weighs against.
    counter: counters.find(({ cancels }) => cancels) ?? counters.find(({ reason }) => reason.weight === strongest),
    offers: hits(OFFER_RULES).map(({ reason }) => reason),
    refuses: counters.some(({ reason }) => reason.code === 'refuses'),
  }
}

function merge(found: readonly Reason[], share: number): Reason {
  const weight = sumOf(found.slice(0, COUNTED_SENTENCES)) * share
  return { ...found[0]!, weight: Math.round(weight * 10) / 10, spans: found.flatMap(({ spans }) => spans) }
}

function viewsOf(sentences: readonly Sentence[]): Views {
  return {
    compact: joinViews(sentences.map(({ compact }) => compact)),
    hangul: joinViews(sentences.map(({ hangul }) => hangul)),
    latin: joinViews(sentences.map(({ latin }) => latin)),
  }
}
