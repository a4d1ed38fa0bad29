// SPDX-License-Identifier: Apache-2.0
// Transfers over HTTP: the forms of a list, its mistakes, and every answer that the ledger has, each at its place.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { TRANSFER_RESULTS, type TransferSpec } from '@jandon/domain/ledger'
import { createTestDatabase, type TestDatabase } from './database/testing.ts'
import { ADMIN, createTestServer, type TestServer } from './http/testing.ts'
import { createLedger } from './ledger/index.ts'
import { absent, closed, elsewhere, empty, ROWS } from './ledger/test-answers.ts'
import { ACCOUNTS, face, freshId, NOW, transfer, won } from './ledger/testing.ts'
import { createStore } from './store/index.ts'
import { createHistoryUsecases } from './usecases/history.ts'
import { createKeyed } from './usecases/keyed.ts'
import { createLedgerUsecases } from './usecases/ledger.ts'

const { cash, ana, ben, clearing, fee, outstanding, voucher } = ACCOUNTS

let server: TestServer
before(async () => {
  server = await createTestServer()
})
after(() => server.app.close())

const send = (to: TestServer, payload: unknown, key: string) =>
  to.app.inject({
    method: 'POST',
    url: '/v1/transfers',
    headers: { ...ADMIN, 'content-type': 'application/json', 'idempotency-key': key },
    payload: JSON.stringify(payload),
  })
const post = (payload: unknown, key: string) => send(server, payload, key)

describe('a list of transfers', () => {
  test('transfers come as a list or in an object', async () => {
    const transfer = {
      id: 'trf_a',
      debitAccountId: 'acc_a',
      creditAccountId: 'acc_b',
      amount: { amountMinor: '1', unit: 'KRW' },
      code: 'test',
    }
    const bare = await post([transfer], 'list')
    assert.deepEqual(bare.json(), { results: [{ id: 'trf_a', result: 'applied' }] })
    const wrapped = await post({ transfers: [transfer, { ...transfer, id: 'trf_b' }] }, 'object')
    assert.equal(wrapped.json().results.length, 2)
  })

  test('a list holds ten thousand transfers with every field, and no more', async () => {
    const id = (prefix: string) => `${prefix}_${'7'.repeat(26)}`
    const transfer = {
      ...{ id: id('trf'), journalId: id('jnl'), debitAccountId: id('acc'), creditAccountId: id('acc') },
      amount: { amountMinor: '100000000000000', unit: `voucher:${'v'.repeat(40)}:KRW` },
      ...{ code: 'c'.repeat(40), phase: 'pending', pendingId: id('trf') },
      ...{ occurredAt: '2026-11-23T04:10:00.000000Z', expiresAt: '2026-11-23T04:10:00.000000Z' },
    }
    const full = await post(Array(10_000).fill(transfer), 'full')
    assert.equal(full.json().results?.length, 10_000, full.body.slice(0, 200))
    const more = await post(Array(10_001).fill(transfer), 'more')
    assert.equal(more.statusCode, 422)
  })

  test('mistakes in either form of a transfer list are pointed at in that form', async () => {
    const bare = await post([{ id: 'trf_a' }], 'bad-list')
    assert.ok(
      bare.json().errors.some(({ pointer }: { pointer: string }) => pointer === '/0/amount'),
      bare.body,
    )
    assert.ok(
      bare.json().errors.every(({ pointer }: { pointer: string }) => pointer.startsWith('/0/')),
      bare.body,
    )
    const wrapped = await post({ transfers: [{ id: 'trf_a' }] }, 'bad-object')
    assert.ok(wrapped.json().errors.every(({ pointer }: { pointer: string }) => pointer.startsWith('/transfers/0/')))
    assert.equal((await post('x', 'bad-text')).json().errors[0].pointer, '')
  })
})

test('a full queue is 503, with the seconds after which to come again', async () => {
  const full = await createTestServer()
  full.usecases.postTransfers = async () => ({ kind: 'refused', refusal: { code: 'overloaded', retryAfterSeconds: 2 } })
  const answer = await send(full, [toJson(transfer(ana, ben, won(1)))], 'full-queue')
  assert.equal(answer.statusCode, 503)
  assert.equal(answer.headers['retry-after'], '2')
  assert.deepEqual([answer.json().code, answer.json().retryAfterSeconds], ['overloaded', 2])
  await full.app.close()
})

/** As a caller writes it. */
const toJson = ({ amount, occurredAt, expiresAt, ...rest }: TransferSpec) => ({
  ...rest,
  amount: { ...amount, amountMinor: amount.amountMinor.toString() },
  occurredAt: new Date(occurredAt).toISOString(),
  ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }),
})

