// SPDX-License-Identifier: Apache-2.0
// A journal that has left the database, found again in the archive of its epoch together with its leaf. What is read
// here need not be believed: the tree, which stays in the database, proves it or does not.

import { type Id, idToUuid, uuidToId } from '@jandon/domain/ids'
import { loneJournalId, type SealedJournal } from '@jandon/domain/ledger'
import { toTransfer } from './archive-check.ts'
import type { ArchiveReader } from './archive-file.ts'

export interface ArchivedJournal {
  readonly journal: SealedJournal
  readonly leafIndex: number
}

/** The places of the fields that are looked at in passing. */
const ID = 1
const DEBIT = 2
const POSITION = 7

/** Tells the book of an account; with only one book nothing is read. */
async function bookReader(archive: ArchiveReader): Promise<(account: string) => string | undefined> {
  const { books } = archive.manifest
  if (books.length === 1) return () => books[0]!.book
  const known = new Map<string, string>()
  for await (const part of archive.accounts()) for (const [account, book] of part) known.set(account!, book!)
  return account => known.get(account)
}

async function journalRow(archive: ArchiveReader, no: string): Promise<readonly string[] | undefined> {
  for await (const part of archive.journals()) {
    const found = part.find(row => row[0] === no)
    if (found) return found
  }
  return undefined
}

/**
 * Reads an archive until it meets the transfer. Undefined when it is not there.
 * Faults: `LedgerUnreadable` when the archive is damaged before that place.
 */
export async function findInArchive(archive: ArchiveReader, id: Id<'trf'>): Promise<ArchivedJournal | undefined> {
  const wanted = idToUuid(id)
  const bookOf = await bookReader(archive)
  const leaves = new Map(archive.manifest.books.map(({ book, before }) => [book, Number(before.frontier.size)]))
  let rows: (readonly string[])[] = []
  const found = async (): Promise<ArchivedJournal | undefined> => {
    const book = bookOf(rows[0]?.[DEBIT] ?? '')
    const leafIndex = leaves.get(book ?? '')
    if (book === undefined || leafIndex === undefined) return undefined
    leaves.set(book, leafIndex + 1)
    if (!rows.some(row => row[ID] === wanted)) return undefined
    const own = await journalRow(archive, rows[0]![0]!)
    const lone = loneJournalId(uuidToId('trf', rows[0]![ID]!))
    const journal = {
      ...{ book: book as Id<'bok'>, id: own ? uuidToId('jnl', own[1]!) : lone },
      ...{ event: own?.[2] ?? 'operator_transfer', subject: own?.[3] ?? lone, transfers: rows.map(toTransfer) },
    }
    return { journal, leafIndex }
  }
  for await (const part of archive.transfers()) {
    for (const row of part) {
      // A journal's first transfer has the first place, so it ends the journal before.
      if (row[POSITION] === '1') {
        const one = await found()
        if (one) return one
        rows = []
      }
      rows.push(row)
    }
  }
  return found()
}
