// SPDX-License-Identifier: Apache-2.0
// Starts and stops a server. PostgreSQL is started first, in processes of its own; only then is the rest of the program
// loaded, so that both happen at the same time. What is tied to what stands in wiring.ts.

import { availableParallelism } from 'node:os'
import type { FastifyInstance } from 'fastify'
import { type Config, describeConfig, type Environment } from './config/index.ts'
import { openDatabase } from './database/index.ts'
import { createLog } from './ports/index.ts'
import type { Closer } from './wiring.ts'

export { ConfigFault, loadConfig } from './config/index.ts'

export interface RunningServer {
  /** `http://127.0.0.1:4080` */
  readonly url: string
  /** Only when it was newly made: the one time that it can be read. */
  readonly adminKey?: string
  /** Whether callers on this machine are the demo holder without a key. */
  readonly isDemo: boolean
  /** Whether bank and issuers are simulated. */
  readonly isSimulated: boolean
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
    const opening = openDatabase({
      dataDir: config.dataDir,
      databaseUrl: config.databaseUrl,
      databasePort: config.databasePort,
      connections: config.databaseConnections,
      report: sentence => log.info({}, sentence),
    })
    // Awaited below; a fault before that must not end the process on its own.
    opening.catch(() => undefined)
    closers.push(async () => (await opening.catch(() => undefined))?.close())
    const { wire } = await import('./wiring.ts')
    const { app, adminKey } = await wire({ config, log, closers, opening })
    closers.push(() => closeHttp(app))
    const url = await listen(app, config)
    log.info(
      { url, demo: config.demo, simulatedRails: config.simulatedRails, cores: availableParallelism() },
      'Started.',
    )
    for (const line of describeConfig(config, options.environment ?? process.env)) log.debug({}, line)
    return {
      url,
      isDemo: config.demo,
      isSimulated: config.simulatedRails,
      close,
      ...(adminKey !== undefined && { adminKey }),
    }
  } catch (thrown) {
    await close().catch(() => undefined)
    throw thrown
  }
}

/** Closes in reverse. One that fails does not keep the others open; the first fault is thrown at the end. */
async function closeAll(closers: readonly Closer[]): Promise<void> {
  const faults: unknown[] = []
  for (const closer of closers.toReversed()) {
    try {
      await closer()
    } catch (fault) {
      faults.push(fault)
    }
  }
  if (faults.length > 0) throw faults[0]
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
