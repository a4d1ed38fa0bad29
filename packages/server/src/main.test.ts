// SPDX-License-Identifier: Apache-2.0
// The whole server on a real database, spoken to by our own client over a socket: from a quote to paid, over a restart,
// with faults of the bank, and against hostile requests that reach the real use-cases.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createClient, type JandonClient, type NewConversion } from '@jandon/client'
import fc from 'fast-check'
import { type Config, ConfigFault, loadConfig } from './config/index.ts'
import { createTestDatabase, type TestDatabase } from './database/testing.ts'
import { type RunningServer, StartFault, startServer } from './main.ts'

const ADMIN_KEY = 'jdn_admin_key_for_the_whole_server'
const won = (amountMinor: string) => ({ amountMinor, unit: 'KRW' })
const VOUCHER = {
  ref: 'a',
  kind: 'new_type_voucher',
  issuer: 'cultureland',
  faceValue: won('10000'),
  pricePaid: won('9000'),
  remaining: won('10000'),
  purchasedOn: '2023-10-01',
  expiresOn: '2024-10-01',
  fundingSource: 'cash' as const,
  isPromotional: false,
}

let database: TestDatabase
let config: Config
let server: RunningServer
let holder: JandonClient
let desk: JandonClient
const dataDir = mkdtempSync(join(tmpdir(), 'jandon-main-'))

before(async () => {
  database = await createTestDatabase(false)
  config = loadConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    JANDON_ADMIN_KEY: ADMIN_KEY,
    JANDON_LOG_LEVEL: 'silent',
    JANDON_SIMULATOR_DELAY_MS: '5',
    JANDON_DATABASE_CONNECTIONS: '10',
  })
  await start()
})
after(async () => {
  await server.close()
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(): Promise<void> {
  server = await startServer(config)
  holder = createClient({ baseUrl: server.url })
  desk = createClient({ baseUrl: server.url, apiKey: ADMIN_KEY })
}

/** Everything up to the acceptance, for the demo holder. */
async function readyToAccept(): Promise<NewConversion> {
  const { holder: person } = await holder.session.get()
  assert.ok(person)
  const quote = await holder.quotes.create({ jurisdiction: 'KR', instruments: [VOUCHER] })
  const [option] = quote.items[0]!.options
  assert.equal(option?.net.amountMinor, '8100')
  const account = await holder.payoutAccounts.create({
    holderId: person.id,
    bankCode: '004',
    accountNumber: '123456-01-123456',
    accountHolder: person.name,
  })
  return {
    holderId: person.id,
    quoteId: quote.id,
    optionId: option.id,
    payoutAccountId: account.id,
    consent: { language: 'ko', acceptedAt: quote.createdAt, textHash: quote.consent.textHash },
  }
}

async function untilPaid(id: string): Promise<string[]> {
  const states: string[] = []
  for await (const view of desk.conversions.watch(id)) {
    assert.equal(view.transitions.at(-1)?.to, view.state, 'A view shows the state that its history leads to.')
    states.push(view.state)
  }
  return states
}

describe('a voucher becomes cash', () => {
  test('from quote to paid, seen by its holder, booked to the won', async () => {
    const accepted = await holder.conversions.create(await readyToAccept())
    assert.equal(accepted.state, 'accepted')
    assert.equal((await untilPaid(accepted.id)).at(-1), 'paid')
    const paid = await holder.conversions.get(accepted.id)
    assert.deepEqual([paid.state, paid.payout?.state, paid.net], ['paid', 'settled', won('8100')])
    const { items } = await holder.conversions.transfers(accepted.id)
    assert.ok(
      items.some(each => each.code === 'payout_cash' && each.phase === 'post' && each.amount.amountMinor === '8100'),
    )
    const mine = await holder.conversions.list({ holderId: accepted.holderId })
    assert.ok(mine.items.some(each => each.id === accepted.id))
  })

  test('a bank that loses its answer is asked, and pays once', async () => {
    await desk.simulator.setFaults({
      faults: [{ target: 'bank', operation: 'submit', kind: 'timeout_after_accept', count: 1, delayMs: 50 }],
    })
    const { id } = await holder.conversions.create(await readyToAccept())
    assert.equal((await untilPaid(id)).at(-1), 'paid')
    const posted = (await desk.conversions.transfers(id)).items.filter(
      each => each.code === 'payout_cash' && each.phase === 'post',
    )
    assert.equal(posted.length, 1)
    await desk.simulator.setFaults({ faults: [] })
  })

  test('the same key converts once, also across a restart', async () => {
    const body = await readyToAccept()
    const options = { idempotencyKey: 'one-act' }
    const first = await holder.conversions.create(body, options)
    await server.close()
    await start()
    assert.equal((await holder.conversions.create(body, options)).id, first.id)
    await assert.rejects(holder.conversions.create({ ...body, optionId: 'opt_other' }, options), {
      code: 'idempotency_key_reused',
    })
    await assert.rejects(holder.conversions.create(body), { code: 'instrument_already_converted' })
    assert.equal((await untilPaid(first.id)).at(-1), 'paid')
  })

  test('what the law forbids is converted by nobody', async () => {
    const body = await readyToAccept()
    const refused = await holder.quotes.create({
      jurisdiction: 'KR',
      intent: 'sell',
      instruments: [{ ...VOUCHER, fundingSource: 'carrier_billing' as const }],
    })
    assert.equal(refused.items[0]!.decision, 'refuse')
    for (const client of [holder, desk]) {
      await assert.rejects(client.conversions.create({ ...body, quoteId: refused.id }), thrown => {
        assert.ok(thrown instanceof Error && 'code' in thrown)
        assert.ok(['decision_refused', 'option_not_found'].includes(String(thrown.code)), String(thrown.code))
        return true
      })
    }
  })

  test('a desk sees balances and lists, page by page', async () => {
    const [cash] = (await desk.accounts.list({ code: 'safeguarding_cash', limit: 1 })).items
    assert.ok(cash, 'There is a safeguarding account.')
    assert.equal((await desk.accounts.balance(cash.id)).posted.unit, 'KRW')
    let transfers = 0
    for await (const _ of desk.accounts.transfersAll(cash.id, { limit: 1 })) transfers += 1
    assert.ok(transfers >= 2)
    await assert.rejects(holder.accounts.list(), { code: 'unauthenticated' })
  })
})

describe('the process', () => {
  test('a server with another data key does not start on this database', async () => {
    const other = { ...config, dataKey: 'ab'.repeat(32) }
    await assert.rejects(startServer(other), (fault: unknown) => {
      assert.ok(fault instanceof ConfigFault)
      assert.match(fault.message, /another data key.*JANDON_DATA_KEY/)
      return true
    })
  })

  test('a taken port is told in words', async () => {
    const port = new URL(server.url).port
    await assert.rejects(startServer({ ...config, port: Number(port) }), thrown => {
      assert.ok(thrown instanceof StartFault)
      assert.match(thrown.message, /taken.*PORT/)
      return true
    })
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200)
  })

  test('figures of the database reach /metrics', async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text()
    assert.match(text, /jandon_conversions\{state="paid"\} [1-9]/)
    assert.match(text, /jandon_ledger_transfers [1-9]/)
    assert.match(text, /jandon_database_up 1/)
  })
})

