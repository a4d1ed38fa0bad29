// SPDX-License-Identifier: Apache-2.0
// An export, archives of epochs, or both one after the other as the source of a verification. No database is needed,
// and none is asked.

import { join } from 'node:path'
import type { ArchiveSide } from './archive-file.ts'
import { EXPORT_TABLES, type ExportManifest, type ExportTable, readExportManifest } from './export-format.ts'
import { accountName, findAccount, type Lot, RULE, takeAccount } from './verify-accounts.ts'
import { availableOf, type Books, COUNTER_NAMES, counterOf, printResolved, setCounter } from './verify-apply.ts'
import { type Archives, checkFiles, openArchives, readArchiveTable } from './verify-archives.ts'
import { type BlockRow, type BookChain, type Chains, hashOfBlock } from './verify-chain.ts'
import { blockOfText } from './verify-database.ts'
import { comparePendingRow, reportUnkept } from './verify-end.ts'
import { createFileReader, readTable } from './verify-files.ts'
import { compareHead, createTileCheck } from './verify-heads.ts'
import { createJournalReader, PHASE } from './verify-journals.ts'
import { newPrint, sumOf } from './verify-print.ts'
import { addRef, isRefTo } from './verify-refs.ts'
import { type Findings, LedgerUnreadable } from './verify-report.ts'
import type { Slice } from './verify-slices.ts'
import type { LedgerSource } from './verify-source.ts'
import { digestOf, HASH, markTree, rootOf, TILE, treeAt } from './verify-tree.ts'

interface Opened {
  readonly archives: Archives
  readonly directory: string | undefined
  readonly manifest: ExportManifest | undefined
  readonly lots: Lot[]
  readonly blocks: Map<string, BlockRow[]>
}

const COUNTERS = ['debits_pending', 'debits_posted', 'credits_pending', 'credits_posted'] as const
/** Exact below 2^53, which everything that the ledger takes is. */
const numberOf = (text: string) => Number(text)
const uuidBytes = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')

function table(opened: Opened, name: ExportTable) {
  return readTable<string>(join(opened.directory!, `${name}.csv`), EXPORT_TABLES[name])
}

function lotOf(lots: Lot[], book: string, unit: string): Lot {
  let lot = lots.find(each => each.book === book && each.unit === unit)
  if (lot === undefined) {
    lot = { no: lots.length + 1, book, unit }
    lots.push(lot)
  }
  return lot
}

/** All accounts: those of the export, and those of the archives that it does not have. */
async function readAccounts(opened: Opened, accounts: Books['accounts'], findings: Findings): Promise<void> {
  const take = (row: Record<string, string>) => {
    const id = uuidBytes(row.id!)
    if (findAccount(accounts, id, 0) >= 0) return
    const owner = row.owner === '' ? null : row.owner!
    const lot = lotOf(opened.lots, row.book!, row.unit!)
    const fields = { lot, code: row.code!, owner, normalSide: row.normal_side!, overdraft: row.overdraft! }
    takeAccount(accounts, findings, id, 0, fields)
  }
  if (opened.manifest !== undefined) for await (const row of table(opened, 'accounts')) take(row)
  for (const archive of opened.archives.all) for await (const row of readArchiveTable(archive, 'accounts')) take(row)
}

async function readBlocks(opened: Opened): Promise<void> {
  const take = (row: Record<string, string>) => {
    const block = blockOfText(row as unknown as Parameters<typeof blockOfText>[0])
    const blocks = opened.blocks.get(row.book!) ?? []
    opened.blocks.set(row.book!, blocks)
    // An export has the blocks of all epochs, also of those whose archives are read here.
    if (block.number > (blocks.at(-1)?.number ?? 0)) blocks.push(block)
  }
  for (const archive of opened.archives.all) for await (const row of readArchiveTable(archive, 'blocks')) take(row)
  if (opened.manifest !== undefined) for await (const row of table(opened, 'blocks')) take(row)
}

/** Where each book's chain begins: as the first archive that has it says, or the export. */
function sidesBefore({ archives, manifest }: Opened): Map<string, ArchiveSide> {
  const sides = new Map<string, ArchiveSide>()
  for (const each of archives.all) {
    for (const { book, before } of each.manifest.books) if (!sides.has(book)) sides.set(book, before)
  }
  if (archives.all.length === 0) for (const { book, before } of manifest?.books ?? []) sides.set(book, before)
  return sides
}

