// SPDX-License-Identifier: Apache-2.0
// The archive of an epoch as files: gzipped CSV, which anything can read in decades, and a manifest with the hash of
// each file. Reading goes part by part in constant memory and ends with the hash of what was read. docs/ledger.md
// describes every field.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { LedgerUnreadable } from './records.ts'

/** Whole numbers of 64 bits are decimal text, hashes are hex. */
export interface ArchiveBlock {
  readonly number: string
  readonly previous: string
  readonly fromNo: string
  readonly toNo: string
  readonly journals: string
  readonly treeSize: string
  readonly root: string
  readonly hash: string
  /** Units: microseconds since 1970. */
  readonly sealedAt: string
}

/** Where a book's chain stood: its last block there, and the frontier of its tree. */
export interface ArchiveSide {
  readonly block: ArchiveBlock | null
  readonly frontier: { readonly size: string; readonly hashes: readonly string[] }
}

export interface ArchiveLot {
  readonly book: string
  readonly unit: string
  readonly transfers: string
  readonly posted: string
  readonly pending: string
  readonly released: string
}

export interface ArchiveFile {
  readonly name: string
  readonly rows: string
  readonly bytes: string
  readonly sha256: string
}

export interface ArchiveManifest {
  readonly format: 'jandon ledger archive'
  readonly version: 1
  readonly epoch: number
  readonly fromNo: string
  readonly toNo: string
  readonly writtenAt: string
  readonly transfers: string
  readonly journals: string
  readonly accounts: string
  readonly blocks: string
  readonly lots: readonly ArchiveLot[]
  readonly books: readonly { readonly book: string; readonly before: ArchiveSide; readonly after: ArchiveSide }[]
  readonly files: readonly ArchiveFile[]
}

export const MANIFEST = 'manifest.json'

const counters = (when: string) =>
  ['debits_pending', 'debits_posted', 'credits_pending', 'credits_posted'].map(name => `${when}_${name}`)

/** The columns of each file, in order. */
export const COLUMNS = {
  transfers: [
    ...['no', 'id', 'debit', 'credit', 'amount_minor', 'phase', 'code', 'position', 'pending_id'],
    ...['pending_amount_minor', 'occurred_at', 'expires_at', 'recorded_at'],
  ],
  journals: ['no', 'id', 'event', 'subject'],
  accounts: [
    ...['id', 'book', 'code', 'unit', 'owner', 'normal_side', 'overdraft'],
    ...counters('before'),
    ...counters('after'),
  ],
  blocks: ['book', 'number', 'from_no', 'to_no', 'journals', 'tree_size', 'root', 'hash', 'sealed_at'],
} as const satisfies Record<string, readonly string[]>

export type ArchiveTable = keyof typeof COLUMNS

/** Records of a file, each the texts of its fields; a part of it at a time. */
export type Records = AsyncGenerator<readonly (readonly string[])[]>

export interface ArchiveReader {
  readonly directory: string
  readonly manifest: ArchiveManifest
  /** Of the manifest's bytes. */
  readonly sha256: string
  transfers(): Records
  journals(): Records
  accounts(): Records
  blocks(): Records
}

/** Splits complete lines into fields and answers what is left of the last one. RFC 4180, with line feeds. */
export function parseRecords(text: string, into: string[][]): string {
  if (!text.includes('"')) {
    const lines = text.split('\n')
    const rest = lines.pop()!
    for (const line of lines) into.push(line.split(','))
    return rest
  }
  let fields: string[] = []
  let complete = 0
  let at = 0
  for (;;) {
    let field = ''
    if (text[at] === '"') {
      for (;;) {
        const quote = text.indexOf('"', at + 1)
        // The closing quote is known as one by what comes after it.
        if (quote < 0 || quote === text.length - 1) return text.slice(complete)
        field += text.slice(at + 1, quote)
        at = quote + 1
        if (text[at] !== '"') break
        field += '"'
      }
    } else {
      const comma = text.indexOf(',', at)
      const line = text.indexOf('\n', at)
      const end = comma < 0 ? line : line < 0 ? comma : Math.min(comma, line)
      if (end < 0) return text.slice(complete)
      field = text.slice(at, end)
      at = end
    }
    fields.push(field)
    if (text[at] === '\n') {
      into.push(fields)
      fields = []
      complete = at + 1
    } else if (text[at] !== ',') {
      throw new LedgerUnreadable('A quoted field of the archive is followed by neither a comma nor a line end.')
    }
    at += 1
    if (at >= text.length) return text.slice(complete)
  }
}

