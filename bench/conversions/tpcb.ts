// SPDX-License-Identifier: Apache-2.0
// The yardstick: PostgreSQL's own TPC-B on the server that the conversions run on, where pgbench is installed.

import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)
const DEBIAN = '/usr/lib/postgresql'

function findPgbench(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : []
  const places = [...(process.env.PATH ?? '').split(':'), ...versions.map(version => `${DEBIAN}/${version}/bin`)]
  return places.map(place => `${place}/pgbench`).find(existsSync)
}

export interface Tpcb {
  /** Transactions per second of 16 clients. */
  measure(seconds: number): Promise<number>
}

/** Fills the tables of TPC-B in a database of their own; undefined when there is no pgbench. */
export async function openTpcb(serverUrl: string, scale: number): Promise<Tpcb | undefined> {
  const pgbench = findPgbench()
  if (pgbench === undefined) return undefined
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  await admin.query('DROP DATABASE IF EXISTS bench_tpcb')
  await admin.query('CREATE DATABASE bench_tpcb')
  await admin.end()
  const url = new URL(serverUrl)
  url.pathname = '/bench_tpcb'
  const bench = (args: readonly string[]) => run(pgbench, [...args, url.toString()])
  await bench(['-i', '-q', '-s', String(scale)])
  return {
    async measure(seconds) {
      const { stdout } = await bench(['-M', 'prepared', '-c', '16', '-j', '2', '-T', String(seconds)])
      return Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
    },
  }
}
