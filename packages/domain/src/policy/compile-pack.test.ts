// SPDX-License-Identifier: Apache-2.0
// What is wrong with a pack is found when it is compiled, each mistake with its place, and never at a decision.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compilePack } from './compile-pack.ts'
import type { FactDocument, PackDocuments, PublicQuestionDocument, RuleDocument } from './documents.ts'
import { positionKey } from './documents.ts'
import { both, FIXTURE, fixturePack, REFUND, REFUSAL } from './testing.ts'

function problems(changes: Partial<PackDocuments>): readonly { code: string; message: string }[] {
  const compiled = compilePack({ ...FIXTURE, ...changes })
  return compiled.kind === 'invalid' ? compiled.problems : []
}

const rule = (changes: Partial<RuleDocument>): Partial<PackDocuments> => ({
  rules: [...FIXTURE.rules.filter(each => each.id !== REFUND.id), { ...REFUND, ...changes }],
})
const facts = (...added: readonly Partial<FactDocument>[]): Partial<PackDocuments> => ({
  facts: [
    ...FIXTURE.facts,
    ...added.map(fact => ({ title: both('A fact'), type: 'boolean', ...fact }) as FactDocument),
  ],
})
const { gross: _gross, ...withoutGross } = REFUND
const { arrives: _arrives, ...withoutArrives } = REFUND
const { route: _route, ...withoutRoute } = REFUND
const { code: _code, ...withoutCode } = REFUSAL

const QUESTION: PublicQuestionDocument = { slug: 'how', title: both('?'), answer: both('!'), rules: [REFUND.id] }
const question = (changes: Partial<PublicQuestionDocument>): Partial<PackDocuments> => ({
  questions: [{ ...QUESTION, ...changes }],
})

const MISTAKES: readonly (readonly [string, Partial<PackDocuments>, RegExp])[] = [
  [
    'a condition that is no condition',
    rule({ when: 'pricePaid' }),
    /when of zz\/refund, character 1: This must be boolean/,
  ],
  ['a misspelt fact', rule({ when: 'isExpired && isPromotionl' }), /character 14: "isPromotionl" is no fact/],
  [
    'a misspelt parameter',
    rule({ gross: { base: 'pricePaid', share: 'param.shar' } }),
    /gross\.share of zz\/refund.*"shar"/,
  ],
  [
    'a fee that is a date',
    rule({ fees: [{ code: 'fee', payee: 'issuer', title: both('F'), amount: 'expiresOn' }] }),
    /must be money/,
  ],
  [
    'a fee that reads net',
    rule({ fees: [{ code: 'fee', payee: 'issuer', title: both('F'), amount: 'net' }] }),
    /"net" is no fact/,
  ],
  ['a condition that reads gross', rule({ when: 'gross > 1' }), /"gross" is no fact/],
  ['an arrival in money', rule({ arrives: { days: 'pricePaid' } }), /must be integer/],
  ['a deadline that is no date', rule({ claimBy: 'pricePaid' }), /claimBy/],
  ['an unknown source', rule({ legalBasis: [{ source: 'gossip', cite: both('x') }] }), /gossip, which sources\.yaml/],
  ['no source at all', rule({ legalBasis: [] }), /no source, no rule/],
  ['an unknown route', rule({ route: 'teleport' }), /teleport is not in routes/],
  ['unknown evidence', rule({ evidence: ['blood'] }), /blood, which evidence/],
  ['an unknown kind', rule({ kinds: ['seashells'] }), /seashells is no kind/],
  ['a question without a rule', question({ rules: ['zz/nothing'] }), /how: the rule zz\/nothing does not exist/],
  ['a question without its help', question({ alternatives: ['magic'] }), /alternatives\.yaml does not list magic/],
  ['a question twice', { questions: [QUESTION, QUESTION] }, /two questions have this slug/],
  [
    'an end before the beginning',
    rule({ effective: { from: '2026-01-02', until: '2026-01-01' } }),
    /ends before it begins/,
  ],
  ['a day that does not exist', rule({ effective: { from: '2025-02-29' } }), /not a date/],
  ['an exception to something that is no refusal', rule({ exceptionTo: ['zz/credit'] }), /only to a refusal/],
  ['an allow rule without gross', { rules: [withoutGross] }, /add gross/],
  ['an allow rule without arrival', { rules: [withoutArrives] }, /add arrives/],
  ['an allow rule without route', { rules: [withoutRoute] }, /add route/],
  ['a refusal without code', { rules: [withoutCode] }, /add code/],
  ['a refusal that pays', { rules: [{ ...REFUSAL, gross: { base: '1' } }] }, /pays nothing/],
  [
    'a refusal of a route that nobody names',
    { rules: [{ ...REFUSAL, refuses: { allRoutesExcept: ['nowhere'] } }] },
    /named nowhere else/,
  ],
  ['an allow rule that refuses', rule({ code: 'x', refuses: { routes: ['loan'] } }), /Only a refusal/],
  ['one id twice', { rules: [...FIXTURE.rules, REFUND] }, /written twice/],
  ['one fact twice', facts({ name: 'faceValue', type: 'money' }), /declared twice/],
  ['an enum without values', facts({ name: 'shade', type: 'enum' }), /needs its values/],
  ['a circle of derived facts', facts({ name: 'a', derive: 'b' }, { name: 'b', derive: 'a' }), /derived from itself/],
  [
    'a derived fact of another type',
    facts({ name: 'a', derive: 'pricePaid' }),
    /derive of a, character 1: This must be boolean/,
  ],
  ['a default of another type', facts({ name: 'a', default: 'perhaps' }), /Write true or false/],
  ['a default for provenance', facts({ name: 'a', provenance: true, default: true }), /has no default/],
  ['an alias of nothing', facts({ name: 'a', sameAs: 'nothing' }), /no fact of this pack/],
  ['an alias of another type', facts({ name: 'a', sameAs: 'faceValue' }), /one type/],
  [
    'an alias with a default',
    facts({ name: 'a', type: 'money', sameAs: 'faceValue', default: 1 }),
    /no default and no derivation/,
  ],
  [
    'a ratio that is none',
    { parameters: [{ ...FIXTURE.parameters[0]!, values: [{ from: '2020-01-01', value: 'most', source: 'act' }] }] },
    /not a value of type ratio/,
  ],
  [
    'two values from one day',
    { parameters: [{ ...FIXTURE.parameters[0]!, values: [1, 2].map(() => FIXTURE.parameters[0]!.values[0]!) }] },
    /two values from one day/,
  ],
  ['a parameter twice', { parameters: [...FIXTURE.parameters, FIXTURE.parameters[0]!] }, /declared twice/],
  ['a calendar that is not there', { pack: { ...FIXTURE.pack, calendar: 'moon' } }, /moon is not in calendars/],
  [
    'a holiday outside the calendar',
    { calendars: [{ ...FIXTURE.calendars[0]!, holidays: [{ date: '2031-01-01', name: both('x') }] }] },
    /not a day that the calendar covers/,
  ],
  ['a currency that nobody knows', { pack: { ...FIXTURE.pack, currency: 'QQQ' } }, /not one we can count in/],
  [
    'an alternative with a bad condition',
    { alternatives: [{ ...FIXTURE.alternatives[0]!, when: 'kind' }] },
    /when of state_loan/,
  ],
  [
    'an alternative citing nothing known',
    { alternatives: [{ ...FIXTURE.alternatives[0]!, sources: ['gossip'] }] },
    /cites gossip/,
  ],
]

