// SPDX-License-Identifier: Apache-2.0
// Trouble that the simulated bank does not make: rails that cannot tell references apart, that lie about the past, that
// are closed; an issuer that pays another amount; books without cash; a database that goes away.

import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import type { PayoutOutcome, RedemptionOutcome } from '@jandon/domain/conversion'
import { newId } from '@jandon/domain/ids'
import { parseInstant } from '@jandon/domain/time'
import { createTestDatabase, type TestDatabase } from '../../packages/server/src/database/testing.ts'
import type { Rail, RailNotice } from '../../packages/server/src/ports/index.ts'
import { createSteppedWorker, createWorker, type SteppedWorker } from '../../packages/server/src/worker/index.ts'
import { auditBank, auditBooks, auditEnds } from './audit.ts'
import { createClock, instantTimer } from './seeded.ts'
import {
  convertVoucher,
  createPerson,
  createWorld,
  freshKey,
  OPERATOR,
  type Ready,
  unwrap,
  type World,
  waitFor,
} from './world.ts'

const START = parseInstant('2026-11-23T03:00:00Z')!

let database: TestDatabase
let world: World
let person: Ready
let clock: ReturnType<typeof createClock>
let workers: SteppedWorker[]

beforeEach(async () => {
  database = await createTestDatabase()
  clock = createClock(START)
  world = await createWorld(database, { clock, timer: instantTimer })
  person = await createPerson(world.usecases)
  workers = []
})
afterEach(async () => {
  for (const worker of workers) await worker.die()
  await world.close()
  await database.drop()
})

/** A worker whose bank answers as the test says; without an answer left, as the simulated bank does. */
async function workerWith(change: Partial<Rail>, redeem?: () => Promise<RedemptionOutcome>): Promise<SteppedWorker> {
  const rail = { ...world.rail, ...change }
  const source = redeem ? { ...world.source, redeem, query: redeem } : world.source
  const worker = await createSteppedWorker({
    ...world.workerDeps,
    timer: { sleep: () => new Promise(() => undefined) },
    rails: new Map([[rail.name, rail]]),
    sources: new Map([[source.name, source]]),
  })
  workers.push(worker)
  return worker
}

const view = async (id: string) => unwrap(await world.usecases.getConversion(OPERATOR, id))
async function casesOf(id: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ code: string }>(
    'SELECT code FROM case_file WHERE conversion_id = $1 ORDER BY code',
    [id],
  )
  return rows.map(row => row.code)
}
async function steps(worker: SteppedWorker, times: number, ms = 1000): Promise<void> {
  for (let count = 0; count < times; count++) {
    clock.advance(ms)
    await worker.step(10)
  }
}

describe('a rail that cannot tell references apart', () => {
  test('is never asked to pay twice: in doubt and not found, a person looks', async () => {
    const { id } = await convertVoucher(world, person)
    let submissions = 0
    const worker = await workerWith({
      dedupes: false,
      async submit(): Promise<PayoutOutcome> {
        submissions += 1
        return { kind: 'unknown', code: 'timeout' }
      },
      query: async () => ({ kind: 'not_found' }),
    })
    await steps(worker, 10)
    assert.equal(submissions, 1)
    assert.deepEqual(await casesOf(id), ['lost_without_trace'])
    const stopped = await view(id)
    assert.deepEqual([stopped.state, stopped.inDoubt], ['paying', true])
    await auditBooks(world)
    await auditEnds(world)
  })
})

describe('a rail that throws', () => {
  test('leaves its call in doubt, and is asked about it', async () => {
    const { id } = await convertVoucher(world, person)
    const worker = await workerWith({
      async submit(instruction) {
        await world.rail.submit(instruction)
        throw new Error('socket hang up')
      },
    })
    await steps(worker, 3)
    assert.equal((await view(id)).state, 'paid')
    await auditBank(world)
  })
})

