// SPDX-License-Identifier: Apache-2.0
// What a promised rate means in won: how much of a bill reaches the hand, and what that would be over a year.

import { plainText } from './folded.ts'
import type { PromisedRate } from './judgement.ts'
import { costOf, ratioText } from './ratio.ts'

/** What a bare rate is shown on. */
export const EXAMPLE_AMOUNT = 100_000n
/** From the cash to the bill, where the text does not say. */
export const EXAMPLE_DAYS = 30
/** An advert with more promises than this says nothing new with the next. */
const MOST = 8
const CONTEXT = 16
/** Rates are kept in hundredths of a per cent: 77.8% is 7780. */
const WHOLE = 10_000n
/** Nobody promises less: a smaller share is one of something else. */
const LOWEST_PAYOUT = 3000n
/** A shop that keeps more than this of what it buys is misread: nobody offers it. */
const HIGHEST_FEE = 9000n

const PERCENT = /(\d{1,3})(?:[.,](\d{1,2}))?\s?(?:%|％|프로|퍼센트|퍼(?![가-힣])|per\s?cent\b|percent\b)/gi
/** “70~80%”: the low end of a range, whose high end is read as a rate of its own. */
const RANGE = /(?<![\d.,])(\d{2})\s?[~∼～-]\s?(?=\d{2,3}\s?(%|프로|퍼))/g
/** “9할”, not the first half of 할인 or 할부. */
const TENTHS = /(?<!\d)([3-9])\s?할(?!인|부|머|아|당)/g
const UNITS: Readonly<Record<string, bigint>> = { 만: 10_000n, 천: 1000n, '': 1n }
const SUM = String.raw`(\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?!\d)\s?(만|천)?\s?(?:원|won)?`
const PAIR = new RegExp(
  String.raw`(?<![\d,.])${SUM}(?:\s?(?:에|당|기준|결제\s?시|결제하시면|결제하면|짜리|을|를)\s?|\s?(?:→|➡|⇒|->|=>|=|~>|▶)\s?| of phone billing = )${SUM}(?![\d,]{0,12}\s?(?:분|일|시간|개|명))`,
  'gi',
)
const FEE_BEFORE = /(수수료|공제|할인율|떼고|차감|fee|discount of)[^%\d]{0,8}(\d{1,2}\s?[~∼～-]\s?)?$/i
const FEE_AFTER = /^\s?(수수료|공제|할인\s?(매입|된|해서)|떼고|차감|만\s?(받|떼)|fee|discount)/i
/** Rates of something else: a loan, a share to be used up, a chance of success, a tax. */
const OTHER_BEFORE =
  /(연|금리|이자|성공률|확률|당첨|승률|소개비|세율|이상|만족도|rate of success|apr)\s?[:：]?\s?(최저|최고|약)?\s?(\d{1,2}\s?[~∼～-]\s?)?$/i
const OTHER_AFTER =
  /^\s?(이상\s?(을\s?)?사용|이상|이내|이하|할인(?!\s?(매입|된|해서))|적립|세일|캐시백|포인트|성공|확률|만족|를?\s?환불|를?\s?환급받|정도는 환불|합법|안전|당첨|legal|safe|off\b|sale\b|success|a year|per year|apr|of (the )?(credit|balance))/i

/**
 * Every promise of cash for a purchase in the text, the plain ones on ₩100,000 and thirty days.
 * Rounding: the cash down to whole won, each ratio once at four decimals, half to even.
 */
