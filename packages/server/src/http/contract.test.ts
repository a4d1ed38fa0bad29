// SPDX-License-Identifier: Apache-2.0
// The document and the server are one: every operation's answer fits the document, nothing that a use-case answers
// is lost on the way, every refusal has a page, and the paths are those that outside checks rely on.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { deriveIdFromKey } from '@jandon/domain/ids'
import { checkLink, checkMessage, checkProvider } from '@jandon/shield'
import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { LightMyRequestResponse } from 'fastify'
import { SCOPES } from '../usecases/contract.ts'
import { buildOpenApi, type OpenApiDocument } from './openapi.ts'
import { EXAMPLE_QUOTE_REQUEST } from './quotes.ts'
import { ADMIN, createTestServer, EXAMPLES, HOLDER, type TestServer } from './testing.ts'

const { CONVERSION, PAYOUT, TRANSFER, ACCOUNT, INSTRUMENT, PAYOUT_ACCOUNT, PROOF, HEAD_PROOF } = EXAMPLES

let server: TestServer
let document: OpenApiDocument
let ajv: Ajv2020
before(async () => {
  server = await createTestServer()
  document = (await server.app.inject({ url: '/openapi.json' })).json()
  ajv = new Ajv2020({ strict: false, allErrors: true })
  ajv.addSchema({ $id: 'openapi', ...document })
})
after(() => server.app.close())

/** The schema that the document gives for this answer. */
function validatorFor(path: string, method: string, response: LightMyRequestResponse): ValidateFunction {
  const operation = document.paths[path]?.[method.toLowerCase()]
  assert.ok(operation, `${method} ${path} is not in the document.`)
  const documented = operation.responses[String(response.statusCode)] as
    | { content: Record<string, unknown> }
    | undefined
  assert.ok(documented, `${method} ${path} does not document ${response.statusCode}.`)
  const type = String(response.headers['content-type']).split(';')[0]!
  assert.ok(documented.content[type], `${method} ${path} does not document ${type}.`)
  const pointer = [
    'paths',
    path,
    method.toLowerCase(),
    'responses',
    String(response.statusCode),
    'content',
    type,
    'schema',
  ]
  return ajv.compile({
    $ref: `openapi#/${pointer.map(part => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`,
  })
}

async function check(
  method: 'GET' | 'POST',
  path: string,
  options: { params?: Record<string, string>; query?: string; body?: object; key?: string } = {},
): Promise<LightMyRequestResponse> {
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => options.params?.[name] ?? 'missing')
  const response = await server.app.inject({
    method,
    url: options.query ? `${url}?${options.query}` : url,
    headers: { ...ADMIN, ...(options.key && { 'idempotency-key': options.key }) },
    ...(options.body && { payload: options.body }),
  })
  const validate = validatorFor(path, method, response)
  assert.ok(validate(response.json()), `${method} ${path}: ${JSON.stringify(validate.errors)}`)
  return response
}