describe('a pack is refused for', () => {
  for (const [name, changes, message] of MISTAKES) {
    test(name, () => {
      const found = problems(changes).map(problem => problem.message)
      assert.ok(
        found.some(text => message.test(text)),
        `${message} is not among: ${found.join(' | ') || 'nothing'}`,
      )
    })
  }
})

test('the fixture itself compiles', () => assert.deepEqual(problems({}), []))

test('all mistakes come at once, each at its place', () => {
  const positions = new Map([
    [positionKey('rules', 'zz/refund', 'when'), { file: 'rules/a.yaml', line: 7, column: 9 }],
    [positionKey('rules', 'zz/refund'), { file: 'rules/a.yaml', line: 3, column: 3 }],
  ])
  const compiled = compilePack({ ...FIXTURE, ...rule({ when: 'isExpired && x', route: 'teleport' }), positions })
  assert.ok(compiled.kind === 'invalid')
  assert.deepEqual(
    compiled.problems.map(({ position }) => position),
    [
      { file: 'rules/a.yaml', line: 3, column: 3 },
      { file: 'rules/a.yaml', line: 7, column: 22 },
    ],
  )
})

test('a place in a text over several lines is found on its own line', () => {
  const wrapped = [
    { line: 8, column: 5, length: 'isExpired &&'.length },
    { line: 9, column: 5, length: 'x'.length },
  ]
  const positions = new Map([[positionKey('rules', 'zz/refund', 'when'), { file: 'a', line: 8, column: 5, wrapped }]])
  const compiled = compilePack({ ...FIXTURE, ...rule({ when: 'isExpired && x' }), positions })
  assert.ok(compiled.kind === 'invalid')
  assert.deepEqual(compiled.problems[0]?.position, { file: 'a', line: 9, column: 5 })
})

test('the version names the day of the check and changes with every text but not with cases', () => {
  const { version } = fixturePack()
  assert.match(version, /^zz@2026-11-23\.[0-9a-f]{8}$/)
  const example = { name: both('x'), rule: 'zz/refund', given: { asOf: '2026-11-23', instrument: {} }, expect: {} }
  assert.equal(fixturePack({ cases: [example] }).version, version)
  assert.notEqual(fixturePack(rule({ title: both('Another title') })).version, version)
})
