// SPDX-License-Identifier: Apache-2.0
// What is measured besides the rounds: every batch size, single transfers at half load, memory, sealing, verifying, and
// posting while the chain is written.

import { createLedger } from '../../packages/server/src/ledger/index.ts'
import { type Bench, type Latency, latencyAt, posting, postingOverHttp, type Shown } from './measure.ts'
import type { Load, Workload } from './plan.ts'
import { startMeasuredServer } from './server.ts'
import { rounded, spread } from './statistics.ts'
import { createBatches } from './workloads.ts'

export interface SweepRow extends Load {
  readonly way: 'function' | 'http'
  readonly workload: Workload
  readonly perSecond: number
}

const SWEEP_MS = 1500
const SWEEP_ROUNDS = 3

/** The median of three short windows for each load. */
export async function sweep(bench: Bench, say: (line: string) => void): Promise<SweepRow[]> {
  const rows: SweepRow[] = []
  const add = async (way: SweepRow['way'], load: Load, run: () => Promise<Shown>) => {
    const rates: number[] = []
    for (let round = 0; round < SWEEP_ROUNDS; round += 1) rates.push((await run()).perSecond)
    rows.push({ way, workload: 'uniform', ...load, perSecond: rounded(spread(rates).median) })
    say(`${way}, ${load.batch} × ${load.clients}: ${rows.at(-1)!.perSecond}/s`)
  }
  for (const load of bench.plan.sweep) await add('function', load, () => posting(bench, 'uniform', load, SWEEP_MS))
  for (const load of bench.plan.httpSweep) {
    await add('http', load, () => postingOverHttp(bench, 'uniform', load, SWEEP_MS))
  }
  return rows
}

/** The most clients that single transfers are posted by when their latency is measured. */
const SINGLE_CLIENTS = 16
const SINGLE_CLIENTS_HTTP = 256

/** p50 and p99 of one transfer at half of what the same way can carry, by the function and over HTTP. */
export async function latencies(bench: Bench): Promise<Latency[]> {
  const milliseconds = bench.plan.latencySeconds * 1000
  const single = await posting(bench, 'uniform', { batch: 1, clients: SINGLE_CLIENTS }, SWEEP_MS)
  const singleHttp = await postingOverHttp(bench, 'uniform', { batch: 1, clients: SINGLE_CLIENTS_HTTP }, SWEEP_MS)
  const half = { milliseconds, target: undefined }
  return [
    await latencyAt(bench, 'one by the function', {
      ...half,
      perSecond: single.perSecond / 2,
      clients: SINGLE_CLIENTS,
    }),
    await latencyAt(bench, 'one over HTTP', {
      ...{ perSecond: singleHttp.perSecond / 2, clients: SINGLE_CLIENTS_HTTP, milliseconds },
      target: bench.server.target,
    }),
  ]
}

export interface Upkeep {
  readonly sealedPerSecond: number
  readonly verifiedPerSecond: number
  readonly transfers: number
  readonly isOk: boolean
  /** The first of what is not in order. */
  readonly findings: readonly string[]
}

async function seconds<T>(run: () => Promise<T>): Promise<[T, number]> {
  const begin = performance.now()
  const done = await run()
  return [done, (performance.now() - begin) / 1000]
}

/** Seals everything posted so far, then recomputes all of it. */
export async function upkeep(bench: Bench): Promise<Upkeep> {
  const ledger = createLedger()
  const [sealed, sealSeconds] = await seconds(async () => {
    let sum = 0
    // A pass may leave what another pass has to vouch for first; two empty ones in a row mean that nothing is left.
    for (let empty = 0; empty < 2; ) {
      const done = await ledger.seal(bench.db)
      sum += done
      empty = done === 0 ? empty + 1 : 0
    }
    return sum
  })
  const [report, verifySeconds] = await seconds(() => ledger.verify({ kind: 'database', db: bench.db }))
  return {
    ...{ isOk: report.ok, transfers: report.transfers },
    findings: report.findings.slice(0, 10).map(({ code, where, detail }) => `${code} ${where}: ${detail}`),
    sealedPerSecond: rounded(sealed / sealSeconds),
    verifiedPerSecond: rounded(report.transfers / verifySeconds),
  }
}

export interface WithUpkeep {
  readonly functionPerSecond: number
  readonly httpPerSecond: number
  readonly memoryMb: { readonly now: number; readonly peak: number } | undefined
}

/** Posting while a server seals, folds and expires what is posted, as one does in operation. */
export async function withUpkeep(bench: Bench, directory: string): Promise<WithUpkeep> {
  const server = await startMeasuredServer({ databaseUrl: bench.db.url, worker: true, directory })
  try {
    const milliseconds = bench.plan.windowMs
    const functions = await posting(bench, 'uniform', bench.plan.load, milliseconds)
    const http = await postingOverHttp(bench, 'uniform', bench.plan.http, milliseconds, server.target)
    return {
      functionPerSecond: rounded(functions.perSecond),
      httpPerSecond: rounded(http.perSecond),
      memoryMb: server.memory(),
    }
  } finally {
    await server.end()
  }
}

/** Faults: the database holds other than what the ledger said it had applied. */
export async function checkCount(bench: Bench): Promise<void> {
  const { rows } = await bench.db.pool.query<{ count: bigint }>('SELECT count(*) AS count FROM transfer')
  const count = Number(rows[0]?.count)
  if (count !== bench.applied) {
    throw new Error(`The database has ${count} transfers, the ledger said that it applied ${bench.applied}.`)
  }
}

/** Faults: posting has changed what a commit means, for its transaction or its session. */
export async function checkStillDurable(bench: Bench): Promise<void> {
  const [batch] = createBatches(bench.world, 'uniform', 1, 1)
  const client = await bench.db.pool.connect()
  try {
    await client.query('BEGIN')
    await createLedger().postTransfers(client, batch!)
    const inside = await client.query<{ setting: string }>(`SELECT current_setting('synchronous_commit') AS setting`)
    await client.query('COMMIT')
    const after = await client.query<{ setting: string }>(`SELECT current_setting('synchronous_commit') AS setting`)
    for (const { rows } of [inside, after]) {
      if (rows[0]?.setting !== 'on') throw new Error('Posting turned synchronous_commit off.')
    }
  } finally {
    client.release()
  }
}
