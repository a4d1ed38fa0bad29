// SPDX-License-Identifier: Apache-2.0
// Verification: recomputes every balance, every rule and the whole chain from the transfers alone, and says what
// differs. It trusts nothing that the ledger says about itself but the transfers. What is sealed is read in slices by
// several threads and applied by this one in order of numbers; what came after the last block is read in one snapshot,
// with everything that the ledger derives from its transfers.

import { availableParallelism } from 'node:os'
import { idToUuid } from '@jandon/domain/ids'
import type { Database, Tx } from '../database/index.ts'
import { type AccountTable, createAccountTable } from './verify-accounts.ts'
import { applyChunk, type Books, createBooks, movedIn } from './verify-apply.ts'
import { openArchives } from './verify-archives.ts'
import {
  type ChainSource,
  type Chains,
  createChain,
  endChains,
  hashOfBlock,
  headsOf,
  isBetweenBlocks,
  leaveUpTo,
  takeChunk,
} from './verify-chain.ts'
import { HIGHEST, LOWEST, SLICE } from './verify-database.ts'
import type { JournalSetting } from './verify-journals.ts'
import { type OfflineFiles, openOfflineSource } from './verify-offline.ts'
import { newPrintKey } from './verify-print.ts'
import {
  type Anchor,
  createFindings,
  type Findings,
  LedgerUnreadable,
  type VerifyProgress,
  type VerifyReport,
} from './verify-report.ts'
import { createSliceReaders, readHere, type SliceRead } from './verify-slices.ts'
import { type LedgerSource, openDatabaseSource, type Rest } from './verify-source.ts'
import { dropState, loadState, restoreState, type Saved, saveState } from './verify-state.ts'

export type { Anchor, Finding, FindingCode, VerifyProgress, VerifyReport } from './verify-report.ts'
export { FINDING_CODES, LedgerUnreadable, VERIFY_EXIT } from './verify-report.ts'

export type VerifySource =
  /** Archives of all epochs that the database does not hold any more are read with it, if they are given. */
  | { readonly kind: 'database'; readonly db: Pick<Database, 'pool' | 'url'>; readonly archives?: readonly string[] }
  | { readonly kind: 'transaction'; readonly tx: Tx }
  | ({ readonly kind: 'files' } & OfflineFiles)

export interface VerifyOptions {
  readonly onProgress?: (done: VerifyProgress) => void
  readonly anchors?: readonly Anchor[]
  /** Threads that read. Default: one for each processor, at most 8; 0: this one alone. */
  readonly threads?: number
  /** Sealed journals from which threads are worth their start. Default: 50,000. */
  readonly threadsFrom?: number
  /** Journals that are read at once, about. Default: 65,536. */
  readonly slice?: number
  /** Where to keep how far it is, and to go on from. */
  readonly state?: string
  /** Transfers between two checkpoints. */
  readonly checkpointEvery?: number
  /** Ends the verification at the next chance, after a checkpoint. */
  readonly signal?: AbortSignal
}

/** About 15 seconds of work: what is lost when it is killed. */
const CHECKPOINT_EVERY = 4_000_000
/** Below this many journals, starting threads takes longer than reading. */
const WORTH_THREADS = 50_000
const MOST_THREADS = 8

interface Run {
  readonly source: LedgerSource
  readonly options: VerifyOptions
  readonly findings: Findings
  readonly setting: JournalSetting
  readonly books: Books
  readonly chains: Chains
  /** Transfers when the last checkpoint was made. */
  checkpointAt: number
}

function settingOf(source: LedgerSource, accounts: AccountTable, books: Books): JournalSetting {
  const most = source.lots.reduce((highest, { no }) => Math.max(highest, no), 0)
  // Room for lots that are added meanwhile: they are of accounts that the rest of the transfers brings.
  const bookOfLot = new Int32Array(new SharedArrayBuffer(4 * (most + 1024))).fill(-1)
  for (const { no, book } of source.lots) bookOfLot[no] = source.books.indexOf(book)
  const ids = source.books.map(book => Buffer.from(idToUuid(book).replaceAll('-', ''), 'hex'))
  return { accounts, books: ids, bookOfLot, key: books.key }
}

