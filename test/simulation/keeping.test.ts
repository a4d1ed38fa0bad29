// SPDX-License-Identifier: Apache-2.0
// What is kept and who may see it: nothing personal in the open, quotes that can be made again, estimates confirmed,
// holders apart from each other, keys that are only hashes, and idempotency keys that are forgotten in time.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { createQuote, quoteToJson } from '@jandon/domain/quote'
import { createTestDatabase, type TestDatabase } from '../../packages/server/src/database/testing.ts'
import type { LogFields } from '../../packages/server/src/ports/index.ts'
import { type Caller, ensureAdminKey, SCOPES } from '../../packages/server/src/usecases/index.ts'
import { createWorker, IDEMPOTENCY_KEPT_MS, type Worker } from '../../packages/server/src/worker/index.ts'
import { auditBooks } from './audit.ts'
import {
  convertVoucher,
  createPerson,
  createWorld,
  freshKey,
  OPERATOR,
  quoteVoucher,
  type Ready,
  testPacks,
  unwrap,
  type World,
  waitFor,
} from './world.ts'

const NAME = '독고유별난이름'
const ACCOUNT = '110271828182'
const PHONE = '+821031415926'
const SERIAL = 'PIN-8675309-4242'

let database: TestDatabase
let world: World
let worker: Worker
let person: Ready
const logged: string[] = []
const keep = (fields: LogFields, sentence: string) => {
  logged.push(JSON.stringify({ ...fields, sentence }, (_, value) => (typeof value === 'bigint' ? `${value}` : value)))
}

before(async () => {
  database = await createTestDatabase()
  world = await createWorld(database, {
    onWork: () => worker.poke(),
    log: { debug: keep, info: keep, warn: keep, error: keep },
  })
  worker = createWorker(world.workerDeps)
  await worker.start()
  const holder = unwrap(
    await world.usecases.createHolder(OPERATOR, { name: NAME, birthDate: '1987-06-05', phone: PHONE }, freshKey()),
  )
  const account = unwrap(
    await world.usecases.createPayoutAccount(
      OPERATOR,
      { holderId: holder.id, bankCode: '088', accountNumber: ACCOUNT, accountHolder: NAME },
      freshKey(),
    ),
  )
  person = { holderId: holder.id, payoutAccountId: account.id }
})
after(async () => {
  await worker.stop()
  await auditBooks(world)
  await world.close()
  await database.drop()
})