/** Puts a chain where an archive or export says that it begins, and reports what does not fit itself. */
function beginChain(findings: Findings, chain: BookChain, { block, frontier }: ArchiveSide): void {
  if (block === null) return
  const tree = treeAt(Number(frontier.size), Buffer.from(frontier.hashes.join(''), 'hex'))
  const row = blockOfText({
    ...{ number: block.number, from_no: block.fromNo, to_no: block.toNo, journals: block.journals },
    ...{ tree_size: block.treeSize, root: block.root, hash: block.hash, sealed_at: block.sealedAt },
  })
  if (tree === undefined || tree.size !== row.treeSize || !rootOf(tree).equals(row.root)) {
    throw new LedgerUnreadable(`The tree of ${chain.book} before the first journal here is not that of its block.`)
  }
  const previous = Buffer.from(block.previous ?? '00'.repeat(HASH), 'hex')
  if (!hashOfBlock(chain.book, row, previous).equals(row.hash)) {
    findings.report('chain_broken', `${chain.book} ${row.number}`, 'Its hash is not that of what it says.')
  }
  Object.assign(chain, { tree, before: markTree(tree), number: row.number, hash: row.hash, toNo: row.toNo })
}

/** Counters before the first number that is here. */
async function readOpening(opened: Opened, books: Books): Promise<void> {
  const seen = new Set<number>()
  const take = (id: string, counters: readonly string[], last: string | undefined) => {
    const account = findAccount(books.accounts, uuidBytes(id), 0)
    if (account < 0 || seen.has(account)) return
    seen.add(account)
    for (const [which, text] of counters.entries()) setCounter(books, account, which, BigInt(text))
    if (last !== undefined && books.accounts.hot[account] === 0) books.last[account] = Number(last)
  }
  for (const archive of opened.archives.all) {
    for await (const row of readArchiveTable(archive, 'accounts')) {
      const before = COUNTERS.map(name => row[`before_${name}`]!)
      take(row.id!, before, undefined)
    }
  }
  if (opened.manifest === undefined) return
  for await (const row of table(opened, 'opening')) {
    const counters = COUNTERS.map(name => row[name]!)
    // With archives before it, what the export begins with is what they end with.
    if (opened.archives.all.length === 0) take(row.id!, counters, row.last_no)
  }
}

async function* slicesOf(opened: Opened, after: string, from: bigint, to: bigint): AsyncGenerator<Slice> {
  const { directory, manifest } = opened
  for (const part of manifest?.parts ?? []) {
    const toNo = BigInt(part.toNo)
    if (toNo <= BigInt(after) || toNo <= from || toNo > to) continue
    const [transfers, journals] = [join(directory!, part.transfers), join(directory!, part.journals)]
    yield { kind: 'files', transfers, journals, isFirst: true, isLast: true, to: part.toNo }
  }
}

/** Leaves as the tiles of the export have them. Read only when something differs. */
async function keptLeaves(opened: Opened, book: string, from: number, to: number): Promise<Buffer | undefined> {
  if (opened.manifest === undefined) return undefined
  const first = Math.floor(from / TILE)
  const parts: Buffer[] = []
  for await (const row of table(opened, 'tiles')) {
    const index = Number(row.index)
    if (row.book !== book || row.level !== '0' || index < first || index * TILE >= to) continue
    parts.push(Buffer.from(row.hashes!, 'hex'))
  }
  const head = opened.manifest.books.find(each => each.book === book)?.head
  parts.push(Buffer.from(head?.edges[0] ?? '', 'hex'))
  const leaves = Buffer.concat(parts).subarray((from - first * TILE) * HASH, (to - first * TILE) * HASH)
  return leaves.length === (to - from) * HASH ? leaves : undefined
}

const refOf = (text: string) => (text === '' ? Number.NaN : Number(text))

