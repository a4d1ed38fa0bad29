// SPDX-License-Identifier: Apache-2.0
// What the command line uses of the server. The server itself is loaded only when it is started, so that the other
// commands do not wait for it.

import type { Config } from './config/index.ts'
import type { RunningServer, StartOptions } from './main.ts'

export { type Config, ConfigFault, describeConfig, type Environment, loadConfig } from './config/index.ts'
export { type Database, DatabaseFault, migrate, openDatabase } from './database/index.ts'
export { ARCHIVE_REFUSALS, type ArchiveRefusal, archiveEpoch } from './ledger/archive.ts'
export { ArchiveDiffers } from './ledger/archive-check.ts'
export { type EpochView, listEpochs } from './ledger/epochs.ts'
export * from './ledger/index.ts'
export type { RunningServer, StartOptions } from './main.ts'
export { checkPack, formatProblem, loadPack, loadPacks, PackFault, packDirectories } from './packs/index.ts'

/** See `startServer` of main. */
export async function startServer(config: Config, options?: StartOptions): Promise<RunningServer> {
  const main = await import('./main.ts')
  return main.startServer(config, options)
}
