// SPDX-License-Identifier: Apache-2.0
// Amounts, shares and days as people read them, in Korean and English. Nothing is worked out here, only written.

import { exponentOf, formatAmount, type MoneyJson, type Unit } from '@jandon/domain/money'
import type { Language } from '../language.ts'

const SIGNS: Readonly<Record<string, string>> = { KRW: '₩', USD: '$', EUR: '€', GBP: '£', JPY: '¥', NGN: '₦', PHP: '₱' }
/** How a Korean names a currency after its amount. */
const KOREAN: Readonly<Record<string, string>> = {
  KRW: '원',
  USD: '달러',
  EUR: '유로',
  GBP: '파운드',
  JPY: '엔',
  NGN: '나이라',
  KES: '실링',
  PHP: '페소',
}

/** `8,100원`, `₩8,100`; `14.99달러`, `$14.99`; whole units are written without a fraction. */
export function amountText(amountMinor: bigint, unit: Unit, language: Language): string {
  const digits = formatAmount({ amountMinor, unit }).replace(/\.0+$/, '')
  if (language === 'ko') return `${digits}${KOREAN[unit] ?? ` ${unit}`}`
  const sign = SIGNS[unit]
  return sign === undefined ? `${digits} ${unit}` : `${sign}${digits}`
}

export function moneyText({ amountMinor, unit }: MoneyJson, language: Language): string {
  return amountText(BigInt(amountMinor), unit.slice(-3), language)
}

/** What a person typed as an amount, in minor units; undefined when it is none. Commas, spaces and signs are let be. */
export function typedAmount(text: string, unit: Unit): bigint | undefined {
  const bare = text.replaceAll(/[\s,원₩$€£¥₦₱]/g, '')
  const match = /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(bare)
  const exponent = exponentOf(unit)
  const [, whole, fraction = ''] = match ?? []
  if (whole === undefined || fraction.length > exponent) return undefined
  return BigInt(whole + fraction.padEnd(exponent, '0'))
}

/** An amount as the field of a form shows it: `9,000`, `14.99`. */
export function fieldAmount(amountMinor: bigint, unit: Unit): string {
  return formatAmount({ amountMinor, unit }).replace(/\.0+$/, '')
}

/** `0.4286` → `42.9%`, `5.2143` → `521%`: one decimal below a hundred per cent. */
export function shareText(decimal: string): string {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(decimal)
  if (match === null) return decimal
  const [, whole = '0', fraction = ''] = match
  const tenThousandths = BigInt(whole + fraction.padEnd(4, '0').slice(0, 4))
  const perMille = (tenThousandths + 5n) / 10n
  if (perMille >= 1000n) return `${((perMille + 5n) / 10n).toString().replaceAll(/\B(?=(\d{3})+$)/g, ',')}%`
  return perMille % 10n === 0n ? `${perMille / 10n}%` : `${perMille / 10n}.${perMille % 10n}%`
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** `2026년 11월 23일`, `23 November 2026`. */
export function dateText(date: string, language: Language): string {
  const [year = '', month = '', day = ''] = date.split('-')
  const [monthNumber, dayNumber] = [Number.parseInt(month, 10), Number.parseInt(day, 10)]
  return language === 'ko'
    ? `${year}년 ${monthNumber}월 ${dayNumber}일`
    : `${dayNumber} ${MONTHS[monthNumber - 1] ?? month} ${year}`
}
