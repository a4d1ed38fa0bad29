// SPDX-License-Identifier: Apache-2.0
// Starts, shares and stops the embedded PostgreSQL server of one data directory. Invariants: at most one server per directory;
// it outlives a killed process and is adopted by the next; the last process that uses it stops it, and no other.

import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Account, serverAccount } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import {
  type Connection,
  checkCluster,
  directoryFault,
  diskFull,
  makeCluster,
  openHome,
  type Places,
  placesBelow,
  reachable,
  readConnection,
  SERVER_ENVIRONMENT,
  SUPERUSER,
  writeConnection,
} from './cluster.ts'
import { DatabaseFault, systemCode } from './fault.ts'
import { type Lock, takeLock, takeLockNow } from './lock.ts'

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
  pid: number
  /** Leaves the server; stops it when no other process uses it. */
  release(): Promise<void>
}

/** A start or stop under the lock takes a second, a recovery after a crash perhaps a minute; after this we say so. */
const LOCK_PATIENCE_MS = 120_000
/** Recovery replays at most `max_wal_size` (2 GB) of log; 10 minutes are ample on a slow disk. */
const READY_PATIENCE_MS = 600_000
/** A fast shutdown writes one checkpoint; a minute covers a full 1 GB of buffers on a slow disk. */
const STOP_PATIENCE_MS = 60_000
const ASK_AGAIN_MS = 5
const PORT_TRIES = 5
const LOG_KEPT_BYTES = 10_000_000

interface Postmaster {
  pid: number
  port: number
  status: string
}

function readPostmaster(cluster: string): Postmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw directoryFault(cluster, error)
  }
  // PostgreSQL's own format: pid, directory, start, port, socket directory, address, shared memory, status.
  return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
}

