// SPDX-License-Identifier: Apache-2.0
// Money: a whole number of minor units and the unit they are counted in. Never a float, never a mix of units. A unit is
// a currency (`KRW`) or a face value owed by one issuer (`voucher:cultureland:KRW`), which is not that currency.

import { assert } from '../assert/index.ts'

/** ISO 4217 exponents of the currencies that packs use: how many decimal digits a minor unit stands for. */
const CURRENCY_EXPONENTS = {
  KRW: 0,
  JPY: 0,
  USD: 2,
  EUR: 2,
  GBP: 2,
  NGN: 2,
  KES: 2,
  PHP: 2,
} as const

export type Currency = keyof typeof CURRENCY_EXPONENTS
export type Unit = string

export interface Money {
  readonly amountMinor: bigint
  readonly unit: Unit
}

/** The wire form of Money: digits in a string, because a JSON number loses them. */
export interface MoneyJson {
  readonly amountMinor: string
  readonly unit: Unit
}

const CURRENCY_UNIT = /^[A-Z]{3}$/
const FACE_VALUE_UNIT = /^[a-z]+:[a-z0-9_-]{1,40}:[A-Z]{3}$/
const MINOR_DIGITS = /^-?(0|[1-9]\d{0,17})$/

/** True for a currency we know, or a face value of one issuer in such a currency (`voucher:cultureland:KRW`). */
export function isUnit(text: string): boolean {
  if (CURRENCY_UNIT.test(text)) return text in CURRENCY_EXPONENTS
  return FACE_VALUE_UNIT.test(text) && text.slice(-3) in CURRENCY_EXPONENTS
}

/** Makes Money. A unit that is not known is a bug of the caller: input is checked with `parseMoney`. */
export function money(amountMinor: bigint, unit: Unit): Money {
  assert(isUnit(unit), `Unknown unit ${unit}.`)
  return { amountMinor, unit }
}

export function zero(unit: Unit): Money {
  return money(0n, unit)
}

/** Reads the wire form. Answers undefined for anything that is not exactly whole digits and a known unit. */
export function parseMoney(json: unknown): Money | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const { amountMinor, unit } = json as Record<string, unknown>
  if (typeof amountMinor !== 'string' || typeof unit !== 'string') return undefined
  if (!MINOR_DIGITS.test(amountMinor) || !isUnit(unit)) return undefined
  return { amountMinor: BigInt(amountMinor), unit }
}

export function moneyToJson(value: Money): MoneyJson {
  return { amountMinor: value.amountMinor.toString(), unit: value.unit }
}

export function sameUnit(left: Money, right: Money): boolean {
  return left.unit === right.unit
}

/** Adds. Different units never mix: that is a bug, not a refusal. */
export function add(left: Money, right: Money): Money {
  assert(sameUnit(left, right), `Cannot add ${right.unit} to ${left.unit}.`)
  return { amountMinor: left.amountMinor + right.amountMinor, unit: left.unit }
}

export function subtract(left: Money, right: Money): Money {
  assert(sameUnit(left, right), `Cannot subtract ${right.unit} from ${left.unit}.`)
  return { amountMinor: left.amountMinor - right.amountMinor, unit: left.unit }
}

export function sum(values: readonly Money[], unit: Unit): Money {
  return values.reduce(add, zero(unit))
}

/** Negative, zero or positive, as `left` is less than, equal to or more than `right`. */
export function compare(left: Money, right: Money): -1 | 0 | 1 {
  assert(sameUnit(left, right), `Cannot compare ${left.unit} with ${right.unit}.`)
  if (left.amountMinor === right.amountMinor) return 0
  return left.amountMinor < right.amountMinor ? -1 : 1
}

export function isPositive(value: Money): boolean {
  return value.amountMinor > 0n
}

/** The currency inside a unit: `KRW` for `KRW` and for `voucher:cultureland:KRW`. */
export function currencyOf(unit: Unit): Currency {
  assert(isUnit(unit), `Unknown unit ${unit}.`)
  return unit.slice(-3) as Currency
}

export function exponentOf(unit: Unit): number {
  return CURRENCY_EXPONENTS[currencyOf(unit)]
}

/** The amount as a decimal with grouping, without a currency sign: `8,100`, `12.34`. For people, never for parsing. */
export function formatAmount(value: Money): string {
  const exponent = exponentOf(value.unit)
  const sign = value.amountMinor < 0n ? '-' : ''
  const digits = (value.amountMinor < 0n ? -value.amountMinor : value.amountMinor)
    .toString()
    .padStart(exponent + 1, '0')
  const whole = exponent === 0 ? digits : digits.slice(0, -exponent)
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return exponent === 0 ? `${sign}${grouped}` : `${sign}${grouped}.${digits.slice(-exponent)}`
}
