// SPDX-License-Identifier: Apache-2.0
// Whatever comes in, no answer is a 5xx, every error is a problem document, and nothing hostile is echoed as markup.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { HTTPMethods, LightMyRequestResponse } from 'fastify'
import { parseAllDocuments } from 'yaml'
import type { OpenApiDocument } from './openapi.ts'
import { EXAMPLE_QUOTE_REQUEST } from './quotes.ts'
import { ADMIN, createTestServer, type TestServer } from './testing.ts'

const DATA = process.env.JANDON_DATA ?? new URL('../../../../../shared/data', import.meta.url).pathname
const CRS = `${DATA}/security/crs`

let server: TestServer
let document: OpenApiDocument
before(async () => {
  server = await createTestServer()
  document = (await server.app.inject({ url: '/openapi.json' })).json()
})
after(() => server.app.close())

function assertCalm(response: LightMyRequestResponse, what: string): void {
  assert.ok(response.statusCode < 500, `${what}: ${response.statusCode} ${response.body.slice(0, 500)}`)
  if (response.statusCode >= 400) {
    assert.match(String(response.headers['content-type']), /^application\/problem\+json/, what)
    assert.equal(response.json().status, response.statusCode)
  }
}

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase() as HTTPMethods,
      operation,
    })),
  )

const text = () => fc.string({ unit: 'binary', maxLength: 40 })

describe('hostile input', () => {
  test('any JSON as any body', async () => {
    const posts = operations().filter(({ operation }) => operation.requestBody)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...posts),
        fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' }),
        async ({ path, method }, body) => {
          const response = await server.app.inject({
            method,
            url: path,
            headers: { ...ADMIN, 'content-type': 'application/json', 'idempotency-key': 'k' },
            payload: JSON.stringify(body),
          })
          assertCalm(response, `${method} ${path} ${JSON.stringify(body)}`)
        },
      ),
      { numRuns: 400 },
    )
  })

  test('any bytes as any body, under any content type', async () => {
    const types = [
      'application/json',
      'application/json; charset=utf-16',
      'application/problem+json',
      'text/html',
      'multipart/form-data',
      '',
      'x',
    ]
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...types), async (bytes, type) => {
        const response = await server.app.inject({
          method: 'POST',
          url: '/v1/quotes',
          headers: { 'content-type': type },
          payload: Buffer.from(bytes),
        })
        assertCalm(response, type)
      }),
      { numRuns: 300 },
    )
  })

  test('any text in any parameter', async () => {
    const gets = operations().filter(({ method }) => method === 'GET')
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...gets),
        fc.array(text(), { minLength: 12, maxLength: 12 }),
        async ({ path, method, operation }, texts) => {
          const value = (index: number) => encodeURIComponent((texts[index % texts.length] ?? '').toWellFormed()) || 'x'
          const url = path.replaceAll(/\{\w+\}/g, () => value(0))
          const query = operation.parameters
            .filter(each => each.in === 'query')
            .map(({ name }, index) => `${name}=${value(index + 1)}`)
          const response = await server.app.inject({ method, url: `${url}?${query.join('&')}`, headers: ADMIN })
          assertCalm(response, `${method} ${url}?${query.join('&')}`)
        },
      ),
      { numRuns: 400 },
    )
  })

  test('a good quote request with one value replaced by anything', async () => {
    const instrument = EXAMPLE_QUOTE_REQUEST.instruments[0]!
    const places = [
      ...Object.keys(EXAMPLE_QUOTE_REQUEST).map(name => [name]),
      ...Object.keys(instrument).map(name => ['instruments', '0', name]),
      ['instruments', '0', 'faceValue', 'amountMinor'],
      ['instruments', '0', 'faceValue', 'unit'],
      ['holder', 'birthDate'],
    ]
    const money = fc.record({
      amountMinor: fc.oneof(fc.bigInt().map(String), text()),
      unit: fc.oneof(fc.constantFrom('KRW', 'JPY', 'voucher:x:KRW'), text()),
    })
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
      text(),
      money,
      fc.date({ noInvalidDate: true }).map(date => date.toISOString().slice(0, 10)),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), value, async (place, replaced) => {
        const body = structuredClone(EXAMPLE_QUOTE_REQUEST) as unknown as Record<string, never>
        const last = place.at(-1)!
        const owner = place.slice(0, -1).reduce<Record<string, unknown>>((each, name) => each[name] as never, body)
        owner[last] = replaced
        const response = await server.app.inject({ method: 'POST', url: '/v1/quotes', payload: body })
        assertCalm(response, JSON.stringify(body))
      }),
      { numRuns: 500 },
    )
  })

  test('any headers', async () => {
    const names = [
      'authorization',
      'x-api-key',
      'idempotency-key',
      'jandon-version',
      'x-request-id',
      'accept-language',
      'host',
      'accept',
      'if-none-match',
      'sec-fetch-site',
      'forwarded',
    ]
    const header = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map(code => String.fromCharCode(code)),
      maxLength: 300,
    })
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), header), async headers => {
        assertCalm(await server.app.inject({ url: '/v1/session', headers }), JSON.stringify(headers))
        assertCalm(await server.app.inject({ url: '/docs', headers }), JSON.stringify(headers))
      }),
      { numRuns: 300 },
    )
  })

  test('a thousand instruments in one request', async () => {
    const instruments = Array.from({ length: 1000 }, (_, index) => ({
      ...EXAMPLE_QUOTE_REQUEST.instruments[0],
      ref: `r${index}`,
    }))
    const response = await server.app.inject({
      method: 'POST',
      url: '/v1/quotes',
      payload: { ...EXAMPLE_QUOTE_REQUEST, instruments },
    })
    assert.equal(response.statusCode, 200)
    assert.equal(response.json().items.length, 1000)
    const tooMany = { ...EXAMPLE_QUOTE_REQUEST, instruments: [...instruments, instruments[0]] }
    assert.equal((await server.app.inject({ method: 'POST', url: '/v1/quotes', payload: tooMany })).statusCode, 422)
  })

  test('errors of a body that is wrong everywhere stay bounded', async () => {
    const instruments = Array.from({ length: 1000 }, () => ({
      kind: 5,
      faceValue: 'x',
      pricePaid: [],
      isPromotional: 'no',
    }))
    const response = await server.app.inject({
      method: 'POST',
      url: '/v1/quotes',
      payload: { jurisdiction: 'KR', instruments },
    })
    assert.equal(response.statusCode, 422)
    assert.ok(response.json().errors.length <= 50)
  })
})

