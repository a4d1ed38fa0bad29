// SPDX-License-Identifier: Apache-2.0
// Group commit: what arrives while a batch is being written goes into the next batch, so that a hundred requests at
// once cost one flush to disk and not a hundred. A request that comes alone does not wait for company.

export interface Batcher<Item, Result> {
  /** The item's own result; undefined when too many wait already, and nothing was done. */
  add(item: Item): Promise<Result> | undefined
  /** How many items wait or are being written. */
  readonly size: number
}

export interface BatcherOptions<Item, Result> {
  /** Answers one result per item, in order. May be called with a single item. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>
  /** Rows of one statement: large enough to share a flush, small enough to answer within tens of milliseconds. */
  readonly maxBatch: number
  /** Beyond this nobody is served better by waiting. */
  readonly maxWaiting: number
  /** Batches written at the same time: a second one prepares while the first waits for the disk. */
  readonly concurrency: number
  /** Whether a failed batch is worth trying item by item: one bad item must not take the others down with it. */
  readonly splitOn?: (thrown: unknown) => boolean
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (reason: unknown) => void
}

export function createBatcher<Item, Result>(options: BatcherOptions<Item, Result>): Batcher<Item, Result> {
  const waiting: Waiting<Item, Result>[] = []
  let running = 0
  let inBatches = 0

  async function runOnce(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    const results = await options.run(batch.map(each => each.item))
    batch.forEach((each, index) => {
      each.resolve(results[index]!)
    })
  }

  async function runBatch(batch: readonly Waiting<Item, Result>[]): Promise<void> {
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
    while (running < options.concurrency && waiting.length > 0) {
      const batch = waiting.splice(0, options.maxBatch)
      running += 1
      inBatches += batch.length
      void runBatch(batch).finally(() => {
        running -= 1
        inBatches -= batch.length
        pump()
      })
    }
  }

  let scheduled = false
  return {
    add(item) {
      if (waiting.length >= options.maxWaiting) return undefined
      return new Promise<Result>((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        if (scheduled) return
        scheduled = true
        // At the end of this turn of the event loop, so that requests read from sockets together travel together.
        setImmediate(() => {
          scheduled = false
          pump()
        })
      })
    },
    get size() {
      return waiting.length + inBatches
    },
  }
}

/** True for what one item of a batch may have caused: a bug of ours or a statement that PostgreSQL refused. */
export function mayBeOneItem(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false
  if (thrown.name === 'Bug' || thrown.name === 'MovedMeanwhile') return true
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
  // SQLSTATE classes 22 (data), 23 (constraint), P0 (raised). Anything else is the server's own trouble.
  return /^(22|23|P0)/.test(code)
}
