// SPDX-License-Identifier: Apache-2.0
// What an offer of quick cash really costs: so much of the bill for so little cash so soon. A sale is not a loan, so
// this is never called interest: it is the cost on the cash received, and the equivalent yearly cost, to compare with.

import { assert } from '../assert/index.ts'
import { type Money, type MoneyJson, moneyToJson, type Rate, rate, rateToDecimal, subtract } from '../money/index.ts'
import { daysBetween, type LocalDate } from '../time/index.ts'

/** 365, also in leap years: simple annual comparison, the same for every offer. */
const DAYS_PER_YEAR = 365n
/** Ratios are shown with four decimals: 0.4286 is 42.86%. */
const RATIO_DIGITS = 4

export interface Offer {
  /** What the holder gives up, and what the bill will claim. */
  readonly amount: Money
  readonly cashReceived: Money
  readonly receivedOn: LocalDate
  readonly dueOn: LocalDate
}

export interface OfferCost {
  readonly lost: Money
  /** lost ÷ cash received, exact. */
  readonly costOnCash: Rate
  /** cost on cash × 365 ÷ days until the bill is due, exact. */
  readonly equivalentYearlyCost: Rate
  readonly nextBill: Money
}

export interface OfferCostJson {
  readonly lost: MoneyJson
  readonly costOnCash: string
  readonly equivalentYearlyCost: string
  readonly nextBill: MoneyJson
}

export interface OfferProblem {
  readonly field: 'amount' | 'cashReceived' | 'receivedOn' | 'dueOn'
  readonly detail: string
}

/**
 * What is lost, what that is of the cash received, and what it would be over a year.
 * Rounding: none here; `offerCostToJson` rounds each ratio once, half to even, at four decimals.
 * Refusals: `offerProblems` names them; calling with such an offer is a bug.
 */
export function compareOffer(offer: Offer): OfferCost {
  assert(offerProblems(offer).length === 0, 'An offer is checked before it is compared.')
  const { amount, cashReceived } = offer
  const cost = offerCost(amount.amountMinor, cashReceived.amountMinor, daysBetween(offer.receivedOn, offer.dueOn))
  const { costOnCash, equivalentYearlyCost } = cost
  assert(equivalentYearlyCost !== undefined, 'An offer falls due after it is paid.')
  return { lost: subtract(amount, cashReceived), costOnCash, equivalentYearlyCost, nextBill: amount }
}

/**
 * The same on bare amounts, for offers without dates too: without days there is no yearly cost.
 * Units: both amounts in minor units of one currency; `cash` more than zero.
 */
export function offerCost(
  amount: bigint,
  cash: bigint,
  days: number,
): { lost: bigint; costOnCash: Rate; equivalentYearlyCost?: Rate } {
  const lost = amount - cash
  const costOnCash = rate(lost, cash)
  if (days <= 0) return { lost, costOnCash }
  return { lost, costOnCash, equivalentYearlyCost: rate(lost * DAYS_PER_YEAR, cash * BigInt(days)) }
}

/** Why an offer cannot be compared, by field; empty when it can. */
export function offerProblems(offer: Offer): OfferProblem[] {
  const problems: OfferProblem[] = []
  const { amount, cashReceived } = offer
  if (amount.amountMinor <= 0n) problems.push({ field: 'amount', detail: 'The amount must be more than zero.' })
  if (cashReceived.unit !== amount.unit) {
    problems.push({ field: 'cashReceived', detail: `The cash must be in ${amount.unit}, like the amount.` })
  } else if (cashReceived.amountMinor <= 0n) {
    problems.push({ field: 'cashReceived', detail: 'The cash received must be more than zero.' })
  } else if (cashReceived.amountMinor > amount.amountMinor) {
    problems.push({ field: 'cashReceived', detail: 'Nobody pays more than the amount: check both numbers.' })
  }
  if (offer.dueOn <= offer.receivedOn) {
    problems.push({ field: 'dueOn', detail: 'The due date must be later than the day the cash is received.' })
  }
  return problems
}

export function offerCostToJson(cost: OfferCost): OfferCostJson {
  return {
    lost: moneyToJson(cost.lost),
    costOnCash: ratioText(cost.costOnCash),
    equivalentYearlyCost: ratioText(cost.equivalentYearlyCost),
    nextBill: moneyToJson(cost.nextBill),
  }
}

/** Rounding: half to even at four decimals. */
export function ratioText(value: Rate): string {
  return rateToDecimal(value, RATIO_DIGITS)
}
