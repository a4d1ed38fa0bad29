// SPDX-License-Identifier: Apache-2.0
// `npm run soak -- --operations 1000000`: random transfers until that many were answered, each answer held against the
// auditor; then `ledger verify`. `npm run soak -- --minutes 60`: many clients post while the database server, single
// backends and the clients' processes are killed with SIGKILL. Both print their seed, write a log, and end with 1 when
// anything differs. More: `--seed`, `--workers` (databases at once), `--log FILE`.

import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createPool, createTransaction } from '../packages/server/src/database/database.ts'
import { type Database, type EmbeddedServer, migrate, startEmbedded } from '../packages/server/src/database/index.ts'
import { storm } from '../packages/server/src/ledger/test-storm.ts'
import { soakOperations } from './soak-operations.ts'
import { assertVerified } from './soak-verify.ts'

const { values: options } = parseArgs({
  options: {
    operations: { type: 'string' },
    minutes: { type: 'string' },
    seed: { type: 'string' },
    workers: { type: 'string', default: '2' },
    log: { type: 'string', default: 'soak.log' },
  },
})

/** A number that a person gave, or the end of this program. */
function count(name: string, text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  console.error(`--${name} is a whole number above zero, not ${text}.`)
  process.exit(2)
}

const seed = options.seed === undefined ? (Date.now() % 1_000_000_000) + 1 : count('seed', options.seed)
const workers = count('workers', options.workers)

function say(line: string): void {
  console.log(line)
  appendFileSync(options.log, `${line}\n`)
}

const seconds = (since: number) => Math.round((performance.now() - since) / 1000)

async function openDatabases(server: EmbeddedServer, many: number): Promise<Database[]> {
  const pool = createPool(server.url, 1)
  const names = Array.from({ length: many }, (_, index) => `soak_${index}`)
  for (const name of names) await pool.query(`CREATE DATABASE ${name}`)
  await pool.end()
  return Promise.all(
    names.map(async name => {
      const url = new URL(server.url)
      url.pathname = `/${name}`
      await migrate({ url: url.toString() })
      const own = createPool(url.toString(), 20)
      return { pool: own, url: url.toString(), transaction: createTransaction(own), close: () => own.end() }
    }),
  )
}

async function runOperations(databases: readonly Database[], operations: number): Promise<void> {
  const start = performance.now()
  let shown = 0
  const report = await soakOperations(databases, operations, seed, ({ done, worlds }) => {
    if (seconds(start) < shown + 5) return
    shown = seconds(start)
    say(`${shown} s: ${done} operations in ${worlds} worlds, ${Math.round(done / shown)} per second, 0 differences`)
  })
  for (const [result, times] of [...report.tally].sort((a, b) => b[1] - a[1])) say(`  ${times} × ${result}`)
  say(`${report.done} operations against the auditor, 0 differences, ${seconds(start)} s; of them by clients at once:`)
  say(`  ${report.together} transfers in ${report.calls} calls, each right at a moment between its begin and its end`)
}

/** Storms of 20 s until the time is over, each on a book of its own, in one database that grows. */
async function runStorms(db: Database, server: EmbeddedServer, minutes: number): Promise<void> {
  const until = performance.now() + minutes * 60_000
  const start = performance.now()
  const sum = { transfers: 0, calls: 0, unheard: 0, appliedUnheard: 0, server: 0, backend: 0, process: 0 }
  for (let round = 1; performance.now() < until; round += 1) {
    const report = await storm({
      ...{ db, tag: `soak ${seed}/${round}`, milliseconds: Math.min(20_000, until - performance.now()) },
      ...{ processes: 2, clients: 4, largest: 20, killEveryMs: 2500, serverPid: server.pid },
    })
    sum.transfers += report.transfers
    sum.calls += report.placed + report.fitted
    sum.unheard += report.unheard
    sum.appliedUnheard += report.appliedUnheard
    sum.server += report.serverKills
    sum.backend += report.backendKills
    sum.process += report.processKills
    const kills = `killed: server ${sum.server}, backends ${sum.backend}, clients ${sum.process}`
    say(`${seconds(start)} s, round ${round}: ${sum.transfers} transfers recorded; ${kills}; 0 differences`)
  }
  say(`${sum.unheard} calls never heard their answer; ${sum.appliedUnheard} of them had been applied, and once.`)
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jandon-soak-'))
  say(`Soak with seed ${seed}, log in ${options.log}.`)
  const server = await startEmbedded({ dataDir })
  const databases = await openDatabases(server, options.minutes === undefined ? workers : 1)
  try {
    if (options.minutes !== undefined) await runStorms(databases[0]!, server, count('minutes', options.minutes))
    else await runOperations(databases, count('operations', options.operations ?? '1000000'))
    for (const db of databases) say(await assertVerified(db))
    say('All is right.')
  } catch (error) {
    say(`Seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    process.exitCode = 1
  } finally {
    for (const db of databases) await db.close()
    await server.release()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

await main()
