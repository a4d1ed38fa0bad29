// SPDX-License-Identifier: Apache-2.0
// Judgements over HTTP: which mistakes are named, what is too large, and that one caller leaves the others their turn.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Log } from '../ports/index.ts'
import { createTurns } from './limits.ts'
import { ADMIN, createTestServer, DEMO_HOST, HOLDER } from './testing.ts'

const MESSAGES = '/v1/messages:check'
const REMOTE = { remoteAddress: '203.0.113.9' }

async function withServer(
  act: (post: (url: string, body: unknown, more?: object) => Promise<Answer>) => Promise<void>,
  ...given: Parameters<typeof createTestServer>
) {
  const { app } = await createTestServer(...given)
  await act(async (url, body, more = {}) => {
    const answer = await app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(body),
      ...more,
    })
    return { status: answer.statusCode, headers: answer.headers, json: answer.json() }
  })
  await app.close()
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly json: {
    readonly code?: string
    readonly label?: string
    readonly length?: number
    readonly errors?: { pointer: string; detail: string }[]
  }
}

test('of text and texts, the one that was sent is what the errors are about', async () => {
  const eitherOne = { pointer: '', detail: 'Send exactly one of: text | texts.' }
  const noField = 'There is no such field. Check its name or leave it out.'
  const cases: [unknown, { pointer: string; detail: string }[]][] = [
    [{ text: 'a', language: 'fr' }, [{ pointer: '/language', detail: 'Send one of: ko, en.' }]],
    [{ texts: ['a'], language: 'fr' }, [{ pointer: '/language', detail: 'Send one of: ko, en.' }]],
    [{ text: 'a', texts: ['b'] }, [eitherOne]],
    [{}, [eitherOne]],
    [{ txt: 'a' }, [eitherOne, { pointer: '/txt', detail: noField }]],
    [{ text: 'a', more: 1 }, [{ pointer: '/more', detail: noField }]],
    [{ text: '' }, [{ pointer: '/text', detail: 'Use at least 1 character(s).' }]],
    [{ text: 1 }, [{ pointer: '/text', detail: 'Send text.' }]],
    [{ texts: [] }, [{ pointer: '/texts', detail: 'Send at least 1.' }]],
    [{ texts: 'a' }, [{ pointer: '/texts', detail: 'Send a list [ ].' }]],
    [{ texts: ['a', ''] }, [{ pointer: '/texts/1', detail: 'Use at least 1 character(s).' }]],
    [{ texts: Array(501).fill('a') }, [{ pointer: '/texts', detail: 'Send at most 500 at once; split the rest.' }]],
    ['a', [eitherOne]],
  ]
  await withServer(async post => {
    for (const [body, errors] of cases) {
      const { status, json } = await post(MESSAGES, body)
      assert.deepEqual([status, json.errors], [422, errors], JSON.stringify(body))
    }
    const korean = { 'content-type': 'application/json', 'accept-language': 'ko' }
    const { json } = await post(MESSAGES, {}, { headers: korean })
    assert.equal(json.errors![0]!.detail, '다음 가운데 하나만 넣어 주세요: text | texts.')
  })
})

describe('what is too large is 413, and says where and how much is taken', () => {
  const letters = (count: number) => '가 '.repeat(count / 2)

  test('one text, one address, one of a list, and a list as a whole', async () => {
    const cases: [string, unknown, string | undefined][] = [
      [MESSAGES, { text: letters(20_002) }, '/text'],
      // 10,001 characters to a counter of characters, and more than 20,000 units to the judge.
      [MESSAGES, { text: '😀'.repeat(10_001) }, '/text'],
      [MESSAGES, { texts: ['a', letters(20_002)] }, '/texts/1'],
      [MESSAGES, { texts: Array(401).fill(letters(500)) }, '/texts'],
      [MESSAGES, { text: 'a'.repeat(1_000_000) }, '/text'],
      // Not even read.
      [MESSAGES, { text: 'a'.repeat(2_000_000) }, undefined],
      ['/v1/links:check', { url: `http://a.kr/${'a'.repeat(4096)}` }, '/url'],
      ['/v1/providers:check', { text: letters(20_002) }, '/text'],
      ['/v1/providers:check', { text: 'a', url: 'a'.repeat(4097) }, '/url'],
    ]
    await withServer(async post => {
      for (const [url, body, pointer] of cases) {
        const { status, json } = await post(url, body)
        assert.deepEqual([status, json.code, json.errors?.[0]?.pointer], [413, 'body_too_large', pointer], url)
      }
      const { json } = await post(MESSAGES, { texts: Array(401).fill(letters(500)) })
      assert.match(json.errors![0]!.detail, /at most 200000 characters/)
    })
  })

  test('as much as that is judged, however it is escaped', async () => {
    await withServer(async post => {
      assert.equal((await post(MESSAGES, { text: letters(20_000) })).json.label, 'ham')
      assert.equal((await post(MESSAGES, { texts: Array(400).fill('점심 먹자 '.repeat(83)) })).json.length, 400)
      const escaped = `{"text":"${'\\uac00'.repeat(20_000)}"}`
      assert.equal((await post('/v1/providers:check', {}, { payload: escaped })).status, 200)
    })
  })
})