describe('answers of the ledger', () => {
  let db: TestDatabase
  let real: TestServer
  let now = NOW
  let sent = 0
  const clock = { now: () => now }
  const ledger = createLedger({ clock })
  const answers = async (batch: readonly unknown[]): Promise<string[]> => {
    const answer = await send(real, batch, `batch-${sent++}`)
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json().results.map(({ result }: { result: string }) => result)
  }

  before(async () => {
    db = await createTestDatabase()
    const store = createStore(new Uint8Array(32))
    const deps = { database: db, ledger, store, clock }
    real = await createTestServer()
    const { postTransfers } = createLedgerUsecases(deps, createKeyed(deps))
    Object.assign(real.usecases, { postTransfers, ...createHistoryUsecases(deps) })
    await db.transaction(async tx => {
      await ledger.openBook(tx, elsewhere.book)
      await ledger.openAccounts(tx, [...Object.values(ACCOUNTS), empty, closed, elsewhere])
      await ledger.closeAccount(tx, closed.id)
      const funds = [transfer(cash, ana, won(1_000_000)), transfer(cash, ben, won(1_000_000))]
      await ledger.postTransfers(tx, [...funds, transfer(outstanding, voucher, face(10_000))])
    })
  })
  after(async () => {
    await real.app.close()
    await db.drop()
  })

  /** A row for each answer; JSON has no form for an amount of thirty digits, and no NUL comes through. */
  const rows = TRANSFER_RESULTS.flatMap(code => {
    const row = ROWS.find(({ title, answers: all }) => all.includes(code) && !/NUL|than fits/.test(title))
    return row ? [{ code, ...row }] : []
  })
  for (const { code, title, send: batches, answers: expected, later = 0 } of rows) {
    test(`${code}: ${title}`, async () => {
      const all = batches()
      for (const batch of all.slice(0, -1))
        assert.ok((await answers(batch.map(toJson))).every(each => each === 'applied'))
      now = NOW + later
      assert.deepEqual(await answers(all.at(-1)!.map(toJson)), expected)
      now = NOW
    })
  }

  test('each answer has been given, but for those that a number of this size cannot bring about', () => {
    const shown = new Set(rows.map(({ code }) => code))
    assert.deepEqual(
      TRANSFER_RESULTS.filter(code => !shown.has(code)),
      ['amount_too_large', 'counter_overflow'],
    )
  })

  test('the largest amount and the one after it', async () => {
    const largest = toJson(transfer(clearing, fee, won(100_000_000_000_000)))
    const more = toJson(transfer(clearing, fee, won(100_000_000_000_001)))
    assert.deepEqual(await answers([largest, more]), ['applied', 'amount_too_large'])
  })

  test('what is no id is answered at its place and stops nothing else', async () => {
    const good = () => toJson(transfer(ana, ben, won(1)))
    const list = [
      good(),
      { ...good(), id: 'trf_1' },
      { ...good(), id: freshId('acc') },
      { ...good(), journalId: 'x' },
      { ...good(), debitAccountId: 'acc_1' },
      { ...good(), creditAccountId: ana.id.replace('acc', 'trf') },
      { ...good(), phase: 'post', pendingId: 'nothing' },
      toJson(transfer(ana, absent, won(1))),
      good(),
    ]
    assert.deepEqual(await answers(list), [
      'applied',
      ...['id_invalid', 'id_invalid', 'id_invalid', 'account_not_found', 'account_not_found', 'pending_not_found'],
      ...['account_not_found', 'applied'],
    ])
  })

  test('without a journal of its own each transfer stands alone, and again means the same', async () => {
    const [one, two] = [1, 9_000_000].map(amount => {
      const { journalId: _, ...rest } = toJson(transfer(ana, ben, won(amount)))
      return rest
    })
    assert.deepEqual(await answers([one, two]), ['applied', 'exceeds_credits'])
    assert.deepEqual(await answers([two, one]), ['exceeds_credits', 'exists'])
    const { journalId: _, ...twice } = toJson(transfer(ana, ben, won(1)))
    const other = { ...twice, amount: { amountMinor: '2', unit: 'KRW' } }
    assert.deepEqual(await answers([twice, other, twice]), ['applied', 'exists_with_different_amount', 'exists'])
  })

  test('a pending transfer has an expiry, which has to be an instant', async () => {
    const pending = toJson(transfer(ana, clearing, won(10), { phase: 'pending', expiresAt: NOW + 5 }))
    assert.deepEqual(await answers([pending]), ['applied'])
    const read = await real.app.inject({ url: `/v1/accounts/${ana.id}/transfers?limit=500`, headers: ADMIN })
    assert.equal(read.statusCode, 200, read.body)
    const kept = read.json().items.find(({ id }: { id: string }) => id === pending.id)
    assert.deepEqual([kept.phase, kept.expiresAt], ['pending', pending.expiresAt])
    assert.deepEqual(await answers([{ ...pending, expiresAt: new Date(NOW + 6).toISOString() }]), [
      'exists_with_different_expiry',
    ])
    now = NOW + 5
    const post = toJson(transfer(ana, clearing, won(10), { phase: 'post', pendingId: pending.id }))
    assert.deepEqual(await answers([post]), ['pending_expired'])
    assert.ok((await ledger.expirePending(db)) >= 1)
    now = NOW
    const wrapped = await send(real, { transfers: [{ ...pending, expiresAt: '2026-02-30T00:00:00Z' }] }, 'wrapped')
    assert.equal(wrapped.json().errors[0].pointer, '/transfers/0/expiresAt')
    for (const expiresAt of ['2026-02-30T00:00:00Z', 'tomorrow', 5, null]) {
      const answer = await send(real, [{ ...pending, expiresAt }], `expiry-${expiresAt}`)
      assert.equal(answer.statusCode, 422)
      assert.deepEqual(
        answer.json().errors.map(({ pointer }: { pointer: string }) => pointer),
        ['/0/expiresAt'],
      )
    }
  })
})