/** Whether `pid` is a server of this very cluster and not a stranger that was given the number of a dead one. */
function servesCluster(pid: number, cluster: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
  } catch {
    // Alive but not ours to look at: another user's process, and the cluster's owner is us or our account.
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

function spawnServer(places: Places, binaries: Binaries, port: number, account: Account | undefined): ChildProcess {
  if ((statSync(places.log, { throwIfNoEntry: false })?.size ?? 0) > LOG_KEPT_BYTES) {
    renameSync(places.log, `${places.log}.1`)
  }
  const log = openSync(places.log, 'a', 0o600)
  const cluster = openSync(places.cluster, 'r')
  try {
    const durable = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on']
    const listen = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=']
    return spawn(
      binaries.postgres,
      ['-D', reachable(places.cluster, 3, account), ...[...durable, ...listen].flatMap(pair => ['-c', pair])],
      // Its own process group: Ctrl-C in the terminal is for us, and we then stop the server in order.
      { ...account, cwd: '/', env: SERVER_ENVIRONMENT, stdio: ['ignore', log, log, cluster], detached: true },
    )
  } finally {
    closeSync(log)
    closeSync(cluster)
  }
}

/** What the server wrote since `offset`. */
function logSince(places: Places, offset: number): string {
  try {
    return readFileSync(places.log).subarray(offset).toString('utf8').slice(-4000)
  } catch {
    return ''
  }
}

const PORT_TAKEN = /could not bind .* address .*: Address already in use/

function startFault(places: Places, said: string, port: number): DatabaseFault {
  if (PORT_TAKEN.test(said)) {
    return new DatabaseFault(
      'port_taken',
      `Port ${port} for the database is taken by another program. Choose another with JANDON_DATABASE_PORT, ` +
        'or leave it unset and a free one is chosen.',
    )
  }
  if (/No space left on device|Disk quota exceeded/i.test(said)) return diskFull(places.cluster)
  if (/lock file "postmaster.pid" already exists|shared memory block .* is still in use/i.test(said)) {
    return new DatabaseFault(
      'directory_in_use',
      `${places.cluster} is in use by another PostgreSQL server. Stop that server, or name another directory with DATA_DIR.`,
    )
  }
  const reason = said.split('\n').filter(line => /FATAL|PANIC|HINT|error/i.test(line))
  return new DatabaseFault(
    'start_failed',
    `The database in ${places.cluster} did not start: ${(reason.join(' ') || said).trim() || 'it said nothing.'} ` +
      `Its log is ${places.log}.`,
  )
}

async function waitUntilReady(places: Places, child: ChildProcess | undefined, pid: number): Promise<boolean> {
  let gone = false
  child?.once('exit', () => {
    gone = true
  })
  for (let waited = 0; waited < READY_PATIENCE_MS; waited += ASK_AGAIN_MS) {
    const postmaster = readPostmaster(places.cluster)
    if (postmaster?.pid === pid && postmaster.status === 'ready') return true
    if (gone || (!child && !isAlive(pid))) return false
    await sleep(ASK_AGAIN_MS)
  }
  return false
}

/** Starts the server on the remembered, named or a free port. Answers its pid and the port it got. */
async function start(
  places: Places,
  binaries: Binaries,
  connection: Connection,
  wished: number | undefined,
  account: Account | undefined,
): Promise<{ pid: number; port: number }> {
  let port = wished ?? (connection.port || (await freePort()))
  for (let tries = 1; ; tries += 1) {
    const offset = statSync(places.log, { throwIfNoEntry: false })?.size ?? 0
    const child = spawnServer(places, binaries, port, account)
    const failed = new Promise<never>((_, reject) => child.once('error', reject))
    failed.catch(() => undefined)
    if (child.pid !== undefined && (await Promise.race([waitUntilReady(places, child, child.pid), failed]))) {
      child.unref()
      return { pid: child.pid, port }
    }
    if (child.pid === undefined) await failed
    const said = logSince(places, offset)
    const retryPort = wished === undefined && PORT_TAKEN.test(said)
    // The children of a killed server need a moment to notice and let go of its shared memory.
    const retrySoon = /shared memory block .* is still in use/i.test(said)
    if (tries >= PORT_TRIES || !(retryPort || retrySoon)) throw startFault(places, said, port)
    if (retryPort) port = await freePort()
    else await sleep(500)
  }
}

const urlOf = (user: string, password: string, port: number, database: string) =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`

/** The role that everything runs as has no right to read files or start programs of the server; only the superuser has. */
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

async function startOrAdopt(places: Places, options: EmbeddedOptions): Promise<Omit<EmbeddedServer, 'release'>> {
  const account = serverAccount(places.cluster)
  const connection = readConnection(places)
  const running = existsSync(places.cluster) ? readPostmaster(places.cluster) : undefined
  if (running && servesCluster(running.pid, places.cluster)) {
    if (await waitUntilReady(places, undefined, running.pid)) {
      return { url: urlOf('jandon', connection.password, running.port, 'jandon'), adopted: true, pid: running.pid }
    }
  } else if (running && isAlive(running.pid)) {
    // PostgreSQL itself would refuse to start while a stranger has that number.
    rmSync(join(places.cluster, 'postmaster.pid'), { force: true })
  }
  const binaries = findBinaries(account)
  if (existsSync(places.cluster)) checkCluster(places, binaries)
  else {
    options.report?.(`A new database is made in ${places.cluster}.`)
    await makeCluster(places, binaries, connection, account)
  }
  const { pid, port } = await start(places, binaries, connection, options.port, account)
  await makeRoleAndDatabase(connection, port)
  if (port !== connection.port) writeConnection(places, { ...connection, port })
  if (account) options.report?.(`PostgreSQL runs as user id ${account.uid}, for it refuses to run as root.`)
  return { url: urlOf('jandon', connection.password, port, 'jandon'), adopted: false, pid }
}

async function stop(places: Places): Promise<void> {
  const postmaster = readPostmaster(places.cluster)
  if (!postmaster || !servesCluster(postmaster.pid, places.cluster)) return
  // SIGINT is PostgreSQL's fast shutdown: it rolls back what is open, writes a checkpoint and ends.
  process.kill(postmaster.pid, 'SIGINT')
  for (let waited = 0; waited < STOP_PATIENCE_MS; waited += ASK_AGAIN_MS) {
    if (readPostmaster(places.cluster)?.pid !== postmaster.pid || !isAlive(postmaster.pid)) return
    await sleep(ASK_AGAIN_MS)
  }
  throw new DatabaseFault(
    'start_failed',
    `The database server (process ${postmaster.pid}) did not stop within ${STOP_PATIENCE_MS / 1000} s.`,
  )
}

async function release(places: Places, own: Lock): Promise<void> {
  own.release()
  const startLock = await takeLock(places.startLock, 'exclusive', LOCK_PATIENCE_MS)
  try {
    const last = takeLockNow(places.usersLock, 'exclusive')
    if (!last) return
    try {
      await stop(places)
    } finally {
      last.release()
    }
  } finally {
    startLock.release()
  }
}

/**
 * Starts the embedded server of `dataDir`, or joins the one that runs.
 * Faults: every `DatabaseFaultCode` that names a directory, a port, the programs or the disk.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const places = placesBelow(options.dataDir)
  openHome(options.dataDir, places)
  let startLock: Lock
  try {
    startLock = await takeLock(places.startLock, 'exclusive', LOCK_PATIENCE_MS)
  } catch (error) {
    throw error instanceof DatabaseFault ? error : directoryFault(places.home, error)
  }
  try {
    const own = await takeLock(places.usersLock, 'shared', LOCK_PATIENCE_MS)
    try {
      const server = await startOrAdopt(places, options)
      let released: Promise<void> | undefined
      return {
        ...server,
        release() {
          released ??= release(places, own)
          return released
        },
      }
    } catch (error) {
      own.release()
      throw error
    }
  } finally {
    startLock.release()
  }
}
