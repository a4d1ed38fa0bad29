// SPDX-License-Identifier: Apache-2.0
// What a driver thread can be asked to do, and what it answers. Times are milliseconds since the start of the process,
// so that all threads begin and end together.

import type { Load, Workload } from './plan.ts'
import type { World } from './world.ts'

export interface DriverData {
  readonly url: string
  /** Where the tables of the plain implementation are. */
  readonly plainUrl: string
  readonly world: World
  readonly connections: number
}

/** What happened in one window. `applied` counts transfers that the ledger said it applied, nothing else. */
export interface Window {
  readonly applied: number
  /** Answered with something else than `applied`; a benchmark with such transfers does not count. */
  readonly refused: Readonly<Record<string, number>>
  readonly begunAt: number
  readonly endedAt: number
}

/** Milliseconds from the instant at which a transfer was due to its answer. */
export interface Paced extends Window {
  readonly latencies: Float64Array
}

export interface HttpTarget {
  readonly url: string
  readonly key: string
}

export interface Tasks {
  /** Opens the accounts of these holders and gives each its funds; answers how many transfers that took. */
  open(input: { from: number; to: number }): Promise<number>
  /** Makes the transfers of the next window. */
  prepare(input: { workload: Workload; load: Load; transfers: number }): Promise<void>
  /**
   * Posts what was prepared through the ledger's function, one statement per batch, until the time is over. `exact`:
   * by the way that decides transfer by transfer, which it takes by itself when a batch may be refused in part.
   */
  post(input: { load: Load; beginAt: number; milliseconds: number; exact: boolean }): Promise<Window>
  /** The same with one transaction per transfer, written as most applications do. */
  plain(input: { clients: number; beginAt: number; milliseconds: number; holders: number }): Promise<Window>
  /** Sends what was prepared to POST /v1/transfers. */
  http(input: { load: Load; beginAt: number; milliseconds: number; target: HttpTarget }): Promise<Window>
  /** Single transfers that fall due by chance, so many a second, whether or not the earlier ones were answered. */
  paced(input: {
    clients: number
    perSecond: number
    beginAt: number
    milliseconds: number
    target: HttpTarget | undefined
  }): Promise<Paced>
}

export type TaskName = keyof Tasks
export type Input<Name extends TaskName> = Parameters<Tasks[Name]>[0]
export type Output<Name extends TaskName> = Awaited<ReturnType<Tasks[Name]>>

/** One clock for all threads. */
export const sharedNow = (): number => performance.timeOrigin + performance.now()
