// SPDX-License-Identifier: Apache-2.0
// Processor time of everybody who takes part: the server's processes, ourselves, our children. Per transfer it tells
// what a rate cannot on a machine that does other work as well. Only where /proc tells it (Linux).

import { readdirSync, readFileSync } from 'node:fs'
import type { Database } from '../../packages/server/src/database/index.ts'

/** The kernel counts in hundredths of a second. */
const TICK_MICROSECONDS = 10_000

export interface ProcessorTime {
  readonly postgres: number
  /** Driver threads and whatever else runs in this process. */
  readonly drivers: number
  /** Our children, such as the server under test. */
  readonly children: number
}

interface Ticks {
  readonly parent: number
  readonly own: number
  /** Of children that have ended. */
  readonly ended: number
}

function ticksOf(pid: number | 'self'): Ticks | undefined {
  try {
    // The name in parentheses may hold blanks; what follows it does not.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number)
    return { parent: fields[1]!, own: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! }
  } catch {
    return undefined
  }
}

/** All processes whose parent is this one, itself included. */
function familyTicks(parent: number): number {
  let sum = 0
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    const ticks = ticksOf(pid)
    if (ticks === undefined) continue
    if (pid === parent) sum += ticks.own + ticks.ended
    else if (ticks.parent === parent) sum += ticks.own
  }
  return sum
}

export interface ProcessorMeter {
  /** Microseconds so far; undefined where the system does not tell. */
  read(): ProcessorTime | undefined
}

/** Of the server of `db`, whose processes are the children of one. */
export async function createProcessorMeter(db: Database, child: number | undefined): Promise<ProcessorMeter> {
  const { rows } = await db.pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const postmaster = ticksOf(rows[0]?.pid ?? 0)?.parent
  return {
    read() {
      if (postmaster === undefined) return undefined
      const { user, system } = process.cpuUsage()
      const server = child === undefined ? 0 : (ticksOf(child)?.own ?? 0)
      const ended = ticksOf('self')?.ended ?? 0
      return {
        postgres: familyTicks(postmaster) * TICK_MICROSECONDS,
        drivers: user + system,
        children: (server + ended) * TICK_MICROSECONDS,
      }
    },
  }
}

/** What was used since `before`, for each of `count`. */
export function perItem(
  before: ProcessorTime | undefined,
  after: ProcessorTime | undefined,
  count: number,
): ProcessorTime | undefined {
  if (!before || !after || count === 0) return undefined
  return {
    postgres: (after.postgres - before.postgres) / count,
    drivers: (after.drivers - before.drivers) / count,
    children: (after.children - before.children) / count,
  }
}
