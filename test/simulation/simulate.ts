// SPDX-License-Identifier: Apache-2.0
// One run of the simulated world from one seed: requests come in, workers take steps, hang, crash and come back, banks
// and issuers misbehave, the clock steps; then everything calms down, and the books are audited.

import { parseInstant } from '@jandon/domain/time'
import type { Database } from '../../packages/server/src/database/index.ts'
import { CRASH_POINTS, Crash, type Rail } from '../../packages/server/src/ports/index.ts'
import type { NewConversion, SimulatorFault } from '../../packages/server/src/usecases/index.ts'
import { createSteppedWorker, type SteppedWorker } from '../../packages/server/src/worker/index.ts'
import { auditBank, auditBooks, auditEnds } from './audit.ts'
import { createArmedCrash, createClock, createDice, type Dice, instantTimer, patientTimer, withGate } from './seeded.ts'
import { createPerson, createWorld, OPERATOR, quoteVoucher, type Ready, type World } from './world.ts'

export interface SimulationResult {
  readonly conversions: number
  readonly crashes: number
  readonly faults: number
  readonly hangs: number
  readonly states: Readonly<Record<string, number>>
}

/** What went wrong, with everything needed to see it again. */
export class SimulationFailure extends Error {
  override readonly name = 'SimulationFailure'
}

export interface SimulationOptions {
  readonly operations?: number
  /** Puts a bank in place that is wrong on purpose, to see that the audit sees it. */
  readonly sabotage?: (rail: Rail) => Rail
}

const START = parseInstant('2026-11-23T01:00:00Z')!
const LAST_SHOWN = 40
/** By ending: ordinary accounts mostly, and one of each kind that a bank makes trouble with. */
const ACCOUNTS = ['110111111111', '110222222222', '110333333333', '110444447777', '110444446666', '110444445555']
const FAULTS: readonly Pick<SimulatorFault, 'target' | 'operation' | 'kind'>[] = [
  ...(['bank', 'issuer'] as const).flatMap(target => [
    { target, operation: 'submit', kind: 'timeout' } as const,
    { target, operation: 'submit', kind: 'timeout_after_accept' } as const,
    { target, operation: 'submit', kind: 'unavailable' } as const,
    { target, operation: 'submit', kind: 'reject' } as const,
    { target, operation: 'query', kind: 'timeout' } as const,
    { target, operation: 'query', kind: 'unavailable' } as const,
  ]),
  { target: 'bank', operation: 'submit', kind: 'return' },
  { target: 'bank', operation: 'submit', kind: 'duplicate_answer' },
]

interface Acceptance {
  readonly input: NewConversion
  readonly key: { key: string; requestHash: string }
}

interface Run {
  readonly dice: Dice
  readonly world: World
  readonly clock: ReturnType<typeof createClock>
  readonly crash: ReturnType<typeof createArmedCrash>
  readonly gate: ReturnType<typeof withGate>
  readonly people: readonly Ready[]
  readonly acceptances: Acceptance[]
  workers: SteppedWorker[]
  /** Steps that stand at a gate. */
  readonly hanging: { readonly step: Promise<unknown>; readonly open: () => void }[]
  readonly counts: { crashes: number; faults: number; hangs: number }
  readonly tell: (sentence: string) => void
  serial: number
}

/** Runs one seed. Faults: `SimulationFailure` with the seed and the last operations. */
export async function simulate(
  database: Database,
  seed: number,
  options: SimulationOptions = {},
): Promise<SimulationResult> {
  const last: string[] = []
  try {
    return await run(database, seed, options, sentence => {
      last.push(sentence)
      if (last.length > LAST_SHOWN) last.shift()
    })
  } catch (thrown) {
    const reason = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
    throw new SimulationFailure(
      [`Seed ${seed} failed.`, `The last ${last.length} operations:`, ...last, reason].join('\n'),
    )
  }
}

