// SPDX-License-Identifier: Apache-2.0
// What holds for every pack beyond Korea whatever anybody says: it always answers, it adds up, it never promises on a
// lead or on memory, it never carries out what it cannot, and no more than the balance is ever paid.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { INSTRUMENT_KINDS, INTENTS } from '@jandon/domain/instrument'
import { decide, type FactDocument, type Facts, type FactValue, type Pack, traceDecision } from '@jandon/domain/policy'
import { addDays, localDate } from '@jandon/domain/time'
import fc from 'fast-check'
import { loadPacks } from './index.ts'

const packs = loadPacks(fileURLToPath(new URL('../../../../policy-packs', import.meta.url)))
const RUNS = { numRuns: 400 }

const date = fc.integer({ min: 0, max: 2900 }).map(days => addDays(localDate('2020-01-01'), days))
const amount = fc.oneof(fc.constantFrom(0n, 1n, 99n, 249n, 499n, 500n, 1499n), fc.bigInt({ min: 0n, max: 30_000n }))

function anyValue(fact: FactDocument): fc.Arbitrary<FactValue> {
  if (fact.type === 'money' || fact.type === 'integer') return amount
  if (fact.type === 'boolean') return fc.boolean()
  if (fact.type === 'date') return date
  return fc.constantFrom(...(fact.values ?? ['x']))
}

function anyFacts(pack: Pack): fc.Arbitrary<Facts> {
  // `balance` and `faceValue` are other names of facts that are there already, so one of each pair is stated.
  const stated = pack.documents.facts.filter(fact => !fact.derive && !fact.sameAs && fact.name !== 'issuer')
  const kinds = pack.documents.rules.flatMap(rule => rule.kinds)
  return fc
    .record(
      {
        ...Object.fromEntries(stated.map(fact => [fact.name, anyValue(fact)])),
        kind: fc.oneof(fc.constantFrom(...INSTRUMENT_KINDS), fc.constantFrom(...kinds)),
        issuer: fc.constantFrom('safaricom', 'x'),
      },
      { requiredKeys: ['kind'] },
    )
    .map(record => record as Facts)
}

describe('whatever is said', () => {
  for (const pack of [...packs.values()].filter(each => each.jurisdiction !== 'KR')) {
    test(`${pack.jurisdiction} answers, adds up, and promises only what was read`, () => {
      fc.assert(
        fc.property(anyFacts(pack), date, fc.constantFrom(...INTENTS), (facts, asOf, intent) => {
          const input = { asOf, intent, facts } as const
          const decision = decide(pack, input)
          traceDecision(pack, input)
          assert.equal(decision.outcome === 'allow', decision.options.length > 0)
          if (decision.outcome === 'refuse') assert.ok(decision.refusals.length > 0)
          if (decision.outcome === 'needs_facts') assert.ok(decision.questions.some(question => !question.optional))
          for (const option of [...decision.options, ...decision.lawfulRoutes]) {
            const fees = option.fees.reduce((sum, fee) => sum + fee.amountMinor, 0n)
            assert.equal(option.grossMinor, option.netMinor + fees)
            assert.equal(option.grossMinor, facts.remaining)
            assert.ok(option.netMinor > 0n)
            assert.equal(option.carriedOut, false)
            assert.ok(option.arrivesBy >= asOf)
            assert.ok(option.promise === 'estimate' || option.legalBasis.every(each => 'SN'.includes(each.confidence)))
          }
        }),
        RUNS,
      )
    })
  }
})

describe('the limit of a state', () => {
  const states = [...packs.values()].filter(({ documents }) =>
    documents.parameters.some(({ id }) => id === 'cashLimit'),
  )

  test('is known for thirteen places', () => assert.equal(states.length, 13))

  for (const pack of states) {
    test(`${pack.jurisdiction} pays nothing beyond it, save for what was used up by nine tenths`, () => {
      const values = pack.documents.parameters.find(({ id }) => id === 'cashLimit')!.values
      const limit = BigInt(values.at(-1)!.value)
      fc.assert(
        fc.property(anyFacts(pack), fc.bigInt({ min: limit + 1n, max: 50_000n }), (facts, remaining) => {
          const { options } = decide(pack, { asOf: pack.checkedOn, intent: 'any', facts: { ...facts, remaining } })
          assert.deepEqual(
            options.map(option => option.ruleId).filter(id => id !== 'us-ma/cash-out-used'),
            [],
          )
        }),
        RUNS,
      )
    })
  }
})
