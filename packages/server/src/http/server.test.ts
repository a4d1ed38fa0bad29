// SPDX-License-Identifier: Apache-2.0
// What all requests share: who may ask, which problem answers which mistake, headers, idempotency, limits.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { InjectOptions } from 'fastify'
import { EXAMPLE_QUOTE_REQUEST } from './quotes.ts'
import { ADMIN, createTestServer, DEMO_HOST, EXAMPLES, HOLDER, KEYS, type TestServer } from './testing.ts'

const { CONVERSION } = EXAMPLES
const CONVERSION_BODY = {
  holderId: HOLDER.id,
  quoteId: CONVERSION.quoteId,
  optionId: CONVERSION.optionId,
  payoutAccountId: CONVERSION.payoutAccountId,
  consent: CONVERSION.consent,
}
const HOLDER_URL = `/v1/holders/${HOLDER.id}`

let server: TestServer
before(async () => {
  server = await createTestServer()
})
after(() => server.app.close())

const send = (options: InjectOptions) => server.app.inject(options)
const post = (url: string, payload: unknown, headers: Record<string, string> = ADMIN) =>
  send({
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    payload: JSON.stringify(payload),
  })

describe('who may ask', () => {
  const other = { remoteAddress: '203.0.113.9' }
  test('a key comes as Bearer or X-Api-Key', async () => {
    assert.equal((await send({ url: HOLDER_URL, headers: ADMIN })).statusCode, 200)
    assert.equal((await send({ url: HOLDER_URL, headers: { 'x-api-key': KEYS.admin } })).statusCode, 200)
  })

  test('a missing, wrong or contradicting key is 401 with a challenge', async () => {
    const attempts: Record<string, string>[] = [
      {},
      { authorization: 'Bearer jdn_wrong' },
      { authorization: `Basic ${KEYS.admin}` },
      { authorization: 'Bearer' },
      { 'x-api-key': '' },
      { 'x-api-key': 'x'.repeat(5000) },
      { authorization: `Bearer ${KEYS.admin}`, 'x-api-key': KEYS.reader },
    ]
    for (const headers of attempts) {
      const answer = await send({ url: HOLDER_URL, headers, ...other })
      assert.equal(answer.statusCode, 401, JSON.stringify(headers))
      assert.equal(answer.json().code, 'unauthenticated')
      assert.match(String(answer.headers['www-authenticate']), /^Bearer /)
    }
  })

  test('a wrong key is refused even where none is needed', async () => {
    const answer = await post('/v1/quotes', EXAMPLE_QUOTE_REQUEST, { authorization: 'Bearer jdn_wrong' })
    assert.equal(answer.statusCode, 401)
  })

  test('a key without the scope is 403 and is told which it lacks', async () => {
    const answer = await post('/v1/holders', { name: '이하늘' }, { 'x-api-key': KEYS.reader })
    assert.equal(answer.statusCode, 403)
    assert.equal(answer.json().code, 'wrong_scope')
    assert.deepEqual(answer.json().params, { scope: 'convert' })
  })

  test('the demo holder needs no key on this machine, and may not do what operators do', async () => {
    const session = await send({ url: '/v1/session', headers: DEMO_HOST })
    assert.equal(session.statusCode, 200)
    assert.equal(session.json().holder.name, HOLDER.name)
    assert.equal((await send({ url: '/v1/accounts', headers: DEMO_HOST })).statusCode, 401)
    assert.equal((await post('/v1/holders', { name: 'x' }, DEMO_HOST)).statusCode, 401)
  })

  test('nobody is the demo holder from elsewhere, through a proxy, by another name, or from another site', async () => {
    const attempts: InjectOptions[] = [
      { headers: DEMO_HOST, ...other },
      { headers: { ...DEMO_HOST, 'x-forwarded-for': '127.0.0.1' }, ...other },
      { headers: { ...DEMO_HOST, 'x-forwarded-for': '203.0.113.9' } },
      { headers: { ...DEMO_HOST, forwarded: 'for=203.0.113.9' } },
      { headers: { host: 'evil.example' } },
      { headers: { host: '127.0.0.1.evil.example' } },
      { headers: { ...DEMO_HOST, 'sec-fetch-site': 'cross-site' } },
    ]
    for (const attempt of attempts) {
      const answer = await send({ url: '/v1/session', ...attempt })
      assert.equal(answer.statusCode, 401, JSON.stringify(attempt))
    }
  })

  test('without the demo, this machine has no rights either', async () => {
    const { app } = await createTestServer({ isDemo: false })
    assert.equal((await app.inject({ url: '/v1/session', headers: DEMO_HOST })).statusCode, 401)
    await app.close()
  })

  test('quotes, offers and packs need no account', async () => {
    const quote = await send({ method: 'POST', url: '/v1/quotes', payload: EXAMPLE_QUOTE_REQUEST, ...other })
    assert.equal(quote.statusCode, 200)
    assert.equal(server.usecases.calls.at(-1)?.caller.role, 'anonymous')
    assert.equal((await send({ url: '/v1/packs', ...other })).statusCode, 200)
    assert.equal((await send({ url: '/v1/banks', ...other })).statusCode, 200)
  })
})

