// SPDX-License-Identifier: Apache-2.0
// Archives of epochs as a source of transfers: their files in order, each one the file that its manifest names, and
// after each epoch the counters that it says its accounts then had.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { type ArchiveManifest, COLUMNS, MANIFEST, openArchive } from './archive-file.ts'
import { accountName, findAccount } from './verify-accounts.ts'
import { type Books, COUNTER_NAMES, counterOf } from './verify-apply.ts'
import { readTable } from './verify-files.ts'
import { type Findings, LedgerUnreadable } from './verify-report.ts'
import type { FilesSlice, Slice } from './verify-slices.ts'

export interface OpenedArchive {
  readonly directory: string
  readonly manifest: ArchiveManifest
  readonly sha256: string
}

export interface Archives {
  readonly all: readonly OpenedArchive[]
  readonly manifests: ReadonlyMap<number, ArchiveManifest>
  /** Holds every file against its manifest, and manifests against what a ledger noted of them. */
  check(findings: Findings, noted: ReadonlyMap<number, string>): Promise<void>
  /** What comes after a number, in slices. */
  slices(after: string): AsyncGenerator<Slice>
  /** After the last slice of an epoch: the counters that it says its accounts had. */
  done(slice: Slice, books: Books): Promise<void>
}

/** SHA-256 of a file, as hex; undefined when it cannot be read. */
async function hashOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece)
  } catch {
    return undefined
  }
  return hash.digest('hex')
}

/** Reports every file in a directory that is not the one named. */
export async function checkFiles(
  findings: Findings,
  directory: string,
  files: readonly { readonly name: string; readonly sha256: string }[],
): Promise<void> {
  for (const { name, sha256 } of files) {
    const hash = await hashOf(join(directory, name))
    if (hash === sha256) continue
    const detail = hash === undefined ? 'It cannot be read.' : 'It is not the file that the manifest names.'
    findings.report('file_differs', join(directory, name), detail)
  }
}

const pathsOf = ({ directory, manifest }: OpenedArchive, table: string) =>
  manifest.files
    .filter(({ name }) => name.replace(/(-\d+)?\.csv\.gz$/, '') === table)
    .map(({ name }) => join(directory, name))

/** The records of one of the small files of an archive. */
export async function* readArchiveTable(archive: OpenedArchive, table: 'accounts' | 'blocks') {
  for (const path of pathsOf(archive, table)) yield* readTable<string>(path, COLUMNS[table])
}

function slicesOf(archive: OpenedArchive): FilesSlice[] {
  const transfers = pathsOf(archive, 'transfers')
  const journals = pathsOf(archive, 'journals')[0]
  if (journals === undefined) throw new LedgerUnreadable(`The archive in ${archive.directory} has no journals.`)
  return transfers.map((path, at) => {
    const isLast = at === transfers.length - 1
    return {
      kind: 'files',
      transfers: path,
      journals,
      isFirst: at === 0,
      isLast,
      to: isLast ? archive.manifest.toNo : '',
    }
  })
}

const AFTER = ['after_debits_pending', 'after_debits_posted', 'after_credits_pending', 'after_credits_posted'] as const

async function compareAfter(archive: OpenedArchive, books: Books): Promise<void> {
  for await (const row of readArchiveTable(archive, 'accounts')) {
    const account = findAccount(books.accounts, Buffer.from(row.id!.replaceAll('-', ''), 'hex'), 0)
    if (account < 0) {
      books.findings.report('account_unknown', row.id!, `The archive of epoch ${archive.manifest.epoch} has it.`)
      continue
    }
    for (const [which, name] of AFTER.entries()) {
      const made = counterOf(books, account, which)
      if (row[name] === made.toString()) continue
      const told = `${COUNTER_NAMES[which]} is ${row[name]} after epoch ${archive.manifest.epoch}`
      books.findings.report(
        'balance_differs',
        accountName(books.accounts, account),
        `${told}; its transfers make ${made}.`,
      )
    }
  }
}

/** Opens archives. Faults: `LedgerUnreadable` when one is none, is there twice, or one between them is missing. */
export async function openArchives(directories: readonly string[]): Promise<Archives> {
  const opened: OpenedArchive[] = []
  for (const directory of directories) {
    const { manifest, sha256 } = await openArchive(directory)
    opened.push({ directory, manifest, sha256 })
  }
  const all = opened.sort((a, b) => a.manifest.epoch - b.manifest.epoch)
  for (const [at, { manifest }] of all.entries()) {
    const before = all[at - 1]?.manifest.epoch
    if (before !== undefined && manifest.epoch !== before + 1) {
      throw new LedgerUnreadable(
        `Between the archives of epochs ${before} and ${manifest.epoch} is one too few or many.`,
      )
    }
  }
  return {
    all,
    manifests: new Map(all.map(({ manifest }) => [manifest.epoch, manifest])),
    async check(findings, noted) {
      for (const { directory, manifest, sha256 } of all) {
        const known = noted.get(manifest.epoch)
        if (known !== undefined && known !== sha256) {
          const detail = `It is not the manifest that the ledger noted for epoch ${manifest.epoch}.`
          findings.report('file_differs', join(directory, MANIFEST), detail)
        }
        await checkFiles(findings, directory, manifest.files)
      }
    },
    async *slices(after) {
      for (const archive of all) {
        if (BigInt(archive.manifest.toNo) > BigInt(after)) yield* slicesOf(archive)
      }
    },
    async done(slice, books) {
      if (slice.kind !== 'files' || !slice.isLast) return
      const archive = all.find(
        ({ manifest, directory }) => manifest.toNo === slice.to && slice.transfers.startsWith(directory),
      )
      if (archive !== undefined) await compareAfter(archive, books)
    },
  }
}
