// SPDX-License-Identifier: Apache-2.0
// The queue between callers: turns by work and not by requests, nothing lost and nothing twice.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createFairQueue } from './fair-queue.ts'

const options = { maxBatch: 100, share: 20 }
const queueOf = (other: Partial<typeof options> = {}) => createFairQueue<string>({ ...options, ...other })

/** Takes all batches, as lists of items. */
function drain(queue: ReturnType<typeof queueOf>): string[][] {
  const batches: string[][] = []
  for (let batch = queue.take(); batch; batch = queue.take()) batches.push([...batch.items])
  return batches
}
const range = (from: number, to: number, name: string) =>
  Array.from({ length: to - from }, (_, index) => `${name}${from + index}`)

describe('a fair queue', () => {
  test('lets one caller have all of a batch when nobody else waits', () => {
    const queue = queueOf()
    for (const item of range(0, 120, 'a')) queue.push('a', item, 1)
    assert.equal(queue.workOf('a'), 120)
    assert.deepEqual(drain(queue), [range(0, 100, 'a'), range(100, 120, 'a')])
    assert.deepEqual([queue.count, queue.work, queue.workOf('a')], [0, 0, 0])
  })

  test('gives callers the same work, however many requests they make of it', () => {
    const queue = queueOf({ maxBatch: 40 })
    for (const item of range(0, 20, 'L')) queue.push('large', item, 20)
    for (const item of range(0, 60, 's')) queue.push('small', item, 1)
    const [first, second] = drain(queue)
    assert.deepEqual(first, ['L0', ...range(0, 20, 's')])
    assert.deepEqual(second, ['L1', ...range(20, 40, 's')])
  })

  test('goes on with the turn in which a batch was full', () => {
    const queue = queueOf({ maxBatch: 30 })
    for (const item of range(0, 40, 'a')) queue.push('a', item, 1)
    for (const item of range(0, 40, 'b')) queue.push('b', item, 1)
    const [first, second] = drain(queue)
    assert.deepEqual(first, [...range(0, 20, 'a'), ...range(0, 10, 'b')])
    assert.deepEqual(second, [...range(10, 20, 'b'), ...range(20, 40, 'a')])
  })

  test('who asks for more at once waits until its shares add up, and is not passed over', () => {
    const queue = queueOf({ maxBatch: 20 })
    queue.push('bulk', 'B', 60)
    for (const item of range(0, 200, 'd')) queue.push('desk', item, 1)
    const batches = drain(queue)
    assert.equal(
      batches.findIndex(([item]) => item === 'B'),
      2,
    )
    assert.deepEqual(batches[2], ['B'], 'What is larger than a batch goes alone.')
  })

  test('being idle earns nothing', () => {
    const queue = queueOf({ maxBatch: 20 })
    queue.push('late', 'l', 1)
    queue.take()
    for (const item of range(0, 40, 'a')) queue.push('a', item, 1)
    for (const item of range(0, 40, 'l')) queue.push('late', item, 1)
    assert.deepEqual(drain(queue).slice(0, 2), [range(0, 20, 'a'), range(0, 20, 'l')])
  })

  test('loses nothing, doubles nothing, keeps the order of each, and makes no batch too large', () => {
    const push = fc.record({ caller: fc.constantFrom('a', 'b', 'c', 'd'), work: fc.integer({ min: 1, max: 150 }) })
    fc.assert(
      fc.property(fc.array(fc.option(push, { freq: 4 }), { maxLength: 200 }), steps => {
        const queue = queueOf()
        const inside = new Map<string, number>()
        const served = new Map<string, number>()
        const took = (batch: ReturnType<typeof queue.take>) => {
          let work = 0
          for (const item of batch?.items ?? []) {
            const [caller = '', number] = item.split('-')
            assert.ok(Number(number) > (served.get(caller) ?? -1), 'Each caller is served in its own order.')
            served.set(caller, Number(number))
            work += inside.get(item)!
            assert.ok(inside.delete(item), 'Nothing is taken twice.')
          }
          assert.equal(batch?.work ?? 0, work)
          assert.ok(work <= options.maxBatch || batch?.items.length === 1)
        }
        for (const [number, step] of steps.entries()) {
          if (step === null) took(queue.take())
          else {
            queue.push(step.caller, `${step.caller}-${number}`, step.work)
            inside.set(`${step.caller}-${number}`, step.work)
          }
          assert.equal(queue.count, inside.size)
          assert.equal(
            queue.work,
            [...inside.values()].reduce((sum, work) => sum + work, 0),
          )
        }
        while (queue.count > 0) took(queue.take() ?? assert.fail('What waits can be taken.'))
      }),
    )
  })
})
