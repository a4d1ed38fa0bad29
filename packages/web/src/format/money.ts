// SPDX-License-Identifier: Apache-2.0
// Amounts as people read them. Only text is made here; no amount is worked out.

import type { MoneyJson } from '../api/shapes.ts'
import type { Language } from '../messages/index.ts'

const GROUPED = new Intl.NumberFormat('en-US')

/** `8100` as `8,100`. Takes whole digits only, and answers them unchanged when they are none. */
export function groupDigits(digits: string): string {
  return /^-?\d+$/.test(digits) ? GROUPED.format(BigInt(digits)) : digits
}

/** An amount in its unit: `8,100원` in Korean, `₩8,100` in English; a unit that is no won is written after it. */
export function formatMoney(money: MoneyJson, language: Language): string {
  const digits = groupDigits(money.amountMinor)
  if (money.unit !== 'KRW' && !money.unit.endsWith(':KRW')) return `${digits} ${money.unit}`
  if (language === 'ko') return `${digits}원`
  return digits.startsWith('-') ? `−₩${digits.slice(1)}` : `₩${digits}`
}

/** How a Korean says a large amount: `1만 2,345원`. Empty below ten thousand, where the digits say it already. */
export function readInMan(digits: string): string {
  if (!/^\d{5,16}$/.test(digits)) return ''
  const amount = BigInt(digits)
  const eok = amount / 100_000_000n
  const man = (amount / 10_000n) % 10_000n
  const rest = amount % 10_000n
  const parts = [
    eok > 0n ? `${GROUPED.format(eok)}억` : '',
    man > 0n ? `${GROUPED.format(man)}만` : '',
    rest > 0n ? GROUPED.format(rest) : '',
  ]
  return `${parts.filter(part => part !== '').join(' ')}${rest > 0n ? '원' : ' 원'}`
}

/** What share of a whole a part is, in whole percent for the width of a bar. Never used for an amount. */
export function barPercent(part: MoneyJson, whole: MoneyJson): number {
  const total = BigInt(whole.amountMinor)
  if (total <= 0n) return 0
  const percent = (BigInt(part.amountMinor) * 100n) / total
  return Number.parseInt(percent.toString(), 10)
}

/** The text of a won amount on the wire. */
export function won(digits: string): MoneyJson {
  return { amountMinor: digits, unit: 'KRW' }
}

/** The sum of amounts of one unit, for a total that the page shows over several conversions. */
export function sumMoney(amounts: readonly MoneyJson[]): MoneyJson {
  const unit = amounts[0]?.unit ?? 'KRW'
  const total = amounts.reduce((sum, amount) => (amount.unit === unit ? sum + BigInt(amount.amountMinor) : sum), 0n)
  return { amountMinor: total.toString(), unit }
}

/** A ratio on the wire as percent: `0.4286` → `42.9%`, `5.2143` → `521%`. One decimal below a hundred percent. */
export function formatRatio(ratio: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(ratio)
  if (match === null) return ratio
  const [, sign = '', whole = '0', fraction = ''] = match
  const thousandths = BigInt(whole + fraction.padEnd(4, '0').slice(0, 4))
  const perMille = (thousandths + 5n) / 10n
  if (perMille >= 1000n) return `${sign}${GROUPED.format((perMille + 5n) / 10n)}%`
  const tenth = perMille % 10n
  return `${sign}${perMille / 10n}${tenth === 0n ? '' : `.${tenth}`}%`
}
