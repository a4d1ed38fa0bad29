// SPDX-License-Identifier: Apache-2.0
// Writes an epoch to files. The database makes the lines, some ten thousand at a time, so that memory stays the same
// however large the epoch is. The directory gets its name when everything in it is on the disk.

import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Database } from '../database/index.ts'
import {
  type ArchiveBlock,
  type ArchiveFile,
  type ArchiveLot,
  type ArchiveManifest,
  type ArchiveSide,
  type ArchiveTable,
  COLUMNS,
  MANIFEST,
} from './archive-file.ts'

type Pool = Pick<Database, 'pool'>

/** Lines of one query: 2 MB of text. A chunk ends where a call does, so one of 65,535 transfers may make it 15 MB. */
const CHUNK_ROWS = 10_000
/** Transfers of one file: large enough to be few, small enough to be checked several at a time. */
const FILE_ROWS = 1_000_000

interface Chunk {
  rows: number
  lines: string
  /** Where the next chunk begins. */
  upto: string
}

/** A text field; quoted only when it must be. */
const quoted = (field: string) =>
  `CASE WHEN ${field} ~ '[",\\r\\n]' THEN '"' || replace(${field}, '"', '""') || '"' ELSE coalesce(${field}, '') END`
const micros = (field: string) => `coalesce((extract(epoch FROM ${field}) * 1000000)::bigint::text, '')`
const line = (fields: readonly string[]) => `string_agg(${fields.join(` || ',' || `)} || E'\\n', '' ORDER BY`

const TRANSFERS = (epoch: number, rows: number) => `WITH cut AS (
    SELECT coalesce((SELECT no | 65535 FROM transfer_${epoch} WHERE no > $1 ORDER BY no OFFSET ${rows - 1} LIMIT 1),
      9223372036854775807) AS upto
  )
  SELECT count(*)::integer AS rows, max(t.no)::text AS upto, ${line([
    ...['t.no', 't.id', 't.debit', 't.credit', 't.amount_minor', 't.phase', quoted('t.code'), 't.position'],
    ...[`coalesce(t.pending_id::text, '')`, `coalesce(p.amount_minor::text, '')`],
    ...[micros('t.occurred_at'), micros('t.expires_at'), micros('t.recorded_at')],
  ])} t.no) AS lines
  FROM transfer_${epoch} t LEFT JOIN pending_transfer p ON p.id = t.pending_id
  WHERE t.no > $1 AND t.no <= (SELECT upto FROM cut)`

const JOURNALS = (epoch: number) => `SELECT count(*)::integer AS rows, max(j.no)::text AS upto,
    ${line(['j.no', 'j.id', quoted('j.event'), quoted('j.subject')])} j.no) AS lines
  FROM (SELECT * FROM journal_${epoch} WHERE no > $1 ORDER BY no LIMIT ${CHUNK_ROWS}) j`

const sums = (of: string) =>
  ['debits_pending', 'debits_posted', 'credits_pending', 'credits_posted'].map(name => `coalesce(${of}.${name}, 0)`)

const ACCOUNTS = (epoch: number) => `SELECT count(*)::integer AS rows, max(s.account::text) AS upto, ${line([
  ...['s.account', 'l.book', 'a.code', 'l.unit', quoted('a.owner'), 'a.normal_side', 'a.overdraft'],
  ...[...sums('b'), ...sums('e')],
])} s.account) AS lines
  FROM (
    SELECT account, max(upto_no) AS upto_no FROM balance_snapshot
    WHERE account > $1::uuid AND upto_no >= ${epoch}::bigint << 40 AND upto_no < ${epoch + 1}::bigint << 40
    GROUP BY account ORDER BY account LIMIT ${CHUNK_ROWS}
  ) s
  JOIN balance_snapshot e ON e.account = s.account AND e.upto_no = s.upto_no
  LEFT JOIN LATERAL (
    SELECT * FROM balance_snapshot x WHERE x.account = s.account AND x.upto_no < ${epoch}::bigint << 40
    ORDER BY x.upto_no DESC LIMIT 1
  ) b ON true
  JOIN account a ON a.id = s.account JOIN lot l ON l.no = a.lot`

