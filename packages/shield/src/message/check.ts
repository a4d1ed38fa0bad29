// SPDX-License-Identifier: Apache-2.0
// Judges one message: reads it, adds up what was learned and what the rules see, and says why and what to do.

import { logistic } from '../maths.ts'
import { adviceOf } from './advice.ts'
import { factsOf } from './facts.ts'
import { type Seen, seeMessage } from './features.ts'
import type { MessageJudgement, MessageLabel, PartJudgement, Theme } from './judgement.ts'
import { calibrationFor, kindSum, LEARNED_THEMES, type MessageModel, shippedModel, sumOf, themeSums } from './model.ts'
import type { Facts } from './named-facts.ts'
import { likeliestPart } from './parts.ts'
import { reasonsOf } from './reasons.ts'
import { namedThemes } from './theme-rules.ts'
import { THEME_NAMES } from './words.ts'

/** What only spam is about: adverts sell, traps take. */
const ADVERTS: ReadonlySet<Theme> = new Set([
  'cash_out',
  'phone_for_cash',
  'gambling',
  'adult',
  'phone_deal',
  'other_advert',
])
/** What both are about. */
const EITHER: ReadonlySet<Theme> = new Set(['refund_or_subsidy', 'prize', 'loan', 'investment', 'job'])

/** The label and the theme of a trap that go together best. */
function kindOf({ terms }: Facts, seen: Seen, model: MessageModel): { label: MessageLabel; theme: Theme } {
  const sums = themeSums(model.themes, seen)
  const named = namedThemes(terms)
  const kind = kindSum(model.kind, seen) / 2
  let best: { label: MessageLabel; theme: Theme } = { label: 'smishing', theme: 'other_trap' }
  let most = Number.NEGATIVE_INFINITY
  LEARNED_THEMES.forEach((theme, n) => {
    const sum = sums[n]! + (named.get(theme) ?? 0)
    const asTrap = ADVERTS.has(theme) ? Number.NEGATIVE_INFINITY : sum + kind
    const asAdvert = ADVERTS.has(theme) || EITHER.has(theme) ? sum - kind : Number.NEGATIVE_INFINITY
    if (Math.max(asTrap, asAdvert) <= most) return
    most = Math.max(asTrap, asAdvert)
    best = { label: asTrap >= asAdvert ? 'smishing' : 'spam', theme }
  })
  return best
}

/** A text of nothing but a number or an address of mail says nothing. */
const BARE = /^[\s\d+()*.,:;#/-]*$|^\s*[\w.+-]{1,64}@[\w.-]{1,100}\s*$/
const BARE_SCORE = -2

/** A link that is this surely a trap makes a trap of whatever stands around it, however long and honest that is. */
const SURE_LINK = 0.9
const LINK_SCORE = 0.4

/** Log odds that a message is a trap. */
export function scoreOf(facts: Facts, seen: Seen, model: MessageModel): number {
  const { reading, links } = facts
  if (reading.compact.length === 0) return -6
  const { slope, shift } = calibrationFor(model.calibrations, reading.text)
  const learned = slope * sumOf(model.main, seen) + shift
  if (links.some(({ judgement }) => judgement.label === 'phishing' && judgement.probability >= SURE_LINK))
    return Math.max(learned, LINK_SCORE)
  return links.length === 0 && BARE.test(reading.text) ? Math.min(learned, BARE_SCORE) : learned
}

const HAM = { label: 'ham', theme: 'none' } as const

/** Judges a text as one, however long it is. */
export function judgeWhole(text: string): PartJudgement {
  const model = shippedModel()
  const facts = factsOf(text)
  const seen = seeMessage(facts, model.tags)
  const odds = scoreOf(facts, seen, model)
  const { slope } = calibrationFor(model.calibrations, facts.reading.text)
  const { label, theme } = odds >= 0 ? kindOf(facts, seen, model) : HAM
  return {
    label,
    probability: logistic(odds),
    theme,
    themeName: THEME_NAMES[theme],
    reasons: reasonsOf(facts, seen, model.main, { slope, odds }),
    links: facts.links.map(({ judgement }) => judgement),
    advice: adviceOf(label, theme),
    modelVersion: model.version,
  }
}

/** Log odds that a text is a trap, without the rest of its judgement. */
function oddsOf(text: string): number {
  const model = shippedModel()
  const facts = factsOf(text)
  return scoreOf(facts, seeMessage(facts, model.tags), model)
}

/**
 * Judges a message.
 *
 * Total: any string has a judgement; of more than 20,000 units the beginning and the end are read. Pure: the same text
 * has the same judgement, on every machine. `probability` is that the message is smishing or spam; from 0.5 on it is
 * called so. Of more than 700 units that are ham as a whole, `part` names the lines that alone are a trap. Idempotent.
 */
export function checkMessage(text: string): MessageJudgement {
  const judgement = judgeWhole(text)
  const part = judgement.label === 'ham' ? likeliestPart(text, oddsOf) : undefined
  return part ? { ...judgement, part: { ...part, judgement: judgeWhole(text.slice(part.from, part.to)) } } : judgement
}