interface Stage {
  readonly method: string
  readonly uri: string
  readonly headers: Record<string, string>
  readonly data: string
}

/** The requests of the rule-set files, as sent. Unknown parts (encoded requests) are left out. */
function attacks(): Stage[] {
  return readdirSync(CRS)
    .filter(name => name.endsWith('.yaml'))
    .flatMap(name => parseAllDocuments(readFileSync(`${CRS}/${name}`, 'utf8')).map(each => each.toJS() as unknown))
    .flatMap(file => (file as { tests?: { stages?: { input?: Partial<Stage> }[] }[] }).tests ?? [])
    .flatMap(each => each.stages ?? [])
    .flatMap(({ input }) => (input?.uri || input?.data ? [input] : []))
    .map(({ method, uri, headers, data }) => ({
      method: String(method ?? 'GET'),
      uri: String(uri ?? '/'),
      headers: headers ?? {},
      data: typeof data === 'string' ? data : '',
    }))
}

describe('attacks of the OWASP Core Rule Set', () => {
  test('as address, query, header, body and value: never a 5xx, never echoed as markup', async t => {
    if (!existsSync(CRS)) return t.skip(`${CRS} is absent: attacks were not tried. Set JANDON_DATA.`)
    const stages = attacks()
    assert.ok(stages.length > 500, `${stages.length} attacks`)
    for (const stage of stages) {
      const payload = stage.data || stage.uri
      const asText = payload.replaceAll(/\r?\n/g, ' ')
      const tries = [
        {
          method: 'POST' as const,
          url: '/v1/quotes',
          headers: { 'content-type': 'application/json' },
          payload: stage.data || '{}',
        },
        {
          method: 'POST' as const,
          url: '/v1/holders',
          headers: ADMIN,
          payload: { name: payload.slice(0, 5000), phone: payload },
        },
        {
          method: 'POST' as const,
          url: '/v1/quotes',
          payload: {
            jurisdiction: payload,
            instruments: [{ kind: payload, issuer: payload, [payload.slice(0, 200)]: 1 }],
          },
        },
        {
          method: 'GET' as const,
          url: `/v1/accounts?code=${encodeURIComponent(asText.toWellFormed())}`,
          headers: ADMIN,
        },
        { method: 'GET' as const, url: `/problems/${encodeURIComponent(asText.toWellFormed()).slice(0, 300)}` },
      ]
      for (const each of tries) {
        const response = await server.app.inject(each)
        assertCalm(response, `${each.method} ${each.url} ${payload}`)
        assert.ok(
          !String(response.headers['content-type']).includes('html') || !response.body.includes('<script'),
          payload,
        )
      }
    }
    t.diagnostic(`${stages.length} attacks, 5 ways each`)
  })

  test('raw, over a socket: the server answers or hangs up, and lives', { timeout: 120_000 }, async t => {
    if (!existsSync(CRS)) return t.skip(`${CRS} is absent: raw attacks were not tried. Set JANDON_DATA.`)
    const raw = await createTestServer()
    await raw.app.listen({ port: 0, host: '127.0.0.1' })
    const address = raw.app.server.address()
    assert.ok(address !== null && typeof address === 'object')
    const statuses = new Map<string, number>()
    const stages = attacks()
    for (let index = 0; index < stages.length; index += 20) {
      const answers = await Promise.all(stages.slice(index, index + 20).map(stage => exchange(address.port, stage)))
      for (const status of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    assert.deepEqual(
      [...statuses.keys()].filter(status => /^5/.test(status)),
      [],
      JSON.stringify([...statuses]),
    )
    assert.equal((await fetch(`http://127.0.0.1:${address.port}/healthz`)).status, 200)
    t.diagnostic(`${stages.length} raw attacks: ${JSON.stringify(Object.fromEntries(statuses))}`)
    await raw.app.close()
  })
})

/** Sends the request just as it is written and answers the status of the first answer, or `closed`. */
function exchange(port: number, { method, uri, headers, data }: Stage): Promise<string> {
  return new Promise(resolve => {
    const socket: Socket = connect(port, '127.0.0.1')
    let received = ''
    const finish = () => {
      socket.destroy()
      resolve(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1] ?? 'closed')
    }
    socket.setTimeout(300, finish)
    socket.on('error', finish).on('close', finish)
    socket.on('data', chunk => {
      received += chunk.toString('latin1')
      if (received.includes('\r\n\r\n')) finish()
    })
    const lines = Object.entries({ ...headers, 'Content-Length': String(Buffer.byteLength(data)), Connection: 'close' })
    socket.write(
      `${method} ${uri} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${data}`,
    )
  })
}
