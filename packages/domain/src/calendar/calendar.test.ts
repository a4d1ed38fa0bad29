// SPDX-License-Identifier: Apache-2.0
// Business days around real Korean holidays, and the end of what a calendar knows.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type LocalDate, localDate, weekday } from '../time/index.ts'
import {
  addBusinessDays,
  businessDaysBetween,
  CalendarRefusal,
  covers,
  createCalendar,
  isBusinessDay,
  nextBusinessDay,
} from './index.ts'

/** Korean public holidays of 2026 and the substitutes that fell on weekdays. */
const HOLIDAYS_2026 = [
  '2026-01-01',
  '2026-02-16', // Seollal: Monday to Wednesday.
  '2026-02-17',
  '2026-02-18',
  '2026-03-01', // A Sunday,
  '2026-03-02', // so the Monday is off too.
  '2026-05-01', // Labour Day: banks are closed.
  '2026-05-05',
  '2026-05-24', // Buddha's Birthday, a Sunday,
  '2026-05-25', // so the Monday is off too.
  '2026-06-03', // Local elections.
  '2026-06-06',
  '2026-08-15', // A Saturday,
  '2026-08-17', // so the Monday is off.
  '2026-09-24', // Chuseok: Thursday to Saturday.
  '2026-09-25',
  '2026-09-26',
  '2026-10-03', // A Saturday,
  '2026-10-05', // so the Monday is off.
  '2026-10-09',
  '2026-12-25',
].map(localDate)

const calendar = createCalendar({
  id: 'kr-2026',
  coversFrom: localDate('2026-01-01'),
  coversUntil: localDate('2026-12-31'),
  weekend: [6, 7],
  holidays: HOLIDAYS_2026,
})
const day = localDate

describe('a business day', () => {
  const OPEN = ['2026-01-02', '2026-02-19', '2026-03-03', '2026-09-23', '2026-11-23', '2026-12-31']
  const CLOSED = ['2026-01-03', '2026-01-04', ...HOLIDAYS_2026]
  for (const date of OPEN) test(`is ${date}`, () => assert.equal(isBusinessDay(calendar, day(date)), true))
  for (const date of CLOSED) test(`is not ${date}`, () => assert.equal(isBusinessDay(calendar, day(date)), false))
})

const SUMS: readonly (readonly [string, number, string, string])[] = [
  ['2026-11-23', 3, '2026-11-26', 'an ordinary week'],
  ['2026-11-25', 3, '2026-11-30', 'over a weekend'],
  ['2026-02-13', 1, '2026-02-19', 'from a Friday over Seollal'],
  ['2026-02-14', 1, '2026-02-19', 'from a Saturday over Seollal'],
  ['2026-02-17', 3, '2026-02-23', 'from within Seollal'],
  ['2026-09-22', 3, '2026-09-29', 'over Chuseok'],
  ['2026-12-24', 1, '2026-12-28', 'over Christmas and a weekend'],
  ['2026-02-16', 0, '2026-02-19', 'no days from a holiday'],
  ['2026-11-23', 0, '2026-11-23', 'no days from a business day'],
]

describe('business days are counted', () => {
  for (const [from, count, expected, why] of SUMS) {
    test(`${why}: ${from} + ${count} = ${expected}`, () =>
      assert.equal(addBusinessDays(calendar, day(from), count), expected))
  }
})

describe('beyond what it covers a calendar refuses', () => {
  const isRefusal = (cause: unknown) => cause instanceof CalendarRefusal && cause.code === 'date_not_covered'
  test('a day before and a day after', () => {
    assert.throws(() => isBusinessDay(calendar, day('2025-12-31')), isRefusal)
    assert.throws(() => isBusinessDay(calendar, day('2027-01-01')), isRefusal)
    assert.equal(covers(calendar, day('2026-12-31')), true)
    assert.equal(covers(calendar, day('2027-01-01')), false)
  })
  test('a sum that would end outside', () => {
    assert.equal(addBusinessDays(calendar, day('2026-12-30'), 1), '2026-12-31')
    assert.throws(() => addBusinessDays(calendar, day('2026-12-30'), 2), isRefusal)
    assert.throws(() => addBusinessDays(calendar, day('2025-12-31'), 1), isRefusal)
    assert.throws(() => addBusinessDays(calendar, day('2026-06-01'), 1000), isRefusal)
  })
  test('a next business day that nobody knows', () => {
    const short = createCalendar({
      ...calendar,
      id: 'short',
      coversUntil: day('2026-12-27'),
      weekend: [6, 7],
      holidays: [],
    })
    assert.throws(() => nextBusinessDay(short, day('2026-12-26')), isRefusal)
  })
})

const date = fc.integer({ min: 0, max: 364 }).map(offset => {
  const start = Date.UTC(2026, 0, 1)
  return day(new Date(start + offset * 86_400_000).toISOString().slice(0, 10))
})

test('counting forward and counting between agree with counting one by one', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: 1, max: 30 }), (from, count) => {
      if (from > day('2026-10-31')) return
      const end = addBusinessDays(calendar, from, count)
      assert.equal(isBusinessDay(calendar, end), true)
      assert.equal(businessDaysBetween(calendar, from, end), count)
      let walked: LocalDate = from
      for (let left = count; left > 0; left--) {
        do walked = nextDay(walked)
        while (weekday(walked) >= 6 || HOLIDAYS_2026.includes(walked))
      }
      assert.equal(end, walked)
    }),
  )
})

function nextDay(from: LocalDate): LocalDate {
  return day(new Date(Date.parse(from) + 86_400_000).toISOString().slice(0, 10))
}
