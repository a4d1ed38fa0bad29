// SPDX-License-Identifier: Apache-2.0
// Parts of verification, each held against something else: the table of accounts, fingerprints as PostgreSQL makes
// them, leaves and the tree as the domain makes them.

import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { idToUuid } from '@jandon/domain/ids'
import {
  appendLeaf,
  DEFAULT_BOOK,
  emptyFrontier,
  frontierRoot,
  journalLeaf,
  loneJournalId,
} from '@jandon/domain/ledger'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { ACCOUNTS, freshId } from './testing.ts'
import { addAccount, createAccountTable, findAccount } from './verify-accounts.ts'
import { counterOf, createBooks, growBooks, setCounter } from './verify-apply.ts'
import { type Chunk, createJournalReader, NONE, ROW, write64 } from './verify-journals.ts'
import { addId, keyText, newPrint, newPrintKey, sumOf } from './verify-print.ts'
import { addRef, createRefs, isRefTo } from './verify-refs.ts'
import { createFindings } from './verify-report.ts'
import * as tree from './verify-tree.ts'

let db: TestDatabase
before(async () => {
  db = await createTestDatabase(false)
})
after(() => db.drop())

const idBytes = (id: string) => Buffer.from(idToUuid(id).replaceAll('-', ''), 'hex')

test('accounts are found by their id, also when there are more than there was room for', () => {
  const books = createBooks(createAccountTable(1000), createFindings(), newPrintKey())
  const ids = Array.from({ length: 1500 }, () => randomBytes(16))
  for (const [number, id] of ids.slice(0, 1000).entries()) {
    assert.equal(addAccount(books.accounts, id, 0), number)
    books.accounts.lot[number] = number
    setCounter(books, number, 3, BigInt(number) * 10n ** 15n)
  }
  assert.equal(findAccount(books.accounts, ids[1200]!, 0), -1)
  growBooks(books, 1500)
  for (const [number, id] of ids.slice(1000).entries()) assert.equal(addAccount(books.accounts, id, 0), 1000 + number)
  for (const [number, id] of ids.entries()) {
    assert.equal(findAccount(books.accounts, id, 0), number)
    assert.equal(addAccount(books.accounts, id, 0), number)
    const was = number < 1000 ? number : 0
    assert.deepEqual([books.accounts.lot[number], counterOf(books, number, 3)], [was, BigInt(was) * 10n ** 15n])
    assert.ok(Number.isNaN(books.last[number]))
  }
})

test('counters are exact, below zero and far above 2^53', () => {
  const books = createBooks(createAccountTable(1), createFindings(), newPrintKey())
  for (const value of [0n, 1n, -1n, 2n ** 50n, 2n ** 62n + 12_345n, -(2n ** 60n) - 7n]) {
    setCounter(books, 0, 0, value)
    assert.equal(counterOf(books, 0, 0), value)
  }
})

test('fingerprints are those that PostgreSQL makes', async () => {
  const key = newPrintKey()
  const print = newPrint()
  const rows = Array.from({ length: 300 }, (_, index) => ({ id: randomBytes(16), no: 2 ** 45 + index * 977_777_777 }))
  for (const { id, no } of rows) addId(print, id, 0, no, key)
  const { rows: sums } = await db.pool.query(
    `SELECT sum(uuid_hash_extended(u.id, u.no # $3::bigint))::text AS sum FROM unnest($1::uuid[], $2::bigint[]) AS u(id, no)`,
    [rows.map(({ id }) => id.toString('hex')), rows.map(({ no }) => no.toString()), keyText(key)],
  )
  assert.equal(sums[0].sum, sumOf(print).toString())
  addId(print, rows[0]!.id, 0, rows[0]!.no + 1, key)
  assert.notEqual(sums[0].sum, sumOf(print).toString())
})

