// SPDX-License-Identifier: Apache-2.0
// Whether an archive is whole and right, from its files alone: every file is the one that the manifest names, the
// journals make exactly the blocks of the chain from the state before to the state after, and the transfers make
// exactly the counters of every account and the sums of every lot. Memory grows with accounts and blocks, never with
// transfers.

import { createHash } from 'node:crypto'
import { type Id, uuidToId } from '@jandon/domain/ids'
import {
  accountId,
  appendLeaf,
  blockHash,
  type Frontier,
  frontierRoot,
  hashFromHex,
  hashToHex,
  isFrontier,
  journalLeaf,
  loneJournalId,
  type Phase,
  type SealedTransfer,
  type Sha256,
} from '@jandon/domain/ledger'
import type { ArchiveBlock, ArchiveLot, ArchiveManifest, ArchiveReader, ArchiveSide, Records } from './archive-file.ts'

/** The archive can be read, and what is in it does not agree. */
export class ArchiveDiffers extends Error {
  override readonly name = 'ArchiveDiffers'
}

function holds(condition: boolean, sentence: () => string): asserts condition {
  if (!condition) throw new ArchiveDiffers(sentence())
}

/** That of Node: six times as fast as the portable one. */
const sha256: Sha256 = data => createHash('sha256').update(data).digest()

type Sums = [debitsPending: bigint, debitsPosted: bigint, creditsPending: bigint, creditsPosted: bigint]
interface Account {
  readonly lot: Lot
  /** What is still to be explained: counters after, less counters before, less what transfers have done. */
  readonly rest: Sums
}
interface Lot {
  readonly book: string
  readonly unit: string
  transfers: bigint
  posted: bigint
  pending: bigint
  released: bigint
}

interface Books {
  readonly accounts: Map<string, Account>
  readonly lots: Map<string, Lot>
  readonly chains: Map<string, Chain>
}

interface Chain {
  readonly book: Id<'bok'>
  readonly tree: Frontier
  readonly blocks: ArchiveBlock[]
  previous: string
  /** The block that is being filled, and how many journals it has by now. */
  at: number
  journals: number
}

async function* each(records: Records): AsyncGenerator<readonly string[]> {
  for await (const part of records) yield* part
}

async function readAccounts(archive: ArchiveReader, books: Books): Promise<void> {
  for await (const [uuid, book, code, unit, owner, , , ...counters] of each(archive.accounts())) {
    const id = uuidToId('acc', uuid!)
    holds(
      id === accountId(book!, code!, unit!, owner === '' ? null : owner!),
      () => `Account ${id} is not what its id says.`,
    )
    const key = `${book} ${unit}`
    const lot = books.lots.get(key) ?? {
      book: book!,
      unit: unit!,
      transfers: 0n,
      posted: 0n,
      pending: 0n,
      released: 0n,
    }
    books.lots.set(key, lot)
    const rest = [0, 1, 2, 3].map(index => BigInt(counters[index + 4]!) - BigInt(counters[index]!)) as Sums
    books.accounts.set(uuid!, { lot, rest })
  }
}

function treeOf(book: string, side: ArchiveSide): Frontier {
  const tree = { size: Number(side.frontier.size), hashes: side.frontier.hashes.map(hash => hashFromHex(hash)!) }
  holds(isFrontier(tree), () => `The frontier of ${book} does not fit its size.`)
  const root = side.block?.root ?? hashToHex(frontierRoot({ size: 0, hashes: [] }, sha256))
  holds(hashToHex(frontierRoot(tree, sha256)) === root, () => `The frontier of ${book} is not that of its block.`)
  holds(
    (side.block?.treeSize ?? '0') === side.frontier.size,
    () => `The frontier of ${book} has another size than its block.`,
  )
  return tree
}

function checkHash(book: Id<'bok'>, block: ArchiveBlock): void {
  const hash = blockHash(
    {
      book,
      number: Number(block.number),
      previous: hashFromHex(block.previous)!,
      fromNo: BigInt(block.fromNo),
      toNo: BigInt(block.toNo),
      treeSize: Number(block.treeSize),
      root: hashFromHex(block.root)!,
      sealedAt: BigInt(block.sealedAt),
    },
    sha256,
  )
  holds(
    hashToHex(hash) === block.hash,
    () => `Block ${block.number} of ${book} does not have the hash of its contents.`,
  )
}

const NO_BLOCK = '0'.repeat(64)

