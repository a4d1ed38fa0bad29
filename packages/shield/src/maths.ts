// SPDX-License-Identifier: Apache-2.0
// The exponential from + − × ÷ alone: `Math.exp` may differ in the last bit between machines, and weights and
// probabilities must not.

/** Written as a quotient, which every machine rounds alike. */
const LN2 = 6931471805599453 / 10000000000000000

/** e to the power of `x`, to about 15 digits; the same bits everywhere. Below −700 it is 0, above 700 as at 700. */
export function exponential(x: number): number {
  if (x < -700) return 0
  const bounded = x > 700 ? 700 : x
  const halvings = Math.round(bounded / LN2)
  const rest = bounded - halvings * LN2
  let sum = 1
  for (let k = 18; k >= 1; k--) sum = 1 + (rest / k) * sum
  let power = 1
  for (let i = Math.abs(halvings), base = halvings < 0 ? 0.5 : 2; i > 0; i >>= 1, base *= base) if (i & 1) power *= base
  return sum * power
}

/** Log odds as a probability. */
export function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + exponential(-x)) : exponential(x) / (1 + exponential(x))
}

/** How sums of a model are read: log odds are `slope` × sum + `shift`. */
export interface Calibration {
  readonly slope: number
  readonly shift: number
}
