// SPDX-License-Identifier: Apache-2.0
// Where a ledger is read from when it is verified: a database, an export, or archives. They differ in how rows are
// fetched and in what is kept beside the transfers; what is checked is the same.

import type { ClientBase } from 'pg'
import type { AccountTable, Lot } from './verify-accounts.ts'
import { type Books, growBooks } from './verify-apply.ts'
import type { Archives } from './verify-archives.ts'
import type { ChainSource, Chains } from './verify-chain.ts'
import { copyJournals } from './verify-copy.ts'
import {
  chainBefore,
  createChainSource,
  LOWEST,
  readAccounts,
  readArchived,
  readOpening,
  readRefs,
  readShape,
  type Shape,
  sealedSlices,
  unsealedSlices,
} from './verify-database.ts'
import { compareBalances, compareIds, comparePending, compareShares } from './verify-end.ts'
import { createFileReader } from './verify-files.ts'
import { compareHeads } from './verify-heads.ts'
import { createJournalReader } from './verify-journals.ts'
import { type Findings, LedgerUnreadable } from './verify-report.ts'
import type { ReadSlice, Slice } from './verify-slices.ts'

/** The rest of the transfers, and all books and lots there are by now. */
export interface Rest {
  readonly slices: AsyncIterable<Slice>
  readonly books: readonly string[]
  readonly lots: readonly Lot[]
}

export interface LedgerSource {
  /** Books and lots; those that are opened meanwhile are added. */
  readonly books: string[]
  readonly lots: Lot[]
  /** How many accounts there are, about; and how many journals have their place. */
  readonly accounts: number
  readonly journals: number
  /** Every number up to here is sealed. */
  readonly watermark: number
  readonly notRead: readonly number[]
  readonly chain: ChainSource
  /** Where threads of their own read from; undefined: one connection sees it all. */
  readonly url: string | undefined
  readonly readSlice: ReadSlice
  readAccounts(table: AccountTable, findings: Findings): Promise<void>
  /** Where the source begins in the middle: what was before. */
  begin(books: Books, chains: Chains): Promise<void>
  /** What is sealed after the number `after`, in slices. */
  sealed(after: string, journals: number): AsyncIterable<Slice>
  /** From here on one snapshot: what came since, with the accounts it needs. */
  rest(books: Books, chains: Chains): Promise<Rest>
  /** Called when a slice has been applied. */
  done(slice: Slice, books: Books): Promise<void>
  /** Holds what is derived from the transfers against what they make. */
  compare(books: Books, chains: Chains): Promise<void>
}

const epochStart = (epoch: number) => epoch * 2 ** 40

/** A source on one connection, which nothing else uses. With `url`, other connections may read what is sealed. */
export async function openDatabaseSource(
  client: ClientBase,
  url: string | undefined,
  archives: Archives | undefined,
): Promise<LedgerSource> {
  const shape = await readShape(client)
  const { archived } = shape
  // Archives help when they reach back to the beginning; otherwise the ledger's own snapshot is where it starts.
  const isWhole = archived.every((epoch, index) => epoch === index && archives?.manifests.has(epoch))
  const live = epochStart(archived.length > 0 ? archived.at(-1)! + 1 : 0)
  const start = isWhole || live === 0 ? LOWEST : live.toString()
  const liveFrom = live === 0 ? LOWEST : live.toString()
  const files = createFileReader()
  return {
    ...{ books: [...shape.books], lots: [...shape.lots], accounts: shape.accounts, journals: shape.journals },
    ...{ watermark: shape.watermark, notRead: isWhole ? [] : archived, chain: createChainSource(client), url },
    async readSlice(slice, setting, onChunk) {
      const reader = createJournalReader(setting, onChunk)
      if (slice.kind === 'numbers') await copyJournals(client, slice, reader)
      else await files.read(slice, reader)
    },
    async readAccounts(table, findings) {
      if (isWhole) await archives?.check(findings, await readArchived(client))
      await readAccounts(client, table, shape.lots, findings)
    },
    async begin(books, chains) {
      await readRefs(client, books.refs, LOWEST)
      if (isWhole || live === 0) return
      await readOpening(client, books, live)
      for (const chain of chains.books) Object.assign(chain, await chainBefore(client, chain.book, live))
    },
    async *sealed(after, journals) {
      if (isWhole && archives !== undefined) yield* archives.slices(after)
      const from = BigInt(after) < BigInt(liveFrom) ? (BigInt(liveFrom) - 1n).toString() : after
      yield* sealedSlices(client, live === 0 ? after : from, shape.watermark, journals)
    },
    done: async (slice, books) => archives?.done(slice, books),
    async rest(books, chains) {
      // A transaction of the caller's is a snapshot already.
      if (url !== undefined) await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      const now: Shape = await readShape(client)
      if (now.archived.length !== archived.length) {
        throw new LedgerUnreadable('An epoch went to the archive meanwhile. Verify again, with its archive.')
      }
      growBooks(books, now.accounts)
      await readAccounts(client, books.accounts, now.lots, books.findings)
      await readRefs(client, books.refs, shape.watermark.toString())
      chains.watermark = now.watermark
      for (const chain of chains.books) chain.isAtEnd = false
      return { slices: unsealedSlices(client, shape.watermark), books: now.books, lots: now.lots }
    },
    async compare(books, chains) {
      await compareHeads(client, chains)
      await compareBalances(client, books)
      await compareShares(client, books)
      await comparePending(client, books, start)
      await compareIds(client, books, start, liveFrom)
      if (url !== undefined) await client.query('COMMIT')
    },
  }
}
