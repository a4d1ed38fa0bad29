// SPDX-License-Identifier: Apache-2.0
// Writes proofs: that a transfer is in the books as it was sealed, and that the books of a head noted before are the
// beginning of those of today. Read from rows that never change, so it takes no lock and needs no snapshot.

import { hash as hashNow } from 'node:crypto'
import { type Id, idToUuid, uuidToId } from '@jandon/domain/ids'
import {
  consistencyProof,
  consistencyRanges,
  formatMicros,
  HASH_BYTES,
  type HashAt,
  type HeadJson,
  hashToHex,
  type InclusionJson,
  inclusionProof,
  inclusionRanges,
  journalToJson,
  type LeafRange,
  PROOF_FORMAT,
  type ProofJson,
  type ProvenAccountJson,
  type SealedJournal,
  type Sha256,
  type Subtree,
  subtreesOf,
  treeRoot,
} from '@jandon/domain/ledger'
import type { Database } from '../database/index.ts'
import { openArchive } from './archive-file.ts'
import { findInArchive } from './proof-archive.ts'
import { readJournal } from './proof-journal.ts'
import { LedgerUnreadable } from './records.ts'

type Pool = Pick<Database, 'pool'>

export const nodeSha256: Sha256 = data => hashNow('sha256', data, 'buffer')

/** A tile has 2^8 hashes. */
const TILE_HEIGHT = 8
const TILE_HASHES = 256

export type ProofAnswer =
  | { readonly kind: 'proof'; readonly proof: ProofJson }
  /** Not in these books. */
  | { readonly kind: 'transfer_not_found' }
  /** Posted and not yet sealed, or nothing of the book is: ask again in a second. */
  | { readonly kind: 'not_sealed' }
  /** Its rows are in the archive. */
  | { readonly kind: 'transfer_archived' }
  /** No block of this book has the hash that is said to have been noted. */
  | { readonly kind: 'head_unknown' }

interface BlockRow {
  book: Id<'bok'>
  number: bigint
  from_no: bigint
  to_no: bigint
  journals: bigint
  tree_size: bigint
  root: Buffer
  hash: Buffer
  previous: Buffer
  sealed_at: string
}

const BLOCK = `SELECT b.book, b.number, b.from_no, b.to_no, b.journals, b.tree_size, b.root, b.hash,
    coalesce(p.hash, decode(repeat('00', 32), 'hex')) AS previous,
    (extract(epoch FROM b.sealed_at) * 1000000)::bigint::text AS sealed_at
  FROM chain_block b LEFT JOIN chain_block p ON p.book = b.book AND p.number = b.number - 1`

function headOf(row: BlockRow): HeadJson {
  return {
    ...{ book: row.book, number: Number(row.number), previous: hashToHex(row.previous) },
    ...{ fromNo: row.from_no.toString(), toNo: row.to_no.toString(), treeSize: Number(row.tree_size) },
    ...{ root: hashToHex(row.root), sealedAt: formatMicros(BigInt(row.sealed_at)), hash: hashToHex(row.hash) },
  }
}

async function blockWhere(db: Pool, where: string, values: unknown[]): Promise<BlockRow | undefined> {
  const { rows } = await db.pool.query<BlockRow>(`${BLOCK} WHERE ${where} LIMIT 1`, values)
  return rows[0]
}

const newestBlock = (db: Pool, book: string) => blockWhere(db, 'b.book = $1 ORDER BY b.number DESC', [book])

/** Where a full tree lies: in which tile of which level, and the hashes of it that it is the root of. */
function placeOf({ height, index }: Subtree) {
  const level = Math.floor(height / TILE_HEIGHT)
  const within = 2 ** (height - level * TILE_HEIGHT)
  const first = index * within
  return { level, tile: Math.floor(first / TILE_HASHES), from: first % TILE_HASHES, count: within }
}

