// SPDX-License-Identifier: Apache-2.0
// Ways in which the ledger could have been built, tried on a small copy of it, side by side on one server. One command:
// `node bench/ledger/alternatives.ts [--only way|shape|hot] [--rounds N] [--seconds N] [--accounts N] [--batch N]`.
// Processor time of PostgreSQL per transfer is told too, because it does not depend on what else a machine does.

import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { createTestDatabase } from '../../packages/server/src/database/testing.ts'
import { functionsOf } from './alternatives/functions.ts'
import { accountKeyOf, tablesOf, transferIdOf } from './alternatives/schema.ts'
import { ALTERNATIVES, type Alternative, type Item } from './alternatives/ways.ts'
import { checkDurability } from './durability.ts'
import { rounded, spread } from './statistics.ts'

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    accounts: { type: 'string', default: '500000' },
    batch: { type: 'string', default: '1024' },
  },
})
const [rounds, seconds, accounts, size] = [options.rounds, options.seconds, options.accounts, options.batch].map(Number)
if (!rounds || !seconds || !accounts || !size) throw new Error('Each figure is a whole number above zero.')
const CLIENTS = 4
/** The kernel counts processor time in hundredths of a second. */
const TICK_MICROSECONDS = 10_000

interface Ready {
  readonly alternative: Alternative
  readonly schema: string
  readonly keys: readonly string[]
  readonly rates: number[]
  readonly costs: number[]
}

const db = await createTestDatabase(false, 'own')
await checkDurability([db])
/** Not the product's pool, whose connections send ahead: COPY needs a connection to itself. */
const pool = new pg.Pool({ connectionString: db.url, max: CLIENTS + 2 })

/** Processor time that a backend has used so far; undefined where the system does not tell. */
function processorTime(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) * TICK_MICROSECONDS
  } catch {
    return undefined
  }
}

async function make(alternative: Alternative, index: number): Promise<Ready> {
  const schema = `alternative_${index}`
  const client = await pool.connect()
  try {
    await client.query(tablesOf(schema, alternative.shape, accounts!))
    await client.query(functionsOf(schema, alternative.shape))
    if (alternative.isHot) await client.query('UPDATE account SET hot = true WHERE id = $1', [hotKey(alternative)])
    await client.query('VACUUM ANALYZE account')
  } finally {
    client.release(true)
  }
  const keys = Array.from({ length: accounts! }, (_, at) => accountKeyOf(alternative.shape.accountKey, at + 1))
  return { alternative, schema, keys, rates: [], costs: [] }
}

const hotKey = ({ shape }: Alternative) => accountKeyOf(shape.accountKey, 1)

function batchOf({ alternative, keys }: Ready): Item[] {
  return Array.from({ length: size! }, () => {
    const debit = 1 + Math.floor(Math.random() * (keys.length - 1))
    const other = 1 + Math.floor(Math.random() * (keys.length - 2))
    const credit = alternative.isHot ? 0 : other === debit ? keys.length - 1 : other
    return { id: transferIdOf(alternative.shape), debit: keys[debit]!, credit: keys[debit === credit ? 1 : credit]! }
  })
}

async function window(ready: Ready): Promise<void> {
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => pool.connect()))
  try {
    for (const client of clients) await client.query(`SET search_path TO ${ready.schema}`)
    const pids = await Promise.all(clients.map(backendOf))
    const batches = Array.from({ length: Math.ceil((100_000 * seconds!) / size!) }, () => batchOf(ready))
    const before = pids.map(processorTime)
    const begin = performance.now()
    let posted = 0
    await Promise.all(
      clients.map(async (client, number) => {
        for (let batch = batches.pop(); batch; batch = batches.pop()) {
          if (performance.now() - begin > seconds! * 1000) return
          await ready.alternative.post(client, batch, number)
          posted += batch.length
        }
      }),
    )
    const spent = pids.reduce((sum, pid, index) => sum + ((processorTime(pid) ?? 0) - (before[index] ?? 0)), 0)
    ready.rates.push((posted * 1000) / (performance.now() - begin))
    ready.costs.push(spent / posted)
  } finally {
    // Thrown away: a prepared statement of one schema must not be used in another.
    for (const client of clients) client.release(true)
  }
}

async function backendOf(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]!.pid
}

const chosen = ALTERNATIVES.filter(({ group }) => options.only === undefined || options.only === group)
const ready: Ready[] = []
for (const [index, alternative] of chosen.entries()) ready.push(await make(alternative, index))
for (let round = 0; round < rounds; round += 1) {
  for (const each of ready) {
    await window(each)
    const cost = rounded(each.costs.at(-1)!, 1)
    console.error(`round ${round + 1}: ${each.alternative.name}: ${rounded(each.rates.at(-1)!)}/s, ${cost} µs`)
  }
}

const rows = ready.map(({ alternative, rates, costs }) => {
  const [rate, cost] = [spread(rates), spread(costs)]
  return { group: alternative.group, name: alternative.name, perSecond: rounded(rate.median), microseconds: cost }
})
console.log(
  `${accounts} accounts, batches of ${size}, ${CLIENTS} clients, median of ${rounds} rounds of ${seconds} s\n`,
)
console.log(`${''.padEnd(54)} a second   PostgreSQL µs per transfer (min–max)`)
for (const {
  name,
  perSecond,
  microseconds: { median, min, max },
} of rows) {
  const cost = `${rounded(median, 1)} (${rounded(min, 1)}–${rounded(max, 1)})`
  console.log(`${name.padEnd(54)} ${perSecond.toLocaleString('en').padStart(8)}   ${cost}`)
}
console.log(JSON.stringify({ bench: 'ledger_alternatives', accounts, size, clients: CLIENTS, rounds, rows }))
await pool.end()
await db.close()
process.exit(0)
