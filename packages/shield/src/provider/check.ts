// SPDX-License-Identifier: Apache-2.0
// Judges the text of a shop that offers cash: the article it offends against, the tricks it shows, the facts it hides,
// and what its promise means in won. Pure. Never a ranking, never a recommendation.

import type { Reason, Words } from '../judgement.ts'
import { checkLink, findLinks, type LinkJudgement } from '../link/index.ts'
import { foldText, unfoldReason } from './folded.ts'
import { findIn, sumOf, type Views, without } from './found.ts'
import { adviceFor, alternativesFor } from './help.ts'
import type { PromisedRate, ProviderJudgement, ProviderRequest, ProviderVerdict } from './judgement.ts'
import { LEGAL_BASES, OFFENCE_CODES, OFFENCE_REASONS, type OffenceCode } from './law.ts'
import { learnedReason } from './learned.ts'
import {
  ENGLISH_OFFENCE_RULES,
  LOST_ON_BILL,
  NAMED_RULES,
  NAMES_BILL,
  OFFENCE_RULES,
  SAYS_TO_CASH,
  SPEAKS_OF_CASH,
  WAYS_TO_PAY,
} from './offences.ts'
import {
  BUYS_GOODS,
  BUYS_VOUCHERS,
  NOT_FOR_SALE,
  PATTERN_RULES,
  QUICK_CASH,
  QUICK_CASH_REASON,
  SHOWS_NOTHING_REASON,
  VOUCHER_REASON,
} from './patterns.ts'
import { readPromisedRates } from './rates.ts'
import { readAdvert } from './reading.ts'
import { findBusinessNumber, missingFacts, ONLY_IN_KOREA } from './registration.ts'
import { isAbroad, isBanksLoan, registeredAdvert } from './setting.ts'
import { hearSpeaker, type Speaker } from './speaker.ts'
import { COUNTER_RULES } from './stance.ts'

/** From here on an offence is more likely meant than only spoken of, in log odds. */
const UNLAWFUL_FROM = 2
const SUSPICIOUS_FROM = 2
/** Words of an offence inside a warning keep this share of their weight: the second, when the speaker deals itself. */
const TOLD_SHARE = 0.4
const TOLD_BY_DEALER_SHARE = 0.8
const PROMISE_WEIGHT = 0.8
const VOUCHER_WEIGHT = 0.5
const WRONG_NUMBER_WEIGHT = 2
const QUICK_CASH_WEIGHT = 1
const NAMELESS_WEIGHT = 1.3
/** What the learned model adds, at most, to an offence that a rule has seen. */
const LEARNED_OFFER = 1.3
/** From here on the learned model needs no more beside it than that nobody can be found. */
const SURELY_LEARNED = 1.7
/** Of a shop that can be found it says no more than this. */
const MILD_LEARNED = 1
/** From here on it needs an invitation as well. */
const PROBABLY_LEARNED = 0.6
/** Offences in which something is charged now and paid for later. */
const OF_BILL: ReadonlySet<string> = new Set(['carrier_billing', 'card', 'bnpl'])
const CANCELLING: ReadonlySet<string> = new Set(COUNTER_RULES.flatMap(({ code, cancels }) => (cancels ? [code] : [])))
/** The link given is the shop's own. One that merely stands in the text needs a trick beside it. */
const GIVEN_LINK: Readonly<Record<LinkJudgement['label'], number>> = { phishing: 3, suspicious: 0.8, ordinary: 0 }
const FOUND_LINK: Readonly<Record<LinkJudgement['label'], number>> = { phishing: 1.5, suspicious: 0.5, ordinary: 0 }
/** Of a text with more links the first are judged: no advert needs as many. */
const JUDGED_LINKS = 5

/**
 * Never throws, whatever the text is; of one longer than 20,000 units the beginning and the end are judged. Time grows
 * with the length and with nothing else. Rounding: as `readPromisedRates`.
 */
export function checkProvider(request: ProviderRequest): ProviderJudgement {
  const folded = foldText(request.text)
  const judged = judgeFolded({ ...request, text: folded.text })
  if (folded.text === request.text) return judged
  return { ...judged, reasons: judged.reasons.map(reason => unfoldReason(request.text, folded, reason)) }
}

