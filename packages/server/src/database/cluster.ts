// SPDX-License-Identifier: Apache-2.0
// The data directory of the embedded server: made once, checked at each start. What lies where below
// `<DATA_DIR>/postgres`:
//   cluster/         PostgreSQL's own data directory
//   connection.json  port and passwords, readable by the person only
//   server.log       what the server says
//   start.lock       held while a process starts or stops the server
//   users.lock       held, shared, by every process that uses the server
// A cluster is made beside its place and renamed, so a half-made one is never taken for a whole one.

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { DatabaseFault, systemCode } from './fault.ts'

export interface Places {
  home: string
  cluster: string
  connection: string
  log: string
  startLock: string
  usersLock: string
}

export interface Connection {
  port: number
  /** Of the role that makes roles and databases; used at start only. */
  superuserPassword: string
  /** Of the role `jandon` that everything else uses. */
  password: string
  /** Where the server was started last: see `processSpace` in embedded.ts. */
  processSpace?: string
}

export const SUPERUSER = 'postgres'

/** initdb takes 0.6 s here; 2 minutes leave room for a slow disk and still end. */
const INITDB_PATIENCE_MS = 120_000

export function placesBelow(dataDir: string): Places {
  const home = join(dataDir, 'postgres')
  return {
    home,
    cluster: join(home, 'cluster'),
    connection: join(home, 'connection.json'),
    log: join(home, 'server.log'),
    startLock: join(home, 'start.lock'),
    usersLock: join(home, 'users.lock'),
  }
}

/** Turns a failed write below the data directory into words. */
export function directoryFault(directory: string, error: unknown): DatabaseFault {
  const code = systemCode(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(directory)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') {
    const reason = code === 'ENOTDIR' || code === 'EEXIST' ? 'is not a directory' : 'cannot be written by this user'
    return new DatabaseFault(
      'directory_not_writable',
      `${directory} ${reason} (${code}). Name another directory with DATA_DIR, or change who may write it.`,
      error,
    )
  }
  return new DatabaseFault('start_failed', `${directory} cannot be used: ${String(error)}`, error)
}

/** Whether PostgreSQL complains of the disk; a write that got only half way through is how it often begins. */
export function saysDiskFull(said: string): boolean {
  return /No space left on device|Disk quota exceeded|could not extend file|wrote only \d+ of/i.test(said)
}

export function diskFull(directory: string): DatabaseFault {
  let free = ''
  try {
    const { bavail, bsize } = statfsSync(directory)
    free = ` (${Math.floor((bavail * bsize) / 1_000_000)} MB free; a new database needs 60 MB)`
  } catch {
    // The message is true without the figure.
  }
  return new DatabaseFault(
    'disk_full',
    `The disk of ${directory} is full${free}. Free some space, or name a directory on another disk with DATA_DIR.`,
  )
}

/** Makes the directory above the cluster, or says why it is not ours to use. */
export function openHome(dataDir: string, places: Places): void {
  if (existsSync(join(dataDir, 'PG_VERSION'))) {
    throw new DatabaseFault(
      'directory_not_ours',
      `${dataDir} is itself a PostgreSQL data directory that Jandon did not make. Name an empty directory with DATA_DIR, ` +
        'or point DATABASE_URL at the server that uses it.',
    )
  }
  try {
    mkdirSync(places.home, { recursive: true, mode: 0o700 })
    const strangers = readdirSync(places.home).length > 0 && !existsSync(places.connection)
    if (strangers && !existsSync(places.startLock)) {
      throw new DatabaseFault(
        'directory_not_ours',
        `${places.home} is not empty and was not made by Jandon. Name another directory with DATA_DIR, or empty this one.`,
      )
    }
  } catch (error) {
    throw error instanceof DatabaseFault ? error : directoryFault(places.home, error)
  }
}

/** Reads port and passwords, or makes them when there is no cluster yet. */
export function readConnection(places: Places): Connection {
  if (existsSync(places.connection)) {
    try {
      return JSON.parse(readFileSync(places.connection, 'utf8')) as Connection
    } catch (error) {
      throw new DatabaseFault(
        'password_lost',
        `${places.connection} cannot be read (${String(error)}). Restore this file from your backup.`,
        error,
      )
    }
  }
  if (existsSync(places.cluster)) {
    throw new DatabaseFault(
      'password_lost',
      `${places.connection} is missing, and with it the password of the database in ${places.cluster}. ` +
        'Restore this file from your backup.',
    )
  }
  const secret = () => randomBytes(24).toString('base64url')
  const connection = { port: 0, superuserPassword: secret(), password: secret() }
  writeConnection(places, connection)
  return connection
}

/** A file that root makes in somebody's directory shall be theirs, or they could not start without root again. */
export function keepOwner(places: Places, file: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(places.home)
  if (uid !== 0) chownSync(file, uid, gid)
}

export function writeConnection(places: Places, connection: Connection): void {
  const draft = `${places.connection}.new`
  try {
    const file = openSync(draft, 'w', 0o600)
    writeFileSync(file, `${JSON.stringify(connection, null, 2)}\n`)
    fsyncSync(file)
    closeSync(file)
    keepOwner(places, draft)
    renameSync(draft, places.connection)
  } catch (error) {
    throw directoryFault(places.home, error)
  }
}

