// SPDX-License-Identifier: Apache-2.0
// Versions of packs as they were in force here: kept at each start, never changed and never removed. The hash of what
// is kept is checked when it is written, by the database, and when it is read, here.

import { createHash } from 'node:crypto'
import { type Pack, packText } from '@jandon/domain/policy'
import type { Tx } from '../database/index.ts'
import { type Queryable, rowSet } from './rows.ts'

const packRows = rowSet<{ version: string; jurisdiction: string; documents: Buffer; digest: Buffer }>('pack_version', {
  version: 'text',
  jurisdiction: 'text',
  documents: 'bytea',
  digest: 'bytea',
})

const digestOf = (documents: Buffer) => createHash('sha256').update(documents).digest()

/**
 * Keeps every pack whose version is not kept yet. Several processes may do so at once.
 * Idempotent by: the version. Faults: a version that is kept with another text, which nobody may go on from.
 */
export async function keepPackVersions(db: Queryable, packs: Iterable<Pack>): Promise<void> {
  const own = [...packs].map(({ version, jurisdiction, documents }) => {
    const text = Buffer.from(packText(documents))
    return { version, jurisdiction, documents: text, digest: digestOf(text) }
  })
  const known = await keptDigests(db, own)
  // In one order everywhere, so that two processes wait for each other and never in a circle.
  const missing = own.filter(({ version }) => !known.has(version)).sort((a, b) => (a.version < b.version ? -1 : 1))
  if (missing.length > 0) await packRows.insert(db, missing, 'ON CONFLICT (version) DO NOTHING')
  const kept = missing.length > 0 ? await keptDigests(db, own) : known
  for (const { version, digest } of own) {
    if (kept.get(version)?.equals(digest)) continue
    throw new Error(`The pack ${version} is kept with another text. Change checkedOn in its pack.yaml and start again.`)
  }
}

async function keptDigests(db: Queryable, packs: readonly { version: string }[]): Promise<Map<string, Buffer>> {
  const { rows } = await (db as Tx).query<{ version: string; digest: Buffer }>(
    'SELECT version, digest FROM pack_version WHERE version = ANY($1)',
    [packs.map(({ version }) => version)],
  )
  return new Map(rows.map(({ version, digest }) => [version, digest]))
}

/** The text of a version, or undefined when it is not kept. Faults: a text that is not the one the version names. */
export async function findPackText(db: Queryable, version: string): Promise<string | undefined> {
  const { rows } = await (db as Tx).query<{ documents: Buffer }>(
    'SELECT documents FROM pack_version WHERE version = $1',
    [version],
  )
  const documents = rows[0]?.documents
  if (!documents) return undefined
  if (!version.endsWith(`.${digestOf(documents).toString('hex').slice(0, 8)}`)) {
    throw new Error(`What is kept of the pack ${version} was changed: its hash is another one.`)
  }
  return documents.toString()
}
