// SPDX-License-Identifier: Apache-2.0
// Proofs written from a database are read as a holder reads them: from a file, with nothing but a noted head. Every
// second transfer of a ledger of several hundred is proven, from every block; then the database is tampered with.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Id } from '@jandon/domain/ids'
import { accountSpec, checkProof, DEFAULT_BOOK, type ProofJson, readProof } from '@jandon/domain/ledger'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { openBook } from './accounts.ts'
import { openAccounts, postTransfers } from './post.ts'
import { type ProofAnswer, proveHead, proveTransfer } from './proof.ts'
import { seal } from './seal.ts'
import { ACCOUNTS, freshId, NOW, transfer, won } from './testing.ts'

const post = { now: () => NOW }
const OTHER = freshId('bok')
const there = [
  accountSpec(OTHER, 'payout_clearing', 'KRW'),
  accountSpec(OTHER, 'service_fee', 'KRW'),
  accountSpec(OTHER, 'service_vat', 'USD'),
] as const

/** As it comes out of the file. */
function proofOf(answer: ProofAnswer): ProofJson {
  assert.equal(answer.kind, 'proof')
  return readProof(JSON.parse(JSON.stringify((answer as { proof: ProofJson }).proof)))
}

let db: TestDatabase
const posted: Id<'trf'>[] = []
const elsewhere: Id<'trf'>[] = []
const heads: ProofJson[] = []

async function postSome(count: number): Promise<void> {
  const batch = Array.from({ length: count }, () => transfer(ACCOUNTS.clearing, ACCOUNTS.fee, won(3)))
  // Every third shares the journal of the one before it.
  const grouped = batch.map((one, at) => (at % 3 === 2 ? { ...one, journalId: batch[at - 1]!.journalId } : one))
  const answers = await db.transaction(tx => postTransfers(post, tx, grouped))
  assert.ok(answers.every(({ result }) => result === 'applied'))
  posted.push(...answers.map(({ id }) => id))
  const [one] = await db.transaction(tx =>
    postTransfers(post, tx, [transfer(there[0], there[1], won(1))], { book: OTHER }),
  )
  assert.equal(one!.result, 'applied')
  elsewhere.push(one!.id)
}

before(async () => {
  db = await createTestDatabase(undefined, 'own')
  await db.transaction(async tx => {
    await openBook(tx, OTHER)
    await openAccounts(tx, [...Object.values(ACCOUNTS), ...there])
  })
  for (const count of [1, 2, 90, 250, 40, 256]) {
    await postSome(count)
    await seal(db)
    heads.push(proofOf(await proveHead(db, DEFAULT_BOOK)))
  }
})
after(() => db.drop())

describe('a transfer', () => {
  test('is proven under the newest head, each of them, in its own book', async () => {
    const noted = { hash: heads.at(-1)!.head.hash }
    for (const id of posted.filter((_, at) => at % 2 === 0 || at > 600)) {
      const proof = proofOf(await proveTransfer(db, id))
      assert.deepEqual(checkProof(proof, noted), { kind: 'proven', by: 'noted' })
      assert.equal(proof.inclusion!.transferId, id)
      assert.ok(proof.inclusion!.path.length <= 10)
    }
    for (const id of elsewhere) {
      const proof = proofOf(await proveTransfer(db, id))
      assert.deepEqual([checkProof(proof).kind, proof.head.book], ['proven', OTHER])
      assert.deepEqual(checkProof(proof, noted), { kind: 'unconnected' })
    }
  })

  test('is proven for every head noted before', async () => {
    for (const { head } of heads) {
      const proof = proofOf(await proveTransfer(db, posted[77]!, { since: head.hash }))
      const by = head.hash === heads.at(-1)!.head.hash ? 'noted' : 'earlier'
      assert.deepEqual(checkProof(proof, { hash: head.hash, head }), { kind: 'proven', by })
    }
    assert.deepEqual(await proveTransfer(db, posted[0]!, { since: 'ab'.repeat(32) }), { kind: 'head_unknown' })
    const other = proofOf(await proveTransfer(db, elsewhere[0]!)).head.hash
    assert.deepEqual(await proveTransfer(db, posted[0]!, { since: other }), { kind: 'head_unknown' }, 'of another book')
  })

  test('that nobody knows, or that is not sealed yet, is answered so', async () => {
    assert.deepEqual(await proveTransfer(db, freshId('trf')), { kind: 'transfer_not_found' })
    const [one] = await db.transaction(tx =>
      postTransfers(post, tx, [transfer(ACCOUNTS.clearing, ACCOUNTS.fee, won(1))]),
    )
    assert.deepEqual(await proveTransfer(db, one!.id), { kind: 'not_sealed' })
  })
})

