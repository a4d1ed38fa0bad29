// SPDX-License-Identifier: Apache-2.0
// Sealing against the tree of the domain, which knows nothing of SQL: same leaves, same tiles, same roots, same blocks;
// with calls still on their way, several sealers at once, one that is killed, and postings that must not wait.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { idToUuid } from '@jandon/domain/ids'
import { accountSpec, appendLeaf, DEFAULT_BOOK, emptyFrontier, hashToHex, journalLeaf } from '@jandon/domain/ledger'
import type { Tx } from '../database/index.ts'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { openBook } from './accounts.ts'
import { openAccounts, postJournals, postTransfers } from './post.ts'
import { seal } from './seal.ts'
import { checkChain, checkTiles, sealedJournals } from './test-sealed.ts'
import { ACCOUNTS, freshId, NOW, transfer, won } from './testing.ts'

const post = { now: () => NOW }
const pay = (amount = 1) => transfer(ACCOUNTS.clearing, ACCOUNTS.fee, won(amount))

/** Transactions that a test has begun and not ended: one that fails must not hold up all others. */
const open = new Set<Tx>()

async function withDatabase(work: (db: TestDatabase) => Promise<void>): Promise<void> {
  const db = await createTestDatabase(undefined, 'own')
  try {
    await db.transaction(tx => openAccounts(tx, Object.values(ACCOUNTS)))
    await work(db)
  } finally {
    for (const tx of open) await end(tx, 'ROLLBACK')
    await db.drop()
  }
}

const posting = (db: TestDatabase, count: number) =>
  db.transaction(async tx => {
    const answers = await postTransfers(
      post,
      tx,
      Array.from({ length: count }, () => pay()),
    )
    assert.ok(answers.every(({ result }) => result === 'applied'))
  })

