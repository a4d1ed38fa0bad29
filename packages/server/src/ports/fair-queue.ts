// SPDX-License-Identifier: Apache-2.0
// A bounded queue that is fair between callers, however unlike their requests are: deficit round robin. In each round
// every caller may send the same amount of work, so one with 10,000 transfers in a request waits for its turn to add
// up, and one with a single transfer goes in the next batch. Pure data: it knows no time and starts nothing.

export interface FairQueueOptions {
  /** What may wait in all, counted in work. */
  readonly maxWaiting: number
  /** Work of one batch. A larger item makes a batch of its own. */
  readonly maxBatch: number
  /**
   * The work that each caller may send in a round. An item of more is bulk: it travels alone, so that no small one
   * shares its long wait. At most `maxBatch`.
   */
  readonly share: number
}

export interface FairBatch<Item> {
  readonly items: readonly Item[]
  readonly work: number
  readonly isBulk: boolean
}

export interface FairQueue<Item> {
  /** False when there is no room for it, and then it is not in the queue. */
  push(caller: string, item: Item, work: number): boolean
  /** The next batch; undefined when nothing waits, or only bulk and it may not be taken now. */
  take(mayBeBulk: boolean): FairBatch<Item> | undefined
  readonly count: number
  readonly work: number
}

interface Entry<Item> {
  readonly item: Item
  readonly work: number
  next: Entry<Item> | undefined
}

interface Line<Item> {
  readonly caller: string
  /** Linked, because taking from the front of a long array copies it. */
  first: Entry<Item> | undefined
  last: Entry<Item> | undefined
  work: number
  /** Work that this caller may still send. */
  credit: number
  /** The batch was full in the middle of its turn, which goes on in the next one. */
  isInTurn: boolean
}

export function createFairQueue<Item>(options: FairQueueOptions): FairQueue<Item> {
  const { maxWaiting, maxBatch, share } = options
  const lines = new Map<string, Line<Item>>()
  /** Callers with something waiting, in the order of their turns. */
  let ring: Line<Item>[] = []
  let count = 0
  let work = 0

  function shift(line: Line<Item>): Item {
    const head = line.first!
    line.first = head.next
    line.work -= head.work
    line.credit -= head.work
    count -= 1
    work -= head.work
    return head.item
  }

  /** Who has nothing left leaves, and its credit with it: being idle earns nothing. The next turn is that of `from`. */
  function settle(from: number): void {
    const order = [...ring.slice(from), ...ring.slice(0, from)]
    ring = order.filter(line => line.first !== undefined)
    for (const line of order) if (!line.first) lines.delete(line.caller)
  }

  function takeBulk(): FairBatch<Item> | undefined {
    const place = ring.findIndex(({ first, credit }) => first && first.work > share && first.work <= credit)
    const line = ring[place]
    if (!line?.first) return undefined
    const { work: taken } = line.first
    const items = [shift(line)]
    settle(place + 1)
    return { items, work: taken, isBulk: true }
  }

  /** Gives each caller its share of a round. Answers the work left in the batch, and where the batch was full. */
  function round(items: Item[], room: number): { room: number; fullAt: number | undefined } {
    let left = room
    for (const [place, line] of ring.entries()) {
      if (!line.first) continue
      // What is owed to a caller is bounded by what it needs next.
      if (!line.isInTurn) line.credit = Math.min(line.credit, line.first.work) + share
      line.isInTurn = false
      for (let head: Entry<Item> | undefined = line.first; head && head.work <= share; head = line.first) {
        if (head.work > line.credit) break
        if (head.work > left) {
          line.isInTurn = true
          return { room: left, fullAt: place }
        }
        left -= head.work
        items.push(shift(line))
      }
    }
    return { room: left, fullAt: undefined }
  }

  return {
    push(caller, item, itemWork) {
      const line: Line<Item> = lines.get(caller) ?? {
        caller,
        first: undefined,
        last: undefined,
        work: 0,
        credit: 0,
        isInTurn: false,
      }
      // No caller may hold more than what is left free for others: alone half of the queue, of two a third each. So one
      // that fills its share still finds the others served.
      if (line.work + itemWork > maxWaiting - work) return false
      const entry: Entry<Item> = { item, work: itemWork, next: undefined }
      if (line.first && line.last) line.last.next = entry
      else {
        line.first = entry
        lines.set(caller, line)
        ring.push(line)
      }
      line.last = entry
      line.work += itemWork
      count += 1
      work += itemWork
      return true
    },
    take(mayBeBulk) {
      const items: Item[] = []
      let room = maxBatch
      let fullAt: number | undefined
      while (fullAt === undefined && leads(items.length > 0, mayBeBulk)) {
        const bulk = mayBeBulk && items.length === 0 ? takeBulk() : undefined
        if (bulk) return bulk
        const given = round(items, room)
        room = given.room
        fullAt = given.fullAt
      }
      settle(fullAt ?? 0)
      return items.length === 0 ? undefined : { items, work: maxBatch - room, isBulk: false }
    },
    get count() {
      return count
    },
    get work() {
      return work
    },
  }

  /** Whether another round can lead to anything: bulk goes alone, and only where it may. */
  function leads(isBegun: boolean, mayBeBulk: boolean): boolean {
    return ring.some(({ first }) => first && (first.work <= share || (mayBeBulk && !isBegun)))
  }
}