const BLOCKS = (epoch: number) => `SELECT count(*)::integer AS rows, max(k.place) AS upto, ${line([
  ...['k.book', 'k.number', 'k.from_no', 'k.to_no', 'k.journals', 'k.tree_size'],
  ...[`encode(k.root, 'hex')`, `encode(k.hash, 'hex')`, micros('k.sealed_at')],
])} k.book, k.number) AS lines
  FROM (
    SELECT *, (book || ' ' || lpad(number::text, 19, '0')) COLLATE "C" AS place FROM chain_block
    WHERE (book, number) > (split_part($1, ' ', 1) COLLATE "C", split_part($1, ' ', 2)::bigint)
      AND from_no >= ${epoch}::bigint << 40 AND to_no < ${epoch + 1}::bigint << 40
    ORDER BY book, number LIMIT ${CHUNK_ROWS}
  ) k`

async function* chunks({ pool }: Pool, sql: string, start: string): AsyncGenerator<Chunk> {
  let upto = start
  for (;;) {
    const { rows } = await pool.query<{ [Field in keyof Chunk]: Chunk[Field] | null }>(sql, [upto])
    const chunk = rows[0]!
    if (chunk.rows === 0 || chunk.lines === null || chunk.upto === null) return
    upto = chunk.upto
    yield { rows: chunk.rows!, lines: chunk.lines, upto }
  }
}

/** Writes one file and answers what the manifest says of it. Nothing of it is left in a cache of the system's. */
async function writeFile(
  directory: string,
  name: string,
  table: ArchiveTable,
  parts: AsyncIterable<Chunk>,
): Promise<ArchiveFile> {
  const hash = createHash('sha256')
  let rows = 0
  let bytes = 0
  const file = await open(join(directory, name), 'w', 0o600)
  try {
    await pipeline(
      async function* () {
        yield `${COLUMNS[table].join()}\n`
        for await (const chunk of parts) {
          rows += chunk.rows
          yield chunk.lines
        }
      },
      createGzip(),
      async (compressed: AsyncIterable<Buffer>) => {
        for await (const piece of compressed) {
          hash.update(piece)
          bytes += piece.length
          await file.appendFile(piece)
        }
      },
    )
    await file.sync()
  } finally {
    await file.close()
  }
  return { name, rows: rows.toString(), bytes: bytes.toString(), sha256: hash.digest('hex') }
}

/** Chunks until a file is full; the one too many is kept for the next file. */
async function* upTo(parts: AsyncGenerator<Chunk>, most: number, held: { chunk?: Chunk | undefined }) {
  let rows = 0
  for (;;) {
    const next = held.chunk ?? (await parts.next()).value
    held.chunk = next
    if (next === undefined || (rows > 0 && rows + next.rows > most)) return
    held.chunk = undefined
    rows += next.rows
    yield next as Chunk
  }
}

async function writeTransfers(db: Pool, epoch: number, directory: string, most: number): Promise<ArchiveFile[]> {
  const parts = chunks(db, TRANSFERS(epoch, Math.min(CHUNK_ROWS, most)), '0')
  const held: { chunk?: Chunk | undefined } = {}
  const files: ArchiveFile[] = []
  do {
    const name = `transfers-${(files.length + 1).toString().padStart(5, '0')}.csv.gz`
    files.push(await writeFile(directory, name, 'transfers', upTo(parts, most, held)))
  } while (held.chunk !== undefined)
  return files
}

/** What the database says that an epoch holds, computed from its transfers at once. */
export async function readTotals({ pool }: Pool, epoch: number): Promise<{ lots: ArchiveLot[]; journals: string }> {
  const { rows } = await pool.query<ArchiveLot & { journals: string }>(
    `SELECT l.book, l.unit, s.transfers::text, s.posted::text, s.pending::text, s.released::text, s.journals::text
     FROM (
       SELECT a.lot, count(*) AS transfers, coalesce(sum(t.amount_minor) FILTER (WHERE t.phase IN ('posted', 'post')), 0) AS posted,
         coalesce(sum(t.amount_minor) FILTER (WHERE t.phase = 'pending'), 0) AS pending,
         coalesce(sum(p.amount_minor), 0) AS released, count(*) FILTER (WHERE t.position = 1) AS journals
       FROM transfer_${epoch} t JOIN account a ON a.id = t.debit LEFT JOIN pending_transfer p ON p.id = t.pending_id
       GROUP BY a.lot
     ) s JOIN lot l ON l.no = s.lot ORDER BY l.book, l.unit`,
  )
  const journals = rows.reduce((total, row) => total + BigInt(row.journals), 0n).toString()
  return { lots: rows.map(({ journals: _, ...lot }) => lot), journals }
}

