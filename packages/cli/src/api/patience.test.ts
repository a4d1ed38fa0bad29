// SPDX-License-Identifier: Apache-2.0
// Waiting as told, sending less and more again, and knowing when to stop.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiProblem, ApiUnreachable } from './api.ts'
import { createPatience, GaveUp, type PatienceOptions, Stopped } from './patience.ts'

function world(options: Partial<PatienceOptions> = {}) {
  let now = 0
  const slept: number[] = []
  const stop = new AbortController()
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      slept.push(ms)
      now += ms
      await new Promise(resolve => setImmediate(resolve))
    },
  }
  const patience = createPatience({ clock, signal: stop.signal, maxConcurrent: 8, giveUpAfterMs: 10_000, ...options })
  return { patience, slept, stop, pass: (ms: number) => (now += ms) }
}

const overloaded = (retryAfterSeconds?: number) =>
  new ApiProblem({ status: 503, code: 'overloaded', detail: '', ...(retryAfterSeconds && { retryAfterSeconds }) })

test('waits as long as the server asks', async () => {
  const { patience, slept } = world()
  let tries = 0
  const answer = await patience.call(async () => {
    if (++tries === 1) throw overloaded(7)
    return 'done'
  })
  assert.equal(answer, 'done')
  assert.ok(slept.includes(7000))
})

test('a refusal is answered at once and not asked again', async () => {
  const { patience, slept } = world()
  let tries = 0
  const problem = new ApiProblem({ status: 422, code: 'unknown_bank', detail: '' })
  await assert.rejects(
    patience.call(async () => {
      tries++
      throw problem
    }),
    problem,
  )
  assert.deepEqual([tries, slept], [1, []])
})

test('an internal error is asked again five times and then given back', async () => {
  const { patience } = world()
  let tries = 0
  const problem = new ApiProblem({ status: 500, code: 'internal', detail: '' })
  await assert.rejects(
    patience.call(async () => {
      tries++
      throw problem
    }),
    problem,
  )
  assert.equal(tries, 6)
})

test('gives up when nobody has answered for the stated time, and not before', async () => {
  const { patience, slept } = world()
  await assert.rejects(
    patience.call(async () => {
      throw new ApiUnreachable('gone')
    }),
    GaveUp,
  )
  const waited = slept.reduce((sum, ms) => sum + ms, 0)
  assert.ok(waited > 10_000 && waited < 14_000, String(waited))
})

test('a closed bank is left for the next run, an overloaded server is not', async () => {
  const { patience } = world()
  const closed = new ApiProblem({ status: 503, code: 'bank_unavailable', detail: '', retryAfterSeconds: 30 })
  await assert.rejects(
    patience.call(async () => {
      throw closed
    }),
    closed,
  )
  let tries = 0
  await patience.call(async () => {
    if (++tries < 20) throw overloaded(5)
  })
  assert.equal(tries, 20)
})

test('stops at once when told to', async () => {
  const { patience, stop } = world()
  await assert.rejects(
    patience.call(async () => {
      stop.abort()
      throw overloaded(1)
    }),
    Stopped,
  )
  await assert.rejects(
    patience.call(async () => 'never'),
    Stopped,
  )
})

test('never more at once than allowed, fewer after an overload, and in time as many as before', async () => {
  const { patience } = world()
  let running = 0
  let most = 0
  let isOverloaded = false
  const work = async () => {
    running++
    most = Math.max(most, running)
    await new Promise(resolve => setImmediate(resolve))
    running--
    if (isOverloaded) {
      isOverloaded = false
      throw overloaded(1)
    }
  }
  const round = async (count: number) => {
    most = 0
    await Promise.all(Array.from({ length: count }, () => patience.call(work)))
    return most
  }
  assert.equal(await round(40), 8)
  isOverloaded = true
  await round(1)
  const after = await round(12)
  assert.ok(after < 8, `${after} at once right after an overload`)
  await round(200)
  assert.equal(await round(40), 8)
})
