// SPDX-License-Identifier: Apache-2.0
// One driver thread: makes transfers before the clock starts, then posts them by several connections at once and counts
// what was applied. Encoding the arguments and decoding the answers happen inside the measured time, as for any caller.

import { parentPort, workerData } from 'node:worker_threads'
import type { TransferResult, TransferSpec } from '@jandon/domain/ledger'
import type pg from 'pg'
import { createPool, createTransaction, type Tx } from '../../packages/server/src/database/database.ts'
import { createLedger } from '../../packages/server/src/ledger/index.ts'
import { postTransfers } from '../../packages/server/src/ledger/post.ts'
import { createHttpTasks } from './http-tasks.ts'
import { createPlain } from './plain.ts'
import { type DriverData, type Input, sharedNow, type TaskName, type Tasks, type Window } from './tasks.ts'
import { createBatches, createTransfer } from './workloads.ts'
import { CASH, CASH_FUNDS, FEE, FUNDS, holderSpec, ORIGIN, writeHolder } from './world.ts'

/** Connections of a thread that stay open between windows, as those of a server's pool do. */
const KEPT = 4
/** Accounts opened and funded by one transaction. */
const OPENED_AT_ONCE = 8192

const data = workerData as DriverData
const pool = createPool(data.url, data.connections)
const plainPool = createPool(data.plainUrl, data.connections)
const transaction = createTransaction(pool)
const ledger = createLedger()
const plain = createPlain()
let prepared: TransferSpec[][] = []

/** Takes what is prepared, batch by batch; undefined when it is used up. */
const next = (): TransferSpec[] | undefined => prepared.pop()

/** Connections of this thread, taken once for a window: getting one from the pool is not what is measured. */
async function withConnections<T>(from: pg.Pool, count: number, run: (clients: Tx[]) => Promise<T>): Promise<T> {
  const clients: pg.PoolClient[] = []
  try {
    for (let index = 0; index < count; index += 1) clients.push(await from.connect())
    return await run(clients)
  } finally {
    // The server has a hundred connections for all; pgbench may want most of them in the next window.
    for (const client of clients) client.release(count > KEPT)
  }
}

export async function until(instant: number): Promise<void> {
  const left = instant - sharedNow()
  if (left > 0) await new Promise(resolve => setTimeout(resolve, left))
}

/** Counts answers; what is not `applied` is kept by its name. */
export function createTally() {
  let applied = 0
  const refused: Record<string, number> = {}
  return {
    count(results: readonly Pick<TransferResult, 'result'>[] | readonly { result: string }[]) {
      for (const { result } of results) {
        if (result === 'applied') applied += 1
        else refused[result] = (refused[result] ?? 0) + 1
      }
    },
    window: (begunAt: number, endedAt: number): Window => ({ applied, refused, begunAt, endedAt }),
  }
}

async function open({ from, to }: Input<'open'>): Promise<number> {
  for (let at = from; at < to; at += OPENED_AT_ONCE) {
    const count = Math.min(OPENED_AT_ONCE, to - at)
    const specs = Array.from({ length: count }, (_, index) => holderSpec(at + index))
    specs.forEach((spec, index) => {
      writeHolder(data.world, at + index, spec.id)
    })
    const funding = specs.map(spec => createTransfer([ORIGIN.id, spec.id], FUNDS, Date.now()))
    // What holders are paid comes from the bank account that may not be overdrawn, so it has to hold something.
    if (at === 0) funding.push(createTransfer([CASH.id, ORIGIN.id], CASH_FUNDS, Date.now()))
    const results = await transaction(async tx => {
      await ledger.openAccounts(tx, [CASH, FEE, ORIGIN, ...specs])
      return ledger.postTransfers(tx, funding)
    })
    const refused = results.find(({ result }) => result !== 'applied')
    if (refused) throw new Error(`An account could not be funded: ${refused.result}.`)
  }
  return to - from + (from === 0 ? 1 : 0)
}

async function post({ load, beginAt, milliseconds, exact }: Input<'post'>): Promise<Window> {
  const deps = { now: () => undefined, exact }
  return withConnections(pool, load.clients, async clients => {
    const tally = createTally()
    await until(beginAt)
    const begunAt = sharedNow()
    // From here, because connecting may have taken longer than all had agreed on.
    const endAt = begunAt + milliseconds
    await Promise.all(
      clients.map(async client => {
        for (let batch = next(); batch && sharedNow() < endAt; batch = next()) {
          tally.count(await postTransfers(deps, client, batch))
        }
      }),
    )
    return tally.window(begunAt, sharedNow())
  })
}

async function plainly({ clients, beginAt, milliseconds, holders }: Input<'plain'>): Promise<Window> {
  return withConnections(plainPool, clients, async connections => {
    const tally = createTally()
    await until(beginAt)
    const begunAt = sharedNow()
    const endAt = begunAt + milliseconds
    await Promise.all(
      connections.map(async connection => {
        while (sharedNow() < endAt) tally.count([await plain.transfer(connection, holders)])
      }),
    )
    return tally.window(begunAt, sharedNow())
  })
}

const http = createHttpTasks({
  next,
  until,
  createTally,
  pool,
  postOne: (tx, spec) => ledger.postTransfers(tx, [spec]),
})

const tasks: Tasks = {
  open,
  async prepare({ workload, load, transfers }) {
    if (load.clients === 0) return
    prepared = createBatches(data.world, workload, load.batch, Math.ceil(transfers / load.batch))
  },
  post,
  plain: plainly,
  ...http,
}

interface Asked<Name extends TaskName> {
  readonly number: number
  readonly name: Name
  readonly input: Input<Name>
}

/** The table of tasks has each name with its own input; asked and answered by the same name. */
const run = <Name extends TaskName>(asked: Asked<Name>): Promise<unknown> =>
  (tasks[asked.name] as (input: Input<Name>) => Promise<unknown>)(asked.input)

parentPort?.on('message', (asked: Asked<TaskName>) => {
  run(asked).then(
    value => parentPort?.postMessage({ number: asked.number, value }),
    (thrown: unknown) =>
      parentPort?.postMessage({
        number: asked.number,
        fault: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
      }),
  )
})
