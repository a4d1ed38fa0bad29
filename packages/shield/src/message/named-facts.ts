// SPDX-License-Identifier: Apache-2.0
// Named facts of a message: what it claims and asks, its links and numbers, how it hides, and how it speaks.

import type { Reading } from '../text/index.ts'
import { CODES, type TermHit } from './lexicon.ts'
import { LINK_KINDS, type MessageLink } from './links.ts'
import { PHONE_KINDS, type PhoneHit } from './phones.ts'
import { linksMatch } from './senders.ts'

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
}

type Put = (fact: string, value: number) => void

const HIDDEN =
  /\.\s*(?:com|net|kr|cc|me|vip|top|xyz|site|shop|io|org|info|club|live|tv|app|link)(?![a-z])|bit\.ly|tinyurl|\/\//
const CHATTY =
  /[ㅋㅎ]{2}|[ㅠㅜ]{2}|ㅇㅇ|ㄱㄱ|ㄴㄴ|\b(?:lol|haha\w{0,9}|hehe|lmao|omg|ur|u|dun|lor|wat|gonna|wanna|btw|thx|luv|xx)\b|:-?\)|;\)/
const PLAIN = /[어아야지네데래해자까냐니봐줘돼걸듯음임함게죠요][\s.!?~^ㅋㅎㅠㅜ]{0,20}$/
const POLITE = /니다|십시오|세요|바랍니다|드립니다|시오/
const AMOUNT = /[\d*]\s?(?:만\s?원|원|만|억|usd|krw)|[$£€₩]\s?[\d*]/
const SENDER = /^\s?[[(<{【][^\])>}】]{1,20}[\])>}】]/
const ACCOUNT =
  /(?:은행|농협|신협|카뱅|뱅크|토스|우체국|국민|신한|우리|하나|기업|새마을|수협|예금주|계좌)\D{0,6}[\d*][\d*-]{7,}/
const CHAT_ID =
  /(?:카톡|캬톡|톡|라인|텔레|텔|문의|상담|kakao|line|telegram|코드)\s?[:;]?\s?[a-z][a-z0-9_*]{2,15}(?![a-z.])|@[a-z][a-z0-9_*]{2,}/
const TEXT_TO = /\b(?:text|txt|send|reply|sms)\b.{0,25}\bto\b\s?\d{3,6}\b/
const CUT = /[:：▶☞→<[(「{]\s{0,4}[\])>」}]?\s{0,4}$/
const EMPTY = /[[(<{「【]\s{0,9}[\])>}」】]/
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
/** Style is told from so much of the beginning. */
const HEAD = 1200

/** Who speaks, and how. */
function addStyle({ reading, links }: Facts, put: Put): void {
  const { text } = reading
  const folded = String.fromCharCode(...reading.folded.subarray(0, HEAD))
  const head = folded.slice(0, 60)
  if (/국제|국외/.test(head)) put('sent_from_abroad', 1)
  if (/web\s?발신/.test(head)) put('sent_by_web', 1)
  if (CUT.test(text.slice(-12))) put('cut_after_request', 1)
  if (EMPTY.test(text.slice(0, HEAD))) put('empty_brackets', 1)
  if (links.length === 0 && HIDDEN.test(folded)) put('hidden_address', 1)
  if (CHATTY.test(folded)) put('chatty', 1)
  if (/\?\s?$/.test(folded)) put('question', 1)
  if (POLITE.test(folded)) put('polite', 1)
  else if (PLAIN.test(folded.slice(-40))) put('plain_talk', 1)
  if (AMOUNT.test(folded)) put('has_amount', 1)
  if (SENDER.test(folded)) put('bracketed_sender', 1)
  if (ACCOUNT.test(folded)) put('account_number', 1)
  if (CHAT_ID.test(folded)) put('chat_id', 1)
  if (TEXT_TO.test(folded)) put('text_to_number', 1)
  if (/[\d*]\s?%/.test(folded)) put('percent', 1)
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
