// SPDX-License-Identifier: Apache-2.0
// Judges the text of a shop that offers cash: the article it offends against, the tricks it shows, the facts it hides,
// and what its promise means in won. Pure. Never a ranking, never a recommendation.

import type { Reason, Words } from '../judgement.ts'
import { checkLink, findLinks, type LinkJudgement } from '../link/index.ts'
import { foldText, unfoldReason } from './folded.ts'
import { findIn, sumOf } from './found.ts'
import { adviceFor, alternativesFor } from './help.ts'
import type { PromisedRate, ProviderJudgement, ProviderRequest, ProviderVerdict } from './judgement.ts'
import { LEGAL_BASES, OFFENCE_CODES, OFFENCE_REASONS, type OffenceCode } from './law.ts'
import { learnedReason } from './learned.ts'
import { ENGLISH_OFFENCE_RULES, NAMED_RULES, OFFENCE_RULES } from './offences.ts'
import {
  BUYS_VOUCHERS,
  PATTERN_RULES,
  QUICK_CASH,
  QUICK_CASH_REASON,
  SHOWS_NOTHING_REASON,
  VOUCHER_REASON,
} from './patterns.ts'
import { readPromisedRates } from './rates.ts'
import { readAdvert } from './reading.ts'
import { findBusinessNumber, missingFacts } from './registration.ts'
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
/** From here on it needs an invitation as well. */
const PROBABLY_LEARNED = 0.8
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
  const speaker = hearSpeaker(text, readAdvert(text))
  const rates = readPromisedRates(text)
  const promises = rates.slice(0, 1).map(rate => promiseReason(text, rate))
  // Whoever refuses, warns or reports speaks of the same things: there the manner of speaking says more.
  const learned = speaker.reasons.some(({ code }) => CANCELLING.has(code)) ? undefined : learnedReason(text)
  const offer = speaker.offer + sumOf(promises) + Math.min(LEARNED_OFFER, learned?.weight ?? 0)
  const offences = findOffences(text, speaker, { offer, readsLikeOne: readsLikeOne(speaker, learned) })
  const patterns = PATTERN_RULES.flatMap(rule => findIn(text, speaker.live, rule.pattern, rule) ?? [])
  if (learned) patterns.push(learned)
  const buys = findIn(text, speaker.live, BUYS_VOUCHERS, VOUCHER)
  const businessNumber = findBusinessNumber(text, request.businessNumber)
  const isWrong = businessNumber?.isWellFormed === false
  const link = linkOf(request)
  const facts: Reason[] = [
    ...(buys ? [buys] : []),
    ...(isWrong ? [wrongNumber(text, businessNumber.number)] : []),
    ...(link && link.label !== 'ordinary' ? [linkReason(request, link)] : []),
  ]
  const isShop = offer > 0 || offences.length > 0 || buys !== undefined
  const lends = offences.some(({ code }) => code === 'unregistered_loan')
  const missing = isShop ? missingFacts({ text, businessNumber, lends, showsRate: rates.length > 0 }) : []
  facts.push(...namelessReasons(text, speaker, { missing, offer, buysVouchers: buys !== undefined, learned }))
  const codes = [...offences, ...patterns, ...facts].map(({ code }) => code)
  const verdict = verdictOf(offences, [...patterns, ...facts], offer, missing.length > 0)
  const reasons = [...offences, ...patterns, ...facts, ...promises, ...speaker.reasons]
  return {
    verdict,
    reasons: reasons.sort((a, b) => b.weight - a.weight),
    legalBasis: OFFENCE_CODES.filter(code => codes.includes(code)).map(code => LEGAL_BASES[code]),
    missing,
    ...(businessNumber && { businessNumber }),
    promisedRates: isShop ? rates : [],
    ...(link && { link }),
    advice: adviceFor(verdict, codes),
    alternatives: alternativesFor(codes),
  }
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

/** The strongest words for each article, where they and the manner of speaking suffice together. */
function findOffences(
  text: string,
  speaker: Speaker,
  { offer, readsLikeOne }: { readonly offer: number; readonly readsLikeOne: boolean },
): Reason[] {
  const best = new Map<OffenceCode, Reason>()
  const rules = readsLikeOne && speaker.offer > 0 ? NAMED_RULES : []
  const told = [speaker.told, speaker.deals ? TOLD_BY_DEALER_SHARE : TOLD_SHARE] as const
  for (const { code, pattern, weight } of [...rules, ...OFFENCE_RULES, ...ENGLISH_OFFENCE_RULES]) {
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

/** Guidance and events of real shops read like adverts to the model too: there it does not count. */
function readsLikeOne(speaker: Speaker, learned: Reason | undefined): boolean {
  const has = (...codes: string[]) => speaker.reasons.some(({ code }) => codes.includes(code))
  const from = speaker.offer > 0 && has('solicits', 'reachable', 'gives') ? PROBABLY_LEARNED : SURELY_LEARNED
  return (learned?.weight ?? 0) >= from && !has('explains')
}

/** Quick cash, vouchers bought, or what reads like such an advert, by somebody who cannot be found. */
function namelessReasons(text: string, speaker: Speaker, seen: Seen): Reason[] {
  const isNameless = IDENTITY.every(code => seen.missing.some(each => each.code === code))
  if (!isNameless || seen.offer <= 0) return []
  const isMobile = speaker.reasons.some(({ code }) => code === 'reachable')
  const quick = isMobile ? findIn(text, speaker.live, QUICK_CASH, QUICK) : undefined
  const isLearned = readsLikeOne(speaker, seen.learned) && (speaker.offer > 0 || seen.learned?.code !== 'learned_loan')
  const isOther = isLearned || (isMobile && seen.buysVouchers)
  return quick || isOther ? [...(quick ? [quick] : []), NAMELESS] : []
}

interface Seen {
  readonly missing: readonly { readonly code: string }[]
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
