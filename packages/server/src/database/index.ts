// SPDX-License-Identifier: Apache-2.0
// What the rest of the server may use of the database. The embedded server's parts stay inside.

export {
  createPool,
  type Database,
  type DatabaseOptions,
  openDatabase,
  type Tx,
  together,
  withoutPassword,
} from './database.ts'
export { type EmbeddedServer, startEmbedded } from './embedded.ts'
export { DatabaseFault, type DatabaseFaultCode } from './fault.ts'
export { MIGRATIONS_DIR, type Migration, migrate, readMigrations } from './migrate.ts'
