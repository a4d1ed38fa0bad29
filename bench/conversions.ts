// SPDX-License-Identifier: Apache-2.0
// Whole conversions over HTTP, from the question for a quote to the money paid out, on simulated rails, durable:
// `npm run bench:conversions [-- --quick]`; the last line is one JSON object. Server, clients and PostgreSQL share the
// machine, as pgbench and its server do, so the ratio to TPC-B compares like with like.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createTestDatabase } from '../packages/server/src/database/testing.ts'
import { createFlows, type Flows } from './conversions/flows.ts'
import { openTpcb } from './conversions/tpcb.ts'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    clients: { type: 'string', default: '128' },
    /** Arguments to the server's Node, such as --cpu-prof. */
    node: { type: 'string', default: '' },
    'no-tpcb': { type: 'boolean', default: false },
  },
})
const rounds = Number(options.rounds ?? (options.quick ? 3 : 5))
const seconds = Number(options.seconds ?? (options.quick ? 3 : 8))
const clients = Number(options.clients)
const ADMIN_KEY = 'jdn_admin_key_of_the_benchmark_server'

/** As `npm start` runs it. */
const HEAP = ['--max-old-space-size=512']

const spread = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { min: sorted[0] ?? Number.NaN, median: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? Number.NaN }
}
const rounded = (value: number, digits = 0) => Math.round(value * 10 ** digits) / 10 ** digits

async function startServer(databaseUrl: string, dataDir: string) {
  const child = spawn(
    process.execPath,
    [
      ...HEAP,
      ...options.node.split(' ').filter(Boolean),
      fileURLToPath(new URL('./conversions/server.ts', import.meta.url)),
    ],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        ...process.env,
        PORT: '0',
        DATA_DIR: dataDir,
        DATABASE_URL: databaseUrl,
        JANDON_ADMIN_KEY: ADMIN_KEY,
        JANDON_SIMULATOR_DELAY_MS: '0',
        JANDON_LOG_LEVEL: 'warn',
      },
    },
  )
  const ended = once(child, 'exit').then(() => [undefined])
  const [url] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])) as [string?]
  if (url === undefined) throw new Error('The server did not start.')
  /** Units: MB. What the process has held at most, by the kernel's own count. */
  const peakMemory = () => {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024
  }
  const pid = child.pid ?? 0
  const stop = async () => {
    child.stdin.end()
    await ended
  }
  return { url, pid, peakMemory, stop }
}

/** Processor microseconds that processes have used so far; the kernel counts hundredths of a second. */
function processorTime(pids: readonly number[]): number {
  const ticks = pids.map(pid => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return Number(fields[11]) + Number(fields[12])
  })
  return ticks.reduce((total, each) => total + each, 0) * 10_000
}

/** What the server and PostgreSQL used for each conversion: these, and not the disk, bound the speed here. */
const spent = { conversions: 0, server: 0, postgres: 0 }

async function postgresPids(): Promise<number[]> {
  const { rows } = await database.pool.query<{ pid: number }>('SELECT pid FROM pg_stat_activity')
  return rows.map(row => row.pid)
}

/** As many conversions as `clients` callers get through in the time, counted when the last of them is paid. */
async function throughput(flows: Flows): Promise<number> {
  const backends = await postgresPids()
  const used = { server: processorTime([server.pid]), postgres: processorTime(backends) }
  const begin = performance.now()
  const until = begin + seconds * 1000
  let done = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        await flows.convert()
        done += 1
      }
    }),
  )
  await flows.allPaid()
  spent.conversions += done
  spent.server += processorTime([server.pid]) - used.server
  const still = new Set(await postgresPids())
  spent.postgres += processorTime(backends.filter(pid => still.has(pid))) - used.postgres
  return (done * 1000) / (performance.now() - begin)
}

/** Conversions begin at a fixed rate whether or not the server keeps up. Answers the milliseconds of each accept. */
async function latencies(flows: Flows, perSecond: number): Promise<number[]> {
  const accepts: number[] = []
  const running: Promise<void>[] = []
  const begin = performance.now()
  const total = Math.floor(perSecond * seconds)
  while (running.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - begin) * perSecond) / 1000))
    while (running.length < due) running.push(flows.convert().then(ms => void accepts.push(ms)))
    await new Promise(resolve => setTimeout(resolve, 1))
  }
  await Promise.all(running)
  await flows.allPaid()
  return accepts
}

const dataDir = mkdtempSync(join(tmpdir(), 'jandon-bench-'))
const database = await createTestDatabase(false, 'own')
const server = await startServer(database.url, dataDir)
try {
  const tpcb = options['no-tpcb'] ? undefined : await openTpcb(database.url, options.quick ? 10 : 50)
  const flows = await createFlows({ url: server.url, apiKey: ADMIN_KEY, database, connections: clients * 2 })
  await throughput(flows)
  Object.assign(spent, { conversions: 0, server: 0, postgres: 0 })
  const measured: { tpcb: number; conversions: number }[] = []
  for (let round = 1; round <= rounds; round++) {
    const tps = (await tpcb?.measure(seconds)) ?? Number.NaN
    const conversions = await throughput(flows)
    measured.push({ tpcb: tps, conversions })
    console.log(`round ${round}: ${rounded(conversions)} conversions/s, TPC-B ${rounded(tps)} tps`)
  }
  const conversions = spread(measured.map(each => each.conversions))
  const tps = spread(measured.map(each => each.tpcb))
  const ratio = spread(measured.map(each => each.conversions / each.tpcb))
  const accepts = spread(await latencies(flows, conversions.median / 2))
  await flows.check()
  const memory = server.peakMemory()
  console.log(
    `conversions/s  min ${rounded(conversions.min)}  median ${rounded(conversions.median)}  max ${rounded(conversions.max)}`,
  )
  console.log(`TPC-B tps      min ${rounded(tps.min)}  median ${rounded(tps.median)}  max ${rounded(tps.max)}`)
  console.log(`accept at half that load: p50 ${rounded(accepts.median, 1)} ms, p99 ${rounded(accepts.p99, 1)} ms`)
  const each = { server: spent.server / spent.conversions, postgres: spent.postgres / spent.conversions }
  console.log(
    `processor time of a conversion: server ${rounded(each.server)} µs, PostgreSQL ${rounded(each.postgres)} µs`,
  )
  console.log(`memory of the server at most: ${rounded(memory)} MB`)
  console.log(
    JSON.stringify({
      conversionsPerSecond: rounded(conversions.median),
      conversionsPerSecondMin: rounded(conversions.min),
      conversionsPerSecondMax: rounded(conversions.max),
      ...(tpcb && {
        tpcbTps: rounded(tps.median),
        ratioTpcb: rounded(ratio.median, 3),
        ratioTpcbMin: rounded(ratio.min, 3),
        ratioTpcbMax: rounded(ratio.max, 3),
      }),
      acceptP50Ms: rounded(accepts.median, 1),
      acceptP99Ms: rounded(accepts.p99, 1),
      rssMb: rounded(memory),
      serverMicroseconds: rounded(each.server),
      postgresMicroseconds: rounded(each.postgres),
      rounds,
      seconds,
      clients,
    }),
  )
  flows.close()
} finally {
  await server.stop()
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
}