async function readChains(archive: ArchiveReader, books: Books): Promise<void> {
  for (const { book, before } of archive.manifest.books) {
    if (before.block !== null) checkHash(book as Id<'bok'>, before.block)
    const previous = before.block?.hash ?? NO_BLOCK
    const chain = { book: book as Id<'bok'>, tree: treeOf(book, before), blocks: [], previous, at: 0, journals: 0 }
    books.chains.set(book, chain)
  }
  for await (const [book, number, fromNo, toNo, journals, treeSize, root, hash, sealedAt] of each(archive.blocks())) {
    const chain = books.chains.get(book!)
    holds(chain !== undefined, () => `There are blocks of ${book}, which the manifest does not name.`)
    const last = chain.blocks.at(-1)?.hash ?? chain.previous
    const block = {
      ...{ number: number!, previous: last, fromNo: fromNo!, toNo: toNo!, journals: journals!, treeSize: treeSize! },
      ...{ root: root!, hash: hash!, sealedAt: sealedAt! },
    }
    checkHash(chain.book, block)
    chain.blocks.push(block)
  }
}

function closeBlock(chain: Chain): void {
  const block = chain.blocks[chain.at]!
  const name = () => `Block ${block.number} of ${chain.book}`
  holds(
    block.journals === chain.journals.toString(),
    () => `${name()} has ${block.journals} journals; here are ${chain.journals}.`,
  )
  holds(block.treeSize === chain.tree.size.toString(), () => `${name()} ends a tree of another size.`)
  holds(
    block.root === hashToHex(frontierRoot(chain.tree, sha256)),
    () => `${name()} was sealed over other journals than these.`,
  )
  chain.at += 1
  chain.journals = 0
}

interface Journal {
  readonly no: bigint
  readonly transfers: SealedTransfer[]
  readonly account: Account
}

function append(books: Books, journal: Journal, row: readonly string[] | undefined): void {
  const chain = books.chains.get(journal.account.lot.book)
  holds(chain !== undefined, () => `Journal ${journal.no} is of a book without blocks.`)
  while (chain.at < chain.blocks.length && BigInt(chain.blocks[chain.at]!.toNo) < journal.no) closeBlock(chain)
  const block = chain.blocks[chain.at]
  holds(block !== undefined && BigInt(block.fromNo) <= journal.no, () => `Journal ${journal.no} is in no block.`)
  holds(row !== undefined || journal.transfers.length === 1, () => `Journal ${journal.no} has no row of its own.`)
  const lone = loneJournalId(journal.transfers[0]!.id)
  const [id, event, subject] = row ? [uuidToId('jnl', row[1]!), row[2]!, row[3]!] : [lone, 'operator_transfer', lone]
  appendLeaf(
    chain.tree,
    journalLeaf({ book: chain.book, id, event, subject, transfers: journal.transfers }, sha256),
    sha256,
  )
  chain.journals += 1
}

const textOf = (field: string) => (field === '' ? null : field)

/** A transfer out of its fields. */
export function toTransfer(fields: readonly string[]): SealedTransfer {
  const [no, id, debit, credit, amount, phase, code, , pendingId, , occurred, expires, recorded] = fields
  return {
    no: BigInt(no!),
    id: uuidToId('trf', id!),
    debit: uuidToId('acc', debit!),
    credit: uuidToId('acc', credit!),
    amountMinor: BigInt(amount!),
    phase: phase as Phase,
    pendingId: pendingId === '' ? null : uuidToId('trf', pendingId!),
    occurredAt: BigInt(occurred!),
    expiresAt: textOf(expires!) === null ? null : BigInt(expires!),
    recordedAt: BigInt(recorded!),
    code: code!,
  }
}

/** Takes what a transfer does away from what is to be explained. */
function account(books: Books, fields: readonly string[]): Account {
  const [no, , debit, credit, amount, phase, , , , pending] = fields
  const [from, to] = [books.accounts.get(debit!), books.accounts.get(credit!)]
  holds(
    from !== undefined && to !== undefined && from.lot === to.lot,
    () => `Transfer ${no} is between accounts that do not meet.`,
  )
  const released = pending === '' ? 0n : BigInt(pending!)
  const moved = phase === 'posted' || phase === 'post' ? BigInt(amount!) : 0n
  const reserved = phase === 'pending' ? BigInt(amount!) : 0n
  from.rest[0] -= reserved - released
  from.rest[1] -= moved
  to.rest[2] -= reserved - released
  to.rest[3] -= moved
  from.lot.transfers += 1n
  from.lot.posted += moved
  from.lot.pending += reserved
  from.lot.released += released
  return from
}

