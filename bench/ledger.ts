// SPDX-License-Identifier: Apache-2.0
// How fast the ledger posts, divided by what pgbench's TPC-B does on the same server in the same minutes with the same
// durability. `npm run bench:ledger [-- --quick]`; the last line is one JSON object, `--json FILE` writes it as well.
// `--growth N [--data-dir DIR] [--growth-seconds N]` posts until there are N transfers and tells the trend; with a
// directory it goes on where the last run ended. docs/decisions/0013 has the figures.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Database } from '../packages/server/src/database/index.ts'
import { findPgbench } from '../scripts/pgbench.ts'
import { checkCount, checkStillDurable, latencies, sweep, upkeep, withUpkeep } from './ledger/checks.ts'
import { createCrew } from './ledger/crew.ts'
import { checkDurability, measureDisk } from './ledger/durability.ts'
import { grow } from './ledger/growth.ts'
import type { Bench } from './ledger/measure.ts'
import { fillPgbench } from './ledger/pgbench.ts'
import { checkHolders, openPlace, type Place, recallHolders } from './ledger/place.ts'
import { fillPlain } from './ledger/plain.ts'
import { type Options, readOptions } from './ledger/plan.ts'
import { createProcessorMeter } from './ledger/processor.ts'
import { json, type Result, table } from './ledger/report.ts'
import { runRounds } from './ledger/rounds.ts'
import { startMeasuredServer } from './ledger/server.ts'
import { createWorld } from './ledger/world.ts'

/** Of one thread: as many as any load of the plans gives it. */
const CONNECTIONS = 40
const begun = performance.now()

const elapsed = () => performance.now() - begun

/** Progress goes to the other stream, so that a program finds the table and the JSON alone. */
const say = (line: string) => console.error(`${(elapsed() / 1000).toFixed(1).padStart(6)} s  ${line}`)

type Opening = Omit<Bench, 'server' | 'processor'>

async function openAccounts(bench: Opening): Promise<void> {
  const { crew, plan } = bench
  const each = Math.ceil(plan.accounts / crew.threads)
  const opened = await crew.ask('open', thread => ({
    from: Math.min(plan.accounts, thread * each),
    to: Math.min(plan.accounts, (thread + 1) * each),
  }))
  bench.applied += opened.reduce((sum, count) => sum + count, 0)
}

async function fill(bench: Opening, pgbench: Database, isGrowth: boolean): Promise<void> {
  if (bench.applied > 0) {
    recallHolders(bench.world)
    await checkHolders(bench.world, bench.db)
    return
  }
  const rivals = async () => {
    await fillPgbench(bench.pgbench.path, pgbench.url, bench.plan.pgbenchScale)
    await fillPlain(pgbench, bench.plan.accounts)
  }
  await Promise.all([openAccounts(bench), isGrowth ? undefined : rivals()])
  await bench.db.pool.query('VACUUM ANALYZE')
}

async function measureAll(bench: Bench, directory: string) {
  const { plan, server } = bench
  return {
    rounds: await runRounds(bench, elapsed, say),
    sweep: await sweep(bench, say),
    latencies: plan.latencySeconds > 0 ? await latencies(bench) : [],
    memoryMb: server.memory(),
    withUpkeep: plan.checks ? await withUpkeep(bench, directory) : undefined,
    upkeep: plan.checks ? await upkeep(bench) : undefined,
    growth: [],
  }
}

async function growOnly(bench: Bench, { growth, growthSeconds }: Options) {
  const points = await grow(bench, { transfers: growth, seconds: growthSeconds }, say)
  const nothing = { rounds: undefined, withUpkeep: undefined, upkeep: undefined, memoryMb: undefined }
  return { ...nothing, sweep: [], latencies: [], growth: points }
}

async function measureIn(place: Place, options: Options, directory: string, pgbench: string) {
  const { plan } = options
  const isGrowth = options.growth > 0
  const settings = await checkDurability([place.ledger, place.pgbench])
  const world = createWorld(plan.accounts)
  const data = { url: place.ledger.url, plainUrl: place.pgbench.url, world, connections: CONNECTIONS }
  const crew = createCrew(plan.threads, data)
  const rival = { path: pgbench, url: place.pgbench.url }
  const opening: Opening = { plan, db: place.ledger, crew, world, applied: place.transfers, pgbench: rival }
  say('The server runs. Filling the tables …')
  await fill(opening, place.pgbench, isGrowth)
  const server = await startMeasuredServer({ databaseUrl: place.ledger.url, worker: false, directory })
  try {
    const processor = await createProcessorMeter(place.ledger, server.pid)
    const bench: Bench = Object.assign(opening, { server, processor })
    say(`${plan.accounts} accounts are open and have money. Measuring …`)
    const measured = isGrowth ? await growOnly(bench, options) : await measureAll(bench, directory)
    await checkCount(bench)
    await checkStillDurable(bench)
    return { plan, settings, transfers: bench.applied, ...measured }
  } finally {
    await server.end()
    await crew.end()
  }
}

async function main(options: Options): Promise<Result> {
  const pgbench = findPgbench()
  if (pgbench.kind === 'missing') throw new Error(pgbench.message)
  const directory = mkdtempSync(join(tmpdir(), 'jandon-bench-'))
  try {
    const disk = measureDisk(directory)
    if (disk.isMemory) throw new Error(`${directory} lies in memory. Set TMPDIR to a directory on a disk.`)
    const place = await openPlace(options.dataDir)
    try {
      const measured = await measureIn(place, options, directory, pgbench.path)
      return { disk, pgbench: pgbench.version, seconds: elapsed() / 1000, ...measured }
    } finally {
      await place.close()
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

const options = readOptions(process.argv.slice(2))
const result = await main(options)
console.log(table(result))
const object = JSON.stringify(json(result))
if (options.json !== undefined) {
  mkdirSync(dirname(options.json), { recursive: true })
  writeFileSync(options.json, `${object}\n`)
}
console.log(object)
// The embedded server goes with this process.
process.exit(0)
