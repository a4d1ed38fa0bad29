// SPDX-License-Identifier: Apache-2.0
// pgbench as the measure: its TPC-B-like transaction (three updates, a select, an insert) with prepared statements, in
// a database of its own on the server that our ledger is measured on.

import { spawn } from 'node:child_process'

export interface PgbenchRun {
  readonly clients: number
  readonly tps: number
  readonly transactions: number
}

function run(path: string, url: string, args: readonly string[]): Promise<string> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const env = {
    ...process.env,
    ...{ PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: password, PGDATABASE: pathname.slice(1) },
  }
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let said = ''
    child.stdout.on('data', (text: Buffer) => (out += text))
    child.stderr.on('data', (text: Buffer) => (said += text))
    child.on('error', reject)
    child.on('close', code => {
      if (code === 0) resolve(out)
      else reject(new Error(`pgbench ended with ${code}: ${said.trim().split('\n').slice(-3).join(' ')}`))
    })
  })
}

/** Makes the tables: 100,000 accounts for each one of the scale. */
export async function fillPgbench(path: string, url: string, scale: number): Promise<void> {
  await run(path, url, ['--initialize', '--quiet', `--scale=${scale}`])
}

function figure(text: string, pattern: RegExp): number {
  const value = Number(pattern.exec(text)?.[1])
  if (!Number.isFinite(value)) throw new Error(`pgbench answered in words that are not known here:\n${text}`)
  return value
}

/** Making a connection takes several milliseconds of both sides, within pgbench's time; what is left must suffice. */
const CONNECTING_SECONDS = 0.02

/** One run; making the connections does not count. pgbench itself uses one thread, or two for many clients. */
export async function runPgbench(path: string, url: string, clients: number, seconds: number): Promise<PgbenchRun> {
  const threads = clients >= 16 ? 2 : 1
  const time = Math.ceil(seconds + clients * CONNECTING_SECONDS - 0.5)
  // The vacuum of its three small tables before each run is in its favour and stays.
  const out = await run(path, url, [
    '--protocol=prepared',
    `--client=${clients}`,
    `--jobs=${threads}`,
    `--time=${time}`,
  ])
  if (/number of failed transactions: (?!0\b)/.test(out)) throw new Error(`Transactions of pgbench failed:\n${out}`)
  return { clients, tps: figure(out, /tps = ([\d.]+)/), transactions: figure(out, /actually processed: (\d+)/) }
}
