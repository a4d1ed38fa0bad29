// SPDX-License-Identifier: Apache-2.0
// The policy language: each operator and function, three-valued logic, and every way to write it wrongly.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate, toEpochDay } from '../../time/index.ts'
import { compileExpression, ExpressionProblem, type FactSpec, type Frame, type Scope, type Value } from './index.ts'

const day = (text: string) => toEpochDay(localDate(text))

const FACTS: Readonly<Record<string, { type: FactSpec['type']; value: Value | undefined; values?: string[] }>> = {
  yes: { type: 'boolean', value: true },
  no: { type: 'boolean', value: false },
  maybe: { type: 'boolean', value: undefined },
  price: { type: 'money', value: 9000n },
  face: { type: 'money', value: 10000n },
  nothing: { type: 'money', value: 0n },
  lost: { type: 'money', value: undefined },
  points: { type: 'integer', value: 7n },
  bought: { type: 'date', value: day('2024-02-29') },
  today: { type: 'date', value: day('2026-11-23') },
  someday: { type: 'date', value: undefined },
  colour: { type: 'enum', value: 'red', values: ['red', 'blue'] },
  shade: { type: 'enum', value: undefined, values: ['red', 'blue'] },
  funding: { type: 'enum', value: undefined, values: ['cash', 'unknown'] },
  note: { type: 'text', value: 'short' },
  'holder.birth': { type: 'date', value: day('2007-11-24') },
}

const specs = Object.entries(FACTS).map(
  ([name, { type, values }], slot): FactSpec => ({
    name,
    slot,
    type,
    provenance: name === 'funding',
    personal: false,
    ...(values && { values }),
  }),
)
const scope: Scope = {
  facts: new Map(specs.map(spec => [spec.name, spec])),
  parameters: new Map([
    ['sixty', { id: 'sixty', index: 0, type: 'ratio' }],
    ['limit', { id: 'limit', index: 1, type: 'integer' }],
    ['later', { id: 'later', index: 2, type: 'money' }],
  ]),
}
const frame: Frame = {
  values: Object.values(FACTS).map(fact => fact.value),
  parameters: [{ numerator: 60n, denominator: 100n }, 5n, undefined],
  statedUnknown: [],
}
const evaluate = (text: string) => compileExpression(text, scope).evaluate(frame)

const TRUTH: readonly (readonly [string, boolean | undefined])[] = [
  ['yes && yes', true],
  ['yes && no', false],
  ['no && yes', false],
  ['no && no', false],
  ['yes && maybe', undefined],
  ['maybe && yes', undefined],
  ['no && maybe', false],
  ['maybe && no', false],
  ['maybe && maybe', undefined],
  ['yes || yes', true],
  ['yes || no', true],
  ['no || yes', true],
  ['no || no', false],
  ['yes || maybe', true],
  ['maybe || yes', true],
  ['no || maybe', undefined],
  ['maybe || no', undefined],
  ['maybe || maybe', undefined],
  ['!yes', false],
  ['!no', true],
  ['!maybe', undefined],
  ['maybe && yes && no', false],
  ['maybe || no || yes', true],
  ['!(maybe && no)', true],
  ['yes ? no : maybe', false],
  ['no ? maybe : yes', true],
  ['maybe ? yes : yes', true],
  ['maybe ? yes : no', undefined],
  ['known(maybe)', false],
  ['known(yes)', true],
  ['known(holder.birth)', true],
  ['known(lost) || price > 0', true],
]

const OPERATORS: readonly (readonly [string, Value | undefined])[] = [
  ['price < face', true],
  ['price <= 9000', true],
  ['price > 9000', false],
  ['price >= 9000', true],
  ['price == 9000', true],
  ['price != 9000', false],
  ['lost == 1', undefined],
  ['lost != 1', undefined],
  ['1 < lost', undefined],
  ['price + 500', 9500n],
  ['face - price', 1000n],
  ['price - face', -1000n],
  ['price * 2', 18000n],
  ['2 * price', 18000n],
  ['points * 3 + 1', 22n],
  ['-points', -7n],
  ['lost + price', undefined],
  ['colour == "red"', true],
  ['"blue" == colour', false],
  ['colour != "blue"', true],
  ['shade == "red"', undefined],
  ['colour in ["red", "blue"]', true],
  ['colour in ["blue"]', false],
  ['!(colour in ["blue"])', true],
  ['shade in ["red"]', undefined],
  ['points in [6, 7]', true],
  ['note == "short"', true],
  ['bought < today', true],
  ['bought == date("2024-02-29")', true],
  ['someday < today', undefined],
  ['ratio(price, face) >= param.sixty', true],
  ['ratio(price, face) < param.sixty', false],
  ['ratio(6, 10) == param.sixty', true],
  ['ratio(price, nothing) > param.sixty', undefined],
  ['ratio(price, lost) > param.sixty', undefined],
  ['proRata(price, price, face) == 8100', true],
  ['proRata(price, 1, 3) == 3000', true],
  ['proRata(100, 1, 3) > 33', true],
  ['proRata(100, 1, 3) < 34', true],
  ['proRata(100, 1, 3) + proRata(100, 2, 3) == 100', true],
  ['share(price, param.sixty) == 5400', true],
  ['max(share(price, param.sixty), 6000) == 6000', true],
  ['min(price, face, 500)', 500n],
  ['max(price, lost)', undefined],
  ['min(bought, today) == bought', true],
  ['days(bought, today)', 998n],
  ['days(today, bought)', -998n],
  ['addDays(bought, 1) == date("2024-03-01")', true],
  ['addMonths(date("2026-01-31"), 1) == date("2026-02-28")', true],
  ['addYears(bought, 1) == date("2025-02-28")', true],
  ['addYears(bought, param.limit) == date("2029-02-28")', true],
  ['addYears(bought, 100000000)', undefined],
  ['addDays(bought, 100000000)', undefined],
  ['endOfMonth(bought) == date("2024-02-29")', true],
  ['endOfMonth(today) == date("2026-11-30")', true],
  ['startOfMonth(today) == date("2026-11-01")', true],
  ['sameMonth(bought, today)', false],
  ['sameMonth(today, date("2026-11-01"))', true],
  ['sameMonth(today, someday)', undefined],
  ['month(today) == "2026-11"', true],
  ['fullYears(holder.birth, today)', 18n],
  ['fullYears(holder.birth, addDays(today, 1))', 19n],
  ['yes ? price : face', 9000n],
  ['maybe ? 1 : 1', 1n],
  ['price < param.later', undefined],
]

