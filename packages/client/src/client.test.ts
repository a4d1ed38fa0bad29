// SPDX-License-Identifier: Apache-2.0
// The client against servers that misbehave, over real sockets: what it repeats, under which key, and what it throws.

import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, test } from 'node:test'
import { createClient, JandonConnectionError, JandonProblem } from './index.ts'

interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}
type Reply = (request: Seen, response: ServerResponse) => void

const closers: (() => void)[] = []
after(() => {
  for (const close of closers) close()
})

/** A server that gives the replies in turn, and the last one for ever. */
async function scripted(...replies: Reply[]) {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      const each = { method: request.method!, url: request.url!, headers: request.headers, body }
      seen.push(each)
      const reply = replies[Math.min(seen.length, replies.length) - 1]!
      reply(each, response)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const slept: number[] = []
  const client = createClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    apiKey: 'jdn_key',
    language: 'ko',
    timeoutMs: 200,
    sleep: async milliseconds => {
      slept.push(milliseconds)
    },
  })
  return { client, seen, slept }
}

const ok =
  (value: unknown): Reply =>
  (_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(value))
  }
const problem =
  (status: number, code: string, more: object = {}, headers: Record<string, string> = {}): Reply =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json', 'x-request-id': 'req_1', ...headers })
    response.end(
      JSON.stringify({ type: `/problems/${code}`, title: 't', status, detail: 'd', instance: 'urn:x', code, ...more }),
    )
  }
const hangUp: Reply = (_, response) => response.destroy()
const silence: Reply = () => {}

const NEW_CONVERSION = {
  holderId: 'hld_a',
  quoteId: 'qte_a',
  optionId: 'opt_a',
  payoutAccountId: 'pac_a',
  consent: { language: 'ko', acceptedAt: '2026-11-23T04:00:00Z', textHash: 'sha256:0' },
}

describe('one call', () => {
  test('puts the path, query, body, key and language where they belong', async () => {
    const { client, seen } = await scripted(ok({ items: [] }))
    await client.packs.rule('KR', 'kr/some-rule')
    await client.conversions.list({ holderId: 'hld_a', state: undefined, limit: 5 })
    await client.session.get()
    await client.offers.compare({
      jurisdiction: 'KR',
      amount: { amountMinor: '1', unit: 'KRW' },
      cashReceived: { amountMinor: '1', unit: 'KRW' },
      receivedOn: '2026-11-23',
      dueOn: '2026-11-24',
    })
    assert.deepEqual(
      seen.map(({ method, url }) => `${method} ${url}`),
      [
        'GET /v1/packs/KR/rules/kr%2Fsome-rule',
        'GET /v1/conversions?holderId=hld_a&limit=5',
        'GET /v1/session',
        'POST /v1/offers:compare',
      ],
    )
    assert.equal(seen[0]!.headers.authorization, 'Bearer jdn_key')
    assert.equal(seen[0]!.headers['accept-language'], 'ko')
    assert.equal(JSON.parse(seen[3]!.body).jurisdiction, 'KR')
  })

  test('a no is a JandonProblem with all it says', async () => {
    const { client, seen } = await scripted(
      problem(422, 'invalid_request', { errors: [{ pointer: '/name', detail: 'x' }], params: { a: 'b' } }),
    )
    await assert.rejects(client.holders.create({ name: '' }), thrown => {
      assert.ok(thrown instanceof JandonProblem)
      assert.equal(thrown.code, 'invalid_request')
      assert.equal(thrown.requestId, 'req_1')
      assert.deepEqual(thrown.errors, [{ pointer: '/name', detail: 'x' }])
      assert.deepEqual(thrown.params, { a: 'b' })
      return true
    })
    assert.equal(seen.length, 1)
  })

  test('an answer that is no problem document is still a problem', async () => {
    const { client } = await scripted((_, response) =>
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>no'),
    )
    await assert.rejects(client.session.get(), { name: 'JandonProblem', code: 'http_404', status: 404 })
  })
})

