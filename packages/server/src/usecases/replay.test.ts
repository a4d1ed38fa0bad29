// SPDX-License-Identifier: Apache-2.0
// Stored decisions made again on a real database: after the pack's files changed and the server was started again,
// under another version, after somebody tampered with them, for whom they are, and exported without the person.

import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createClient, type JandonClient, JandonProblem } from '@jandon/client'
import { loadConfig, openDataKey, PROJECT_DIR } from '../config/index.ts'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { type RunningServer, startServer } from '../main.ts'
import { loadPacks } from '../packs/index.ts'
import { createStore, keepPackVersions } from '../store/index.ts'

const ADMIN_KEY = 'jdn_admin_key_for_the_replayed_server'
const won = (amountMinor: string) => ({ amountMinor, unit: 'KRW' })
const VOUCHER = {
  ref: '김철수의 상품권',
  kind: 'new_type_voucher',
  issuer: '김철수 상회',
  serial: 'SECRET-SERIAL-77',
  faceValue: won('10000'),
  pricePaid: won('9000'),
  remaining: won('10000'),
  purchasedOn: '2023-10-01',
  expiresOn: '2024-10-01',
  fundingSource: 'cash' as const,
  isPromotional: false,
}
const BIRTH = '1991-04-02'

const dir = mkdtempSync(join(tmpdir(), 'jandon-replay-'))
const packsDir = join(dir, 'packs')
const parameters = join(packsDir, 'kr', 'parameters.yaml')
let database: TestDatabase
let server: RunningServer
let desk: JandonClient
let holder: JandonClient
const configOf = (url: string) =>
  loadConfig({
    PORT: '0',
    DATA_DIR: dir,
    DATABASE_URL: url,
    JANDON_ADMIN_KEY: ADMIN_KEY,
    JANDON_PACKS_DIR: packsDir,
    JANDON_LOG_LEVEL: 'silent',
    JANDON_DATABASE_CONNECTIONS: '5',
    JANDON_WORKER: 'off',
  })

before(async () => {
  cpSync(join(PROJECT_DIR, 'policy-packs'), packsDir, { recursive: true })
  database = await createTestDatabase(false)
  await start()
})
after(async () => {
  await server.close()
  await database.drop()
  rmSync(dir, { recursive: true, force: true })
})

async function start(): Promise<void> {
  server = await startServer(configOf(database.url))
  desk = createClient({ baseUrl: server.url, apiKey: ADMIN_KEY })
  holder = createClient({ baseUrl: server.url })
}

/** The law as if other shares had been written: all packs but ours stay as they are. */
async function restartUnderOtherLaw(): Promise<void> {
  await server.close()
  const text = readFileSync(parameters, 'utf8')
  const changed = text.replaceAll(/value: 90%/g, 'value: 80%')
  assert.notEqual(changed, text, 'The pack still has a share of 90% to change.')
  writeFileSync(parameters, changed)
  await start()
}

async function decide(client: JandonClient) {
  const request = { jurisdiction: 'KR', holder: { birthDate: BIRTH }, instruments: [VOUCHER] }
  const quote = await client.quotes.create({ ...request, asOf: '2024-12-01' })
  const [decision] = (await client.decisions.list({ quoteId: quote.id })).items
  return { quote, decision: decision! }
}

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    error => (error instanceof JandonProblem ? error.code : String(error)),
  )

describe('a stored decision', () => {
  test('comes out the same after the law was changed and the server started again', async () => {
    const { quote, decision } = await decide(desk)
    const at = quote.items[0]!.options[0]!
    assert.equal(at.net.amountMinor, '8100')
    const first = await desk.decisions.replay(decision.id)
    assert.deepEqual([first.same, first.differences], [true, []])
    await restartUnderOtherLaw()
    const { quote: now } = await decide(desk)
    assert.notEqual(now.packVersion, quote.packVersion)
    assert.notEqual(now.items[0]!.options[0]!.net.amountMinor, '8100')
    const again = await desk.decisions.replay(decision.id)
    assert.deepEqual([again.same, again.differences], [true, []])
    assert.equal(again.under.packVersion, quote.packVersion)
    assert.deepEqual(again.engine, { was: '1', is: '1' })
  })
  test('shows what the law of today, another version or another day would change', async () => {
    const { decision, quote } = await decide(desk)
    const { rows } = await database.pool.query(
      "SELECT version FROM pack_version WHERE jurisdiction = 'KR' AND version <> $1",
      [quote.packVersion],
    )
    const older = await desk.decisions.replay(decision.id, { under: rows[0].version })
    assert.equal(older.same, false)
    assert.deepEqual(older.net, { was: won('7200'), is: won('8100'), difference: won('900') })
    assert.ok(older.differences.some(each => each.field === 'options.0.net.amountMinor'))
    const current = await desk.decisions.replay(decision.id, { under: 'current' })
    assert.equal(current.same, true)
    const later = await desk.decisions.replay(decision.id, { asOf: '2033-01-01' })
    assert.equal(later.under.asOf, '2033-01-01')
    assert.equal(later.same, false)
    assert.equal(
      await code(desk.decisions.replay(decision.id, { under: 'kr@2020-01-01.00000000' })),
      'pack_version_not_kept',
    )
  })
  test('says when the facts cannot be read for a day', async () => {
    const { decision } = await decide(desk)
    const before = await desk.decisions.replay(decision.id, { asOf: '2023-01-01' })
    assert.equal(before.decision.is, 'unreadable_facts')
    assert.ok(before.differences.some(each => each.field.startsWith('facts/')))
  })
  test('is for its holder and for operators that may read, and for nobody else', async () => {
    const { decision } = await decide(holder)
    assert.equal((await holder.decisions.replay(decision.id)).same, true)
    assert.equal((await desk.decisions.replay(decision.id)).same, true)
    const { secret } = await desk.apiKeys.create({ name: 'ledger only', scopes: ['ledger_read'] })
    const ledgerOnly = createClient({ baseUrl: server.url, apiKey: secret })
    assert.equal(await code(ledgerOnly.decisions.replay(decision.id)), 'wrong_scope')
    assert.equal(await code(holder.decisions.export()), 'unauthenticated')
    await database.pool.query("UPDATE quote SET holder_id = 'hld_00000000000000000000000000' WHERE id = $1", [
      decision.quoteId,
    ])
    assert.equal(await code(holder.decisions.replay(decision.id)), 'not_found')
  })
})

