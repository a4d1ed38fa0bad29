// SPDX-License-Identifier: Apache-2.0
// Epochs end while everybody posts: nothing is lost between two of them, nothing is indexed that may still grow, and
// upkeep that is killed or done by several at once comes to the same end.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountSpec, DEFAULT_BOOK, loneJournalId, type TransferSpec } from '@jandon/domain/ledger'
import { createPool, createTransaction, type Database } from '../database/database.ts'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { advanceEpoch, epochToIndex, indexEpoch, tallyTransfers } from './epochs.ts'
import { openAccounts, postTransfers } from './post.ts'
import { readAccount, readStatement, readTransfersOfAccount } from './reads.ts'
import { seal } from './seal.ts'
import { ACCOUNTS, freshId, NOW, transfer, won } from './testing.ts'
import { upkeep } from './upkeep.ts'

const EPOCHS = { epochTransfers: 200, snapshotMovements: 50 }
const LARGE = { ...EPOCHS, epochTransfers: 1_000_000 }
const deps = { now: () => NOW, epochs: EPOCHS }
const { clearing, fee } = ACCOUNTS
/** Nobody else posts to it: a call that is under way holds its row. */
const slow = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'epochs_slow')
const holders = Array.from({ length: 8 }, (_, index) =>
  accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', `epochs_${index}`),
)

let db: TestDatabase
before(async () => {
  // A server of its own: sealing waits for every transaction of the server.
  db = await createTestDatabase(undefined, 'own')
  await db.transaction(tx => openAccounts(tx, [clearing, fee, slow, ...holders]))
})
after(() => db.drop())

/** One journal of its own, one of two lone transfers: 3 transfers of which each holder gets 10 and pays 1. */
function someTransfers(index: number): TransferSpec[] {
  const holder = holders[index % holders.length]!
  const id = freshId('trf')
  return [
    transfer(clearing, holder, won(5)),
    { ...transfer(clearing, holder, won(5)), id, journalId: loneJournalId(id) },
    transfer(holder, fee, won(1)),
  ]
}

const post = (batch: readonly TransferSpec[]) => db.transaction(tx => postTransfers(deps, tx, batch))

async function postMany(calls: number): Promise<number> {
  let applied = 0
  for (let call = 0; call < calls; call += 1) {
    const batch = Array.from({ length: 4 }, (_, index) => someTransfers(call + index)).flat()
    const results = await post(batch)
    assert.ok(results.every(({ result }) => result === 'applied'))
    applied += results.length
  }
  return applied
}

const states = async () =>
  (await db.pool.query<{ state: string }>('SELECT state FROM ledger_epoch ORDER BY no')).rows.map(({ state }) => state)

async function idsOf(account: string, order: 'asc' | 'desc'): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await readTransfersOfAccount(db.pool, account, { order, limit: 97, ...(cursor && { cursor }) })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor)
  return ids
}

/** Every snapshot is the sum of the account's transfers up to it, and every list is whole. */
async function assertWhole(transfers: number): Promise<void> {
  const { rows } = await db.pool.query<{ wrong: string; transfers: string; ids: string }>(
    `SELECT (SELECT count(*) FROM balance_snapshot s WHERE (s.debits_posted, s.credits_posted) <>
        (SELECT coalesce(sum(t.amount_minor) FILTER (WHERE t.debit = s.account), 0)::bigint,
           coalesce(sum(t.amount_minor) FILTER (WHERE t.credit = s.account), 0)::bigint
         FROM transfer t WHERE t.no <= s.upto_no AND s.account IN (t.debit, t.credit)))::text AS wrong,
       (SELECT count(*) FROM transfer)::text AS transfers,
       (SELECT count(*) FROM transfer_id i JOIN transfer t ON t.no = i.no AND t.id = i.id)::text AS ids`,
  )
  assert.deepEqual(rows[0], { wrong: '0', transfers: transfers.toString(), ids: transfers.toString() })
  let sides = 0
  for (const account of [clearing, fee, slow, ...holders]) {
    const ids = await idsOf(account.id, 'asc')
    assert.deepEqual(await idsOf(account.id, 'desc'), ids.toReversed())
    assert.equal(new Set(ids).size, ids.length)
    sides += ids.length
    const statement = (await readStatement(db.pool, account.id, { order: 'desc', limit: 3 }))!
    assert.deepEqual(statement.closing, (await readAccount(db.pool, account.id))!.balance)
  }
  assert.equal(sides, transfers * 2)
}

let posted = 0

test('epochs end while four clients post and two servers keep up', { timeout: 60_000 }, async () => {
  let isPosting = true
  const servers = [0, 1].map(async () => {
    let closed = 0
    let indexed = 0
    while (isPosting) {
      const done = await upkeep(deps, db)
      closed += done.closed
      indexed += done.indexed
    }
    return { closed, indexed }
  })
  const counts = await Promise.all([0, 1, 2, 3].map(() => postMany(40)))
  isPosting = false
  // Once more: after an epoch has ended, another one is made ready.
  const done = [...(await Promise.all(servers)), await upkeep({ ...deps, epochs: LARGE }, db)]
  posted += counts.reduce((sum, count) => sum + count, 0)
  const sum = (of: 'closed' | 'indexed') => done.reduce((total, each) => total + each[of], 0)
  assert.ok(sum('closed') >= 3, `only ${sum('closed')} epochs were closed`)
  const all = await states()
  // Each was closed once and indexed once, whoever did it.
  assert.equal(all.filter(state => state !== 'open').length, sum('closed'))
  assert.equal(all.filter(state => state === 'indexed').length, sum('indexed'))
  assert.equal(all.slice(-3).join(), 'open,open,open')
  await assertWhole(posted)
})