async function readJournals(
  archive: ArchiveReader,
  books: Books,
  onProgress: (transfers: number) => void,
): Promise<bigint> {
  const rows = each(archive.journals())
  let row = (await rows.next()).value as readonly string[] | undefined
  let journal: Journal | undefined
  let [last, journals, transfers] = [0n, 0n, 0]
  const close = async () => {
    if (journal === undefined) return
    const own = row !== undefined && BigInt(row[0]!) === journal.no ? row : undefined
    append(books, journal, own)
    if (own) row = (await rows.next()).value
    journals += 1n
  }
  for await (const part of archive.transfers()) {
    for (const fields of part) {
      const transfer = toTransfer(fields)
      const owner = account(books, fields)
      const no = transfer.no - BigInt(fields[7]!) + 1n
      holds(transfer.no > last, () => `Transfer ${transfer.no} does not come after the one before it.`)
      last = transfer.no
      if (journal?.no !== no) {
        await close()
        holds(no === transfer.no, () => `The journal of transfer ${transfer.no} has lost its first transfers.`)
        journal = { no, transfers: [], account: owner }
      }
      journal.transfers.push(transfer)
    }
    transfers += part.length
    onProgress(transfers)
  }
  await close()
  holds(row === undefined, () => `Journal ${row?.[0]} has no transfers.`)
  return journals
}

function sameLots(lots: Iterable<Lot>, said: readonly ArchiveLot[]): boolean {
  const text = (lot: Lot | ArchiveLot) =>
    [lot.book, lot.unit, lot.transfers, lot.posted, lot.pending, lot.released].join(' ')
  return [...lots].map(text).sort().join('\n') === said.map(text).sort().join('\n')
}

const blockText = (block: ArchiveBlock) =>
  [
    block.number,
    block.previous,
    block.fromNo,
    block.toNo,
    block.journals,
    block.treeSize,
    block.hash,
    block.sealedAt,
  ].join(' ')

function checkCounts(manifest: ArchiveManifest, books: Books, journals: bigint): void {
  const blocks = [...books.chains.values()].reduce((sum, chain) => sum + chain.blocks.length, 0)
  const transfers = [...books.lots.values()].reduce((sum, lot) => sum + lot.transfers, 0n)
  const here = [transfers, journals, books.accounts.size, blocks].join(' ')
  const said = [manifest.transfers, manifest.journals, manifest.accounts, manifest.blocks].join(' ')
  holds(here === said, () => `Transfers, journals, accounts, blocks are ${here}; the manifest says ${said}.`)
  holds(sameLots(books.lots.values(), manifest.lots), () => 'The sums of what moved are not those of the manifest.')
  const [from, to] = [BigInt(manifest.epoch) << 40n, (BigInt(manifest.epoch + 1) << 40n) - 1n]
  const isOfEpoch = manifest.fromNo === from.toString() && manifest.toNo === to.toString()
  holds(isOfEpoch, () => 'The numbers of the manifest are not those of its epoch.')
}

/**
 * Checks everything that an archive says against everything else that it says.
 * Faults: `LedgerUnreadable` when it cannot be read to its end, `ArchiveDiffers` with a sentence when it disagrees.
 */
export async function checkArchive(
  archive: ArchiveReader,
  onProgress: (transfers: number) => void = () => undefined,
): Promise<void> {
  const { manifest } = archive
  const books: Books = { accounts: new Map(), lots: new Map(), chains: new Map() }
  await readAccounts(archive, books)
  await readChains(archive, books)
  const journals = await readJournals(archive, books, onProgress)
  for (const chain of books.chains.values()) {
    while (chain.at < chain.blocks.length) closeBlock(chain)
    const after = manifest.books.find(({ book }) => book === chain.book)!.after
    const end = treeOf(chain.book, after)
    const isSame = hashToHex(frontierRoot(end, sha256)) === hashToHex(frontierRoot(chain.tree, sha256))
    const last = chain.blocks.at(-1)
    const isLast = last !== undefined && after.block !== null && blockText(last) === blockText(after.block)
    holds(isSame && isLast, () => `The chain of ${chain.book} ends elsewhere than the manifest says.`)
  }
  for (const [uuid, { rest }] of books.accounts) {
    const id = () => uuidToId('acc', uuid)
    holds(
      rest.every(left => left === 0n),
      () => `The transfers of account ${id()} do not make the change of its counters.`,
    )
  }
  checkCounts(manifest, books, journals)
}
