// SPDX-License-Identifier: Apache-2.0
// What a check of a pack finds beyond what compiling finds: cases, contradictions, freshness, what nothing uses.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDate } from '../time/index.ts'
import { runCases } from './cases.ts'
import type { CaseDocument, PackDocuments } from './documents.ts'
import { examinePack } from './examine.ts'
import { both, FIXTURE, fixturePack, REFUND, REFUSAL } from './testing.ts'

const voucher = {
  kind: 'new_type_voucher',
  faceValue: 10000,
  pricePaid: 9000,
  remaining: 10000,
  purchasedOn: '2023-10-01',
  expiresOn: '2024-10-01',
  fundingSource: 'cash',
}
const example = (
  rule: string,
  instrument: Record<string, unknown>,
  expect: CaseDocument['expect'],
  intent: 'any' | 'sell' = 'any',
): CaseDocument => ({
  name: both(`About ${rule}`),
  rule,
  given: { asOf: '2026-11-23', intent, instrument },
  expect,
})

const CASES = [
  example('zz/refund', voucher, {
    decision: 'allow',
    rule: 'zz/refund',
    gross: 8100,
    net: 7600,
    arrivesBy: '2026-11-26',
    payout: 'bank',
    promise: 'binding',
    claimBy: '2028-10-01',
    route: 'issuer_refund',
  }),
  example('zz/refund', { ...voucher, fundingSource: 'carrier_billing' }, { notRule: 'zz/refund' }),
  example(
    'zz/refuse-carrier',
    { ...voucher, fundingSource: 'carrier_billing' },
    { decision: 'refuse', code: 'carrier_discount' },
    'sell',
  ),
  example('zz/refuse-carrier', voucher, { notRule: 'zz/refuse-carrier' }, 'sell'),
]

function findings(changes: Partial<PackDocuments> = {}, today = '2026-11-23') {
  const pack = fixturePack({ rules: [REFUND, REFUSAL], cases: CASES, ...changes })
  return examinePack(pack, runCases(pack), localDate(today))
}
const codes = (...args: Parameters<typeof findings>) => [
  ...new Set(
    findings(...args)
      .filter(each => each.code !== 'unused')
      .map(each => each.code),
  ),
]

test('cases that pass and show each rule both ways leave nothing to say', () => assert.deepEqual(codes(), []))

test('a rule without a case in which it decides, or in which it does not, is an error', () => {
  assert.deepEqual(codes({ rules: [REFUND], cases: [CASES[1]!] }), ['rule_without_case'])
  assert.deepEqual(codes({ rules: [REFUND], cases: [CASES[0]!] }), ['rule_without_case'])
  assert.deepEqual(codes({ rules: [REFUND], cases: [CASES[0]!, CASES[1]!] }), [])
})

test('a case that comes out otherwise is an error that says what came out', () => {
  const wrong = example('zz/refund', voucher, {
    decision: 'refuse',
    rule: 'zz/credit',
    notRule: 'zz/refund',
    code: 'x',
    asks: ['pricePaid'],
    informs: 'zz/terms',
  })
  const [found] = findings({ cases: [...CASES, wrong] }).filter(each => each.code === 'case_failed')
  for (const part of [
    'decision: expected refuse, got allow',
    'rule: expected zz/credit',
    'should not have held',
    'code: expected x',
    'asks: expected pricePaid',
    'informs: expected zz/terms',
  ]) {
    assert.match(found?.message ?? '', new RegExp(part))
  }
  const amounts = example('zz/refund', voucher, { rule: 'zz/refund', gross: 8101, net: 1 })
  assert.match(
    findings({ cases: [...CASES, amounts] })[0]?.message ?? '',
    /gross: expected 8101, got 8100\. net: expected 1, got 7600/,
  )
  const unreadable = example('zz/refund', { ...voucher, colour: 'red' }, {})
  assert.match(findings({ cases: [...CASES, unreadable] })[0]?.message ?? '', /no fact "colour"/)
})

test('a case about no rule is an error', () => {
  assert.ok(codes({ cases: [...CASES, example('zz/none', voucher, { decision: 'allow' })] }).includes('unknown_rule'))
})

test('two amounts by one route, and a way both allowed and forbidden, are contradictions', () => {
  const twin = { ...REFUND, id: 'zz/twin', gross: { base: 'pricePaid' } }
  const twins = {
    rules: [REFUND, twin, REFUSAL],
    cases: [...CASES, example('zz/twin', { ...voucher, fundingSource: 'carrier_billing' }, {})],
  }
  assert.deepEqual(codes(twins), ['contradiction'])
  const anyone = { ...REFUND, when: 'isExpired' }
  const forbid = { ...REFUSAL, refuses: { routes: ['issuer_refund'] } }
  const forbidden = { rules: [anyone, forbid], cases: [CASES[0]!, CASES[1]!] }
  const [found] = findings(forbidden).filter(each => each.code === 'contradiction')
  assert.match(found?.message ?? '', /zz\/refund allows what zz\/refuse-carrier forbids/)
  const excepted = { ...forbidden, rules: [{ ...anyone, exceptionTo: ['zz/refuse-carrier'] }, forbid] }
  assert.ok(!codes(excepted).includes('contradiction'))
})

test('law that was checked too long ago is an error, and a month before a warning', () => {
  assert.deepEqual(codes({}, '2027-05-23'), ['stale'])
  assert.deepEqual(codes({}, '2027-05-22'), ['stale_soon'])
  assert.deepEqual(codes({}, '2027-04-22'), [])
  const old = FIXTURE.sources.map(source => ({ ...source, checkedOn: '2026-01-01' }))
  assert.deepEqual(codes({ sources: old }), ['stale'])
})

test('a calendar is to be extended three months before it ends', () => {
  const until = (coversUntil: string) => ({ calendars: [{ ...FIXTURE.calendars[0]!, coversUntil, holidays: [] }] })
  assert.deepEqual(codes(until('2027-02-20')), ['calendar_ends'])
  assert.deepEqual(codes(until('2027-02-21')), [])
})

test('a rule older than its figures is told', () => {
  const parameters = FIXTURE.parameters.map(each =>
    each.id === 'share' ? { ...each, values: [{ ...each.values[0]!, from: '2021-01-01' }] } : each,
  )
  assert.deepEqual(codes({ parameters }), ['parameter_gap'])
})

test('what nothing uses is told, unless a note says why it stays', () => {
  const unused = (changes: Partial<PackDocuments> = {}) =>
    findings(changes)
      .filter(each => each.code === 'unused')
      .map(each => each.subject)
  const names = ['lastCharge', 'isPromotional', 'points', 'holder.birthDate', 'lowRatio', 'blog', 'issuer_credit']
  assert.deepEqual(unused(), names)
  const noted = FIXTURE.facts.map(fact => ({ ...fact, note: 'Part of the contract.' }))
  assert.deepEqual(unused({ facts: noted }), ['lowRatio', 'blog', 'issuer_credit'])
})

test('a fact that may be asked for needs a question', () => {
  const facts = [
    ...FIXTURE.facts,
    { name: 'mute', type: 'boolean' as const, title: both('Mute'), note: 'Nobody asks.' },
  ]
  assert.deepEqual(codes({ facts }), ['fact_without_prompt'])
})
