// SPDX-License-Identifier: Apache-2.0
// The databases of a run: on an embedded server of its own that goes with the run, or in a directory that is kept, so
// that history can grow over several runs.

import pg from 'pg'
import { createTransaction } from '../../packages/server/src/database/database.ts'
import { createPool, type Database, migrate, startEmbedded } from '../../packages/server/src/database/index.ts'
import { createTestDatabase } from '../../packages/server/src/database/testing.ts'
import { createHolderIds, holderSpec, type World, writeHolder } from './world.ts'

export interface Place {
  readonly ledger: Database
  readonly pgbench: Database
  /** Transfers that the ledger held already. */
  readonly transfers: number
  close(): Promise<void>
}

const CONNECTIONS = 8

async function openKept(url: string, name: string): Promise<Database> {
  const client = new pg.Client(url)
  await client.connect()
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
  if (rowCount === 0) await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  const own = new URL(url)
  own.pathname = `/${name}`
  const pool = createPool(own.toString(), CONNECTIONS)
  return { pool, url: own.toString(), transaction: createTransaction(pool), close: () => pool.end() }
}

async function openKeptPlace(dataDir: string): Promise<Place> {
  const server = await startEmbedded({ dataDir })
  const ledger = await openKept(server.url, 'bench_ledger')
  const pgbench = await openKept(server.url, 'bench_pgbench')
  await migrate({ url: ledger.url })
  const { rows } = await ledger.pool.query<{ count: bigint }>('SELECT count(*) AS count FROM transfer')
  return {
    ...{ ledger, pgbench, transfers: Number(rows[0]?.count ?? 0n) },
    async close() {
      await ledger.close()
      await pgbench.close()
      await server.release()
    },
  }
}

/** Both databases are on one server, so that they share its settings, its memory and its disk. */
export async function openPlace(dataDir: string | undefined): Promise<Place> {
  if (dataDir !== undefined) return openKeptPlace(dataDir)
  const ledger = await createTestDatabase(undefined, 'own')
  const pgbench = await createTestDatabase(false, 'own')
  return {
    ...{ ledger, pgbench, transfers: 0 },
    async close() {
      await ledger.close()
      await pgbench.close()
    },
  }
}

/** Makes the ids of holders known whose accounts are open from an earlier run. */
export function recallHolders(world: World): void {
  for (let index = 0; index < world.holders; index += 1) writeHolder(world, index, holderSpec(index).id)
}

/** Faults: the kept database was filled for another number of accounts. */
export async function checkHolders(world: World, ledger: Database): Promise<void> {
  const last = createHolderIds(world)(world.holders - 1)
  const { rowCount } = await ledger.pool.query('SELECT 1 FROM account WHERE id = ledger_uuid($1)', [last])
  if (rowCount === 0) throw new Error(`The kept database has fewer than ${world.holders} accounts: say --accounts N.`)
}
