// SPDX-License-Identifier: Apache-2.0
// A database server for tests that kill it or fill its disk: of this test alone, and gone when it is closed.

import { createPool, createTransaction } from '../database/database.ts'
import { type Database, type EmbeddedServer, migrate, startEmbedded } from '../database/index.ts'

export interface OwnServer {
  readonly server: EmbeddedServer
  readonly db: Database
  close(): Promise<void>
}

/** Starts a server in an empty directory and migrates its database. */
export async function startOwnServer(dataDir: string): Promise<OwnServer> {
  const server = await startEmbedded({ dataDir })
  await migrate({ url: server.url })
  const pool = createPool(server.url, 16)
  const db = { pool, url: server.url, transaction: createTransaction(pool), close: () => pool.end() }
  return {
    ...{ server, db },
    async close() {
      await pool.end()
      await server.release()
    },
  }
}
