// SPDX-License-Identifier: Apache-2.0
// Too much of a good thing: one address that asks too often, one that guesses keys, and more than there is room for.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ADMIN, createTestServer, DEMO_HOST, HOLDER } from './testing.ts'

const HOLDER_URL = `/v1/holders/${HOLDER.id}`

describe('limits', () => {
  const from = (remoteAddress: string) => ({ remoteAddress })

  test('an address without a key is slowed down; this machine and keys are not', async () => {
    let elapsed = 0
    const { app } = await createTestServer({ anonymousLimit: { perMinute: 60, burst: 2 } }, { elapsed: () => elapsed })
    const ask = (remoteAddress: string, headers = {}) =>
      app.inject({ url: '/v1/packs', headers, ...from(remoteAddress) })
    assert.equal((await ask('203.0.113.9')).statusCode, 200)
    assert.equal((await ask('203.0.113.9')).statusCode, 200)
    const third = await ask('203.0.113.9')
    assert.equal(third.statusCode, 429)
    assert.equal(third.headers['retry-after'], '1')
    assert.equal((await ask('203.0.113.10')).statusCode, 200)
    assert.equal((await ask('203.0.113.9', ADMIN)).statusCode, 200)
    for (let count = 0; count < 5; count++) assert.equal((await ask('127.0.0.1', DEMO_HOST)).statusCode, 200)
    elapsed += 1000
    assert.equal((await ask('203.0.113.9')).statusCode, 200)
    await app.close()
  })

  test('guessing keys is slowed down by address', async () => {
    const { app } = await createTestServer({ anonymousLimit: { perMinute: 60, burst: 3 } })
    const statuses: number[] = []
    for (let guess = 0; guess < 5; guess++) {
      const answer = await app.inject({
        url: '/v1/session',
        headers: { 'x-api-key': `jdn_${guess}` },
        ...from('203.0.113.9'),
      })
      statuses.push(answer.statusCode)
    }
    assert.deepEqual(statuses, [401, 401, 401, 429, 429])
    await app.close()
  })

  test('beyond the room for requests, the next is told to come back', async () => {
    const { app, usecases } = await createTestServer({ maximumInFlight: 2 })
    let release = () => {}
    const gate = new Promise<void>(resolve => {
      release = resolve
    })
    usecases.getHolder = async () => {
      await gate
      return { kind: 'done', value: HOLDER }
    }
    const running = [1, 2].map(() => app.inject({ url: HOLDER_URL, headers: ADMIN }))
    await new Promise(resolve => setTimeout(resolve, 20))
    const refused = await app.inject({ url: HOLDER_URL, headers: ADMIN })
    assert.equal(refused.statusCode, 503)
    assert.equal(refused.json().code, 'overloaded')
    assert.equal(refused.headers['retry-after'], '1')
    release()
    for (const answer of await Promise.all(running)) assert.equal(answer.statusCode, 200)
    assert.equal((await app.inject({ url: HOLDER_URL, headers: ADMIN })).statusCode, 200)
    await app.close()
  })

  test('long bodies are turned away before they are read when there is no memory for them, short ones are not', async () => {
    const { app, usecases } = await createTestServer()
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    let release = () => {}
    const gate = new Promise<void>(resolve => {
      release = resolve
    })
    usecases.postTransfers = async (_, transfers) => {
      await gate
      return { kind: 'done', value: { results: transfers.map(({ id }) => ({ id, result: 'applied' })) } }
    }
    const transfer = {
      ...{ id: 'trf_a', debitAccountId: 'acc_a', creditAccountId: 'acc_b', code: 'test' },
      amount: { amountMinor: '1', unit: 'KRW' },
    }
    const post = async (body: string, key: string) => {
      const headers = { ...ADMIN, 'content-type': 'application/json', 'idempotency-key': key }
      return fetch(`${url}/v1/transfers`, { method: 'POST', headers, body })
    }
    // Spaces count as well as anything: 7 MB each, of which one caller may have three in 48 MB.
    const long = JSON.stringify([transfer]) + ' '.repeat(7 * 1024 * 1024)
    const running = [1, 2, 3].map(index => post(long, `long-${index}`))
    await new Promise(resolve => setTimeout(resolve, 200))
    const refused = await post(long, 'long-4')
    assert.equal(refused.status, 503)
    assert.equal(refused.headers.get('retry-after'), '1')
    const short = post(JSON.stringify([transfer]), 'short')
    release()
    for (const answer of await Promise.all([...running, short])) assert.equal(answer.status, 200)
    assert.equal((await post(long, 'long-4')).status, 200)
    await app.close()
  })
})
