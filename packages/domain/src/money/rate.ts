// SPDX-License-Identifier: Apache-2.0
// Rates are ratios of whole numbers, and rounding has a name at the one place where it happens.

import { assert } from '../assert/index.ts'
import type { Money } from './money.ts'

export interface Rate {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** Which whole number stands for an amount between two: the lower, the higher, or the nearer (a half goes to even). */
export type Rounding = 'down' | 'up' | 'half_even'

export const ONE: Rate = { numerator: 1n, denominator: 1n }

export function rate(numerator: bigint, denominator: bigint): Rate {
  assert(denominator > 0n, 'The denominator of a rate is positive.')
  return { numerator, denominator }
}

const DECIMAL = /^(\d{1,12})(?:\.(\d{1,12}))?(%)?$/
const FRACTION = /^(\d{1,15})\/(\d{1,15})$/

/** Reads `0.9`, `90%`, `95.5%` or `2/3` exactly. Undefined for anything else; a rate is never negative. */
export function parseRate(text: string): Rate | undefined {
  const fraction = FRACTION.exec(text)
  if (fraction) {
    const denominator = BigInt(fraction[2]!)
    return denominator === 0n ? undefined : { numerator: BigInt(fraction[1]!), denominator }
  }
  const decimal = DECIMAL.exec(text)
  if (!decimal) return undefined
  const [, whole = '0', digits = '', percent] = decimal
  const denominator = 10n ** BigInt(digits.length) * (percent ? 100n : 1n)
  return { numerator: BigInt(whole + digits), denominator }
}

export function multiplyRates(left: Rate, right: Rate): Rate {
  return { numerator: left.numerator * right.numerator, denominator: left.denominator * right.denominator }
}

/**
 * amount × numerator ÷ denominator as one exact step, rounded once, by name.
 * Rounding: towards negative infinity (`down`), positive infinity (`up`) or the nearest with halves to even.
 */
export function mulDiv(amount: bigint, numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  assert(denominator > 0n, 'The denominator is positive.')
  const product = amount * numerator
  const truncated = product / denominator
  const remainder = product % denominator
  if (remainder === 0n) return truncated
  const floor = remainder < 0n ? truncated - 1n : truncated
  if (rounding === 'down') return floor
  if (rounding === 'up') return floor + 1n
  const twice = (product - floor * denominator) * 2n
  if (twice === denominator) return floor % 2n === 0n ? floor : floor + 1n
  return twice < denominator ? floor : floor + 1n
}

export function applyRate(value: Money, by: Rate, rounding: Rounding): Money {
  return { amountMinor: mulDiv(value.amountMinor, by.numerator, by.denominator, rounding), unit: value.unit }
}

/** A ratio as a decimal string with `digits` decimals: `3/7` → `0.4286`. For answers that carry ratios as text. */
export function rateToDecimal(value: Rate, digits: number, rounding: Rounding = 'half_even'): string {
  const scaled = mulDiv(value.numerator, 10n ** BigInt(digits), value.denominator, rounding)
  const sign = scaled < 0n ? '-' : ''
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0')
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/**
 * Splits a total over weights so that the parts add up to it exactly: each gets its share rounded down, and what is
 * left goes one minor unit each to the largest remainders, ties to the earlier part.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n)
  assert(total >= 0n && whole > 0n && weights.every(weight => weight >= 0n), 'Shares need a total and weights.')
  const shares = weights.map(weight => (total * weight) / whole)
  let left = total - shares.reduce((sum, share) => sum + share, 0n)
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  for (const { index } of byRemainder) {
    if (left === 0n) break
    shares[index] = shares[index]! + 1n
    left -= 1n
  }
  return shares
}
