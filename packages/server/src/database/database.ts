// SPDX-License-Identifier: Apache-2.0
// The one way to PostgreSQL: a pool on the embedded server or on DATABASE_URL, and transactions on it.

import pg from 'pg'
import { startEmbedded } from './embedded.ts'
import { DatabaseFault, systemCode } from './fault.ts'

export type Tx = pg.PoolClient

export interface Database {
  pool: pg.Pool
  /** Holds the password: never log it. */
  url: string
  /**
   * Runs `run` in one transaction: committed when it returns, rolled back when it throws. Run again, from the start,
   * only when PostgreSQL gave it up for another one (serialization failure, deadlock), so `run` must do nothing outside
   * `tx`.
   */
  transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T>
  /** Ends the pool and leaves the embedded server, which stops when no other process uses it. */
  close(): Promise<void>
}

export interface DatabaseOptions {
  dataDir: string
  databaseUrl?: string | undefined
  databasePort?: number | undefined
  /**
   * Connections of this process. 20: two cores are kept busy by fewer, and a hundred processes' worth is the server's
   * limit.
   */
  connections?: number | undefined
  report?: ((sentence: string) => void) | undefined
}

const OLDEST_MAJOR = 15
const GIVEN_UP = new Set(['40001', '40P01'])
/** A deadlock is settled after 1 s each time; ten in a row mean that the code is wrong, not the luck. */
const TRIES = 10

const INT8 = 20
const DATE = 1082

/**
 * int8 arrives as bigint and date as `YYYY-MM-DD`: a number would lose won above 2^53, and a Date would shift the day
 * by the zone of the machine. Only on our own pools; other users of the pg package keep its habits.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && oid === INT8) return BigInt
    if (format !== 'binary' && oid === DATE) return (text: string) => text
    return pg.types.getTypeParser(oid, format)
  },
}

/**
 * Statements are sent when they are asked for, and not only when the one before them has been answered. So a group of
 * statements that do not need each other's answers takes one way to the server and back. They still run in their order,
 * and after one that failed in a transaction none takes effect.
 */
const PIPELINED = { pipeline: true } as const

/** A pool with our parsing. The caller ends it. */
export function createPool(url: string, connections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types,
    application_name: 'jandon',
    // 10 s to get a connection: longer, and the person at the other end has gone.
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    ...PIPELINED,
  })
  // A connection that breaks (server restart, failover) is replaced at the next use, and a query under way on it fails
  // by itself. It tells so a second time, as an event; without these listeners Node would end, and with it everything
  // else that this process has in hand. The pool listens only while a connection is idle.
  pool.on('error', () => undefined)
  pool.on('connect', client => {
    client.on('error', () => undefined)
    if (client instanceof pg.Client) sendTogether(client.connection)
  })
  return pool
}

/** What is asked for in one turn of the event loop leaves in one piece: a write of its own costs as much as a row. */
function sendTogether({ stream }: pg.Connection): void {
  const cork = stream.cork.bind(stream)
  let isHeld = false
  // The driver holds the stream while it writes the messages of one statement; so the first of them holds it longer.
  stream.cork = () => {
    cork()
    if (isHeld) return
    isHeld = true
    cork()
    process.nextTick(() => {
      isHeld = false
      stream.uncork()
    })
  }
}

const IN_FAILED_TRANSACTION = '25P02'

/**
 * Waits for statements that were asked for together, for all of them also when one fails: nothing is then still on its
 * way when the transaction ends. Throws the failure that the others follow from.
 */
export async function together<Results extends readonly unknown[] | []>(
  statements: Results,
): Promise<{ -readonly [Place in keyof Results]: Awaited<Results[Place]> }> {
  const faults: unknown[] = []
  for (const each of await Promise.allSettled(statements)) if (each.status === 'rejected') faults.push(each.reason)
  if (faults.length > 0) throw faults.find(fault => systemCode(fault) !== IN_FAILED_TRANSACTION) ?? faults[0]
  return Promise.all(statements)
}

/** With a name it is a statement like any other to the driver, which sends it with those that follow. */
const BEGIN = { name: 'begin', text: 'BEGIN' }

export function createTransaction(pool: pg.Pool): Database['transaction'] {
  return async run => {
    for (let tries = 1; ; tries += 1) {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        // Sent together with the first statement: a connection on which BEGIN fails does nothing else either.
        const [, result] = await together([client.query(BEGIN), run(client)])
        await client.query('COMMIT')
        return result
      } catch (error) {
        await client.query('ROLLBACK').catch((fault: Error) => {
          broken = fault
        })
        if (tries >= TRIES || !GIVEN_UP.has(systemCode(error))) throw error
      } finally {
        // A connection on which even ROLLBACK failed is thrown away.
        client.release(broken)
      }
      await new Promise(resolve => setTimeout(resolve, 5 * 2 ** Math.min(tries, 6)))
    }
  }
}

/** The URL without its password, for people and logs. */
export function withoutPassword(url: string): string {
  try {
    const shown = new URL(url)
    if (shown.password) shown.password = '***'
    return shown.toString()
  } catch {
    return 'DATABASE_URL'
  }
}

/** Faults: `server_unreachable` when nobody answers, refuses us, or is older than version 15. */
async function checkServer(pool: pg.Pool, url: string): Promise<void> {
  let version: number
  try {
    const { rows } = await pool.query<{ version: string }>(`SELECT current_setting('server_version_num') AS version`)
    version = Math.floor(Number(rows[0]?.version) / 10_000)
  } catch (error) {
    const reason = error instanceof Error ? error.message || systemCode(error) : String(error)
    throw new DatabaseFault(
      'server_unreachable',
      `The database server at ${withoutPassword(url)} cannot be used: ${reason}. ` +
        'Check DATABASE_URL and that the server runs, or unset DATABASE_URL to use the embedded one.',
      error,
    )
  }
  if (version < OLDEST_MAJOR) {
    throw new DatabaseFault(
      'server_unreachable',
      `The database server at ${withoutPassword(url)} is PostgreSQL ${version}; version ${OLDEST_MAJOR} or newer is needed.`,
    )
  }
}

/**
 * Opens the database: the server of `databaseUrl`, or the embedded one of `dataDir`. The schema is not touched; see
 * `migrate`.
 * Faults: `DatabaseFault`, whose message tells the person what to do.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const embedded = options.databaseUrl
    ? undefined
    : await startEmbedded({ dataDir: options.dataDir, port: options.databasePort, report: options.report })
  const url = embedded?.url ?? options.databaseUrl ?? ''
  let pool: pg.Pool | undefined
  try {
    pool = createPool(url, options.connections ?? 20)
    await checkServer(pool, url)
  } catch (error) {
    await pool?.end()
    await embedded?.release()
    throw error
  }
  const opened = pool
  let closed: Promise<void> | undefined
  return {
    pool: opened,
    url,
    transaction: createTransaction(opened),
    close() {
      closed ??= opened.end().then(() => embedded?.release())
      return closed
    },
  }
}