async function run(
  database: Database,
  seed: number,
  options: SimulationOptions,
  tell: (sentence: string) => void,
): Promise<SimulationResult> {
  const dice = createDice(seed)
  const clock = createClock(START + dice.roll(3_600_000))
  const crash = createArmedCrash()
  const randomness = { bytes: dice.bytes }
  const world = await createWorld(database, { clock, timer: instantTimer, randomness, crash })
  const gate = withGate(world.source, options.sabotage ? options.sabotage(world.rail) : world.rail)
  const people: Ready[] = []
  for (const [index, account] of ACCOUNTS.entries())
    people.push(await createPerson(world.usecases, `사람${index}`, account))
  const counts = { crashes: 0, faults: 0, hangs: 0 }
  const state: Run = {
    dice,
    world,
    clock,
    crash,
    gate,
    people,
    acceptances: [],
    workers: [],
    hanging: [],
    counts,
    tell,
    serial: 0,
  }
  try {
    for (let count = options.operations ?? 150; count > 0; count--) await operate(state)
    await calmDown(state)
    await auditBank(world)
    await auditBooks(world)
    await auditEnds(world)
    return { ...counts, conversions: state.acceptances.length, states: await countStates(database) }
  } finally {
    for (const { open } of state.hanging) open()
    await Promise.allSettled(state.hanging.map(each => each.step))
    for (const worker of state.workers) await worker.die()
    await world.close()
  }
}

async function operate(run: Run): Promise<void> {
  const { dice } = run
  const operations: readonly (readonly [number, (run: Run) => Promise<void>])[] = [
    [24, accept],
    [6, acceptAgain],
    [30, stepWorker],
    [12, passTime],
    [10, misbehave],
    [8, armCrash],
    [4, hangWorker],
    [4, releaseHanging],
    [6, collectNotices],
    [4, freeDead],
    [2, checkMidway],
  ]
  let rolled = dice.roll(operations.reduce((sum, [weight]) => sum + weight, 0))
  for (const [weight, operation] of operations) {
    if (rolled < weight) return operation(run)
    rolled -= weight
  }
}

/** Does what may crash; a crash ends the worker, if it was one, with or without the database noticing. */
async function survive(run: Run, worker: SteppedWorker | undefined, act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (thrown) {
    if (!(thrown instanceof Crash)) throw thrown
    run.counts.crashes += 1
    // One in three only hangs: its session stays, and its leases have to run out.
    const isNoticed = !run.dice.chance(3)
    run.tell(
      `  crashed at ${thrown.point}${worker ? `, worker ${worker.number}${isNoticed ? '' : ' (unnoticed)'}` : ''}`,
    )
    if (!worker) return
    run.workers = run.workers.filter(each => each !== worker)
    if (isNoticed) await worker.die()
    else run.hanging.push({ step: Promise.resolve(), open: () => void worker.die() })
  }
}

async function accept(run: Run): Promise<void> {
  const { dice, world } = run
  const person = dice.pick(run.people)
  // Some vouchers have a number, some of those come twice, and some belong to the issuer's special ones.
  const serial = dice.chance(3) ? `S-${dice.pick(['0000', '5555', `${1000 + dice.roll(20)}`])}` : undefined
  const { input } = await quoteVoucher(world, person, serial === undefined ? {} : { serial })
  run.serial += 1
  const acceptance = { input, key: { key: `k${run.serial}`, requestHash: `h${run.serial}` } }
  run.acceptances.push(acceptance)
  run.tell(`accept ${acceptance.key.key} for ${run.people.indexOf(person)}${serial ? ` ${serial}` : ''}`)
  await survive(run, undefined, () => world.usecases.createConversion(OPERATOR, input, acceptance.key))
}

async function acceptAgain(run: Run): Promise<void> {
  if (run.acceptances.length === 0) return
  const { input, key } = run.dice.pick(run.acceptances)
  run.tell(`accept ${key.key} again`)
  await survive(run, undefined, () => run.world.usecases.createConversion(OPERATOR, input, key))
}