function compareAccount(books: Books, account: number, row: Record<string, string>): void {
  const { accounts, findings } = books
  const name = accountName(accounts, account)
  for (const [which, column] of COUNTERS.entries()) {
    const made = counterOf(books, account, which).toString()
    if (row[column] === made) continue
    const detail =
      row[column] === ''
        ? 'It has no balance.'
        : `${COUNTER_NAMES[which]} is ${row[column]}; its transfers make ${made}.`
    findings.report('balance_differs', name, detail)
    if (row[column] === '') return
  }
  const isHot = accounts.hot[account] === 1
  if (row.rule !== String(accounts.rule[account]) || row.hot !== (isHot ? 't' : 'f')) {
    findings.report('account_rule_differs', name, 'Its balance has other rules than the account.')
  }
  const isShared = isHot && accounts.rule[account] !== RULE.none
  const available = isShared ? availableOf(books, account).toString() : ''
  if (row.shares !== available) {
    findings.report(
      'share_differs',
      name,
      `Its shares make ${row.shares || 'nothing'}; its transfers make ${available || 'none'}.`,
    )
  }
  if (isHot) return
  const isRight = isRefTo(books.refs, refOf(row.last_ref!), books.last[account]!)
  const isRightBefore = isRefTo(books.refs, refOf(row.prev_ref!), books.beforeCall[account]!)
  if ((!isRight || !isRightBefore) && !books.isLate) {
    findings.report('history_broken', name, 'Its last transfers are not those that its balance names.')
  }
}

async function comparePending(opened: Opened, books: Books, from: number): Promise<void> {
  const print = newPrint()
  const seen = new Set<string>()
  const find = (uuid: string) => findAccount(books.accounts, uuidBytes(uuid), 0)
  for await (const row of table(opened, 'pending')) {
    const id = uuidBytes(row.id!)
    const [no, amount] = [numberOf(row.no!), numberOf(row.amount_minor!)]
    const expires = row.expires_at === '' ? Number.NaN : Number(row.expires_at)
    const kept = { key: id.toString('latin1'), no, debit: find(row.debit!), credit: find(row.credit!), amount, expires }
    const phase = row.resolved_phase === 'post' ? PHASE.post : row.resolved_phase === 'void' ? PHASE.void : PHASE.expire
    if (row.resolved_no === '') comparePendingRow(books, kept, seen)
    else if (Number(row.resolved_no) >= from)
      printResolved(books, print, id, 0, kept, { no: Number(row.resolved_no), phase })
  }
  reportUnkept(books, seen)
  if (print.count === books.resolved.count && sumOf(print) === sumOf(books.resolved)) return
  books.findings.report(
    'pending_state_differs',
    'pending.csv',
    'What became of pending transfers is not kept as it was.',
  )
}

async function compareExport(opened: Opened, books: Books, chains: Chains, from: number): Promise<void> {
  const manifest = opened.manifest!
  for await (const row of table(opened, 'accounts')) {
    compareAccount(books, findAccount(books.accounts, uuidBytes(row.id!), 0), row)
  }
  await comparePending(opened, books, from)
  const checks = new Map(chains.books.map(chain => [chain.book, createTileCheck(chains.findings, chain)]))
  for await (const row of table(opened, 'tiles')) {
    checks.get(row.book!)?.take(Number(row.level), Number(row.index), digestOf(Buffer.from(row.hashes!, 'hex')))
  }
  for (const chain of chains.books) {
    const head = manifest.books.find(({ book }) => book === chain.book)?.head
    const bytes = (hex: string) => Buffer.from(hex, 'hex')
    const kept = head && { ...head, root: bytes(head.root), hash: bytes(head.hash), edges: head.edges.map(bytes) }
    compareHead(chains.findings, chain, kept ?? undefined)
    checks.get(chain.book)!.end()
  }
}

/** Archives alone: the chain must end where the last of them that has the book says. */
function compareAfter(opened: Opened, chains: Chains): void {
  for (const chain of chains.books) {
    const last = opened.archives.all.findLast(({ manifest }) => manifest.books.some(({ book }) => book === chain.book))
    const block = last?.manifest.books.find(({ book }) => book === chain.book)?.after.block
    const bytes = (hex: string) => Buffer.from(hex, 'hex')
    const kept = block && { ...block, root: bytes(block.root), hash: bytes(block.hash), edges: undefined }
    compareHead(chains.findings, chain, kept ?? undefined)
  }
}

function compareCounts({ archives, manifest }: Opened, books: Books): void {
  const archived = archives.all.reduce((total, each) => total + Number(each.manifest.transfers), 0)
  const told = archived + Number(manifest?.transfers ?? 0)
  if (told === books.transfers) return
  books.findings.report('count_differs', 'transfers', `The manifests say ${told}; here are ${books.transfers}.`)
}

