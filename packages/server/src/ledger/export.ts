// SPDX-License-Identifier: Apache-2.0
// Writes the whole ledger to files, for verification anywhere else. PostgreSQL writes the lines itself; several
// connections write what is sealed, which never changes, while postings go on; the rest is of one snapshot.

import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { formatInstant, type Instant } from '@jandon/domain/time'
import type { ClientBase } from 'pg'
import type { Database, Tx } from '../database/index.ts'
import { type ArchiveSide, COLUMNS, MANIFEST } from './archive-file.ts'
import type { ExportBook, ExportFile, ExportManifest, ExportTable } from './export-format.ts'
import { createChain } from './verify-chain.ts'
import { copyOut } from './verify-copy.ts'
import { chainBefore, LOWEST, readShape, sealedSlices, unsealedSlices } from './verify-database.ts'
import { LedgerUnreadable } from './verify-report.ts'
import type { Slice } from './verify-slices.ts'
import { frontierOf, HASH } from './verify-tree.ts'

export interface ExportOptions {
  /** The directory to write; it must not exist or be empty. */
  readonly directory: string
  readonly now: Instant
  /** Connections that write at once. Default: one for each processor, at most 8. */
  readonly connections?: number
  readonly onProgress?: (done: { readonly transfers: number; readonly bytes: number }) => void
}

export interface Exported {
  readonly directory: string
  readonly transfers: number
  readonly accounts: number
  readonly bytes: number
}

/** Written at once: large enough that the disk does not notice the lines. */
const PIECE = 1 << 20
/** Exact to the microsecond until the year 2106, and a tenth of the time that numeric arithmetic takes. */
const micros = (column: string) => `(date_part('epoch', ${column}) * 1000000)::bigint AS ${column}`

const TRANSFERS = `no, id, debit, credit, amount_minor, phase, code, position, pending_id, ${micros('occurred_at')},
  ${micros('expires_at')}, ${micros('recorded_at')}, debit_prev, credit_prev`

/** What each small file holds. */
const SELECTS: Readonly<Record<Exclude<ExportTable, 'opening'>, string>> = {
  accounts: `SELECT a.id, l.book, a.code, l.unit, a.owner, a.normal_side, a.overdraft, b.rule, b.hot,
      v.debits_pending, v.debits_posted, v.credits_pending, v.credits_posted, b.last_ref, b.prev_ref,
      (SELECT sum(s.available) FROM account_share s WHERE s.account = a.id) AS shares
    FROM account a LEFT JOIN lot l ON l.no = a.lot LEFT JOIN balance b ON b.account = a.id
    LEFT JOIN account_balance v ON v.id = a.id ORDER BY a.id`,
  pending: `SELECT id, no, debit, credit, amount_minor, ${micros('expires_at')}, resolved_no, resolved_phase
    FROM pending_transfer ORDER BY no`,
  refs: 'SELECT token, call_no FROM call_ref ORDER BY token',
  blocks: `SELECT book, number, from_no, to_no, journals, tree_size, encode(root, 'hex') AS root, encode(hash, 'hex') AS hash,
      (extract(epoch FROM sealed_at) * 1000000)::bigint AS sealed_at FROM chain_block ORDER BY book, number`,
  tiles: `SELECT book, level, index, encode(hashes, 'hex') AS hashes FROM chain_tile ORDER BY book, level, index`,
}

/** A file that is being written, with the hash of what is in it. */
async function createOut(directory: string, name: string) {
  const file: FileHandle = await open(join(directory, name), 'wx', 0o600)
  const hash = createHash('sha256')
  let piece = Buffer.allocUnsafe(PIECE)
  let filled = 0
  let bytes = 0
  let lines = 0
  let writing = Promise.resolve()
  const write = async (full: Buffer) => {
    for (let at = 0; at < full.length; ) at += (await file.write(full, at)).bytesWritten
  }
  const flush = (): Promise<void> => {
    const full = piece.subarray(0, filled)
    hash.update(full)
    bytes += full.length
    // What comes next goes to a piece of its own while this one is written.
    piece = Buffer.allocUnsafe(PIECE)
    filled = 0
    writing = writing.then(() => write(full))
    return writing
  }
  return {
    /** Takes a line; a promise when the next should wait. */
    put(from: Buffer, at: number, end: number): Promise<void> | undefined {
      if (end - at > PIECE) throw new LedgerUnreadable('A line of the ledger is longer than a mebibyte.')
      const busy = end - at > PIECE - filled ? flush() : undefined
      filled += from.copy(piece, filled, at, end)
      lines += 1
      return busy
    },
    /** Ends the file; lines are without the header. */
    async end(): Promise<{ file: ExportFile; lines: number }> {
      await flush()
      await file.sync()
      await file.close()
      return { file: { name, bytes: bytes.toString(), sha256: hash.digest('hex') }, lines: lines - 1 }
    },
  }
}

