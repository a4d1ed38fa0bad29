// SPDX-License-Identifier: Apache-2.0
// The operators of the policy language as closures, in strong Kleene logic: what is not known stays not known unless
// the other side decides alone (`false && unknown` is false, `true || unknown` is true).

import type { Expression } from './node.ts'
import { compareValues, type Evaluate, type Fraction, sameValue, toFraction, type Value } from './value.ts'

/** False when any part is false; true when all are true; otherwise not known. */
export function and(parts: readonly Evaluate[]): Evaluate {
  return frame => {
    let result: boolean | undefined = true
    for (const part of parts) {
      const value = part(frame)
      if (value === false) return false
      if (value === undefined) result = undefined
    }
    return result
  }
}

/** True when any part is true; false when all are false; otherwise not known. */
export function or(parts: readonly Evaluate[]): Evaluate {
  return frame => {
    let result: boolean | undefined = false
    for (const part of parts) {
      const value = part(frame)
      if (value === true) return true
      if (value === undefined) result = undefined
    }
    return result
  }
}

export function not(operand: Evaluate): Evaluate {
  return frame => {
    const value = operand(frame)
    return value === undefined ? undefined : !value
  }
}

export function negate(operand: Evaluate): Evaluate {
  return frame => {
    const value = operand(frame)
    return value === undefined ? undefined : -(value as bigint)
  }
}

/** The chosen answer; when the condition is not known, the answer only if both are the same. */
export function choose(condition: Evaluate, yes: Evaluate, no: Evaluate): Evaluate {
  return frame => {
    const chosen = condition(frame)
    if (chosen !== undefined) return chosen ? yes(frame) : no(frame)
    const [first, second] = [yes(frame), no(frame)]
    return first !== undefined && second !== undefined && sameValue(first, second) ? first : undefined
  }
}

type Order = '<' | '<=' | '>' | '>='

const ORDERED: Readonly<Record<Order, (left: Value, right: Value) => boolean>> = {
  '<': (left, right) => compareValues(left, right) < 0,
  '<=': (left, right) => compareValues(left, right) <= 0,
  '>': (left, right) => compareValues(left, right) > 0,
  '>=': (left, right) => compareValues(left, right) >= 0,
}

/** The same for values that cannot be fractions, which is known when a condition is compiled. */
const PLAINLY: Readonly<Record<Order, (left: Value, right: Value) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
}

const mayBeFraction = ({ type }: Expression) => type === 'ratio' || type === 'amount'

export function compare(operator: Order, left: Expression, right: Expression): Evaluate {
  const holds = (mayBeFraction(left) || mayBeFraction(right) ? ORDERED : PLAINLY)[operator]
  const [first, second] = [left.evaluate, right.evaluate]
  return frame => {
    const a = first(frame)
    if (a === undefined) return undefined
    const b = second(frame)
    return b === undefined ? undefined : holds(a, b)
  }
}

export function equal(wanted: boolean, left: Expression, right: Expression): Evaluate {
  const [first, second] = [left.evaluate, right.evaluate]
  const same = mayBeFraction(left) || mayBeFraction(right) ? sameValue : (a: Value, b: Value) => a === b
  return frame => {
    const a = first(frame)
    if (a === undefined) return undefined
    const b = second(frame)
    return b === undefined ? undefined : same(a, b) === wanted
  }
}

export function member(needle: Evaluate, values: readonly Value[]): Evaluate {
  const wanted = new Set(values)
  return frame => {
    const value = needle(frame)
    return value === undefined ? undefined : wanted.has(value)
  }
}

const WHOLE: Readonly<Record<'+' | '-' | '*', (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
}

const EXACT: Readonly<Record<'+' | '-' | '*', (a: Fraction, b: Fraction) => Fraction>> = {
  '+': (a, b) => ({
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  }),
  '-': (a, b) => ({
    numerator: a.numerator * b.denominator - b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  }),
  '*': (a, b) => ({ numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator }),
}

/** Adds, subtracts or multiplies; `exact` when a side is a part amount, which stays a fraction. */
export function arithmetic(operator: '+' | '-' | '*', left: Evaluate, right: Evaluate, exact: boolean): Evaluate {
  const whole = WHOLE[operator]
  const fraction = EXACT[operator]
  return frame => {
    const a = left(frame)
    if (a === undefined) return undefined
    const b = right(frame)
    if (b === undefined) return undefined
    return exact ? fraction(toFraction(a), toFraction(b)) : whole(a as bigint, b as bigint)
  }
}
