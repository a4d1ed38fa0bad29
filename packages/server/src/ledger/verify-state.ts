// SPDX-License-Identifier: Apache-2.0
// How far a verification is, in a file, so that one that was killed goes on where it was. It is bound to the ledger by
// the hash of the last block of each book: a ledger that says something else at that place has been rewritten, and then
// nothing that the file says is believed. Whoever can write the file can make it say anything: keep it as safe as the
// noted heads.

import { createHash } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { addAccount } from './verify-accounts.ts'
import { type Books, COUNTERS, type OpenPending } from './verify-apply.ts'
import type { BookChain, Chains } from './verify-chain.ts'
import type { Print, PrintKey } from './verify-print.ts'
import { type Finding, LedgerUnreadable } from './verify-report.ts'
import { DIGEST, frontierOf, HASH, markTree, treeAt } from './verify-tree.ts'

const FORMAT = 'jandon verification 2'

interface SavedChain {
  readonly book: string
  readonly number: number
  readonly hash: string
  readonly toNo: number
  readonly size: number
  readonly frontier: string
  /** By level: what lies in the tile that is not full, if that is known, and how many tiles are. */
  readonly levels: readonly { readonly edge: string; readonly isWhole: boolean; readonly digests: number }[]
}

interface Header {
  readonly format: typeof FORMAT
  readonly key: PrintKey
  /** Everything up to this number is in it. */
  readonly upTo: string
  readonly accounts: number
  readonly journals: number
  readonly transfers: number
  readonly sealed: number
  readonly blocks: number
  readonly isLate: boolean
  readonly prints: readonly Print[]
  readonly moved: readonly (readonly [number, readonly number[]])[]
  readonly open: readonly (readonly [string, OpenPending])[]
  readonly findings: readonly Finding[]
  readonly findingCount: number
  readonly anchors: readonly (readonly [string, string])[]
  readonly chains: readonly SavedChain[]
}

export interface Saved {
  readonly header: Header
  readonly body: Buffer
}

function saveChain({ book, number, hash, toNo, tree }: BookChain): SavedChain {
  const levels = markTree(tree).levels.map(({ edge, isWhole, digests }) => ({
    edge: edge.toString('hex'),
    isWhole,
    digests,
  }))
  const frontier = frontierOf(tree).toString('hex')
  return { book, number, hash: hash.toString('hex'), toNo, size: tree.size, frontier, levels }
}

const bytesOf = (array: Float64Array | Int32Array, length: number) =>
  Buffer.from(array.buffer, array.byteOffset, length)

/** NaN is not JSON. */
const plain = (pending: OpenPending) => ({ ...pending, expires: Number.isNaN(pending.expires) ? -1 : pending.expires })

/** Writes the state whole or not at all. */
export async function saveState(path: string, books: Books, chains: Chains, upTo: string): Promise<void> {
  const count = books.accounts.count[0]!
  const header: Header = {
    ...{ format: FORMAT, key: books.key, upTo, accounts: count, journals: books.journals, transfers: books.transfers },
    ...{ sealed: chains.sealed, blocks: chains.blocks, isLate: books.isLate },
    prints: [books.ids, books.journalIds, books.resolved],
    moved: [...books.moved].map(([lot, moved]) => [lot, [...moved]]),
    open: [...books.open].map(([id, pending]) => [Buffer.from(id, 'latin1').toString('hex'), plain(pending)]),
    findings: books.findings.kept,
    findingCount: books.findings.count,
    anchors: [...chains.anchors],
    chains: chains.books.map(saveChain),
  }
  const parts = [
    Buffer.from(`${JSON.stringify(header)}\n`),
    bytesOf(books.accounts.keys, count * 16),
    bytesOf(books.counters, count * COUNTERS * 8),
    bytesOf(books.last, count * 8),
    bytesOf(books.beforeCall, count * 8),
    ...chains.books.flatMap(({ tree }) => tree.levels.map(({ digests }) => digestBytes(digests))),
  ]
  const sum = createHash('sha256')
  for (const part of parts) sum.update(part)
  const file = await open(`${path}.part`, 'w', 0o600)
  try {
    for (const part of [...parts, sum.digest()]) await file.write(part)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
}

/** Digests that are not known are zeros, which none is. */
const digestBytes = (digests: readonly string[]) =>
  Buffer.concat(digests.map(digest => (digest === '' ? Buffer.alloc(DIGEST) : Buffer.from(digest, 'latin1'))))

function digestsOf(bytes: Buffer): string[] {
  const digests: string[] = []
  for (let at = 0; at < bytes.length; at += DIGEST) {
    const digest = bytes.subarray(at, at + DIGEST)
    digests.push(digest.every(byte => byte === 0) ? '' : digest.toString('latin1'))
  }
  return digests
}

/** Reads a state; undefined when there is no file. Faults: `LedgerUnreadable` when it is damaged or something else. */
export async function loadState(path: string): Promise<Saved | undefined> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const end = bytes.length - HASH
  const sum = createHash('sha256')
    .update(bytes.subarray(0, Math.max(0, end)))
    .digest()
  if (end < 0 || !sum.equals(bytes.subarray(end))) {
    throw new LedgerUnreadable(`${path} is not a whole state of a verification. Remove it to begin anew.`)
  }
  const line = bytes.indexOf(0x0a)
  const header = JSON.parse(bytes.toString('utf8', 0, line)) as Header
  if (header.format !== FORMAT)
    throw new LedgerUnreadable(`${path} is a state of another version. Remove it to begin anew.`)
  return { header, body: bytes.subarray(line + 1, end) }
}