export function readPromisedRates(given: string): PromisedRate[] {
  const found = new Map<string, PromisedRate>()
  const keep = (evidence: string, amount: bigint, cash: bigint) => {
    const rate = promisedRate({ evidence: evidence.trim(), amount, cash, days: EXAMPLE_DAYS })
    if (found.size < MOST && !found.has(rate.rate)) found.set(rate.rate, rate)
  }
  const text = mendDigits(given)
  for (const match of text.matchAll(PAIR)) {
    const amount = sumOf(match[1], match[2] ?? (match[4] === '만' && !match[1]?.includes(',') ? smallUnit(match) : ''))
    const cash = sumOf(match[3], match[4])
    if (cash > 0n && cash < amount && cash * 10n >= amount) keep(match[0], amount, cash)
  }
  for (const match of [...text.matchAll(RANGE), ...text.matchAll(TENTHS)]) {
    const payout = BigInt((match[1] ?? '').padEnd(2, '0')) * 100n
    const before = text.slice(Math.max(0, match.index - CONTEXT), match.index)
    if (FEE_BEFORE.test(before)) keep(match[0], EXAMPLE_AMOUNT, (EXAMPLE_AMOUNT * (WHOLE - payout)) / WHOLE)
    else if (payout >= LOWEST_PAYOUT && !OTHER_BEFORE.test(before)) {
      keep(match[0], EXAMPLE_AMOUNT, (EXAMPLE_AMOUNT * payout) / WHOLE)
    }
  }
  for (const match of text.matchAll(PERCENT)) {
    const payout = payoutOf(match, text)
    if (payout !== undefined) keep(match[0], EXAMPLE_AMOUNT, (EXAMPLE_AMOUNT * payout) / WHOLE)
  }
  return [...found.values()]
}

/** In “10에 8만원” the first sum is of the second's unit. */
function smallUnit(match: RegExpMatchArray): string {
  return (match[1]?.length ?? 0) <= 3 ? (match[4] ?? '') : ''
}

/** “8O%” and “9o프로” are written so that nobody finds them. */
function mendDigits(text: string): string {
  return plainText(text).replaceAll(/(?<=\d)[oO〇](?=\s?(%|프로|퍼|만|[oO\d]))/g, '0')
}

function sumOf(digits: string | undefined, unit: string | undefined): bigint {
  return BigInt((digits ?? '0').replaceAll(',', '')) * (UNITS[unit ?? ''] ?? 1n)
}

/** In hundredths of a per cent; undefined when the rate is of something else. */
function payoutOf(match: RegExpExecArray, text: string): bigint | undefined {
  const before = text.slice(Math.max(0, match.index - CONTEXT), match.index)
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + CONTEXT)
  if (OTHER_BEFORE.test(before) || OTHER_AFTER.test(after)) return undefined
  const stated = BigInt(match[1] ?? '0') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'))
  const isFee = FEE_BEFORE.test(before) || FEE_AFTER.test(after)
  if (isFee && stated > HIGHEST_FEE) return undefined
  const payout = isFee ? WHOLE - stated : stated
  return payout >= LOWEST_PAYOUT && payout < WHOLE ? payout : undefined
}

/** Units: whole won, `cash` more than zero, no more than `amount`. Rounding: ratios at four decimals, half to even. */
export function promisedRate(offer: {
  readonly evidence: string
  readonly amount: bigint
  readonly cash: bigint
  readonly days: number
}): PromisedRate {
  const { evidence, amount, cash, days } = offer
  const { lostMinor, costOnCash, equivalentYearlyCost } = costOf(amount, cash, days)
  return {
    evidence,
    rate: ratioText(cash, amount),
    amount: won(amount),
    cashReceived: won(cash),
    lost: won(lostMinor),
    costOnCash,
    equivalentYearlyCost,
    days,
    explanation: {
      ko: `${wonText(amount)}원이 청구될 결제로 지금 ${wonText(cash)}원을 받고 ${wonText(lostMinor)}원을 잃어요. ${days}일 뒤 청구된다면 1년으로 환산한 비용(연 환산 비용)은 ${percentText(equivalentYearlyCost)}%예요.`,
      en: `For a bill of ₩${wonText(amount)} you would receive ₩${wonText(cash)} now and lose ₩${wonText(lostMinor)}. If the bill comes in ${days} days, the equivalent yearly cost is ${percentText(equivalentYearlyCost)}%.`,
    },
  }
}

const won = (amountMinor: bigint) => ({ amountMinor: String(amountMinor), unit: 'KRW' }) as const

const wonText = (amount: bigint) => String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ',')

/** “5.2143” as “521.43”. */
function percentText(ratio: string): string {
  const [whole = '0', part = ''] = ratio.split('.')
  return `${wonText(BigInt(whole + part.slice(0, 2)))}.${part.slice(2)}`
}
