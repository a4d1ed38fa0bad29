// SPDX-License-Identifier: Apache-2.0
// One window of one kind of work, on the database that was made for the run. Everything that is posted is counted, so
// that at the end the rows in the database can be held against what the ledger said it did.

import type { Database } from '../../packages/server/src/database/index.ts'
import { appliedIn, type Crew, rateOf, share, soon } from './crew.ts'
import { type PgbenchRun, runPgbench } from './pgbench.ts'
import type { Load, Plan, Workload } from './plan.ts'
import { type ProcessorMeter, type ProcessorTime, perItem } from './processor.ts'
import type { MeasuredServer } from './server.ts'
import { quantile, rounded } from './statistics.ts'
import type { HttpTarget, Window } from './tasks.ts'
import type { World } from './world.ts'

export interface Bench {
  readonly plan: Plan
  readonly db: Database
  readonly pgbench: { readonly path: string; readonly url: string }
  readonly crew: Crew
  readonly world: World
  readonly server: MeasuredServer
  readonly processor: ProcessorMeter
  /** Transfers that the ledger has applied since the database was made. */
  applied: number
}

/** More than any machine of today posts, so that what is prepared lasts; when it does not, the window ends early. */
const PREPARED_PER_MS = 150
/** Over HTTP each transfer is parsed, checked and written as text twice; this many are never reached. */
const PREPARED_PER_MS_HTTP = 60
/** Single transfers are limited by round trips. */
const PREPARED_PER_MS_SINGLE = 20

export interface Tpcb extends PgbenchRun {
  /** Microseconds of processor time for each transaction, connecting included. */
  readonly processor: ProcessorTime | undefined
}

export async function tpcb(bench: Bench, clients: number): Promise<Tpcb> {
  const before = bench.processor.read()
  const run = await runPgbench(bench.pgbench.path, bench.pgbench.url, clients, bench.plan.pgbenchSeconds)
  return { ...run, processor: perItem(before, bench.processor.read(), run.transactions) }
}

/** Each number of clients once, best first. */
export async function bestTpcb(bench: Bench): Promise<Tpcb[]> {
  const runs: Tpcb[] = []
  for (const clients of bench.plan.pgbenchClients) runs.push(await tpcb(bench, clients))
  return runs.sort((a, b) => b.tps - a.tps)
}

async function prepare(bench: Bench, workload: Workload, load: Load, perMs: number, milliseconds: number) {
  const each = Math.ceil((perMs * milliseconds) / bench.crew.threads)
  const transfers = Math.max(each, load.batch * 2 * load.clients)
  await bench.crew.ask('prepare', thread => ({ workload, load: share(load, bench.crew.threads, thread), transfers }))
}

const perMsOf = (load: Load, most: number) => (load.batch === 1 ? Math.min(PREPARED_PER_MS_SINGLE, most) : most)

/** What one window showed. */
export interface Shown {
  readonly perSecond: number
  /** Microseconds of processor time for each transfer. */
  readonly processor: ProcessorTime | undefined
}

async function show(bench: Bench, ask: () => Promise<readonly Window[]>): Promise<Shown & { applied: number }> {
  const before = bench.processor.read()
  const windows = await ask()
  const applied = appliedIn(windows)
  return { perSecond: rateOf(windows), processor: perItem(before, bench.processor.read(), applied), applied }
}

/** Transfers a second through the ledger's function. */
export async function posting(
  bench: Bench,
  workload: Workload,
  load: Load,
  milliseconds = bench.plan.windowMs,
  exact = false,
): Promise<Shown> {
  await prepare(bench, workload, load, perMsOf(load, PREPARED_PER_MS), milliseconds)
  const beginAt = soon()
  const shown = await show(bench, () =>
    bench.crew.ask('post', thread => ({
      ...{ beginAt, milliseconds, exact },
      load: share(load, bench.crew.threads, thread),
    })),
  )
  bench.applied += shown.applied
  return shown
}

/** Transfers a second through POST /v1/transfers. */
export async function postingOverHttp(
  bench: Bench,
  workload: Workload,
  load: Load,
  milliseconds = bench.plan.windowMs,
  target: HttpTarget = bench.server.target,
): Promise<Shown> {
  await prepare(bench, workload, load, perMsOf(load, PREPARED_PER_MS_HTTP), milliseconds)
  const beginAt = soon()
  const shown = await show(bench, () =>
    bench.crew.ask('http', thread => ({
      ...{ beginAt, milliseconds, target },
      load: share(load, bench.crew.threads, thread),
    })),
  )
  bench.applied += shown.applied
  return shown
}

/** Transfers a second with one transaction for each, written plainly. */
export async function plainly(bench: Bench, clients: number, milliseconds = bench.plan.windowMs): Promise<Shown> {
  const beginAt = soon()
  return show(bench, () =>
    bench.crew.ask('plain', thread => ({
      ...{ beginAt, milliseconds, holders: bench.plan.accounts },
      clients: share({ batch: 1, clients }, bench.crew.threads, thread).clients,
    })),
  )
}

export interface Latency {
  readonly way: string
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

/** Single transfers that fall due so many a second by chance; how long each took, from when it was due. */
export async function latencyAt(
  bench: Bench,
  way: string,
  options: { perSecond: number; clients: number; milliseconds: number; target: HttpTarget | undefined },
): Promise<Latency> {
  const { perSecond, clients, milliseconds, target } = options
  const transfers = Math.ceil(((perSecond * milliseconds) / 1000) * 1.3) + 1000
  const load = { batch: 1, clients }
  await bench.crew.ask('prepare', thread => ({
    workload: 'uniform',
    load: share(load, bench.crew.threads, thread),
    transfers,
  }))
  const beginAt = soon()
  const windows = await bench.crew.ask('paced', thread => ({
    ...{ beginAt, milliseconds, target },
    perSecond: perSecond / bench.crew.threads,
    clients: share(load, bench.crew.threads, thread).clients,
  }))
  bench.applied += appliedIn(windows)
  const sorted = Float64Array.from(windows.flatMap(({ latencies }) => [...latencies])).sort()
  return {
    ...{ way, perSecond: rounded(rateOf(windows)) },
    p50Ms: rounded(quantile(sorted, 0.5), 2),
    p99Ms: rounded(quantile(sorted, 0.99), 2),
    maxMs: rounded(quantile(sorted, 1), 2),
  }
}
