// SPDX-License-Identifier: Apache-2.0
// What is read is what was posted: balances now and then, statements that add up, pages that leave nothing out, expiry.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { deriveIdFromKey } from '@jandon/domain/ids'
import {
  accountSpec,
  conversionHeld,
  conversionRedeemed,
  DEFAULT_BOOK,
  feesTaken,
  issuerSettled,
  loneJournalId,
  operatorFundsAdded,
  payoutReturned,
  payoutSettled,
  payoutStarted,
  payoutVoided,
} from '@jandon/domain/ledger'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { createLedger, parseTransferCursor } from './index.ts'
import { ACCOUNTS, FACE, freshId, NOW, transfer, won } from './testing.ts'

let now = NOW
const ledger = createLedger({ clock: { now: () => now } })
const { clearing, fee } = ACCOUNTS

let db: TestDatabase
before(async () => {
  db = await createTestDatabase()
})
after(() => db.drop())

const base = {
  ...{ book: DEFAULT_BOOK, occurredAt: NOW, issuer: 'cultureland', subject: 'cnv_1' },
  conversionId: deriveIdFromKey('cnv', '1'),
  instrumentId: deriveIdFromKey('ins', '1'),
  holderId: deriveIdFromKey('hld', '1'),
  settlementId: deriveIdFromKey('red', '1'),
  faceValue: { amountMinor: 10_000n, unit: FACE },
  gross: won(9000),
  fees: [
    { code: 'issuer_fee', payee: 'issuer', amount: won(500) },
    { code: 'service', payee: 'jandon', amount: won(100) },
    { code: 'service_vat', payee: 'tax_office', amount: won(10) },
  ] as const,
}
const paying = (id: string) => ({ ...base, payoutId: deriveIdFromKey('pay', id), amount: won(8390) })
const post = async (...journals: Parameters<typeof ledger.postJournals>[1]) => {
  const results = await db.transaction(tx => ledger.postJournals(tx, journals))
  return results.map(({ result, refusedBy }) => refusedBy?.result ?? result)
}
const balances = async () => {
  const { items } = await ledger.accounts(db.pool, {})
  return Object.fromEntries(
    items.map(account => [account.code, [account.balance.amountMinor, account.available.amountMinor]]),
  )
}

test('a conversion from hold to a payout that comes back, in balances an accountant expects', async () => {
  assert.deepEqual(await post(conversionHeld(base)), ['applied'])
  assert.deepEqual((await balances()).holder_instrument, [10_000n, 0n])
  assert.deepEqual(await post(conversionRedeemed(base)), ['applied'])
  assert.deepEqual(await post(payoutStarted(paying('a'))), ['exceeds_debits'], 'the issuer has not sent the money')
  assert.deepEqual(await post(issuerSettled({ ...base, amount: won(8500) }), payoutStarted(paying('a'))), [
    'applied',
    'applied',
  ])
  assert.deepEqual((await balances()).safeguarding_cash, [8500n, 110n])
  assert.deepEqual((await balances()).holder_cash, [8390n, 0n])
  assert.deepEqual(await post(payoutVoided(paying('a')), payoutStarted(paying('b'))), ['applied', 'applied'])
  assert.deepEqual(await post(payoutSettled(paying('b'))), ['applied'])
  assert.deepEqual(await balances(), {
    instrument_outstanding: [0n, 0n],
    holder_instrument: [0n, 0n],
    instrument_redeeming: [0n, 0n],
    issuer_receivable: [0n, 0n],
    safeguarding_cash: [110n, 110n],
    holder_cash: [0n, 0n],
    payout_clearing: [0n, 0n],
    service_fee: [100n, 100n],
    service_vat: [10n, 10n],
  })
  assert.deepEqual(await post(payoutReturned(paying('b'))), ['applied'])
  assert.deepEqual((await balances()).holder_cash, [8390n, 8390n])
  assert.deepEqual(await post(payoutVoided(paying('b'))), ['pending_already_posted'])
  const funds = { ...base, referenceId: freshId('req'), amount: won(7) }
  assert.deepEqual(await post(operatorFundsAdded(funds), feesTaken({ ...funds, from: 'service_fee' })), [
    'applied',
    'applied',
  ])
})

test('the safeguarding equation holds, term by term', async () => {
  const { holds, equations, faceValues } = await ledger.safeguardingEquation(db.pool)
  assert.equal(holds, true)
  const [krw] = equations
  assert.deepEqual(
    [krw!.safeguardingCash, krw!.issuerReceivables, krw!.owedToHolders, krw!.payoutsInClearing].map(m => m.amountMinor),
    [8500n, 0n, 8390n, 0n],
  )
  assert.deepEqual(
    [krw!.serviceFees, krw!.serviceVat, krw!.operatorFunds].map(m => m.amountMinor),
    [93n, 10n, 7n],
  )
  assert.deepEqual([krw!.have.amountMinor, krw!.owe.amountMinor], [8500n, 8500n])
  assert.deepEqual(
    faceValues.map(equation => [equation.unit, equation.outstanding.amountMinor, equation.difference.amountMinor]),
    [[FACE, 0n, 0n]],
  )
})

