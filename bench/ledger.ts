// SPDX-License-Identifier: Apache-2.0
// How fast the ledger posts, divided by what pgbench's TPC-B does on the same server in the same minutes with the same
// durability. `npm run bench:ledger [-- --quick]`; the last line is one JSON object, `--json FILE` writes it as well.
// `--growth N` posts until there are N transfers and tells the trend; docs/decisions/0013 has the figures.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createTestDatabase } from '../packages/server/src/database/testing.ts'
import { findPgbench } from '../scripts/pgbench.ts'
import { checkCount, checkStillDurable, latencies, sweep, upkeep, withUpkeep } from './ledger/checks.ts'
import { createCrew } from './ledger/crew.ts'
import { checkDurability, measureDisk } from './ledger/durability.ts'
import { grow } from './ledger/growth.ts'
import type { Bench } from './ledger/measure.ts'
import { fillPgbench } from './ledger/pgbench.ts'
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

async function openAccounts(bench: Omit<Bench, 'server' | 'processor'>): Promise<void> {
  const { crew, plan } = bench
  const each = Math.ceil(plan.accounts / crew.threads)
  const opened = await crew.ask('open', thread => ({
    from: Math.min(plan.accounts, thread * each),
    to: Math.min(plan.accounts, (thread + 1) * each),
  }))
  bench.applied += opened.reduce((sum, count) => sum + count, 0)
}

async function measureAll(bench: Bench, options: Options, directory: string) {
  const { plan, server } = bench
  const rounds = await runRounds(bench, elapsed, say)
  const swept = await sweep(bench, say)
  const measured = {
    rounds,
    sweep: swept,
    latencies: plan.latencySeconds > 0 ? await latencies(bench) : [],
    memoryMb: server.memory(),
    withUpkeep: plan.checks ? await withUpkeep(bench, directory) : undefined,
    upkeep: plan.checks ? await upkeep(bench) : undefined,
    growth:
      options.growth > 0
        ? await grow(bench, { transfers: options.growth, seconds: options.growthSeconds }, async () => undefined, say)
        : [],
  }
  await checkCount(bench)
  await checkStillDurable(bench)
  return measured
}

async function main(options: Options): Promise<Result> {
  const { plan } = options
  const pgbench = findPgbench()
  if (pgbench.kind === 'missing') throw new Error(pgbench.message)
  const directory = mkdtempSync(join(tmpdir(), 'jandon-bench-'))
  const disk = measureDisk(directory)
  if (disk.isMemory) throw new Error(`${directory} lies in memory. Set TMPDIR to a directory on a disk.`)
  const db = await createTestDatabase(undefined, 'own')
  const rival = await createTestDatabase(false, 'own')
  const settings = await checkDurability([db, rival])
  const world = createWorld(plan.accounts)
  const crew = createCrew(plan.threads, { url: db.url, world, connections: CONNECTIONS })
  const opening = { plan, db, crew, world, applied: 0, pgbench: { path: pgbench.path, url: rival.url } }
  say('The server runs. Filling the tables …')
  await Promise.all([
    fillPgbench(pgbench.path, rival.url, plan.pgbenchScale),
    openAccounts(opening).then(() => fillPlain(db, plan.accounts)),
  ])
  await db.pool.query('VACUUM ANALYZE')
  const server = await startMeasuredServer({ databaseUrl: db.url, worker: false, directory })
  const bench: Bench = Object.assign(opening, { server, processor: await createProcessorMeter(db, server.pid) })
  try {
    say(`${plan.accounts} accounts are open and have money. Measuring …`)
    const measured = await measureAll(bench, options, directory)
    const seconds = elapsed() / 1000
    return { plan, settings, disk, pgbench: pgbench.version, transfers: bench.applied, seconds, ...measured }
  } finally {
    await server.end()
    await crew.end()
    await rival.close()
    await db.close()
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
