// SPDX-License-Identifier: Apache-2.0
// Two kinds of time that never mix: an instant (UTC, epoch milliseconds) and a local date (`YYYY-MM-DD`, no zone).
// Nothing here reads a clock: `now` comes in from the caller.

import { assert } from '../assert/index.ts'

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number
/** A calendar day, `YYYY-MM-DD`. Strings of this form sort as the days do. */
export type LocalDate = string & { readonly __localDate: unique symbol }

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const DATE_FORM = /^(\d{4})-(\d{2})-(\d{2})$/

/** Days since 1970-01-01 of a proleptic Gregorian date (Howard Hinnant's civil-from-days arithmetic). */
function epochDay(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

const pad = (value: number, width: number) => String(value).padStart(width, '0')

/** Days of 1970 to 2069 as already written: rules name the same few thousand days again and again. */
const written: (LocalDate | undefined)[] = new Array(36_525)

export function fromEpochDay(days: number): LocalDate {
  const known = written[days]
  if (known !== undefined) return known
  const date = writeEpochDay(days)
  if (days >= 0 && days < written.length) written[days] = date
  return date
}

function writeEpochDay(days: number): LocalDate {
  const z = days + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as LocalDate
}

/** The number that two digits of a text make: four times faster than cutting the text and reading it. */
const twoDigits = (text: string, at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528

const yearOf = (date: LocalDate): number => twoDigits(date, 0) * 100 + twoDigits(date, 2)
const monthOf = (date: LocalDate): number => twoDigits(date, 5)
const dayOf = (date: LocalDate): number => twoDigits(date, 8)

const parts = (date: LocalDate): [number, number, number] => [yearOf(date), monthOf(date), dayOf(date)]

export function daysInMonth(year: number, month: number): number {
  return month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31
}

/** Reads `YYYY-MM-DD` of a day that exists, years 1900 to 2199. Undefined for anything else, such as 2025-02-29. */
export function parseLocalDate(text: string): LocalDate | undefined {
  const match = DATE_FORM.exec(text)
  if (!match) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1900 || year > 2199 || month < 1 || month > 12) return undefined
  return day >= 1 && day <= daysInMonth(year, month) ? (text as LocalDate) : undefined
}

export function localDate(text: string): LocalDate {
  const date = parseLocalDate(text)
  assert(date !== undefined, `${text} is not a date.`)
  return date
}

export function toEpochDay(date: LocalDate): number {
  return epochDay(yearOf(date), monthOf(date), dayOf(date))
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromEpochDay(toEpochDay(date) + days)
}

/** The same day `months` later, or the last day of that month when it has no such day (01-31 + 1 month = 02-28). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = parts(date)
  const index = year * 12 + (month - 1) + months
  const [y, m] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  return fromEpochDay(epochDay(y, m, Math.min(day, daysInMonth(y, m))))
}

export function addYears(date: LocalDate, years: number): LocalDate {
  return addMonths(date, years * 12)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return toEpochDay(to) - toEpochDay(from)
}

/** Full years lived from a birth date to a day: the Korean legal age (만 나이). */
export function fullYears(birth: LocalDate, on: LocalDate): number {
  const [birthYear, birthMonth, birthDay] = parts(birth)
  const [year, month, day] = parts(on)
  return year - birthYear - (month < birthMonth || (month === birthMonth && day < birthDay) ? 1 : 0)
}

export function startOfMonth(date: LocalDate): LocalDate {
  return `${date.slice(0, 8)}01` as LocalDate
}

export function endOfMonth(date: LocalDate): LocalDate {
  const [year, month] = parts(date)
  return `${date.slice(0, 8)}${pad(daysInMonth(year, month), 2)}` as LocalDate
}

/** 1 Monday to 7 Sunday. */
export function weekday(date: LocalDate): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  return (((((toEpochDay(date) + 3) % 7) + 7) % 7) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7
}

/**
 * The local date of an instant at a fixed offset from UTC, in minutes. Korea and Japan have one offset (+540) all year;
 * zones that change it are given their offset by the calendar of their pack.
 */
export function localDateAt(now: Instant, offsetMinutes: number): LocalDate {
  return fromEpochDay(Math.floor((now + offsetMinutes * MINUTE) / DAY))
}

/** Minutes since local midnight of an instant at a fixed offset from UTC. */
export function minuteOfDayAt(now: Instant, offsetMinutes: number): number {
  const shifted = now + offsetMinutes * MINUTE
  return Math.floor((((shifted % DAY) + DAY) % DAY) / MINUTE)
}

/** The instant of a local date and minute at a fixed offset from UTC. */
export function instantOf(date: LocalDate, minuteOfDay: number, offsetMinutes: number): Instant {
  return toEpochDay(date) * DAY + (minuteOfDay - offsetMinutes) * MINUTE
}

/** RFC 3339 with `Z` and milliseconds. */
export function formatInstant(instant: Instant): string {
  const days = Math.floor(instant / DAY)
  const ms = instant - days * DAY
  const clock = [ms / HOUR, (ms % HOUR) / MINUTE, (ms % MINUTE) / SECOND]
    .map(part => pad(Math.floor(part), 2))
    .join(':')
  return `${fromEpochDay(days)}T${clock}.${pad(ms % SECOND, 3)}Z`
}

const INSTANT_FORM = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/

/** Reads an RFC 3339 instant with any offset; digits past the millisecond are dropped. Undefined for anything else. */
export function parseInstant(text: string): Instant | undefined {
  const match = INSTANT_FORM.exec(text)
  const date = match && parseLocalDate(match[1]!)
  if (!date) return undefined
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4])]
  const offset = match[6] ? (match[6] === '-' ? -1 : 1) * (Number(match[7]) * 60 + Number(match[8])) : 0
  if (hour > 23 || minute > 59 || second > 59 || Math.abs(offset) > 18 * 60) return undefined
  const ms = Number((match[5] ?? '0').padEnd(3, '0').slice(0, 3))
  return toEpochDay(date) * DAY + hour * HOUR + minute * MINUTE + second * SECOND + ms - offset * MINUTE
}
