// SPDX-License-Identifier: Apache-2.0
// The Korean bank calendar is typed by hand. Here it is derived a second time: lunar days from the Korean lunar
// calendar of ICU, substitutes from the rules in force in each year. Both must agree on every day of thirteen years.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { addBusinessDays, isBusinessDay } from '@jandon/domain/calendar'
import { addDays, type LocalDate, localDate, toEpochDay } from '@jandon/domain/time'
import { loadPack } from './load-packs.ts'

const { calendar, documents } = loadPack(fileURLToPath(new URL('../../../../policy-packs/kr', import.meta.url)))
const written = new Set(documents.calendars.flatMap(each => each.holidays.map(({ date }) => String(date))))
const DAY_MS = 86_400_000
const dangi = new Intl.DateTimeFormat('en-u-ca-dangi', { timeZone: 'UTC', month: 'numeric', day: 'numeric' })

/** The day of a year on which a Korean lunar month and day (`8/15`) falls, leap months left out. */
function lunar(year: number, monthAndDay: string): LocalDate {
  for (let day = localDate(`${year}-01-01`); day < localDate(`${year + 1}-01-01`); day = addDays(day, 1)) {
    if (dangi.format(toEpochDay(day) * DAY_MS) === monthAndDay) return day
  }
  return assert.fail(`${year} has no lunar ${monthAndDay}.`)
}

/** 1 Monday to 7 Sunday; 1970-01-05 was a Monday. */
const weekday = (day: LocalDate) => ((((toEpochDay(day) - 4) % 7) + 7) % 7) + 1
const around = (day: LocalDate) => [addDays(day, -1), day, addDays(day, 1)]

/** Days that no rule gives: elections and temporary holidays. */
const SINGLE_DAYS = [
  '2015-08-14',
  '2016-04-13',
  '2016-05-06',
  '2017-05-09',
  '2017-10-02',
  '2018-06-13',
  '2020-04-15',
  '2020-08-17',
  '2022-03-09',
  '2022-06-01',
  '2023-10-02',
  '2024-04-10',
  '2024-10-01',
  '2025-01-27',
  '2025-06-03',
  '2026-06-03',
]

/** A public holiday, and on which days of the week it is made up for: never, on Sundays, or on Saturdays too. */
interface Holiday {
  readonly day: LocalDate
  readonly madeUp: 'never' | 'sunday' | 'weekend'
}

function holidaysOf(year: number): Holiday[] {
  const fixed = (monthAndDay: string, madeUp: Holiday['madeUp']): Holiday => ({
    day: localDate(`${year}-${monthAndDay}`),
    madeUp,
  })
  // National days from 15 August 2021, Buddha's Birthday and Christmas from 4 May 2023.
  const national = (monthAndDay: string) =>
    fixed(monthAndDay, `${year}-${monthAndDay}` >= '2021-08-15' ? 'weekend' : 'never')
  const later = year >= 2023 ? 'weekend' : 'never'
  return [
    fixed('01-01', 'never'),
    national('03-01'),
    fixed('05-05', 'weekend'),
    fixed('06-06', 'never'),
    ...(year >= 2026 ? [national('07-17')] : []),
    national('08-15'),
    national('10-03'),
    national('10-09'),
    fixed('12-25', later),
    { day: lunar(year, '4/8'), madeUp: later },
    ...['1/1', '8/15'].flatMap(date => around(lunar(year, date)).map(day => ({ day, madeUp: 'sunday' }) as const)),
  ]
}

/** Every closed day of a year by the rules: the holidays, their substitutes, 1 May and the single days. */
function closedDays(year: number): string[] {
  const holidays = holidaysOf(year)
  const days = holidays.map(({ day }) => day as string)
  const single = SINGLE_DAYS.filter(day => day.startsWith(String(year)))
  const closed = new Set<string>([...days, ...single])
  for (const { day, madeUp } of holidays.sort((left, right) => (left.day < right.day ? -1 : 1))) {
    const overlaps = days.filter(other => other === day).length > 1
    const onWeekend = weekday(day) === 7 || (weekday(day) === 6 && madeUp === 'weekend')
    if (madeUp === 'never' || !(onWeekend || overlaps)) continue
    if (overlaps) days.splice(days.indexOf(day), 1)
    let substitute = day
    while (closed.has(substitute) || weekday(substitute) >= 6) substitute = addDays(substitute, 1)
    closed.add(substitute)
  }
  return [...closed, `${year}-05-01`].sort()
}

describe('the Korean bank calendar', () => {
  for (let year = 2015; year <= 2027; year++) {
    test(`${year} is as the rules of that year give it`, () => {
      assert.deepEqual(
        [...written].filter(day => day.startsWith(String(year))).sort(),
        [...new Set(closedDays(year))].sort(),
      )
    })
  }

  test('covers 2015 to 2027 and not a day more', () => {
    assert.equal(calendar.coversFrom, '2015-01-01')
    assert.equal(calendar.coversUntil, '2027-12-31')
    assert.throws(() => isBusinessDay(calendar, localDate('2028-01-03')))
    assert.throws(() => isBusinessDay(calendar, localDate('2014-12-31')))
  })

  for (const [from, count, to] of [
    ['2026-11-23', 3, '2026-11-26'],
    ['2026-11-23', 4, '2026-11-27'],
    ['2025-10-02', 1, '2025-10-10'],
    ['2026-09-23', 1, '2026-09-28'],
    ['2026-07-16', 1, '2026-07-20'],
    ['2026-06-02', 1, '2026-06-04'],
    ['2027-02-05', 1, '2027-02-10'],
    ['2026-12-31', 1, '2027-01-04'],
    ['2026-04-30', 1, '2026-05-04'],
  ] as const) {
    test(`${count} business day(s) after ${from} is ${to}`, () => {
      assert.equal(addBusinessDays(calendar, localDate(from), count), to)
    })
  }
})
