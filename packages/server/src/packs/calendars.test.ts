// SPDX-License-Identifier: Apache-2.0
// The calendars beyond Korea, derived a second time from the rules that make their holidays. Days that a rule cannot
// give (a coronation, an Olympic year) are listed singly. What is written and what is derived must agree to the day.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { addBusinessDays } from '@jandon/domain/calendar'
import { addDays, daysInMonth, fromEpochDay, type LocalDate, localDate, weekday } from '@jandon/domain/time'
import { loadPack } from './load-packs.ts'

const load = (name: string) => loadPack(fileURLToPath(new URL(`../../../../policy-packs/${name}`, import.meta.url)))
const day = (year: number, monthAndDay: string) => localDate(`${year}-${monthAndDay}`)
const MONDAY = 1
const THURSDAY = 4

/** The n-th weekday of a month; with -1 the last one. */
function nth(year: number, month: number, wanted: number, n: number): LocalDate {
  const text = String(month).padStart(2, '0')
  const days = Array.from({ length: daysInMonth(year, month) }, (_, index) =>
    localDate(`${year}-${text}-${String(index + 1).padStart(2, '0')}`),
  ).filter(each => weekday(each) === wanted)
  return (n < 0 ? days.at(n) : days[n - 1])!
}

/** Easter Sunday by the rule of Gauss: the Sunday after the full moon of spring. */
function easter(year: number): LocalDate {
  const [a, b, c] = [year % 19, year % 4, year % 7]
  const century = Math.floor(year / 100)
  const p = Math.floor((13 + 8 * century) / 25)
  const m = (15 - p + century - Math.floor(century / 4)) % 30
  const n = (4 + century - Math.floor(century / 4)) % 7
  const d = (19 * a + m) % 30
  const e = (2 * b + 4 * c + 6 * d + n) % 7
  const late = (d === 29 && e === 6) || (d === 28 && e === 6 && a > 10)
  return addDays(day(year, '03-22'), d + e - (late ? 7 : 0))
}

const isWeekend = (each: LocalDate) => weekday(each) >= 6

function unitedStates(year: number): LocalDate[] {
  const fixed = ['01-01', ...(year >= 2022 ? ['06-19'] : []), '07-04', '11-11', '12-25'].map(each => day(year, each))
  return [
    ...fixed,
    ...fixed.filter(each => weekday(each) === 7).map(each => addDays(each, 1)),
    nth(year, 1, MONDAY, 3),
    nth(year, 2, MONDAY, 3),
    nth(year, 5, MONDAY, -1),
    nth(year, 9, MONDAY, 1),
    nth(year, 10, MONDAY, 2),
    nth(year, 11, THURSDAY, 4),
  ]
}

const target = (year: number): LocalDate[] => [
  ...['01-01', '05-01', '12-25', '12-26'].map(each => day(year, each)),
  addDays(easter(year), -2),
  addDays(easter(year), 1),
]

const BRITISH_SINGLE_DAYS = ['2022-06-03', '2022-09-19', '2023-05-08']

function britain(year: number): LocalDate[] {
  const closed = [addDays(easter(year), -2), addDays(easter(year), 1), nth(year, 8, MONDAY, -1)]
  closed.push(year === 2020 ? day(2020, '05-08') : nth(year, 5, MONDAY, 1))
  closed.push(year === 2022 ? day(2022, '06-02') : nth(year, 5, MONDAY, -1))
  closed.push(...BRITISH_SINGLE_DAYS.map(localDate).filter(each => each.startsWith(String(year))))
  const fixed = ['01-01', '12-25', '12-26'].map(each => day(year, each))
  closed.push(...fixed)
  for (const each of fixed.filter(isWeekend)) {
    let substitute = each
    while (isWeekend(substitute) || closed.includes(substitute)) substitute = addDays(substitute, 1)
    closed.push(substitute)
  }
  return closed
}

/** The usual approximation of the equinoxes from 1980 to 2099. */
const equinox = (year: number, month: number, base: number) =>
  day(year, `0${month}-${Math.floor(base + 0.242194 * (year - 1980)) - Math.floor((year - 1980) / 4)}`)