async function* readRecords(directory: string, file: ArchiveFile, columns: readonly string[]): Records {
  const hash = createHash('sha256')
  const compressed = createReadStream(join(directory, file.name), { highWaterMark: 1 << 18 })
  compressed.on('data', chunk => hash.update(chunk))
  const unzip = createGunzip({ chunkSize: 1 << 18 })
  compressed.on('error', error => unzip.destroy(error))
  const text = compressed.pipe(unzip).setEncoding('utf8')
  let rest = ''
  let rows = 0n
  let isFirst = true
  try {
    for await (const chunk of text) {
      const records: string[][] = []
      rest = parseRecords(rest + chunk, records)
      if (isFirst && records.length > 0) {
        if (records.shift()!.join() !== columns.join()) throw new LedgerUnreadable(`${file.name} has other columns.`)
        isFirst = false
      }
      if (records.some(record => record.length !== columns.length)) {
        throw new LedgerUnreadable(`A record of ${file.name} does not have ${columns.length} fields.`)
      }
      rows += BigInt(records.length)
      if (records.length > 0) yield records
    }
  } catch (error) {
    if (error instanceof LedgerUnreadable) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new LedgerUnreadable(`${file.name} cannot be read to its end: ${reason}.`)
  }
  if (hash.digest('hex') !== file.sha256) {
    throw new LedgerUnreadable(`${file.name} is not the file that the manifest names: its hash differs.`)
  }
  if (rest !== '' || isFirst || rows.toString() !== file.rows) {
    throw new LedgerUnreadable(`${file.name} has ${rows} records; the manifest says ${file.rows}.`)
  }
}

function parseManifest(text: string, directory: string): ArchiveManifest {
  let manifest: Partial<ArchiveManifest>
  try {
    manifest = JSON.parse(text)
  } catch {
    throw new LedgerUnreadable(`The manifest in ${directory} is damaged.`)
  }
  if (manifest?.format !== 'jandon ledger archive' || manifest.version !== 1 || !Array.isArray(manifest.files)) {
    throw new LedgerUnreadable(`The manifest in ${directory} is not that of a ledger archive, version 1.`)
  }
  return manifest as ArchiveManifest
}

/**
 * Opens the archive in a directory. What is read is read to its end only if it is what the manifest says.
 * Faults: `LedgerUnreadable`, here and from each of the readers.
 */
export async function openArchive(directory: string): Promise<ArchiveReader> {
  const bytes = await readFile(join(directory, MANIFEST)).catch(() => {
    throw new LedgerUnreadable(`There is no archive in ${directory}: it has no ${MANIFEST}.`)
  })
  const manifest = parseManifest(bytes.toString('utf8'), directory)
  async function* table(name: ArchiveTable): Records {
    const own = manifest.files.filter(file => file.name.replace(/(-\d+)?\.csv\.gz$/, '') === name)
    if (own.length === 0) throw new LedgerUnreadable(`The archive in ${directory} has no ${name}.`)
    for (const file of own) yield* readRecords(directory, file, COLUMNS[name])
  }
  return {
    directory,
    manifest,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    transfers: () => table('transfers'),
    journals: () => table('journals'),
    accounts: () => table('accounts'),
    blocks: () => table('blocks'),
  }
}
