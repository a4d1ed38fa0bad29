// SPDX-License-Identifier: Apache-2.0
// Judges the text of a shop that offers cash: the article it offends against, the tricks it shows, the facts it hides,
// and what its promise means in won. Pure. Never a ranking, never a recommendation.

import type { Reason, Words } from '../judgement.ts'
import { adviceFor, alternativesFor } from './help.ts'
import type { ProviderJudgement, ProviderRequest, ProviderVerdict } from './judgement.ts'
import { LEGAL_BASES, OFFENCE_CODES, OFFENCE_REASONS, type OffenceCode } from './law.ts'
import { ENGLISH_OFFENCE_RULES, OFFENCE_RULES, type OffenceRule } from './offences.ts'
import { BUYS_VOUCHERS, PATTERN_RULES, VOUCHER_REASON } from './patterns.ts'
import { readPromisedRates } from './rates.ts'
import { joinViews, readAdvert, type Sentence, type View } from './reading.ts'
import { findBusinessNumber, missingFacts } from './registration.ts'
import { COUNTER_RULES, OFFER_RULES, SOOTHING, type StanceRule } from './stance.ts'

/** From here on an offence is more likely meant than only spoken of, in log odds. */
const UNLAWFUL_FROM = 2.5
const SUSPICIOUS_FROM = 2
/** Words of an offence inside a warning keep this share of their weight: an advert may warn of its rivals. */
const CANCELLED_SHARE = 0.4
/** Said twice it says no more: of one kind of stance so many sentences count. */
const COUNTED_SENTENCES = 2
/** Longer evidence is no evidence to look at. */
const LONGEST_EVIDENCE = 80

interface Found extends Reason {
  readonly kind: 'offence' | 'pattern' | 'stance' | 'fact'
}

interface Views {
  readonly compact: View
  readonly hangul: View
}

/** Never throws, whatever the text is. Rounding: as `readPromisedRates`. */
export function checkProvider(request: ProviderRequest): ProviderJudgement {
  const { text } = request
  const { live, cancelled, stance } = takeStance(text, readAdvert(text))
  const offer = sumOf(stance)
  const offences = findOffences(text, live, cancelled, offer)
  const patterns = findPatterns(text, live)
  const buysVouchers = BUYS_VOUCHERS.exec(live.compact.letters)
  const businessNumber = findBusinessNumber(text, request.businessNumber)
  const facts: Found[] = []
  if (buysVouchers)
    facts.push(foundIn(text, live.compact, buysVouchers, 'voucher_purchase', 0.5, VOUCHER_REASON, 'fact'))
  if (businessNumber && !businessNumber.isWellFormed) facts.push(wrongNumber(text, businessNumber.number))
  const promisedRates = offer > 0 || offences.length > 0 ? readPromisedRates(text) : []
  const codes = [...offences, ...patterns, ...facts].map(({ code }) => code)
  const isShop = offer > 0 || offences.length > 0 || buysVouchers !== null
  const missing = isShop ? missingFacts({ text, businessNumber, lends: codes.includes('unregistered_loan') }) : []
  const verdict = verdictOf(offences, [...patterns, ...facts], offer, missing.length > 0)
  const reasons = [...offences, ...patterns, ...facts, ...stance].map(({ kind: _, ...reason }) => reason)
  const topics = [...codes, ...(buysVouchers ? ['voucher'] : [])]
  return {
    verdict,
    reasons: reasons.sort((a, b) => b.weight - a.weight),
    legalBasis: OFFENCE_CODES.filter(code => verdict === 'unlawful' && codes.includes(code)).map(
      code => LEGAL_BASES[code],
    ),
    missing,
    ...(businessNumber && { businessNumber }),
    promisedRates,
    advice: adviceFor(verdict, codes),
    alternatives: alternativesFor(topics),
  }
}

function verdictOf(
  offences: readonly Found[],
  hints: readonly Found[],
  offer: number,
  isIncomplete: boolean,
): ProviderVerdict {
  if (offences.length > 0) return 'unlawful'
  // Somebody who warns or asks names the tricks as well; what speaks for an advert adds nothing of itself.
  const sum = hints.reduce((total, { weight }) => total + weight, 0) + Math.min(0, offer)
  if (sum >= SUSPICIOUS_FROM) return 'suspicious'
  return isIncomplete ? 'incomplete' : 'nothing_found'
}