describe('nothing personal lies open', () => {
  test('no table outside the simulated bank holds a name, number, phone, birth date or serial', async () => {
    const { input } = await quoteVoucher(world, person, { serial: SERIAL })
    await waitFor(world, unwrap(await world.usecases.createConversion(OPERATOR, input, freshKey())).id, ['paid'])
    const { rows: tables } = await database.pool.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    )
    assert.ok(tables.length > 15)
    const secrets = [NAME, ACCOUNT, PHONE, '31415926', '1987-06-05', SERIAL, '86753094242']
    for (const { name } of tables) {
      const { rows } = await database.pool.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`)
      for (const secret of secrets) {
        const hex = Buffer.from(secret).toString('hex')
        const found = rows.find(row => row.line.includes(secret) || row.line.includes(hex))
        assert.equal(found, undefined, `${name} holds ${secret}.`)
      }
    }
    assert.deepEqual(
      logged.filter(line => secrets.some(secret => line.includes(secret))),
      [],
    )
  })

  test('what is encrypted cannot be moved to another row, changed, or read with another key', () => {
    const { personal } = world.store
    const sealed = personal.encrypt({ name: NAME }, 'hld_a')
    assert.deepEqual(personal.decrypt(sealed, 'hld_a', personal.keyId), { name: NAME })
    assert.throws(() => personal.decrypt(sealed, 'hld_b', personal.keyId))
    assert.throws(() => personal.decrypt(sealed, 'hld_a', 'k1-00000000'), /key/)
    for (const place of [0, 13, sealed.length - 1]) {
      const changed = Buffer.from(sealed)
      changed[place]! ^= 1
      assert.throws(() => personal.decrypt(changed, 'hld_a', personal.keyId))
    }
    assert.notDeepEqual(personal.encrypt({ name: NAME }, 'hld_a'), sealed, 'The same text never looks the same.')
    assert.deepEqual(personal.lookup('a', 'x'), personal.lookup('a', 'x'))
    assert.notDeepEqual(personal.lookup('a', 'x'), personal.lookup('b', 'x'))
  })
})

describe('quotes are kept', () => {
  test('as given, and can be made again to the letter from what is kept', async () => {
    const { quote } = await quoteVoucher(world, person, { serial: SERIAL })
    const kept = (await world.store.quotes.load(database.pool, [quote.id])).get(quote.id)!
    assert.deepEqual(kept.answer, JSON.parse(JSON.stringify(quote)))
    assert.deepEqual(kept.serials, { '0': SERIAL.replaceAll('-', '') })
    const again = createQuote(testPacks(), kept.request, {
      quoteId: kept.id,
      now: kept.createdAt,
      tariff: {
        service: {
          rate: { numerator: 0n, denominator: 1n },
          minimum: 0n,
          maximum: 0n,
          vatRate: { numerator: 1n, denominator: 10n },
        },
      },
    })
    assert.ok(again.kind === 'quoted')
    assert.deepEqual(JSON.parse(JSON.stringify(quoteToJson(again.quote))), kept.answer)
  })

  test('with a decision for each item, found by its own id', async () => {
    const { quote } = await quoteVoucher(world, person)
    const decisions = unwrap(await world.usecases.listDecisions(OPERATOR, quote.id)).items
    assert.equal(decisions.length, 1)
    const decision = unwrap(await world.usecases.getDecision(OPERATOR, decisions[0]!.id))
    assert.deepEqual(decision, decisions[0])
    assert.equal(decision.packVersion, quote.packVersion)
    assert.ok(decision.item.trace.length > 0)
  })
})

describe('an estimate', () => {
  const game = async (more: Record<string, unknown> = {}) => {
    const quote = unwrap(
      await world.usecases.createQuote(OPERATOR, {
        jurisdiction: 'KR',
        holder: { birthDate: '1987-06-05' },
        instruments: [
          {
            kind: 'game_cash',
            issuer: 'some-game',
            balance: { amountMinor: '30000', unit: 'KRW' },
            fundingSource: 'cash',
            isPromotional: false,
            ...more,
          },
        ],
      }),
    )
    const option = quote.items[0]?.options.find(each => each.carriedOut)
    assert.ok(option, JSON.stringify(quote.items[0]?.questions))
    assert.equal(option.promise, 'estimate')
    const consent = {
      language: 'ko',
      acceptedAt: new Date(world.clock.now()).toISOString(),
      textHash: quote.consent.textHash,
    }
    const input = { ...person, quoteId: quote.id, optionId: option.id, consent }
    return { option, outcome: await world.usecases.createConversion(OPERATOR, input, freshKey()) }
  }

  test('that the issuer confirms is converted, and the issuer keeps its fee', async () => {
    const { option, outcome } = await game()
    const paid = await waitFor(world, unwrap(outcome).id, ['paid'])
    assert.deepEqual(paid.net, option.net)
    assert.ok(BigInt(paid.net.amountMinor) < BigInt(paid.gross.amountMinor))
    const transfers = unwrap(await world.usecases.conversionTransfers(OPERATOR, paid.id)).items
    const of = (code: string) => transfers.find(each => each.code === code)?.amount.amountMinor
    assert.equal(of('issuer_gross'), paid.gross.amountMinor)
    assert.equal(of('issuer_settlement'), paid.net.amountMinor)
  })

  test('that the issuer answers with less is refused, with the new amount', async () => {
    const { option, outcome } = await game({ serial: 'GAME-1111' })
    assert.ok(outcome.kind === 'refused')
    assert.equal(outcome.refusal.code, 'estimate_changed')
    assert.equal(outcome.refusal.params?.quoted, option.gross.amountMinor)
    assert.equal(outcome.refusal.params?.confirmed, String((BigInt(option.gross.amountMinor) * 9n) / 10n))
  })

  test('that the issuer will not redeem is refused', async () => {
    const { outcome } = await game({ serial: 'GAME-0000' })
    assert.ok(outcome.kind === 'refused' && outcome.refusal.code === 'issuer_refused')
  })
})

describe('holders are apart', () => {
  const asHolder = (holderId: string): Caller => ({
    role: 'holder',
    holderId: holderId as `hld_${string}`,
    isDemo: true,
  })
  const anonymous: Caller = { role: 'anonymous' }
  const noScopes: Caller = { role: 'operator', keyId: 'key_none', scopes: [] }

  test('one does not see, and cannot use, what is another’s; neither can nobody or a key without scopes', async () => {
    const other = await createPerson(world.usecases, '다른이용자', '110161803398')
    const view = await waitFor(world, (await convertVoucher(world, person)).id, ['paid'])
    const { quote, input } = await quoteVoucher(world, person)
    const { usecases } = world
    for (const caller of [asHolder(other.holderId), anonymous, noScopes]) {
      const outcomes = [
        await usecases.getHolder(caller, person.holderId),
        await usecases.listPayoutAccounts(caller, person.holderId),
        await usecases.listInstruments(caller, person.holderId, { limit: 10 }),
        await usecases.getConversion(caller, view.id),
        await usecases.conversionTransfers(caller, view.id),
        await usecases.getPayout(caller, view.payout!.id),
        await usecases.watchConversion(caller, view.id, () => assert.fail('It was shown.'), AbortSignal.timeout(100)),
        await usecases.createConversion(caller, input, freshKey()),
        await usecases.createPayoutAccount(caller, {
          holderId: person.holderId,
          bankCode: '088',
          accountNumber: '110111111112',
          accountHolder: NAME,
        }),
      ]
      for (const outcome of outcomes) {
        assert.equal(outcome.kind === 'refused' && outcome.refusal.code, 'not_found')
      }
      for (const outcome of [
        await usecases.createHolder(caller, { name: 'x' }),
        await usecases.listAccounts(caller, {}, { limit: 10 }),
        await usecases.postTransfers(caller, [], freshKey()),
        await usecases.createApiKey(caller, { name: 'x', scopes: ['read'] }),
        await usecases.setSimulatorFaults(caller, []),
      ]) {
        assert.equal(outcome.kind === 'refused' && outcome.refusal.code, 'wrong_scope')
      }
    }
    const listed = unwrap(await usecases.listConversions(asHolder(other.holderId), {}, { limit: 100 })).items
    assert.deepEqual(listed, [])
    const own = unwrap(await usecases.listConversions(asHolder(person.holderId), {}, { limit: 100 })).items
    assert.ok(own.some(each => each.id === view.id))
    assert.equal(
      unwrap(await usecases.getQuote(anonymous, quote.id)).id,
      quote.id,
      'A quote of nobody is read by its id.',
    )
  })

  test('a quote that a holder made is its own', async () => {
    const other = await createPerson(world.usecases, '또다른이', '110141421356')
    const request = { jurisdiction: 'KR', instruments: [{ kind: 'new_type_voucher' }] }
    const quote = unwrap(await world.usecases.createQuote(asHolder(person.holderId), request))
    for (const caller of [asHolder(other.holderId), anonymous]) {
      assert.equal((await world.usecases.getQuote(caller, quote.id)).kind, 'refused')
    }
    assert.equal((await world.usecases.getQuote(asHolder(person.holderId), quote.id)).kind, 'done')
  })

  test('a list goes on where its page ended', async () => {
    for (let count = 0; count < 4; count++) await convertVoucher(world, person)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = unwrap(
        await world.usecases.listConversions(
          OPERATOR,
          { holderId: person.holderId },
          { limit: 3, ...(cursor ? { cursor } : {}) },
        ),
      )
      assert.ok(page.items.length <= 3)
      seen.push(...page.items.map(each => each.id))
      cursor = page.nextCursor
    } while (cursor)
    assert.equal(new Set(seen).size, seen.length)
    assert.ok(seen.length >= 5)
    assert.deepEqual([...seen].sort().reverse(), seen)
  })
})

describe('instruments', () => {
  test('are listed for their holder, and a serial number belongs to who told of it first', async () => {
    const other = await createPerson(world.usecases, '늦은사람', '110173205080')
    const facts = { kind: 'new_type_voucher', issuer: 'cultureland', faceValue: { amountMinor: '5000', unit: 'KRW' } }
    const told = { holderId: person.holderId, serial: 'TOLD-1', instrument: facts }
    const first = unwrap(await world.usecases.createInstrument(OPERATOR, told, freshKey()))
    assert.deepEqual(first.remaining, { amountMinor: '5000', unit: 'KRW' })
    const again = unwrap(await world.usecases.createInstrument(OPERATOR, told, freshKey()))
    assert.equal(again.id, first.id)
    const late = await world.usecases.createInstrument(OPERATOR, { ...told, holderId: other.holderId }, freshKey())
    assert.equal(late.kind === 'refused' && late.refusal.code, 'instrument_already_converted')
    const listed = unwrap(await world.usecases.listInstruments(OPERATOR, person.holderId, { limit: 500 })).items
    assert.ok(listed.some(each => each.id === first.id))
    const { input } = await quoteVoucher(world, other, { serial: 'TOLD-1' })
    const taken = await world.usecases.createConversion(OPERATOR, input, freshKey())
    assert.equal(taken.kind === 'refused' && taken.refusal.code, 'instrument_already_converted')
    const worthless = { ...told, serial: 'TOLD-2', instrument: { kind: 'new_type_voucher' } }
    const refused = await world.usecases.createInstrument(OPERATOR, worthless, freshKey())
    assert.equal(refused.kind === 'refused' && refused.refusal.code, 'invalid_request')
  })
})

describe('keys', () => {
  test('a secret opens what its scopes say, and only its hash is kept', async () => {
    const made = unwrap(await world.usecases.createApiKey(OPERATOR, { name: 'desk', scopes: ['read'] }))
    assert.match(made.secret, /^jdn_[A-Za-z0-9_-]{43}$/)
    const caller = await world.usecases.authenticate(made.secret)
    assert.deepEqual(caller, { role: 'operator', keyId: made.id, scopes: ['read'] })
    assert.equal(await world.usecases.authenticate(`${made.secret}x`), undefined)
    assert.equal(await world.usecases.authenticate(''), undefined)
    const { rows } = await database.pool.query<{ hash: Buffer }>(
      'SELECT secret_hash AS hash FROM api_key WHERE id = $1',
      [made.id],
    )
    assert.deepEqual(rows[0]?.hash, createHash('sha256').update(made.secret).digest())
  })

  test('a configured admin key replaces the one configured before, and needs no first key', async () => {
    const fresh = await createTestDatabase()
    const other = await createWorld(fresh)
    const first = await ensureAdminKey(other, undefined)
    assert.ok(first)
    assert.equal(await ensureAdminKey(other, undefined), undefined, 'It is told once.')
    assert.equal(await ensureAdminKey(other, 'configured-one'), undefined)
    await ensureAdminKey(other, 'configured-two')
    const works = async (secret: string) => (await other.usecases.authenticate(secret)) !== undefined
    assert.deepEqual(
      [await works(first), await works('configured-one'), await works('configured-two')],
      [true, false, true],
    )
    const admin = await other.usecases.authenticate('configured-two')
    assert.deepEqual(admin?.role === 'operator' && admin.scopes, SCOPES)
    await other.close()
    await fresh.drop()
  })
})

describe('idempotency keys', () => {
  test('are kept for at least 72 hours and forgotten after', async () => {
    const HOUR = 3_600_000
    assert.ok(IDEMPOTENCY_KEPT_MS >= 72 * HOUR)
    const { idempotency } = world.store
    const now = world.clock.now()
    const request = { scope: 'key_sweep', key: 'k', requestHash: 'h' }
    await database.transaction(tx => idempotency.claim(tx, [{ ...request, answer: 1 }], now - 72 * HOUR))
    await idempotency.sweep(database.pool, now - IDEMPOTENCY_KEPT_MS, 10_000)
    assert.equal((await idempotency.find(database.pool, [request])).size, 1)
    assert.equal(await idempotency.sweep(database.pool, now - 71 * HOUR, 10_000), 1)
    assert.equal((await idempotency.find(database.pool, [request])).size, 0)
  })

  test('of two callers do not meet', async () => {
    const key = freshKey()
    const one = unwrap(await world.usecases.createHolder(OPERATOR, { name: '하나' }, key))
    const other: Caller = { role: 'operator', keyId: 'key_other', scopes: SCOPES }
    const two = unwrap(await world.usecases.createHolder(other, { name: '둘' }, key))
    assert.notEqual(one.id, two.id)
    const again = await world.usecases.createHolder(OPERATOR, { name: '하나' }, key)
    assert.ok(again.kind === 'done' && again.replayed && again.value.id === one.id)
  })
})

describe('transfers by hand', () => {
  test('are posted, answered each, and answered the same again', async () => {
    const { items } = unwrap(await world.usecases.listAccounts(OPERATOR, { code: 'safeguarding_cash' }, { limit: 1 }))
    const funds = unwrap(await world.usecases.listAccounts(OPERATOR, { code: 'service_fee' }, { limit: 1 })).items[0]
    const cash = items[0]!
    const transfer = {
      id: 'trf_01kb0000000000000000000000',
      debitAccountId: cash.id,
      creditAccountId: funds?.id ?? 'acc_01kb0000000000000000000000',
      amount: { amountMinor: '100', unit: 'KRW' },
      code: 'operator_correction',
    }
    const key = freshKey()
    const first = await world.usecases.postTransfers(OPERATOR, [transfer], key)
    const again = await world.usecases.postTransfers(OPERATOR, [transfer], key)
    assert.deepEqual(unwrap(again), unwrap(first))
    assert.ok(again.kind === 'done' && again.replayed)
    const other = unwrap(await world.usecases.postTransfers(OPERATOR, [transfer], freshKey()))
    assert.equal(other.results[0]?.result, funds ? 'exists' : 'account_not_found')
    const wrong = await world.usecases.postTransfers(OPERATOR, [{ ...transfer, id: 'nonsense' }], freshKey())
    assert.equal(unwrap(wrong).results[0]?.result, 'id_invalid')
    const amount = { amountMinor: 'much', unit: 'KRW' }
    const unreadable = await world.usecases.postTransfers(OPERATOR, [{ ...transfer, amount }], freshKey())
    assert.equal(unreadable.kind === 'refused' && unreadable.refusal.errors?.[0]?.pointer, '/0/amount')
  })
})