describe('what is sealed', () => {
  let db: TestDatabase
  before(async () => {
    db = await createTestDatabase(undefined, 'own')
    await db.transaction(tx => openAccounts(tx, Object.values(ACCOUNTS)))
  })
  after(() => db.drop())

  test('is nothing as long as nothing was posted, and an idle ledger draws no transaction id', async () => {
    const next = () => db.pool.query<{ x: string }>('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS x')
    const [first] = (await next()).rows
    assert.equal(await seal(db), 0)
    assert.equal(await seal(db), 0)
    assert.deepEqual((await next()).rows[0], first)
    assert.equal(await checkChain(db), 0)
  })

  test('is every committed journal, in the order of numbers, whatever its form', async () => {
    await posting(db, 3)
    const pending = { ...pay(5), phase: 'pending' as const, expiresAt: NOW + 1000, journalId: freshId('jnl') }
    const journals = await db.transaction(tx =>
      postJournals(post, tx, [
        {
          ...{
            id: pending.journalId,
            book: DEFAULT_BOOK,
            event: 'payout_started',
            subject: '문화상품권 🙂',
            accounts: [],
          },
          transfers: [pending, { ...pay(2), journalId: pending.journalId }],
        },
      ]),
    )
    assert.equal(journals[0]!.result, 'applied')
    const done = await db.transaction(tx =>
      postTransfers(post, tx, [{ ...pay(4), phase: 'post', pendingId: pending.id, journalId: freshId('jnl') }, pay()]),
    )
    assert.deepEqual(
      done.map(({ result }) => result),
      ['applied', 'applied'],
    )
    assert.equal(await seal(db), 6)
    assert.equal(await checkChain(db), 6)
    assert.equal(await seal(db), 0)
  })

  test('keeps a journal together in which a transfer stands twice, or another was refused beside it', async () => {
    const journalId = freshId('jnl')
    const [one, two, poor] = [pay(), pay(), transfer(ACCOUNTS.ana, ACCOUNTS.ben, won(1))]
    const answers = await db.transaction(tx =>
      postTransfers(post, tx, [
        poor,
        ...[one, one, two, two].map(each => ({ ...each, journalId })),
        pay(),
        { ...poor, id: freshId('trf'), journalId: freshId('jnl') },
        pay(),
      ]),
    )
    assert.deepEqual(
      answers.map(({ result }) => result),
      ['exceeds_credits', 'applied', 'exists', 'applied', 'exists', 'applied', 'exceeds_credits', 'applied'],
    )
    assert.equal(await seal(db), 3)
    assert.equal(await checkChain(db), 9)
    const together = (await sealedJournals(db.pool, DEFAULT_BOOK)).find(({ id }) => id === journalId)
    assert.equal(together?.transfers.length, 2)
  })

  test('has the same bytes in SQL and here at the ends of what a row can hold', async () => {
    await db.transaction(async tx => {
      await tx.query('SELECT pg_current_xact_id()')
      for (const [amount, at, expires, code] of [
        ['1', '1969-12-31T23:59:59.999999Z', null, 'a'],
        ['9223372036854775807', '0001-01-01T00:00:00.000001Z', '9999-12-31T23:59:59.999999Z', '한글'.repeat(100)],
        ['256', '2026-11-23T00:00:00Z', '1970-01-01T00:00:00Z', 'z'.repeat(300)],
      ]) {
        await tx.query(
          `INSERT INTO transfer (no, id, debit, credit, amount_minor, occurred_at, recorded_at, expires_at, position, phase, code)
           SELECT (nextval('call_no') << 16) + 1, $1::uuid, $2::uuid, $3::uuid, $4::bigint, $5::timestamptz, $5::timestamptz,
             $6::timestamptz, 1, 'pending', $7`,
          [
            ...[idToUuid(freshId('trf')), idToUuid(ACCOUNTS.clearing.id), idToUuid(ACCOUNTS.fee.id)],
            ...[amount, at, expires, code],
          ],
        )
      }
    })
    assert.equal(await seal(db), 3)
    assert.equal(await checkChain(db), 12)
  })

  test('goes on over tiles, in blocks of any size', async () => {
    for (const count of [1, 240, 7, 256, 1, 300, 511, 9]) {
      await posting(db, count)
      assert.equal(await seal(db), count)
    }
    await checkChain(db)
    // What was not noted yet waits for the next pass, which is one block for several calls.
    await posting(db, 3)
    await posting(db, 4)
    assert.equal(await seal(db), 7)
    await checkChain(db)
  })

  test('tells its frontier at every size again', async () => {
    const tree = emptyFrontier()
    for (const journal of await sealedJournals(db.pool, DEFAULT_BOOK)) {
      const { rows } = await db.pool.query<{ hashes: Buffer[] }>('SELECT frontier_before($1, $2) AS hashes', [
        DEFAULT_BOOK,
        tree.size,
      ])
      assert.deepEqual(rows[0]!.hashes.map(hashToHex), tree.hashes.map(hashToHex), `size ${tree.size}`)
      appendLeaf(tree, journalLeaf(journal))
    }
    await assert.rejects(
      db.pool.query('SELECT frontier_before($1, $2)', [DEFAULT_BOOK, tree.size + 1]),
      /does not have/,
    )
  })
})

test('a tree of 70,000 leaves has its second level of tiles', () =>
  withDatabase(async db => {
    const leaves = randomBytes(70_000 * 32)
    await db.pool.query('INSERT INTO chain_head (book, id) SELECT b.id, ledger_uuid(b.id) FROM book b')
    const cuts = [0, 1, 255, 256, 65_535, 65_536, 65_600, 70_000]
    for (const [index, cut] of cuts.slice(1).entries()) {
      const part = leaves.subarray(cuts[index]! * 32, cut * 32)
      await db.pool.query('SELECT append_block($1, $2, $3, $4)', [idToUuid(DEFAULT_BOOK), index, index, part])
    }
    const tree = emptyFrontier()
    for (let at = 0; at < 70_000; at += 1) appendLeaf(tree, leaves.subarray(at * 32, at * 32 + 32))
    await checkTiles(db, DEFAULT_BOOK, leaves, tree)
    const { rows } = await db.pool.query<{ hashes: Buffer[] }>('SELECT frontier_before($1, 70000) AS hashes', [
      DEFAULT_BOOK,
    ])
    assert.deepEqual(rows[0]!.hashes.map(hashToHex), tree.hashes.map(hashToHex))
  }))

