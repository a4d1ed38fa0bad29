// SPDX-License-Identifier: Apache-2.0
// The calendar file over HTTP: what it is called, in which language it speaks, and whose quote it is.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { EXAMPLE_QUOTE_REQUEST } from './quotes.ts'
import { createTestServer, type TestServer } from './testing.ts'

let server: TestServer
let id: string
before(async () => {
  server = await createTestServer()
  const response = await server.app.inject({ method: 'POST', url: '/v1/quotes', payload: EXAMPLE_QUOTE_REQUEST })
  id = response.json().id
})
after(() => server.app.close())

test('a quote answers its deadlines as a calendar that a phone can import', async () => {
  const response = await server.app.inject({ url: `/v1/quotes/${id}/deadlines.ics` })
  assert.equal(response.statusCode, 200)
  assert.equal(response.headers['content-type'], 'text/calendar; charset=utf-8')
  assert.equal(response.headers['cache-control'], 'no-store')
  assert.ok(response.payload.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n'))
  assert.ok(response.payload.endsWith('END:VCALENDAR\r\n'))
  // The voucher of the example was bought on 2023-10-01: five years in which to claim.
  assert.ok(response.payload.includes('DTSTART;VALUE=DATE:20281001\r\n'))
  assert.ok(response.payload.includes('오늘까지 신청'))
})

test('in English when asked', async () => {
  const { payload } = await server.app.inject({ url: `/v1/quotes/${id}/deadlines.ics?language=en` })
  assert.ok(payload.includes('Last day to claim'))
})

test('no such quote, no such language', async () => {
  const url = '/v1/quotes/qte_01kath7mwr0000000000000000/deadlines.ics'
  const missing = await server.app.inject({ url })
  assert.equal(missing.statusCode, 404)
  assert.equal(missing.json().code, 'not_found')
  const wrong = await server.app.inject({ url: `/v1/quotes/${id}/deadlines.ics?language=fr` })
  assert.equal(wrong.statusCode, 422)
})