/** Reads the tiles that hold these ranges; `size` is that of a tree whose block is committed. */
async function readTree(db: Pool, book: string, ranges: readonly LeafRange[]): Promise<HashAt> {
  const wanted = new Map<string, { level: number; tile: number }>()
  for (const subtree of ranges.flatMap(subtreesOf)) {
    const { level, tile } = placeOf(subtree)
    wanted.set(`${level}/${tile}`, { level, tile })
  }
  const places = [...wanted.values()]
  // Edges first: what has left them when the tiles are read is in a tile by then.
  const { rows: heads } = await db.pool.query<{ edges: Buffer[]; tree_size: bigint }>(
    'SELECT edges, tree_size FROM chain_head WHERE book = $1',
    [book],
  )
  const { rows: tiles } = await db.pool.query<{ level: number; index: bigint; hashes: Buffer }>(
    `SELECT t.level, t.index, t.hashes FROM unnest($2::smallint[], $3::bigint[]) AS u(level, index)
     JOIN chain_tile t ON t.book = $1 AND t.level = u.level AND t.index = u.index`,
    [book, places.map(({ level }) => level), places.map(({ tile }) => tile)],
  )
  const known = new Map(tiles.map(({ level, index, hashes }) => [`${level}/${index}`, hashes]))
  return subtree => {
    const { level, tile, from, count } = placeOf(subtree)
    // What does not fill a tile at the head's size lies with the head; every tile before that was written.
    const isEdge = tile === Math.floor(Number(heads[0]?.tree_size ?? 0) / TILE_HASHES ** (level + 1))
    const hashes = known.get(`${level}/${tile}`) ?? (isEdge ? heads[0]?.edges[level] : undefined)
    const part = hashes?.subarray(from * HASH_BYTES, (from + count) * HASH_BYTES)
    if (part?.length !== count * HASH_BYTES) {
      throw new LedgerUnreadable(`Tile ${tile} of level ${level} of ${book} was deleted. Run ledger verify.`)
    }
    return treeRoot(
      Array.from({ length: count }, (_, at) => part.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)),
      nodeSha256,
    )
  }
}

/** How many journals of the book have a number from `from` to below `no`: none of theirs spans two blocks. */
async function journalsBefore(db: Pool, book: string, from: bigint, no: bigint): Promise<number> {
  const { rows } = await db.pool.query<{ count: bigint }>(
    `SELECT count(*) AS count FROM transfer t WHERE t.no >= $2 AND t.no < $3 AND t.position = 1
       AND ((SELECT count(*) FROM book) = 1 OR
         $1 = (SELECT l.book FROM balance b JOIN lot l ON l.no = b.lot WHERE b.account = t.debit))`,
    [book, from, no],
  )
  return Number(rows[0]!.count)
}

async function accountsOf(db: Pool, ids: readonly string[]): Promise<ProvenAccountJson[]> {
  const { rows } = await db.pool.query<{ id: string; code: string; unit: string; owner: string | null }>(
    `SELECT a.id, a.code, l.unit, a.owner FROM account a JOIN lot l ON l.no = a.lot WHERE a.id = ANY ($1::uuid[])
     ORDER BY a.id`,
    [ids.map(idToUuid)],
  )
  return rows.map(({ id, code, unit, owner }) => ({ id: uuidToId('acc', id), code, unit, owner }))
}

async function earlierOf(db: Pool, since: string, head: BlockRow): Promise<ProofJson['earlier'] | 'head_unknown'> {
  const block = await blockWhere(db, 'b.hash = $1', [Buffer.from(since, 'hex')])
  if (block === undefined || block.book !== head.book) return 'head_unknown'
  const [first, second] = [Number(block.tree_size), Number(head.tree_size)]
  const hashAt = await readTree(db, head.book, consistencyRanges(first, second))
  return { head: headOf(block), path: consistencyProof(first, second, hashAt, nodeSha256).map(hashToHex) }
}