async function readSide({ pool }: Pool, book: string, before: bigint): Promise<ArchiveSide> {
  const { rows } = await pool.query<ArchiveBlock & { frontier: string[] }>(
    `SELECT b.number::text, encode(coalesce(p.hash, decode(repeat('00', 32), 'hex')), 'hex') AS previous,
       b.from_no::text AS "fromNo", b.to_no::text AS "toNo", b.journals::text, b.tree_size::text AS "treeSize",
       encode(b.root, 'hex') AS root, encode(b.hash, 'hex') AS hash, ${micros('b.sealed_at')} AS "sealedAt",
       (SELECT array_agg(encode(h, 'hex') ORDER BY ord) FROM unnest(frontier_before(b.book, b.tree_size)) WITH ORDINALITY AS u(h, ord))
         AS frontier
     FROM chain_block b LEFT JOIN chain_block p ON p.book = b.book AND p.number = b.number - 1
     WHERE b.book = $1 AND b.to_no < $2 ORDER BY b.number DESC LIMIT 1`,
    [book, before],
  )
  if (rows[0] === undefined) return { block: null, frontier: { size: '0', hashes: [] } }
  const { frontier, ...block } = rows[0]
  return { block, frontier: { size: block.treeSize, hashes: frontier } }
}

async function readSides(db: Pool, fromNo: bigint, toNo: bigint): Promise<ArchiveManifest['books']> {
  const { rows } = await db.pool.query<{ book: string }>(
    'SELECT DISTINCT book FROM chain_block WHERE from_no >= $1 AND to_no <= $2 ORDER BY book',
    [fromNo, toNo],
  )
  const books = []
  for (const { book } of rows) {
    books.push({ book, before: await readSide(db, book, fromNo), after: await readSide(db, book, toNo + 1n) })
  }
  return books
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export const archiveName = (epoch: number): string => `epoch-${epoch}`

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Tests make files smaller. */
export interface ArchiveOptions {
  readonly fileRows?: number
}

/**
 * Writes the epoch, which must be indexed, to `<to>/epoch-<n>` and answers that directory. Killed at any instant it
 * leaves no directory of that name. Idempotent by: the directory; one that is there stays as it is.
 */
export async function writeArchive(
  db: Pool,
  epoch: number,
  to: string,
  writtenAt: string,
  options: ArchiveOptions = {},
): Promise<string> {
  const directory = join(to, archiveName(epoch))
  if (await exists(directory)) return directory
  const beside = `${directory}.part`
  await rm(beside, { recursive: true, force: true })
  await mkdir(beside, { recursive: true, mode: 0o700 })
  const fromNo = BigInt(epoch) << 40n
  const toNo = (BigInt(epoch + 1) << 40n) - 1n
  const transfers = await writeTransfers(db, epoch, beside, options.fileRows ?? FILE_ROWS)
  const table = (name: ArchiveTable, sql: string, start: string) =>
    writeFile(beside, `${name}.csv.gz`, name, chunks(db, sql, start))
  const journals = await table('journals', JOURNALS(epoch), '0')
  const accounts = await table('accounts', ACCOUNTS(epoch), '00000000-0000-0000-0000-000000000000')
  const blocks = await table('blocks', BLOCKS(epoch), ' 0')
  const totals = await readTotals(db, epoch)
  const manifest: ArchiveManifest = {
    ...{ format: 'jandon ledger archive', version: 1, epoch, fromNo: fromNo.toString(), toNo: toNo.toString() },
    writtenAt,
    transfers: transfers.reduce((sum, file) => sum + BigInt(file.rows), 0n).toString(),
    journals: totals.journals,
    accounts: accounts.rows,
    blocks: blocks.rows,
    lots: totals.lots,
    books: await readSides(db, fromNo, toNo),
    files: [...transfers, journals, accounts, blocks],
  }
  const file = await open(join(beside, MANIFEST), 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await sync(beside)
  await rename(beside, directory)
  await sync(to)
  return directory
}