/** Books and lots that were opened since it began. */
function widen({ source, setting, chains }: Run, { books, lots }: Rest): void {
  for (const book of books) {
    if (source.books.includes(book)) continue
    source.books.push(book)
    setting.books.push(Buffer.from(idToUuid(book).replaceAll('-', ''), 'hex'))
    chains.books.push(createChain(book))
  }
  const most = lots.reduce((highest, { no }) => Math.max(highest, no), 0)
  if (most >= setting.bookOfLot.length) {
    const wider = new Int32Array(most + 1).fill(-1)
    wider.set(setting.bookOfLot)
    setting.bookOfLot = wider
  }
  for (const lot of lots) {
    setting.bookOfLot[lot.no] = source.books.indexOf(lot.book)
    if (!source.lots.some(({ no }) => no === lot.no)) source.lots.push(lot)
  }
}

/** Goes on from a saved state, if the ledger still is what it was there; answers the number after which to go on. */
async function resume(run: Run, saved: Saved): Promise<string | undefined> {
  const { chains, findings } = run
  for (const { book, number, hash } of saved.header.chains) {
    if (await isLinked(chains.source, book, number, hash)) continue
    const detail = `The state of an earlier verification has another block here: ${hash}. It is begun anew.`
    findings.report('anchor_differs', `${book} ${number}`, detail)
    return undefined
  }
  const { findings: kept, findingCount } = saved.header
  // Those about accounts have just been found again.
  const again = kept.filter(({ code }) => code.startsWith('account_') && code !== 'account_unknown').length
  findings.add(
    kept.filter(({ code }) => !code.startsWith('account_') || code === 'account_unknown'),
    findingCount - again,
  )
  restoreState(saved, run.books, chains)
  run.checkpointAt = run.books.transfers
  return saved.header.upTo
}

/** True when the blocks of a book, from the first on, lead to block `number` with this hash. */
async function isLinked(source: ChainSource, book: string, number: number, hash: string): Promise<boolean> {
  let previous: Buffer = Buffer.alloc(32)
  let at = 0
  while (at < number) {
    const blocks = await source.blocks(book, at)
    if (blocks.length === 0) return false
    for (const block of blocks) {
      if (at === number) break
      if (block.number !== at + 1 || !hashOfBlock(book, block, previous).equals(block.hash)) return false
      previous = block.hash
      at = block.number
    }
  }
  return number === 0 || previous.toString('hex') === hash
}

function tell({ options, books, source }: Run): void {
  options.onProgress?.({
    journals: books.journals,
    transfers: books.transfers,
    journalsInAll: Math.max(source.journals, books.journals),
  })
}

async function applySlice(run: Run, { slice, chunks }: SliceRead): Promise<void> {
  const { books, chains, options } = run
  for await (const chunk of chunks) {
    applyChunk(books, chunk)
    await takeChunk(chains, chunk)
    tell(run)
  }
  if (slice.to !== '' && slice.to !== HIGHEST) await leaveUpTo(chains, Number(slice.to))
  await run.source.done(slice, books)
  if (slice.to === '' || slice.to === HIGHEST) return
  if (options.state === undefined || !isBetweenBlocks(chains)) return
  const isStopped = options.signal?.aborted === true
  if (!isStopped && books.transfers - run.checkpointAt < (options.checkpointEvery ?? CHECKPOINT_EVERY)) return
  await saveState(options.state, books, chains, slice.to)
  run.checkpointAt = books.transfers
}

/** Reads what is sealed, in threads of their own when it is worth them. */
async function applySealed(run: Run, after: string): Promise<void> {
  const { source, options, setting } = run
  const threads = options.threads ?? Math.min(MOST_THREADS, availableParallelism())
  const slices = source.sealed(after, options.slice ?? SLICE)
  const isWorth =
    source.url !== undefined &&
    threads > 0 &&
    source.journals - run.books.journals >= (options.threadsFrom ?? WORTH_THREADS)
  if (!isWorth) {
    for await (const read of readHere(slices, setting, source.readSlice)) {
      await applySlice(run, read)
      options.signal?.throwIfAborted()
    }
    return
  }
  const readers = createSliceReaders(threads, { url: source.url!, setting })
  try {
    for await (const read of readers.read(slices)) {
      await applySlice(run, read)
      options.signal?.throwIfAborted()
    }
  } finally {
    await readers.end()
  }
}

