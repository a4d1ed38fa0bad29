// SPDX-License-Identifier: Apache-2.0
// Starts, shares and stops the embedded PostgreSQL server of one data directory. Invariants: at most one server per
// directory; it outlives a killed process and is adopted by the next; the last process that uses it stops it, and no
// other; while a process uses it, a server that dies is started again on the same port.

import { existsSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { serverAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import {
  type Connection,
  checkCluster,
  directoryFault,
  makeCluster,
  openHome,
  type Places,
  placesBelow,
  readConnection,
  SUPERUSER,
  writeConnection,
} from './cluster.ts'
import { DatabaseFault } from './fault.ts'
import { type Lock, takeLock, takeLockNow } from './lock.ts'
import {
  freePort,
  isAlive,
  readPostmaster,
  servesCluster,
  startPostmaster,
  stopPostmaster,
  waitUntilReady,
} from './postmaster.ts'

export interface EmbeddedOptions {
  /** The directory that the person named; the server's own files go to `postgres/` below it. */
  dataDir: string
  /** A fixed port. Without it a free one is chosen once and kept as long as it stays free. */
  port?: number | undefined
  /** Told what a person may want to know, in one sentence each. */
  report?: ((sentence: string) => void) | undefined
}

export interface EmbeddedServer {
  url: string
  /** True when the server ran already. */
  adopted: boolean
  /** The server's process; another one after it died and was started again. */
  pid(): number
  /** Leaves the server; stops it when no other process uses it. */
  release(): Promise<void>
}

interface Started {
  url: string
  pid: number
  port: number
  adopted: boolean
}

/** A start or stop under the lock takes a second, a recovery after a crash perhaps a minute; after this we say so. */
const LOCK_PATIENCE_MS = 120_000
/** How soon a dead server is noticed. Asking is three system calls. */
const WATCH_MS = 250

const urlOf = (user: string, password: string, port: number, database: string) =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`

/**
 * The role that everything runs as has no right to read files or start programs of the server; only the superuser has.
 */
async function makeRoleAndDatabase(connection: Connection, port: number): Promise<void> {
  const client = new pg.Client(urlOf(SUPERUSER, connection.superuserPassword, port, 'postgres'))
  await client.connect()
  try {
    const { rows } = await client.query(
      `SELECT (SELECT count(*)::int FROM pg_roles WHERE rolname = 'jandon') AS roles,
              (SELECT count(*)::int FROM pg_database WHERE datname = 'jandon') AS databases`,
    )
    if (rows[0].roles === 0) {
      await client.query(`CREATE ROLE jandon LOGIN CREATEDB PASSWORD ${client.escapeLiteral(connection.password)}`)
    }
    if (rows[0].databases === 0) await client.query('CREATE DATABASE jandon OWNER jandon')
  } finally {
    await client.end()
  }
}

/** Which set of process numbers we live in: two containers on one volume cannot see each other's processes. */
function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return 'one'
  }
}

/** Answers the running server, if it runs, and clears the traces of one that does not. Faults: `directory_in_use`. */
async function findRunning(places: Places, connection: Connection, othersHere: boolean): Promise<Started | undefined> {
  const running = existsSync(places.cluster) ? readPostmaster(places.cluster) : undefined
  if (!running) return undefined
  if (servesCluster(running.pid, places.cluster)) {
    const isReady = await waitUntilReady(places, running.pid, () => !servesCluster(running.pid, places.cluster))
    const port = readPostmaster(places.cluster)?.port ?? running.port
    const url = urlOf('jandon', connection.password, port, 'jandon')
    return isReady ? { url, pid: running.pid, port, adopted: true } : undefined
  }
  if (othersHere && connection.processSpace !== processSpace()) {
    throw new DatabaseFault(
      'directory_in_use',
      `${places.cluster} is in use by a process in another container. Stop that one, name another directory with DATA_DIR, ` +
        'or let both use one server through DATABASE_URL.',
    )
  }
  // PostgreSQL itself would refuse to start while a stranger has the number of the dead server.
  if (isAlive(running.pid)) rmSync(join(places.cluster, 'postmaster.pid'), { force: true })
  return undefined
}

async function startOrAdopt(places: Places, options: EmbeddedOptions, othersHere: boolean): Promise<Started> {
  const connection = readConnection(places)
  const running = await findRunning(places, connection, othersHere)
  if (running) return running
  const account = serverAccount(places.cluster)
  const binaries = findBinaries(account, options.report)
  if (existsSync(places.cluster)) checkCluster(places, binaries)
  else {
    options.report?.(`A new database is made in ${places.cluster}.`)
    await makeCluster(places, binaries, connection, account)
  }
  const wished = options.port ?? (connection.port || (await freePort()))
  const { pid, port } = await startPostmaster(places, binaries, account, wished, options.port === undefined)
  await makeRoleAndDatabase(connection, port)
  const now = { ...connection, port, processSpace: processSpace() }
  if (now.port !== connection.port || now.processSpace !== connection.processSpace) writeConnection(places, now)
  if (account) options.report?.(`PostgreSQL refuses to run as root, so it runs as user id ${account.uid}.`)
  return { url: urlOf('jandon', connection.password, port, 'jandon'), pid, port, adopted: false }
}

async function withStartLock<T>(places: Places, run: () => Promise<T>): Promise<T> {
  let lock: Lock
  try {
    lock = await takeLock(places.startLock, 'exclusive', LOCK_PATIENCE_MS)
  } catch (error) {
    throw error instanceof DatabaseFault ? error : directoryFault(places.home, error)
  }
  try {
    return await run()
  } finally {
    lock.release()
  }
}

/** Takes part in the use of the server. `others`: whether another process did already. */
async function takePart(places: Places): Promise<{ own: Lock; others: boolean }> {
  const alone = takeLockNow(places.usersLock, 'exclusive')
  alone?.release()
  return { own: await takeLock(places.usersLock, 'shared', LOCK_PATIENCE_MS), others: alone === undefined }
}

async function leave(places: Places, own: Lock): Promise<void> {
  own.release()
  await withStartLock(places, async () => {
    const last = takeLockNow(places.usersLock, 'exclusive')
    try {
      if (last) await stopPostmaster(places)
    } finally {
      last?.release()
    }
  })
}

/** Starts the server again when it dies (out of memory, kill -9). On the same port, because pools know that one. */
function watch(places: Places, options: EmbeddedOptions, server: Started): { pid(): number; end(): Promise<void> } {
  let pid = server.pid
  let ended = false
  let repair: Promise<void> | undefined
  const timer = setInterval(() => {
    if (ended || repair || servesCluster(pid, places.cluster)) return
    options.report?.(`The database server (process ${pid}) has died. It is started again.`)
    repair = withStartLock(places, async () => {
      if (!ended) pid = (await startOrAdopt(places, { ...options, port: server.port }, false)).pid
    })
      .catch(error => options.report?.(`The database server could not be started again: ${error}`))
      .finally(() => {
        repair = undefined
      })
  }, WATCH_MS)
  timer.unref()
  return {
    pid: () => pid,
    async end() {
      ended = true
      clearInterval(timer)
      await repair
    },
  }
}

/**
 * Starts the embedded server of `dataDir`, or joins the one that runs.
 * Faults: every `DatabaseFaultCode` that names a directory, a port, the programs or the disk.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const places = placesBelow(options.dataDir)
  openHome(options.dataDir, places)
  return withStartLock(places, async () => {
    const { own, others } = await takePart(places)
    try {
      const server = await startOrAdopt(places, options, others)
      const watched = watch(places, options, server)
      let released: Promise<void> | undefined
      return {
        url: server.url,
        adopted: server.adopted,
        pid: watched.pid,
        release() {
          released ??= watched.end().then(() => leave(places, own))
          return released
        },
      }
    } catch (error) {
      own.release()
      throw error
    }
  })
}
