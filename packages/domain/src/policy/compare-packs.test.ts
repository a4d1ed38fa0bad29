// SPDX-License-Identifier: Apache-2.0
// What a change of law changes: in the text of a pack, and in the money of decisions that were kept.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../time/index.ts'
import { decide } from './decide.ts'
import { diffPacks } from './diff-packs.ts'
import { createImpactMeter, type DecisionRecord, readRecord, writeRecord } from './impact.ts'
import { packOn } from './pack-on.ts'
import { both, CREDIT, FIXTURE, fixturePack, REFUND, voucher } from './testing.ts'

const old = fixturePack()
const shareOf = (value: string, from = '2020-01-01') =>
  FIXTURE.parameters.map(each => (each.id === 'share' ? { ...each, values: [{ from, value, source: 'act' }] } : each))

describe('a diff', () => {
  test('of a pack with itself is empty', () => {
    const { rules, parameters, others } = diffPacks(old, fixturePack())
    const nothing = { added: [], removed: [], changed: [] }
    assert.deepEqual([rules, parameters, others], [nothing, nothing, nothing])
  })

  test('names rules added and removed with their days, and each field that changed', () => {
    const rules = [
      { ...REFUND, when: 'isExpired', explanation: both('Other words') },
      { ...CREDIT, id: 'zz/new', effective: { from: '2027-01-01', until: '2027-12-31' } },
    ]
    const found = diffPacks(old, fixturePack({ rules })).rules
    assert.deepEqual(
      found.added.map(({ id, from, until }) => [id, from, until]),
      [['zz/new', '2027-01-01', '2027-12-31']],
    )
    assert.ok(found.removed.some(({ id }) => id === CREDIT.id))
    const [changed] = found.changed
    assert.equal(changed?.id, REFUND.id)
    assert.equal(changed.decides, true)
    assert.deepEqual(
      changed.fields.map(({ field }) => field),
      ['explanation.ko', 'explanation.en', 'when'],
    )
    assert.deepEqual(changed.fields.at(-1), { field: 'when', was: REFUND.when, is: 'isExpired' })
  })

  test('tells a change of texts from a change of law', () => {
    const rules = FIXTURE.rules.map(rule => (rule.id === REFUND.id ? { ...rule, title: both('Another title') } : rule))
    const [changed] = diffPacks(old, fixturePack({ rules })).rules.changed
    assert.equal(changed?.decides, false)
  })

  test('shows each dated value of a figure, and of the rest the names', () => {
    const routes = FIXTURE.routes.slice(1)
    const found = diffPacks(old, fixturePack({ parameters: shareOf('95%') }))
    assert.deepEqual(found.parameters.changed[0]?.values, [{ from: '2020-01-01', was: '90%', is: '95%' }])
    const moved = diffPacks(old, fixturePack({ parameters: shareOf('90%', '2021-01-01') })).parameters.changed[0]
    assert.deepEqual(moved?.values, [
      { from: '2020-01-01', was: '90%', is: null },
      { from: '2021-01-01', was: null, is: '90%' },
    ])
    const without = { ...old, documents: { ...old.documents, routes } }
    assert.deepEqual(diffPacks(old, without).others.removed, [`routes ${FIXTURE.routes[0]!.id}`])
  })
})

const RECORD: DecisionRecord = writeRecord(old, voucher(), 'first')

describe('the impact', () => {
  test('adds up who gets more, by rule, to the won', () => {
    const meter = createImpactMeter(old, fixturePack({ parameters: shareOf('95%') }))
    for (let count = 0; count < 3; count++) meter.add(RECORD)
    meter.add({ ...RECORD, instrument: { ...RECORD.instrument, kind: 'seashells' } })
    const { decisions, same, more, less, rules, examples, netMinor, outcomes } = meter.result()
    const [before, after] = [old, fixturePack({ parameters: shareOf('95%') })].map(
      pack => decide(pack, voucher()).options.find(option => option.ruleId === REFUND.id)!.netMinor,
    ) as [bigint, bigint]
    assert.ok(after > before)
    assert.deepEqual([decisions, same, less.decisions], [4, 1, 0])
    assert.deepEqual(more, { decisions: 3, totalMinor: (after - before) * 3n })
    assert.equal(netMinor, more.totalMinor)
    assert.deepEqual(rules[0], { ruleId: REFUND.id, more, less: { decisions: 0, totalMinor: 0n } })
    assert.deepEqual(outcomes, [])
    assert.deepEqual(
      examples.more.map(({ line, ref }) => [line, ref]),
      [
        [1, 'first'],
        [2, 'first'],
        [3, 'first'],
      ],
    )
  })

  test('of a rule that falls away is less money, on the account of that rule', () => {
    const meter = createImpactMeter(old, fixturePack({ rules: FIXTURE.rules.filter(rule => rule.id !== REFUND.id) }))
    meter.add(RECORD)
    const { less, rules, netMinor, examples } = meter.result()
    assert.equal(less.decisions, 1)
    assert.equal(netMinor, less.totalMinor)
    assert.ok(netMinor < 0n)
    assert.equal(rules[0]?.ruleId, REFUND.id)
    assert.equal(examples.less[0]?.new.netMinor, 0n)
  })

  test('turned round is the same with the other sign', () => {
    const newer = fixturePack({ parameters: shareOf('50%') })
    const [there, back] = [createImpactMeter(old, newer), createImpactMeter(newer, old)]
    for (const meter of [there, back]) meter.add(RECORD)
    assert.equal(there.result().netMinor, -back.result().netMinor)
  })

  test('keeps the largest examples only', () => {
    const meter = createImpactMeter(old, fixturePack({ parameters: shareOf('95%') }), 2)
    const prices = [10_000n, 90_000n, 50_000n]
    for (const price of prices) {
      meter.add(writeRecord(old, voucher({ faceValue: price, remaining: price, pricePaid: price })))
    }
    assert.deepEqual(
      meter.result().examples.more.map(({ line }) => line),
      [2, 3],
    )
  })

  test('counts what cannot be read and says why, whatever a line holds', () => {
    const meter = createImpactMeter(old, old)
    const broken = [
      null,
      7,
      {},
      { ...RECORD, asOf: 'soon' },
      { ...RECORD, intent: 'steal' },
      { ...RECORD, instrument: 1 },
    ]
    for (const each of broken) meter.add(each as unknown as DecisionRecord)
    const { decisions, unreadable } = meter.result()
    assert.deepEqual([decisions, unreadable.decisions], [6, 6])
    assert.equal(unreadable.reasons.length, 5)
    assert.match(unreadable.reasons[3]!, /^4: asOf is not a date: "soon"/)
  })
})

test('the law of a day decides every date, and no other law does', () => {
  const parameters = FIXTURE.parameters.map(each =>
    each.id === 'share'
      ? { ...each, values: [...each.values, { from: '2026-06-01', value: '95%', source: 'act' }] }
      : each,
  )
  const pack = fixturePack({ parameters })
  const net = (under: typeof pack) => decide(under, voucher()).options[0]!.netMinor
  const [before, after] = [packOn(pack, localDate('2026-05-31')), packOn(pack, localDate('2026-06-01'))]
  assert.ok(net(before) < net(after))
  assert.equal(net(after), net(pack))
  const [change] = diffPacks(before, after).parameters.changed
  assert.equal(change?.id, 'share')
})

test('a kept decision reads as what was asked', () => {
  const input = voucher({ 'offer.cashReceived': 7000n, isPromotional: false })
  assert.deepEqual(readRecord(old, JSON.parse(JSON.stringify(writeRecord(old, input)))), input)
})