describe('retries', () => {
  test('a conversion is repeated under one key until it is answered', async () => {
    const { client, seen, slept } = await scripted(
      hangUp,
      silence,
      problem(503, 'overloaded', { retryAfterSeconds: 1 }),
      ok({ id: 'cnv_a' }),
    )
    const conversion = await client.conversions.create(NEW_CONVERSION)
    assert.equal(conversion.id, 'cnv_a')
    const keys = new Set(seen.map(({ headers }) => headers['idempotency-key']))
    assert.equal(seen.length, 4)
    assert.equal(keys.size, 1)
    assert.match(String([...keys][0]), /^[0-9a-f-]{36}$/)
    assert.equal(slept[2], 1000)
  })

  test('two calls are two acts; a key of the caller is used as it is', async () => {
    const { client, seen } = await scripted(ok({}))
    await client.conversions.create(NEW_CONVERSION)
    await client.conversions.create(NEW_CONVERSION)
    await client.conversions.create(NEW_CONVERSION, { idempotencyKey: 'row-7' })
    const keys = seen.map(({ headers }) => headers['idempotency-key'])
    assert.notEqual(keys[0], keys[1])
    assert.equal(keys[2], 'row-7')
  })

  test('what is not safe to repeat is not repeated', async () => {
    const { client, seen } = await scripted(hangUp)
    await assert.rejects(client.apiKeys.create({ name: 'x', scopes: ['read'] }), JandonConnectionError)
    assert.equal(seen.length, 1)
    const busy = await scripted(problem(503, 'overloaded'))
    await assert.rejects(busy.client.apiKeys.create({ name: 'x', scopes: ['read'] }), { code: 'overloaded' })
    assert.equal(busy.seen.length, 1)
  })

  test('429 is waited for, refusals are not', async () => {
    const { client, seen, slept } = await scripted(
      problem(429, 'too_many_requests', {}, { 'retry-after': '3' }),
      ok({ id: 'key_a' }),
    )
    await client.apiKeys.create({ name: 'x', scopes: ['read'] })
    assert.equal(seen.length, 2)
    assert.deepEqual(slept, [3000])
    const refused = await scripted(problem(409, 'quote_expired'))
    await assert.rejects(refused.client.conversions.create(NEW_CONVERSION), { code: 'quote_expired' })
    assert.equal(refused.seen.length, 1)
  })

  test('the same request still in progress is asked for again', async () => {
    const { client, seen } = await scripted(
      problem(409, 'idempotency_in_progress', { retryAfterSeconds: 1 }),
      ok({ id: 'cnv_a' }),
    )
    await client.conversions.create(NEW_CONVERSION)
    assert.equal(seen.length, 2)
  })

  test('they end: after five attempts, or when the server asks for too much patience', async () => {
    const { client, seen, slept } = await scripted(hangUp)
    await assert.rejects(client.conversions.create(NEW_CONVERSION), thrown => {
      assert.ok(thrown instanceof JandonConnectionError)
      assert.equal(thrown.idempotencyKey, seen[0]!.headers['idempotency-key'])
      return true
    })
    assert.equal(seen.length, 5)
    for (const [index, wait] of slept.entries()) {
      const full = Math.min(5000, 200 * 2 ** index)
      assert.ok(wait >= full / 2 && wait <= full, `${wait} after attempt ${index + 1}`)
    }
    const patient = await scripted(problem(503, 'bank_unavailable', { retryAfterSeconds: 3600 }))
    await assert.rejects(patient.client.session.get(), { code: 'bank_unavailable' })
    assert.equal(patient.seen.length, 1)
  })

  test('a caller who gives up is not kept waiting', async () => {
    const { client, seen } = await scripted(silence)
    await assert.rejects(client.session.get({ signal: AbortSignal.timeout(20) }), { name: 'TimeoutError' })
    assert.equal(seen.length, 1)
  })
})

describe('lists and streams', () => {
  test('listAll walks the pages and stops at the last', async () => {
    const { client, seen } = await scripted(
      ok({ items: [{ id: 1 }, { id: 2 }], nextCursor: 'b' }),
      ok({ items: [{ id: 3 }] }),
    )
    const ids: unknown[] = []
    for await (const each of client.conversions.listAll({ state: 'paid' })) ids.push(each.id)
    assert.deepEqual(ids, [1, 2, 3])
    assert.deepEqual(
      seen.map(({ url }) => url),
      ['/v1/conversions?state=paid', '/v1/conversions?state=paid&cursor=b'],
    )
  })

  const event = (state: string) => `id: 1\nevent: conversion\ndata: ${JSON.stringify({ state })}\n\n`
  const stream =
    (...parts: string[]): Reply =>
    (_, response) => {
      response.setHeader('content-type', 'text/event-stream')
      for (const part of parts) response.write(part)
      response.end()
    }

  test('watch yields each state once, over a broken line, until the end', async () => {
    const [half, rest] = [event('redeeming').slice(0, 25), event('redeeming').slice(25)]
    const { client, seen } = await scripted(
      stream(event('accepted'), ':\n\n', half, rest),
      hangUp,
      stream(event('redeeming'), event('paid'), 'event: end\ndata: {}\n\n'),
    )
    const states: string[] = []
    for await (const each of client.conversions.watch('cnv_a')) states.push(each.state)
    assert.deepEqual(states, ['accepted', 'redeeming', 'paid'])
    assert.equal(seen[0]!.headers.accept, 'text/event-stream')
    assert.equal(seen.length, 3)
  })

  test('watch throws what a call throws, and gives up on a stream that brings nothing', async () => {
    const { client } = await scripted(problem(404, 'not_found'))
    await assert.rejects(
      async () => {
        for await (const _ of client.conversions.watch('cnv_a')) assert.fail()
      },
      { code: 'not_found' },
    )
    const quiet = await scripted(stream(event('accepted')))
    const states: string[] = []
    for await (const each of quiet.client.conversions.watch('cnv_a')) states.push(each.state)
    assert.deepEqual(states, ['accepted'])
    assert.ok(quiet.seen.length <= 6)
  })
})