/** Journals that have their place by the end of an export, with those of epochs that it does not hold. */
const sealedIn = (manifest: ExportManifest | undefined) =>
  (manifest?.books ?? []).reduce((total, { head, before }) => {
    return total + Number(head?.treeSize ?? 0) - Number(before.frontier.size)
  }, 0)

export interface OfflineFiles {
  /** Directory of an export. */
  readonly export?: string
  /** Directories of archives, in any order. */
  readonly archives?: readonly string[]
}

/**
 * Opens an export, archives, or archives with the export of the live rest.
 * Faults: `LedgerUnreadable` when a manifest is missing or damaged, or the epochs do not join.
 */
export async function openOfflineSource(files: OfflineFiles): Promise<LedgerSource> {
  const archives = await openArchives(files.archives ?? [])
  const manifest = files.export === undefined ? undefined : await readExportManifest(files.export)
  const opened: Opened = { archives, directory: files.export, manifest, lots: [], blocks: new Map() }
  const lastTo = archives.all.at(-1)?.manifest.toNo
  if (manifest !== undefined && lastTo !== undefined && BigInt(lastTo) + 1n !== BigInt(manifest.fromNo)) {
    throw new LedgerUnreadable('The export does not begin where the last archive ends.')
  }
  if (manifest === undefined && lastTo === undefined) throw new LedgerUnreadable('No export and no archive was named.')
  const first = Number(archives.all[0]?.manifest.fromNo ?? manifest?.fromNo)
  const sealedNo = BigInt(manifest?.sealedNo ?? lastTo!)
  const names = [...archives.all.flatMap(each => each.manifest.books), ...(manifest?.books ?? [])].map(
    ({ book }) => book,
  )
  const reader = createFileReader()
  const sides = sidesBefore(opened)
  const liveFrom = BigInt(manifest?.fromNo ?? 0) - 1n
  const sum = (of: (each: (typeof archives.all)[number]) => string) =>
    archives.all.reduce((total, each) => total + Number(of(each)), 0)
  return {
    ...{ books: [...new Set(names)].sort(), lots: opened.lots, watermark: Number(sealedNo), url: '' },
    accounts: sum(each => each.manifest.accounts) + Number(manifest?.accounts ?? 0),
    journals: sum(each => each.manifest.journals) + sealedIn(manifest),
    notRead: (manifest?.archived ?? []).filter(epoch => !archives.manifests.has(epoch)),
    chain: {
      blocks: async (book, after) => (opened.blocks.get(book) ?? []).filter(({ number }) => number > after),
      leaves: (book, from, to) => keptLeaves(opened, book, from, to),
    },
    async readSlice(slice, setting, onChunk) {
      if (slice.kind === 'files') await reader.read(slice, createJournalReader(setting, onChunk))
    },
    async readAccounts(accounts, findings) {
      await archives.check(findings, new Map())
      if (manifest !== undefined) await checkFiles(findings, files.export!, manifest.files)
      await readAccounts(opened, accounts, findings)
      await readBlocks(opened)
    },
    async begin(books, chains) {
      if (manifest !== undefined) {
        books.refs.from = Number(manifest.refsFrom)
        for await (const row of table(opened, 'refs')) addRef(books.refs, Number(row.token), Number(row.call_no))
      }
      if (first === 0) return
      books.isLate = true
      await readOpening(opened, books)
      for (const chain of chains.books) {
        const side = sides.get(chain.book)
        if (side !== undefined) beginChain(chains.findings, chain, side)
      }
    },
    async *sealed(after) {
      yield* archives.slices(after)
      yield* slicesOf(opened, after, liveFrom, sealedNo)
    },
    done: (slice, books) => archives.done(slice, books),
    async rest() {
      const from = sealedNo < liveFrom ? liveFrom : sealedNo
      return { slices: slicesOf(opened, from.toString(), from, 2n ** 63n), books: [], lots: opened.lots }
    },
    async compare(books, chains) {
      compareCounts(opened, books)
      if (manifest === undefined) compareAfter(opened, chains)
      else await compareExport(opened, books, chains, first)
    },
  }
}
