// SPDX-License-Identifier: Apache-2.0
// Databases for tests: each one fresh and migrated, on the server of the test run (JANDON_TEST_DATABASE_URL) or else on
// one embedded server per process, which is gone when the process ends.

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool, createTransaction, type Database } from './database.ts'
import { type EmbeddedServer, startEmbedded } from './embedded.ts'
import { systemCode } from './fault.ts'
import { MIGRATIONS_DIR, migrate } from './migrate.ts'

export interface TestDatabase extends Database {
  /** Closes the database and removes it. */
  drop(): Promise<void>
}

let ownServer: Promise<EmbeddedServer> | undefined

/** Half a second lets the server's children end, so that nothing is written any more into what is removed. */
const GUARD =
  'cat >/dev/null; if [ -e "$2/postgres/cluster/postmaster.pid" ]; then kill -QUIT "$1"; sleep 0.5; fi; rm -rf "$2"'

/** An embedded server in a temporary directory; both go when this process ends, however it ends. */
export async function startTestServer(): Promise<EmbeddedServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jandon-test-'))
  const server = await startEmbedded({ dataDir })
  // The guard's input ends when this process does, also when it is killed; an exit listener would not run then.
  const guard = spawn('sh', ['-c', GUARD, 'sh', String(server.pid()), dataDir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()
  if (guard.stdin instanceof Socket) guard.stdin.unref()
  return server
}

async function serverUrl(whose: 'shared' | 'own'): Promise<string> {
  const given = process.env.JANDON_TEST_DATABASE_URL
  if (given && whose === 'shared') return given
  ownServer ??= startTestServer()
  return (await ownServer).url
}

async function onServer(url: string, sql: string): Promise<void> {
  const pool = createPool(url, 1)
  try {
    await pool.query(sql)
  } finally {
    await pool.end()
  }
}

/** FORCE may not end autovacuum, which belongs to the superuser: it is at a small table for a moment, so wait. */
async function dropDatabase(server: string, name: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    } catch (error) {
      if (tries === 20 || systemCode(error) !== '42501') throw error
      await new Promise(resolve => setTimeout(resolve, 250))
    }
  }
}

/**
 * A fresh database with the migrations of `migrationsDir` (false: none at all). `own`: on a server that no other test
 * uses, for tests of what waits for all transactions of a server to end, such as sealing.
 * Faults: `DatabaseFault`.
 */
export async function createTestDatabase(
  migrationsDir: string | false = MIGRATIONS_DIR,
  whose: 'shared' | 'own' = 'shared',
): Promise<TestDatabase> {
  const server = await serverUrl(whose)
  const name = `test_${randomBytes(8).toString('hex')}`
  await onServer(server, `CREATE DATABASE ${name}`)
  const ownUrl = new URL(server)
  ownUrl.pathname = `/${name}`
  const url = ownUrl.toString()
  if (migrationsDir) await migrate({ url }, migrationsDir)
  const pool = createPool(url, 20)
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= pool.end()
    return closed
  }
  return {
    pool,
    url,
    transaction: createTransaction(pool),
    close,
    async drop() {
      await close()
      // FORCE: a test may have left a connection of a process that it killed.
      await dropDatabase(server, name)
    },
  }
}
