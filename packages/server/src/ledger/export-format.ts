// SPDX-License-Identifier: Apache-2.0
// The form of an export: a directory of CSV files and a manifest, written last. docs/ledger.md describes every field.
// It is the form of an archive of an epoch, not compressed, with what a ledger that is running has beside its
// transfers.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ArchiveSide, MANIFEST } from './archive-file.ts'
import { LedgerUnreadable } from './verify-report.ts'

export interface ExportFile {
  readonly name: string
  readonly bytes: string
  readonly sha256: string
}

/** Where a book's chain begins in the export, and where it ends. Hashes are hex. */
export interface ExportBook {
  readonly book: string
  readonly before: ArchiveSide
  readonly head: {
    readonly number: string
    readonly treeSize: string
    readonly root: string
    readonly hash: string
    readonly edges: readonly string[]
  } | null
}

export interface ExportManifest {
  readonly format: 'jandon ledger export'
  readonly version: 1
  readonly writtenAt: string
  /** The first number that is in it: later than 1 when epochs are in the archive. */
  readonly fromNo: string
  /** Every number up to here is sealed. */
  readonly sealedNo: string
  /** From here on the references of calls are in it. */
  readonly refsFrom: string
  readonly archived: readonly number[]
  readonly accounts: string
  readonly transfers: string
  readonly books: readonly ExportBook[]
  /** In pairs: each file of transfers with its file of journals. */
  readonly parts: readonly { readonly transfers: string; readonly journals: string; readonly toNo: string }[]
  readonly files: readonly ExportFile[]
}

/** The small files, with their columns. */
export const EXPORT_TABLES = {
  accounts: [
    ...['id', 'book', 'code', 'unit', 'owner', 'normal_side', 'overdraft', 'rule', 'hot'],
    ...['debits_pending', 'debits_posted', 'credits_pending', 'credits_posted', 'last_ref', 'prev_ref', 'shares'],
  ],
  opening: ['id', 'debits_pending', 'debits_posted', 'credits_pending', 'credits_posted', 'last_no'],
  pending: ['id', 'no', 'debit', 'credit', 'amount_minor', 'expires_at', 'resolved_no', 'resolved_phase'],
  refs: ['token', 'call_no'],
  blocks: ['book', 'number', 'from_no', 'to_no', 'journals', 'tree_size', 'root', 'hash', 'sealed_at'],
  tiles: ['book', 'level', 'index', 'hashes'],
} as const satisfies Record<string, readonly string[]>
export type ExportTable = keyof typeof EXPORT_TABLES

/** Reads the manifest of an export. Faults: `LedgerUnreadable`. */
export async function readExportManifest(directory: string): Promise<ExportManifest> {
  const text = await readFile(join(directory, MANIFEST), 'utf8').catch(() => {
    throw new LedgerUnreadable(`There is no export in ${directory}: it has no ${MANIFEST}, or is not finished.`)
  })
  let manifest: Partial<ExportManifest>
  try {
    manifest = JSON.parse(text)
  } catch {
    throw new LedgerUnreadable(`The manifest in ${directory} is damaged.`)
  }
  if (manifest?.format !== 'jandon ledger export' || manifest.version !== 1) {
    throw new LedgerUnreadable(`The manifest in ${directory} is not that of a ledger export, version 1.`)
  }
  for (const name of ['books', 'parts', 'files', 'archived'] as const) {
    if (!Array.isArray(manifest[name])) throw new LedgerUnreadable(`The manifest in ${directory} has no ${name}.`)
  }
  return manifest as ExportManifest
}
