// SPDX-License-Identifier: Apache-2.0
// Group commit for requests of very different size: what waits is put into batches by turns of the callers, so that a
// hundred requests share one flush to disk and none of them waits behind somebody's ten thousand transfers.

import { createFairQueue, type FairQueueOptions } from './fair-queue.ts'

export interface FairBatcherOptions<Item, Result> extends FairQueueOptions {
  /** Answers one result per item, in order. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>
  /** Batches at the same time. One of them is always kept for small items, when there is more than one. */
  readonly concurrency: number
  /** Whether a failed batch is worth trying item by item: one bad item must not take the others down with it. */
  readonly splitOn?: (thrown: unknown) => boolean
}

/** Whole numbers since the start. */
export interface FairBatcherFigures {
  readonly waitingItems: number
  readonly waitingWork: number
  readonly refusedItems: number
  readonly refusedWork: number
  readonly batches: { readonly count: number; readonly work: number; readonly items: number }
  /** How many batches had at most so much work, for each bound. */
  readonly sizes: readonly { readonly upTo: number; readonly batches: number }[]
}

export interface FairBatcher<Item, Result> {
  /** The item's own result; undefined when there is no room for it, and nothing was done. */
  add(caller: string, item: Item, work: number): Promise<Result> | undefined
  figures(): FairBatcherFigures
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (reason: unknown) => void
}

const SIZES = [1, 4, 16, 64, 256, 1024, 4096, 16_384]

export function createFairBatcher<Item, Result>(options: FairBatcherOptions<Item, Result>): FairBatcher<Item, Result> {
  type Each = Waiting<Item, Result>
  const queue = createFairQueue<Each>(options)
  const sizes = SIZES.map(upTo => ({ upTo, batches: 0 }))
  const batches = { count: 0, work: 0, items: 0 }
  const refused = { items: 0, work: 0 }
  const bulkLanes = Math.max(1, options.concurrency - 1)
  let running = 0
  let runningBulk = 0
  let scheduled = false

  async function runOnce(batch: readonly Each[]): Promise<void> {
    const results = await options.run(batch.map(each => each.item))
    batch.forEach((each, index) => {
      each.resolve(results[index]!)
    })
  }

  async function runBatch(batch: readonly Each[]): Promise<void> {
    try {
      await runOnce(batch)
    } catch (thrown) {
      if (batch.length === 1 || !options.splitOn?.(thrown)) {
        for (const each of batch) each.reject(thrown)
        return
      }
      for (const each of batch) await runOnce([each]).catch(reason => each.reject(reason))
    }
  }

  function pump(): void {
    while (running < options.concurrency) {
      const batch = queue.take(runningBulk < bulkLanes)
      if (!batch) return
      running += 1
      runningBulk += batch.isBulk ? 1 : 0
      batches.count += 1
      batches.work += batch.work
      batches.items += batch.items.length
      for (const size of sizes) if (batch.work <= size.upTo) size.batches += 1
      void runBatch(batch.items).finally(() => {
        running -= 1
        runningBulk -= batch.isBulk ? 1 : 0
        pump()
      })
    }
  }

  return {
    add(caller, item, work) {
      const { promise, resolve, reject } = Promise.withResolvers<Result>()
      if (!queue.push(caller, { item, resolve, reject }, work)) {
        refused.items += 1
        refused.work += work
        return undefined
      }
      if (!scheduled) {
        scheduled = true
        // At the end of this turn of the event loop, so that requests read from sockets together travel together.
        setImmediate(() => {
          scheduled = false
          pump()
        })
      }
      return promise
    },
    figures: () => ({
      waitingItems: queue.count,
      waitingWork: queue.work,
      refusedItems: refused.items,
      refusedWork: refused.work,
      batches: { ...batches },
      sizes: sizes.map(size => ({ ...size })),
    }),
  }
}
