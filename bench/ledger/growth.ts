// SPDX-License-Identifier: Apache-2.0
// Whether posting keeps its speed as history grows: posts until there are so many transfers, or the time is over, and
// tells the speed at each step. On a directory that is kept, a later run goes on where the last one ended.

import { type Bench, posting } from './measure.ts'
import { rounded } from './statistics.ts'

export interface GrowthPoint {
  readonly transfers: number
  readonly perSecond: number
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
  between: () => Promise<void>,
  say: (line: string) => void,
): Promise<GrowthPoint[]> {
  const points: GrowthPoint[] = []
  const endAt = goal.seconds === 0 ? Number.POSITIVE_INFINITY : performance.now() + goal.seconds * 1000
  while (bench.applied < goal.transfers && performance.now() < endAt) {
    const shown = await posting(bench, 'uniform', bench.plan.load, STEP_MS)
    const perSecond = rounded(shown.perSecond)
    await between()
    points.push({ transfers: bench.applied, perSecond, megabytes: await megabytesOf(bench) })
    say(`${rounded(bench.applied / 1e6, 1)} M transfers: ${perSecond}/s`)
  }
  return points
}
