// SPDX-License-Identifier: Apache-2.0
// The best lawful plan for everything in a quote at once: the best option of each instrument that can become money, and
// what would become more by waiting. Store credit is not money: an instrument that only gives credit is in no plan.

import { type Money, money, type Unit } from '../money/index.ts'
import { type DecisionInput, decide, type Pack } from '../policy/index.ts'
import { addDays, parseLocalDate } from '../time/index.ts'
import type { QuoteItem, QuoteOption, QuotePlan } from './quote.ts'

type MoneyPayout = 'bank' | 'bill' | 'in_person'

/** The best option is first, and credit sorts last, so a first option that is credit means there is no other. */
function bestForMoney({ decision, options }: QuoteItem): QuoteOption | undefined {
  const [best] = options
  return decision.outcome === 'allow' && best && best.payout !== 'credit' ? best : undefined
}

/** Objective most_cash: Σ net of the chosen options, in total and by where the money arrives. */
export function makePlan(items: readonly QuoteItem[], waits: QuotePlan['waits'], currency: Unit): QuotePlan {
  const chosen = items.flatMap(item => bestForMoney(item) ?? [])
  const total = (of: readonly QuoteOption[]): Money =>
    money(
      of.reduce((sum, option) => sum + option.netMinor, 0n),
      currency,
    )
  const by = (payout: MoneyPayout) => total(chosen.filter(option => option.payout === payout))
  return {
    objective: 'most_cash',
    optionIds: chosen.map(option => option.id),
    net: total(chosen),
    netByPayout: { bank: by('bank'), bill: by('bill'), in_person: by('in_person') },
    waits,
  }
}

/**
 * Whether the same thing pays more cash once it has expired: what cannot be refunded today often can be then.
 * Undefined when it does not, or when the pack cannot speak about that day.
 */
export function worthWaiting(
  pack: Pack,
  item: QuoteItem,
  input: DecisionInput,
): QuotePlan['waits'][number] | undefined {
  const { expiresOn } = input.facts
  const lastDay = typeof expiresOn === 'string' ? parseLocalDate(expiresOn) : undefined
  if (!lastDay || lastDay < input.asOf) return undefined
  const until = addDays(lastDay, 1)
  const later = decide(pack, { ...input, asOf: until })
  const best = later.outcome === 'allow' ? later.options.find(option => option.payout !== 'credit') : undefined
  const now = bestForMoney(item)
  if (!best || (now && now.netMinor >= best.netMinor)) return undefined
  return { ref: item.ref, until, ruleId: best.ruleId, net: money(best.netMinor, pack.currency), title: best.title }
}