type Written = Awaited<ReturnType<Awaited<ReturnType<typeof createOut>>['end']>>

async function copyFile(client: ClientBase, directory: string, name: string, select: string): Promise<Written> {
  const out = await createOut(directory, name)
  await copyOut(client, `COPY (${select}) TO STDOUT (FORMAT csv, HEADER true)`, { data: out.put })
  return out.end()
}

interface Job {
  readonly directory: string
  readonly files: ExportFile[]
  readonly parts: { transfers: string; journals: string; toNo: string }[]
  readonly options: ExportOptions
  transfers: number
  loneJournals: number
  journals: number
  bytes: number
}

/** Journals of a slice with their transfers, each in a file with the number of the slice. */
async function copySlice(client: ClientBase, job: Job, slice: Slice, number: number): Promise<void> {
  if (slice.kind !== 'numbers') return
  const within = `WHERE no >= ${BigInt(slice.from)} AND no <= ${BigInt(slice.to)}`
  const name = (table: string) => `${table}-${(number + 1).toString().padStart(5, '0')}.csv`
  const transfers = await copyFile(
    client,
    job.directory,
    name('transfers'),
    `SELECT ${TRANSFERS} FROM transfer ${within} ORDER BY no`,
  )
  const select = `SELECT ${COLUMNS.journals.join(', ')} FROM journal ${within} ORDER BY no`
  const journals = await copyFile(client, job.directory, name('journals'), select)
  job.files.push(transfers.file, journals.file)
  job.parts[number] = { transfers: transfers.file.name, journals: journals.file.name, toNo: slice.to }
  job.transfers += transfers.lines
  job.bytes += Number(transfers.file.bytes) + Number(journals.file.bytes)
  job.options.onProgress?.({ transfers: job.transfers, bytes: job.bytes })
}

/** Slices one after the other, each taken by the connection that is free. Answers how many there were. */
async function copySlices(
  clients: readonly ClientBase[],
  job: Job,
  slices: AsyncIterable<Slice>,
  from: number,
): Promise<number> {
  let number = from
  const waiting: { slice: Slice; number: number }[] = []
  for await (const slice of slices) waiting.push({ slice, number: number++ })
  const take = async (client: ClientBase) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await copySlice(client, job, next.slice, next.number)
    }
  }
  await Promise.all(clients.map(take))
  return number
}

interface HeadRow {
  number: string
  tree_size: string
  root: string
  hash: string
  edges: Buffer[]
}

async function bookOf(client: ClientBase, book: string, start: number): Promise<ExportBook> {
  const chain = start > 0 ? await chainBefore(client, book, start) : createChain(book)
  const frontier = frontierOf(chain.tree).toString('hex')
  const hashes = frontier.match(new RegExp(`.{${HASH * 2}}`, 'g')) ?? []
  const { rows } = await client.query<HeadRow>(
    `SELECT number::text, tree_size::text, encode(root, 'hex') AS root, encode(hash, 'hex') AS hash, edges
     FROM chain_head WHERE book = $1`,
    [book],
  )
  const { rows: blocks } = await client.query<Omit<NonNullable<ArchiveSide['block']>, never>>(
    `SELECT b.number::text, encode(p.hash, 'hex') AS previous, b.from_no::text AS "fromNo", b.to_no::text AS "toNo",
       b.journals::text, b.tree_size::text AS "treeSize", encode(b.root, 'hex') AS root, encode(b.hash, 'hex') AS hash,
       (extract(epoch FROM b.sealed_at) * 1000000)::bigint::text AS "sealedAt"
     FROM chain_block b LEFT JOIN chain_block p ON p.book = b.book AND p.number = b.number - 1
     WHERE b.book = $1 AND b.number = $2`,
    [book, chain.number],
  )
  const row = rows[0]
  return {
    ...{ book, before: { block: blocks[0] ?? null, frontier: { size: chain.tree.size.toString(), hashes } } },
    head: row === undefined ? null : headOf(row),
  }
}

