// SPDX-License-Identifier: Apache-2.0
// What expressions compute with. `undefined` is "not known" and spreads: only a part that decides alone stops it.
// Money and integers are bigint, dates are day counts, ratios and part amounts are exact fractions, never floats.

import type { Rate } from '../../money/index.ts'

export type Fraction = Rate
export type Value = bigint | number | boolean | string | Fraction

/** A date is an epoch day, `amount` an exact fraction of money before rounding, `number` a literal that fits both. */
export type ValueType = 'money' | 'integer' | 'number' | 'amount' | 'ratio' | 'date' | 'boolean' | 'enum' | 'text'

/** The facts of one decision. `values[slot]` is `PENDING` until a derived fact is first read. */
export interface Frame {
  readonly values: (Value | undefined | typeof PENDING)[]
  /** Parameter values at the date of the decision, by parameter index. */
  readonly parameters: readonly (Value | undefined)[]
  /** Slots whose holder said "I do not know". */
  readonly statedUnknown: number[]
}

export const PENDING = Symbol('A derived fact that nobody has read yet.')

export type Evaluate = (frame: Frame) => Value | undefined

export const isFraction = (value: Value): value is Fraction => typeof value === 'object'

export const toFraction = (value: Value): Fraction =>
  isFraction(value) ? value : { numerator: value as bigint, denominator: 1n }

/** Negative, zero or positive. Both values have the same compiled type, or are whole and part amounts. */
export function compareValues(left: Value, right: Value): number {
  if (isFraction(left) || isFraction(right)) {
    const [a, b] = [toFraction(left), toFraction(right)]
    const difference = a.numerator * b.denominator - b.numerator * a.denominator
    return difference < 0n ? -1 : difference > 0n ? 1 : 0
  }
  return left < right ? -1 : left > right ? 1 : 0
}

export function sameValue(left: Value, right: Value): boolean {
  return isFraction(left) || isFraction(right) ? compareValues(left, right) === 0 : left === right
}
