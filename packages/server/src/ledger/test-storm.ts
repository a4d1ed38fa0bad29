// SPDX-License-Identifier: Apache-2.0
// For tests: clients in several processes post as fast as they can, while the database server, single backends of it
// and the clients' own processes are killed with SIGKILL. Afterwards everything that anybody was told must be right.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Database } from '../database/index.ts'
import { assertSameCounters, transfersInOrder } from './test-books.ts'
import { fund, isFaultOfTheWorld } from './test-clients.ts'
import { auditorOf, chanceOf, createDeck, DECK_START, openDeck } from './test-deck.ts'
import { readNotes } from './test-notes.ts'
import { assertOneOrder, type OrderReport, type RecordedCall } from './test-orders.ts'
import type { PosterOptions } from './test-poster.ts'
import { upkeep } from './upkeep.ts'

const POSTER = fileURLToPath(new URL('./test-poster.ts', import.meta.url))
/** A poster that was asked to end has at most one call per client under way. */
const END_PATIENCE_MS = 60_000

export interface StormOptions {
  readonly db: Database
  readonly tag: string
  readonly milliseconds: number
  readonly processes: number
  /** Clients of each process. */
  readonly clients: number
  /** Journals in a call, at most. */
  readonly largest: number
  /** The server's process now. Absent: nobody kills the server. */
  readonly serverPid?: () => number
  /** From one kill to the next, on average. */
  readonly killEveryMs: number
}

export interface StormReport extends OrderReport {
  readonly transfers: number
  readonly serverKills: number
  readonly backendKills: number
  readonly processKills: number
}

interface Poster {
  readonly child: ChildProcess
  readonly options: PosterOptions
  readonly ended: Promise<unknown>
  isKilled: boolean
  hasFailed: boolean
}

function startPoster(url: string, options: PosterOptions): Poster {
  const child = spawn(process.execPath, [POSTER, url, JSON.stringify(options)], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  // The pipe of a process that has been killed is nobody's concern.
  child.stdin?.on('error', () => undefined)
  const poster: Poster = { child, options, ended: once(child, 'exit'), isKilled: false, hasFailed: false }
  child.once('exit', code => {
    poster.hasFailed = !poster.isKilled && code !== 0
  })
  return poster
}

function kill(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    // It has died of another kill.
    return false
  }
}

/** Folds and seals as a server does, as long as it is not over; expires nothing, because only clients shall. */
async function keepUp(db: Database, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await upkeep({ now: () => DECK_START }, db).catch(error => {
      if (!isFaultOfTheWorld(error)) throw error
    })
    await sleep(200)
  }
}

/** Asks until the server answers again. */
async function patiently<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run()
    } catch (error) {
      if (tries === 100 || !isFaultOfTheWorld(error)) throw error
      await sleep(100)
    }
  }
}

async function aBackend(db: Database, chance: (below: number) => number): Promise<number | undefined> {
  const { rows } = await patiently(() =>
    db.pool.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND datname = current_database() ORDER BY pid`,
    ),
  )
  return rows.length > 0 ? rows[chance(rows.length)]!.pid : undefined
}

/** In turn. A backend takes all others of its server with it: PostgreSQL starts again from its log. */
const VICTIMS = ['client', 'server', 'client', 'backend'] as const

/** Kills something now and then. */
async function killAround(options: StormOptions, posters: Poster[], restart: (poster: Poster) => Poster) {
  const { db, tag, milliseconds, killEveryMs, serverPid } = options
  const chance = chanceOf(tag, 'kills')
  const kills = { serverKills: 0, backendKills: 0, processKills: 0 }
  const until = performance.now() + milliseconds
  for (let turn = 0; ; turn += 1) {
    await sleep(killEveryMs / 2 + chance(killEveryMs))
    if (performance.now() >= until) return kills
    const victim = serverPid ? VICTIMS[turn % VICTIMS.length] : 'client'
    if (victim === 'server' && serverPid && kill(serverPid())) kills.serverKills += 1
    if (victim === 'backend') {
      const pid = await aBackend(db, chance)
      if (pid !== undefined && kill(pid)) kills.backendKills += 1
    }
    if (victim !== 'client') continue
    const at = chance(posters.length)
    const poster = posters[at]!
    assert.ok(!poster.hasFailed, 'A poster that nobody had killed ended with an error.')
    poster.isKilled = true
    if (poster.child.kill('SIGKILL')) kills.processKills += 1
    await poster.ended
    posters[at] = restart(poster)
  }
}

async function endPosters(posters: readonly Poster[]): Promise<void> {
  for (const { child } of posters) child.stdin?.end()
  const timer = setTimeout(() => {
    for (const { child } of posters) child.kill('SIGTERM')
  }, END_PATIENCE_MS)
  await Promise.all(posters.map(({ ended }) => ended))
  clearTimeout(timer)
  for (const { child } of posters) assert.equal(child.exitCode, 0, 'A poster ended in order.')
}

/** One storm on a book of its own. Faults: AssertionError when anything that a client was told is not right. */
export async function storm(options: StormOptions): Promise<StormReport> {
  const { db, tag, processes, clients, largest } = options
  const directory = mkdtempSync(join(tmpdir(), 'jandon-storm-'))
  const deck = createDeck(tag)
  await openDeck(db, deck)
  const funding = await fund(db, deck)
  const files: string[] = []
  const start = (number: number, from: number) => {
    const file = join(directory, `${files.length}.jsonl`)
    files.push(file)
    const all = processes * clients
    const place = { tag, file, first: number * clients, count: clients, clients: all, from, largest }
    return startPoster(db.url, place)
  }
  const restart = ({ options: { file, first, clients: all } }: Poster) =>
    start(first / clients, Math.floor(readNotes(file, deck).largest / all) + 1)
  const posters = Array.from({ length: processes }, (_, number) => start(number, 1))
  let isOver = false
  const keeping = keepUp(db, () => isOver)
  try {
    const kills = await killAround(options, posters, restart)
    await endPosters(posters)
    isOver = true
    await keeping
    const calls: RecordedCall[] = [funding, ...files.flatMap(file => readNotes(file, deck).calls)]
    const recorded = await patiently(() => transfersInOrder(db, deck.book))
    const { auditor, ...report } = assertOneOrder(() => auditorOf(deck), calls, recorded)
    await patiently(() => assertSameCounters(db, auditor))
    return { ...report, ...kills, transfers: recorded.length }
  } finally {
    isOver = true
    for (const { child } of posters) child.kill('SIGKILL')
    rmSync(directory, { recursive: true, force: true })
  }
}
