// SPDX-License-Identifier: Apache-2.0
// Verification finds what an administrator may do behind the ledger's back. Each row tampers with a true ledger, past
// triggers and rights, and names what must be found; online and in an export of the tampered ledger alike.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { DEFAULT_BOOK, loneJournalId } from '@jandon/domain/ledger'
import type { Tx } from '../database/index.ts'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { createLedger, verifyLedger } from './index.ts'
import { SOME, TAMPERINGS } from './test-tampering.ts'
import { conversion, exported, ONLY_ONLINE } from './test-verify.ts'
import { ACCOUNTS, FACE, freshId, NOW, transfer, won } from './testing.ts'

const ledger = createLedger({ clock: { now: () => NOW } })

let db: TestDatabase
before(async () => {
  db = await createTestDatabase(undefined, 'own')
  for (let number = 0; number < 8; number += 1) {
    const results = await db.transaction(tx => ledger.postJournals(tx, conversion(number)))
    assert.ok(results.every(({ result }) => result === 'applied'))
    if (number === 3) await ledger.upkeep(db)
  }
  const pending = transfer(ACCOUNTS.clearing, ACCOUNTS.fee, won(7), { phase: 'pending', code: 'service_fee' })
  const open = transfer(ACCOUNTS.clearing, ACCOUNTS.fee, won(8), { phase: 'pending', expiresAt: NOW + 1000 })
  await db.transaction(tx => ledger.postTransfers(tx, [pending, open]))
  const post = transfer(ACCOUNTS.clearing, ACCOUNTS.fee, won(5), {
    phase: 'post',
    code: 'service_fee',
    pendingId: pending.id,
  })
  await db.transaction(tx => ledger.postTransfers(tx, [post]))
  await ledger.upkeep(db)
  // One more, all by itself, that has no place in the chain yet.
  const id = freshId('trf')
  const lone = transfer(ACCOUNTS.clearing, ACCOUNTS.fee, won(1), { id, journalId: loneJournalId(id) })
  await db.transaction(tx => ledger.postTransfers(tx, [lone]))
})
after(() => db.drop())

test('a true ledger has nothing to report, and says what it has seen', async () => {
  const seen: number[] = []
  const report = await verifyLedger({ kind: 'database', db }, { onProgress: ({ journals }) => seen.push(journals) })
  assert.deepEqual(report.findings, [])
  assert.equal(report.ok, true)
  assert.equal(report.journals, 44)
  assert.equal(report.sealed, 43)
  assert.equal(report.blocks, 2)
  assert.equal(report.heads.find(({ book }) => book === DEFAULT_BOOK)?.number, '2')
  assert.deepEqual(
    report.units.map(({ unit, pending }) => [unit, pending]),
    [
      ['KRW', '8'],
      [FACE, '0'],
    ],
  )
  assert.equal(seen.at(-1), 44)
})

test('threads of their own say the same', async () => {
  const here = await verifyLedger({ kind: 'database', db }, { threads: 0 })
  assert.deepEqual(await verifyLedger({ kind: 'database', db }, { threads: 3, threadsFrom: 0 }), here)
})

test('an export says the same, anywhere', async () => {
  const online = await verifyLedger({ kind: 'database', db })
  await exported({ pool: db.pool }, async directory => {
    assert.deepEqual(await verifyLedger({ kind: 'files', export: directory }), online)
    assert.deepEqual(await verifyLedger({ kind: 'files', export: directory }, { threads: 2, threadsFrom: 0 }), online)
  })
})

const TABLES = [
  'transfer',
  'journal',
  'transfer_id',
  'journal_id',
  'chain_block',
  'chain_tile',
  'chain_head',
  'chain_watermark',
]

describe('tampering', () => {
  for (const { title, sql, finds } of TAMPERINGS) {
    test(`${title} is found: ${finds.join(', ')}`, () =>
      tampered(sql, async tx => {
        const report = await verifyLedger({ kind: 'transaction', tx })
        const codes = [...new Set(report.findings.map(({ code }) => code))].sort()
        assert.deepEqual(codes, finds)
        assert.equal(report.ok, false)
        await exported({ tx }, async directory => {
          const offline = await verifyLedger({ kind: 'files', export: directory })
          const found = new Set(offline.findings.map(({ code }) => code))
          assert.deepEqual(
            [...found].sort(),
            finds.filter(code => !ONLY_ONLINE.includes(code)),
          )
        })
      }))
  }
})

/**
 * What an administrator can do and the server cannot: takes the rights back, switches triggers off, runs `sql`. Undone
 * after.
 */
async function tampered(sql: string, look: (tx: Tx) => Promise<void>): Promise<void> {
  const tx = await db.pool.connect()
  try {
    await tx.query('BEGIN')
    for (const table of [...TABLES, 'pending_transfer']) {
      await tx.query(`ALTER TABLE ${table} DISABLE TRIGGER USER; GRANT ALL ON ${table} TO CURRENT_USER`)
    }
    await tx.query(sql)
    await look(tx)
  } finally {
    await tx.query('ROLLBACK')
    tx.release()
  }
}

test('a chain rewritten from end to end is found by an anchor noted outside', async () => {
  const anchors = (await verifyLedger({ kind: 'database', db })).heads
  assert.equal((await verifyLedger({ kind: 'database', db }, { anchors })).ok, true)
  const rewrite = `UPDATE journal SET subject = 'cnv_other' WHERE no = ${SOME};
    UPDATE chain_head SET number = 0, tree_size = 0, root = sha256(''), hash = decode(repeat('00', 32), 'hex'), edges = '{}';
    CREATE TEMP TABLE was ON COMMIT DROP AS SELECT from_no, to_no FROM chain_block ORDER BY number;
    DELETE FROM chain_block; DELETE FROM chain_tile;
    SELECT append_block(ledger_uuid('${DEFAULT_BOOK}'), w.from_no, w.to_no,
      (SELECT string_agg(l.leaf, '' ORDER BY l.no) FROM journal_leaves(w.from_no, w.to_no, NULL) l)) FROM was w`
  await tampered(rewrite, async tx => {
    assert.deepEqual((await verifyLedger({ kind: 'transaction', tx })).findings, [])
    const report = await verifyLedger({ kind: 'transaction', tx }, { anchors })
    assert.deepEqual(
      report.findings.map(({ code }) => code),
      ['anchor_differs'],
    )
  })
})

test('an anchor that the chain does not reach any more is a finding', async () => {
  const anchors = [{ book: DEFAULT_BOOK, number: '99', hash: '00'.repeat(32) }]
  const report = await verifyLedger({ kind: 'database', db }, { anchors })
  assert.deepEqual(
    report.findings.map(({ code }) => code),
    ['anchor_differs'],
  )
})
