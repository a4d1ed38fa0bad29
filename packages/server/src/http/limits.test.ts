// SPDX-License-Identifier: Apache-2.0
// The small parts that guard the door: limits, languages, request hashes, addresses, unstorable text.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isLoopback } from './auth.ts'
import { canonicalJson, readIdempotency, requestHash } from './idempotency.ts'
import { negotiateLanguage } from './language.ts'
import { addressKey, createRateLimiter, createSharedRoom } from './limits.ts'
import { routerPath } from './route.ts'
import { findUnstorable, MAXIMUM_DEPTH } from './validation.ts'

describe('rate limiter', () => {
  test('gives a burst, then one for each share of a minute, and says when', () => {
    let now = 0
    const limiter = createRateLimiter({ perMinute: 30, burst: 2 }, () => now)
    assert.deepEqual([limiter.take('a'), limiter.take('a'), limiter.take('a')], [0, 0, 2])
    now += 1999
    assert.equal(limiter.take('a'), 1)
    now += 1
    assert.equal(limiter.take('a'), 0)
    assert.equal(limiter.take('b'), 0)
  })

  test('never lets more pass in a minute than burst and rate together', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 3000 })),
        (perMinute, burst, waits) => {
          let now = 0
          let passed = 0
          const limiter = createRateLimiter({ perMinute, burst }, () => now)
          for (const wait of waits) {
            now += wait
            if (limiter.take('a') === 0) passed += 1
          }
          assert.ok(passed <= burst + Math.ceil((now / 60_000) * perMinute))
        },
      ),
    )
  })

  test('an IPv4 address stands for itself, an IPv6 address for its /64', () => {
    assert.equal(addressKey('::ffff:203.0.113.9'), '203.0.113.9')
    assert.equal(addressKey('203.0.113.9'), '203.0.113.9')
    assert.equal(addressKey('2001:db8:1:2:aaaa::1'), '2001:0db8:0001:0002::/64')
    assert.equal(addressKey('2001:db8:1:2::9'), addressKey('2001:db8:1:2:ffff:ffff:ffff:ffff'))
    assert.notEqual(addressKey('2001:db8:1:3::9'), addressKey('2001:db8:1:2::9'))
    assert.equal(addressKey('::1'), '0000:0000:0000:0000::/64')
  })
})

describe('shared room', () => {
  test('one takes half of it, and leaves room for others', () => {
    const room = createSharedRoom(120)
    assert.ok(room.enter('a', 60))
    assert.ok(!room.enter('a', 1))
    assert.ok(room.enter('b', 30))
    assert.ok(!room.enter('b', 1))
    assert.ok(!room.enter('c', 31))
    assert.ok(room.enter('c', 15))
    room.leave('a', 60)
    assert.ok(room.enter('a', 37))
    assert.ok(!room.enter('a', 2))
  })

  test('is empty again when everybody has left', () => {
    const room = createSharedRoom(100)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 60 }))), wishes => {
        const inside = wishes.filter(([who, amount]) => room.enter(who, amount))
        assert.ok(inside.reduce((sum, [, amount]) => sum + amount, 0) <= 100)
        for (const [who, amount] of inside) room.leave(who, amount)
        assert.ok(room.enter('a', 50))
        room.leave('a', 50)
      }),
    )
  })
})

test('only addresses of this machine are loopback', () => {
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) assert.ok(isLoopback(address), address)
  for (const address of [undefined, '', '128.0.0.1', '10.0.0.1', '::2', 'localhost', '::ffff:10.0.0.1'])
    assert.ok(!isLoopback(address), `${address} is not this machine.`)
})

test('the language is the one asked for most, else the fallback', () => {
  const cases: [string | undefined, 'ko' | 'en', 'ko' | 'en'][] = [
    [undefined, 'en', 'en'],
    ['ko', 'en', 'ko'],
    ['ko-KR,ko;q=0.9,en-US;q=0.8', 'en', 'ko'],
    ['en;q=0.5, ko;q=0.4', 'ko', 'en'],
    ['fr, de', 'ko', 'ko'],
    ['ko;q=0, en;q=0.1', 'ko', 'en'],
    ['*', 'ko', 'ko'],
    [`${','.repeat(10_000)}en`, 'ko', 'ko'],
  ]
  for (const [header, fallback, expected] of cases)
    assert.equal(negotiateLanguage(header, fallback), expected, String(header))
})

describe('request hash', () => {
  test('knows the meaning of a body, not its spaces or the order of its fields', () => {
    const shuffled = fc.jsonValue().map(value => ({ value, other: reversed(value) }))
    fc.assert(fc.property(shuffled, ({ value, other }) => assert.equal(canonicalJson(value), canonicalJson(other))))
    assert.equal(canonicalJson({ b: [1, { d: 1, c: 2 }], a: null }), '{"a":null,"b":[1,{"c":2,"d":1}]}')
  })

  test('tells methods, paths and bodies apart', () => {
    const hashes = [
      requestHash('POST', '/v1/holders', {}),
      requestHash('POST', '/v1/quotes', {}),
      requestHash('PUT', '/v1/holders', {}),
      requestHash('POST', '/v1/holders', { a: '1' }),
      requestHash('POST', '/v1/holders', { a: 1 }),
      requestHash('POST', '/v1/holders', []),
    ]
    assert.equal(new Set(hashes).size, hashes.length)
  })

  test('the quoted form of a key is the same key', () => {
    const request = { method: 'POST', path: '/', body: {} }
    assert.equal(readIdempotency('"a-b"', 'required', request)?.key, 'a-b')
    assert.equal(readIdempotency('a-b', 'required', request)?.key, 'a-b')
    assert.equal(readIdempotency(undefined, 'optional', request), undefined)
    assert.throws(() => readIdempotency(undefined, 'required', request), /idempotency_key_missing/)
    for (const bad of ['a b', 'ü', 'x'.repeat(256), '""', ['a', 'b']]) {
      assert.throws(() => readIdempotency(bad, 'optional', request), /idempotency_key_invalid/)
    }
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversed(each)]),
  )
}

test('what cannot be stored is found, wherever it stands', () => {
  assert.deepEqual(findUnstorable({ a: ['x', { 'b/c': 'y\u0000' }] }), [{ pointer: '/a/1/b~1c', reason: 'characters' }])
  assert.deepEqual(findUnstorable({ '\u0000k': 1 }), [{ pointer: '/k', reason: 'characters' }])
  assert.deepEqual(findUnstorable('\udc00'), [{ pointer: '', reason: 'characters' }])
  assert.deepEqual(findUnstorable({ emoji: '😀', korean: '가나다', number: 1 }), [])
  let deep: unknown = 'x'
  for (let depth = 0; depth < MAXIMUM_DEPTH; depth++) deep = [deep]
  assert.deepEqual(findUnstorable(deep), [])
  assert.equal(findUnstorable([deep])[0]?.reason, 'depth')
})

test('paths of the document become paths of the router', () => {
  assert.equal(routerPath({ path: '/v1/offers:compare' }), '/v1/offers::compare')
  assert.equal(routerPath({ path: '/v1/accounts/{id}/balance' }), '/v1/accounts/:id/balance')
  assert.equal(routerPath({ path: '/v1/packs/{a}/rules/{b}', restParameter: 'b' }), '/v1/packs/:a/rules/*')
})
