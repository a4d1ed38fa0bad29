// SPDX-License-Identifier: Apache-2.0
// What a rule that holds pays: gross, each fee, net, and when. Amounts are exact until they are rounded, once, by name.

import { addBusinessDays, nextBusinessDay } from '../calendar/index.ts'
import { mulDiv, type Rate } from '../money/index.ts'
import { endOfMonth, fromEpochDay, type LocalDate } from '../time/index.ts'
import { decimalOf } from './decimal.ts'
import type { FeeLine, Option } from './decision.ts'
import type { Evaluation } from './evaluate.ts'
import { type Fraction, type Frame, toFraction } from './expression/index.ts'
import type { CompiledRule } from './pack.ts'

/** Later than this is not an arrival date but a typing mistake in a pack. */
const ARRIVAL_DAYS_MAX = 3650n

export type Priced =
  | { readonly kind: 'option'; readonly option: Option }
  /** A fact that the amount needs is not known. */
  | { readonly kind: 'unknown' }
  /** Zero, or eaten by fees. */
  | { readonly kind: 'nothing_left' }

/** Rounding: once, as the rule names it. Undefined when a fact is not known. */
export function grossOf(rule: CompiledRule, frame: Frame): bigint | undefined {
  if (!rule.gross) return undefined
  const base = rule.gross.base.evaluate(frame)
  if (base === undefined) return undefined
  const amount = toFraction(base)
  if (!rule.gross.share) return mulDiv(amount.numerator, 1n, amount.denominator, rule.gross.rounding)
  const share = rule.gross.share.evaluate(frame) as Fraction | undefined
  if (share === undefined) return undefined
  return mulDiv(amount.numerator, share.numerator, amount.denominator * share.denominator, rule.gross.rounding)
}

/** Rounding: each fee once, down. A fee never takes more than what is left. Undefined when a fact is not known. */
function feesOf(rule: CompiledRule, gross: bigint, { frame, pack }: Evaluation): FeeLine[] | undefined {
  if (rule.fees.length === 0) return []
  frame.values[pack.engine.slots.gross] = gross
  const lines: FeeLine[] = []
  let left = gross
  for (const { code, payee, title, amount } of rule.fees) {
    const value = amount.evaluate(frame)
    if (value === undefined) return undefined
    const exact = toFraction(value)
    const wanted = mulDiv(exact.numerator, 1n, exact.denominator, 'down')
    const taken = clamp(wanted, left)
    left -= taken
    if (taken > 0n) lines.push({ code, payee, title, amountMinor: taken })
  }
  return lines
}

function clamp(value: bigint, most: bigint): bigint {
  if (value >= most) return most
  return value > 0n ? value : 0n
}

/**
 * When the money is there at the latest. The day of the decision is not counted, and a term in days that ends on a day
 * off ends on the next business day.
 * Refusals: `CalendarRefusal` beyond what the calendar covers.
 */
function arrivalOf(rule: CompiledRule, { frame, pack, asOf }: Evaluation): LocalDate | undefined {
  const today = fromEpochDay(asOf)
  const { arrival } = rule
  if (arrival.kind === 'immediately') return today
  if (arrival.kind === 'month_end') return endOfMonth(today)
  const count = arrival.count.evaluate(frame) as bigint | undefined
  if (count === undefined || count < 0n || count > ARRIVAL_DAYS_MAX) return undefined
  if (arrival.kind === 'business_days') return addBusinessDays(pack.calendar, today, Number(count))
  return nextBusinessDay(pack.calendar, fromEpochDay(asOf + Number(count)))
}

/** The option that a rule which holds gives. Refusals: `CalendarRefusal`. */
export function priceRule(rule: CompiledRule, evaluation: Evaluation): Priced {
  const { frame } = evaluation
  const { document, route } = rule
  const gross = grossOf(rule, frame)
  const fees = gross === undefined ? undefined : feesOf(rule, gross, evaluation)
  if (gross === undefined || fees === undefined || !route) return { kind: 'unknown' }
  const net = fees.reduce((rest, fee) => rest - fee.amountMinor, gross)
  if (net <= 0n) return { kind: 'nothing_left' }
  const arrivesBy = arrivalOf(rule, evaluation)
  if (arrivesBy === undefined) return { kind: 'unknown' }
  return {
    kind: 'option',
    option: {
      ruleId: rule.id,
      title: document.title,
      explanation: document.explanation,
      route: route.id,
      routeTitle: route.title,
      how: route.how,
      payout: route.payout,
      carriedOut: route.carriedOut,
      promise: rule.promise,
      grossMinor: gross,
      fees,
      netMinor: net,
      arrivesBy,
      ...rightsOf(rule, frame),
      evidence: rule.evidence,
      legalBasis: rule.legalBasis,
    },
  }
}

/** Where and until when to claim, and what lateness costs the debtor; each only when the rule says so. */
export function rightsOf(rule: CompiledRule, frame: Frame): Pick<Option, 'claimAt' | 'claimBy' | 'lateInterest'> {
  const claimBy = rule.claimBy?.evaluate(frame) as number | undefined
  const lateInterest = rule.lateInterest?.evaluate(frame) as Rate | undefined
  return {
    ...(rule.document.claimAt && { claimAt: rule.document.claimAt }),
    ...(claimBy !== undefined && { claimBy: fromEpochDay(claimBy) }),
    ...(lateInterest !== undefined && { lateInterest: decimalOf(lateInterest) }),
  }
}

const PAYOUT_ORDER = ['bank', 'in_person', 'bill', 'credit']

/**
 * Best first. Store credit comes last because it is not cash; then what is promised before what is estimated, more
 * before less, sooner before later, a bank account before the rest. The rule id makes the order total.
 */
export function byBest(left: Option, right: Option): number {
  const credit = Number(left.payout === 'credit') - Number(right.payout === 'credit')
  if (credit !== 0) return credit
  if (left.promise !== right.promise) return left.promise === 'binding' ? -1 : 1
  if (left.netMinor !== right.netMinor) return left.netMinor > right.netMinor ? -1 : 1
  if (left.arrivesBy !== right.arrivesBy) return left.arrivesBy < right.arrivesBy ? -1 : 1
  const payout = PAYOUT_ORDER.indexOf(left.payout) - PAYOUT_ORDER.indexOf(right.payout)
  return payout !== 0 ? payout : left.ruleId < right.ruleId ? -1 : left.ruleId > right.ruleId ? 1 : 0
}
