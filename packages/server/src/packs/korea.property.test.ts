// SPDX-License-Identifier: Apache-2.0
// What holds for the Korean pack whatever anybody says: it always answers, it adds up, and no combination of facts
// turns what the law forbids, or what nobody knows, into a sale.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { INSTRUMENT_KINDS } from '@jandon/domain/instrument'
import { decide, type FactDocument, type Facts, type FactValue, type Pack, traceDecision } from '@jandon/domain/policy'
import { localDate } from '@jandon/domain/time'
import fc from 'fast-check'
import { loadPack } from './index.ts'

const pack: Pack = loadPack(fileURLToPath(new URL('../../../../policy-packs/kr', import.meta.url)))

const day = (year: number, month: number, date: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
const date = fc
  .tuple(fc.integer({ min: 2018, max: 2027 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(parts => day(...parts))
const birth = fc.integer({ min: 1930, max: 2020 }).map(year => day(year, 6, 15))
const money = fc.oneof(
  fc.constantFrom(0n, 1n, 500n, 1000n, 10_000n, 50_000n, 100_000n),
  fc.bigInt({ min: 0n, max: 2_000_000n }),
)

function anyValue(fact: FactDocument): fc.Arbitrary<FactValue> {
  switch (fact.type) {
    case 'money':
    case 'integer':
      return money
    case 'boolean':
      return fc.boolean()
    case 'date':
      return fact.personal ? birth : date
    case 'enum':
      return fc.constantFrom(...(fact.values ?? []))
    default:
      return fc.constantFrom('2026-11', 'saycash', 'x')
  }
}

const stateable = pack.documents.facts.filter(fact => fact.derive === undefined && fact.name !== 'issuer')
const facts: fc.Arbitrary<Facts> = fc
  .record(
    {
      ...Object.fromEntries(stateable.map(fact => [fact.of ? `${fact.of}.${fact.name}` : fact.name, anyValue(fact)])),
      kind: fc.constantFrom<FactValue>(...INSTRUMENT_KINDS),
      issuer: fc.constantFrom<FactValue>('cultureland', 'tmoney', 'saycash', 'ssgmoney'),
    },
    { requiredKeys: ['kind'] },
  )
  .map(record => record as Facts)

const TODAY = localDate('2026-11-23')
const RUNS = { numRuns: 1500 }

test('every decision is total, explained, and adds up to the won', () => {
  fc.assert(
    fc.property(facts, date, fc.constantFrom('any', 'refund', 'sell', 'borrow'), (stated, asOf, intent) => {
      const input = { asOf: localDate(asOf), intent, facts: stated } as const
      const decision = decide(pack, input)
      traceDecision(pack, input)
      assert.equal(decision.outcome === 'allow', decision.options.length > 0)
      assert.equal(
        decision.outcome === 'needs_facts',
        decision.questions.some(question => !question.optional),
      )
      if (decision.outcome === 'refuse') assert.ok(decision.refusals.length > 0)
      for (const option of [...decision.options, ...decision.lawfulRoutes]) {
        const fees = option.fees.reduce((sum, fee) => sum + fee.amountMinor, 0n)
        assert.equal(option.grossMinor, option.netMinor + fees)
        assert.ok(option.netMinor > 0n)
        assert.equal(option.carriedOut && option.payout !== 'bank', false)
        assert.ok(option.promise === 'estimate' || option.legalBasis.every(each => 'SN'.includes(each.confidence)))
      }
    }),
    RUNS,
  )
})

test('no facts turn a discount sale of what was bought on credit into anything but a refusal', () => {
  const funding = fc.constantFrom('carrier_billing', 'credit_card', 'bnpl')
  fc.assert(
    fc.property(facts, funding, (stated, fundingSource) => {
      const decision = decide(pack, { asOf: TODAY, intent: 'sell', facts: { ...stated, fundingSource } })
      assert.equal(decision.outcome, 'refuse')
      assert.deepEqual(decision.options, [])
      assert.ok(decision.refusals.some(refusal => refusal.routes.includes('discount_purchase')))
    }),
    RUNS,
  )
})

test('nothing of unknown provenance is ever lawful to sell', () => {
  fc.assert(
    fc.property(facts, fc.boolean(), (stated, asked) => {
      const { fundingSource: _, ...rest } = stated
      const unknown = (asked ? { ...rest, fundingSource: 'unknown' } : rest) as Facts
      const { outcome, options } = decide(pack, { asOf: TODAY, intent: 'sell', facts: unknown })
      assert.notEqual(outcome, 'allow')
      assert.deepEqual(options, [])
    }),
    RUNS,
  )
})

test('an unused voucher bought on credit goes back the way it was paid for, not to an account', () => {
  const funding = fc.constantFrom('carrier_billing', 'credit_card', 'bnpl', 'unknown')
  fc.assert(
    fc.property(facts, funding, (stated, fundingSource) => {
      const input = {
        asOf: TODAY,
        intent: 'any',
        facts: { ...stated, kind: 'new_type_voucher', fundingSource },
      } as const
      const { options } = decide(pack, input)
      const within7 = options.filter(option => option.ruleId === 'kr/voucher-new-within-7')
      assert.deepEqual(within7, [])
    }),
    RUNS,
  )
})
