// SPDX-License-Identifier: Apache-2.0
// What verification reads of a database beside the transfers: accounts, blocks and kept leaves, and where to begin when
// older epochs are in the archive. All on one connection; what is sealed never changes, so only what came after the
// last block needs one snapshot.

import type { ClientBase } from 'pg'
import { type AccountTable, findAccount, type Lot, takeAccount } from './verify-accounts.ts'
import { type Books, setCounter } from './verify-apply.ts'
import { type BlockRow, type BookChain, type ChainSource, createChain } from './verify-chain.ts'
import { copyOut } from './verify-copy.ts'
import { read64 } from './verify-journals.ts'
import { addRef, type Refs } from './verify-refs.ts'
import { type Findings, LedgerUnreadable } from './verify-report.ts'
import type { Slice } from './verify-slices.ts'
import { HASH, markTree, TILE, treeAt } from './verify-tree.ts'

/** Blocks or places read at once. */
const PAGE = 5000
/** Journals of a slice, about: half a second of work, some megabytes. */
export const SLICE = 65_536
export const LOWEST = '-9223372036854775808'
export const HIGHEST = '9223372036854775807'

interface BlockText {
  number: string
  from_no: string
  to_no: string
  journals: string
  tree_size: string
  root: string
  hash: string
  sealed_at: string
}

export function blockOfText(row: BlockText): BlockRow {
  return {
    number: Number(row.number),
    fromNo: Number(row.from_no),
    toNo: Number(row.to_no),
    journals: Number(row.journals),
    treeSize: Number(row.tree_size),
    root: Buffer.from(row.root, 'hex'),
    hash: Buffer.from(row.hash, 'hex'),
    sealedAt: BigInt(row.sealed_at),
  }
}

/** Sort by `b.number`: the bare name is the text. */
const BLOCK_COLUMNS = `number::text, from_no::text, to_no::text, journals::text, tree_size::text,
  encode(root, 'hex') AS root, encode(hash, 'hex') AS hash, (extract(epoch FROM sealed_at) * 1000000)::bigint::text AS sealed_at`

export function createChainSource(client: ClientBase): ChainSource {
  return {
    async blocks(book, after) {
      const { rows } = await client.query<BlockText>(
        `SELECT ${BLOCK_COLUMNS} FROM chain_block b WHERE book = $1 AND b.number > $2 ORDER BY b.number LIMIT $3`,
        [book, after, PAGE],
      )
      return rows.map(blockOfText)
    },
    async leaves(book, from, to) {
      const first = Math.floor(from / TILE)
      const { rows } = await client.query<{ hashes: Buffer }>(
        `SELECT hashes FROM chain_tile WHERE book = $1 AND level = 0 AND index >= $2 AND index * ${TILE} < $3 ORDER BY index`,
        [book, first, to],
      )
      const { rows: edges } = await client.query<{ edge: Buffer | null }>(
        'SELECT edges[1] AS edge FROM chain_head WHERE book = $1',
        [book],
      )
      const all = Buffer.concat([...rows.map(({ hashes }) => hashes), edges[0]?.edge ?? Buffer.alloc(0)])
      const leaves = all.subarray((from - first * TILE) * HASH, (to - first * TILE) * HASH)
      return leaves.length === (to - from) * HASH ? leaves : undefined
    },
  }
}

export interface Shape {
  readonly books: readonly string[]
  readonly lots: readonly Lot[]
  readonly accounts: number
  readonly watermark: number
  /** Journals that the blocks hold. */
  readonly journals: number
  /** Epochs whose transfers are in the archive. */
  readonly archived: readonly number[]
}

/** How large the ledger is and what it consists of. Faults: `LedgerUnreadable` when there is none. */
export async function readShape(client: ClientBase): Promise<Shape> {
  const { rows: present } = await client.query<{ present: boolean }>(
    `SELECT to_regclass('chain_head') IS NOT NULL AND to_regclass('ledger_archive') IS NOT NULL AS present`,
  )
  if (present[0]?.present !== true) throw new LedgerUnreadable('This database has no ledger of this version.')
  const { rows: books } = await client.query<{ id: string }>('SELECT id FROM book ORDER BY id')
  const { rows: lots } = await client.query<Lot>('SELECT no, book, unit FROM lot ORDER BY no')
  const { rows } = await client.query<{ accounts: string; watermark: string; journals: string; archived: number[] }>(
    `SELECT (SELECT count(*) FROM account)::text AS accounts, (SELECT sealed_no FROM chain_watermark)::text AS watermark,
       (SELECT coalesce(sum(tree_size), 0) FROM chain_head)::text AS journals,
       (SELECT coalesce(array_agg(no ORDER BY no), '{}') FROM ledger_epoch WHERE state = 'archived') AS archived`,
  )
  const counts = rows[0]!
  return {
    ...{ books: books.map(({ id }) => id), lots, archived: counts.archived },
    ...{ accounts: Number(counts.accounts), watermark: Number(counts.watermark), journals: Number(counts.journals) },
  }
}