function judgeFolded(request: ProviderRequest): ProviderJudgement {
  const { text } = request
  const heard = hear(text)
  const stated = readPromisedRates(text)
  const rates = findIn(text, heard.live, NAMES_BILL, BILL) ? stated : []
  const promises = rates.slice(0, 1).map(rate => promiseReason(text, rate))
  const isRetail = promises.length === 0 && sellsForMoney(text, heard.live)
  const speaker = isRetail ? { ...heard, live: without(heard.live, WAYS_TO_PAY) } : heard
  // Whoever refuses, warns, reports or trades speaks of the same things: there the manner of speaking says more.
  const isTrade = rates.length === 0 && buysGoods(text, heard.live)
  const isOther = isRetail || isTrade || speaker.reasons.some(({ code }) => CANCELLING.has(code))
  const learned = isOther ? undefined : learnedReason(text)
  // What a known firm says in a marked advert reads like an advert, as it should.
  const isMarked = speaker.reasons.some(({ code }) => code === 'registered_advert')
  const offer = speaker.offer + sumOf(promises) + (isMarked ? 0 : Math.min(LEARNED_OFFER, learned?.weight ?? 0))
  const patterns = PATTERN_RULES.flatMap(rule => findIn(text, speaker.live, rule.pattern, rule) ?? [])
  const offences = findOffences(text, recovers(patterns) ? withoutLosses(speaker) : speaker, {
    offer,
    readsLikeOne: readsLikeOne(speaker, learned),
    promises: promises.length > 0,
  })
  const buys = findIn(text, without(speaker.live, NOT_FOR_SALE), BUYS_VOUCHERS, VOUCHER)
  const shop = readShop(request, { speaker, offences, offer, buys, showsRate: stated.length > 0 })
  const isMild = isMarked || shop.isFindable
  if (learned) patterns.push(isMild ? { ...learned, weight: Math.min(MILD_LEARNED, learned.weight) } : learned)
  const facts = [
    ...factReasons(request, shop, buys),
    ...namelessReasons(text, speaker, { shop, isTrade, offer, buysVouchers: buys !== undefined, learned }),
  ]
  const codes = [...offences, ...patterns, ...facts].map(({ code }) => code)
  const verdict = verdictOf(offences, [...patterns, ...facts], offer, shop.missing.length > 0 && !shop.isBank)
  // The price of a voucher is a price: only what is paid for later is lost on a bill.
  const isOfBill = offences.some(({ code }) => OF_BILL.has(code)) || (!buys && !recovers(patterns))
  const told = isOfBill ? promises : []
  return {
    verdict,
    reasons: [...offences, ...patterns, ...facts, ...told, ...speaker.reasons].sort((a, b) => b.weight - a.weight),
    legalBasis: OFFENCE_CODES.filter(code => codes.includes(code)).map(code => LEGAL_BASES[code]),
    missing: verdict === 'nothing_found' ? [] : shop.missing,
    ...(shop.businessNumber && { businessNumber: shop.businessNumber }),
    promisedRates: shop.isShop && isOfBill ? rates : [],
    ...(shop.link && { link: shop.link }),
    advice: adviceFor(verdict, codes),
    alternatives: alternativesFor(codes),
  }
}

/** The manner of speaking, with what the setting of the whole text adds to it. */
function hear(text: string): Speaker {
  const speaker = hearSpeaker(text, readAdvert(text))
  const advert = registeredAdvert(text)
  if (!advert) return speaker
  return { ...speaker, reasons: [...speaker.reasons, advert], offer: speaker.offer + advert.weight }
}

/** Says how its goods are paid for, and nowhere that a payment becomes cash. */
const sellsForMoney = (text: string, live: Views) =>
  findIn(text, live, new RegExp(WAYS_TO_PAY.source), BILL) !== undefined &&
  findIn(text, live, SAYS_TO_CASH, BILL) === undefined

/** Buys things, and nothing that is paid for later or stands for money. */
const buysGoods = (text: string, live: Views) =>
  findIn(text, live, BUYS_GOODS, BILL) !== undefined &&
  [NAMES_BILL, BUYS_VOUCHERS, SAYS_TO_CASH].every(pattern => findIn(text, live, pattern, BILL) === undefined)

const recovers = (patterns: readonly Reason[]) => patterns.some(({ code }) => code === 'recovery')

