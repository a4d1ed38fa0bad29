// SPDX-License-Identifier: Apache-2.0
// Answers "what would this offer really cost?" for POST /v1/offers:compare: where each won goes, what it would cost to
// borrow the same from the state, who commits the offence, and the lawful help that fits.

import {
  compareOffer,
  type Offer,
  type OfferCostJson,
  offerCostToJson,
  offerProblems,
  ratioText,
} from '../cost/index.ts'
import {
  formatAmount,
  type Money,
  type MoneyJson,
  moneyToJson,
  mulDiv,
  parseMoney,
  rateToDecimal,
} from '../money/index.ts'
import {
  alternativesFor,
  type BuyingOffence,
  buyingOffences,
  type LocalText,
  type Pack,
  type StateLoan,
  stateLoanOn,
} from '../policy/index.ts'
import { daysBetween, type Instant, localDateAt, parseLocalDate } from '../time/index.ts'
import type { AlternativeJson, LegalBasisJson, RequestProblem } from './contract.ts'
import { COST, FLOW_TITLES, NOT_A_LOAN, OFFENDER, type OfferWordingJson, stateLoanWords } from './offer-words.ts'
import type { OfferRequest } from './quote.ts'
import { legalBasisToJson } from './to-json.ts'

/** Where won go: what reaches the holder and what the buyer keeps are together what the bill claims. */
export interface FlowPartJson {
  readonly code: keyof typeof FLOW_TITLES
  readonly amount: MoneyJson
  readonly title: LocalText
}

/** The same cash for the same days, lent by the state. */
export interface StateLoanComparisonJson {
  readonly yearlyRate: string
  readonly days: number
  readonly cost: MoneyJson
  readonly repay: MoneyJson
  readonly most: MoneyJson
  /** Whether the state lends as much as this at all. */
  readonly isWithinMost: boolean
  readonly explanation: LocalText
}

export interface OfferOffenceJson extends Omit<BuyingOffence, 'legalBasis'> {
  readonly legalBasis: readonly LegalBasisJson[]
}

export interface OfferComparisonJson extends OfferCostJson {
  readonly days: number
  readonly wording: OfferWordingJson
  readonly flow: readonly FlowPartJson[]
  readonly stateLoan?: StateLoanComparisonJson
  /** What whoever buys or brokers would be punished for, by how the thing was paid for. */
  readonly offences: readonly OfferOffenceJson[]
  readonly alternatives: readonly AlternativeJson[]
}

export type OfferAnswer =
  | { readonly kind: 'compared'; readonly answer: OfferComparisonJson }
  | { readonly kind: 'unknown_jurisdiction' }
  | { readonly kind: 'invalid'; readonly problems: readonly RequestProblem[] }

/** 365, also in leap years, as in every comparison of offers. */
const DAYS_PER_YEAR = 365n

/** Never throws, whatever the body is. Rounding: as `compareOffer`, `offerCostToJson` and `compareStateLoan`. */
export function answerOffer(packs: ReadonlyMap<string, Pack>, request: OfferRequest, now: Instant): OfferAnswer {
  const pack = packs.get(String(request.jurisdiction).toUpperCase())
  if (!pack) return { kind: 'unknown_jurisdiction' }
  const [amount, cashReceived] = [parseMoney(request.amount), parseMoney(request.cashReceived)]
  const [receivedOn, dueOn] = [readDay(request.receivedOn), readDay(request.dueOn)]
  if (!amount || !cashReceived || !receivedOn || !dueOn) {
    const unread = Object.entries({ amount, cashReceived, receivedOn, dueOn }).filter(
      ([, value]) => value === undefined,
    )
    return { kind: 'invalid', problems: unread.map(([field]) => ({ pointer: `/${field}`, detail: DETAIL[field]! })) }
  }
  const offer = { amount, cashReceived, receivedOn, dueOn }
  const problems = offerProblems(offer).map(({ field, detail }) => ({ pointer: `/${field}`, detail }))
  if (amount.unit !== pack.currency) {
    problems.unshift({ pointer: '/amount', detail: `Amounts here are in ${pack.currency}. Change the unit.` })
  }
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'compared', answer: compare(pack, offer, now) }
}

function compare(pack: Pack, offer: Offer, now: Instant): OfferComparisonJson {
  const asOf = localDateAt(now, pack.utcOffsetAt(now))
  const days = daysBetween(offer.receivedOn, offer.dueOn)
  const cost = compareOffer(offer)
  const offences = buyingOffences(pack, asOf)
  const loan = stateLoanOn(pack, asOf)
  const alternatives = alternativesFor(pack, { asOf, intent: 'sell', facts: { kind: '' } })
  return {
    ...offerCostToJson(cost),
    days,
    wording: { cost: COST, notALoan: NOT_A_LOAN, ...(offences.length > 0 && { offender: OFFENDER }) },
    flow: [
      flowPart('to_you', offer.cashReceived),
      flowPart('kept_by_buyer', cost.lost),
      flowPart('next_bill', cost.nextBill),
    ],
    ...(loan && { stateLoan: compareStateLoan(loan, offer.cashReceived, days) }),
    offences: offences.map(({ legalBasis, ...offence }) => ({
      ...offence,
      // Both languages stand in `citation`; `cite` has to be one of them.
      legalBasis: legalBasis.map(basis => legalBasisToJson(basis, { language: 'ko' })),
    })),
    alternatives: alternatives.map(({ code, title, description, contact }) => ({ code, title, description, contact })),
  }
}

const flowPart = (code: keyof typeof FLOW_TITLES, amount: Money): FlowPartJson => ({
  code,
  amount: moneyToJson(amount),
  title: FLOW_TITLES[code],
})

/**
 * What the state's loan of the same cash would cost for the same days, simple, by its first and highest rate.
 * Rounding: the cost up to a whole minor unit, against the alternative that we name.
 */
export function compareStateLoan(loan: StateLoan, cash: Money, days: number): StateLoanComparisonJson {
  const { numerator, denominator } = loan.yearlyRate
  const costMinor = mulDiv(cash.amountMinor, numerator * BigInt(days), denominator * DAYS_PER_YEAR, 'up')
  const { unit } = cash
  const yearly = rateToDecimal({ numerator: numerator * 100n, denominator }, 1)
  return {
    yearlyRate: ratioText(loan.yearlyRate),
    days,
    cost: moneyToJson({ amountMinor: costMinor, unit }),
    repay: moneyToJson({ amountMinor: cash.amountMinor + costMinor, unit }),
    most: moneyToJson({ amountMinor: loan.mostMinor, unit }),
    isWithinMost: cash.amountMinor <= loan.mostMinor,
    explanation: stateLoanWords(days, formatAmount({ amountMinor: costMinor, unit }), yearly),
  }
}

const MONEY_DETAIL = 'Write money as {"amountMinor":"10000","unit":"KRW"}, with whole digits in a string.'
const DATE_DETAIL = 'Write a day that exists, as YYYY-MM-DD.'
const DETAIL: Readonly<Record<string, string>> = {
  amount: MONEY_DETAIL,
  cashReceived: MONEY_DETAIL,
  receivedOn: DATE_DETAIL,
  dueOn: DATE_DETAIL,
}

const readDay = (raw: unknown) => (typeof raw === 'string' ? parseLocalDate(raw) : undefined)
