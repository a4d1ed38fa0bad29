// SPDX-License-Identifier: Apache-2.0
// Forward-only migrations in plain SQL, `NNNN_words.sql`, each in one transaction. What has run is recorded with its
// hash, so that history cannot be edited unnoticed, and a program older than the schema refuses to touch it.

import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPool, type Database, type Tx } from './database.ts'
import { DatabaseFault } from './fault.ts'

export interface Migration {
  /** The file name without `.sql`: `0001_accounts`. */
  name: string
  sql: string
  sha256: string
}

export const MIGRATIONS_DIR = fileURLToPath(new URL('../../migrations/', import.meta.url))

const FILE_FORM = /^(\d{4}_[a-z0-9_]+)\.sql$/
/** Any constant does, as long as every version of this program takes the same lock: 'jandon' in ASCII. */
const ADVISORY_LOCK = 0x6a616e646f6en

/** Reads the migrations of a directory in order. Line ends do not count for the hash: Git may have changed them. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const migrations: Migration[] = []
  for (const file of (await readdir(dir)).sort()) {
    if (!file.endsWith('.sql')) continue
    const name = FILE_FORM.exec(file)?.[1]
    if (!name) throw new DatabaseFault('migration_failed', `${file} is not named like 0001_what_it_does.sql.`)
    if (migrations.at(-1)?.name.slice(0, 4) === name.slice(0, 4)) {
      throw new DatabaseFault('migration_failed', `Two migrations have the number ${name.slice(0, 4)}.`)
    }
    const sql = (await readFile(join(dir, file), 'utf8')).replaceAll('\r\n', '\n')
    migrations.push({ name, sql, sha256: createHash('sha256').update(sql).digest('hex') })
  }
  return migrations
}

function checkHistory(known: Migration[], applied: { name: string; sha256: string }[]): void {
  const byName = new Map(known.map(migration => [migration.name, migration]))
  for (const { name, sha256 } of applied) {
    const migration = byName.get(name)
    if (!migration) {
      throw new DatabaseFault(
        'schema_newer',
        `The database has been migrated by a newer program: it has ${name}, which this one does not know. ` +
          'Run that program, or restore a backup from before the upgrade.',
      )
    }
    if (migration.sha256 !== sha256) {
      throw new DatabaseFault(
        'history_edited',
        `history was edited: migration ${name} has run with other contents than the file has now. ` +
          'Put the file back as it was and write the change as a new migration.',
      )
    }
  }
  const last = applied.at(-1)?.name ?? ''
  const late = known.find(migration => migration.name < last && !applied.some(({ name }) => name === migration.name))
  if (late) {
    throw new DatabaseFault(
      'history_edited',
      `history was edited: migration ${late.name} comes before ${last}, which has run already. Give it the next free number.`,
    )
  }
}

async function apply(tx: Tx, migration: Migration): Promise<void> {
  await tx.query('BEGIN')
  try {
    // Recorded first: should two programs ever run the same one, the second fails on the key before it changes
    // anything.
    await tx.query('INSERT INTO migration (name, sha256) VALUES ($1, $2)', [migration.name, migration.sha256])
    await tx.query(migration.sql)
    await tx.query('COMMIT')
  } catch (error) {
    await tx.query('ROLLBACK')
    const position = error instanceof Error && 'position' in error ? Number(error.position) : 0
    const line = position ? `, line ${migration.sql.slice(0, position).split('\n').length}` : ''
    const reason = error instanceof Error ? error.message : String(error)
    throw new DatabaseFault('migration_failed', `Migration ${migration.name} failed${line}: ${reason}`, error)
  }
}

/**
 * Brings the schema up to date and answers the names of what ran now. Several processes may start at once: they take
 * turns.
 * Faults: `history_edited`, `schema_newer`, `migration_failed` (nothing of the failed one stays).
 * Idempotent by: the recorded names.
 */
export async function migrate(db: Pick<Database, 'url'>, dir: string = MIGRATIONS_DIR): Promise<string[]> {
  const known = await readMigrations(dir)
  // An own connection, ended afterwards, so that the session lock cannot survive in a pool.
  const pool = createPool(db.url, 1)
  const client = await pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK])
    await client.query(
      `CREATE TABLE IF NOT EXISTS migration (
         name text PRIMARY KEY,
         sha256 text NOT NULL,
         applied_at timestamptz NOT NULL DEFAULT now()
       )`,
    )
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'SELECT name, sha256 FROM migration ORDER BY name COLLATE "C"',
    )
    checkHistory(known, rows)
    const missing = known.filter(migration => !rows.some(({ name }) => name === migration.name))
    for (const migration of missing) await apply(client, migration)
    return missing.map(({ name }) => name)
  } finally {
    client.release(true)
    await pool.end()
  }
}
