// SPDX-License-Identifier: Apache-2.0
// Group commit: who arrives together is written together, nobody waits for company, and one bad item hurts only itself.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createBatcher, mayBeOneItem } from './batcher.ts'

const options = { maxBatch: 100, maxWaiting: 1000, concurrency: 1 }
const turn = () => new Promise(resolve => setImmediate(resolve))

describe('a batcher', () => {
  test('writes what arrives together as one batch, and answers each its own', async () => {
    const sizes: number[] = []
    const batcher = createBatcher<number, number>({
      ...options,
      async run(items) {
        sizes.push(items.length)
        return items.map(item => item * 2)
      },
    })
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => batcher.add(index)))
    assert.deepEqual(
      answers,
      Array.from({ length: 50 }, (_, index) => index * 2),
    )
    assert.deepEqual(sizes, [50])
    assert.equal(await batcher.add(7), 14)
    assert.deepEqual(sizes, [50, 1])
  })

  test('gathers what arrives during a batch into the next, and no batch is larger than allowed', async () => {
    const sizes: number[] = []
    let release: () => void = () => undefined
    const batcher = createBatcher<number, number>({
      ...options,
      maxBatch: 10,
      async run(items) {
        sizes.push(items.length)
        if (sizes.length === 1) await new Promise<void>(resolve => (release = resolve))
        return items
      },
    })
    const first = batcher.add(0)
    await turn()
    const others = Array.from({ length: 25 }, (_, index) => batcher.add(index))
    await turn()
    assert.deepEqual(sizes, [1])
    assert.equal(batcher.size, 26)
    release()
    await Promise.all([first, ...others])
    assert.deepEqual(sizes, [1, 10, 10, 5])
    await turn()
    assert.equal(batcher.size, 0)
  })

  test('turns away who comes when too many wait, and has done nothing for it', async () => {
    const batcher = createBatcher<number, number>({ ...options, maxWaiting: 2, run: async items => items })
    const taken = [batcher.add(1), batcher.add(2)]
    assert.equal(batcher.add(3), undefined)
    assert.deepEqual(await Promise.all(taken), [1, 2])
    assert.equal(await batcher.add(3), 3)
  })

  test('tries a failed batch item by item where one item may be the cause', async () => {
    const batcher = createBatcher<number, number>({
      ...options,
      splitOn: () => true,
      async run(items) {
        if (items.includes(3)) throw new Error('three')
        return items
      },
    })
    const answers = await Promise.allSettled([1, 2, 3, 4].map(item => batcher.add(item)))
    assert.deepEqual(
      answers.map(answer => answer.status),
      ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
    )
  })

  test('does not try a hundred times what the whole server cannot do', async () => {
    let runs = 0
    const batcher = createBatcher<number, number>({
      ...options,
      splitOn: mayBeOneItem,
      async run() {
        runs += 1
        throw Object.assign(new Error('gone'), { code: '57P01' })
      },
    })
    const answers = await Promise.allSettled([1, 2, 3].map(item => batcher.add(item)))
    assert.ok(answers.every(answer => answer.status === 'rejected'))
    assert.equal(runs, 1)
  })
})

describe('one item may be the cause', () => {
  const withCode = (code: string) => Object.assign(new Error(), { code })
  for (const [thrown, expected] of [
    [withCode('23505'), true],
    [withCode('22003'), true],
    [withCode('P0001'), true],
    [withCode('57P01'), false],
    [withCode('08006'), false],
    [withCode('ECONNRESET'), false],
    [new Error('plain'), false],
    ['text', false],
  ] as const) {
    test(`${thrown instanceof Error ? (thrown as { code?: string }).code : thrown}: ${expected}`, () => {
      assert.equal(mayBeOneItem(thrown), expected)
    })
  }
})