async function begin(db: TestDatabase): Promise<Tx> {
  const tx = await db.pool.connect()
  open.add(tx)
  await tx.query('BEGIN')
  return tx
}

/** A transaction that has posted and not ended. */
async function begun(db: TestDatabase): Promise<Tx> {
  const tx = await begin(db)
  await postTransfers(post, tx, [pay()])
  return tx
}

async function end(tx: Tx, how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  open.delete(tx)
  await tx.query(how)
  tx.release()
}

describe('beside posting', () => {
  test('a call on its way is never overtaken, however it ends', () =>
    withDatabase(async db => {
      const [kept, lost] = [await begun(db), await begun(db)]
      await posting(db, 5)
      assert.equal(await seal(db), 0)
      await end(kept, 'COMMIT')
      assert.equal(await seal(db), 0, 'The other one is still on its way.')
      await end(lost, 'ROLLBACK')
      assert.equal(await seal(db), 6)
      assert.equal(await checkChain(db), 6)
    }))

  test('calls that never stop do not hold it up: the next pass seals what the one before has noted', () =>
    withDatabase(async db => {
      await posting(db, 5)
      let before = await begun(db)
      assert.equal(await seal(db), 0)
      const next = await begun(db)
      await end(before, 'COMMIT')
      before = next
      assert.equal(await seal(db), 6)
      await end(before, 'COMMIT')
      assert.equal(await seal(db), 1)
      assert.equal(await checkChain(db), 7)
    }))

  test('posting does not wait for a sealer that has not ended', () =>
    withDatabase(async db => {
      await posting(db, 5)
      const { rows } = await db.pool.query<{ call: string; xid: string }>(
        'SELECT call::text, xid::text FROM note_calls()',
      )
      const sealer = await begin(db)
      await sealer.query('SELECT seal_chain($1, $2::xid8, 1000)', [rows[0]!.call, rows[0]!.xid])
      await db.transaction(async tx => {
        await tx.query("SET LOCAL lock_timeout = '2s'")
        await postTransfers(post, tx, [pay()])
      })
      await end(sealer, 'COMMIT')
      assert.equal(await seal(db), 1)
      assert.equal(await checkChain(db), 6)
    }))

  test('several sealers and posters at once make one chain', () =>
    withDatabase(async db => {
      let sealed = 0
      const posters = Array.from({ length: 4 }, async (_, index) => {
        for (let calls = 0; calls < 10; calls += 1) await posting(db, 1 + ((index + calls) % 4))
      })
      let isPosting = true
      const sealers = Array.from({ length: 4 }, async () => {
        while (isPosting) {
          const count = await seal(db)
          sealed += count
        }
      })
      await Promise.all(posters)
      isPosting = false
      await Promise.all(sealers)
      sealed += await seal(db)
      assert.equal(sealed, 100)
      assert.equal(await checkChain(db), 100)
    }))

  test('a sealer that is killed has done nothing, and the next one does it', () =>
    withDatabase(async db => {
      await posting(db, 600)
      await seal(db)
      await posting(db, 600)
      const { rows } = await db.pool.query<{ call: string; xid: string }>(
        'SELECT call::text, xid::text FROM note_calls()',
      )
      // It stops in the middle, at the head of the book, and is killed there.
      const holder = await begin(db)
      await holder.query('SELECT 1 FROM chain_head FOR UPDATE')
      const killed = assert.rejects(
        db.pool.query('SELECT seal_chain($1, $2::xid8, 1000)', [rows[0]!.call, rows[0]!.xid]),
        /terminat|Connection/,
      )
      const waits =
        "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'SELECT seal_chain%'"
      let pids: { pid: number }[] = []
      for (let tries = 0; tries < 2000 && pids.length === 0; tries += 1) {
        pids = (await db.pool.query<{ pid: number }>(waits)).rows
      }
      await db.pool.query('SELECT pg_terminate_backend($1)', [pids[0]!.pid])
      await killed
      await end(holder, 'ROLLBACK')
      assert.equal(await checkChain(db), 600)
      assert.equal(await seal(db), 600)
      assert.equal(await checkChain(db), 1200)
    }))

  test('note_calls refuses a transaction that had its id before it looked', () =>
    withDatabase(async db => {
      await assert.rejects(
        db.transaction(async tx => {
          await tx.query('SELECT pg_current_xact_id()')
          await tx.query('SELECT note_calls()')
        }),
        /transaction of its own/,
      )
    }))
})