/** Adds the accounts of the database to the table, all of them or those that are not in it. */
export async function readAccounts(
  client: ClientBase,
  table: AccountTable,
  lots: readonly Lot[],
  findings: Findings,
): Promise<void> {
  const lotOf = new Map(lots.map(lot => [lot.no, lot]))
  const sql = 'SELECT id, lot, code, normal_side, overdraft, owner FROM account'
  await copyOut(client, `COPY (${sql}) TO STDOUT (FORMAT binary)`, {
    row(bytes, first) {
      if (findAccount(table, bytes, first + 4) >= 0) return
      let at = first + 28
      const text = () => {
        const length = bytes.readInt32BE(at)
        at += 4 + Math.max(0, length)
        return length < 0 ? null : bytes.toString('utf8', at - length, at)
      }
      const lot = lotOf.get(bytes.readInt32BE(first + 24))
      const fields = { lot, code: text() ?? '', normalSide: text() ?? '', overdraft: text() ?? '', owner: text() }
      takeAccount(table, findings, bytes, first + 4, fields)
    },
  })
}

/** The hash of the manifest of each epoch in the archive, as the ledger noted it. */
export async function readArchived(client: ClientBase): Promise<Map<number, string>> {
  const { rows } = await client.query<{ epoch: number; manifest_sha256: string }>(
    'SELECT epoch, manifest_sha256 FROM ledger_archive',
  )
  return new Map(rows.map(({ epoch, manifest_sha256 }) => [epoch, manifest_sha256]))
}

/** References of the calls from number `from` on, and from where on all are kept. */
export async function readRefs(client: ClientBase, refs: Refs, from: string): Promise<void> {
  const sql = `SELECT token, call_no FROM call_ref WHERE call_no >= ${BigInt(from) >> 16n}`
  await copyOut(client, `COPY (${sql}) TO STDOUT (FORMAT binary)`, {
    row: (bytes, at) => addRef(refs, read64(bytes, at + 4), read64(bytes, at + 16)),
  })
  // Asked afterwards: an epoch that is indexed in between has its references here and does not need them.
  const { rows } = await client.query<{ epochs: number }>(
    `SELECT coalesce(max(no) + 1, 0) AS epochs FROM ledger_epoch WHERE state IN ('indexed', 'archived')`,
  )
  refs.from = rows[0]!.epochs * 2 ** 40
}

/** Cuts what is sealed into slices that end where blocks end, from after `after` to the watermark. */
export async function* sealedSlices(
  client: ClientBase,
  after: string,
  watermark: number,
  most = SLICE,
): AsyncGenerator<Slice> {
  let from = after
  let journals = 0
  let last = after
  for (;;) {
    const { rows } = await client.query<{ to_no: bigint; journals: string }>(
      `SELECT to_no, sum(journals)::text AS journals FROM chain_block WHERE to_no > $1 AND to_no <= $2
       GROUP BY to_no ORDER BY to_no LIMIT $3`,
      [last, watermark, PAGE],
    )
    for (const row of rows) {
      last = row.to_no.toString()
      journals += Number(row.journals)
      if (journals < most) continue
      yield { kind: 'numbers', from: (BigInt(from) + 1n).toString(), to: last }
      from = last
      journals = 0
    }
    if (rows.length < PAGE) break
  }
  // What lies behind the last block and still before the watermark has no place; it is read all the same.
  if (BigInt(from) < BigInt(watermark)) {
    yield { kind: 'numbers', from: (BigInt(from) + 1n).toString(), to: watermark.toString() }
  }
}