describe('a bank that contradicts itself', () => {
  const settledThen = (notice: RailNotice['outcome']) => async (id: string) => {
    const { payout } = await view(id)
    const worker = await workerWith({
      notices: async cursor =>
        cursor === ''
          ? { notices: [{ id: '1', reference: payout!.railReference, outcome: notice }], cursor: '1' }
          : { notices: [], cursor },
    })
    await worker.notices()
  }

  test('settled, and then "rejected": nothing is undone, a person looks', async () => {
    const { id } = await convertVoucher(world, person)
    await steps(await workerWith({}), 1)
    await settledThen({ kind: 'rejected', code: 'x' })(id)
    assert.equal((await view(id)).state, 'paid')
    assert.deepEqual(await casesOf(id), ['answers_disagree'])
    await auditBooks(world)
  })

  test('rejected, and then "settled": nothing is booked by itself, a person looks', async () => {
    const { id } = await convertVoucher(world, person)
    await steps(await workerWith({ submit: async () => ({ kind: 'rejected', code: 'closed' }) }), 1)
    await settledThen({ kind: 'settled', settledAt: START })(id)
    assert.equal((await view(id)).state, 'payout_failed')
    assert.deepEqual(await casesOf(id), ['answers_disagree', 'payout_rejected'])
  })

  test('tells of a payment that is not ours: noted once, and nothing else', async () => {
    let told = 0
    const worker = await workerWith({
      notices: async cursor => {
        told += 1
        const notices = [{ id: '1', reference: 'pay_stranger', outcome: { kind: 'returned', code: 'x' } as const }]
        return cursor === '' ? { notices, cursor: '1' } : { notices: [], cursor }
      },
    })
    assert.equal(await worker.notices(), 1)
    assert.equal(await worker.notices(), 0)
    assert.equal(told, 2)
  })

  test('tells of what the books do not take: a person looks, and the notices behind it are not kept waiting', async () => {
    const worker = await workerWith({ submit: async () => ({ kind: 'unknown', code: 'timeout' }) })
    const [voided, other] = [(await convertVoucher(world, person)).id, (await convertVoucher(world, person)).id]
    await worker.step(10)
    const { items } = unwrap(await world.usecases.conversionTransfers(OPERATOR, voided))
    const byHand = items
      .filter(({ code, phase }) => phase === 'pending' && code.startsWith('payout'))
      .map(({ debitAccountId, creditAccountId, amount, code, id }, index) => ({
        ...{ id: newId('trf', START, new Uint8Array(10).fill(index)), phase: 'void' as const, pendingId: id },
        ...{ debitAccountId, creditAccountId, amount, code },
      }))
    const done = unwrap(await world.usecases.postTransfers(OPERATOR, byHand, freshKey()))
    assert.deepEqual(
      done.results.map(({ result }) => result),
      ['applied', 'applied'],
    )
    const outcome = { kind: 'settled', settledAt: START } as const
    const references = await Promise.all([voided, other].map(async id => (await view(id)).payout!.railReference))
    const bank = await workerWith({
      notices: async cursor =>
        cursor === ''
          ? { notices: references.map((reference, index) => ({ id: `${index}`, reference, outcome })), cursor: '2' }
          : { notices: [], cursor },
    })
    assert.equal(await bank.notices(), 2)
    assert.equal((await view(other)).state, 'paid')
    assert.equal((await view(voided)).state, 'paying')
    assert.deepEqual(await casesOf(voided), ['ledger_refused'])
    assert.equal(await bank.notices(), 0)
  })

  test('tells of a settlement before its own answer arrives: the answer is too late and changes nothing', async () => {
    const { id } = await convertVoucher(world, person)
    const worker = await workerWith({
      submit: async instruction => {
        await world.rail.submit(instruction)
        return { kind: 'unknown', code: 'timeout' }
      },
    })
    await worker.step(10)
    assert.equal((await view(id)).inDoubt, true)
    await settledThen({ kind: 'settled', settledAt: START })(id)
    assert.equal((await view(id)).state, 'paid')
    await steps(worker, 3)
    await auditBank(world)
    await auditEnds(world)
  })
})

describe('a server without a way to the bank', () => {
  const setRail = (id: string, rail: string) =>
    database.pool.query('UPDATE conversion SET rail = $2 WHERE id = $1', [id, rail])

  test('hands those conversions to a person and carries the others out', async () => {
    const [far, near] = [(await convertVoucher(world, person)).id, (await convertVoucher(world, person)).id]
    await setRail(far, 'far_bank')
    await steps(await workerWith({}), 2)
    assert.equal((await view(near)).state, 'paid')
    assert.equal((await view(far)).state, 'accepted')
    assert.deepEqual(await casesOf(far), ['adapter_missing'])
    await setRail(far, world.rail.name)
    await steps(await workerWith({}), 2, 60_000)
    assert.equal((await view(far)).state, 'paid')
    await auditBank(world)
  })

  test('does not forget over it that a payment was cut off: it is asked about and not made again', async () => {
    const { id } = await convertVoucher(world, person)
    let attempts = 0
    const crash = {
      reach: (point: string) => {
        if (point === 'attempt_recorded' && ++attempts === 2) throw new Error('killed before the bank was asked')
      },
    }
    const timer = { sleep: () => new Promise<void>(() => undefined) }
    const killed = await createSteppedWorker({ ...world.workerDeps, timer, crash })
    await assert.rejects(killed.step(10), /killed/).finally(() => killed.die())
    let submissions = 0
    const worker = await workerWith({
      dedupes: false,
      submit: async () => {
        submissions += 1
        return { kind: 'unknown', code: 'timeout' }
      },
    })
    await worker.freeDead()
    await setRail(id, 'far_bank')
    await steps(worker, 1)
    await setRail(id, world.rail.name)
    await steps(worker, 2, 60_000)
    assert.equal(submissions, 0)
    assert.deepEqual(await casesOf(id), ['adapter_missing', 'lost_without_trace'])
  })
})

