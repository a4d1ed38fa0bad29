// SPDX-License-Identifier: Apache-2.0
// Named facts of a message: what it claims and asks, its links and numbers, how it hides, and how it speaks.

import type { Reading } from '../text/index.ts'
import { CODES, type TermHit } from './lexicon.ts'
import { LINK_KINDS, type MessageLink } from './links.ts'
import { PHONE_KINDS, type PhoneHit } from './phones.ts'
import { linksMatch } from './senders.ts'
import { CUT, EMPTY, FROM_ABROAD, FROM_WEB, HEAD, PLAIN, POLITE, STYLE_PATTERNS, type Style } from './style.ts'

export const DISGUISES = ['invisible', 'lookalikes', 'jamo', 'signs_inside', 'spaced_out', 'masks'] as const
const STYLES = [
  'sent_from_abroad',
  'sent_by_web',
  'cut_after_request',
  'empty_brackets',
  'hidden_address',
  'nothing_asked',
  'nothing_asked_short',
  'chatty',
  'question',
  'polite',
  'plain_talk',
  'has_amount',
  'bracketed_sender',
  'account_number',
  'chat_id',
  'text_to_number',
  'percent',
  'mail_address',
  'link_of_named',
  'link_not_of_named',
] as const
/** Every fact: its number is its place after the buckets. */
export const FACTS: readonly string[] = [
  ...CODES,
  ...LINK_KINDS.map(kind => `link_${kind}`),
  ...PHONE_KINDS.map(kind => `phone_${kind}`),
  ...DISGUISES.map(kind => `disguise_${kind}`),
  ...STYLES,
]
const FACT_AT = new Map(FACTS.map((fact, at) => [fact, at]))

export interface Facts {
  readonly reading: Reading
  readonly terms: readonly TermHit[]
  /** Brands and offices that it names. */
  readonly senders: readonly TermHit[]
  readonly links: readonly MessageLink[]
  readonly phones: readonly PhoneHit[]
  readonly style: Style
}

type Put = (fact: string, value: number) => void

/** What may be said without wanting anything. */
const QUIET: ReadonlySet<string> = new Set([
  'warns',
  'code_given',
  'balance',
  'opt_out',
  'ad_mark',
  'talk_of_scams',
  'news_style',
  'review_style',
])
const isQuiet = (code: string) => QUIET.has(code) || /^(?:topic|notice|word)_/.test(code)

/** Who speaks, and how. */
function addStyle({ reading, links, style }: Facts, put: Put): void {
  const { text } = reading
  const told = style.text
  const head = told.slice(0, 60)
  if (FROM_ABROAD.test(head)) put('sent_from_abroad', 1)
  if (FROM_WEB.test(head)) put('sent_by_web', 1)
  if (CUT.test(text.slice(-12))) put('cut_after_request', 1)
  if (EMPTY.test(text.slice(0, HEAD))) put('empty_brackets', 1)
  for (const [fact, pattern] of Object.entries(STYLE_PATTERNS)) {
    if (fact === 'hidden_address' && links.length > 0) continue
    if (pattern.test(told)) put(fact, 1)
  }
  if (!POLITE.test(told) && PLAIN.test(told.slice(-40))) put('plain_talk', 1)
  if (style.mail !== undefined) put('mail_address', 1)
}

/** Whether its links are those of whom it names. */
function addSenders({ senders, links }: Facts, put: Put): void {
  const match = linksMatch(senders, links)
  if (match !== undefined) put(match ? 'link_of_named' : 'link_not_of_named', 1)
}

/** Whether anything is wanted at all: a trap must want something. */
function addWish({ reading, links, phones }: Facts, named: Float32Array, put: Put): void {
  if (links.length > 0 || phones.length > 0) return
  for (const sign of [
    'hidden_address',
    'cut_after_request',
    'empty_brackets',
    'account_number',
    'chat_id',
    'text_to_number',
  ])
    if (named[FACT_AT.get(sign)!]! > 0) return
  for (let n = 0; n < CODES.length; n++) if (named[n]! > 0 && !isQuiet(CODES[n]!)) return
  put('nothing_asked', 1)
  if (reading.compact.length < 40) put('nothing_asked_short', 1)
}

/** Named facts of one message, by number, with how strongly they hold (0 to 1). */
export function namedFacts(facts: Facts): Float32Array {
  const { reading, terms, links, phones } = facts
  const named = new Float32Array(FACTS.length)
  const put = (fact: string, value: number) => {
    const at = FACT_AT.get(fact)!
    named[at] = Math.max(named[at]!, value)
  }
  for (const { code } of terms) named[code] = Math.min(1, named[code]! + (named[code] === 0 ? 0.7 : 0.15))
  for (const { kind } of links) put(`link_${kind}`, 1)
  for (const { kind } of phones) put(`phone_${kind}`, 1)
  const { invisible, lookalikes, jamo, signsInside, spacedOut, masks } = reading.disguise
  const counts = [invisible, lookalikes, jamo, signsInside, spacedOut, masks]
  for (let n = 0; n < counts.length; n++)
    if (counts[n]! > 1) put(`disguise_${DISGUISES[n]}`, Math.min(1, counts[n]! / 6))
  addStyle(facts, put)
  addSenders(facts, put)
  addWish(facts, named, put)
  return named
}
