// SPDX-License-Identifier: Apache-2.0
// What holds for every decision, whatever the facts: it is total, it adds up, and it never takes what is not known as a
// yes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { INSTRUMENT_KINDS, INTENTS } from '../instrument/index.ts'
import { fromEpochDay } from '../time/index.ts'
import { decide } from './decide.ts'
import type { DecisionInput, Facts } from './decision.ts'
import { traceDecision } from './explain.ts'
import { fixturePack, voucher } from './testing.ts'

const pack = fixturePack()
const money = fc.bigInt({ min: 0n, max: 10_000_000_000_000n })
const date = fc.integer({ min: 12_000, max: 25_000 }).map(fromEpochDay)
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const input: fc.Arbitrary<DecisionInput> = fc
  .record({
    asOf: date,
    intent: fc.constantFrom(...INTENTS),
    facts: fc.record({
      kind: fc.oneof(fc.constantFrom<string>(...INSTRUMENT_KINDS), fc.string()),
      fundingSource: optional(fc.constantFrom('cash', 'gift', 'carrier_billing', 'unknown')),
      faceValue: optional(money),
      pricePaid: optional(money),
      remaining: optional(money),
      lastCharge: optional(money),
      purchasedOn: optional(date),
      expiresOn: optional(date),
      isPromotional: optional(fc.boolean()),
      'offer.cashReceived': optional(money),
      'offer.dueOn': optional(date),
    }),
  })
  .map(({ facts, ...rest }) => ({
    ...rest,
    facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Facts,
  }))

test('a decision is total, explained and adds up', () => {
  fc.assert(
    fc.property(input, each => {
      const decision = decide(pack, each)
      traceDecision(pack, each)
      assert.ok(['allow', 'refuse', 'needs_facts'].includes(decision.outcome))
      assert.equal(decision.outcome === 'allow', decision.options.length > 0)
      if (decision.outcome === 'refuse') assert.ok(decision.refusals.length > 0)
      if (decision.outcome === 'needs_facts') assert.ok(decision.questions.length > 0)
      for (const option of [...decision.options, ...decision.lawfulRoutes]) {
        const fees = option.fees.reduce((sum, fee) => sum + fee.amountMinor, 0n)
        assert.equal(option.grossMinor, option.netMinor + fees)
        assert.ok(option.netMinor > 0n && option.fees.every(fee => fee.amountMinor > 0n))
        assert.ok(option.arrivesBy >= each.asOf)
      }
    }),
    { numRuns: 1000 },
  )
})

test('what was paid for in an unknown way never becomes cash', () => {
  fc.assert(
    fc.property(input, each => {
      const { fundingSource: _, ...facts } = each.facts
      for (const unknown of [facts, { ...facts, fundingSource: 'unknown' }]) {
        const decision = decide(pack, { ...each, facts: { ...unknown, kind: 'new_type_voucher' } as Facts })
        assert.notEqual(decision.outcome, 'allow')
      }
    }),
    { numRuns: 500 },
  )
})

test('what the law forbids is refused whatever else is said', () => {
  fc.assert(
    fc.property(input, each => {
      const facts = { ...each.facts, kind: 'new_type_voucher', fundingSource: 'carrier_billing' } as Facts
      const decision = decide(pack, { ...each, intent: 'sell', facts })
      assert.equal(decision.outcome, 'refuse')
      assert.deepEqual(decision.options, [])
    }),
    { numRuns: 500 },
  )
})

test('telling more never turns an option into a question', () => {
  fc.assert(
    fc.property(input, fc.integer({ min: 0, max: 20 }), (each, drop) => {
      const names = Object.keys(each.facts).filter(name => name !== 'kind')
      if (names.length === 0) return
      const dropped = names[drop % names.length]!
      const fewer = Object.fromEntries(Object.entries(each.facts).filter(([name]) => name !== dropped)) as Facts
      // A default may be what made it an allow, so only facts without one are left out.
      if (dropped === 'isPromotional') return
      const before = decide(pack, { ...each, facts: fewer })
      const after = decide(pack, each)
      if (before.outcome === 'allow') assert.notEqual(after.outcome, 'needs_facts')
    }),
    { numRuns: 1000 },
  )
})

test('more left never pays less, and fees grow with what is paid', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 1_000_000n }), fc.bigInt({ min: 0n, max: 1_000_000n }), (less, extra) => {
      const faceValue = 2_000_000n
      const best = (remaining: bigint) => decide(pack, voucher({ faceValue, pricePaid: faceValue, remaining })).options
      const [small, large] = [best(less)[0], best(less + extra)[0]]
      if (small?.ruleId !== 'zz/refund') return
      assert.ok(large && large.netMinor >= small.netMinor)
      assert.ok((large.fees[0]?.amountMinor ?? 0n) >= (small.fees[0]?.amountMinor ?? 0n))
    }),
    { numRuns: 500 },
  )
})
