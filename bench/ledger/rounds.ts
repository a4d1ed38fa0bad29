// SPDX-License-Identifier: Apache-2.0
// The measured rounds: in each one every kind of work gets one window, in an order that turns from round to round, and
// is divided by the pgbench of the same round. So a slow minute of the machine, or a checkpoint, hits both sides.

import { type Bench, bestTpcb, plainly, posting, postingOverHttp, type Shown, type Tpcb, tpcb } from './measure.ts'
import type { Load } from './plan.ts'
import type { ProcessorTime } from './processor.ts'
import { rounded, roundedSpread, type Spread, spread } from './statistics.ts'

export interface Subject {
  readonly name: string
  readonly label: string
  readonly run: (milliseconds: number) => Promise<Shown>
}

export interface Measured {
  readonly name: string
  readonly label: string
  /** Per second. */
  readonly rate: Spread
  /** Times the pgbench of the same round. */
  readonly ratio: Spread
  readonly rates: readonly number[]
  /** Microseconds of processor time for each transfer, median. */
  readonly processor: ProcessorTime | undefined
}

export interface Rounds {
  readonly windowMs: number
  readonly load: Load
  readonly tpcb: Spread
  readonly tpcbProcessor: ProcessorTime | undefined
  readonly tpcbClients: Readonly<Record<string, number>>
  readonly subjects: readonly Measured[]
}

export function subjectsOf(bench: Bench, load: Load): Subject[] {
  const { http, plainClients } = bench.plan
  const by = `${load.batch} × ${load.clients}`
  const subjects: Subject[] = [
    { name: 'uniform', label: `uniform, function, ${by}`, run: ms => posting(bench, 'uniform', load, ms) },
    {
      name: 'oneHot',
      label: `one hot account in each, function, ${by}`,
      run: ms => posting(bench, 'one_hot', load, ms),
    },
    {
      name: 'http',
      label: `uniform, HTTP, ${http.batch} a request × ${http.clients}`,
      run: ms => postingOverHttp(bench, 'uniform', http, ms),
    },
  ]
  const more: Subject[] = [
    { name: 'zipf', label: `Zipf 0.99, function, ${by}`, run: ms => posting(bench, 'zipf', load, ms) },
    {
      name: 'hotWithRule',
      label: `one hot account that may not be overdrawn, ${by}`,
      run: ms => posting(bench, 'hot_with_rule', load, ms),
    },
    {
      name: 'exact',
      label: `uniform, the exact way forced, ${by}`,
      run: ms => posting(bench, 'uniform', load, ms, true),
    },
  ]
  const plain = plainClients.map(
    (clients): Subject => ({
      name: `plain${clients}`,
      label: `plain, one transaction each × ${clients}`,
      run: ms => plainly(bench, clients, ms),
    }),
  )
  return [...subjects, ...(bench.plan.name === 'full' ? more : []), ...plain]
}

const LOOK_MS = 400

/** Which of the plan's loads posts most, by two looks at each after one that warms up. */
async function bestLoad(bench: Bench): Promise<Load> {
  const { loads } = bench.plan
  await posting(bench, 'uniform', loads[0]!, LOOK_MS)
  let best = { load: loads[0]!, perSecond: 0 }
  for (const load of [...loads, ...loads]) {
    const { perSecond } = await posting(bench, 'uniform', load, LOOK_MS)
    if (perSecond > best.perSecond) best = { load, perSecond }
  }
  return best.load
}

/** Shortest window that still says something: several times the longest batch. */
const SHORTEST_MS = 400
/** What a window needs besides its time: transfers are made before it, and pgbench connects. */
const AROUND_MS = 200

/** As long as the plan wishes, or as fits before the second at which the rounds have to be over. */
function windowOf({ plan }: Bench, windows: number, elapsedMs: number): number {
  if (plan.endSecond === 0) return plan.windowMs
  const round = (plan.endSecond * 1000 - elapsedMs) / plan.rounds
  const left = (round - plan.pgbenchSeconds * 1000 - AROUND_MS) / windows - AROUND_MS
  return Math.max(SHORTEST_MS, Math.min(plan.windowMs, Math.floor(left)))
}

/** pgbench's own best: of every number of clients in each round, or of the one that a first look found best. */
async function createTpcb(bench: Bench, note: (runs: readonly Tpcb[]) => void) {
  if (bench.plan.pgbenchEachRound) return () => bestTpcb(bench)
  const runs = await bestTpcb(bench)
  note(runs)
  return async () => [await tpcb(bench, runs[0]!.clients)]
}

function medianTime(shown: readonly { readonly processor: ProcessorTime | undefined }[]): ProcessorTime | undefined {
  const times = shown.flatMap(({ processor }) => (processor ? [processor] : []))
  if (times.length === 0) return undefined
  const median = (of: keyof ProcessorTime) => rounded(spread(times.map(time => time[of])).median, 1)
  return { postgres: median('postgres'), drivers: median('drivers'), children: median('children') }
}

/** Rows of rates by round become medians with their range. */
function summarise(subject: Subject, shown: readonly Shown[], tps: readonly number[]): Measured {
  const rates = shown.map(({ perSecond }) => perSecond)
  return {
    processor: medianTime(shown),
    ...{ name: subject.name, label: subject.label, rates: rates.map(rate => rounded(rate)) },
    rate: roundedSpread(spread(rates), 0),
    ratio: roundedSpread(spread(rates.map((rate, round) => rate / tps[round]!)), 2),
  }
}

export async function runRounds(bench: Bench, elapsed: () => number, say: (line: string) => void): Promise<Rounds> {
  const load = await bestLoad(bench)
  const subjects = subjectsOf(bench, load)
  const rates = new Map(subjects.map(subject => [subject.name, [] as Shown[]]))
  const tps: number[] = []
  const best: Tpcb[] = []
  const byClients: Record<string, number> = {}
  const note = (runs: readonly Tpcb[]) => {
    for (const run of runs) byClients[run.clients] = Math.max(byClients[run.clients] ?? 0, rounded(run.tps))
  }
  const measureTpcb = await createTpcb(bench, note)
  const windowMs = windowOf(bench, subjects.length, elapsed())
  for (let round = 0; round < bench.plan.rounds; round += 1) {
    const works = [
      async () => {
        const runs = await measureTpcb()
        note(runs)
        tps.push(runs[0]!.tps)
        best.push(runs[0]!)
      },
      ...subjects.map(subject => async () => {
        rates.get(subject.name)!.push(await subject.run(windowMs))
      }),
    ]
    // A work that follows another's dirty pages or vacuum in one round follows a different one in the next.
    for (const work of [...works.slice(round % works.length), ...works.slice(0, round % works.length)]) await work()
    const told = subjects.map(({ name }) => `${name} ${rounded(rates.get(name)!.at(-1)!.perSecond)}`)
    say(`round ${round + 1}: TPC-B ${rounded(tps.at(-1)!)}  ${told.join('  ')}`)
  }
  return {
    windowMs,
    load,
    tpcb: roundedSpread(spread(tps), 0),
    tpcbProcessor: medianTime(best),
    tpcbClients: byClients,
    subjects: subjects.map(subject => summarise(subject, rates.get(subject.name)!, tps)),
  }
}
