// SPDX-License-Identifier: Apache-2.0
// A queue that is fair between callers, however unlike their requests are: deficit round robin. In each round every
// caller may send the same amount of work, so one with 10,000 transfers in a request waits for its turn to add up, and
// one with a single transfer goes in the next batch. Pure data: it knows no time and starts nothing.

export interface FairQueueOptions {
  /** Work of one batch. A larger item makes a batch of its own. */
  readonly maxBatch: number
  /** The work that each caller may send in a round. */
  readonly share: number
}

export interface FairBatch<Item> {
  readonly items: readonly Item[]
  readonly work: number
}

export interface FairQueue<Item> {
  push(caller: string, item: Item, work: number): void
  /** The next batch; undefined when nothing waits. */
  take(): FairBatch<Item> | undefined
  /** How much waits of one caller. */
  workOf(caller: string): number
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

export function createFairQueue<Item>({ maxBatch, share }: FairQueueOptions): FairQueue<Item> {
  const lines = new Map<string, Line<Item>>()
  /** Callers with something waiting, in the order of their turns. */
  let ring: Line<Item>[] = []
  let count = 0
  let work = 0

  function lineOf(caller: string): Line<Item> {
    let line = lines.get(caller)
    if (!line) {
      line = { caller, first: undefined, last: undefined, work: 0, credit: 0, isInTurn: false }
      lines.set(caller, line)
      ring.push(line)
    }
    return line
  }

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

  /** Gives each caller its share of a round. Answers the room left in the batch, and at whom it was full. */
  function round(items: Item[], room: number): { room: number; fullAt: number | undefined } {
    let left = room
    for (const [place, line] of ring.entries()) {
      if (!line.first) continue
      if (!line.isInTurn) line.credit += share
      line.isInTurn = false
      for (let head: Entry<Item> | undefined = line.first; head && head.work <= line.credit; head = line.first) {
        if (head.work > left && items.length > 0) {
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
      const line = lineOf(caller)
      const entry: Entry<Item> = { item, work: itemWork, next: undefined }
      if (line.first && line.last) line.last.next = entry
      else line.first = entry
      line.last = entry
      line.work += itemWork
      count += 1
      work += itemWork
    },
    take() {
      const items: Item[] = []
      let room = maxBatch
      let fullAt: number | undefined
      while (fullAt === undefined && room > 0 && count > 0) {
        const given = round(items, room)
        room = given.room
        fullAt = given.fullAt
      }
      settle(fullAt ?? 0)
      return items.length === 0 ? undefined : { items, work: maxBatch - room }
    },
    workOf: caller => lines.get(caller)?.work ?? 0,
    get count() {
      return count
    },
    get work() {
      return work
    },
  }
}
