// SPDX-License-Identifier: Apache-2.0
// The chain of a book built again by the domain, from rows read one by one and in no haste, for tests to compare with.

import assert from 'node:assert/strict'
import { type Id, idToUuid, uuidToId } from '@jandon/domain/ids'
import {
  appendLeaf,
  blockHash,
  DEFAULT_BOOK,
  emptyFrontier,
  type Frontier,
  frontierRoot,
  hashToHex,
  journalLeaf,
  loneJournalId,
  nodeHash,
  type Phase,
  type SealedJournal,
  type SealedTransfer,
} from '@jandon/domain/ledger'
import type { Database } from '../database/index.ts'

interface Row {
  no: bigint
  id: string
  debit: string
  credit: string
  amount_minor: bigint
  phase: Phase
  pending_id: string | null
  occurred: string
  expires: string | null
  recorded: string
  code: string
  position: number
  journal_id: string | null
  event: string | null
  subject: string | null
}

const micros = (column: string) => `(extract(epoch FROM ${column}) * 1000000)::bigint::text`

function transferOf(row: Row): SealedTransfer {
  return {
    ...{ no: row.no, id: uuidToId('trf', row.id), debit: uuidToId('acc', row.debit) },
    ...{ credit: uuidToId('acc', row.credit), amountMinor: row.amount_minor, phase: row.phase, code: row.code },
    pendingId: row.pending_id === null ? null : uuidToId('trf', row.pending_id),
    ...{ occurredAt: BigInt(row.occurred), recordedAt: BigInt(row.recorded) },
    expiresAt: row.expires === null ? null : BigInt(row.expires),
  }
}

function journalOf(book: Id<'bok'>, row: Row): SealedJournal & { transfers: SealedTransfer[] } {
  const id = row.journal_id === null ? loneJournalId(uuidToId('trf', row.id)) : uuidToId('jnl', row.journal_id)
  return { book, id, event: row.event ?? 'operator_transfer', subject: row.subject ?? id, transfers: [] }
}

/** All journals of a book, by number. */
export async function sealedJournals(pool: Database['pool'], book: Id<'bok'>): Promise<SealedJournal[]> {
  const { rows } = await pool.query<Row>(
    `SELECT t.no, t.id, t.debit, t.credit, t.amount_minor, t.phase::text, t.pending_id, t.code, t.position,
       ${micros('t.occurred_at')} AS occurred, ${micros('t.expires_at')} AS expires, ${micros('t.recorded_at')} AS recorded,
       j.id AS journal_id, j.event, j.subject
     FROM transfer t LEFT JOIN journal j ON j.no = t.no - t.position + 1
     WHERE ledger_uuid((SELECT l.book FROM account a JOIN lot l ON l.no = a.lot WHERE a.id = t.debit)) = $1
     ORDER BY t.no`,
    [idToUuid(book)],
  )
  const journals: (SealedJournal & { transfers: SealedTransfer[] })[] = []
  for (const row of rows) {
    if (row.position === 1) journals.push(journalOf(book, row))
    journals.at(-1)!.transfers.push(transferOf(row))
  }
  return journals
}

interface BlockRow {
  number: bigint
  from_no: bigint
  to_no: bigint
  journals: bigint
  tree_size: bigint
  root: Buffer
  hash: Buffer
  at: string
}

/** Builds the tree again from the rows and compares everything that sealing has written. Answers how many leaves. */
export async function checkChain(db: Pick<Database, 'pool'>, book: Id<'bok'> = DEFAULT_BOOK): Promise<number> {
  const leaves = (await sealedJournals(db.pool, book)).map(journal => ({
    no: journal.transfers[0]!.no,
    hash: journalLeaf(journal),
  }))
  const { rows: blocks } = await db.pool.query<BlockRow>(
    `SELECT number, from_no, to_no, journals, tree_size, root, hash,
       (extract(epoch FROM sealed_at) * 1000000)::bigint::text AS at FROM chain_block WHERE book = $1 ORDER BY number`,
    [book],
  )
  const tree = emptyFrontier()
  let previous: Uint8Array = new Uint8Array(32)
  let last = 0n
  for (const [index, block] of blocks.entries()) {
    assert.equal(block.number, BigInt(index + 1))
    assert.ok(block.from_no > last && block.to_no % 65_536n === 65_535n)
    assert.equal(block.from_no >> 40n, block.to_no >> 40n, 'No block reaches over the end of an epoch.')
    const own = leaves.filter(({ no }) => no >= block.from_no && no <= block.to_no)
    assert.equal(BigInt(own.length), block.journals)
    for (const { hash } of own) appendLeaf(tree, hash)
    assert.equal(BigInt(tree.size), block.tree_size)
    assert.equal(hashToHex(block.root), hashToHex(frontierRoot(tree)))
    const { from_no: fromNo, to_no: toNo, root } = block
    const treeSize = tree.size
    const sealedAt = BigInt(block.at)
    const hash = blockHash({ book, number: index + 1, previous, fromNo, toNo, treeSize, root, sealedAt })
    assert.equal(hashToHex(block.hash), hashToHex(hash))
    previous = hash
    last = toNo
  }
  const all = Buffer.concat(leaves.slice(0, tree.size).map(({ hash }) => hash))
  await checkTiles(db, book, all, tree)
  return tree.size
}

/** Tiles and edges hold exactly these leaves, and above them the roots of what lies below. */
export async function checkTiles(
  db: Pick<Database, 'pool'>,
  book: Id<'bok'>,
  leaves: Buffer,
  tree: Frontier,
): Promise<void> {
  let expected = leaves
  const { rows: heads } = await db.pool.query<{ edges: Buffer[]; tree_size: bigint; root: Buffer }>(
    'SELECT edges, tree_size, root FROM chain_head WHERE book = $1',
    [book],
  )
  if (heads.length === 0) return assert.equal(leaves.length, 0)
  assert.equal(heads[0]!.tree_size, BigInt(tree.size))
  assert.equal(hashToHex(heads[0]!.root), hashToHex(frontierRoot(tree)))
  for (const level of heads[0]!.edges.keys()) {
    const { rows } = await db.pool.query<{ all: Buffer; indexes: bigint[] }>(
      `SELECT coalesce(string_agg(hashes, ''::bytea ORDER BY index), ''::bytea) AS all,
         coalesce(array_agg(index ORDER BY index), '{}') AS indexes
       FROM chain_tile WHERE book = $1 AND level = $2`,
      [book, level],
    )
    const { all, indexes } = rows[0]!
    assert.deepEqual(
      indexes.map(String),
      Array.from(indexes, (_, index) => String(index)),
    )
    const kept = Buffer.concat([all, heads[0]!.edges[level]!])
    assert.ok(kept.equals(expected), `level ${level}`)
    let joined = [...Array(all.length / 32).keys()].map((at): Uint8Array => all.subarray(at * 32, at * 32 + 32))
    for (let times = 0; times < 8; times += 1) {
      joined = [...Array(joined.length / 2).keys()].map(at => nodeHash(joined[at * 2]!, joined[at * 2 + 1]!))
    }
    expected = Buffer.concat(joined)
  }
  assert.equal(expected.length, 0, 'There is a level for everything.')
}
