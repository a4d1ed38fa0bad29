// SPDX-License-Identifier: Apache-2.0
// Business days of one place, as data with an end. A date outside what the calendar covers is refused, never guessed:
// a holiday that nobody has entered yet would silently become a business day and a promised date would be broken.

import { assert } from '../assert/index.ts'
import { fromEpochDay, type LocalDate, toEpochDay } from '../time/index.ts'

/** A day count since 1970-01-01, the form in which dates are compared and counted. */
export type EpochDay = number

export interface Calendar {
  readonly id: string
  readonly coversFrom: LocalDate
  readonly coversUntil: LocalDate
  /** First covered day, as an epoch day. */
  readonly from: EpochDay
  readonly until: EpochDay
  /** For each covered day: how many business days lie in [coversFrom, that day]. */
  readonly businessDaysUpTo: Int32Array
}

export interface CalendarSpec {
  readonly id: string
  readonly coversFrom: LocalDate
  readonly coversUntil: LocalDate
  /** 1 Monday to 7 Sunday. */
  readonly weekend: readonly number[]
  readonly holidays: readonly LocalDate[]
}

/** The date asked for lies outside the calendar. A refusal of the law pack, not a fault: the pack needs new dates. */
export class CalendarRefusal extends Error {
  override readonly name = 'CalendarRefusal'
  readonly code = 'date_not_covered'
}

/** Prepares a calendar: every later question is one or two array reads. */
export function createCalendar(spec: CalendarSpec): Calendar {
  const from = toEpochDay(spec.coversFrom)
  const until = toEpochDay(spec.coversUntil)
  assert(from <= until, `Calendar ${spec.id} ends before it begins.`)
  const closed = new Set(spec.holidays.map(toEpochDay))
  const weekend = new Set(spec.weekend)
  const businessDaysUpTo = new Int32Array(until - from + 1)
  let count = 0
  for (let day = from; day <= until; day++) {
    // 1970-01-01 was a Thursday, so day 0 is weekday 4.
    const weekday = ((((day + 3) % 7) + 7) % 7) + 1
    if (!weekend.has(weekday) && !closed.has(day)) count++
    businessDaysUpTo[day - from] = count
  }
  return { id: spec.id, coversFrom: spec.coversFrom, coversUntil: spec.coversUntil, from, until, businessDaysUpTo }
}

export function covers(calendar: Calendar, date: LocalDate): boolean {
  return date >= calendar.coversFrom && date <= calendar.coversUntil
}

function requireCovered(calendar: Calendar, day: EpochDay): void {
  if (day < calendar.from || day > calendar.until) {
    throw new CalendarRefusal(
      `Calendar ${calendar.id} covers ${calendar.coversFrom} to ${calendar.coversUntil}, not ${fromEpochDay(day)}.`,
    )
  }
}

const countUpTo = (calendar: Calendar, day: EpochDay): number =>
  day < calendar.from ? 0 : (calendar.businessDaysUpTo[day - calendar.from] ?? 0)

function isBusinessEpochDay(calendar: Calendar, day: EpochDay): boolean {
  requireCovered(calendar, day)
  return countUpTo(calendar, day) > countUpTo(calendar, day - 1)
}

/** Refusals: `CalendarRefusal` for a day outside the calendar. */
export function isBusinessDay(calendar: Calendar, date: LocalDate): boolean {
  return isBusinessEpochDay(calendar, toEpochDay(date))
}

/** The day itself when it is a business day, else the first one after it. Refusals: `CalendarRefusal`. */
export function nextBusinessDay(calendar: Calendar, date: LocalDate): LocalDate {
  let day = toEpochDay(date)
  while (!isBusinessEpochDay(calendar, day)) day++
  return fromEpochDay(day)
}

/**
 * The `count`-th business day after `date`, which does not count. With 0: the day itself or the next business day.
 * Refusals: `CalendarRefusal` when the start or the answer lies outside the calendar.
 */
export function addBusinessDays(calendar: Calendar, date: LocalDate, count: number): LocalDate {
  assert(Number.isInteger(count) && count >= 0, 'Business days are counted forward, in whole days.')
  if (count === 0) return nextBusinessDay(calendar, date)
  const start = toEpochDay(date)
  requireCovered(calendar, start)
  const target = countUpTo(calendar, start) + count
  // Binary search for the first covered day by which `target` business days have passed.
  let low = start + 1
  let high = calendar.until
  if (countUpTo(calendar, high) < target) requireCovered(calendar, calendar.until + 1)
  while (low < high) {
    const middle = (low + high) >> 1
    if (countUpTo(calendar, middle) >= target) high = middle
    else low = middle + 1
  }
  return fromEpochDay(low)
}

/** How many business days lie after `from`, up to and with `to`. Refusals: `CalendarRefusal`. */
export function businessDaysBetween(calendar: Calendar, from: LocalDate, to: LocalDate): number {
  const [first, last] = [toEpochDay(from), toEpochDay(to)]
  requireCovered(calendar, first)
  requireCovered(calendar, last)
  return countUpTo(calendar, last) - countUpTo(calendar, first)
}
