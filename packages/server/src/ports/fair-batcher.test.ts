// SPDX-License-Identifier: Apache-2.0
// Group commit of very unlike requests, with a fake write that a test opens by hand: who is served when, who is turned
// away, and that one failing request is the only one that fails.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createFairBatcher } from './fair-batcher.ts'

const turn = () => new Promise(resolve => setImmediate(resolve))

interface Write {
  readonly items: readonly string[]
  readonly finish: () => Promise<void>
}

/** A batcher whose writes wait until the test finishes them. */
function byHand(
  other: { concurrency?: number; maxWaiting?: number; meets?: (item: string, bulk: string) => boolean } = {},
) {
  const writes: Write[] = []
  const batcher = createFairBatcher<string, string>({
    ...{ maxWaiting: 65_536, maxBatch: 8192, share: 1024, concurrency: 2, ...other },
    run: items =>
      new Promise(resolve => {
        writes.push({
          items,
          async finish() {
            resolve(items.map(item => `${item}!`))
            await turn()
          },
        })
      }),
  })
  return { batcher, writes }
}

describe('a fair batcher', () => {
  test('writes what arrives together as one batch, and answers each its own', async () => {
    const { batcher, writes } = byHand()
    const answers = Promise.all(['a', 'b', 'c'].map(item => batcher.add(item, item, 1)))
    await turn()
    assert.deepEqual(writes[0]?.items, ['a', 'b', 'c'])
    await writes[0]!.finish()
    assert.deepEqual(await answers, ['a!', 'b!', 'c!'])
    assert.deepEqual(batcher.figures(), {
      ...{ waitingItems: 0, waitingWork: 0, refusedItems: 0, refusedWork: 0 },
      batches: { count: 1, work: 3, items: 3 },
      sizes: [1, 4, 16, 64, 256, 1024, 4096, 16_384].map(upTo => ({ upTo, batches: upTo === 1 ? 0 : 1 })),
    })
  })

  test('a caller with ten thousand transfers in each request does not keep single ones waiting', async () => {
    const { batcher, writes } = byHand()
    // The queue is as full of bulk as one caller can make it.
    let bulk = 0
    while (batcher.add('bulk', `B${bulk}`, 10_000)) bulk += 1
    assert.equal(bulk, 3)
    await turn()
    assert.deepEqual(
      writes.map(write => write.items),
      [['B0']],
      'One lane stays free of bulk.',
    )
    for (let count = 0; count < 20; count++) assert.ok(batcher.add(`desk ${count}`, `d${count}`, 1))
    await turn()
    assert.equal(writes[1]?.items.length, 20, 'All single ones go in the very next batch.')
    assert.ok(batcher.add('desk 0', 'later', 1))
    await writes[1]!.finish()
    assert.deepEqual(writes[2]?.items, ['later'])
    await writes[0]!.finish()
    assert.deepEqual(writes[3]?.items, ['B1'])
    await writes[3]!.finish()
    await writes[2]!.finish()
    assert.deepEqual(writes[4]?.items, ['B2'], 'And bulk is served, too.')
    await writes[4]!.finish()
    assert.equal(writes.length, 5)
  })

  test('a second batch is begun only when as much waits for it', async () => {
    const { batcher, writes } = byHand()
    const add = (count: number) => {
      for (let item = 0; item < count; item++) batcher.add('a', `${item}`, 1)
      return turn()
    }
    await add(10)
    await add(9)
    assert.equal(writes.length, 1)
    await add(1)
    assert.deepEqual(
      writes.map(write => write.items.length),
      [10, 10],
    )
    await add(50)
    assert.equal(writes.length, 2, 'No more than two at once.')
    await writes[0]!.finish()
    assert.equal(writes[2]?.items.length, 50)
  })

  test('half a share is enough for a second batch', async () => {
    const { batcher, writes } = byHand()
    batcher.add('a', 'first', 1024)
    await turn()
    batcher.add('b', 'second', 511)
    await turn()
    assert.equal(writes.length, 1)
    batcher.add('b', 'third', 1)
    await turn()
    assert.deepEqual(writes[1]?.items, ['second', 'third'])
  })

  test('who waits for what bulk has locked does so aside, and lets the others pass', async () => {
    const { batcher, writes } = byHand({ meets: (item, bulk) => item.at(-1) === bulk.at(-1) })
    batcher.add('bulk', 'B1', 5000)
    await turn()
    for (const item of ['a1', 'a2', 'b2', 'b1']) batcher.add(item, item, 1)
    await turn()
    assert.deepEqual(
      writes.map(({ items }) => items),
      [['B1'], ['a2', 'b2'], ['a1', 'b1']],
    )
    await writes[1]!.finish()
    for (const item of ['c1', 'c2']) batcher.add(item, item, 1)
    await turn()
    assert.deepEqual(writes[3]?.items, ['c2'], 'One batch aside at a time.')
    assert.equal(batcher.figures().waitingItems, 1)
    await writes[0]!.finish()
    batcher.add('d1', 'd1', 1)
    await writes[3]!.finish()
    assert.deepEqual(writes[4]?.items, ['d1'], 'The bulk is over: nothing is to be waited for.')
    await writes[2]!.finish()
    assert.deepEqual(writes[5]?.items, ['c1'])
  })

  test('callers with bulk take turns by work', async () => {
    const { batcher, writes } = byHand()
    for (let item = 0; item < 6; item++) batcher.add('large', `L${item}`, 4096)
    for (let item = 0; item < 6; item++) batcher.add('larger', `X${item}`, 2048)
    await turn()
    for (let done = 0; done < writes.length; done++) await writes[done]!.finish()
    const order = writes.map(write => write.items.join(' ')).join(' ')
    assert.equal(order.replaceAll(/\d/g, '').slice(0, 17), 'X L X X L X X L X', order)
  })

  test('turns away what there is no room for, counts it, and has done nothing for it', async () => {
    const { batcher, writes } = byHand({ maxWaiting: 100 })
    assert.ok(batcher.add('a', 'a', 50))
    assert.equal(batcher.add('a', 'more', 1), undefined)
    assert.ok(batcher.add('b', 'b', 25))
    assert.equal(batcher.add('c', 'c', 26), undefined)
    const { waitingItems, waitingWork, refusedItems, refusedWork } = batcher.figures()
    assert.deepEqual([waitingItems, waitingWork, refusedItems, refusedWork], [2, 75, 2, 27])
    await turn()
    assert.deepEqual(
      writes.flatMap(write => write.items),
      ['a', 'b'],
    )
    assert.ok(batcher.add('a', 'again', 50), 'There is room again.')
  })

  test('tries a failed batch item by item where one item may be the cause', async () => {
    const batcher = createFairBatcher<number, number>({
      ...{ maxWaiting: 100, maxBatch: 10, share: 5, concurrency: 2, splitOn: () => true },
      async run(items) {
        if (items.includes(3)) throw new Error('three')
        return items
      },
    })
    const answers = await Promise.allSettled([1, 2, 3, 4].map(item => batcher.add('a', item, 1)))
    assert.deepEqual(
      answers.map(answer => answer.status),
      ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
    )
  })

  test('a fault of the world fails all of its batch at once, and the next batch goes', async () => {
    let runs = 0
    const batcher = createFairBatcher<number, number>({
      ...{ maxWaiting: 100, maxBatch: 10, share: 5, concurrency: 1, splitOn: () => false },
      async run(items) {
        runs += 1
        if (runs === 1) throw new Error('gone')
        return items
      },
    })
    const answers = await Promise.allSettled([1, 2, 3].map(item => batcher.add('a', item, 1)))
    assert.ok(answers.every(answer => answer.status === 'rejected'))
    assert.equal(await batcher.add('a', 4, 1), 4)
    assert.equal(runs, 2)
  })
})
