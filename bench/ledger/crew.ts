// SPDX-License-Identifier: Apache-2.0
// The driver threads, asked together. One thread's JavaScript could not encode and decode for two busy backends.

import { Worker } from 'node:worker_threads'
import type { Load } from './plan.ts'
import { type DriverData, type Input, type Output, sharedNow, type TaskName, type Window } from './tasks.ts'

interface Answer {
  readonly number: number
  readonly value?: unknown
  readonly fault?: string
}

export interface Crew {
  readonly threads: number
  /** Asks each thread once; `inputOf` says what, by the thread's index. */
  ask<Name extends TaskName>(name: Name, inputOf: (thread: number) => Input<Name>): Promise<Output<Name>[]>
  end(): Promise<void>
}

/** Time for every thread to have read its message before the window begins. */
const HEAD_START_MS = 15

export const soon = (): number => sharedNow() + HEAD_START_MS

/** The part of a load that one thread carries; every thread has at least one client. */
export function share(load: Load, threads: number, thread: number): Load {
  const clients = Math.floor(load.clients / threads) + (thread < load.clients % threads ? 1 : 0)
  return { batch: load.batch, clients }
}

export function createCrew(threads: number, data: DriverData): Crew {
  let asked = 0
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (fault: Error) => void }>()
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL('./driver.ts', import.meta.url), { workerData: data })
    worker.on('message', ({ number, value, fault }: Answer) => {
      const waiter = waiting.get(number)
      waiting.delete(number)
      if (fault === undefined) waiter?.resolve(value)
      else waiter?.reject(new Error(fault))
    })
    worker.on('error', (fault: Error) => {
      for (const waiter of waiting.values()) waiter.reject(fault)
    })
    return worker
  })
  return {
    threads,
    ask: <Name extends TaskName>(name: Name, inputOf: (thread: number) => Input<Name>) =>
      Promise.all(
        workers.map(
          (worker, thread) =>
            new Promise<Output<Name>>((resolve, reject) => {
              asked += 1
              waiting.set(asked, { resolve: value => resolve(value as Output<Name>), reject })
              worker.postMessage({ number: asked, name, input: inputOf(thread) })
            }),
        ),
      ),
    async end() {
      await Promise.all(workers.map(worker => worker.terminate()))
    },
  }
}

/**
 * Transfers a second, from the common beginning to the last answer.
 * Faults: when a transfer was refused, because then less was done than counted.
 */
export function rateOf(windows: readonly Window[]): number {
  const applied = windows.reduce((sum, window) => sum + window.applied, 0)
  const refused = windows.flatMap(window => Object.entries(window.refused))
  if (refused.length > 0) throw new Error(`The ledger refused transfers of the benchmark: ${JSON.stringify(refused)}.`)
  const begunAt = Math.min(...windows.map(window => window.begunAt))
  const endedAt = Math.max(...windows.map(window => window.endedAt))
  return applied === 0 ? 0 : (applied * 1000) / (endedAt - begunAt)
}

export const appliedIn = (windows: readonly Window[]): number =>
  windows.reduce((sum, window) => sum + window.applied, 0)
