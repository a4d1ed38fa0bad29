// SPDX-License-Identifier: Apache-2.0
// Whether posting keeps its speed as history grows: posts until there are so many transfers, or the time is over, and
// tells the speed at each step. On a directory that is kept, a later run goes on where the last one ended.

import { createLedger } from '../../packages/server/src/ledger/index.ts'
import { type Bench, posting } from './measure.ts'
import type { ProcessorTime } from './processor.ts'
import { rounded } from './statistics.ts'

export interface GrowthPoint {
  /** Millions in the ledger after the step. */
  readonly millions: number
  readonly perSecond: number
  readonly processor: ProcessorTime | undefined
  /** Sealing, folding, and indexing what will not be written any more; after the step, outside its time. */
  readonly upkeepSeconds: number
  readonly megabytes: number
}

/** One point of the trend is the speed over this long. */
const STEP_MS = 5000

async function megabytesOf(bench: Bench): Promise<number> {
  const { rows } = await bench.db.pool.query<{ bytes: bigint }>('SELECT pg_database_size(current_database()) AS bytes')
  return rounded(Number(rows[0]?.bytes ?? 0n) / 2 ** 20)
}

export async function grow(
  bench: Bench,
  goal: { transfers: number; seconds: number },
  say: (line: string) => void,
): Promise<GrowthPoint[]> {
  const ledger = createLedger()
  const points: GrowthPoint[] = []
  const endAt = goal.seconds === 0 ? Number.POSITIVE_INFINITY : performance.now() + goal.seconds * 1000
  while (bench.applied < goal.transfers && performance.now() < endAt) {
    const { perSecond, processor } = await posting(bench, 'uniform', bench.plan.load, STEP_MS)
    const begin = performance.now()
    await ledger.upkeep(bench.db)
    const upkeepSeconds = rounded((performance.now() - begin) / 1000, 1)
    const point = {
      ...{ millions: rounded(bench.applied / 1e6, 2), perSecond: rounded(perSecond), processor, upkeepSeconds },
      megabytes: await megabytesOf(bench),
    }
    points.push(point)
    const time = processor ? `, ${rounded(processor.postgres, 1)} µs of PostgreSQL each` : ''
    say(`${point.millions} M transfers: ${point.perSecond}/s${time}, upkeep ${upkeepSeconds} s, ${point.megabytes} MB`)
  }
  return points
}