async function aWorker(run: Run): Promise<SteppedWorker> {
  const { dice, world, gate } = run
  if (run.workers.length > 0 && (run.workers.length >= 3 || !dice.chance(6))) return dice.pick(run.workers)
  const worker = await createSteppedWorker({
    ...world.workerDeps,
    timer: patientTimer,
    sources: new Map([[gate.source.name, gate.source]]),
    rails: new Map([[gate.rail.name, gate.rail]]),
  })
  run.workers.push(worker)
  run.tell(`worker ${worker.number} starts`)
  await worker.freeDead()
  return worker
}

async function stepWorker(run: Run): Promise<void> {
  const worker = await aWorker(run)
  const limit = 1 + run.dice.roll(6)
  run.tell(`worker ${worker.number} steps, up to ${limit}`)
  await survive(run, worker, () => worker.step(limit))
}

async function passTime(run: Run): Promise<void> {
  const ms = run.dice.pick([50, 300, 1000, 3000, 11_000, -2000])
  run.clock.advance(ms)
  run.tell(`clock ${ms > 0 ? '+' : ''}${ms} ms`)
}

async function misbehave(run: Run): Promise<void> {
  const faults = Array.from({ length: 1 + run.dice.roll(4) }, () => ({
    ...run.dice.pick(FAULTS),
    count: 1 + run.dice.roll(3),
  }))
  for (const fault of faults) run.tell(`${fault.target} ${fault.operation}: ${fault.count} × ${fault.kind}`)
  run.counts.faults += faults.length
  await run.world.simulator.setFaults(faults)
}

async function armCrash(run: Run): Promise<void> {
  const point = run.dice.pick(CRASH_POINTS)
  const skip = run.dice.roll(4)
  run.crash.arm(point, skip)
  run.tell(`a crash is armed at ${point}, after ${skip}`)
}

/** A worker goes to sleep around a call, with the call made or not; others go on meanwhile. */
async function hangWorker(run: Run): Promise<void> {
  const worker = await aWorker(run)
  const side = run.dice.pick(['before', 'after'] as const)
  const { reached, open } = run.gate.close(side)
  const step = survive(run, worker, () => worker.step(1))
  const isHanging = await Promise.race([reached.then(() => true), step.then(() => false)])
  if (!isHanging) {
    open()
    return
  }
  run.counts.hangs += 1
  run.tell(`worker ${worker.number} hangs ${side} a call`)
  run.workers = run.workers.filter(each => each !== worker)
  run.hanging.push({
    open,
    step: step.finally(() => worker.die()),
  })
}

async function releaseHanging(run: Run): Promise<void> {
  const one = run.hanging.shift()
  if (!one) return
  run.tell('a hanging worker wakes up')
  one.open()
  await one.step
}

async function collectNotices(run: Run): Promise<void> {
  const worker = await aWorker(run)
  run.tell(`worker ${worker.number} hears from the bank: ${await worker.notices()}`)
}

async function freeDead(run: Run): Promise<void> {
  const worker = await aWorker(run)
  run.tell(`worker ${worker.number} frees ${await worker.freeDead()} of dead workers`)
}

/** Twice paid is wrong at any instant; so is a safeguarding equation that does not hold. */
async function checkMidway(run: Run): Promise<void> {
  run.tell('audit')
  await auditBooks(run.world)
}

/** No more faults or crashes, and time goes by: whatever can end, ends. */
async function calmDown(run: Run): Promise<void> {
  run.tell('everything calms down')
  run.crash.disarm()
  await run.world.simulator.setFaults([])
  while (run.hanging.length > 0) await releaseHanging(run)
  for (let round = 0; round < 100; round++) {
    run.clock.advance(15_000)
    const worker = await aWorker(run)
    await worker.freeDead()
    const worked = await worker.step(256)
    const heard = await worker.notices()
    const { rows } = await run.world.database.pool.query('SELECT 1 FROM work LIMIT 1')
    if (rows.length === 0 && worked === 0 && heard === 0 && round > 2) return
  }
}

async function countStates(database: Database): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ state: string; count: string }>(
    'SELECT state, count(*)::text AS count FROM conversion GROUP BY state ORDER BY state',
  )
  return Object.fromEntries(rows.map(row => [row.state, Number(row.count)]))
}
