// SPDX-License-Identifier: Apache-2.0
// The logistic curve from additions, multiplications and divisions alone: these are the same to the bit everywhere,
// while `Math.exp` may differ between machines.

/** Written as a quotient, which every machine rounds alike. */
const LN2 = 6931471805599453 / 10000000000000000

/** e to the power of x; 0 and the largest numbers beyond ±700. */
export function exp(x: number): number {
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

export function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))
}