test('a call that is under way in a closed epoch keeps it from being indexed, and is found in it afterwards', {
  timeout: 60_000,
}, async () => {
  const late = transfer(clearing, slow, won(7))
  const client = await db.pool.connect()
  await client.query('BEGIN')
  await postTransfers(deps, client, [late])
  posted += await postMany(20)
  const before = (await states()).filter(state => state === 'indexed').length
  for (let round = 0; round < 3; round += 1) await upkeep(deps, db)
  // What was posted meanwhile is not sealed, so it does not count; somebody who knows no better closes the epoch.
  await db.pool.query('UPDATE ledger_epoch SET transfers = 200 WHERE no = (SELECT last_value >> 24 FROM call_no)')
  assert.equal(await advanceEpoch(db, EPOCHS), 1)
  posted += await postMany(5)
  assert.equal(await seal(db), 0)
  assert.equal(await epochToIndex(db), undefined)
  assert.equal((await states()).filter(state => state === 'indexed').length, before)
  await client.query('COMMIT')
  client.release()
  posted += 1
  await upkeep(deps, db)
  assert.equal((await states()).filter(state => state === 'indexed').length, before + 1)
  assert.ok((await idsOf(slow.id, 'asc')).includes(late.id))
  await assertWhole(posted)
})

test('epochs are opened beside a transaction that posts, and numbers never run ahead of them', {
  timeout: 60_000,
}, async () => {
  const client = await db.pool.connect()
  await client.query('BEGIN')
  await postTransfers(deps, client, [transfer(clearing, slow, won(1))])
  const open = (await states()).length
  await db.transaction(async tx => {
    await tx.query(`SET LOCAL lock_timeout = '3s'`)
    await tx.query('SELECT open_epoch($1)', [open])
  })
  await client.query('COMMIT')
  client.release()
  posted += 1
  // The last one that is ready becomes the one in use, as if nobody had kept up: it stays in use until there are more.
  await db.pool.query(`SELECT setval('call_no', $1::bigint << 24, true)`, [open])
  posted += await postMany(1)
  await db.pool.query('UPDATE ledger_epoch SET transfers = 1000 WHERE no = $1', [open])
  await advanceEpoch(db, EPOCHS)
  const { rows } = await db.pool.query<{ epoch: bigint }>('SELECT last_value >> 24 AS epoch FROM call_no')
  assert.equal(Number(rows[0]!.epoch), open)
  assert.equal((await states()).length, open + 3)
  assert.equal(await advanceEpoch(db, EPOCHS), 1)
  posted += await postMany(1)
  for (let round = 0; round < 8; round += 1) await upkeep(deps, db)
  await assertWhole(posted)
})

test('calls that reach the end of an epoch by themselves go on in the next', async () => {
  const { rows } = await db.pool.query<{ epoch: bigint }>('SELECT last_value >> 24 AS epoch FROM call_no')
  await db.pool.query(`SELECT setval('call_no', (($1::bigint + 1) << 24) - 3, true)`, [rows[0]!.epoch])
  posted += await postMany(6)
  assert.equal(await advanceEpoch(db, LARGE), 1)
  await upkeep(deps, db)
  await assertWhole(posted)
})

test('upkeep that is killed again and again comes to the same end', { timeout: 60_000 }, async () => {
  posted += await postMany(60)
  const pool = createPool(db.url.replace('?', '?application_name=upkeep&'), 4)
  const server: Database = { ...db, pool, transaction: createTransaction(pool) }
  let isOver = false
  let killed = 0
  const killer = (async () => {
    while (!isOver) {
      const { rows } = await db.pool.query<{ killed: string }>(
        `SELECT count(pg_terminate_backend(pid))::text AS killed FROM pg_stat_activity
         WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()
           AND query ~ 'tally|advance|epoch|fold|seal_chain|DROP'`,
      )
      killed += Number.parseInt(rows[0]!.killed, 10)
    }
  })()
  let failed = 0
  for (let round = 0; round < 60; round += 1) {
    if (round % 10 === 0) posted += await postMany(20)
    await upkeep(deps, server).catch(() => {
      failed += 1
    })
  }
  isOver = true
  await killer
  await pool.end()
  assert.ok(killed > 10 && failed > 10, `killed ${killed}, failed ${failed}`)
  for (let round = 0; round < 12; round += 1) await upkeep(deps, db)
  const all = await states()
  assert.deepEqual([...new Set(all.slice(0, -3))], ['indexed'])
  await assertWhole(posted)
  const { rows } = await db.pool.query<{ left: string }>(
    `SELECT count(*)::text AS left FROM ledger_epoch e JOIN pg_class c ON c.relname ~ ('^transfer_' || e.no || '_(debit|credit)_hot$')
     WHERE e.state = 'indexed'`,
  )
  assert.equal(rows[0]!.left, '0')
  assert.equal(await tallyTransfers(db, EPOCHS), 0)
  assert.equal(await indexEpoch(db, 0), false)
})
