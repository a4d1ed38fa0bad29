// SPDX-License-Identifier: Apache-2.0
// What is said of an offer beside its cost: where each won goes, the state's loan, the offence, and the words for it.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { money, rate } from '../money/index.ts'
import { FIXTURE, fixturePack, REFUSAL } from '../policy/testing.ts'
import { parseInstant } from '../time/index.ts'
import { answerOffer } from './index.ts'
import { compareStateLoan, type OfferComparisonJson } from './offer.ts'

const now = parseInstant('2026-11-23T01:00:00Z')!
const won = (amount: number | bigint) => ({ amountMinor: String(amount), unit: 'KRW' })
const parameter = (id: string, type: 'ratio' | 'amount', value: string | number) => ({
  id,
  title: FIXTURE.pack.name,
  type,
  values: [{ from: '2026-01-01', value, source: 'act' }],
})
const LOAN = [
  parameter('stateSmallLoanYearlyRate', 'ratio', '15.9%'),
  parameter('stateSmallLoanMost', 'amount', 1_000_000),
]
const withLoan = fixturePack({ parameters: [...FIXTURE.parameters, ...LOAN] })

function compare(pack = withLoan, changes: object = {}, at = now): OfferComparisonJson {
  const offer = { amount: won(100_000), cashReceived: won(70_000), receivedOn: '2026-11-23', dueOn: '2026-12-23' }
  const answer = answerOffer(new Map([['ZZ', pack]]), { jurisdiction: 'ZZ', ...offer, ...changes }, at)
  assert.ok(answer.kind === 'compared')
  return answer.answer
}

describe('where the money goes', () => {
  test('to you, to the buyer, and what the bill claims', () => {
    assert.deepEqual(
      compare().flow.map(({ code, amount }) => [code, amount.amountMinor]),
      [
        ['to_you', '70000'],
        ['kept_by_buyer', '30000'],
        ['next_bill', '100000'],
      ],
    )
  })
  test('the first two are always the third', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (cash, more) => {
        const { flow } = compare(withLoan, { amount: won(cash + more), cashReceived: won(cash) })
        const [mine, kept, bill] = flow.map(({ amount }) => BigInt(amount.amountMinor))
        assert.equal(mine! + kept!, bill)
      }),
    )
  })
})

describe('the same cash from the state', () => {
  test('70,000 won for thirty days at 15.9% a year', () => {
    const { explanation, ...loan } = compare().stateLoan!
    assert.deepEqual(loan, {
      yearlyRate: '0.1590',
      days: 30,
      cost: won(915),
      repay: won(70_915),
      most: won(1_000_000),
      isWithinMost: true,
    })
    assert.match(explanation.ko, /연 15\.9%로 시작.*30일.*915원/)
    assert.match(explanation.en, /15\.9% a year.*915 won/)
  })
  test('a part of a won counts as one, against the loan', () => {
    const loan = { yearlyRate: rate(159n, 1000n), mostMinor: 1_000_000n }
    assert.equal(compareStateLoan(loan, money(1n, 'KRW'), 1).cost.amountMinor, '1')
  })
  test('more than the state lends is said to be so', () => {
    const loan = compare(withLoan, { amount: won(2_000_000), cashReceived: won(1_000_001) }).stateLoan!
    assert.equal(loan.isWithinMost, false)
  })
  test('there is none where the pack knows of none, or before it was lent', () => {
    assert.equal(compare(fixturePack()).stateLoan, undefined)
    assert.equal(compare(withLoan, {}, parseInstant('2025-12-31T01:00:00Z')!).stateLoan, undefined)
  })
})

describe('who commits the offence', () => {
  test('the rules that forbid the purchase, with offender, penalty and article', () => {
    const { offences, wording } = compare()
    assert.deepEqual(
      offences.map(({ ruleId, offender, penalty }) => [ruleId, offender, penalty]),
      [[REFUSAL.id, REFUSAL.offender, REFUSAL.penalty]],
    )
    assert.equal(
      offences[0]?.legalBasis[0]?.cite,
      FIXTURE.rules.find(({ id }) => id === REFUSAL.id)?.legalBasis[0]?.cite.ko,
    )
    assert.notEqual(wording.offender, undefined)
  })
  test('nobody is accused where no rule says so', () => {
    const rules = FIXTURE.rules.filter(({ id }) => id !== REFUSAL.id)
    const { offences, wording } = compare(fixturePack({ rules }))
    assert.deepEqual(offences, [])
    assert.equal(wording.offender, undefined)
  })
})

test('its cost is never called interest, it is no loan, and no cap is named', () => {
  const { wording, flow } = compare()
  assert.match(wording.cost.en, /equivalent yearly cost/)
  assert.match(wording.cost.ko, /연 환산 비용/)
  assert.match(wording.notALoan.en, /no loan.*not called interest/s)
  const rest = [wording.cost, wording.offender!, ...flow.map(({ title }) => title)].map(({ ko, en }) => ko + en).join()
  assert.doesNotMatch(rest, /interest|이자|20%/)
  assert.doesNotMatch(wording.notALoan.ko + wording.notALoan.en, /20%|15\.9/)
})