describe('hostile values in good requests', () => {
  // Accounts to aim at.
  before(async () => {
    await untilPaid((await holder.conversions.create(await readyToAccept())).id)
  })
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      "' OR 1=1 --",
      '\u0000',
      '\ud800',
      `${'$'}{jndi:ldap://x}`,
      '../../etc/passwd',
      '<script>alert(1)</script>',
      '9'.repeat(60),
      '-1',
      '1e9',
      '가'.repeat(60),
    ),
  )
  let documented: { path: RegExp; methods: Record<string, { responses: Record<string, unknown> }> }[]
  before(async () => {
    const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as {
      paths: Record<string, (typeof documented)[number]['methods']>
    }
    documented = Object.entries(document.paths).map(([path, methods]) => {
      const source = path.replace('{ruleId}', '.+').replaceAll(/\{\w+\}/g, '[^/]+')
      return { path: new RegExp(`^${source}$`), methods }
    })
  })
  /** 400 and 414 may be the address itself, before any route is known. */
  const isDocumented = (method: string, path: string, status: number) =>
    [400, 404, 414].includes(status) ||
    documented.some(
      each => each.path.test(path.split('?')[0]!) && each.methods[method.toLowerCase()]?.responses[status],
    )

  const send = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: { 'x-api-key': ADMIN_KEY, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const answer = await response.text()
    assert.ok(isDocumented(method, path, response.status), `${method} ${path} does not document ${response.status}`)
    assert.ok(
      response.status < 500,
      `${method} ${path} ${JSON.stringify(body)}: ${response.status} ${answer.slice(0, 300)}`,
    )
  }

  test('never end as a 5xx, whichever use-case they reach', async () => {
    const good = await readyToAccept()
    const { id: account } = (await desk.accounts.list({ limit: 1 })).items[0]!
    const transfer = {
      id: 'trf_a',
      debitAccountId: account,
      creditAccountId: account,
      amount: won('1'),
      code: 'adjustment',
    }
    const money = fc.record({
      amountMinor: fc.oneof(text, fc.bigInt().map(String)),
      unit: fc.oneof(text, fc.constantFrom('KRW', 'JPY', 'voucher:x:KRW')),
    })
    const bodies: [string, Record<string, unknown>][] = [
      ['/v1/holders', { name: '이하늘', birthDate: '1991-04-02', phone: '010-1234-5678' }],
      ['/v1/instruments', { holderId: good.holderId, serial: '1234', instrument: VOUCHER }],
      [
        '/v1/payoutAccounts',
        { holderId: good.holderId, bankCode: '004', accountNumber: '12345678901234', accountHolder: '김잔돈' },
      ],
      ['/v1/quotes', { jurisdiction: 'KR', asOf: '2026-11-23', language: 'ko', intent: 'any', instruments: [VOUCHER] }],
      ['/v1/conversions', { ...good }],
      ['/v1/apiKeys', { name: 'x', scopes: ['read'] }],
      [
        '/v1/offers:compare',
        {
          jurisdiction: 'KR',
          amount: won('1000'),
          cashReceived: won('700'),
          receivedOn: '2026-11-23',
          dueOn: '2026-12-23',
        },
      ],
    ]
    const place = fc
      .constantFrom(...bodies)
      .chain(([path, body]) =>
        fc.record({ path: fc.constant(path), body: fc.constant(body), field: fc.constantFrom(...Object.keys(body)) }),
      )
    const transferField = fc.constantFrom(
      'id',
      'journalId',
      'debitAccountId',
      'creditAccountId',
      'amount',
      'code',
      'phase',
      'pendingId',
      'occurredAt',
      'expiresAt',
    )
    const instrumentField = fc.constantFrom(
      ...Object.keys(VOUCHER),
      'balance',
      'points',
      'billingMonth',
      'usedOn',
      'offer',
    )
    await fc.assert(
      fc.asyncProperty(
        place,
        instrumentField,
        transferField,
        fc.oneof(text, money, fc.jsonValue({ stringUnit: 'binary' })),
        async ({ path, body, field }, fact, part, value) => {
          await send('POST', path, { ...body, [field]: value })
          await send('POST', '/v1/quotes', { jurisdiction: 'KR', instruments: [{ ...VOUCHER, [fact]: value }] })
          await send('POST', '/v1/transfers', [{ ...transfer, [part]: value }])
        },
      ),
      { numRuns: 150 },
    )
  })

  test('nor in addresses and queries', async () => {
    const paths = [
      '/v1/holders/X',
      '/v1/quotes/X',
      '/v1/conversions/X',
      '/v1/conversions/X/transfers',
      '/v1/conversions/X/events',
      '/v1/payouts/X',
      '/v1/decisions/X',
      '/v1/accounts/X/balance',
      '/v1/accounts?cursor=X',
      '/v1/accounts?code=X',
      '/v1/accounts?owner=X',
      '/v1/accounts?book=X',
      '/v1/conversions?state=X',
      '/v1/conversions?cursor=X',
      '/v1/instruments?holderId=X',
      '/v1/decisions?quoteId=X',
      '/v1/packs/KR/rules/X',
      '/v1/packs/X',
    ]
    const plausible = fc.string({ unit: fc.constantFrom(...'abcdefghjkmnpqrstvwxyz0123456789_-.='), maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.oneof(text, plausible), async (path, value) => {
        await send('GET', path.replace('X', encodeURIComponent(value.toWellFormed()) || 'x'))
      }),
      { numRuns: 250 },
    )
    const { id } = (await desk.accounts.list({ limit: 1 })).items[0]!
    for (const at of ['2026-11-23T00:00:00Z', '2026-99-99T99:99:99Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) {
      await send('GET', `/v1/accounts/${id}/balance?at=${at}`)
    }
  })
})