describe('answers fit the document and lose nothing', () => {
  const transfer = {
    id: 'trf_a',
    debitAccountId: 'acc_a',
    creditAccountId: 'acc_b',
    amount: { amountMinor: '1', unit: 'KRW' },
    code: 'test',
  }
  const holder = `holderId=${HOLDER.id}`
  const cases: [string, Parameters<typeof check>, object][] = [
    ['holders.create', ['POST', '/v1/holders', { body: { name: HOLDER.name } }], HOLDER],
    ['holders.get', ['GET', '/v1/holders/{id}', { params: { id: HOLDER.id } }], HOLDER],
    [
      'instruments.create',
      ['POST', '/v1/instruments', { body: { holderId: HOLDER.id, instrument: { kind: 'game_cash' } } }],
      INSTRUMENT,
    ],
    ['instruments.list', ['GET', '/v1/instruments', { query: holder }], { items: [INSTRUMENT], nextCursor: 'abc' }],
    [
      'payoutAccounts.create',
      [
        'POST',
        '/v1/payoutAccounts',
        { body: { holderId: HOLDER.id, bankCode: '004', accountNumber: '1', accountHolder: 'x' } },
      ],
      PAYOUT_ACCOUNT,
    ],
    ['payoutAccounts.list', ['GET', '/v1/payoutAccounts', { query: holder }], { items: [PAYOUT_ACCOUNT] }],
    [
      'conversions.create',
      [
        'POST',
        '/v1/conversions',
        {
          key: 'k',
          body: { holderId: 'h', quoteId: 'q', optionId: 'o', payoutAccountId: 'p', consent: CONVERSION.consent },
        },
      ],
      CONVERSION,
    ],
    ['conversions.get', ['GET', '/v1/conversions/{id}', { params: { id: CONVERSION.id } }], CONVERSION],
    [
      'conversions.list',
      ['GET', '/v1/conversions', { query: `${holder}&state=paid&limit=5&cursor=abc` }],
      { items: [CONVERSION] },
    ],
    [
      'conversions.transfers',
      ['GET', '/v1/conversions/{id}/transfers', { params: { id: CONVERSION.id } }],
      { items: [TRANSFER] },
    ],
    ['payouts.get', ['GET', '/v1/payouts/{id}', { params: { id: PAYOUT.id } }], PAYOUT],
    ['accounts.list', ['GET', '/v1/accounts', { query: 'code=holder_cash' }], { items: [ACCOUNT] }],
    ['accounts.get', ['GET', '/v1/accounts/{id}', { params: { id: ACCOUNT.id } }], ACCOUNT],
    [
      'accounts.balance',
      ['GET', '/v1/accounts/{id}/balance', { params: { id: ACCOUNT.id }, query: 'at=2026-11-23T00:00:00Z' }],
      {
        accountId: ACCOUNT.id,
        at: '2026-11-23T04:00:00.000Z',
        posted: { amountMinor: '8100', unit: 'KRW' },
        pending: { amountMinor: '0', unit: 'KRW' },
        available: { amountMinor: '8100', unit: 'KRW' },
      },
    ],
    [
      'accounts.transfers',
      ['GET', '/v1/accounts/{id}/transfers', { params: { id: ACCOUNT.id } }],
      { items: [TRANSFER] },
    ],
    [
      'accounts.statement',
      ['GET', '/v1/accounts/{id}/statement', { params: { id: ACCOUNT.id }, query: 'order=desc&limit=5' }],
      {
        accountId: ACCOUNT.id,
        opening: { amountMinor: '0', unit: 'KRW' },
        items: [
          {
            transfer: TRANSFER,
            change: { amountMinor: '8100', unit: 'KRW' },
            balance: { amountMinor: '8100', unit: 'KRW' },
          },
        ],
        closing: { amountMinor: '8100', unit: 'KRW' },
        archives: ['epoch-0'],
      },
    ],
    [
      'transfers.create',
      ['POST', '/v1/transfers', { key: 't', body: [transfer] }],
      { results: [{ id: 'trf_a', result: 'applied' }] },
    ],
    [
      'transfers.proof',
      ['GET', '/v1/transfers/{id}/proof', { params: { id: TRANSFER.id }, query: `since=${'ab'.repeat(32)}` }],
      PROOF,
    ],
    ['books.head', ['GET', '/v1/books/{id}/head', { params: { id: PROOF.head.book } }], HEAD_PROOF],
    ['session.get', ['GET', '/v1/session'], { role: 'operator', holder: null, simulatedRails: true }],
    [
      'apiKeys.create',
      ['POST', '/v1/apiKeys', { body: { name: 'desk', scopes: [...SCOPES] } }],
      { id: deriveIdFromKey('key', 'example'), name: 'desk', scopes: SCOPES, secret: 'jdn_secret' },
    ],
    [
      'simulator.setFaults',
      [
        'POST',
        '/v1/simulator/faults',
        { body: { faults: [{ target: 'bank', operation: 'submit', kind: 'timeout', count: 1 }] } },
      ],
      { active: 1 },
    ],
  ]
  for (const [name, args, expected] of cases) {
    test(name, async () => assert.deepEqual((await check(...args)).json(), JSON.parse(JSON.stringify(expected))))
  }

  test('quotes and decisions, with every part of a real quote', async () => {
    const bodies = [
      EXAMPLE_QUOTE_REQUEST,
      {
        ...EXAMPLE_QUOTE_REQUEST,
        intent: 'sell',
        instruments: [
          {
            ...EXAMPLE_QUOTE_REQUEST.instruments[0],
            fundingSource: 'carrier_billing',
            offer: { cashReceived: { amountMinor: '6000', unit: 'KRW' }, dueOn: '2026-12-25' },
          },
        ],
      },
      { jurisdiction: 'KR', instruments: [{ kind: 'new_type_voucher' }, { kind: 'onnuri_voucher', ref: 'b' }] },
      { jurisdiction: 'XX', instruments: [{ kind: 'game_cash' }] },
    ]
    for (const body of bodies) {
      const response = await check('POST', '/v1/quotes', { body })
      const quote = response.json()
      const inside = await server.usecases.getQuote({ role: 'anonymous' }, quote.id)
      assert.ok(inside.kind === 'done')
      assert.deepEqual(quote, JSON.parse(JSON.stringify(inside.value)))
      assert.deepEqual((await check('GET', '/v1/quotes/{id}', { params: { id: quote.id } })).json(), quote)
      const list = await check('GET', '/v1/decisions', { query: `quoteId=${quote.id}` })
      assert.deepEqual(list.json().items[0].item, quote.items[0])
    }
    const id = await server.usecases.listDecisions({ role: 'anonymous' }, [...(await firstQuoteIds())][0]!)
    assert.ok(id.kind === 'done')
    await check('GET', '/v1/decisions/{id}', { params: { id: id.value.items[0]!.id } })
  })

  async function firstQuoteIds(): Promise<string[]> {
    return [(await check('POST', '/v1/quotes', { body: EXAMPLE_QUOTE_REQUEST })).json().id]
  }

  test('offers, banks, packs and rules', async () => {
    const offer = {
      jurisdiction: 'KR',
      amount: { amountMinor: '100000', unit: 'KRW' },
      cashReceived: { amountMinor: '70000', unit: 'KRW' },
      receivedOn: '2026-11-23',
      dueOn: '2026-12-23',
    }
    const compared = (await check('POST', '/v1/offers:compare', { body: offer })).json()
    assert.equal(compared.costOnCash, '0.4286')
    assert.equal(compared.equivalentYearlyCost, '5.2143')
    const flow = compared.flow.map((part: { amount: { amountMinor: string } }) => part.amount.amountMinor)
    assert.deepEqual(flow, ['70000', '30000', '100000'])
    assert.equal(compared.stateLoan.cost.amountMinor, '915')
    assert.equal(compared.offences.length, 3)
    assert.ok(compared.wording.offender.en && compared.alternatives.length > 3)
    await check('POST', '/v1/offers:compare', { body: { ...offer, dueOn: '2026-11-01' } })
    await check('POST', '/v1/offers:compare', { body: { ...offer, jurisdiction: 'XX' } })
    assert.ok((await check('GET', '/v1/banks')).json().items.some(({ code }: { code: string }) => code === '004'))
    const places = (await check('GET', '/v1/packs'))
      .json()
      .items.map((pack: { jurisdiction: string }) => pack.jurisdiction)
    for (const place of ['KR', 'US-CA', 'JP']) assert.ok(places.includes(place), place)
    const [japanese] = (await check('GET', '/v1/packs/{jurisdiction}/rules', { params: { jurisdiction: 'JP' } })).json()
      .items
    assert.ok(japanese.title.ja)
    assert.ok(
      (await check('GET', '/v1/packs/{jurisdiction}', { params: { jurisdiction: 'kr' } })).json().facts.length > 10,
    )
    const rules = (await check('GET', '/v1/packs/{jurisdiction}/rules', { params: { jurisdiction: 'KR' } })).json()
      .items
    const { id } = rules[0]
    for (const ruleId of [id, encodeURIComponent(id), id.slice('kr/'.length)]) {
      const rule = await check('GET', '/v1/packs/{jurisdiction}/rules/{ruleId}', {
        params: { jurisdiction: 'KR', ruleId },
      })
      assert.deepEqual(rule.json(), rules[0])
    }
    assert.equal((await check('GET', '/v1/packs/{jurisdiction}', { params: { jurisdiction: 'ZZ' } })).statusCode, 404)
  })

  test('judgements of messages, links and shops', async () => {
    const trap = '[국제발신] 고객님 택배 주소 오류로 반송 예정입니다. 주소 확인: http://cj-logls.top/a1'
    const one = (await check('POST', '/v1/messages:check', { body: { text: trap } })).json()
    assert.equal(one.label, 'smishing')
    assert.ok(one.probability > 0.5 && one.probability <= 1)
    assert.deepEqual(
      one.links.map((link: { url: string }) => link.url),
      ['http://cj-logls.top/a1'],
    )
    for (const { evidence, spans } of one.reasons as { evidence: string; spans: { from: number; to: number }[] }[]) {
      for (const { from, to } of spans) assert.ok(0 <= from && from < to && to <= trap.length)
      if (spans.length === 1) assert.equal(trap.slice(spans[0]!.from, spans[0]!.to), evidence)
    }
    assert.ok(one.reasons.length > 0 && one.advice.ko && one.advice.en && one.advice.now.length > 0)
    const pages = '오늘 몇 시에 끝나?\n여섯 시쯤. 저녁은 집에서 먹을게\n'.repeat(40)
    const chat = `${pages}엄마 나 폰 고장나서 임시번호야. 급하게 결제할 게 있는데 신분증이랑 카드 사진 좀 보내줘`
    const [first, long] = (
      await check('POST', '/v1/messages:check', { body: { texts: [trap, chat], language: 'ko' } })
    ).json()
    assert.deepEqual([first.label, long.label, long.part?.to], ['smishing', 'ham', chat.length])
    for (const body of [{}, { text: '' }, { texts: [] }, { text: 'a', texts: ['b'] }, { text: 'a'.repeat(20_001) }]) {
      assert.equal((await check('POST', '/v1/messages:check', { body })).statusCode, body.text?.[9] ? 413 : 422)
    }
    const url = 'https://www.naver.com.login-kr.top/x'
    const link = (await check('POST', '/v1/links:check', { body: { url } })).json()
    assert.equal(link.label, 'phishing')
    const own = (await check('POST', '/v1/links:check', { body: { url: 'https://www.naver.com/' } })).json()
    assert.deepEqual([own.label, own.registrableName], ['ordinary', 'naver.com'])
    assert.equal((await check('POST', '/v1/links:check', { body: { url: 'not a link' } })).statusCode, 200)
    const body = { text: '소액결제 현금화 당일 70% 입금', businessNumber: '123-45-67891' }
    const shop = (await check('POST', '/v1/providers:check', { body })).json()
    assert.equal(shop.verdict, 'unlawful')
    assert.match(shop.legalBasis[0].cite.ko, /정보통신망법/)
    assert.equal(shop.businessNumber.isWellFormed, true)
    assert.deepEqual(
      [shop.promisedRates[0].cashReceived.amountMinor, shop.promisedRates[0].equivalentYearlyCost],
      ['70000', '5.2143'],
    )
    const whole = JSON.stringify([checkMessage(trap), checkMessage(chat), checkLink(url), checkProvider(body)])
    assert.deepEqual([one, long, link, shop], JSON.parse(whole), 'A field that the document lacks is left out.')
  })

  test('problems fit the document too', async () => {
    assert.equal((await check('POST', '/v1/holders', { body: { nam: 1 } })).statusCode, 422)
    assert.equal(
      (await check('GET', '/v1/holders/{id}', { params: { id: deriveIdFromKey('hld', 'nobody') } })).statusCode,
      404,
    )
    const waiting = await check('GET', '/v1/transfers/{id}/proof', { params: { id: deriveIdFromKey('trf', 'new') } })
    assert.deepEqual([waiting.statusCode, waiting.headers['retry-after']], [409, '2'])
    assert.equal((await check('POST', '/v1/conversions', { body: {} })).statusCode, 400)
  })
})