test('the equation breaks when an account is changed behind the ledger', async () => {
  const behind = `UPDATE balance SET credits_posted = credits_posted + $1
    WHERE account = (SELECT id FROM account WHERE code = 'holder_cash')`
  await db.pool.query(behind, [1])
  const { holds, equations } = await ledger.safeguardingEquation(db.pool)
  assert.deepEqual([holds, equations[0]!.difference.amountMinor], [false, -1n])
  await db.pool.query(behind, [-1])
})

test('transfers by subject are those of every event of the conversion, in order and in pages', async () => {
  const all = (await ledger.transfersBySubject(db.pool, base.conversionId)).items
  assert.deepEqual(
    all.map(({ event, code, phase, amount }) => `${event} ${code} ${phase} ${amount.amountMinor}`),
    [
      'conversion_held instrument_registered posted 10000',
      'conversion_held conversion_hold pending 10000',
      'conversion_redeemed conversion_hold post 10000',
      'conversion_redeemed instrument_retired posted 10000',
      'conversion_redeemed issuer_gross posted 9000',
      'conversion_redeemed issuer_fee posted 500',
      'conversion_redeemed service_fee posted 100',
      'conversion_redeemed service_vat posted 10',
      'payout_started payout pending 8390',
      'payout_started payout_cash pending 8390',
      'payout_voided payout void 8390',
      'payout_voided payout_cash void 8390',
      'payout_started payout pending 8390',
      'payout_started payout_cash pending 8390',
      'payout_settled payout post 8390',
      'payout_settled payout_cash post 8390',
      'payout_returned payout_return posted 8390',
      'payout_returned payout_return posted 8390',
    ],
  )
  for (const order of ['asc', 'desc'] as const) {
    const paged = []
    let cursor: string | undefined
    do {
      const page = await ledger.transfersBySubject(db.pool, base.conversionId, {
        limit: 4,
        order,
        ...(cursor ? { cursor } : {}),
      })
      paged.push(...page.items)
      cursor = page.nextCursor
    } while (cursor)
    assert.deepEqual(paged, order === 'asc' ? all : all.toReversed())
  }
})

test('a lone transfer is found by its journal, whose only trace it is, and so is what came of it', async () => {
  const holder = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'lone')
  await db.transaction(tx => ledger.openAccounts(tx, [holder]))
  const id = freshId('trf')
  const hold = transfer(clearing, holder, won(5), {
    ...{ id, journalId: loneJournalId(id), phase: 'pending' as const, expiresAt: NOW + 500 },
  })
  await db.transaction(tx => ledger.postTransfers(tx, [hold]))
  now = NOW + 1000
  assert.equal(await ledger.expirePending(db), 1)
  now = NOW
  const about = (await ledger.transfersBySubject(db.pool, hold.journalId)).items
  assert.deepEqual(
    about.map(found => [found.event, found.phase, found.subject, found.pendingId]),
    [
      ['operator_transfer', 'pending', hold.journalId, null],
      ['pending_expired', 'expire', hold.journalId, id],
    ],
  )
  assert.equal(about[0]!.journalId, hold.journalId)
  const last = await ledger.transfersBySubject(db.pool, hold.journalId, { order: 'desc', limit: 1 })
  assert.deepEqual(last.items, about.slice(1))
  const rest = await ledger.transfersBySubject(db.pool, hold.journalId, { order: 'desc', cursor: last.nextCursor! })
  assert.deepEqual([rest.items, rest.nextCursor], [about.slice(0, 1), undefined])
})

test('a cursor is a number; what is none is not taken for one', () => {
  assert.equal(parseTransferCursor('65537'), 65_537n)
  for (const text of ['', '0', '12.1', '-5', '007', '1e3', '9223372036854775807', 'abc']) {
    assert.equal(parseTransferCursor(text), undefined, text)
  }
})

test('a statement runs from its opening to its closing balance, page after page', async () => {
  const holder = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', base.holderId)
  const whole = (await ledger.statement(db.pool, holder.id))!
  assert.deepEqual(
    whole.lines.map(({ change, balance }) => [change.amountMinor, balance.amountMinor]),
    [
      [9000n, 9000n],
      [-500n, 8500n],
      [-100n, 8400n],
      [-10n, 8390n],
      [0n, 8390n],
      [0n, 8390n],
      [0n, 8390n],
      [-8390n, 0n],
      [8390n, 8390n],
    ],
  )
  const first = (await ledger.statement(db.pool, holder.id, { limit: 4 }))!
  const second = (await ledger.statement(db.pool, holder.id, { limit: 100, cursor: first.nextCursor! }))!
  assert.deepEqual([first.opening.amountMinor, first.closing.amountMinor], [0n, 8390n])
  assert.deepEqual(second.opening, first.closing)
  assert.deepEqual([...first.lines, ...second.lines], whole.lines)
  assert.deepEqual(whole.closing, whole.account.balance)
  assert.equal(await ledger.statement(db.pool, freshId('acc')), undefined)
})

