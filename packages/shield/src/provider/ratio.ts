// SPDX-License-Identifier: Apache-2.0
// Exact ratios of whole won as decimal strings: the same figures as offers:compare gives, without its package.

/** 365, also in leap years: simple annual comparison, the same for every offer. */
const DAYS_PER_YEAR = 365n
const DIGITS = 4
const SCALE = 10n ** BigInt(DIGITS)

export interface Cost {
  readonly lostMinor: bigint
  readonly costOnCash: string
  readonly equivalentYearlyCost: string
}

/**
 * What it costs to have `cashMinor` now for a bill of `amountMinor` in so many days. A sale is no loan: no interest.
 * Units: whole won; cash and days more than zero.
 * Rounding: each ratio once, half to even, at four decimals.
 */
export function costOf(amountMinor: bigint, cashMinor: bigint, days: number): Cost {
  const lostMinor = amountMinor - cashMinor
  return {
    lostMinor,
    costOnCash: ratioText(lostMinor, cashMinor),
    equivalentYearlyCost: ratioText(lostMinor * DAYS_PER_YEAR, cashMinor * BigInt(days)),
  }
}

/** Units: both zero or more, the second more than zero. Rounding: half to even at four decimals. */
export function ratioText(numerator: bigint, denominator: bigint): string {
  const scaled = numerator * SCALE
  const whole = scaled / denominator
  const twice = (scaled % denominator) * 2n
  const isUp = twice > denominator || (twice === denominator && whole % 2n === 1n)
  const digits = String(isUp ? whole + 1n : whole).padStart(DIGITS + 1, '0')
  return `${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`
}