/** Holidays moved for the Olympic games. */
const OLYMPIC: Readonly<Record<number, readonly string[]>> = {
  2020: ['07-23', '07-24', '08-10'],
  2021: ['07-22', '07-23', '08-08'],
}

function japan(year: number): LocalDate[] {
  const moved = OLYMPIC[year]?.map(each => day(year, each))
  const holidays = [
    ...['01-01', '02-11', '02-23', '04-29', '05-03', '05-04', '05-05', '11-03', '11-23'].map(each => day(year, each)),
    nth(year, 1, MONDAY, 2),
    nth(year, 9, MONDAY, 3),
    equinox(year, 3, 20.8431),
    equinox(year, 9, 23.2488),
    ...(moved ?? [nth(year, 7, MONDAY, 3), day(year, '08-11'), nth(year, 10, MONDAY, 2)]),
  ].sort()
  for (const sunday of holidays.filter(each => weekday(each) === 7)) {
    let substitute = sunday
    while (holidays.includes(substitute)) substitute = addDays(substitute, 1)
    holidays.push(substitute)
  }
  const between = holidays
    .map(each => addDays(each, 1))
    .filter(each => !holidays.includes(each) && holidays.includes(addDays(each, 1)) && weekday(each) !== 7)
  return [...holidays, ...between, ...['01-02', '01-03', '12-31'].map(each => day(year, each))]
}

const CALENDARS: readonly (readonly [string, string, number, (year: number) => LocalDate[]])[] = [
  ['us', 'us-bank', 2007, unitedStates],
  ['eu', 'target', 2020, target],
  ['gb', 'gb-bank', 2020, britain],
  ['jp', 'jp-bank', 2020, japan],
]
const LAST_YEAR = 2027

for (const [name, id, firstYear, derive] of CALENDARS) {
  describe(`the calendar ${id}`, () => {
    const { calendar, documents } = load(name)
    const written = documents.calendars.find(each => each.id === id)!.holidays.map(each => String(each.date))

    for (let year = firstYear; year <= LAST_YEAR; year++) {
      test(`${year} is as its rules give it`, () => {
        const derived = [...new Set<string>(derive(year))].sort()
        assert.deepEqual(
          [...new Set(written)].filter(each => each.startsWith(String(year))).sort(),
          derived.filter(each => each.startsWith(String(year))),
        )
      })
    }

    test('covers these years and not a day more', () => {
      assert.equal(calendar.coversFrom, `${firstYear}-01-01`)
      assert.equal(calendar.coversUntil, `${LAST_YEAR}-12-31`)
      assert.throws(() => addBusinessDays(calendar, fromEpochDay(calendar.until), 1))
    })
  })
}

describe('the next business day', () => {
  for (const [name, what, from, to] of [
    ['us', 'after Thanksgiving eve', '2026-11-25', '2026-11-27'],
    ['us', 'before the Fourth of July on a Saturday, a Friday that banks keep open', '2026-07-02', '2026-07-03'],
    ['us', 'after a Fourth of July on a Sunday', '2021-07-02', '2021-07-06'],
    ['eu', 'over Easter', '2026-04-02', '2026-04-07'],
    ['eu', 'over Christmas', '2026-12-24', '2026-12-28'],
    ['gb', 'over a Christmas on a Saturday', '2027-12-24', '2027-12-29'],
    ['gb', 'over the funeral of the Queen', '2022-09-16', '2022-09-20'],
    ['jp', 'over the silver week of 2026', '2026-09-18', '2026-09-24'],
    ['jp', 'over the turn of the year', '2026-12-30', '2027-01-04'],
    ['jp', 'over the golden week', '2026-05-01', '2026-05-07'],
  ] as const) {
    test(`${name}: ${what}, ${from} to ${to}`, () => {
      assert.equal(addBusinessDays(load(name).calendar, localDate(from), 1), to)
    })
  }
})