describe('mistakes and their problems', () => {
  const json = { ...ADMIN, 'content-type': 'application/json' }
  const cases: [string, InjectOptions, number, string][] = [
    ['broken JSON', { method: 'POST', url: '/v1/quotes', headers: json, payload: '{"a":' }, 400, 'malformed_json'],
    ['an empty body', { method: 'POST', url: '/v1/quotes', headers: json, payload: '' }, 400, 'malformed_json'],
    [
      'a prototype',
      { method: 'POST', url: '/v1/quotes', headers: json, payload: '{"__proto__":{}}' },
      400,
      'malformed_json',
    ],
    ['no body at all', { method: 'POST', url: '/v1/quotes', headers: ADMIN }, 422, 'invalid_request'],
    [
      'a body of text',
      { method: 'POST', url: '/v1/quotes', headers: { 'content-type': 'text/plain' }, payload: 'x' },
      415,
      'unsupported_media_type',
    ],
    [
      'a form',
      {
        method: 'POST',
        url: '/v1/quotes',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'a=b',
      },
      415,
      'unsupported_media_type',
    ],
    [
      'a body over the limit',
      { method: 'POST', url: '/v1/holders', headers: json, payload: JSON.stringify({ name: 'x'.repeat(70_000) }) },
      413,
      'body_too_large',
    ],
    ['an unknown address', { url: '/v0/holders' }, 404, 'unknown_route'],
    ['an unknown method', { method: 'DELETE', url: '/v1/quotes' }, 405, 'method_not_allowed'],
    ['a broken escape', { url: '/v1/holders/%zz', headers: ADMIN }, 400, 'bad_request'],
    ['an id of another form', { url: '/v1/holders/1', headers: ADMIN }, 404, 'not_found'],
    ['an endless id', { url: `/v1/holders/${'x'.repeat(500)}`, headers: ADMIN }, 414, 'uri_too_long'],
    ['an unknown version', { url: '/v1/packs', headers: { 'jandon-version': '1999-01-01' } }, 422, 'unknown_version'],
    ['an unknown query field', { url: '/v1/accounts?colour=red', headers: ADMIN }, 422, 'invalid_request'],
    ['a limit out of bounds', { url: '/v1/accounts?limit=100000', headers: ADMIN }, 422, 'invalid_request'],
    ['a cursor of our own making', { url: '/v1/accounts?cursor=%00', headers: ADMIN }, 422, 'invalid_request'],
    [
      'a missing key',
      { method: 'POST', url: '/v1/conversions', headers: json, payload: JSON.stringify(CONVERSION_BODY) },
      400,
      'idempotency_key_missing',
    ],
    [
      'a key with blanks',
      {
        method: 'POST',
        url: '/v1/conversions',
        headers: { ...json, 'idempotency-key': 'a b' },
        payload: JSON.stringify(CONVERSION_BODY),
      },
      400,
      'idempotency_key_invalid',
    ],
    [
      'NUL in a text',
      { method: 'POST', url: '/v1/holders', headers: json, payload: '{"name":"a\\u0000b"}' },
      422,
      'invalid_request',
    ],
    [
      'half a character',
      { method: 'POST', url: '/v1/holders', headers: json, payload: '{"name":"\\ud800"}' },
      422,
      'invalid_request',
    ],
    [
      'endless nesting',
      { method: 'POST', url: '/v1/quotes', headers: json, payload: `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}` },
      422,
      'invalid_request',
    ],
    ['a problem page that does not exist', { url: '/problems/nothing' }, 404, 'unknown_route'],
  ]
  for (const [name, options, status, code] of cases) {
    test(`${name}: ${status} ${code}`, async () => {
      const answer = await send(options)
      assert.equal(answer.statusCode, status, answer.body)
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
      assert.equal(answer.json().code, code)
      assert.equal(answer.json().status, status)
      assert.equal(answer.json().type, `/problems/${code}`)
      assert.equal(answer.json().instance, `urn:jandon:request:${answer.headers['x-request-id']}`)
    })
  }

  test('a method that an address does not take is told which it does', async () => {
    const answer = await send({ method: 'PUT', url: '/v1/conversions' })
    assert.equal(answer.headers.allow, 'GET, HEAD, POST')
    assert.equal((await send({ method: 'PATCH', url: '/v1/offers:compare' })).headers.allow, 'POST')
  })

  test('all errors of a body come at once, by pointer, with what to do', async () => {
    const answer = await post('/v1/holders', { nam: 'x', birthDate: 5, phone: 'no' })
    assert.equal(answer.statusCode, 422)
    const errors: { pointer: string; detail: string }[] = answer.json().errors
    assert.deepEqual(errors.map(({ pointer }) => pointer).sort(), ['/birthDate', '/nam', '/name', '/phone'])
    assert.equal(errors.find(({ pointer }) => pointer === '/birthDate')?.detail, 'Send text.')
  })

  test('numbers are not taken for texts, nor texts for numbers', async () => {
    const answer = await post('/v1/quotes', {
      jurisdiction: 'KR',
      instruments: [{ kind: 'new_type_voucher', faceValue: { amountMinor: 10000, unit: 'KRW' } }],
    })
    assert.equal(answer.statusCode, 422)
    assert.equal(answer.json().errors[0].pointer, '/instruments/0/faceValue/amountMinor')
  })

  test('who sends a number for an amount is shown the form of one', async () => {
    const instruments = [{ kind: 'new_type_voucher', faceValue: 10000 }]
    const answer = await post('/v1/quotes', { jurisdiction: 'KR', instruments })
    assert.deepEqual(answer.json().errors, [
      {
        pointer: '/instruments/0/faceValue',
        detail: 'Write an amount as {"amountMinor":"8100","unit":"KRW"}.',
      },
    ])
  })

  test('an unknown fact is refused by the domain, by pointer', async () => {
    const answer = await post('/v1/quotes', {
      jurisdiction: 'KR',
      instruments: [{ kind: 'new_type_voucher', colour: 'red' }],
    })
    assert.equal(answer.statusCode, 422)
    assert.equal(answer.json().errors[0].pointer, '/instruments/0/colour')
  })

  test('problems speak the language asked for', async () => {
    const korean = await send({ url: '/v0/holders', headers: { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' } })
    assert.equal(korean.headers['content-language'], 'ko')
    assert.match(korean.json().title, /주소/)
    const english = await send({ url: '/v0/holders' })
    assert.equal(english.json().title, 'There is nothing at this address')
  })

  test('a fault of ours is a 500 that tells nothing of its inside', async () => {
    server.usecases.failWith = new Error('password=hunter2 for 김잔돈')
    const answer = await send({ url: HOLDER_URL, headers: ADMIN })
    server.usecases.failWith = undefined
    assert.equal(answer.statusCode, 500)
    assert.equal(answer.json().code, 'internal_error')
    assert.ok(!answer.body.includes('hunter2'))
  })

  test('a database that is away is a 503 with Retry-After', async () => {
    for (const failWith of [
      Object.assign(new Error('x'), { code: '57P01' }),
      new Error('Connection terminated unexpectedly'),
    ]) {
      server.usecases.failWith = failWith
      const answer = await send({ url: HOLDER_URL, headers: ADMIN })
      server.usecases.failWith = undefined
      assert.equal(answer.statusCode, 503)
      assert.equal(answer.headers['retry-after'], '1')
    }
  })
})

describe('idempotency', () => {
  const key = (value: string) => ({ ...ADMIN, 'idempotency-key': value })

  test('the same key and content answer the first outcome again', async () => {
    const first = await post('/v1/conversions', CONVERSION_BODY, key('one'))
    assert.equal(first.statusCode, 201)
    assert.equal(first.headers['idempotency-replayed'], undefined)
    const { holderId, ...rest } = CONVERSION_BODY
    const again = await post('/v1/conversions', { ...rest, holderId }, key('"one"'))
    assert.equal(again.statusCode, 201)
    assert.equal(again.headers['idempotency-replayed'], 'true')
    assert.deepEqual(again.json(), first.json())
  })

  test('the same key with another content, or on another route, is refused', async () => {
    await post('/v1/conversions', CONVERSION_BODY, key('two'))
    const other = await post('/v1/conversions', { ...CONVERSION_BODY, quoteId: 'qte_other' }, key('two'))
    assert.equal(other.statusCode, 422)
    assert.equal(other.json().code, 'idempotency_key_reused')
    const elsewhere = await post('/v1/holders', { name: '이하늘' }, key('two'))
    assert.equal(elsewhere.json().code, 'idempotency_key_reused')
  })

  test('a holder may be registered with or without one', async () => {
    assert.equal((await post('/v1/holders', { name: '이하늘' })).statusCode, 201)
    assert.equal((await post('/v1/holders', { name: '이하늘' }, key('three'))).statusCode, 201)
    assert.equal(server.usecases.calls.at(-1)?.idempotency?.key, 'three')
  })
})

describe('headers', () => {
  test('a sane request id is taken, another is replaced', async () => {
    const taken = await send({ url: '/healthz', headers: { 'x-request-id': 'desk-42_a.b' } })
    assert.equal(taken.headers['x-request-id'], 'desk-42_a.b')
    for (const id of ['short', 'x'.repeat(65), 'a b c d e f', '<script>alert(1)</script>']) {
      const answer = await send({ url: '/healthz', headers: { 'x-request-id': id } })
      assert.match(String(answer.headers['x-request-id']), /^req_/)
    }
  })

  test('answers that may hold personal data are never stored, the law is', async () => {
    assert.equal((await send({ url: HOLDER_URL, headers: ADMIN })).headers['cache-control'], 'no-store')
    assert.equal((await send({ url: '/v1/session' })).headers['cache-control'], 'no-store')
    assert.match(String((await send({ url: '/v1/packs' })).headers['cache-control']), /^public/)
  })

  test('every answer follows a dated version and forbids what pages do not need', async () => {
    const answer = await send({ url: '/v1/packs', headers: { 'jandon-version': '2026-11-23' } })
    assert.equal(answer.headers['jandon-version'], '2026-11-23')
    const policy = String(answer.headers['content-security-policy'])
    assert.match(policy, /script-src 'self'(;|$)/)
    assert.ok(!policy.includes('unsafe'))
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    assert.equal(answer.headers['x-frame-options'], 'DENY')
    assert.equal((await send({ url: '/v0/holders' })).headers['content-security-policy'], policy)
  })
})

describe('for those who run it', () => {
  test('health, readiness and figures', async () => {
    assert.equal((await send({ url: '/healthz' })).statusCode, 200)
    assert.deepEqual((await send({ url: '/readyz' })).json(), { ready: true, checks: { database: 'ok' } })
    await send({ url: HOLDER_URL, headers: ADMIN })
    const figures = (await send({ url: '/metrics' })).body
    assert.match(figures, /jandon_conversions\{state="paid"\} 3/)
    assert.match(figures, /jandon_ledger_transfers 12/)
    assert.match(figures, /\njandon_posting_waiting_transfers 30\n/)
    assert.match(figures, /\njandon_posting_refused_requests_total 4\n/)
    assert.match(figures, /_bucket\{le="256"\} 7\n.*_bucket\{le="\+Inf"\} 7\n.*_sum 900\n.*_count 7\n/)
    assert.match(
      figures,
      /jandon_http_request_duration_seconds_count\{method="GET",route="\/v1\/holders\/:id",status="200"\} \d/,
    )
    assert.match(figures, /nodejs_eventloop_lag_seconds/)
    assert.ok(!figures.includes(HOLDER.id))
  })

  test('the log has ids, routes and figures, and nothing personal', async () => {
    const lines: string[] = []
    const record = (fields: object, sentence: string) => lines.push(JSON.stringify({ ...fields, sentence }))
    const log = { debug: record, info: record, warn: record, error: record }
    const { app, usecases } = await createTestServer({}, { log })
    const payload = { name: '비밀이름', phone: '010-9999-8888', birthDate: '1977-07-07' }
    await app.inject({ method: 'POST', url: '/v1/holders', headers: ADMIN, payload })
    usecases.failWith = new Error('duplicate key value 비밀이름')
    await app.inject({ url: `${HOLDER_URL}?name=비밀이름`, headers: ADMIN })
    const text = lines.join('\n')
    assert.match(text, /"route":"\/v1\/holders"/)
    assert.match(text, /A request failed by our fault/)
    for (const secret of ['비밀이름', '9999', '1977', KEYS.admin, HOLDER.id]) assert.ok(!text.includes(secret), secret)
    await app.close()
  })
})
