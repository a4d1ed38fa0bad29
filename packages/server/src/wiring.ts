// SPDX-License-Identifier: Apache-2.0
// The one place where everything is made and tied together, by hand. Things are opened in the order in which they need
// each other.

import { join } from 'node:path'
import { BANKS } from '@jandon/domain/payout'
import type { Pack } from '@jandon/domain/policy'
import { answerOffer, type Tariff } from '@jandon/domain/quote'
import type { FastifyInstance } from 'fastify'
import { type Config, ConfigFault, openDataKey, PROJECT_DIR } from './config/index.ts'
import { loadTariff } from './config/tariff.ts'
import { type Database, migrate } from './database/index.ts'
import { createHttpServer, type HttpSettings } from './http/server.ts'
import { createLedger, EPOCH_NUMBERS } from './ledger/index.ts'
import { createCaseReader, loadPacks } from './packs/index.ts'
import { type Log, noCrashPoints, systemClock, systemElapsed, systemRandomness, systemTimer } from './ports/index.ts'
import { createSimulatedBank, faultMakesSense, openSimulator, type Simulator } from './rails/index.ts'
import { createSimulatedIssuer } from './sources/index.ts'
import { createStore, keepPackVersions, markDataKey, readStats, type Store } from './store/index.ts'
import {
  createUsecases,
  ensureAdminKey,
  ensureDemoHolder,
  type RunningUsecases,
  type UsecaseDeps,
} from './usecases/index.ts'
import { createWorker, type Worker } from './worker/index.ts'

export type Closer = () => Promise<void> | void

export interface WiringInput {
  readonly config: Config
  readonly log: Log
  /** Called in reverse when the server ends, or when its start fails half way. */
  readonly closers: Closer[]
  readonly opening: Promise<Database>
}

export interface Wired {
  /** Not yet listening. */
  readonly app: FastifyInstance
  /** Only when it was newly made. */
  readonly adminKey: string | undefined
}

/** Makes everything on a database that is being opened, and answers when the server may listen. */
export async function wire({ config, log, closers, opening }: WiringInput): Promise<Wired> {
  const packs = loadPacks(config.packsDir)
  const tariff = loadTariff(config.tariffFile)
  const database = await opening
  await migrate(database)
  await keepPackVersions(database.pool, packs.values())
  const dataKey = Buffer.from(openDataKey(config), 'hex')
  const store = createStore(dataKey)
  await checkDataKey(database, store)
  const { usecases, adminKey } = await openUsecases({ config, log, closers, packs, tariff, database, store })
  const app = await createHttpServer({
    usecases,
    packs,
    banks: BANKS,
    compareOffer: request => answerOffer(packs, request, systemClock.now()),
    readCases: createCaseReader(config.packsDir),
    readStats: () => readStats(database.pool, systemClock.now()),
    now: systemClock.now,
    elapsed: systemElapsed,
    log,
    settings: settingsOf(config),
  })
  return { app, adminKey }
}

interface Parts {
  readonly config: Config
  readonly log: Log
  readonly closers: Closer[]
  readonly packs: ReadonlyMap<string, Pack>
  readonly tariff: Tariff
  readonly database: Database
  readonly store: Store
}

/** A database is read with the key that it was written with, or not at all. */
async function checkDataKey(database: Database, store: Store): Promise<void> {
  if ((await markDataKey(database.pool, store.personal.keyId)) === store.personal.keyId) return
  throw new ConfigFault([
    'The database was written with another data key than the one in use, so nobody in it could be read. ' +
      'Set JANDON_DATA_KEY to that key, or bring its file back as keys/data.key in DATA_DIR.',
  ])
}

async function openUsecases(parts: Parts): Promise<{ usecases: RunningUsecases; adminKey: string | undefined }> {
  const { config, log, closers, packs, tariff, database, store } = parts
  const system = { clock: systemClock, randomness: systemRandomness, timer: systemTimer, log, crash: noCrashPoints }
  const ledger = createLedger({
    clock: systemClock,
    epochs: { ...EPOCH_NUMBERS, epochTransfers: config.epochTransfers },
  })
  const simulator = config.simulatedRails ? await openSimulated(config, database, closers) : undefined
  const rail = simulator && createSimulatedBank(simulator)
  const source = simulator && createSimulatedIssuer(simulator)
  const basis = { database, ledger, store, ...system }
  const adminKey = await ensureAdminKey(basis, config.adminKey)
  const demoHolderId = config.demo ? await ensureDemoHolder(basis) : undefined
  let worker: Worker | undefined
  const deps: UsecaseDeps = {
    ...basis,
    packs,
    tariff,
    source,
    rail,
    simulator: simulator && { setFaults: faults => simulator.setFaults(faults), makesSense: faultMakesSense },
    demoHolderId,
    hand: () => worker,
    onWork: () => worker?.poke(),
    isWorkerTurning: () => worker?.isTurning(),
  }
  const usecases = createUsecases(deps)
  if (config.worker) {
    worker = createWorker({
      ...basis,
      sources: new Map(source ? [[source.name, source]] : []),
      rails: new Map(rail ? [[rail.name, rail]] : []),
    })
    await worker.start()
    closers.push(() => worker?.stop())
  }
  closers.push(() => usecases.stop())
  return { usecases, adminKey }
}

async function openSimulated(config: Config, database: Database, closers: Closer[]): Promise<Simulator> {
  const simulator = await openSimulator({
    url: database.url,
    clock: systemClock,
    timer: systemTimer,
    delayMs: config.simulatorDelayMs,
  })
  closers.push(() => simulator.close())
  return simulator
}

const MAXIMUM_STREAMS = 2000

/** A burst is a tenth of what a minute allows, but never less than a page and its pictures need at once. */
function settingsOf(config: Config): HttpSettings {
  const limit = (perMinute: number) => ({ perMinute, burst: Math.max(60, Math.ceil(perMinute / 10)) })
  return {
    isDemo: config.demo,
    isSimulated: config.simulatedRails,
    anonymousLimit: limit(config.anonymousLimit),
    keyLimit: limit(config.keyLimit),
    maximumInFlight: config.maximumRequests,
    maximumStreams: MAXIMUM_STREAMS,
    publicOrigin: config.publicOrigin,
    webDirectory: join(PROJECT_DIR, 'packages', 'web', 'dist'),
  }
}
