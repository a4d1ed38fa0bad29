// SPDX-License-Identifier: Apache-2.0
// The cost of quick cash, against the published table (77.8%, 70% and 50% paid, due after 30, 45 and 60 days).

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { money } from '../money/index.ts'
import { addDays, localDate } from '../time/index.ts'
import { compareOffer, offerCost, offerCostToJson, offerProblems } from './index.ts'

const receivedOn = localDate('2026-11-23')
const offer = (amount: bigint, cash: bigint, days: number) => ({
  amount: money(amount, 'KRW'),
  cashReceived: money(cash, 'KRW'),
  receivedOn,
  dueOn: addDays(receivedOn, days),
})

/** Whole per cent, rounded half up, as such tables are printed. */
const percent = (text: string) => Math.round(Number(text) * 100)

const TABLE: readonly (readonly [bigint, bigint, number, readonly number[]])[] = [
  [45_000n, 35_000n, 28.6, [348, 232, 174]],
  [1000n, 778n, 28.5, [347, 231, 174]],
  [100_000n, 70_000n, 42.9, [521, 348, 261]],
  [100_000n, 50_000n, 100, [1217, 811, 608]],
]

describe('the published table', () => {
  for (const [amount, cash, onCash, yearly] of TABLE) {
    ;[30, 45, 60].forEach((days, index) => {
      test(`${cash} for ${amount} due in ${days} days is ${yearly[index]}% a year`, () => {
        const json = offerCostToJson(compareOffer(offer(amount, cash, days)))
        assert.equal(Math.round(Number(json.costOnCash) * 1000) / 10, onCash)
        assert.equal(percent(json.equivalentYearlyCost), yearly[index])
      })
    })
  }
})

test('70,000 for 100,000 due in 30 days', () => {
  assert.deepEqual(offerCostToJson(compareOffer(offer(100_000n, 70_000n, 30))), {
    lost: { amountMinor: '30000', unit: 'KRW' },
    costOnCash: '0.4286',
    equivalentYearlyCost: '5.2143',
    nextBill: { amountMinor: '100000', unit: 'KRW' },
  })
})

test('an offer that costs nothing costs nothing', () => {
  const json = offerCostToJson(compareOffer(offer(1000n, 1000n, 30)))
  assert.equal(json.costOnCash, '0.0000')
  assert.equal(json.equivalentYearlyCost, '0.0000')
})

test('without days there is no yearly cost', () => {
  assert.equal(offerCost(100n, 70n, 0).equivalentYearlyCost, undefined)
})

describe('an offer cannot be compared', () => {
  const fields = (...args: Parameters<typeof offer>) => offerProblems(offer(...args)).map(problem => problem.field)
  test('without an amount', () => assert.deepEqual(fields(0n, 1n, 30), ['amount', 'cashReceived']))
  test('without cash', () => assert.deepEqual(fields(10n, 0n, 30), ['cashReceived']))
  test('when more is paid than it is worth', () => assert.deepEqual(fields(10n, 11n, 30), ['cashReceived']))
  test('when it is due at once', () => assert.deepEqual(fields(10n, 7n, 0), ['dueOn']))
  test('in two currencies', () => {
    const mixed = { ...offer(10n, 7n, 30), cashReceived: money(7n, 'USD') }
    assert.deepEqual(
      offerProblems(mixed).map(problem => problem.field),
      ['cashReceived'],
    )
    assert.throws(() => compareOffer(mixed), /checked before/)
  })
})

test('less cash and an earlier bill never cost less', () => {
  const amount = 1_000_000n
  const ratio = (cash: bigint, days: number) => {
    const { equivalentYearlyCost } = compareOffer(offer(amount, cash, days))
    return [equivalentYearlyCost.numerator, equivalentYearlyCost.denominator] as const
  }
  fc.assert(
    fc.property(
      fc.bigInt({ min: 2n, max: amount }),
      fc.integer({ min: 2, max: 400 }),
      fc.bigInt({ min: 0n, max: 1000n }),
      fc.integer({ min: 0, max: 10 }),
      (cash, days, lessCash, fewerDays) => {
        const [n, d] = ratio(cash, days)
        const [worseN, worseD] = ratio(cash - lessCash > 0n ? cash - lessCash : 1n, Math.max(1, days - fewerDays))
        assert.ok(worseN * d >= n * worseD)
      },
    ),
  )
})
