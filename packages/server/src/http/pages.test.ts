// SPDX-License-Identifier: Apache-2.0
// The pages for people beside the API: problems in both languages, the reference, and what stands where no page is
// built.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { OpenApiDocument } from './openapi.ts'
import { PROBLEM_CODES, PROBLEMS } from './problem.ts'
import { ADMIN, createTestServer, DEMO_HOST, type TestServer } from './testing.ts'

const DATA = process.env.JANDON_DATA ?? new URL('../../../../../shared/data', import.meta.url).pathname

let server: TestServer
let document: OpenApiDocument
before(async () => {
  server = await createTestServer()
  document = (await server.app.inject({ url: '/openapi.json' })).json()
})
after(() => server.app.close())

describe('problem pages', () => {
  test('every code has a page in both languages that says what to do', async () => {
    for (const code of PROBLEM_CODES) {
      const pages = await Promise.all(
        ['ko', 'en'].map(language => server.app.inject({ url: `/problems/${code}?language=${language}` })),
      )
      const [korean, english] = pages.map(each => each.body)
      assert.ok(pages.every(each => each.statusCode === 200))
      assert.match(korean!, /[가-힣].*<li>.*[가-힣]/s)
      assert.ok(!/[가-힣]/.test(english!.replaceAll('한국어', '')), `${code} has Korean in its English page.`)
      assert.match(english!, new RegExp(`${PROBLEMS[code].status}`))
    }
  })

  test('the list names them all; a page follows the browser and falls back to Korean', async () => {
    const list = (await server.app.inject({ url: '/problems' })).body
    for (const code of PROBLEM_CODES) assert.ok(list.includes(`/problems/${code}?`))
    assert.match(list, /lang="ko"/)
    const english = await server.app.inject({ url: '/problems/not_found', headers: { 'accept-language': 'en-GB' } })
    assert.match(english.body, /<html lang="en">/)
  })

  test('a document follows the schema of RFC 9457', async t => {
    const file = `${DATA}/http/rfc9457.problem.schema.json`
    if (!existsSync(file)) return t.skip(`${file} is absent: the schema of RFC 9457 was not checked. Set JANDON_DATA.`)
    // The text of an RFC folds long lines with a backslash; JSON does not know that.
    const schema = readFileSync(file, 'utf8').replaceAll(/\\\n\s*/g, '')
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(schema))
    for (const url of ['/v0/holders', '/v1/holders/1', '/v1/accounts?limit=0']) {
      const response = await server.app.inject({ url, headers: ADMIN })
      assert.ok(validate(response.json()), JSON.stringify(validate.errors))
      assert.equal(response.json().status, response.statusCode)
      assert.doesNotThrow(() => new URL(response.json().type, 'http://127.0.0.1'))
      assert.doesNotThrow(() => new URL(response.json().instance))
    }
  })
})

describe('pages', () => {
  test('the reference names every operation and asks nobody else for anything', async () => {
    const response = await server.app.inject({ url: '/docs', headers: DEMO_HOST })
    assert.equal(response.statusCode, 200)
    for (const methods of Object.values(document.paths)) {
      for (const { operationId } of Object.values(methods))
        assert.ok(response.body.includes(`id="${operationId}"`), operationId)
    }
    assert.ok(!/(src|href)="(https?:)?\/\//.test(response.body))
    assert.ok(!/<script|style=|onclick/i.test(response.body))
    const again = await server.app.inject({ url: '/docs', headers: { 'if-none-match': String(response.headers.etag) } })
    assert.equal(again.statusCode, 304)
  })

  test('each fragment in the reference leads to a place in it', async () => {
    const { body } = await server.app.inject({ url: '/docs' })
    const ids = new Set([...body.matchAll(/ id="([^"]+)"/g)].map(match => match[1]))
    for (const [, target] of body.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.has(target), `${target} is missing.`)
  })

  test('without a built page the address of the app says what to do', async () => {
    const response = await server.app.inject({ url: '/ko/quotes/x' })
    assert.equal(response.statusCode, 200)
    assert.match(response.body, /npm run build/)
  })
})
