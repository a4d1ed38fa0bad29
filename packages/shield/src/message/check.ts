// SPDX-License-Identifier: Apache-2.0
// Judges one message: reads it, adds up what was learned and what the rules see, and says why and what to do.

import { adviceOf } from './advice.ts'
import { factsOf } from './facts.ts'
import { type Seen, seeMessage } from './features.ts'
import type { MessageJudgement, MessageLabel, MessageOptions, Theme } from './judgement.ts'
import { logistic } from './maths.ts'
import { kindSum, LEARNED_THEMES, type MessageModel, shippedModel, sumOf, themeSums } from './model.ts'
import type { Facts } from './named-facts.ts'
import { reasonsOf } from './reasons.ts'
import { namedThemes } from './theme-rules.ts'
import { THEME_NAMES } from './words.ts'

function themeOf({ terms }: Facts, seen: Seen, model: MessageModel): Theme {
  const sums = themeSums(model.themes, seen)
  const named = namedThemes(terms)
  for (let n = 0; n < sums.length; n++) sums[n]! += named.get(LEARNED_THEMES[n]!) ?? 0
  let best = 0
  for (let n = 1; n < sums.length; n++) if (sums[n]! > sums[best]!) best = n
  return LEARNED_THEMES[best]!
}

/** Log odds that a message is a trap. */
export function scoreOf(facts: Facts, seen: Seen, model: MessageModel): number {
  if (facts.reading.compact.length === 0) return -6
  return model.slope * sumOf(model.main, seen) + model.shift
}

/**
 * Judges a message.
 *
 * Total: any string has a judgement; of more than 20,000 units the beginning and the end are read. Pure: the same text
 * has the same judgement, on every machine. `probability` is that the message is smishing or spam; from 0.5 on it is
 * called so. Idempotent.
 */
export function checkMessage(text: string, _options: MessageOptions = {}): MessageJudgement {
  const model = shippedModel()
  const facts = factsOf(text)
  const seen = seeMessage(facts, model.tags)
  const probability = logistic(scoreOf(facts, seen, model))
  const isTrap = probability >= 0.5
  const label: MessageLabel = isTrap ? (kindSum(model.kind, seen) > 0 ? 'smishing' : 'spam') : 'ham'
  const theme = isTrap ? themeOf(facts, seen, model) : 'none'
  return {
    label,
    probability,
    theme,
    themeName: THEME_NAMES[theme],
    reasons: reasonsOf(facts, seen, model.main, model.slope),
    links: facts.links.map(({ judgement }) => judgement),
    advice: adviceOf(label, theme),
    modelVersion: model.version,
  }
}
