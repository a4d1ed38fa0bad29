// SPDX-License-Identifier: Apache-2.0
// What lies ahead of the things in a quote: ways that open by waiting or by doing something first, and days on which a
// right is lost. All of it is found by asking the rules; nothing in here knows a country.

import { formatAmount, type Money, money, type Unit } from '../money/index.ts'
import {
  type DecisionInput,
  decideOnDay,
  LEFT_FACTS,
  type LocalText,
  lastDayOf,
  type Opening,
  type Option,
  opensByUsing,
  opensLater,
  type Pack,
} from '../policy/index.ts'
import { bestForMoney } from './plan.ts'
import type { QuoteItem, QuotePlan } from './quote.ts'

/** An item of a quote with what was said of it. */
export interface ItemAhead {
  readonly item: QuoteItem
  readonly input: DecisionInput
}

/** So many things are looked at together: nobody pays with more vouchers at one till. */
const TOGETHER_MAX = 10

const nowMinor = (item: QuoteItem): bigint => bestForMoney(item, 'most_cash')?.netMinor ?? 0n

/** Of ways that open: those that pay more than now, and none that comes later for no more. */
function worthIt(openings: readonly Opening[], item: QuoteItem): Opening[] {
  const now = nowMinor(item)
  const sorted = openings
    .filter(({ option }) => option.netMinor > now)
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.option.netMinor > b.option.netMinor ? -1 : 1))
  let most = now
  return sorted.filter(({ option }) => {
    const isMore = option.netMinor > most
    if (isMore) most = option.netMinor
    return isMore
  })
}

/** What pays more by waiting. Beyond the day until which the law counts as checked, only as an estimate. */
export function waitsOf({ item, input }: ItemAhead, pack: Pack): QuotePlan['waits'] {
  return worthIt(opensLater(pack, input), item).map(({ option, from }) => ({
    ref: item.ref,
    until: from,
    ruleId: option.ruleId,
    net: money(option.netMinor, pack.currency),
    title: option.title,
    gain: money(option.netMinor - nowMinor(item), pack.currency),
    promise: from > pack.freshUntil ? 'estimate' : option.promise,
  }))
}

const AMOUNT = {
  ko: (value: Money) => (value.unit === 'KRW' ? `${formatAmount(value)}원` : `${formatAmount(value)} ${value.unit}`),
  en: (value: Money) => `${formatAmount(value)} ${value.unit}`,
}

function useMoreText(useMore: Money, net: Money): LocalText {
  return {
    ko: `${AMOUNT.ko(useMore)}을 더 쓰면 ${AMOUNT.ko(net)}을 돌려받을 수 있어요.`,
    en: `Use ${AMOUNT.en(useMore)} more, and ${AMOUNT.en(net)} is paid back.`,
  }
}

/** Ways that open by using more, the least first. */
export function actsOf({ item, input }: ItemAhead, pack: Pack): QuotePlan['acts'] {
  const left = LEFT_FACTS.map(name => input.facts[name]).find(value => typeof value === 'bigint')
  if (left === undefined) return []
  return worthIt(opensByUsing(pack, input), item).flatMap(({ option, remaining }) => {
    if (remaining === undefined) return []
    const [useMore, net] = [money(left - remaining, pack.currency), money(option.netMinor, pack.currency)]
    const gain = money(option.netMinor - nowMinor(item), pack.currency)
    const about = { ruleId: option.ruleId, title: option.title, promise: option.promise }
    return [
      { kind: 'use_more' as const, refs: [item.ref], ...about, useMore, net, gain, text: useMoreText(useMore, net) },
    ]
  })
}

/** Facts that a pack counts over several things at once: `togetherRemaining` is the sum of `remaining`. */
function sumsOf(pack: Pack): readonly { readonly sum: string; readonly of: string }[] {
  return [...pack.engine.facts.keys()].flatMap(sum => {
    const [, first, rest] = /^together([A-Z])(\w*)$/.exec(sum) ?? []
    const of = first && `${first.toLowerCase()}${rest}`
    return of && pack.engine.facts.has(of) ? [{ sum, of }] : []
  })
}

const USED_TOGETHER = 'usedTogether'

/**
 * Things of one issuer that pay more when they were used together, because the law then counts their sum. Tried from
 * the most used on, since one that was used little only lowers the share of the sum.
 */
