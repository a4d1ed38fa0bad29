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
   * when as much waits for it, or half a share, so that batches stay large.
   */
  readonly concurrency: number
  /** Whether a small item may have to wait for this bulk one: while it is written, such items go by themselves. */
  readonly meets?: (item: Item, bulk: Item) => boolean
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
  readonly caller: string
  readonly item: Item
  readonly work: number
  readonly resolve: (result: Result) => void
  readonly reject: (reason: unknown) => void
}

interface Lane<Each> {
  readonly queue: FairQueue<Each>
  readonly concurrency: number
  readonly running: Set<FairBatch<Each>>
}

const createLane = <Each>(queue: FairQueue<Each>, concurrency: number): Lane<Each> => ({
  ...{ queue, concurrency, running: new Set() },
})

function total<Each>(list: Iterable<Each>, of: (each: Each) => number): number {
  let sum = 0
  for (const each of list) sum += of(each)
  return sum
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
  const aside = createLane(createFairQueue<Each>({ share, maxBatch }), 1)
  const lanes = [small, bulk, aside]
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

  function nextOf({ queue, concurrency: most, running }: Lane<Each>): FairBatch<Each> | undefined {
    const begun = Math.min(
      share / 2,
      total(running, batch => batch.work),
    )
    return running.size === 0 || (running.size < most && queue.work >= begun) ? queue.take() : undefined
  }

  function start(lane: Lane<Each>, batch: FairBatch<Each>): void {
    lane.running.add(batch)
    batches.count += 1
    batches.work += batch.work
    batches.items += batch.items.length
    for (const size of sizes) if (batch.work <= size.upTo) size.batches += 1
    void runBatch(batch.items).finally(() => {
      lane.running.delete(batch)
      pump(lane)
    })
  }

  /** Those of a batch that wait for no bulk; the others wait aside, so that nobody else waits with them. */
  function withoutMeeting(batch: FairBatch<Each>): FairBatch<Each> {
    const { meets } = options
    const [written] = [...bulk.running].flatMap(({ items }) => items)
    if (!meets || !written) return batch
    const items: Each[] = []
    for (const each of batch.items) {
      if (meets(each.item, written.item)) aside.queue.push(each.caller, each, each.work)
      else items.push(each)
    }
    return { items, work: total(items, ({ work }) => work) }
  }

  function pump(lane: Lane<Each>): void {
    for (let batch = nextOf(lane); batch; batch = nextOf(lane)) {
      const clear = lane === small ? withoutMeeting(batch) : batch
      if (clear.items.length > 0) start(lane, clear)
    }
    if (lane === small && aside.queue.count > 0) pump(aside)
  }

  /**
   * No caller may hold more than what is left free for others: alone half of the queue, of two a third each. So one
   * that fills its part still finds the others served.
   */
  function hasRoom(caller: string, work: number): boolean {
    const free = maxWaiting - total(lanes, ({ queue }) => queue.work)
    return total(lanes, ({ queue }) => queue.workOf(caller)) + work <= free
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
      lane.queue.push(caller, { caller, item, work, resolve, reject }, work)
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
      waitingItems: total(lanes, ({ queue }) => queue.count),
      waitingWork: total(lanes, ({ queue }) => queue.work),
      refusedItems: refused.items,
      refusedWork: refused.work,
      batches: { ...batches },
      sizes: sizes.map(size => ({ ...size })),
    }),
  }
}
