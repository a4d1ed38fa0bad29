// SPDX-License-Identifier: Apache-2.0
// The queue between callers: turns by work and not by requests, room for newcomers, nothing lost and nothing twice.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createFairQueue } from './fair-queue.ts'

const options = { maxWaiting: 1000, maxBatch: 100, share: 20 }
const queueOf = (other: Partial<typeof options> = {}) => createFairQueue<string>({ ...options, ...other })

/** Takes all batches, as lists of items. */
function drain(queue: ReturnType<typeof queueOf>, mayBeBulk = true): string[][] {
  const batches: string[][] = []
  for (let batch = queue.take(mayBeBulk); batch; batch = queue.take(mayBeBulk)) batches.push([...batch.items])
  return batches
}

describe('a fair queue', () => {
  test('lets one caller have all of a batch when nobody else waits', () => {
    const queue = queueOf()
    for (let index = 0; index < 120; index++) assert.ok(queue.push('a', `a${index}`, 1))
    assert.deepEqual(
      drain(queue).map(batch => batch.length),
      [100, 20],
    )
    assert.deepEqual([queue.count, queue.work], [0, 0])
  })

  test('gives callers the same work, however many requests they make of it', () => {
    const queue = queueOf({ maxBatch: 40 })
    for (let index = 0; index < 20; index++) queue.push('large', `L${index}`, 20)
    for (let index = 0; index < 60; index++) queue.push('small', `s${index}`, 1)
    const [first, second] = drain(queue)
    assert.deepEqual(first, ['L0', ...Array.from({ length: 20 }, (_, index) => `s${index}`)])
    assert.deepEqual(second, ['L1', ...Array.from({ length: 20 }, (_, index) => `s${index + 20}`)])
  })

  test('keeps the order of each caller', () => {
    const queue = queueOf()
    for (const [item, work] of [
      ['a1', 5],
      ['a2', 50],
      ['a3', 1],
    ] as const) {
      queue.push('a', item, work)
    }
    assert.deepEqual(drain(queue), [['a1'], ['a2'], ['a3']])
  })

  test('sends bulk alone, and when its turn has come before more of the small', () => {
    const queue = queueOf()
    queue.push('bulk', 'B', 60)
    let batches: string[][] = []
    for (let round = 0; round < 6; round++) {
      queue.push('desk', `d${round}`, 1)
      batches = [...batches, [...queue.take(true)!.items]]
    }
    // A share of 20 in each round: 60 have added up after three.
    assert.deepEqual(batches, [['d0'], ['d1'], ['d2'], ['B'], ['d3', 'd4'], ['d5']])
  })

  test('leaves bulk waiting where it may not go, and the others go', () => {
    const queue = queueOf()
    queue.push('bulk', 'B', 60)
    assert.equal(queue.take(false), undefined)
    queue.push('desk', 'd', 1)
    assert.deepEqual(queue.take(false)?.items, ['d'])
    assert.equal(queue.take(false), undefined)
    assert.deepEqual(queue.take(true), { items: ['B'], work: 60, isBulk: true })
  })

  test('one caller cannot fill it: there is room for others until the others fill it too', () => {
    const queue = queueOf({ maxWaiting: 100 })
    let taken = 0
    while (queue.push('greedy', 'g', 1)) taken += 1
    assert.equal(taken, 50)
    assert.ok(!queue.push('greedy', 'g', 1))
    assert.ok(queue.push('late', 'l', 25))
    assert.ok(!queue.push('late', 'l', 1))
    assert.ok(queue.push('later', 'll', 12))
    assert.ok(!queue.push('huge', 'h', 14), 'There is no room for so much.')
    assert.equal(queue.work, 87)
  })

  test('takes what is larger than a batch', () => {
    const queue = queueOf()
    queue.push('bulk', 'B', 500)
    assert.deepEqual(queue.take(true)?.items, ['B'])
  })

  test('loses nothing, doubles nothing, and makes no batch too large, whatever comes', () => {
    const push = fc.record({ caller: fc.constantFrom('a', 'b', 'c', 'd'), work: fc.integer({ min: 1, max: 150 }) })
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: push }, fc.boolean()), { maxLength: 200 }), steps => {
        const queue = queueOf()
        const inside = new Map<string, number>()
        const order = new Map<string, number>()
        const took = (batch: ReturnType<typeof queue.take>) => {
          if (!batch) return
          let work = 0
          for (const item of batch.items) {
            const [caller, number] = item.split('-')
            assert.ok(Number(number) > (order.get(caller!) ?? -1), 'Each caller is served in its own order.')
            order.set(caller!, Number(number))
            work += inside.get(item)!
            assert.ok(inside.delete(item), 'Nothing is taken twice.')
          }
          assert.equal(batch.work, work)
          assert.ok(work <= options.maxBatch || batch.items.length === 1)
          assert.equal(batch.isBulk, batch.items.length === 1 && work > options.share)
        }
        for (const [number, step] of steps.entries()) {
          if (typeof step === 'boolean') took(queue.take(step))
          else if (queue.push(step.caller, `${step.caller}-${number}`, step.work)) {
            inside.set(`${step.caller}-${number}`, step.work)
          }
          assert.equal(queue.count, inside.size)
          assert.equal(
            queue.work,
            [...inside.values()].reduce((sum, work) => sum + work, 0),
          )
          assert.ok(queue.work <= options.maxWaiting)
        }
        while (queue.count > 0) took(queue.take(true) ?? assert.fail('What waits can be taken.'))
      }),
    )
  })
})
