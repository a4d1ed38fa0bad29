// SPDX-License-Identifier: Apache-2.0
// The one place where everything is made and tied together, by hand. Things are opened in the order in which they need
// each other and closed in reverse, also when the start fails half way.

import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { BANKS } from '@jandon/domain/payout'
import type { Pack } from '@jandon/domain/policy'
import { answerOffer, type Tariff } from '@jandon/domain/quote'
import type { FastifyInstance } from 'fastify'
import { type Config, describeConfig, type Environment, loadTariff, openDataKey, PROJECT_DIR } from './config/index.ts'
import { type Database, migrate, openDatabase } from './database/index.ts'
import { createLog, type RunningLog } from './http/logging.ts'
import type { HttpSettings } from './http/server.ts'
import { createLedger } from './ledger/index.ts'
import { loadPacks } from './packs/index.ts'
import { noCrashPoints, systemClock, systemRandomness, systemTimer } from './ports/index.ts'
import { createSimulatedBank, faultMakesSense, openSimulator, type Simulator } from './rails/index.ts'
import { createSimulatedIssuer } from './sources/index.ts'
import { createStore, readStats } from './store/index.ts'
import {
  createUsecases,
  ensureAdminKey,
  ensureDemoHolder,
  type RunningUsecases,
  type UsecaseDeps,
} from './usecases/index.ts'
import { createWorker, type Worker } from './worker/index.ts'

export interface RunningServer {
  /** `http://127.0.0.1:4080` */
  readonly url: string
  /** Only when it was newly made: the one time that it can be read. */
  readonly adminKey?: string
  /** Whether callers on this machine are the demo holder without a key. */
  readonly isDemo: boolean
  /** Lets running requests and calls end, then closes all. Safe to call twice. */
  close(): Promise<void>
}

export interface StartOptions {
  /** For the log line of the start; defaults to the environment of the process. */
  readonly environment?: Environment
}

/** The server cannot be started as it is configured; the message says what to do. */
export class StartFault extends Error {
  override readonly name = 'StartFault'
}

/** Running requests get this long to end before their connections are cut; a request lasts well under a second. */
const CLOSE_MILLISECONDS = 10_000
const MAXIMUM_STREAMS = 2000

type Closer = () => Promise<void> | void

/**
 * Starts everything and answers when the first request can come.
 * Faults: `ConfigFault`, `DatabaseFault`, `PackFault`, `StartFault`, each with a sentence that says what to do.
 */
export async function startServer(config: Config, options: StartOptions = {}): Promise<RunningServer> {
  const log = createLog(config.logLevel)
  const closers: Closer[] = [() => log.flush()]
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= closeAll(closers)
    return closing
  }
  try {
    const { app, adminKey } = await open(config, log, closers)
    const url = await listen(app, config)
    log.info(
      { url, demo: config.demo, simulatedRails: config.simulatedRails, cores: availableParallelism() },
      'Started.',
    )
    for (const line of describeConfig(config, options.environment ?? process.env)) log.debug({}, line)
    return { url, isDemo: config.demo, close, ...(adminKey !== undefined && { adminKey }) }
  } catch (thrown) {
    await close()
    throw thrown
  }
}

async function closeAll(closers: Closer[]): Promise<void> {
  for (const closer of closers.reverse()) await closer()
}

async function open(
  config: Config,
  log: RunningLog,
  closers: Closer[],
): Promise<{ app: FastifyInstance; adminKey: string | undefined }> {
  // PostgreSQL starts in processes of its own; meanwhile this one reads the law and compiles the routes.
  const opening = openDatabase({
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    databasePort: config.databasePort,
    connections: config.databaseConnections,
    report: sentence => log.info({}, sentence),
  })
  opening.catch(() => undefined)
  closers.push(async () => (await opening.catch(() => undefined))?.close())
  const { createHttpServer } = await import('./http/server.ts')
  const packs = loadPacks(config.packsDir)
  const tariff = loadTariff(config.tariffFile)
  const database = await opening
  await migrate(database)
  const dataKey = Buffer.from(openDataKey(config), 'hex')
  const { usecases, adminKey } = await openUsecases({ config, log, closers, packs, tariff, database, dataKey })
  const app = await createHttpServer({
    usecases,
    packs,
    banks: BANKS,
    compareOffer: request => answerOffer(packs, request, systemClock.now()),
    readStats: () => readStats(database.pool, systemClock.now()),
    now: systemClock.now,
    elapsed: () => performance.now(),
    log,
    settings: settingsOf(config),
  })
  closers.push(() => closeHttp(app))
  return { app, adminKey }
}

interface Parts {
  readonly config: Config
  readonly log: RunningLog
  readonly closers: Closer[]
  readonly packs: ReadonlyMap<string, Pack>
  readonly tariff: Tariff
  readonly database: Database
  readonly dataKey: Uint8Array
}

async function openUsecases(parts: Parts): Promise<{ usecases: RunningUsecases; adminKey: string | undefined }> {
  const { config, log, closers, packs, tariff, database, dataKey } = parts
  const system = { clock: systemClock, randomness: systemRandomness, timer: systemTimer, log, crash: noCrashPoints }
  const ledger = createLedger({ clock: systemClock })
  const store = createStore(dataKey)
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
    webDirectory: join(PROJECT_DIR, 'packages', 'web', 'dist'),
  }
}

async function listen(app: FastifyInstance, config: Config): Promise<string> {
  try {
    return await app.listen({ port: config.port, host: config.host })
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
    if (code === 'EADDRINUSE') {
      throw new StartFault(
        `Port ${config.port} is taken by another program. Stop that one, or name another port with PORT.`,
      )
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new StartFault(`The server may not listen on ${config.host}:${config.port} (${code}). Set HOST and PORT.`)
    }
    throw thrown
  }
}

async function closeHttp(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), CLOSE_MILLISECONDS)
  cut.unref()
  await app.close()
  clearTimeout(cut)
}
