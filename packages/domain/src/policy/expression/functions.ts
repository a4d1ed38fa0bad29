// SPDX-License-Identifier: Apache-2.0
// The functions of the policy language. A closed list: what is not here cannot be called. All are total; a division by
// zero is "not known", so a rule that would divide by zero does not hold.

import { addMonths, fromEpochDay, fullYears, type LocalDate, parseLocalDate, toEpochDay } from '../../time/index.ts'
import { compareValues, type Fraction, toFraction, type Value, type ValueType } from './value.ts'

export interface FunctionSpec {
  /** What each argument may be; the last entry repeats when `repeats`. */
  readonly accepts: readonly (readonly ValueType[])[]
  readonly repeats?: true
  readonly gives: ValueType | 'as_arguments'
  readonly apply: (args: readonly Value[]) => Value | undefined
  readonly usage: string
}

const NUMBER: readonly ValueType[] = ['money', 'integer', 'number', 'amount']
const WHOLE: readonly ValueType[] = ['integer', 'number']
const DATE: readonly ValueType[] = ['date']

/** Years after which a date is of no use to any rule; keeps every date that an expression makes in range. */
const SPAN_MAX = 100_000n

const day = (value: Value | undefined) => value as number
const date = (value: Value | undefined): LocalDate => fromEpochDay(value as number)
const span = (value: Value | undefined): number | undefined => {
  const whole = value as bigint
  return whole > SPAN_MAX || whole < -SPAN_MAX ? undefined : Number(whole)
}

const normalized = (numerator: bigint, denominator: bigint): Fraction | undefined => {
  if (denominator === 0n) return undefined
  return denominator < 0n ? { numerator: -numerator, denominator: -denominator } : { numerator, denominator }
}

function monthsLater(from: Value | undefined, count: Value | undefined, monthsEach: number): number | undefined {
  const steps = span(count)
  if (steps === undefined || Math.abs(steps * monthsEach) > 2400) return undefined
  return toEpochDay(addMonths(date(from), steps * monthsEach))
}

/** The first and the last day of the month that a day lies in. */
function monthOf(epochDay: number): { first: number; last: number } {
  const first = epochDay - Number(fromEpochDay(epochDay).slice(8, 10)) + 1
  return { first, last: toEpochDay(addMonths(fromEpochDay(first), 1)) - 1 }
}

export const FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  ratio: {
    accepts: [NUMBER, NUMBER],
    gives: 'ratio',
    usage: 'ratio(part, whole)',
    apply: ([part, whole]) => {
      const [a, b] = [toFraction(part!), toFraction(whole!)]
      return normalized(a.numerator * b.denominator, a.denominator * b.numerator)
    },
  },
  proRata: {
    accepts: [NUMBER, NUMBER, NUMBER],
    gives: 'amount',
    usage: 'proRata(amount, part, whole)',
    apply: ([amount, part, whole]) => {
      const [a, b, c] = [toFraction(amount!), toFraction(part!), toFraction(whole!)]
      return normalized(a.numerator * b.numerator * c.denominator, a.denominator * b.denominator * c.numerator)
    },
  },
  share: {
    accepts: [NUMBER, ['ratio']],
    gives: 'amount',
    usage: 'share(amount, ratio)',
    apply: ([amount, ratio]) => {
      const [a, b] = [toFraction(amount!), ratio as Fraction]
      return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator }
    },
  },
  days: {
    accepts: [DATE, DATE],
    gives: 'integer',
    usage: 'days(from, to)',
    apply: ([from, to]) => BigInt(day(to) - day(from)),
  },
  addDays: {
    accepts: [DATE, WHOLE],
    gives: 'date',
    usage: 'addDays(date, days)',
    apply: ([from, count]) => {
      const steps = span(count)
      return steps === undefined ? undefined : day(from) + steps
    },
  },
  addMonths: {
    accepts: [DATE, WHOLE],
    gives: 'date',
    usage: 'addMonths(date, months)',
    apply: ([from, count]) => monthsLater(from, count, 1),
  },
  addYears: {
    accepts: [DATE, WHOLE],
    gives: 'date',
    usage: 'addYears(date, years)',
    apply: ([from, count]) => monthsLater(from, count, 12),
  },
  endOfMonth: {
    accepts: [DATE],
    gives: 'date',
    usage: 'endOfMonth(date)',
    apply: ([on]) => monthOf(day(on)).last,
  },
  startOfMonth: {
    accepts: [DATE],
    gives: 'date',
    usage: 'startOfMonth(date)',
    apply: ([on]) => monthOf(day(on)).first,
  },
  month: {
    accepts: [DATE],
    gives: 'text',
    usage: 'month(date)',
    apply: ([on]) => date(on).slice(0, 7),
  },
  sameMonth: {
    accepts: [DATE, DATE],
    gives: 'boolean',
    usage: 'sameMonth(date, date)',
    apply: ([left, right]) => date(left).slice(0, 7) === date(right).slice(0, 7),
  },
  fullYears: {
    accepts: [DATE, DATE],
    gives: 'integer',
    usage: 'fullYears(birth, on)',
    apply: ([birth, on]) => BigInt(fullYears(date(birth), date(on))),
  },
  min: {
    accepts: [[...NUMBER, 'date', 'ratio']],
    repeats: true,
    gives: 'as_arguments',
    usage: 'min(a, b, …)',
    apply: args => args.reduce((least, value) => (compareValues(value, least) < 0 ? value : least)),
  },
  max: {
    accepts: [[...NUMBER, 'date', 'ratio']],
    repeats: true,
    gives: 'as_arguments',
    usage: 'max(a, b, …)',
    apply: args => args.reduce((most, value) => (compareValues(value, most) > 0 ? value : most)),
  },
}

/** `date("2026-06-17")`: a day written out. Undefined when there is no such day. */
export function literalDate(text: string): number | undefined {
  const parsed = parseLocalDate(text)
  return parsed === undefined ? undefined : toEpochDay(parsed)
}
