// SPDX-License-Identifier: Apache-2.0
// A worker's process is killed with SIGKILL at each named point, while it has many conversions in hand. Another worker
// starts: everything ends within two seconds, nobody is paid twice, nothing acknowledged is lost.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createTestDatabase, type TestDatabase } from '../../packages/server/src/database/testing.ts'
import type { CrashPoint } from '../../packages/server/src/ports/index.ts'
import { createWorker } from '../../packages/server/src/worker/index.ts'
import { auditBank, auditBooks, auditEnds } from './audit.ts'
import {
  convertVoucher,
  createPerson,
  createWorld,
  freshKey,
  OPERATOR,
  quoteVoucher,
  type Ready,
  unwrap,
  type World,
  waitFor,
} from './world.ts'

const DOOMED = fileURLToPath(new URL('./doomed.ts', import.meta.url))
const CONVERSIONS = 20
/** From the start of the next worker until everything is final. */
const RECOVERY_MS = 2000

let database: TestDatabase
let world: World
let person: Ready

before(async () => {
  database = await createTestDatabase()
  world = await createWorld(database)
  person = await createPerson(world.usecases)
})
after(async () => {
  await world.close()
  await database.drop()
})

/** Runs a process that kills itself at a point; resolves when it is dead. */
async function runDoomed(point: CrashPoint, count: number, acceptance?: unknown, withWorker = false): Promise<void> {
  const accepting = acceptance ? [JSON.stringify(acceptance), ...(withWorker ? ['yes'] : [])] : []
  const args = [DOOMED, database.url, point, String(count), ...accepting]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const timeout = setTimeout(() => child.kill('SIGTERM'), 30_000)
  const [code, signal] = await once(child, 'exit')
  clearTimeout(timeout)
  assert.equal(signal, 'SIGKILL', `The process was to be killed at ${point}, and ended with ${code ?? signal}.`)
}

async function recover(ids: readonly string[]): Promise<number> {
  const worker = createWorker(world.workerDeps)
  const started = performance.now()
  await worker.start()
  try {
    for (const id of ids) await waitFor(world, id, ['paid'], RECOVERY_MS)
    return performance.now() - started
  } finally {
    await worker.stop()
  }
}

const POINTS: readonly (readonly [CrashPoint, number])[] = [
  ['claim_before_commit', 1],
  ['attempt_recorded', 1],
  ['attempt_recorded', CONVERSIONS],
  ['attempt_recorded', CONVERSIONS + 5],
  ['call_answered', 1],
  ['call_answered', CONVERSIONS - 1],
  ['call_answered', CONVERSIONS + 1],
  ['outcome_before_commit', 1],
  ['outcome_before_commit', 2],
  ['outcome_committed', 1],
  ['outcome_committed', CONVERSIONS + 3],
]

describe('a worker is killed with -9', () => {
  for (const [point, count] of POINTS) {
    test(`at ${point}, the time ${count}`, async t => {
      const ids: string[] = []
      for (let index = 0; index < CONVERSIONS; index++) ids.push((await convertVoucher(world, person)).id)
      await runDoomed(point, count)
      const ms = await recover(ids)
      t.diagnostic(`recovered in ${Math.round(ms)} ms`)
      await auditBank(world)
      await auditBooks(world)
      await auditEnds(world)
    })
  }
})

describe('the accepting process is killed with -9', () => {
  for (const point of ['accept_before_commit', 'accept_committed'] as const) {
    test(`at ${point}: the caller asks again with the same key and gets one conversion`, async () => {
      const { input } = await quoteVoucher(world, person)
      const key = freshKey()
      await runDoomed(point, 1, { input, key })
      const again = await world.usecases.createConversion(OPERATOR, input, key)
      assert.equal(again.kind === 'done' && (again.replayed ?? false), point === 'accept_committed')
      await recover([unwrap(again).id])
      const { rows } = await database.pool.query('SELECT id FROM conversion WHERE quote_id = $1', [input.quoteId])
      assert.equal(rows.length, 1)
      await auditBank(world)
    })
  }
})

/** Where a process may die that begins the conversion with its acceptance, and whether the conversion is there then. */
const AT_ONCE: readonly (readonly [CrashPoint, number, boolean])[] = [
  ['accept_before_commit', 1, false],
  ['accept_committed', 1, true],
  ['attempt_recorded', 1, true],
  ['call_answered', 1, true],
  ['outcome_before_commit', 1, true],
  ['outcome_committed', 1, true],
  ['call_answered', 2, true],
]

describe('a process that accepts and begins at once is killed with -9', () => {
  for (const [point, count, isThere] of AT_ONCE) {
    test(`at ${point}, the time ${count}: one conversion, paid once`, async () => {
      const { input } = await quoteVoucher(world, person)
      const key = freshKey()
      await runDoomed(point, count, { input, key }, true)
      const again = await world.usecases.createConversion(OPERATOR, input, key)
      assert.equal(again.kind === 'done' && (again.replayed ?? false), isThere)
      const { id } = unwrap(again)
      await recover([id])
      const { rows } = await database.pool.query('SELECT id FROM conversion WHERE quote_id = $1', [input.quoteId])
      assert.equal(rows.length, 1)
      await auditBank(world)
      await auditBooks(world)
      await auditEnds(world)
    })
  }
})

describe('a worker that hangs', () => {
  test('loses its lease to another, and its late answer changes nothing', async () => {
    const { id } = await convertVoucher(world, person)
    let now = world.clock.now()
    const clock = { now: () => now }
    const { createSteppedWorker } = await import('../../packages/server/src/worker/index.ts')
    let release: () => void = () => undefined
    const hanging = new Promise<void>(resolve => {
      release = resolve
    })
    const { source } = world
    const slowSource = {
      ...source,
      async redeem(request: Parameters<typeof source.redeem>[0]) {
        const answer = await source.redeem(request)
        await hanging
        return answer
      },
    }
    const patient = { sleep: () => new Promise<void>(() => undefined) }
    const deps = { ...world.workerDeps, clock }
    const first = await createSteppedWorker({ ...deps, timer: patient, sources: new Map([[source.name, slowSource]]) })
    const stuck = first.step(10)
    await new Promise(resolve => setTimeout(resolve, 200))
    now += 11_000
    const second = await createSteppedWorker(deps)
    assert.equal(await second.freeDead(), 1)
    for (let turn = 0; turn < 3; turn++) {
      await second.step(10)
      now += 1000
    }
    release()
    await stuck
    const view = unwrap(await world.usecases.getConversion(OPERATOR, id))
    assert.equal(view.state, 'paid')
    await first.die()
    await second.die()
    await auditBank(world)
    await auditEnds(world)
  })
})
