// SPDX-License-Identifier: Apache-2.0
// Ratios as people read them. Those of a pack are written again and again, so each is written once and kept.

import { type Rate, rateToDecimal } from '../money/index.ts'

const decimals = new WeakMap<Rate, string>()

/** Rounding: half to even at four decimals. */
export function decimalOf(value: Rate): string {
  const known = decimals.get(value)
  if (known !== undefined) return known
  const decimal = rateToDecimal(value, 4)
  decimals.set(value, decimal)
  return decimal
}
