// SPDX-License-Identifier: Apache-2.0
// Amounts read as people write them, in both languages, and no digit is lost on the way.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { barPercent, formatMoney, formatRatio, groupDigits, readInMan, sumMoney, won } from './money.ts'

describe('amounts', () => {
  test('in the words of each language', () => {
    assert.equal(formatMoney(won('8100'), 'ko'), '8,100원')
    assert.equal(formatMoney(won('8100'), 'en'), '₩8,100')
    assert.equal(formatMoney(won('-8100'), 'en'), '−₩8,100')
    assert.equal(formatMoney({ amountMinor: '10000', unit: 'voucher:cultureland:KRW' }, 'ko'), '10,000원')
    assert.equal(formatMoney({ amountMinor: '500', unit: 'USD' }, 'en'), '500 USD')
  })

  test('in man and eok, as Koreans count', () => {
    assert.equal(readInMan('9999'), '')
    assert.equal(readInMan('10000'), '1만 원')
    assert.equal(readInMan('12345'), '1만 2,345원')
    assert.equal(readInMan('100000000'), '1억 원')
    assert.equal(readInMan('123456789'), '1억 2,345만 6,789원')
  })

  test('ratios as percent: one decimal below a hundred, none above', () => {
    assert.equal(formatRatio('0.4286'), '42.9%')
    assert.equal(formatRatio('5.2143'), '521%')
    assert.equal(formatRatio('0.15'), '15%')
    assert.equal(formatRatio('1'), '100%')
    assert.equal(formatRatio('12.1667'), '1,217%')
    assert.equal(formatRatio('soon'), 'soon')
  })

  test('grouping keeps every digit of any amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), amount => {
        assert.equal(groupDigits(amount.toString()).replaceAll(',', ''), amount.toString())
      }),
    )
  })

  test('sums are exact, and other units stay out of them', () => {
    assert.deepEqual(sumMoney([won('9007199254740993'), won('1')]), won('9007199254740994'))
    assert.deepEqual(sumMoney([won('5'), { amountMinor: '7', unit: 'USD' }]), won('5'))
    assert.deepEqual(sumMoney([]), won('0'))
  })

  test('a bar is never wider than its whole, nor divided by nothing', () => {
    assert.equal(barPercent(won('70000'), won('100000')), 70)
    assert.equal(barPercent(won('1'), won('0')), 0)
  })
})
