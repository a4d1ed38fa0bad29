// SPDX-License-Identifier: Apache-2.0
// The best lawful plans for everything in a quote at once, one for each named objective, and what each gives up against
// the others. Store credit is not money: an instrument that only gives credit is in no plan.

import { type Money, money, type Unit } from '../money/index.ts'
import { daysBetween, type LocalDate } from '../time/index.ts'
import {
  OBJECTIVES,
  type Objective,
  type ObjectivePlan,
  type QuoteItem,
  type QuoteOption,
  type QuotePlan,
} from './quote.ts'

type MoneyPayout = 'bank' | 'bill' | 'in_person'

/**
 * What a way asks of the holder: each thing to bring, a claim that we do not make for them, a way to go somewhere.
 * Counted, not weighed: every weight would be a guess about somebody's day.
 */
export function stepsOf({ evidence, carriedOut, payout }: QuoteOption): number {
  return evidence.length + (carriedOut ? 0 : 1) + (payout === 'in_person' ? 1 : 0)
}

const moreCash = (a: QuoteOption, b: QuoteOption) => (a.netMinor < b.netMinor ? 1 : a.netMinor > b.netMinor ? -1 : 0)
const sooner = (a: QuoteOption, b: QuoteOption) => (a.arrivesBy < b.arrivesBy ? -1 : a.arrivesBy > b.arrivesBy ? 1 : 0)
const fewerSteps = (a: QuoteOption, b: QuoteOption) => stepsOf(a) - stepsOf(b)

/** `most_cash` keeps the order of the decision, which puts what is promised before what is estimated. */
const ORDER: Readonly<Record<Objective, (a: QuoteOption, b: QuoteOption) => number>> = {
  most_cash: () => 0,
  soonest: (a, b) => sooner(a, b) || moreCash(a, b),
  least_effort: (a, b) => fewerSteps(a, b) || moreCash(a, b) || sooner(a, b),
}

/** The way to money that serves an objective best; of equals the one that the decision puts first. */
export function bestForMoney({ decision, options }: QuoteItem, objective: Objective): QuoteOption | undefined {
  if (decision.outcome !== 'allow') return undefined
  let best: QuoteOption | undefined
  for (const option of options) {
    if (option.payout !== 'credit' && (!best || ORDER[objective](option, best) < 0)) best = option
  }
  return best
}

const sum = (of: readonly QuoteOption[], currency: Unit): Money =>
  money(
    of.reduce((total, option) => total + option.netMinor, 0n),
    currency,
  )

function lastOf(of: readonly QuoteOption[]): LocalDate | undefined {
  return of.reduce<LocalDate | undefined>(
    (last, { arrivesBy }) => (last && last > arrivesBy ? last : arrivesBy),
    undefined,
  )
}

interface Chosen {
  readonly objective: Objective
  readonly options: readonly QuoteOption[]
}

function planFor({ objective, options }: Chosen, most: Chosen, currency: Unit): ObjectivePlan {
  const net = sum(options, currency)
  const steps = options.reduce((total, option) => total + stepsOf(option), 0)
  const [last, lastOfMost] = [lastOf(options), lastOf(most.options)]
  const stepsOfMost = most.options.reduce((total, option) => total + stepsOf(option), 0)
  return {
    objective,
    optionIds: options.map(option => option.id),
    net,
    ...(last && { arrivesBy: last }),
    steps,
    against: {
      netLess: money(sum(most.options, currency).amountMinor - net.amountMinor, currency),
      daysSooner: last && lastOfMost ? daysBetween(last, lastOfMost) : 0,
      stepsFewer: stepsOfMost - steps,
    },
  }
}

/** The plan for each objective; the first, for most cash, is also told by itself as it always was. */
export function makePlan(
  items: readonly QuoteItem[],
  ahead: Pick<QuotePlan, 'waits' | 'acts' | 'deadlines'>,
  currency: Unit,
): QuotePlan {
  const choose = (objective: Objective): Chosen => {
    return { objective, options: items.flatMap(item => bestForMoney(item, objective) ?? []) }
  }
  const most = choose('most_cash')
  const by = (payout: MoneyPayout) =>
    sum(
      most.options.filter(option => option.payout === payout),
      currency,
    )
  return {
    objective: 'most_cash',
    optionIds: most.options.map(option => option.id),
    net: sum(most.options, currency),
    netByPayout: { bank: by('bank'), bill: by('bill'), in_person: by('in_person') },
    plans: OBJECTIVES.map(objective => planFor(choose(objective), most, currency)),
    ...ahead,
  }
}