test('a balance of the past is what the ledger then knew; by occurrence, what had then happened', async () => {
  const holder = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'past')
  const { rows } = await db.pool.query<{ at: Date }>('SELECT clock_timestamp() AS at')
  const start = rows[0]!.at.getTime() - 1
  await db.transaction(tx => ledger.openAccounts(tx, [holder]))
  await db.transaction(tx => ledger.postTransfers(tx, [transfer(clearing, holder, won(50), { occurredAt: NOW })]))
  const hold = transfer(holder, fee, won(20), { phase: 'pending', occurredAt: NOW + 1000 })
  await db.transaction(tx => ledger.postTransfers(tx, [hold]))
  const middle = (await ledger.transfers(db.pool, [hold.id]))[0]!.recordedAt + 1
  await db.pool.query('SELECT pg_sleep(0.01)')
  const post = transfer(holder, fee, won(15), { phase: 'post', pendingId: hold.id, occurredAt: NOW + 2000 })
  await db.transaction(tx => ledger.postTransfers(tx, [post]))
  const end = (await ledger.transfers(db.pool, [post.id]))[0]!.recordedAt + 1
  const at = async (instant: number, by?: 'recorded' | 'occurred') => {
    const { posted, pending, available } = (await ledger.balanceAt(db.pool, holder.id, instant, by))!
    return [posted, pending, available].map(({ amountMinor }) => amountMinor)
  }
  assert.deepEqual(await at(start), [0n, 0n, 0n])
  assert.deepEqual(await at(middle), [50n, 20n, 30n])
  assert.deepEqual(await at(end), [35n, 0n, 35n])
  assert.deepEqual(await at(NOW - 1, 'occurred'), [0n, 0n, 0n])
  assert.deepEqual(await at(NOW, 'occurred'), [50n, 0n, 50n])
  assert.deepEqual(await at(NOW + 1000, 'occurred'), [50n, 20n, 30n])
  assert.deepEqual(await at(NOW + 2000, 'occurred'), [35n, 0n, 35n])
  const current = (await ledger.account(db.pool, holder.id))!
  assert.deepEqual(await at(end), [current.balance.amountMinor, 0n, current.available.amountMinor])
})

test('pending transfers expire by a transfer of their own, once, and not before their time', async () => {
  const holder = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'expiry')
  await db.transaction(tx => ledger.openAccounts(tx, [holder]))
  const holds = [1, 2, 3].map(each =>
    transfer(holder, fee, won(each), { phase: 'pending', expiresAt: NOW + each * 1000 }),
  )
  await db.transaction(tx => ledger.postTransfers(tx, [transfer(clearing, holder, won(6)), ...holds]))
  const resolve = transfer(holder, fee, won(1), { phase: 'void', pendingId: holds[0]!.id })
  await db.transaction(tx => ledger.postTransfers(tx, [resolve]))
  assert.equal(await ledger.expirePending(db), 0)
  now = NOW + 2000
  const [one, two] = await Promise.all([ledger.expirePending(db), ledger.expirePending(db)])
  assert.equal(one + two, 1)
  assert.equal((await ledger.account(db.pool, holder.id))!.available.amountMinor, 3n)
  now = NOW + 3000
  assert.equal((await ledger.upkeep(db)).expired, 1)
  assert.equal(await ledger.expirePending(db), 0)
  assert.equal((await ledger.account(db.pool, holder.id))!.available.amountMinor, 6n)
  now = NOW
  assert.deepEqual((await ledger.verify({ kind: 'database', db })).findings, [])
})

test('accounts are found by code, owner, unit and book, in pages', async () => {
  const find = async (filter: Parameters<typeof ledger.accounts>[1]) =>
    (await ledger.accounts(db.pool, filter)).items.length
  assert.equal(await find({ owner: base.holderId }), 1)
  assert.equal(await find({ code: 'holder_cash' }), 4)
  assert.equal(await find({ code: 'holder_cash', owner: 'past' }), 1)
  assert.equal(await find({ unit: FACE }), 3)
  assert.equal(await find({ book: deriveIdFromKey('bok', 'other') }), 0)
  const first = await ledger.accounts(db.pool, {}, { limit: 5 })
  const rest = await ledger.accounts(db.pool, {}, { cursor: first.nextCursor! })
  const all = await ledger.accounts(db.pool, {})
  assert.deepEqual([...first.items, ...rest.items], all.items)
  assert.equal(all.nextCursor, undefined)
})