describe('the document', () => {
  test('has every path that outside checks rely on', () => {
    const relied = {
      post: [
        '/v1/quotes',
        '/v1/holders',
        '/v1/payoutAccounts',
        '/v1/conversions',
        '/v1/transfers',
        '/v1/simulator/faults',
        '/v1/offers:compare',
        '/v1/messages:check',
        '/v1/links:check',
        '/v1/providers:check',
        '/v1/apiKeys',
        '/v1/instruments',
      ],
      get: [
        '/v1/conversions/{id}',
        '/v1/conversions/{id}/transfers',
        '/v1/conversions/{id}/events',
        '/v1/accounts',
        '/v1/accounts/{id}/balance',
        '/v1/packs',
        '/v1/banks',
        '/v1/session',
        '/v1/decisions',
        '/v1/payouts/{id}',
      ],
    }
    for (const [method, paths] of Object.entries(relied)) {
      for (const path of paths) assert.ok(document.paths[path]?.[method], `${method} ${path}`)
    }
  })

  test('is whole: ids are unique, references lead somewhere, parameters are declared, tags are known', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).map(operation => ({ path, operation })),
    )
    const ids = operations.map(({ operation }) => operation.operationId)
    assert.equal(new Set(ids).size, ids.length)
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      assert.ok(document.components.schemas[name!], `${name} is missing.`)
    }
    const tags = new Set(document.tags.map(({ name }) => name))
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1])
      const declared = operation.parameters.filter(each => each.in === 'path').map(({ name }) => name)
      assert.deepEqual(declared.sort(), inPath.sort(), path)
      assert.ok(tags.has(operation.tags[0]!), `${operation.tags[0]} is missing.`)
    }
  })

  test('compiles as JSON Schema 2020-12, each component', () => {
    const strict = new Ajv2020({ strict: true, strictTypes: false, validateSchema: true })
    strict.addVocabulary(['x-jandon-idempotency', 'x-jandon-repeatable', 'x-jandon-events'])
    const schemas = JSON.parse(
      JSON.stringify(document.components.schemas).replaceAll('#/components/schemas/', '#/$defs/'),
    )
    for (const name of Object.keys(schemas)) strict.compile({ $ref: `#/$defs/${name}`, $defs: schemas })
  })

  test('two schemas under one title are a bug', () => {
    const route = {
      id: 'a.b',
      method: 'GET',
      path: '/a',
      summary: 'x',
      access: {},
      handle: async () => ({ kind: 'done', value: {} }),
    } as const
    const schema = (type: string) => ({ type, title: 'Same' })
    assert.throws(() =>
      buildOpenApi([
        { ...route, response: schema('string') },
        { ...route, path: '/b', response: schema('object') },
      ] as never),
    )
  })
})