function reportOf({ source, findings, books, chains }: Run): VerifyReport {
  const unitOf = new Map(source.lots.map(({ no, unit }) => [no, unit]))
  const units = new Map<string, { posted: bigint; pending: bigint }>()
  for (const { lot, posted, pending } of movedIn(books)) {
    const name = unitOf.get(lot) ?? ''
    const sum = units.get(name) ?? { posted: 0n, pending: 0n }
    units.set(name, { posted: sum.posted + posted, pending: sum.pending + pending })
  }
  return {
    ok: findings.count === 0,
    ...{ accounts: books.accounts.count[0]!, journals: books.journals, transfers: books.transfers },
    ...{ sealed: chains.sealed, blocks: chains.blocks, notRead: source.notRead },
    units: [...units]
      .map(([unit, { posted, pending }]) => ({ unit, posted: posted.toString(), pending: pending.toString() }))
      .sort((a, b) => (a.unit < b.unit ? -1 : 1)),
    heads: headsOf(chains),
    findingCount: findings.count,
    findings: findings.kept,
  }
}

/**
 * False when it cannot be read to its end because a file is not the one that its manifest names; that is a finding, and
 * what was found up to there is the answer.
 */
async function isReadable(findings: Findings, read: Promise<void>): Promise<boolean> {
  try {
    await read
    return true
  } catch (error) {
    if (!(error instanceof LedgerUnreadable) || !findings.kept.some(({ code }) => code === 'file_differs')) throw error
    findings.report('file_differs', 'the rest', `It cannot be read any further: ${error.message}`)
    return false
  }
}

async function applyAll(run: Run, saved: Saved | undefined): Promise<void> {
  const { source, books, chains, options } = run
  await source.begin(books, chains)
  const after = saved === undefined ? undefined : await resume(run, saved)
  await applySealed(run, after ?? LOWEST)
  const rest = await source.rest(books, chains)
  widen(run, rest)
  for await (const read of readHere(rest.slices, run.setting, source.readSlice)) {
    await applySlice(run, read)
    options.signal?.throwIfAborted()
  }
  await endChains(chains)
  await source.compare(books, chains)
}

async function verifySource(source: LedgerSource, options: VerifyOptions): Promise<VerifyReport> {
  const findings = createFindings()
  const saved = options.state === undefined ? undefined : await loadState(options.state)
  // Room for those that are opened while it runs.
  const accounts = createAccountTable(Math.ceil(source.accounts * 1.25) + 65_536)
  const isBegun = await isReadable(findings, source.readAccounts(accounts, findings))
  const books = createBooks(accounts, findings, saved?.header.key ?? newPrintKey())
  const anchors = new Map((options.anchors ?? []).map(({ book, number, hash }) => [`${book} ${number}`, hash]))
  const chains: Chains = {
    ...{ source: source.chain, findings, anchors, books: source.books.map(createChain) },
    ...{ sealed: 0, blocks: 0, watermark: source.watermark },
  }
  const run: Run = {
    source,
    options,
    findings,
    setting: settingOf(source, accounts, books),
    books,
    chains,
    checkpointAt: 0,
  }
  if (isBegun) await isReadable(findings, applyAll(run, saved))
  tell(run)
  if (options.state !== undefined) await dropState(options.state)
  return reportOf(run)
}

/**
 * Recomputes all balances and chains of the source and reports every difference.
 * Faults: `LedgerUnreadable` for what is no ledger or is cut off; database faults as they come.
 */
export async function verifyLedger(source: VerifySource, options: VerifyOptions = {}): Promise<VerifyReport> {
  if (source.kind === 'files') return verifySource(await openOfflineSource(source), options)
  if (source.kind === 'transaction')
    return verifySource(await openDatabaseSource(source.tx, undefined, undefined), options)
  const archives = source.archives === undefined ? undefined : await openArchives(source.archives)
  const client = await source.db.pool.connect()
  try {
    return await verifySource(await openDatabaseSource(client, source.db.url, archives), options)
  } finally {
    // In the middle of a transaction or of a COPY, if it failed: thrown away.
    client.release(true)
  }
}
