// SPDX-License-Identifier: Apache-2.0
// An epoch to the archive: written to files, read back and checked against itself and the database, and only then taken
// out of the database. Balances, ids, the chain and the state of pending transfers stay.

import { basename } from 'node:path'
import type { Instant } from '@jandon/domain/time'
import { formatInstant } from '@jandon/domain/time'
import type { Database, Tx } from '../database/index.ts'
import { ArchiveDiffers, checkArchive } from './archive-check.ts'
import { finishDrops } from './archive-drop.ts'
import { type ArchiveManifest, openArchive } from './archive-file.ts'
import { type ArchiveOptions, readTotals, writeArchive } from './archive-write.ts'

export const ARCHIVE_REFUSALS = [
  'epoch_unknown',
  'epoch_open',
  'epoch_not_indexed',
  'epoch_archived',
  'older_epoch_not_archived',
  'pending_transfers_unresolved',
] as const
export type ArchiveRefusal = (typeof ARCHIVE_REFUSALS)[number]

export interface ArchiveRequest extends ArchiveOptions {
  readonly epoch: number
  /** The directory in which that of the archive is made. */
  readonly to: string
  /** Take the epoch out of the database once the archive has been checked. */
  readonly drop: boolean
  readonly now: Instant
  readonly onProgress?: (checked: number) => void
}

export type ArchiveResult =
  | { readonly refused: ArchiveRefusal }
  | {
      readonly directory: string
      readonly sha256: string
      readonly manifest: ArchiveManifest
      readonly dropped: boolean
    }

type Pool = Pick<Database, 'pool'>

const STATE_REFUSALS: Readonly<Record<string, ArchiveRefusal>> = {
  open: 'epoch_open',
  closed: 'epoch_not_indexed',
  archived: 'epoch_archived',
}

async function refusalFor(
  { pool }: Pool | { pool: Tx },
  { epoch, drop }: ArchiveRequest,
): Promise<ArchiveRefusal | undefined> {
  const { rows } = await pool.query<{ state: string; older: boolean; waiting: boolean }>(
    `SELECT e.state, EXISTS (SELECT FROM ledger_epoch o WHERE o.no < e.no AND o.state <> 'archived') AS older,
       EXISTS (SELECT FROM pending_transfer p WHERE p.resolved_no IS NULL
         AND p.no >= e.no::bigint << 40 AND p.no < (e.no + 1)::bigint << 40) AS waiting
     FROM ledger_epoch e WHERE e.no = $1`,
    [epoch],
  )
  const found = rows[0]
  if (found === undefined) return 'epoch_unknown'
  if (found.state !== 'indexed') return STATE_REFUSALS[found.state]!
  if (!drop) return undefined
  // What lies before an archived epoch could not be told from what never was.
  if (found.older) return 'older_epoch_not_archived'
  return found.waiting ? 'pending_transfers_unresolved' : undefined
}

/** The files agree with themselves; now with the transfers that are still in the database. */
async function checkAgainstDatabase(db: Pool, manifest: ArchiveManifest): Promise<void> {
  const totals = await readTotals(db, manifest.epoch)
  if (JSON.stringify(totals.lots) !== JSON.stringify(manifest.lots) || totals.journals !== manifest.journals) {
    throw new ArchiveDiffers('The database holds other sums for this epoch than the archive.')
  }
  for (const { book, after } of manifest.books) {
    const { rows } = await db.pool.query<{ hash: string }>(
      `SELECT encode(hash, 'hex') AS hash FROM chain_block WHERE book = $1 AND number = $2`,
      [book, after.block?.number ?? '0'],
    )
    if (rows[0]?.hash !== after.block?.hash)
      throw new ArchiveDiffers(`The chain of ${book} in the database is another one.`)
  }
}

/** Marks the epoch as archived, once, and takes its partitions away. */
async function drop(db: Database, request: ArchiveRequest, name: string, sha256: string, manifest: ArchiveManifest) {
  const refused = await db.transaction(async tx => {
    // Held against the upkeep of other servers and against a second archiver, for the moment that this takes.
    await tx.query('SELECT FROM ledger_epoch WHERE no = $1 FOR UPDATE', [request.epoch])
    const refusal = await refusalFor({ pool: tx }, request)
    if (refusal !== undefined) return refusal
    await tx.query(
      'INSERT INTO ledger_archive (epoch, name, manifest_sha256, transfers, journals) VALUES ($1, $2, $3, $4, $5)',
      [request.epoch, name, sha256, manifest.transfers, manifest.journals],
    )
    await tx.query(`UPDATE ledger_epoch SET state = 'archived' WHERE no = $1`, [request.epoch])
    return undefined
  })
  if (refused === undefined) await finishDrops(db)
  return refused
}

/**
 * Writes an indexed epoch to `<to>/epoch-<n>` and checks what was written by reading it back; with `drop`, takes it out
 * of the database then. Refusals: `ARCHIVE_REFUSALS`. Faults: `LedgerUnreadable` and `ArchiveDiffers`; then nothing was
 * dropped. Idempotent by: the directory, which is checked again, and the state of the epoch.
 */
export async function archiveEpoch(db: Database, request: ArchiveRequest): Promise<ArchiveResult> {
  const refused = await refusalFor(db, request)
  if (refused !== undefined) return { refused }
  const directory = await writeArchive(db, request.epoch, request.to, formatInstant(request.now), request)
  const archive = await openArchive(directory)
  const { manifest, sha256 } = archive
  if (manifest.epoch !== request.epoch)
    throw new ArchiveDiffers(`The archive in ${directory} is of epoch ${manifest.epoch}.`)
  await checkArchive(archive, request.onProgress)
  await checkAgainstDatabase(db, manifest)
  if (!request.drop) return { directory, sha256, manifest, dropped: false }
  const late = await drop(db, request, basename(directory), sha256, manifest)
  return late === undefined ? { directory, sha256, manifest, dropped: true } : { refused: late }
}
