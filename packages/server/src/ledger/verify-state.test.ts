// SPDX-License-Identifier: Apache-2.0
// Verification of a ledger of many blocks and tiles: in slices, by threads, stopped and gone on with, and with a tile,
// a block or a transfer changed somewhere in the middle.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { deriveIdFromKey } from '@jandon/domain/ids'
import { accountSpec, DEFAULT_BOOK, loneJournalId } from '@jandon/domain/ledger'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { createLedger, LedgerUnreadable, type VerifyOptions, type VerifyProgress, verifyLedger } from './index.ts'
import { conversion, exported } from './test-verify.ts'
import { ACCOUNTS, freshId, NOW, transfer, won } from './testing.ts'

const ledger = createLedger({ clock: { now: () => NOW } })
const BATCH = 250
/** 13 blocks and more than 2,560 leaves: numbers of two digits among those of one, of blocks and of tiles. */
const ROUNDS = 13

let db: TestDatabase
let folder: string
before(async () => {
  db = await createTestDatabase(undefined, 'own')
  folder = await mkdtemp(join(tmpdir(), 'jandon-verify-'))
  for (let round = 0; round < ROUNDS; round += 1) {
    await db.transaction(tx => ledger.postJournals(tx, conversion(round)))
    const batch = Array.from({ length: BATCH }, () => {
      const id = freshId('trf')
      return transfer(ACCOUNTS.clearing, ACCOUNTS.ana, won(3), { id, journalId: loneJournalId(id) })
    })
    const ana = transfer(ACCOUNTS.ana, ACCOUNTS.fee, won(1), { phase: 'pending', expiresAt: NOW + 1000 })
    await db.transaction(tx => ledger.openAccounts(tx, [ACCOUNTS.ana, ACCOUNTS.clearing, ACCOUNTS.fee]))
    const results = await db.transaction(tx => ledger.postTransfers(tx, [...batch, ana]))
    assert.ok(results.every(({ result }) => result === 'applied'))
    await ledger.upkeep(db)
  }
})
after(async () => {
  await db.drop()
  await rm(folder, { recursive: true })
})

const verify = (options: VerifyOptions = {}) => verifyLedger({ kind: 'database', db }, { threads: 0, ...options })

test('slices, threads and exports make no difference', async () => {
  const report = await verify()
  assert.deepEqual(report.findings, [])
  assert.equal(report.blocks, ROUNDS)
  assert.equal(report.sealed, ROUNDS * (BATCH + 6))
  assert.deepEqual(await verify({ slice: 300 }), report)
  assert.deepEqual(await verify({ slice: 300, threads: 3, threadsFrom: 0 }), report)
  await exported({ pool: db.pool }, async directory => {
    assert.deepEqual(await verifyLedger({ kind: 'files', export: directory }), report)
    assert.deepEqual(await verifyLedger({ kind: 'files', export: directory }, { threads: 2, threadsFrom: 0 }), report)
  })
})

/** Stops after about `journals`, with a state. */
async function stopped(state: string, journals: number): Promise<VerifyProgress[]> {
  const stop = new AbortController()
  const seen: VerifyProgress[] = []
  const onProgress = (done: VerifyProgress) => {
    seen.push(done)
    if (done.journals >= journals) stop.abort()
  }
  const options = { slice: 300, state, signal: stop.signal, onProgress, checkpointEvery: 1_000_000 }
  await assert.rejects(verify(options), { name: 'AbortError' })
  assert.ok(existsSync(state))
  return seen
}

test('stopped in the middle, it goes on from there and comes to the same end', async () => {
  const whole = await verify()
  const state = join(folder, 'state')
  const before = await stopped(state, 1000)
  const seen: VerifyProgress[] = []
  const report = await verify({ slice: 300, state, onProgress: done => seen.push(done) })
  assert.deepEqual(report, whole)
  assert.ok(seen[0]!.journals > before.at(-1)!.journals, 'It does not begin anew.')
  assert.ok(!existsSync(state), 'The next one begins anew.')
})

test('checkpoints are made as it goes, so that a killed one goes on too', async () => {
  const state = join(folder, 'killed')
  let at = 0
  const fail = (done: VerifyProgress) => {
    if (done.journals < 2000) return
    at = done.journals
    throw new Error('killed')
  }
  await assert.rejects(verify({ slice: 300, state, checkpointEvery: 1, onProgress: fail }), /killed/)
  const seen: VerifyProgress[] = []
  const report = await verify({ slice: 300, state, onProgress: done => seen.push(done) })
  assert.deepEqual(report.findings, [])
  assert.ok(seen[0]!.journals >= at, 'It does not begin anew.')
  assert.equal(report.sealed, ROUNDS * (BATCH + 6))
})

async function tampered(sql: string, run: () => Promise<void>, undo: string): Promise<void> {
  const change = async (text: string) => {
    const tx = await db.pool.connect()
    try {
      await tx.query('BEGIN')
      for (const table of ['transfer', 'chain_block', 'chain_tile']) {
        await tx.query(`ALTER TABLE ${table} DISABLE TRIGGER USER; GRANT ALL ON ${table} TO CURRENT_USER`)
      }
      await tx.query(text)
      await tx.query('COMMIT')
    } finally {
      tx.release()
    }
  }
  await change(sql)
  try {
    await run()
  } finally {
    await change(undo)
  }
}

const codesOf = async (options?: VerifyOptions) => (await verify(options)).findings.map(({ code }) => code)

test('a state is not believed when the chain below it has been rewritten', async () => {
  const state = join(folder, 'rewritten')
  await stopped(state, 1000)
  const rewrite = (by: string) => `UPDATE chain_block SET sealed_at = sealed_at ${by} interval '1 day' WHERE number = 2`
  await tampered(
    rewrite('-'),
    async () => assert.deepEqual(await codesOf({ state }), ['anchor_differs', 'chain_broken']),
    rewrite('+'),
  )
})