const MISTAKES: readonly (readonly [string, number, RegExp])[] = [
  ['yes &&', 6, /Unexpected token/],
  ['yes && missing', 7, /no fact of this pack/],
  ['price > param.gone', 8, /no parameter of this pack/],
  ['price && yes', 0, /takes boolean/],
  ['yes && price', 7, /takes boolean/],
  ['!price', 1, /takes boolean/],
  ['price < today', 0, /Cannot compare money/],
  ['price == points', 0, /Cannot compare money/],
  ['price == ratio(1, 2)', 0, /Cannot compare/],
  ['yes < no', 0, /cannot order boolean/],
  ['colour < "red"', 0, /cannot order/],
  ['colour == "green"', 0, /not a value of colour: red, blue/],
  ['colour in ["red", "green"]', 18, /not a value of colour/],
  ['funding == "unknown"', 0, /never compared/],
  ['funding in ["cash", "unknown"]', 20, /never compared/],
  ['colour in shade', 10, /list written out/],
  ['points in [yes]', 11, /cannot be a value/],
  ['price / 2', 0, /rounds/],
  ['price % 2', 0, /rounds/],
  ['price * price', 0, /Cannot take money \* money/],
  ['price + points', 0, /Cannot take/],
  ['price + today', 8, /takes money/],
  ['price > 0.5', 8, /Only whole numbers/],
  ['lost == null', 8, /Only whole numbers/],
  ['[1, 2].exists(x, x > 1)', 0, /does not have/],
  ['note.startsWith("s")', 0, /does not have/],
  ['{"a": 1} == {"a": 1}', 0, /does not have/],
  ['eval("1")', 0, /There is no function eval/],
  ['constructor(1)', 0, /There is no function constructor/],
  ['toString(1)', 0, /There is no function toString/],
  ['ratio(price)', 0, /Write ratio\(part, whole\)/],
  ['ratio(price, today)', 13, /takes money/],
  ['min(price)', 0, /Write min/],
  ['min(price, today)', 0, /must be alike/],
  ['share(price, 2)', 13, /takes ratio/],
  ['date(note)', 0, /Write date/],
  ['date("2025-02-29")', 0, /a day that exists/],
  ['known(1)', 0, /Write known/],
  ['known(yes && no)', 0, /Write known/],
  ['yes ? price : today', 0, /must be alike/],
  ['price ? yes : no', 0, /takes boolean/],
  ['note.length', 0, /no fact of this pack/],
  ['a.b.c', 0, /have a dot/],
]

describe('the policy language', () => {
  for (const [text, expected] of TRUTH) {
    test(`${text} is ${expected === undefined ? 'not known' : expected}`, () => assert.equal(evaluate(text), expected))
  }
  for (const [text, expected] of OPERATORS) {
    test(`${text} is ${expected === undefined ? 'not known' : String(expected)}`, () => {
      assert.equal(evaluate(text), expected)
    })
  }
  for (const [text, offset, message] of MISTAKES) {
    test(`${text} cannot be compiled`, () => {
      assert.throws(
        () => compileExpression(text, scope),
        (cause: unknown) => {
          assert.ok(cause instanceof ExpressionProblem)
          assert.match(cause.message, message)
          assert.equal(cause.offset, offset)
          return true
        },
      )
    })
  }

  test('a field that needs a condition takes no amount', () => {
    assert.throws(() => compileExpression('price', scope, ['boolean']), /must be boolean, but it is money/)
    assert.equal(compileExpression('1', scope, ['money']).type, 'number')
  })

  test('an expression nobody could read is too long', () => {
    assert.throws(() => compileExpression(`yes${' && yes'.repeat(400)}`, scope), /longer than 2000/)
  })

  test('parts, facts and parameters are kept for the trace', () => {
    const compiled = compileExpression('yes && (price > 1 || ratio(price, face) < param.sixty)', scope)
    assert.deepEqual(
      compiled.parts?.of.map(part => part.text),
      ['yes', 'price > 1 || ratio(price, face) < param.sixty'],
    )
    assert.deepEqual(
      compiled.facts.map(fact => fact.name),
      ['yes', 'price', 'face'],
    )
    assert.deepEqual(
      compiled.parameters.map(parameter => parameter.id),
      ['sixty'],
    )
  })
  test('quotes a part with all of its parentheses', () => {
    for (const text of ['yes && (price > 1 || no)', '(price > 1 || no) && yes', '!(yes && (no || maybe))']) {
      assert.equal(compileExpression(text, scope).text, text)
    }
  })
})