function headOf({ number, tree_size, root, hash, edges }: HeadRow): NonNullable<ExportBook['head']> {
  return { number, treeSize: tree_size, root, hash, edges: edges.map(edge => edge.toString('hex')) }
}

const openingSelect = (start: number) => `SELECT DISTINCT ON (account) account AS id, debits_pending, debits_posted,
    credits_pending, credits_posted, upto_no AS last_no
  FROM balance_snapshot WHERE upto_no < ${start} ORDER BY account, upto_no DESC`

/** Writes the rest, in one snapshot: what came after the watermark, and everything that is derived. */
async function copyRest(client: ClientBase, job: Job, parts: number, watermark: number, start: number) {
  const shape = await readShape(client)
  const number = await copySlices([client], job, unsealedSlices(client, watermark), parts)
  for (const [table, select] of Object.entries({ ...SELECTS, opening: openingSelect(start) })) {
    const { file, lines } = await copyFile(client, job.directory, `${table}.csv`, select)
    job.files.push(file)
    job.bytes += Number(file.bytes)
    if (table === 'accounts' && lines !== shape.accounts) throw new LedgerUnreadable('Accounts were lost on the way.')
  }
  const books: ExportBook[] = []
  for (const book of shape.books) books.push(await bookOf(client, book, start))
  const { rows } = await client.query<{ epochs: number }>(
    `SELECT coalesce(max(no) + 1, 0) AS epochs FROM ledger_epoch WHERE state IN ('indexed', 'archived')`,
  )
  return { shape, books, number, refsFrom: rows[0]!.epochs * 2 ** 40 }
}

async function write(clients: readonly ClientBase[], isOwn: boolean, options: ExportOptions): Promise<Exported> {
  const { directory } = options
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const job: Job = { directory, options, files: [], parts: [], transfers: 0, loneJournals: 0, journals: 0, bytes: 0 }
  const main = clients[0]!
  const { watermark, archived } = await readShape(main)
  const start = archived.length > 0 ? (archived.at(-1)! + 1) * 2 ** 40 : 0
  const after = start > 0 ? (BigInt(start) - 1n).toString() : LOWEST
  const parts = await copySlices(clients, job, sealedSlices(main, after, watermark), 0)
  if (isOwn) await main.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  const rest = await copyRest(main, job, parts, watermark, start)
  if (isOwn) await main.query('COMMIT')
  const manifest: ExportManifest = {
    ...{ format: 'jandon ledger export', version: 1, writtenAt: formatInstant(options.now) },
    ...{ fromNo: start.toString(), sealedNo: rest.shape.watermark.toString(), refsFrom: rest.refsFrom.toString() },
    ...{ archived, accounts: rest.shape.accounts.toString(), transfers: job.transfers.toString() },
    ...{ books: rest.books, parts: job.parts, files: job.files },
  }
  await writeFile(join(directory, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`, { flag: 'wx', mode: 0o600 })
  const { transfers, bytes } = job
  return { directory, transfers, accounts: rest.shape.accounts, bytes }
}

const MOST_CONNECTIONS = 8

/**
 * Writes the whole ledger to a directory, for `verifyLedger` anywhere else. Holds no personal data: owners are ids.
 * Faults: those of the file system (`EEXIST` when an export is there already) and of the database.
 */
export async function exportLedger(
  from: Pick<Database, 'pool'> | { readonly tx: Tx },
  options: ExportOptions,
): Promise<Exported> {
  if ('tx' in from) return write([from.tx], false, options)
  const count = options.connections ?? Math.min(MOST_CONNECTIONS, availableParallelism())
  const clients = await Promise.all(Array.from({ length: Math.max(1, count) }, () => from.pool.connect()))
  try {
    for (const client of clients) await client.query(`SET default_transaction_read_only = on`)
    return await write(clients, true, options)
  } finally {
    // With a setting of their own, and perhaps in the middle of a COPY: thrown away.
    for (const client of clients) client.release(true)
  }
}
