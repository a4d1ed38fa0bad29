// SPDX-License-Identifier: Apache-2.0
// Answers by pattern on a real database: to the letter, small, readable by a server that has seen none of them, and
// with nobody's name in a pattern.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '@jandon/domain/ids'
import { createQuote, FREE_TARIFF, type QuoteRequest, quoteToJson, writeTariff } from '@jandon/domain/quote'
import { PROJECT_DIR } from '../config/index.ts'
import { MIGRATIONS_DIR } from '../database/index.ts'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { loadPacks } from '../packs/index.ts'
import { systemRandomness } from '../ports/index.ts'
import { createStore, SealBroken, type StoredQuote } from './index.ts'

const KEY = new Uint8Array(32).fill(3)
const packs = loadPacks(`${PROJECT_DIR}/policy-packs`)
const NOW = Date.parse('2026-11-23T09:00:00Z')
const won = (amountMinor: string) => ({ amountMinor, unit: 'KRW' })
const voucher = (paid: string, more: object = {}) => ({
  ...{ kind: 'new_type_voucher', issuer: 'cultureland', fundingSource: 'cash', isPromotional: false },
  ...{ faceValue: won('50000'), pricePaid: won(paid), remaining: won('50000') },
  ...{ purchasedOn: '2023-10-01', expiresOn: '2024-10-01', ...more },
})
const ask = (instruments: QuoteRequest['instruments'], birthDate = '1991-04-02'): QuoteRequest => ({
  ...{ jurisdiction: 'KR', instruments, holder: { birthDate } },
})

function quote(request: QuoteRequest): StoredQuote {
  const id = newId('qte', NOW, systemRandomness.bytes(10))
  const result = createQuote(packs, request, { quoteId: id, now: NOW, tariff: FREE_TARIFF })
  assert.equal(result.kind, 'quoted')
  const { createdAt, expiresAt } = result.quote
  const madeBy = { engine: '1', tariff: writeTariff(FREE_TARIFF) }
  return { id, holderId: null, request, serials: {}, answer: quoteToJson(result.quote), madeBy, createdAt, expiresAt }
}

let db: TestDatabase
before(async () => {
  db = await createTestDatabase(MIGRATIONS_DIR)
})
after(() => db.drop())

async function write(quotes: readonly StoredQuote[], store = createStore(KEY)): Promise<void> {
  await db.transaction(tx => store.quotes.insert(tx, quotes))
}
async function sizeOf(id: string): Promise<number> {
  const { rows } = await db.pool.query<{ size: number }>('SELECT length(body) AS size FROM quote WHERE id = $1', [id])
  return rows[0]!.size
}

describe('the answer of a quote', () => {
  test('is read back to the letter by a server that has seen no pattern, and the second of a kind is small', async () => {
    const store = createStore(KEY)
    const quotes = ['45000', '44000', '43000'].map(paid => quote(ask([voucher(paid)])))
    for (const each of quotes) await write([each], store)
    const read = await createStore(KEY).quotes.load(
      db.pool,
      quotes.map(each => each.id),
    )
    for (const each of quotes) assert.equal(JSON.stringify(read.get(each.id)?.answer), JSON.stringify(each.answer))
    assert.ok((await sizeOf(quotes[2]!.id)) < 2500, 'Most of it is in the pattern.')
  })
  test('of many instruments, known and unknown kinds and places: to the letter', async () => {
    const mixed = [voucher('40000'), voucher('40000', { fundingSource: 'unknown' }), { kind: 'moon_stone' }]
    const quotes = [
      ...[quote(ask(mixed)), quote(ask(mixed, '1980-01-01')), quote(ask([{ kind: '김철수' }]))],
      quote({ ...ask([voucher('1')]), jurisdiction: 'XX' }),
    ]
    await write(quotes)
    await write(quotes.map(each => quote(each.request)))
    const read = await createStore(KEY).quotes.load(
      db.pool,
      quotes.map(each => each.id),
    )
    for (const each of quotes) assert.equal(JSON.stringify(read.get(each.id)?.answer), JSON.stringify(each.answer))
  })
  test('what callers name as they like makes no pattern', async () => {
    const count = async () => (await db.pool.query('SELECT FROM answer_pattern')).rowCount
    const before = await count()
    await write([quote(ask([{ kind: 'stone_1' }])), quote({ ...ask([voucher('1')]), jurisdiction: 'YY' })])
    assert.equal(await count(), before)
  })
})

describe('a pattern', () => {
  const { personal } = createStore(KEY)
  test('holds nothing that was said of the holder, and no name', async () => {
    const issuer = '김철수 상회'
    await write([quote(ask([voucher('33000', { ref: '박영희의 것', issuer })], '1979-09-09'))])
    const { rows } = await db.pool.query<{ id: string; body: Buffer; key_id: string }>('SELECT * FROM answer_pattern')
    const all = rows.map(row => JSON.stringify(personal.decrypt(row.body, row.id, row.key_id))).join('\n')
    for (const told of ['1979-09-09', '박영희의 것', issuer]) assert.ok(!all.includes(`"${told}"`), told)
  })
  test('is never changed or removed', async () => {
    await assert.rejects(db.pool.query("UPDATE answer_pattern SET key_id = 'x'"), /append-only/)
    await assert.rejects(db.pool.query('DELETE FROM answer_pattern'), /append-only/)
    await assert.rejects(db.pool.query('TRUNCATE answer_pattern'), /append-only/)
  })
  test('of a transaction that did not come about is used by nobody', async () => {
    const store = createStore(KEY)
    const request = ask([voucher('45000', { fundingSource: 'gift' })])
    const lost = db.transaction(async tx => {
      await store.quotes.insert(tx, [quote(request)])
      throw new Error('given up')
    })
    await assert.rejects(lost, /given up/)
    const kept = quote(request)
    await write([kept], store)
    const read = await createStore(KEY).quotes.load(db.pool, [kept.id])
    assert.equal(JSON.stringify(read.get(kept.id)?.answer), JSON.stringify(kept.answer))
  })
  test('that was tampered with breaks the seal of the quotes that are read by it', async () => {
    const request = ask([voucher('45000', { fundingSource: 'debit_card' })])
    await write([quote(request)])
    const second = quote(request)
    await write([second])
    await db.pool.query('ALTER TABLE answer_pattern DISABLE TRIGGER append_only')
    await db.pool.query('UPDATE answer_pattern SET body = set_byte(body, 40, 255 - get_byte(body, 40))')
    await assert.rejects(createStore(KEY).quotes.load(db.pool, [second.id]), SealBroken)
  })
})