test('a damaged state, or something else, is refused', async () => {
  const state = join(folder, 'damaged')
  await stopped(state, 1000)
  const bytes = await readFile(state)
  bytes[bytes.length - 100]! ^= 1
  await writeFile(state, bytes)
  await assert.rejects(verify({ state }), LedgerUnreadable)
  await writeFile(state, 'hello')
  await assert.rejects(verify({ state }), LedgerUnreadable)
})

test('a changed tile is found, and named', async () => {
  const flip = `UPDATE chain_tile SET hashes = set_byte(hashes, 77, get_byte(hashes, 77) # 1) WHERE level = 0 AND index = 10`
  const look = async () => {
    const { findings } = await verify()
    assert.deepEqual(
      findings.map(({ code, where }) => [code, where]),
      [['tile_differs', `${DEFAULT_BOOK} 0/10`]],
    )
    await exported({ pool: db.pool }, async directory => {
      assert.deepEqual((await verifyLedger({ kind: 'files', export: directory })).findings, findings)
    })
  }
  await tampered(flip, look, flip)
})

test('a tile that is gone is found', async () => {
  await db.pool.query('CREATE TABLE kept AS SELECT * FROM chain_tile WHERE index = 3')
  const look = async () => assert.deepEqual(await codesOf(), ['tile_differs'])
  await tampered('DELETE FROM chain_tile WHERE index = 3', look, 'INSERT INTO chain_tile SELECT * FROM kept')
})

test('one changed transfer among many is one finding, whoever reads it', async () => {
  const change = (by: string) =>
    `UPDATE transfer SET occurred_at = occurred_at ${by} interval '1 hour'
     WHERE no = (SELECT no FROM transfer ORDER BY no OFFSET 1500 LIMIT 1)`
  const look = async () => {
    assert.deepEqual(await codesOf(), ['journal_edited'])
    assert.deepEqual(await codesOf({ slice: 300, threads: 2, threadsFrom: 0 }), ['journal_edited'])
    const state = join(folder, 'found')
    await stopped(state, 2500)
    assert.deepEqual(await codesOf({ state }), ['journal_edited'])
  }
  await tampered(change('-'), look, change('+'))
})

test('a block that is gone is found, and what lies behind it is still checked', async () => {
  await db.pool.query('CREATE TABLE block_kept AS SELECT * FROM chain_block WHERE number = 7')
  const look = async () => {
    const codes = await codesOf()
    assert.deepEqual([...new Set(codes)].sort(), ['chain_broken', 'chain_gap', 'journal_never_sealed'])
    assert.equal(codes.filter(code => code !== 'journal_never_sealed').length, 2)
  }
  await tampered('DELETE FROM chain_block WHERE number = 7', look, 'INSERT INTO chain_block SELECT * FROM block_kept')
})

test('while transfers are posted and sealed, accounts opened and holds resolved, nothing differs', async () => {
  let isOver = false
  let posted = 0
  const client = async (name: string) => {
    for (let round = 0; !isOver; round += 1) {
      const holder = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', `${name} ${round}`)
      await db.transaction(tx => ledger.openAccounts(tx, [holder]))
      const paid = Array.from({ length: 20 }, () => transfer(ACCOUNTS.clearing, holder, won(5)))
      const hold = transfer(holder, ACCOUNTS.fee, won(60), { phase: 'pending' })
      await db.transaction(tx => ledger.postTransfers(tx, [...paid, hold]))
      const taken = transfer(holder, ACCOUNTS.fee, won(50), { phase: 'post', pendingId: hold.id })
      await db.transaction(tx => ledger.postTransfers(tx, [taken]))
      posted += 22
    }
  }
  const sealer = async () => {
    while (!isOver) await ledger.upkeep(db)
  }
  const others = Promise.all([client('one'), client('two'), sealer()])
  try {
    const seen = new Set<number>()
    for (const options of [{}, { slice: 500 }, { slice: 500, threads: 2, threadsFrom: 0 }, { slice: 800 }]) {
      const before = posted
      // Not faster than the others: something has to have happened meanwhile.
      while (posted - before < 200) await new Promise(resolve => setImmediate(resolve))
      const report = await verify(options)
      assert.deepEqual(report.findings, [])
      seen.add(report.transfers)
    }
    assert.equal(seen.size, 4)
    await exported({ pool: db.pool }, async directory => {
      assert.deepEqual((await verifyLedger({ kind: 'files', export: directory })).findings, [])
    })
  } finally {
    isOver = true
    await others
  }
})

test('as many books as there are, each with a chain of its own', async () => {
  const other = await createTestDatabase(undefined, 'own')
  try {
    const books = Array.from({ length: 300 }, (_, number) => deriveIdFromKey('bok', `book ${number}`))
    await other.transaction(async tx => {
      for (const book of books) await ledger.openBook(tx, book)
      const pairs = books.map(book => {
        const cash = accountSpec(book, 'payout_clearing', 'KRW')
        return { book, cash, fee: accountSpec(book, 'service_fee', 'KRW') }
      })
      await ledger.openAccounts(
        tx,
        pairs.flatMap(({ cash, fee }) => [cash, fee]),
      )
      for (const { book, cash, fee } of pairs) {
        await ledger.postTransfers(tx, [transfer(cash, fee, won(1))], { book })
      }
    })
    await ledger.upkeep(other)
    const report = await verifyLedger({ kind: 'database', db: other })
    assert.deepEqual(report.findings, [])
    assert.deepEqual([report.heads.length, report.sealed], [300, 300])
  } finally {
    await other.drop()
  }
})
