// SPDX-License-Identifier: Apache-2.0
// What a driver thread does over HTTP, and single transfers that fall due at a given rate, over HTTP or by the
// function.

import { randomUUID } from 'node:crypto'
import type { TransferResult, TransferSpec } from '@jandon/domain/ledger'
import type pg from 'pg'
import type { Tx } from '../../packages/server/src/database/index.ts'
import { connectHttp, type HttpConnection } from './http-connection.ts'
import { type HttpTarget, type Input, type Paced, sharedNow, type Tasks, type Window } from './tasks.ts'

interface Deps {
  readonly next: () => TransferSpec[] | undefined
  readonly until: (instant: number) => Promise<void>
  readonly createTally: () => {
    count(results: readonly { result: string }[]): void
    window(begunAt: number, endedAt: number): Window
  }
  readonly pool: pg.Pool
  readonly postOne: (tx: Tx, spec: TransferSpec) => Promise<TransferResult[]>
}

/** A server that is full says 503 and when to come back; a benchmark's caller comes back a little sooner. */
const TURNED_AWAY_MS = 20
const OVERLOADED = 503
/** How late a timer may fire without its lateness being counted as the server's. */
const TIMER_MS = 2

function bodyOf(batch: readonly TransferSpec[]): string {
  return JSON.stringify({
    transfers: batch.map(({ id, debitAccountId, creditAccountId, amount, code }) => ({
      ...{ id, debitAccountId, creditAccountId, code },
      amount: { amountMinor: amount.amountMinor.toString(), unit: amount.unit },
    })),
  })
}

/** Sends one request and answers its results; again, with the same key, when the server was full. */
async function send(connection: HttpConnection, target: HttpTarget, batch: readonly TransferSpec[]) {
  const key = randomUUID()
  const body = bodyOf(batch)
  for (;;) {
    const answer = await connection.post('/v1/transfers', target.key, key, body)
    if (answer.status === OVERLOADED) {
      await new Promise(resolve => setTimeout(resolve, TURNED_AWAY_MS))
      continue
    }
    if (answer.status >= 300) throw new Error(`POST /v1/transfers answered ${answer.status}: ${answer.body}`)
    return (JSON.parse(answer.body) as { results: { result: string }[] }).results
  }
}

/** Instants at which something falls due by chance (a Poisson process), relative to the beginning. */
function dueTimes(perSecond: number, milliseconds: number): number[] {
  const due: number[] = []
  for (let at = 0; ; ) {
    at -= (Math.log(1 - Math.random()) * 1000) / perSecond
    if (at >= milliseconds) return due
    due.push(at)
  }
}

export function createHttpTasks(deps: Deps): Pick<Tasks, 'http' | 'paced'> {
  const connections = new Map<string, HttpConnection[]>()

  /** Kept between windows, as a caller with keep-alive keeps them. */
  async function connectionsTo(target: HttpTarget, count: number): Promise<HttpConnection[]> {
    const kept = connections.get(target.url) ?? []
    while (kept.length < count) kept.push(await connectHttp(target.url))
    connections.set(target.url, kept)
    return kept.slice(0, count)
  }

  async function http({ load, beginAt, milliseconds, target }: Input<'http'>): Promise<Window> {
    const open = await connectionsTo(target, load.clients)
    const tally = deps.createTally()
    await deps.until(beginAt)
    const begunAt = sharedNow()
    const endAt = begunAt + milliseconds
    await Promise.all(
      open.map(async connection => {
        for (let batch = deps.next(); batch && sharedNow() < endAt; batch = deps.next()) {
          tally.count(await send(connection, target, batch))
        }
      }),
    )
    return tally.window(begunAt, sharedNow())
  }

  /** The ways in which one transfer can be posted by one client: one connection each. */
  async function waysOf(clients: number, target: HttpTarget | undefined) {
    if (target) {
      const open = await connectionsTo(target, clients)
      const ways = open.map(
        each =>
          (spec: TransferSpec): Promise<{ result: string }[]> =>
            send(each, target, [spec]),
      )
      return { ways, done: () => undefined }
    }
    const open = await Promise.all(Array.from({ length: clients }, () => deps.pool.connect()))
    const ways = open.map(
      each =>
        (spec: TransferSpec): Promise<{ result: string }[]> =>
          deps.postOne(each, spec),
    )
    return {
      ways,
      done: () => {
        for (const each of open) each.release()
      },
    }
  }

  async function paced({ clients, perSecond, beginAt, milliseconds, target }: Input<'paced'>): Promise<Paced> {
    const { ways, done } = await waysOf(clients, target)
    const due = dueTimes(perSecond, milliseconds).map(at => beginAt + at)
    const latencies = new Float64Array(due.length)
    const tally = deps.createTally()
    let taken = 0
    await deps.until(beginAt)
    const begunAt = sharedNow()
    await Promise.all(
      ways.map(async way => {
        for (let index = taken++; index < due.length; index = taken++) {
          const wished = due[index]!
          const isEarly = sharedNow() < wished
          if (isEarly) await deps.until(wished)
          const late = sharedNow() - wished
          const [spec] = deps.next() ?? []
          if (!spec) throw new Error('More transfers fell due than were prepared.')
          tally.count(await way(spec))
          // Who waited for a free connection counts from when it was due; a timer's own lateness is not the server's.
          latencies[index] = sharedNow() - wished - (isEarly && late < TIMER_MS ? late : 0)
        }
      }),
    )
    done()
    return { ...tally.window(begunAt, sharedNow()), latencies }
  }
  return { http, paced }
}