const withoutLosses = (speaker: Speaker): Speaker => ({
  ...speaker,
  live: without(speaker.live, LOST_ON_BILL),
  told: without(speaker.told, LOST_ON_BILL),
})

interface Shop {
  /** Whether the text is that of somebody who offers something at all. */
  readonly isShop: boolean
  /** A bank owes its customers none of the numbers of a shop. */
  readonly isBank: boolean
  readonly isAbroad: boolean
  readonly missing: ProviderJudgement['missing']
  /** Whether most of what tells a person is shown. */
  readonly isFindable: boolean
  readonly businessNumber: ProviderJudgement['businessNumber']
  readonly link: LinkJudgement | undefined
}

function readShop(
  request: ProviderRequest,
  seen: {
    readonly speaker: Speaker
    readonly offences: readonly Reason[]
    readonly offer: number
    readonly buys: Reason | undefined
    readonly showsRate: boolean
  },
): Shop {
  const { text } = request
  const { speaker, offences, offer, buys, showsRate } = seen
  const businessNumber = findBusinessNumber(text, request.businessNumber)
  // No bank lends by a messenger or a mobile number.
  const isBank = !speaker.reasons.some(({ code }) => code === 'reachable') && isBanksLoan(text)
  const isShop = offer > 0 || offences.length > 0 || buys !== undefined
  const abroad = isAbroad(text)
  const lends = offences.some(({ code }) => code === 'unregistered_loan')
  const missing = isShop ? missingFacts({ text, businessNumber, lends, isAbroad: abroad, showsRate }) : []
  const asked = identityOf(abroad)
  const hidden = asked.filter(code => missing.some(each => each.code === code))
  const isFindable = isShop && hidden.length * 2 < asked.length
  return { isShop, isBank, isAbroad: abroad, missing, isFindable, businessNumber, link: linkOf(request) }
}

function factReasons(request: ProviderRequest, shop: Shop, buys: Reason | undefined): Reason[] {
  const { businessNumber, link } = shop
  const isWrong = businessNumber?.isWellFormed === false
  return [
    ...(buys ? [buys] : []),
    ...(isWrong ? [wrongNumber(request.text, businessNumber.number)] : []),
    ...(link && link.label !== 'ordinary' ? [linkReason(request, link)] : []),
  ]
}

function verdictOf(
  offences: readonly Reason[],
  hints: readonly Reason[],
  offer: number,
  isIncomplete: boolean,
): ProviderVerdict {
  if (offences.length > 0) return 'unlawful'
  // Somebody who warns or asks names the tricks as well; what speaks for an advert adds nothing of itself.
  if (sumOf(hints) + Math.min(0, offer) >= SUSPICIOUS_FROM) return 'suspicious'
  return isIncomplete ? 'incomplete' : 'nothing_found'
}

interface OfferSeen {
  readonly offer: number
  readonly readsLikeOne: boolean
  /** Whether a share of a bill is promised. */
  readonly promises: boolean
}

/** The strongest words for each article, where they and the manner of speaking suffice together. */
function findOffences(text: string, speaker: Speaker, { offer, readsLikeOne, promises }: OfferSeen): Reason[] {
  const best = new Map<OffenceCode, Reason>()
  const rules = readsLikeOne && speaker.offer > 0 ? NAMED_RULES : []
  const told = [speaker.told, speaker.deals ? TOLD_BY_DEALER_SHARE : TOLD_SHARE] as const
  const isAboutCash = promises || findIn(text, speaker.live, SPEAKS_OF_CASH, BILL) !== undefined
  for (const { code, pattern, weight, needsCash } of [...rules, ...OFFENCE_RULES, ...ENGLISH_OFFENCE_RULES]) {
    if (needsCash && !isAboutCash) continue
    for (const [views, share] of [[speaker.live, 1] as const, told]) {
      const saying = { code, weight: weight * share, explanation: OFFENCE_REASONS[code] }
      if (saying.weight <= (best.get(code)?.weight ?? 0)) continue
      const reason = findIn(text, views, pattern, saying)
      if (reason) best.set(code, reason)
    }
  }
  return [...best.values()].filter(({ weight }) => weight + offer >= UNLAWFUL_FROM)
}

