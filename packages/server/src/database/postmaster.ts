// SPDX-License-Identifier: Apache-2.0
// The server process of a cluster: find it, start it, wait for it, stop it. Who may do so, and when, is embedded.ts's
// matter.

import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, readlinkSync, realpathSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import {
  directoryFault,
  diskFull,
  keepOwner,
  type Places,
  reachable,
  SERVER_ENVIRONMENT,
  saysDiskFull,
} from './cluster.ts'
import { DatabaseFault, systemCode } from './fault.ts'

/** What the running (or dead) server wrote about itself. */
export interface Postmaster {
  pid: number
  port: number
  status: string
}

/** Recovery replays at most `max_wal_size` (2 GB) of log; 10 minutes are ample on a slow disk. */
const READY_PATIENCE_MS = 600_000
/** A fast shutdown writes one checkpoint; a minute covers a full 1 GB of buffers on a slow disk. */
const STOP_PATIENCE_MS = 60_000
/** The children of a killed server notice its death within a second; five tries half a second apart cover that. */
const TRIES = 5
const ASK_AGAIN_MS = 5
const LOG_KEPT_BYTES = 10_000_000

const PORT_TAKEN = /could not bind .* address .*: Address already in use/
const OLD_SERVER_LEAVING = /shared memory block .* is still in use/i

export function readPostmaster(cluster: string): Postmaster | undefined {
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

export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 1) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
}

/** Whether `pid` is a server of this very cluster and not a stranger that was given the number of a dead one. */
export function servesCluster(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
  } catch {
    // Not ours to look at, so another user's; or dead and not yet collected by its parent.
    return false
  }
}

export function freePort(): Promise<number> {
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

function openLog(places: Places): number {
  if ((statSync(places.log, { throwIfNoEntry: false })?.size ?? 0) > LOG_KEPT_BYTES) {
    renameSync(places.log, `${places.log}.1`)
  }
  const log = openSync(places.log, 'a', 0o600)
  keepOwner(places, places.log)
  return log
}

function spawnServer(places: Places, binaries: Binaries, port: number, account: Account | undefined): ChildProcess {
  const log = openLog(places)
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

/** Turns what a server said before it gave up into words. */
export function startFault(places: Places, said: string, port: number): DatabaseFault {
  if (PORT_TAKEN.test(said)) {
    return new DatabaseFault(
      'port_taken',
      `Port ${port} for the database is taken by another program. Choose another with JANDON_DATABASE_PORT, ` +
        'or leave it unset and a free one is chosen.',
    )
  }
  if (saysDiskFull(said)) return diskFull(places.cluster)
  if (/lock file "postmaster.pid" already exists/i.test(said) || OLD_SERVER_LEAVING.test(said)) {
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

/** Waits until the server accepts connections. False when it ends before, or takes longer than any recovery should. */
export async function waitUntilReady(places: Places, pid: number, hasEnded: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < READY_PATIENCE_MS; waited += ASK_AGAIN_MS) {
    const postmaster = readPostmaster(places.cluster)
    if (postmaster?.pid === pid && postmaster.status === 'ready') return true
    if (hasEnded()) return false
    await sleep(ASK_AGAIN_MS)
  }
  return false
}

/**
 * Starts the server on `port`; when that is taken and `mayMove`, on a free one.
 * Faults: `port_taken`, `directory_in_use`, `disk_full`, `start_failed`.
 */
export async function startPostmaster(
  places: Places,
  binaries: Binaries,
  account: Account | undefined,
  port: number,
  mayMove: boolean,
): Promise<{ pid: number; port: number }> {
  let now = port
  for (let tries = 1; ; tries += 1) {
    const offset = statSync(places.log, { throwIfNoEntry: false })?.size ?? 0
    const child = spawnServer(places, binaries, now, account)
    let ended: Error | boolean = false
    child.once('error', error => {
      ended = error
    })
    child.once('exit', () => {
      ended ||= true
    })
    if (await waitUntilReady(places, child.pid ?? 0, () => ended !== false)) {
      child.unref()
      return { pid: child.pid ?? 0, port: now }
    }
    const said = logSince(places, offset)
    const move = mayMove && PORT_TAKEN.test(said)
    if (tries >= TRIES || !(move || OLD_SERVER_LEAVING.test(said))) {
      throw startFault(places, ended === false || ended === true ? said : String(ended), now)
    }
    if (move) now = await freePort()
    else await sleep(500)
  }
}

/** Stops the server of the cluster, if it runs, and waits for its end. */
export async function stopPostmaster(places: Places): Promise<void> {
  const postmaster = readPostmaster(places.cluster)
  if (!postmaster || !servesCluster(postmaster.pid, places.cluster)) return
  // SIGINT is PostgreSQL's fast shutdown: it rolls back what is open, writes a checkpoint and ends.
  process.kill(postmaster.pid, 'SIGINT')
  for (let waited = 0; waited < STOP_PATIENCE_MS; waited += ASK_AGAIN_MS) {
    if (!servesCluster(postmaster.pid, places.cluster)) return
    await sleep(ASK_AGAIN_MS)
  }
  throw new DatabaseFault(
    'start_failed',
    `The database server (process ${postmaster.pid}) did not stop within ${STOP_PATIENCE_MS / 1000} s.`,
  )
}