/** What is numbered below the watermark and not in a block was never posted: somebody wrote it there later. */
async function notSealed(db: Pool, id: string, no: bigint): Promise<ProofAnswer> {
  const { rows } = await db.pool.query<{ sealed_no: bigint }>('SELECT sealed_no FROM chain_watermark')
  if (no > rows[0]!.sealed_no) return { kind: 'not_sealed' }
  throw new LedgerUnreadable(`The transfer ${id} was slipped in behind the seal. Run ledger verify.`)
}

export interface ProofOptions {
  /** The hash of a head noted before, in hex: the proof then also leads from there. */
  readonly since?: string
  /** The directory of an archive, where the transfer is looked for when it is no longer in the database. */
  readonly archive?: string
}

interface Placed {
  readonly kind: 'placed'
  readonly journal: SealedJournal
  readonly leafIndex: number
}

/** The journal of a transfer and which leaf it is, from the database or from an archive. */
async function findPlace(db: Pool, id: Id<'trf'>, archive: string | undefined): Promise<Placed | ProofAnswer> {
  const found = await readJournal(db, id)
  if (found.kind === 'transfer_archived' && archive !== undefined) {
    const archived = await findInArchive(await openArchive(archive), id)
    return archived ? { kind: 'placed', ...archived } : found
  }
  if (found.kind !== 'journal') return found
  const { journal } = found
  const { no } = journal.transfers[0]!
  const block = await blockWhere(db, 'b.book = $1 AND b.to_no >= $2 ORDER BY b.to_no', [journal.book, no])
  if (block === undefined || block.from_no > no) return notSealed(db, id, no)
  const before = await journalsBefore(db, journal.book, block.from_no, no)
  return { kind: 'placed', journal, leafIndex: Number(block.tree_size - block.journals) + before }
}

/**
 * Proves one transfer under the newest head of its book: its journal, the journal's place and the way to the root.
 * Faults: those of the database; `LedgerUnreadable` when rows were deleted or slipped in behind the ledger, or when the
 * archive cannot be read.
 */
export async function proveTransfer(db: Pool, id: Id<'trf'>, options: ProofOptions = {}): Promise<ProofAnswer> {
  const place = await findPlace(db, id, options.archive)
  if (place.kind !== 'placed') return place
  const { journal, leafIndex } = place
  const head = await newestBlock(db, journal.book)
  const size = Number(head?.tree_size ?? 0)
  if (head === undefined || leafIndex >= size) {
    throw new LedgerUnreadable(`The tree of ${journal.book} has no leaf ${leafIndex}. Run ledger verify.`)
  }
  const earlier = options.since === undefined ? null : await earlierOf(db, options.since, head)
  if (earlier === 'head_unknown') return { kind: 'head_unknown' }
  const hashAt = await readTree(db, journal.book, inclusionRanges(leafIndex, size))
  const inclusion: InclusionJson = {
    transferId: id,
    journal: journalToJson(journal),
    accounts: await accountsOf(db, [...new Set(journal.transfers.flatMap(({ debit, credit }) => [debit, credit]))]),
    leafIndex,
    path: inclusionProof(leafIndex, size, hashAt, nodeSha256).map(hashToHex),
  }
  return { kind: 'proof', proof: { format: PROOF_FORMAT, inclusion, head: headOf(head), earlier } }
}

/** The newest head of a book, to be noted; with `since`, also that the head noted before leads to it. */
export async function proveHead(db: Pool, book: Id<'bok'>, { since }: ProofOptions = {}): Promise<ProofAnswer> {
  const head = await newestBlock(db, book)
  if (head === undefined) return { kind: 'not_sealed' }
  const earlier = since === undefined ? null : await earlierOf(db, since, head)
  if (earlier === 'head_unknown') return { kind: 'head_unknown' }
  return { kind: 'proof', proof: { format: PROOF_FORMAT, inclusion: null, head: headOf(head), earlier } }
}
