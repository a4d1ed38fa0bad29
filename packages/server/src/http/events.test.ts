// SPDX-License-Identifier: Apache-2.0
// Live status over a real socket, read by our own client.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createClient, type JandonClient } from '@jandon/client'
import { createTestServer, EXAMPLES, KEYS, type TestServer } from './testing.ts'

const { CONVERSION } = EXAMPLES
let server: TestServer
let client: JandonClient
before(async () => {
  server = await createTestServer()
  const baseUrl = await server.app.listen({ port: 0, host: '127.0.0.1' })
  client = createClient({ baseUrl, apiKey: KEYS.admin })
})
after(() => server.app.close())

test('a conversion is watched from where it is to its end', async () => {
  const states: string[] = []
  for await (const view of client.conversions.watch(CONVERSION.id)) states.push(view.state)
  assert.deepEqual(states, ['accepted', 'paid'])
})

test("another's conversion cannot be watched", async () => {
  const nobody = CONVERSION.id.replace(/.$/, last => (last === '0' ? '1' : '0'))
  await assert.rejects(
    async () => {
      for await (const _ of client.conversions.watch(nobody)) assert.fail()
    },
    { code: 'not_found' },
  )
})

test('a watcher that leaves ends the watching', async () => {
  let ended: (() => void) | undefined
  const left = new Promise<void>(resolve => {
    ended = resolve
  })
  const { watchConversion } = server.usecases
  server.usecases.watchConversion = (_, __, ___, signal) =>
    new Promise(resolve => {
      signal.addEventListener('abort', () => {
        ended?.()
        resolve({ kind: 'done', value: null })
      })
    })
  for await (const _ of client.conversions.watch(CONVERSION.id)) break
  await left
  server.usecases.watchConversion = watchConversion
})

test('closing the server ends open streams', async () => {
  const own = await createTestServer()
  own.usecases.watchConversion = (_, __, ___, signal) =>
    new Promise(resolve => signal.addEventListener('abort', () => resolve({ kind: 'done', value: null })))
  const baseUrl = await own.app.listen({ port: 0, host: '127.0.0.1' })
  const response = await fetch(`${baseUrl}/v1/conversions/${CONVERSION.id}/events`, {
    headers: { 'x-api-key': KEYS.admin },
  })
  assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  assert.equal(response.headers.get('cache-control'), 'no-store')
  const text = response.text()
  await own.app.close()
  assert.ok(!(await text).includes('event: end'))
})