describe('one caller leaves the others their turn', () => {
  test('long texts count as many requests of their address; this machine and keys are free', async () => {
    let elapsed = 0
    const settings = { anonymousLimit: { perMinute: 60, burst: 5 } }
    await withServer(
      async post => {
        const long = { texts: Array(10).fill('a '.repeat(5000)) }
        assert.equal((await post(MESSAGES, long, REMOTE)).status, 200)
        const next = await post(MESSAGES, { text: 'a' }, REMOTE)
        // One for the request and 20 for 100,000 letters, of 5: 16 are owed, and one is for the next.
        assert.deepEqual([next.status, next.headers['retry-after']], [429, '17'])
        assert.equal((await post(MESSAGES, { text: 'a' }, { remoteAddress: '203.0.113.10' })).status, 200)
        elapsed += 17_000
        assert.equal((await post(MESSAGES, { text: 'a' }, REMOTE)).status, 200)
        for (let count = 0; count < 2; count++) {
          const headers = { 'content-type': 'application/json', ...DEMO_HOST }
          assert.equal((await post(MESSAGES, long, { headers })).status, 200)
          const keyed = { 'content-type': 'application/json', ...ADMIN }
          assert.equal((await post(MESSAGES, long, { headers: keyed, ...REMOTE })).status, 200)
        }
      },
      settings,
      { elapsed: () => elapsed },
    )
  })

  test('an address that fills the room is told to come back, another is served', async () => {
    await withServer(async post => {
      const long = { texts: Array(10).fill('a '.repeat(10_000)) }
      const many = await Promise.all(Array.from({ length: 5 }, () => post(MESSAGES, long, REMOTE)))
      const statuses = many.map(({ status }) => status).sort()
      assert.deepEqual(statuses, [200, 200, 200, 503, 503])
      assert.equal(many.find(({ status }) => status === 503)!.headers['retry-after'], '1')
      assert.equal((await post(MESSAGES, long, REMOTE)).status, 200, 'What was judged leaves the room.')
    })
  })

  test('a request about a holder is answered while lists are judged', async () => {
    const { app } = await createTestServer()
    const payload = { texts: Array(20).fill('점심 먹자 '.repeat(1600)) }
    let judged = 0
    const lists = Array.from({ length: 2 }, async () => {
      const answer = await app.inject({ method: 'POST', url: MESSAGES, payload, ...REMOTE })
      judged += 1
      return answer.statusCode
    })
    await new Promise(setImmediate)
    const { statusCode } = await app.inject({ url: `/v1/holders/${HOLDER.id}`, headers: ADMIN })
    assert.deepEqual([statusCode, judged], [200, 0])
    assert.deepEqual(await Promise.all(lists), [200, 200])
    await app.close()
  })

  test('turns come one in a round, in the order asked', async () => {
    const turns = createTurns()
    const seen: string[] = []
    let round = 0
    const count = () => {
      round += 1
      if (round < 20) setImmediate(count)
    }
    setImmediate(count)
    const slices = async (name: string) => {
      for (let slice = 0; slice < 2; slice++) {
        await turns.next()
        seen.push(`${name} ${round}`)
      }
    }
    await Promise.all([slices('a'), slices('b')])
    assert.deepEqual(
      seen.map(entry => entry.slice(0, 1)),
      ['a', 'b', 'a', 'b'],
    )
    assert.equal(new Set(seen.map(entry => entry.slice(2))).size, 4)
  })
})

test('logs name the route as the document does, and nothing of the text', async () => {
  const lines: string[] = []
  const write = (fields: object) => void lines.push(JSON.stringify(fields))
  const log: Log = { debug: write, info: write, warn: write, error: write }
  await withServer(
    async post => {
      assert.equal((await post(MESSAGES, { text: 'a secret' })).status, 200)
    },
    {},
    { log },
  )
  const line = lines.find(each => each.includes('messages'))!
  assert.equal(JSON.parse(line).route, MESSAGES)
  assert.ok(!lines.join().includes('secret'))
})