export function togetherOf(all: readonly ItemAhead[], pack: Pack): QuotePlan['acts'] {
  const sums = sumsOf(pack)
  if (sums.length === 0 || !pack.engine.facts.has(USED_TOGETHER) || all.length < 2) return []
  const groups = new Map<string, ItemAhead[]>()
  for (const each of all) {
    const { facts } = each.input
    if (facts[USED_TOGETHER] !== undefined || facts.issuer === undefined) continue
    if (!sums.every(({ of }) => typeof facts[of] === 'bigint')) continue
    const key = `${facts.kind}\n${facts.issuer}`
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()].flatMap(group => (group.length < 2 ? [] : bestTogether(group, sums, pack)))
}

type Sums = ReturnType<typeof sumsOf>

function bestTogether(group: readonly ItemAhead[], sums: Sums, pack: Pack): QuotePlan['acts'] {
  const sorted = group.toSorted((a, b) => nowFirst(a, b)).slice(0, TOGETHER_MAX)
  let best: QuotePlan['acts'][number] | undefined
  for (let count = 2; count <= sorted.length; count++) {
    const act = actTogether(sorted.slice(0, count), sums, pack)
    if (act && (!best || act.gain.amountMinor > best.gain.amountMinor)) best = act
  }
  return best ? [best] : []
}

/** What already pays comes first: it is what carries the others over the line. */
function nowFirst(a: ItemAhead, b: ItemAhead): number {
  const [first, second] = [a, b].map(({ input }) => usedShare(input)) as [bigint, bigint]
  return first === second ? 0 : first > second ? -1 : 1
}

/** How much of the face value is used, in millionths: only for putting things in order. */
function usedShare({ facts }: DecisionInput): bigint {
  const { faceValue, remaining } = facts
  if (typeof faceValue !== 'bigint' || typeof remaining !== 'bigint' || faceValue === 0n) return 0n
  return ((faceValue - remaining) * 1_000_000n) / faceValue
}

const bestCash = (options: readonly Option[]) => options.find(option => option.payout !== 'credit')

function actTogether(group: readonly ItemAhead[], sums: Sums, pack: Pack): QuotePlan['acts'][number] | undefined {
  const stated: Record<string, bigint | boolean> = { [USED_TOGETHER]: true }
  for (const { sum, of } of sums) {
    stated[sum] = group.reduce((total, { input }) => total + (input.facts[of] as bigint), 0n)
  }
  const found = group.map(({ input }) =>
    bestCash(decideOnDay(pack, { ...input, facts: { ...input.facts, ...stated } }).options),
  )
  const rule = found.find((option, index) => option && option.netMinor > nowMinor(group[index]!.item))
  if (!rule || found.some(option => option === undefined)) return undefined
  const total = found.reduce((all, option) => all + option!.netMinor, 0n)
  const gain = total - group.reduce((all, { item }) => all + nowMinor(item), 0n)
  const net = money(total, pack.currency)
  return {
    kind: 'use_together',
    refs: group.map(({ item }) => item.ref),
    ruleId: rule.ruleId,
    title: rule.title,
    // Whether they were used together is for the holder to say, so nothing is promised before that.
    promise: 'estimate',
    net,
    gain: money(gain, pack.currency),
    text: {
      ko: `이 ${group.length}장을 한 번에 함께 썼다면 합계로 계산해서 모두 ${AMOUNT.ko(net)}을 돌려받을 수 있어요.`,
      en: `If these ${group.length} were used together at once, the sum counts, and ${AMOUNT.en(net)} is paid back in all.`,
    },
  }
}

/** The days on which a right is lost, soonest first: as the rule says, or else the last day on which it holds. */
export function deadlinesOf({ item, input }: ItemAhead, pack: Pack): QuotePlan['deadlines'] {
  const best = bestForMoney(item, 'most_cash')
  const options = item.options.flatMap(option => {
    const date = option.claimBy ?? (option.id === best?.id ? lastDayOf(pack, input, option.ruleId) : undefined)
    if (!date) return []
    const { ruleId, title, claimAt, id: optionId } = option
    return [
      {
        ref: item.ref,
        date,
        ruleId,
        optionId,
        title,
        net: toMoney(option, pack.currency),
        ...(claimAt && { claimAt }),
      },
    ]
  })
  const information = item.decision.information.flatMap(({ ruleId, title, claimBy, claimAt }) =>
    claimBy ? [{ ref: item.ref, date: claimBy, ruleId, title, ...(claimAt && { claimAt }) }] : [],
  )
  return [...options, ...information]
}

const toMoney = ({ netMinor }: Option, currency: Unit) => money(netMinor, currency)
