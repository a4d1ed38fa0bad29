// SPDX-License-Identifier: Apache-2.0
// The exponential from + − × ÷ alone: `Math.exp` may differ in the last bit between machines, and weights and
// probabilities must not.

/** The same number everywhere: it is written in the standard. */
const LN2 = Math.LN2

/** e to the power of `x`, to about 15 digits; the same bits everywhere. */
export function exponential(x: number): number {
  if (x > 700) return Number.MAX_VALUE
  if (x < -700) return 0
  const whole = Math.floor(x / LN2 + 0.5)
  const rest = x - whole * LN2
  let sum = 1
  for (let n = 14; n >= 1; n--) sum = 1 + (rest / n) * sum
  const step = whole < 0 ? 0.5 : 2
  for (let n = whole < 0 ? -whole : whole; n > 0; n--) sum *= step
  return sum
}

/** Log odds as a probability. */
export function logistic(x: number): number {
  return 1 / (1 + exponential(-x))
}
