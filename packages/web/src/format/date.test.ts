// SPDX-License-Identifier: Apache-2.0
// Dates stay the days they are, whatever time zone the device is in.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { formatDate, formatFullDate, formatTime, latestDate, shiftDate } from './date.ts'

describe('dates', () => {
  test('with the weekday, and the year only when it is another', () => {
    assert.equal(formatDate('2026-11-27', 'ko', '2026-11-23'), '11월 27일 (금)')
    assert.equal(formatDate('2028-11-23', 'ko', '2026-11-23'), '2028년 11월 23일 (목)')
    assert.equal(formatDate('2026-11-27', 'en', '2026-11-23'), 'Fri 27 Nov')
    assert.equal(formatDate('never', 'ko', '2026-11-23'), 'never')
    assert.equal(formatFullDate('2026-11-27', 'ko'), '2026년 11월 27일')
  })

  test('instants are shown in Korean time', () => {
    assert.equal(formatTime('2026-11-23T05:03:09.000Z', 'ko'), '14:03:09')
  })

  test('a shift lands on a day that exists', () => {
    assert.equal(shiftDate('2026-11-23', { years: -3 }), '2023-11-23')
    assert.equal(shiftDate('2024-02-29', { years: -1 }), '2023-02-28')
    assert.equal(shiftDate('2026-01-31', { months: 1 }), '2026-02-28')
    assert.equal(shiftDate('2026-03-31', { months: -8 }), '2025-07-31')
    assert.equal(shiftDate('2026-12-31', { months: 2 }), '2027-02-28')
  })

  test('the latest of some', () => {
    assert.equal(latestDate(['2026-11-27', '2026-12-01', '2026-11-30']), '2026-12-01')
    assert.equal(latestDate([]), '')
  })
})
