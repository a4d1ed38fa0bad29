// SPDX-License-Identifier: Apache-2.0
// Group commit for requests of very different size: what waits is put into batches by turns of the callers, so that a
// hundred requests share one flush to disk and none of them waits behind somebody's ten thousand transfers.

import { createFairQueue, type FairBatch, type FairQueue } from './fair-queue.ts'

export interface FairBatcherOptions<Item, Result> {
  /** What may wait in all, counted in work. */
  readonly maxWaiting: number
  /** Work of one batch of small items. */
  readonly maxBatch: number
  /** What each caller may send in a round. An item of more is bulk: it has a lane of its own and travels alone. */
  readonly share: number
  /**
   * Batches of small items at the same time: while one is written the next one is put together. Another is begun only
   * when as much waits for it, so that batches stay large.
   */
  readonly concurrency: number
  /** Answers one result per item, in order. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>
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

interface Lane<Each> {
  readonly queue: FairQueue<Each>
  readonly concurrency: number
  running: number
  runningWork: number
}

const createLane = <Each>(queue: FairQueue<Each>, concurrency: number): Lane<Each> => ({
  ...{ queue, concurrency, running: 0, runningWork: 0 },
})

function nextOf<Each>({ queue, concurrency, running, runningWork }: Lane<Each>): FairBatch<Each> | undefined {
  const isTime = running === 0 || (running < concurrency && queue.work >= runningWork)
  return isTime ? queue.take() : undefined
}

/** Bounds of the sizes that are counted. */
const SIZES = [1, 4, 16, 64, 256, 1024, 4096, 16_384]

export function createFairBatcher<Item, Result>(options: FairBatcherOptions<Item, Result>): FairBatcher<Item, Result> {
  type Each = Waiting<Item, Result>
  const { share, maxBatch, maxWaiting, concurrency } = options
  const small = createLane(createFairQueue<Each>({ share, maxBatch }), concurrency)
  // A bulk item is larger than any batch, so each is one; and one at a time, because two would wait for each other's
  // accounts.
  const bulk = createLane(createFairQueue<Each>({ share, maxBatch: share }), 1)
  const sizes = SIZES.map(upTo => ({ upTo, batches: 0 }))
  const batches = { count: 0, work: 0, items: 0 }
  const refused = { items: 0, work: 0 }
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

  function pump(lane: Lane<Each>): void {
    for (let batch = nextOf(lane); batch; batch = nextOf(lane)) {
      const { items, work } = batch
      lane.running += 1
      lane.runningWork += work
      batches.count += 1
      batches.work += work
      batches.items += items.length
      for (const size of sizes) if (work <= size.upTo) size.batches += 1
      void runBatch(items).finally(() => {
        lane.running -= 1
        lane.runningWork -= work
        pump(lane)
      })
    }
  }

  /**
   * No caller may hold more than what is left free for others: alone half of the queue, of two a third each. So one
   * that fills its part still finds the others served.
   */
  function hasRoom(caller: string, work: number): boolean {
    const free = maxWaiting - small.queue.work - bulk.queue.work
    return small.queue.workOf(caller) + bulk.queue.workOf(caller) + work <= free
  }

  return {
    add(caller, item, work) {
      const { promise, resolve, reject } = Promise.withResolvers<Result>()
      if (!hasRoom(caller, work)) {
        refused.items += 1
        refused.work += work
        return undefined
      }
      const lane = work > share ? bulk : small
      lane.queue.push(caller, { item, resolve, reject }, work)
      if (!scheduled) {
        scheduled = true
        // At the end of this turn of the event loop, so that requests read from sockets together travel together.
        setImmediate(() => {
          scheduled = false
          pump(small)
          pump(bulk)
        })
      }
      return promise
    },
    figures: () => ({
      waitingItems: small.queue.count + bulk.queue.count,
      waitingWork: small.queue.work + bulk.queue.work,
      refusedItems: refused.items,
      refusedWork: refused.work,
      batches: { ...batches },
      sizes: sizes.map(size => ({ ...size })),
    }),
  }
}