test('a block ends with its epoch', () =>
  withDatabase(async db => {
    await posting(db, 2)
    await db.pool.query("SELECT setval('call_no', 1 << 24)")
    await posting(db, 3)
    assert.equal(await seal(db), 5)
    assert.equal(await checkChain(db), 5)
    const { rows } = await db.pool.query<{ to_no: bigint }>('SELECT to_no FROM chain_block ORDER BY number')
    assert.equal(rows[0]!.to_no, (1n << 40n) - 1n)
    // An epoch without calls is passed over.
    await db.pool.query("SELECT setval('call_no', 2 << 24)")
    assert.equal(await seal(db), 0)
    const { rows: marks } = await db.pool.query<{ sealed_no: bigint }>('SELECT sealed_no FROM chain_watermark')
    assert.ok(marks[0]!.sealed_no >= (2n << 40n) - 1n)
  }))

test('each book has a tree and a chain of its own', () =>
  withDatabase(async db => {
    const other = freshId('bok')
    const accounts = Object.values(ACCOUNTS).map(({ code, unit, owner }) => ({ code, unit, owner }))
    const specs = accounts.map(({ code, unit, owner }) => accountSpec(other, code, unit, owner))
    const find = (code: string) => specs.find(spec => spec.code === code)!
    await posting(db, 2)
    assert.equal(await seal(db), 2)
    await db.transaction(tx => openBook(tx, other))
    await db.transaction(tx => openAccounts(tx, specs))
    for (let times = 0; times < 3; times += 1) {
      await db.transaction(async tx => {
        const there = [transfer(find('payout_clearing'), find('service_fee'), won(7))]
        const answers = await postTransfers(post, tx, there, { book: other })
        assert.equal(answers[0]!.result, 'applied')
      })
      await posting(db, 2)
    }
    assert.equal(await seal(db), 9)
    assert.equal(await checkChain(db), 8)
    assert.equal(await checkChain(db, other), 3)
  }))

test('what somebody deleted behind the ledger stops the sealing, not the posting', () =>
  withDatabase(async db => {
    const journalId = freshId('jnl')
    await db.transaction(tx =>
      postTransfers(post, tx, [
        { ...pay(), journalId },
        { ...pay(), journalId },
      ]),
    )
    await db.transaction(async tx => {
      await tx.query('GRANT DELETE ON journal, journal_0 TO CURRENT_USER')
      await tx.query('ALTER TABLE journal DISABLE TRIGGER ALL')
      await tx.query('ALTER TABLE journal_0 DISABLE TRIGGER ALL')
      await tx.query('DELETE FROM journal_0')
    })
    await assert.rejects(seal(db), /somebody deleted/)
    await posting(db, 1)
  }))

test('blocks and tiles are append-only, the watermark and the heads only go forward', () =>
  withDatabase(async db => {
    await posting(db, 300)
    await seal(db)
    for (const sql of [
      'UPDATE chain_block SET journals = journals',
      'DELETE FROM chain_block',
      'TRUNCATE chain_tile',
      'UPDATE chain_tile SET hashes = hashes',
      'DELETE FROM chain_head',
      'DELETE FROM chain_watermark',
    ]) {
      await assert.rejects(db.pool.query(sql), /permission denied/, sql)
      await assert.rejects(
        db.transaction(async tx => {
          await tx.query('GRANT ALL ON chain_block, chain_tile, chain_head, chain_watermark TO CURRENT_USER')
          await tx.query(sql)
        }),
        /append-only/,
        sql,
      )
    }
    await assert.rejects(db.pool.query('UPDATE chain_watermark SET sealed_no = sealed_no - 1'), /append-only/)
    await assert.rejects(db.pool.query('UPDATE chain_head SET tree_size = tree_size - 1'), /append-only/)
  }))
