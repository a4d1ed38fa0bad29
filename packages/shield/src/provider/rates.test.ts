// SPDX-License-Identifier: Apache-2.0
// What promised rates mean in won, against the published table and against how adverts write them.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { promisedRate, readPromisedRates } from './rates.ts'
import { ratioText } from './ratio.ts'

const TABLE: readonly (readonly [bigint, string, readonly string[]])[] = [
  [778n, '28.5', ['347', '231', '174']],
  [700n, '42.9', ['521', '348', '261']],
  [500n, '100.0', ['1217', '811', '608']],
]

/** Rounded half up, as such tables are printed: in tenths of a per cent, or in whole per cent. */
const printed = (ratio: string, per: bigint) => (BigInt(ratio.replace('.', '')) * per + 5000n) / 10_000n

describe('the published table', () => {
  for (const [cash, onCash, yearly] of TABLE) {
    for (const [index, days] of [30, 45, 60].entries()) {
      test(`${cash} of 1,000 due in ${days} days`, () => {
        const rate = promisedRate({ evidence: '', amount: 1000n, cash, days })
        const tenths = String(printed(rate.costOnCash, 1000n))
        assert.equal(`${tenths.slice(0, -1)}.${tenths.slice(-1)}`, onCash)
        assert.equal(String(printed(rate.equivalentYearlyCost, 100n)), yearly[index])
      })
    }
  }
})

test('70% of 100,000 won in thirty days, as offers:compare says it', () => {
  const [rate] = readPromisedRates('소액결제 70% 지급')
  const won = (amountMinor: string) => ({ amountMinor, unit: 'KRW' })
  const { explanation, ...figures } = rate!
  assert.deepEqual(figures, {
    evidence: '70%',
    rate: '0.7000',
    amount: won('100000'),
    cashReceived: won('70000'),
    lost: won('30000'),
    costOnCash: '0.4286',
    equivalentYearlyCost: '5.2143',
    days: 30,
  })
  assert.match(explanation.en, /equivalent yearly cost is 521\.43%/)
  assert.doesNotMatch(explanation.en + explanation.ko, /interest|이자|20%/)
})

describe('how adverts promise', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['최대 90% 지급', ['0.9000']],
    ['최대 85프로', ['0.8500']],
    ['최대 8O% 지급', ['0.8000']],
    ['당일 ９０％', ['0.9000']],
    ['10만원에 8만원', ['0.8000']],
    ['30만원→21만원', ['0.7000']],
    ['30만원 -> 22만원', ['0.7333']],
    ['10에 7만원', ['0.7000']],
    ['한도 50만원 기준 40만원 즉시', ['0.8000']],
    ['100만원 결제시 78만원', ['0.7800']],
    ['수수료 15%', ['0.8500']],
    ['수수료는 12.5% 입니다', ['0.8750']],
    ['10% 떼고 드려요', ['0.9000']],
    ['컬쳐 88%, 구글 70%', ['0.8800', '0.7000']],
    ['100,000 won of phone billing = 72,000 won cash', ['0.7200']],
    ['We pay 75% today', ['0.7500']],
    ['70~85% 지급', ['0.7000', '0.8500']],
    ['수수료 10~20%', ['0.9000', '0.8000']],
    ['9할 드려요', ['0.9000']],
  ]
  for (const [text, rates] of cases) {
    test(text, () =>
      assert.deepEqual(
        readPromisedRates(text).map(({ rate }) => rate),
        rates,
      ),
    )
  }
})

describe('rates of something else are no promise', () => {
  const texts = [
    '연 15.9%',
    '성공률 99%',
    '100% 합법',
    '60% 이상 사용하면',
    '30만원 빌려주고 50만원 받습니다',
    '3할인 행사',
    '6할부 가능',
    '연 10~15%',
    '5.9%~12.4%',
  ]
  for (const text of texts) test(text, () => assert.deepEqual(readPromisedRates(text), []))
})

test('ratios round half to even at four decimals', () => {
  assert.equal(ratioText(1n, 3n), '0.3333')
  assert.equal(ratioText(2n, 3n), '0.6667')
  assert.equal(ratioText(5n, 100_000n), '0.0000')
  assert.equal(ratioText(15n, 100_000n), '0.0002')
  assert.equal(ratioText(25n, 100_000n), '0.0002')
  assert.equal(ratioText(12n, 1n), '12.0000')
})