describe('tampering', () => {
  const { personal } = createStore(Buffer.from('0'.repeat(64), 'hex'))
  test('with what stands in the open is noticed', async () => {
    const { decision } = await decide(desk)
    await database.pool.query("UPDATE decision SET outcome = 'refuse' WHERE id = $1", [decision.id])
    const replay = await desk.decisions.replay(decision.id)
    assert.equal(replay.same, false)
    assert.deepEqual(replay.differences, [{ field: 'record.outcome', was: 'refuse', is: 'allow' }])
  })
  test('with one sealed byte is noticed', async () => {
    const { decision } = await decide(desk)
    await database.pool.query('UPDATE quote SET body = set_byte(body, 40, 255 - get_byte(body, 40)) WHERE id = $1', [
      decision.quoteId,
    ])
    const replay = await desk.decisions.replay(decision.id)
    assert.deepEqual(replay.differences, [{ field: 'record', was: 'sealed', is: 'seal_broken' }])
  })
  test('by somebody who has the data key is noticed', async () => {
    const { decision } = await decide(desk)
    const { personal: own, quotes } = createStore(Buffer.from(openDataKey(configOf(database.url)), 'hex'))
    assert.notEqual(own.keyId, personal.keyId)
    const { request, serials, madeBy, answer } = (await quotes.load(database.pool, [decision.quoteId])).get(
      decision.quoteId,
    )!
    const changed = structuredClone(answer) as unknown as { items: { options: { net: { amountMinor: string } }[] }[] }
    changed.items[0]!.options[0]!.net.amountMinor = '9999'
    await database.pool.query('UPDATE quote SET body = $2 WHERE id = $1', [
      decision.quoteId,
      own.encrypt({ request, serials, madeBy, answer: changed }, decision.quoteId),
    ])
    const replay = await desk.decisions.replay(decision.id)
    assert.equal(replay.same, false)
    assert.deepEqual(replay.differences, [{ field: 'options.0.net.amountMinor', was: '9999', is: '7200' }])
  })
  test('with a kept pack is refused by the database', async () => {
    await assert.rejects(database.pool.query("UPDATE pack_version SET jurisdiction = 'XX'"), /append-only/)
    await assert.rejects(database.pool.query('DELETE FROM pack_version'), /append-only/)
    await assert.rejects(database.pool.query('TRUNCATE pack_version'), /append-only/)
    await assert.rejects(
      database.pool.query(
        "INSERT INTO pack_version (version, jurisdiction, documents, digest) VALUES ('kr@2020-01-01.00000000', 'KR', 'x', sha256('x'))",
      ),
      /check constraint/,
    )
  })
})

describe('keeping packs', () => {
  test('by several processes at once keeps each version once', async () => {
    const fresh = await createTestDatabase()
    try {
      const packs = [...loadPacks(packsDir).values()]
      await Promise.all([0, 1, 2, 3].map(() => keepPackVersions(fresh.pool, packs)))
      const { rows } = await fresh.pool.query('SELECT version FROM pack_version')
      assert.equal(rows.length, packs.length)
    } finally {
      await fresh.drop()
    }
  })
})

describe('records for pack impact', () => {
  test('go page by page and hold nobody', async () => {
    const { decision } = await decide(holder)
    const seen: string[] = []
    const told: string[] = []
    let cursor: string | undefined
    do {
      const page = await desk.decisions.export({ limit: 2, ...(cursor !== undefined && { cursor }) })
      seen.push(...page.items.map(each => each.id))
      told.push(JSON.stringify(page))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    assert.equal(new Set(seen).size, seen.length)
    assert.ok(seen.includes(decision.id))
    for (const secret of ['김철수', 'SECRET', BIRTH, '1991', 'hld_']) {
      assert.ok(!told.join('\n').includes(secret), `The records hold "${secret}".`)
    }
    assert.ok(told.join('\n').includes('"birthDate":"1984-12-01"'), 'An adult is an adult of forty.')
  })
  test('can be limited to some time', async () => {
    const all = await desk.decisions.export({ from: '2020-01-01T00:00:00Z' })
    assert.ok(all.items.length > 0)
    const none = await desk.decisions.export({ to: '2020-01-01T00:00:00Z' })
    assert.deepEqual(none.items, [])
    assert.equal(await code(desk.decisions.export({ from: 'yesterday' })), 'invalid_request')
  })
})
