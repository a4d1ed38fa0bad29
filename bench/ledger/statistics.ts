// SPDX-License-Identifier: Apache-2.0
// Medians, ranges and quantiles of what was measured.

export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return { median, min: sorted[0]!, max: sorted.at(-1)! }
}

export const rounded = (value: number, digits = 0): number => Math.round(value * 10 ** digits) / 10 ** digits

export const roundedSpread = ({ median, min, max }: Spread, digits: number): Spread => ({
  median: rounded(median, digits),
  min: rounded(min, digits),
  max: rounded(max, digits),
})
