// SPDX-License-Identifier: Apache-2.0
// Whatever an answer is, what is kept of it beside a pattern gives it back to the letter, and is as little as can be.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { applyChanges, type Changes, changesFrom, createPattern, type Json } from './patterns.ts'

const json = fc.jsonValue({ maxDepth: 4 }).map(value => JSON.parse(JSON.stringify(value)) as Json)
const again = (pattern: Json, value: Json) => {
  const changes = changesFrom(createPattern(pattern), value)
  return applyChanges(createPattern(pattern), JSON.parse(JSON.stringify(changes)) as Changes)
}

/** The same shape with some values changed, as two answers of one kind are. */
function vary(value: Json, change: (leaf: Json) => Json): Json {
  if (Array.isArray(value)) return value.map(each => vary(each, change))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, vary(each as Json, change)]))
  }
  return change(value)
}

describe('a value beside a pattern', () => {
  test('comes back to the letter, the order of its fields included, whatever the pattern is', () => {
    fc.assert(
      fc.property(json, json, (pattern, value) => {
        assert.equal(JSON.stringify(again(pattern, value)), JSON.stringify(value))
      }),
      { numRuns: 500 },
    )
  })
  test('comes back to the letter when some of its values differ', () => {
    fc.assert(
      fc.property(json, fc.infiniteStream(fc.boolean()), fc.string(), (pattern, coins, other) => {
        const value = vary(pattern, leaf => (coins.next().value ? other : leaf))
        assert.equal(JSON.stringify(again(pattern, value)), JSON.stringify(value))
      }),
      { numRuns: 500 },
    )
  })
  test('says only what differs', () => {
    const pattern = createPattern({
      id: 'a',
      items: [
        { title: 'the law', amount: '1' },
        { title: 'more', amount: '2' },
      ],
    })
    const value = {
      id: 'b',
      items: [
        { title: 'the law', amount: '1' },
        { title: 'more', amount: '3' },
      ],
    }
    assert.deepEqual(changesFrom(pattern, value), [1, 'b', 8, '3'])
    assert.deepEqual(changesFrom(pattern, pattern.value), [])
  })
  test('a field without a value is no field, as in JSON', () => {
    const pattern = createPattern({ a: '1', b: { c: '2' } })
    const value = { a: '1', none: undefined, b: { c: '2', other: undefined } }
    assert.deepEqual(changesFrom(pattern, value), [])
  })
  test('what is the same is shared, so reading an answer costs what differs in it', () => {
    const pattern = createPattern({ id: 'a', law: { text: 'long' } })
    const value = applyChanges(pattern, [1, 'b']) as { law: unknown }
    assert.equal(value.law, (pattern.value as { law: unknown }).law)
  })
})