test('heads lead to each other, and an empty book has none', async () => {
  for (const [index, { head }] of heads.entries()) {
    const proof = proofOf(await proveHead(db, DEFAULT_BOOK, { since: head.hash }))
    assert.equal(proof.earlier!.head.number, index + 1)
    const by = index === heads.length - 1 ? 'noted' : 'earlier'
    assert.deepEqual(checkProof(proof, { hash: head.hash, head }), { kind: 'proven', by })
  }
  assert.deepEqual(await proveHead(db, freshId('bok')), { kind: 'not_sealed' })
})

test('who changes a row, or a tile, or a block, cannot prove it any more', async () => {
  const noted = heads.at(-1)!.head
  const id = posted[100]!
  const unlock = ['transfer', 'transfer_0', 'chain_tile', 'chain_block', 'chain_head']
  const tx = await db.pool.connect()
  // The proof is read inside the transaction that tampers, which is then undone.
  const inside = { pool: tx } as unknown as TestDatabase
  try {
    for (const [sql, finding] of [
      [
        'UPDATE transfer SET amount_minor = 4 WHERE no = (SELECT no FROM transfer_id WHERE id = $1)',
        'journal_not_sealed_so',
      ],
      [
        "UPDATE transfer SET recorded_at = recorded_at + interval '1 microsecond' WHERE no = (SELECT no FROM transfer_id WHERE id = $1)",
        'journal_not_sealed_so',
      ],
      [
        'UPDATE chain_tile SET hashes = set_byte(hashes, 0, 255 - get_byte(hashes, 0)) WHERE $1::uuid IS NOT NULL',
        'journal_not_sealed_so',
      ],
      [
        'UPDATE chain_head SET edges[1] = set_byte(edges[1], 0, 255 - get_byte(edges[1], 0)) WHERE $1::uuid IS NOT NULL',
        'journal_not_sealed_so',
      ],
      [
        "UPDATE chain_block SET sealed_at = sealed_at - interval '1 day' WHERE $1::uuid IS NOT NULL",
        'head_hash_differs',
      ],
      [
        "UPDATE account SET owner = 'somebody' WHERE id = (SELECT debit FROM transfer WHERE id = $1)",
        'account_differs',
      ],
    ] as const) {
      await tx.query('BEGIN')
      for (const table of unlock) {
        await tx.query(`GRANT ALL ON ${table} TO CURRENT_USER`)
        await tx.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
      }
      const { uuid } = (await tx.query<{ uuid: string }>('SELECT ledger_uuid($1) AS uuid', [id])).rows[0]!
      assert.ok((await tx.query(sql, [uuid])).rowCount! > 0, sql)
      const proof = proofOf(await proveTransfer(inside, id))
      assert.deepEqual(checkProof(proof, { hash: noted.hash, head: noted }), { kind: 'differs', finding }, sql)
      await tx.query('ROLLBACK')
    }
  } finally {
    await tx.query('ROLLBACK')
    tx.release()
  }
})

test('who deletes or slips in rows behind the ledger is noticed by who asks for a proof', async () => {
  const id = posted[100]!
  const tx = await db.pool.connect()
  const inside = { pool: tx } as unknown as TestDatabase
  const row = 'no = (SELECT i.no FROM transfer_id i WHERE i.id = $1)'
  try {
    for (const [sql, said] of [
      [`DELETE FROM transfer WHERE ${row}`, /was deleted behind the ledger/],
      ['DELETE FROM chain_tile WHERE $1::uuid IS NOT NULL', /Tile \d+ of level \d .* was deleted/],
      [
        `WITH moved AS (UPDATE transfer_id SET no = 65535 WHERE id = $1 RETURNING id)
         INSERT INTO transfer (no, id, debit, credit, amount_minor, occurred_at, recorded_at, position, phase, code)
         SELECT 65535, t.id, t.debit, t.credit, 1, now(), now(), 1, 'posted', 'slipped' FROM transfer t
         WHERE t.no = (SELECT i.no FROM transfer_id i WHERE i.id = $1) AND EXISTS (SELECT FROM moved)`,
        /slipped in behind the seal/,
      ],
    ] as const) {
      await tx.query('BEGIN')
      for (const table of ['transfer', 'transfer_0', 'transfer_id', 'chain_tile']) {
        await tx.query(`GRANT ALL ON ${table} TO CURRENT_USER`)
        await tx.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
      }
      const { uuid } = (await tx.query<{ uuid: string }>('SELECT ledger_uuid($1) AS uuid', [id])).rows[0]!
      assert.ok((await tx.query(sql, [uuid])).rowCount! > 0, sql)
      await assert.rejects(proveTransfer(inside, id), said)
      await tx.query('ROLLBACK')
    }
  } finally {
    await tx.query('ROLLBACK')
    tx.release()
  }
})
