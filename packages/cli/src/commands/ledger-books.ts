// SPDX-License-Identifier: Apache-2.0
// Where the commands that read the books themselves, without a server, find them.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { CannotRun } from '../exit-codes.ts'

export interface BooksOptions {
  readonly databaseUrl?: string
  readonly dataDir?: string
}

/** The database that the options or the environment name. Looking must not make an empty one where there is none. */
export async function openBooks(options: BooksOptions, context: Context) {
  const server = await import('@jandon/server')
  const config = server.loadConfig({
    ...context.env,
    ...(options.databaseUrl && { DATABASE_URL: options.databaseUrl }),
    ...(options.dataDir && { DATA_DIR: options.dataDir, DATABASE_URL: '' }),
  })
  if (config.databaseUrl === undefined && !existsSync(join(config.dataDir, 'postgres'))) {
    throw new CannotRun(context.messages.ledger.noBooks(config.dataDir))
  }
  return server.openDatabase(config)
}