/**
 * The path under which a process of `account` reaches an open directory or file. Below a directory that the account may
 * not enter (/root), no path leads there; the kernel's link to the open descriptor does, for it needs no walk.
 */
export function reachable(path: string, descriptor: number, account: Account | undefined): string {
  return account && process.platform === 'linux' ? `/proc/self/fd/${descriptor}` : path
}

/** Only what a server needs: our own environment may hold keys. */
export const SERVER_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** Settings written into a new cluster's postgresql.conf, where the person may change them. */
function settings(): string[] {
  const megabytes = Math.floor(totalmem() / 1_048_576)
  // An eighth of the memory is enough for the hot accounts and the last journals; 1 GB bounds it on big machines.
  const buffers = Math.min(1024, Math.max(32, Math.floor(megabytes / 8)))
  const pairs = {
    shared_buffers: `${buffers}MB`,
    effective_cache_size: `${Math.max(64, Math.floor(megabytes / 2))}MB`,
    maintenance_work_mem: `${Math.min(256, Math.max(16, Math.floor(megabytes / 32)))}MB`,
    work_mem: '8MB',
    max_connections: '100',
    // Our statements are short and many; compiling them costs more than running them.
    jit: 'off',
    random_page_cost: '1.1',
    // Fewer, longer checkpoints: each one makes the next write of every page a full page in the log.
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] ',
    timezone: 'UTC',
    log_timezone: 'UTC',
  }
  return Object.entries(pairs).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

async function runInitdb(binaries: Binaries, draft: string, passwordFile: string, account: Account | undefined) {
  const directory = openSync(draft, 'r')
  const password = openSync(passwordFile, 'r')
  try {
    const child = spawn(
      binaries.initdb,
      [
        ...['-D', reachable(draft, 3, account), '-U', SUPERUSER, '-A', 'scram-sha-256'],
        ...[
          '--pwfile',
          reachable(passwordFile, 4, account),
          '--encoding=UTF8',
          '--no-instructions',
          '--data-checksums',
        ],
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', ...settings()],
      ],
      {
        ...account,
        cwd: '/',
        env: SERVER_ENVIRONMENT,
        stdio: ['ignore', 'pipe', 'pipe', directory, password],
        timeout: INITDB_PATIENCE_MS,
      },
    )
    let said = ''
    child.stdout?.on('data', (text: Buffer) => (said += text))
    child.stderr?.on('data', (text: Buffer) => (said += text))
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', resolve)
    })
    return { status, said }
  } finally {
    closeSync(directory)
    closeSync(password)
  }
}

/**
 * Makes the cluster, synced to disk, or leaves nothing behind.
 * Faults: `disk_full`, `directory_not_writable`, `start_failed`.
 */
export async function makeCluster(places: Places, binaries: Binaries, connection: Connection, account?: Account) {
  for (const name of readdirSync(places.home)) {
    if (name.startsWith('cluster.new-')) rmSync(join(places.home, name), { recursive: true, force: true })
  }
  let draft = ''
  const passwordFile = `${places.connection}.initdb`
  try {
    draft = mkdtempSync(`${places.cluster}.new-`)
    chmodSync(draft, 0o700)
    writeFileSync(passwordFile, connection.superuserPassword, { mode: 0o600 })
    if (account) {
      chownSync(draft, account.uid, account.gid)
      chownSync(passwordFile, account.uid, account.gid)
    }
    const { status, said } = await runInitdb(binaries, draft, passwordFile, account)
    if (status !== 0) throw initdbFault(places.home, said, account)
    renameSync(draft, places.cluster)
    const home = openSync(places.home, 'r')
    fsyncSync(home)
    closeSync(home)
  } catch (error) {
    if (draft) rmSync(draft, { recursive: true, force: true })
    throw error instanceof DatabaseFault ? error : directoryFault(places.home, error)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function initdbFault(home: string, said: string, account: Account | undefined): DatabaseFault {
  if (saysDiskFull(said)) return diskFull(home)
  if (/could not look up effective user ID/i.test(said)) {
    const id = account?.uid ?? process.getuid?.()
    return new DatabaseFault(
      'start_failed',
      `User id ${id} has no name on this system, and PostgreSQL needs one to make a database. ` +
        `Add a line for it to /etc/passwd, or set DATABASE_URL to a server of your own.`,
    )
  }
  const reason = said.split('\n').filter(line => /error|fatal|could not|cannot/i.test(line))
  return new DatabaseFault(
    'start_failed',
    `The database could not be made in ${home}: ${reason.join(' ') || said.trim()}`,
  )
}

/** Refuses a cluster of another major version or of another owner before the server would, and in plainer words. */
export function checkCluster(places: Places, binaries: Binaries): void {
  let version: string
  try {
    version = readFileSync(join(places.cluster, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      throw new DatabaseFault(
        'directory_not_ours',
        `${places.cluster} is not a PostgreSQL data directory. Name another directory with DATA_DIR, or move this one away.`,
      )
    }
    throw directoryFault(places.cluster, error)
  }
  if (version !== binaries.major) {
    throw new DatabaseFault(
      'directory_other_version',
      `${places.cluster} was made by PostgreSQL ${version}; this is PostgreSQL ${binaries.major}. ` +
        `Dump it with PostgreSQL ${version} and load it into a new DATA_DIR (docs/runbooks/upgrade.md), ` +
        `or set DATABASE_URL to a server of version ${version}.`,
    )
  }
}