/** What comes after the watermark, cut so that no slice needs much memory. */
export async function* unsealedSlices(client: ClientBase, watermark: number): AsyncGenerator<Slice> {
  let from = BigInt(watermark) + 1n
  for (;;) {
    const { rows } = await client.query<{ cut: bigint }>(
      `SELECT no | 65535 AS cut FROM transfer WHERE no >= $1 ORDER BY no OFFSET ${SLICE} LIMIT 1`,
      [from.toString()],
    )
    const cut = rows[0]?.cut
    yield { kind: 'numbers', from: from.toString(), to: cut === undefined ? HIGHEST : cut.toString() }
    if (cut === undefined) return
    from = cut + 1n
  }
}

interface StartRow {
  number: string
  to_no: string
  tree_size: string
  hash: string
  frontier: string
}

/** The chain of a book as it was before the number `start`, as the ledger has it written down. */
export async function chainBefore(client: ClientBase, book: string, start: number): Promise<BookChain> {
  const chain = createChain(book)
  const { rows } = await client.query<StartRow>(
    `SELECT b.number::text, b.to_no::text, b.tree_size::text, encode(b.hash, 'hex') AS hash,
       (SELECT encode(string_agg(u.hash, ''::bytea ORDER BY u.place), 'hex')
        FROM unnest(frontier_before($1, b.tree_size)) WITH ORDINALITY AS u(hash, place)) AS frontier
     FROM chain_block b WHERE b.book = $1 AND b.to_no < $2 ORDER BY b.number DESC LIMIT 1`,
    [book, start],
  )
  const row = rows[0]
  if (row === undefined) return chain
  const tree = treeAt(Number(row.tree_size), Buffer.from(row.frontier, 'hex'))
  if (tree === undefined) throw new LedgerUnreadable(`The tree of ${book} before ${start} is not kept.`)
  const hash = Buffer.from(row.hash, 'hex')
  const { number, to_no } = row
  return { ...chain, tree, before: markTree(tree), number: Number(number), toNo: Number(to_no), hash }
}

interface SnapshotRow {
  account: string
  upto_no: bigint
  counters: string[]
}

/** Balances and open pending transfers as they were before the number `start`, as the ledger has them written down. */
export async function readOpening(client: ClientBase, books: Books, start: number): Promise<void> {
  books.isLate = true
  let last = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await client.query<SnapshotRow>(
      `SELECT DISTINCT ON (account) account, upto_no,
         ARRAY[debits_pending, debits_posted, credits_pending, credits_posted]::text[] AS counters
       FROM balance_snapshot WHERE upto_no < $1 AND account > $2 ORDER BY account, upto_no DESC LIMIT $3`,
      [start, last, PAGE],
    )
    for (const row of rows) {
      last = row.account
      const account = findAccount(books.accounts, Buffer.from(row.account.replaceAll('-', ''), 'hex'), 0)
      if (account < 0) continue
      for (const [which, text] of row.counters.entries()) setCounter(books, account, which, BigInt(text))
      // A snapshot of a hot account may be older than its last transfer, whose number nobody asks for.
      if (books.accounts.hot[account] === 0) books.last[account] = Number(row.upto_no)
    }
    if (rows.length < PAGE) break
  }
  const sql = `SELECT id, no, debit, credit, amount_minor, expires_at FROM pending_transfer
    WHERE no < ${start} AND (resolved_no IS NULL OR resolved_no >= ${start})`
  await copyOut(client, `COPY (${sql}) TO STDOUT (FORMAT binary)`, {
    row(bytes, at) {
      const pending = pendingAt(books, bytes, at)
      books.open.set(pending.key, pending)
    },
  })
}

/** PostgreSQL counts from 2000-01-01. Units: microseconds. */
const EPOCH_2000 = 946_684_800_000_000

/** A row of `pending_transfer`: id, no, debit, credit, amount_minor, expires_at. */
export function pendingAt(books: Books, bytes: Buffer, at: number) {
  return {
    key: bytes.toString('latin1', at + 4, at + 20),
    no: read64(bytes, at + 24),
    debit: findAccount(books.accounts, bytes, at + 36),
    credit: findAccount(books.accounts, bytes, at + 56),
    amount: read64(bytes, at + 76),
    expires: bytes.readInt32BE(at + 84) < 0 ? Number.NaN : read64(bytes, at + 88) + EPOCH_2000,
  }
}
