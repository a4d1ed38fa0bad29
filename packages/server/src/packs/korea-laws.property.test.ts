// SPDX-License-Identifier: Apache-2.0
// What a fair reading of the Korean law keeps, whatever the facts: more money never pays less by the same right, a fact
// that no rule reads changes nothing, nothing that is sent breaks the reading, and a decision of any past day comes out
// again from what was kept of it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  createChance,
  type DecisionInput,
  type DecisionRecord,
  decide,
  type Facts,
  type Pack,
  readRecord,
  sampleInputs,
  traceDecision,
  writeRecord,
} from '@jandon/domain/policy'
import fc from 'fast-check'
import { checkPack, loadPack } from './index.ts'

const DIRECTORY = fileURLToPath(new URL('../../../../policy-packs/kr', import.meta.url))
const pack: Pack = checkPack(DIRECTORY, { quick: true }).pack!
const RUNS = 4000

/** Facts as people bring them, over six years, so that every change of law is crossed. */
const samples = (seed: number) => sampleInputs(pack, pack.documents.cases, { seed, spanDays: 2190 })

/** Seeds of the runs: fast-check shrinks nothing here, but prints the seed that failed. */
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 })

function forSamples(check: (input: DecisionInput, chance: () => number) => void, each = 20): void {
  fc.assert(
    fc.property(seeds, seed => {
      const source = samples(seed)
      const chance = createChance(seed)
      for (let count = 0; count < each; count++) check(source.next().value, chance)
    }),
    { numRuns: RUNS / each },
  )
}

const LEFT = ['remaining', 'balance', 'points'] as const

/**
 * Rights whose fee jumps by the issuer's own terms, so that a little more left pays less: a transit card below the
 * basic fare is refunded without its 500 won, and a voucher used by 60% without its 5%. What is paid before fees never
 * falls.
 */
const FEE_JUMPS: ReadonlySet<string> = new Set(['kr/ssgmoney-voucher', 'kr/tmoney-metro'])

test('more left never pays less by the same right', () => {
  let compared = 0
  forSamples((input, chance) => {
    const name = LEFT.find(each => typeof input.facts[each] === 'bigint')
    if (!name) return
    const left = input.facts[name] as bigint
    const face = typeof input.facts.faceValue === 'bigint' ? input.facts.faceValue : left * 3n + 1000n
    if (face <= left) return
    const more = left + BigInt(Math.floor(chance() * Number(face - left))) + 1n
    const [less, after] = [decide(pack, input), decide(pack, { ...input, facts: { ...input.facts, [name]: more } })]
    for (const option of less.options) {
      const same = after.options.find(each => each.ruleId === option.ruleId)
      if (!same) continue
      compared++
      assert.ok(same.grossMinor >= option.grossMinor, `${option.ruleId}: gross falls from ${left} to ${more} left`)
      if (FEE_JUMPS.has(option.ruleId)) continue
      assert.ok(same.netMinor >= option.netMinor, `${option.ruleId}: net falls from ${left} to ${more} left`)
    }
  })
  assert.ok(compared > RUNS / 20, `Only ${compared} rights were compared.`)
})

type Expression = Pack['engine']['rules'][number]['when']

/** The stated facts that a condition or an amount rests on. */
function readsOf(expression: Expression | undefined, slots = new Set<number>()): Set<number> {
  for (const fact of expression?.facts ?? []) {
    slots.add(fact.slot)
    if (fact.derivation) readsOf(fact.derivation, slots)
  }
  return slots
}

const readsByRule = new Map(
  pack.engine.rules.map(rule => {
    const slots = readsOf(rule.when)
    for (const each of [rule.gross?.base, rule.gross?.share, ...rule.fees.map(fee => fee.amount)]) readsOf(each, slots)
    return [rule.id, slots]
  }),
)
const reads = (ruleId: string, fact: string) =>
  readsByRule.get(ruleId)?.has(pack.engine.facts.get(fact)?.spec.slot ?? -1) ?? false

test('a fact turns a no into a yes only when a deciding rule reads it', () => {
  let turned = 0
  forSamples((input, chance) => {
    const names = Object.keys(input.facts).filter(name => name !== 'kind')
    const added = names[Math.floor(chance() * names.length)]
    if (added === undefined) return
    const { [added]: _, ...rest } = input.facts
    const before = { ...input, facts: rest as Facts }
    if (decide(pack, before).outcome !== 'refuse') return
    const after = decide(pack, input)
    if (after.outcome !== 'allow') return
    turned++
    // Either the right that pays now reads the fact, or the prohibition that stood against it does.
    const deciding = [
      ...after.options.map(option => option.ruleId),
      ...traceDecision(pack, before)
        .filter(entry => entry.verdict === 'refuse' && entry.outcome !== 'failed')
        .map(entry => entry.ruleId),
    ]
    assert.ok(
      deciding.some(ruleId => added === 'issuer' || reads(ruleId, added)),
      `${added} turned a no into a yes, and none of ${deciding.join(', ')} reads it`,
    )
  })
  assert.ok(turned > 0, 'No fact turned anything: the test looked at nothing.')
})

test('a fact that no rule in force for the kind reads changes nothing', () => {
  let unread = 0
  forSamples(input => {
    const ruleIds = traceDecision(pack, input).map(entry => entry.ruleId)
    for (const name of ['togetherRemaining', 'isMobileCard', 'noWithdrawalNotice', 'issuedOn']) {
      if (input.facts[name] !== undefined || ruleIds.some(ruleId => reads(ruleId, name))) continue
      unread++
      const value = name === 'issuedOn' ? '2020-05-05' : name === 'togetherRemaining' ? 5n : true
      assert.deepEqual(decide(pack, { ...input, facts: { ...input.facts, [name]: value } }), decide(pack, input))
    }
  }, 5)
  assert.ok(unread > 0)
})

test('an outcome comes of everything that can be read, and a reason of everything that cannot', () => {
  const record = fc.record(
    {
      asOf: fc.oneof(fc.constantFrom('2026-11-23', '1999-01-01', '2031-02-29'), fc.anything()),
      intent: fc.oneof(fc.constantFrom('any', 'sell', 'borrow'), fc.anything()),
      instrument: fc.oneof(fc.dictionary(fc.string(), fc.anything()), fc.anything()),
      holder: fc.oneof(fc.dictionary(fc.string(), fc.anything()), fc.constant(undefined)),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(record, fc.anything()), raw => {
      const input = readRecord(pack, raw as DecisionRecord)
      if ('problem' in input) assert.ok(input.problem.length > 0)
      else assert.ok(['allow', 'refuse', 'needs_facts'].includes(decide(pack, input).outcome))
    }),
    { numRuns: 3000 },
  )
})

test('a decision of any past day comes out again, to the letter, from what was kept of it', () => {
  const later = loadPack(DIRECTORY)
  assert.equal(later.version, pack.version)
  let replayed = 0
  forSamples(input => {
    const kept = JSON.stringify(writeRecord(pack, input))
    const again = readRecord(later, JSON.parse(kept))
    // What contradicts itself (used before it was bought) cannot be asked, so it is never kept either.
    if ('problem' in again) return
    replayed++
    assert.deepEqual(again, input)
    assert.deepEqual(decide(later, again), decide(pack, input))
    assert.deepEqual(traceDecision(later, again), traceDecision(pack, input))
  }, 5)
  assert.ok(replayed > RUNS / 2, `Only ${replayed} decisions could be kept.`)
})