describe('a closed bank', () => {
  test('is waited for: redeemed meanwhile, paid when it opens, and never tried before', async () => {
    const { id } = await convertVoucher(world, person)
    const opensAt = START + 600_000
    let early = 0
    const worker = await workerWith({
      opensAt: (_code, now) => Math.max(now, opensAt),
      submit: instruction => {
        if (clock.now() < opensAt) early += 1
        return world.rail.submit(instruction)
      },
    })
    await steps(worker, 5, 60_000)
    assert.equal((await view(id)).state, 'redeemed')
    await steps(worker, 6, 60_000)
    assert.equal((await view(id)).state, 'paid')
    assert.equal(early, 0)
  })
})

describe('an issuer that pays another amount', () => {
  test('is not booked: a person looks, the hold stays', async () => {
    const { id } = await convertVoucher(world, person)
    const worker = await workerWith({}, async () => ({
      kind: 'redeemed',
      gross: { amountMinor: 8099n, unit: 'KRW' },
      settledAt: START,
    }))
    await steps(worker, 3)
    assert.deepEqual(await casesOf(id), ['redeemed_amount_differs'])
    assert.equal((await view(id)).state, 'redeeming')
    const instruments = await world.ledger.accounts(database.pool, { code: 'holder_instrument' })
    assert.equal(instruments.items[0]?.available.amountMinor, 0n)
    await auditBooks(world)
    await auditEnds(world)
  })
})

describe('an outage of hours', () => {
  test('opens one case after two hours, goes on asking, and ends when the bank is back', async () => {
    const { id } = await convertVoucher(world, person)
    let isBack = false
    const worker = await workerWith({
      submit: instruction =>
        isBack ? world.rail.submit(instruction) : Promise.resolve({ kind: 'not_done', code: 'down' }),
    })
    await steps(worker, 180, 61_000)
    assert.deepEqual(await casesOf(id), ['payout_stuck'])
    assert.equal((await view(id)).state, 'paying')
    isBack = true
    await steps(worker, 2, 61_000)
    assert.equal((await view(id)).state, 'paid')
    await auditBank(world)
  })
})

describe('the database goes away', () => {
  test('sessions are cut while conversions run: everything is paid once', async () => {
    await world.close()
    world = await createWorld(database, { delayMs: 5 })
    const live = createWorker(world.workerDeps)
    await live.start()
    const ids: string[] = []
    for (let count = 0; count < 30; count++) ids.push((await convertVoucher(world, person)).id)
    for (let cut = 0; cut < 4; cut++) {
      await database.pool
        .query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        )
        .catch(() => undefined)
      await new Promise(resolve => setTimeout(resolve, 150))
    }
    try {
      for (const id of ids) await waitFor(world, id, ['paid'], 20_000)
    } finally {
      await live.stop()
    }
    await auditBank(world)
    await auditBooks(world)
    await auditEnds(world)
  })
})

describe('two workers in two sessions', () => {
  test('share the work, and neither does what the other did', async () => {
    await world.close()
    world = await createWorld(database)
    const both = [createWorker(world.workerDeps), createWorker(world.workerDeps)]
    for (const worker of both) await worker.start()
    const ids = await Promise.all(Array.from({ length: 60 }, async () => (await convertVoucher(world, person)).id))
    for (const id of ids) await waitFor(world, id, ['paid'], 20_000)
    for (const worker of both) await worker.stop()
    const { rows } = await database.pool.query('SELECT 1 FROM attempt WHERE call IN ($1, $2)', ['redeem', 'pay'])
    assert.equal(rows.length, 120)
    await auditBank(world)
    await auditEnds(world)
  })
})