/** Which sentences speak for themselves, which only speak of others, and the reasons for thinking so. */
function takeStance(text: string, sentences: readonly Sentence[]) {
  const live: Sentence[] = []
  const cancelled: Sentence[] = []
  const stance = new Map<string, Found[]>()
  for (const sentence of sentences) {
    let isCancelled = false
    for (const rule of [...COUNTER_RULES, ...OFFER_RULES]) {
      const found = stanceIn(text, sentence, rule)
      if (!found) continue
      isCancelled ||= rule.cancels
      stance.set(rule.code, [...(stance.get(rule.code) ?? []), found])
    }
    ;(isCancelled ? cancelled : live).push(sentence)
  }
  const both = (some: readonly Sentence[]): Views => ({
    compact: joinViews(some.map(({ compact }) => compact)),
    hangul: joinViews(some.map(({ hangul }) => hangul)),
  })
  return { live: both(live), cancelled: both(cancelled), stance: [...stance.values()].map(mergeStance) }
}

function stanceIn(text: string, sentence: Sentence, rule: StanceRule): Found | undefined {
  for (const view of [sentence.compact, sentence.hangul]) {
    // Blanked, not cut out: the places stay.
    const letters = view.letters.replaceAll(SOOTHING, soothing => '\u0000'.repeat(soothing.length))
    const match = rule.pattern.exec(letters)
    if (match) return foundIn(text, view, match, rule.code, rule.weight, rule.explanation, 'stance')
  }
  return undefined
}

function mergeStance(found: readonly Found[]): Found {
  const counted = found.slice(0, COUNTED_SENTENCES)
  const weight = counted.reduce((total, one) => total + one.weight, 0)
  return { ...found[0]!, weight: Math.round(weight * 10) / 10, spans: found.flatMap(({ spans }) => spans) }
}

const sumOf = (found: readonly Found[]) => found.reduce((total, { weight }) => total + weight, 0)

function findOffences(text: string, live: Views, cancelled: Views, offer: number): Found[] {
  const best = new Map<OffenceCode, Found>()
  for (const rule of [...OFFENCE_RULES, ...ENGLISH_OFFENCE_RULES]) {
    for (const [views, share] of [[live, 1] as const, [cancelled, CANCELLED_SHARE] as const]) {
      const found = offenceIn(text, views, rule, rule.weight * share)
      if (found && found.weight > (best.get(rule.code)?.weight ?? 0)) best.set(rule.code, found)
    }
  }
  return [...best.values()].filter(({ weight }) => weight + offer >= UNLAWFUL_FROM)
}

function offenceIn(text: string, views: Views, rule: OffenceRule, weight: number): Found | undefined {
  const view = [views.compact, views.hangul].find(({ letters }) => rule.pattern.test(letters))
  const match = view && rule.pattern.exec(view.letters)
  return match ? foundIn(text, view, match, rule.code, weight, OFFENCE_REASONS[rule.code], 'offence') : undefined
}

function findPatterns(text: string, live: Views): Found[] {
  return PATTERN_RULES.flatMap(({ code, pattern, weight, explanation }) => {
    const view = [live.compact, live.hangul].find(({ letters }) => pattern.test(letters))
    const match = view && pattern.exec(view.letters)
    return match ? [foundIn(text, view, match, code, weight, explanation, 'pattern')] : []
  })
}

function foundIn(
  text: string,
  view: View,
  match: RegExpExecArray,
  code: string,
  weight: number,
  explanation: Words,
  kind: Found['kind'],
): Found {
  const from = view.from[match.index] ?? 0
  const to = view.to[match.index + match[0].length - 1] ?? from
  const end = Math.min(to, from + LONGEST_EVIDENCE)
  return { code, evidence: text.slice(from, end), spans: [{ from, to: end }], explanation, weight, kind }
}

const WRONG_NUMBER: Words = {
  ko: '사업자등록번호의 마지막 숫자가 맞지 않아요. 없는 번호예요.',
  en: 'The check digit of the business number is wrong: there is no such number.',
}

function wrongNumber(text: string, number: string): Found {
  const from = text.indexOf(number)
  const spans = from < 0 ? [] : [{ from, to: from + number.length }]
  return { code: 'business_number_wrong', evidence: number, spans, explanation: WRONG_NUMBER, weight: 2, kind: 'fact' }
}