/** The verification is over: the next one begins anew. */
export async function dropState(path: string): Promise<void> {
  await rm(path, { force: true })
}

/** Brings back what was saved. Accounts have other numbers now than then. */
export function restoreState(saved: Saved, books: Books, chains: Chains): void {
  const { header, body } = saved
  const count = header.accounts
  const places = { counters: count * 16, last: count * 80, before: count * 88, digests: count * 96 }
  const numberOf = (old: number) => {
    const id = Buffer.alloc(16)
    // Words were saved as this machine has them; ids are read from their highest byte on.
    for (let k = 0; k < 4; k += 1) id.writeInt32BE(body.readInt32LE(old * 16 + k * 4), k * 4)
    return addAccount(books.accounts, id, 0)
  }
  const numbers: number[] = []
  for (let old = 0; old < count; old += 1) {
    const number = numberOf(old)
    numbers.push(number)
    for (let k = 0; k < COUNTERS; k += 1) {
      books.counters[number * COUNTERS + k] = body.readDoubleLE(places.counters + (old * COUNTERS + k) * 8)
    }
    books.last[number] = body.readDoubleLE(places.last + old * 8)
    books.beforeCall[number] = body.readDoubleLE(places.before + old * 8)
  }
  for (const [id, pending] of header.open) {
    const expires = pending.expires < 0 ? Number.NaN : pending.expires
    const accounts = { debit: numbers[pending.debit]!, credit: numbers[pending.credit]! }
    books.open.set(Buffer.from(id, 'hex').toString('latin1'), { ...pending, ...accounts, expires })
  }
  for (const [lot, moved] of header.moved) books.moved.set(lot, Float64Array.from(moved))
  Object.assign(books, { journals: header.journals, transfers: header.transfers, isLate: header.isLate })
  for (const [index, print] of [books.ids, books.journalIds, books.resolved].entries()) {
    Object.assign(print, header.prints[index])
  }
  Object.assign(chains, { sealed: header.sealed, blocks: header.blocks })
  let at = places.digests
  for (const chain of header.chains) at = restoreChain(chain, chains, body, at)
}

function restoreChain(saved: SavedChain, chains: Chains, body: Buffer, from: number): number {
  const chain = chains.books.find(({ book }) => book === saved.book)!
  const tree = treeAt(saved.size, Buffer.from(saved.frontier, 'hex'))!
  let at = from
  for (const [index, { edge, isWhole, digests }] of saved.levels.entries()) {
    const level = tree.levels[index]!
    Buffer.from(edge, 'hex').copy(level.tile)
    level.isWhole = isWhole
    level.digests.splice(0, level.digests.length, ...digestsOf(body.subarray(at, at + digests * DIGEST)))
    at += digests * DIGEST
  }
  const { number, toNo } = saved
  Object.assign(chain, { tree, before: markTree(tree), number, toNo, hash: Buffer.from(saved.hash, 'hex') })
  return at
}