test('a leaf is that of the domain', () => {
  const books = createBooks(createAccountTable(10), createFindings(), newPrintKey())
  const { ana, fee } = ACCOUNTS
  for (const { id } of [ana, fee]) books.accounts.lot[addAccount(books.accounts, idBytes(id), 0)] = 1
  const chunks: Chunk[] = []
  const setting = { books: [idBytes(DEFAULT_BOOK)], bookOfLot: Int32Array.of(-1, 0), key: books.key }
  const reader = createJournalReader({ ...setting, accounts: books.accounts }, chunk => chunks.push(chunk))
  const id = freshId('trf')
  const occurredAt = 1_780_000_000_123_456n
  write64(reader.row, ROW.no, 65_537)
  idBytes(id).copy(reader.row, ROW.id)
  idBytes(ana.id).copy(reader.row, ROW.debit)
  idBytes(fee.id).copy(reader.row, ROW.credit)
  write64(reader.row, ROW.amount, 99_999_999_999_999)
  for (const at of [ROW.occurred, ROW.recorded]) write64(reader.row, at, Number(occurredAt))
  reader.row[ROW.expires] = 0x80
  reader.row.writeUInt16BE(6, ROW.codeLength)
  reader.row.write('payout', ROW.code)
  reader.take(6, 1, NONE, NONE, NONE)
  reader.end()
  const journal = loneJournalId(id)
  const times = { occurredAt, expiresAt: null, recordedAt: occurredAt }
  const ids = { no: 65_537n, id, debit: ana.id, credit: fee.id, pendingId: null }
  const transfer = { ...ids, ...times, amountMinor: 99_999_999_999_999n, phase: 'posted', code: 'payout' } as const
  const about = { id: journal, event: 'operator_transfer', subject: journal, transfers: [transfer] }
  const leaf = journalLeaf({ book: DEFAULT_BOOK, ...about })
  assert.equal(Buffer.from(chunks[0]!.leaf).toString('hex'), Buffer.from(leaf).toString('hex'))
})

test('the tree is that of the domain, at every size, and goes back to what it was', () => {
  const mine = tree.createTree()
  const theirs = emptyFrontier()
  const root = () => tree.rootOf(mine).toString('hex')
  const leaves = Array.from({ length: 700 }, (_, index) => createHash('sha256').update(`${index}`).digest())
  let mark = tree.markTree(mine)
  let rootThere = root()
  for (const [index, leaf] of leaves.entries()) {
    if (index === 300) {
      mark = tree.markTree(mine)
      rootThere = root()
    }
    tree.appendLeaf(mine, leaf, 0)
    appendLeaf(theirs, leaf)
    assert.equal(root(), Buffer.from(frontierRoot(theirs)).toString('hex'), `of ${index + 1} leaves`)
  }
  const whole = { root: root(), digests: mine.levels.map(({ digests }) => [...digests]) }
  const late = tree.treeAt(700, tree.frontierOf(mine))!
  assert.equal(tree.rootOf(late).toString('hex'), whole.root)
  tree.backTo(mine, mark)
  assert.equal(root(), rootThere)
  for (const leaf of leaves.slice(300)) tree.appendLeaf(mine, leaf, 0)
  assert.deepEqual({ root: root(), digests: mine.levels.map(({ digests }) => [...digests]) }, whole)
  assert.equal(tree.treeAt(701, tree.frontierOf(mine)), undefined)
})

test('references lead to numbers; older ones than are kept lead nowhere, and that is right', () => {
  const refs = createRefs()
  refs.from = 2 ** 40
  addRef(refs, 5000, 2 ** 24 + 7)
  addRef(refs, 4000, 2 ** 24 + 9)
  addRef(refs, 2 ** 36, 2 ** 24 + 11)
  const no = (call: number, place: number) => (2 ** 24 + call) * 65_536 + place
  assert.ok(isRefTo(refs, 5000 * 65_536 + 3, no(7, 3)))
  assert.ok(isRefTo(refs, 4000 * 65_536 + 1, no(9, 1)))
  assert.ok(isRefTo(refs, 2 ** 52 + 4, no(11, 4)))
  assert.ok(!isRefTo(refs, 5000 * 65_536 + 3, no(7, 4)))
  assert.ok(!isRefTo(refs, 4999 * 65_536 + 3, no(7, 3)), 'Kept for this epoch, but not there.')
  assert.ok(isRefTo(refs, 77 * 65_536, 65_537), 'Of an epoch whose references are not kept.')
  assert.ok(isRefTo(refs, NONE, NONE) && !isRefTo(refs, NONE, 65_537) && !isRefTo(refs, 77, NONE))
})