/** The link given, or the worst of those in the text. */
function linkOf({ text, url }: ProviderRequest): LinkJudgement | undefined {
  if (url !== undefined && url.trim() !== '') return checkLink(url)
  const judged = findLinks(text)
    .slice(0, JUDGED_LINKS)
    .map(found => checkLink(found.url))
  return judged.sort((a, b) => b.probability - a.probability)[0]
}

const BAD_LINK: Words = {
  ko: '함께 온 링크가 수상해요. 누르지 마세요.',
  en: 'The link that comes with it is doubtful. Do not open it.',
}

function linkReason(request: ProviderRequest, { url, label }: LinkJudgement): Reason {
  const weight = (request.url === undefined ? FOUND_LINK : GIVEN_LINK)[label]
  const spans = spansOf(request.text, url)
  return { code: `link_${label}`, evidence: url, spans, explanation: BAD_LINK, weight }
}

/** What tells a person: with all of these missing nobody can be found. */
const IDENTITY = ['business_number', 'mail_order_number', 'representative', 'address', 'phone']
const identityOf = (isAbroad: boolean) => IDENTITY.filter(code => !isAbroad || !ONLY_IN_KOREA.has(code))

/** Guidance and events of real shops read like adverts to the model too: there it does not count. */
function readsLikeOne(speaker: Speaker, learned: Reason | undefined): boolean {
  const has = (...codes: string[]) => speaker.reasons.some(({ code }) => codes.includes(code))
  const from = speaker.offer > 0 && has('solicits', 'reachable', 'gives') ? PROBABLY_LEARNED : SURELY_LEARNED
  return (learned?.weight ?? 0) >= from && !has('explains')
}

/** Quick cash, vouchers bought, or what reads like such an advert, by somebody who cannot be found. */
function namelessReasons(text: string, speaker: Speaker, seen: Seen): Reason[] {
  const isNameless = identityOf(seen.shop.isAbroad).every(code => seen.shop.missing.some(each => each.code === code))
  if (!isNameless || seen.isTrade || seen.offer <= 0) return []
  const isMobile = speaker.reasons.some(({ code }) => code === 'reachable')
  const quick = isMobile ? findIn(text, speaker.live, QUICK_CASH, QUICK) : undefined
  const isLearned = readsLikeOne(speaker, seen.learned) && (speaker.offer > 0 || seen.learned?.code !== 'learned_loan')
  const isOther = isLearned || (isMobile && seen.buysVouchers)
  return quick || isOther ? [...(quick ? [quick] : []), NAMELESS] : []
}

interface Seen {
  readonly shop: Shop
  readonly isTrade: boolean
  readonly offer: number
  readonly buysVouchers: boolean
  readonly learned: Reason | undefined
}

const QUICK = { code: 'quick_cash', weight: QUICK_CASH_WEIGHT, explanation: QUICK_CASH_REASON }
const NAMELESS: Reason = {
  code: 'shows_nothing',
  evidence: '',
  spans: [],
  explanation: SHOWS_NOTHING_REASON,
  weight: NAMELESS_WEIGHT,
}

const PROMISE: Words = {
  ko: '결제액의 일부를 현금으로 준다고 약속해요. 얼마를 잃는지는 아래 계산을 보세요.',
  en: 'It promises a share of the payment in cash. See below what that takes from you.',
}

function promiseReason(text: string, { evidence }: PromisedRate): Reason {
  return {
    code: 'promises_rate',
    evidence,
    spans: spansOf(text, evidence),
    explanation: PROMISE,
    weight: PROMISE_WEIGHT,
  }
}

/** Only asked whether it stands there: it is no reason of its own. */
const BILL = { code: 'bill', weight: 0, explanation: { ko: '', en: '' } }
const VOUCHER = { code: 'voucher_purchase', weight: VOUCHER_WEIGHT, explanation: VOUCHER_REASON }

const WRONG_NUMBER: Words = {
  ko: '사업자등록번호의 마지막 숫자가 맞지 않아요. 없는 번호예요.',
  en: 'The check digit of the business number is wrong: there is no such number.',
}

function wrongNumber(text: string, number: string): Reason {
  const weight = WRONG_NUMBER_WEIGHT
  const spans = spansOf(text, number)
  return { code: 'business_number_wrong', evidence: number, spans, explanation: WRONG_NUMBER, weight }
}

function spansOf(text: string, evidence: string) {
  const from = text.indexOf(evidence)
  return from < 0 ? [] : [{ from, to: from + evidence.length }]
}
