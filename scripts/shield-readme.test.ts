// SPDX-License-Identifier: Apache-2.0
// The examples in the shield's README are run as they stand, by somebody who installed the package, and every field of
// a judgement has its line there.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import * as shield from '../packages/shield/src/index.ts'
import { bundle, installShield, run, runBare, runLocked } from './packed-shield.ts'

const README = readFileSync('packages/shield/README.md', 'utf8')
const BLOCK = /<!-- runs: ([\w-]+) -->\n```js\n([\s\S]*?)\n```/g
const BLOCKS = [...README.matchAll(BLOCK)].map(([, kind = '', text = '']) => ({ kind, text }))
const blocksOf = (kind: string) => BLOCKS.filter(block => block.kind === kind).map(({ text }) => text)
const [worker = ''] = blocksOf('worker')
const [page = ''] = blocksOf('page')
const [serviceWorker = ''] = blocksOf('service-worker')

const folder = mkdtempSync(join(tmpdir(), 'jandon-shield-readme-'))
before(() => installShield(folder))
after(() => rmSync(folder, { recursive: true }))

describe('the examples for Node print what their comments say', () => {
  const blocks = blocksOf('node')
  test('there are some', () => assert.ok(blocks.length >= 3))
  for (const [index, text] of blocks.entries())
    test(`example ${index + 1}`, async () => {
      const promised = [...text.matchAll(/^console\.log\(.*\) \/\/ (.+)$/gm)].map(match => match[1])
      assert.ok(promised.length > 0, 'An example shows something.')
      const said = await runLocked(join(folder, `example-${index}.mjs`), text)
      assert.deepEqual(said.trim().split('\n'), promised)
    })
})

const TRAP = '엄마 나 폰 액정 깨졌어 이 번호로 톡 줘'
const PAGES = '오늘 몇 시에 끝나?\n여섯 시쯤. 저녁은 집에서 먹을게\n들어오는 길에 두부 한 모만 사 와\n'.repeat(20)
const CHAT = `${PAGES}엄마 나 폰 고장나서 임시번호야. 급하게 결제할 게 있는데 신분증이랑 카드 사진 좀 보내줘\n${PAGES}`

test('the worker judges what the page asks, and the page shows it', async () => {
  const script = await bundle(join(folder, 'judge-worker.js'), worker)
  const shown: unknown[] = []
  class Worker {
    onmessage: (event: object) => void = () => assert.fail('Nobody listens.')
    constructor(path: string) {
      assert.equal(path, '/judge-worker.js')
    }
    postMessage(data: object) {
      const postMessage = (answer: object) => this.onmessage({ data: answer })
      const self: { postMessage: typeof postMessage; onmessage?: (event: object) => void } = { postMessage }
      runBare(script, { self, atob, URL })
      self.onmessage?.({ data })
    }
  }
  runBare(page, { Worker, box: { value: TRAP }, show: (judgement: unknown) => shown.push(judgement) })
  assert.equal(JSON.stringify(shown), JSON.stringify([shield.checkMessage(TRAP)]))
})

test('the service worker answers without a network from what it kept', async () => {
  const listeners = new Map<string, (event: object) => void>()
  const store = new Map<string, string>()
  const addAll = async (paths: string[]) => {
    for (const path of paths) store.set(path, `kept ${path}`)
  }
  const match = async (request: string) => store.get(request)
  const caches = { open: async () => ({ addAll, match }) }
  const fetch = async (request: string) => `fetched ${request}`
  const self = { addEventListener: (type: string, listener: (event: object) => void) => listeners.set(type, listener) }
  runBare(serviceWorker, { self, caches, fetch })
  let installing: Promise<unknown> | undefined
  listeners.get('install')?.({ waitUntil: (work: Promise<unknown>) => (installing = work) })
  await installing
  const answerTo = async (request: string) => {
    let answer: unknown
    listeners.get('fetch')?.({ request, respondWith: (work: Promise<unknown>) => (answer = work) })
    return answer
  }
  assert.equal(await answerTo('/judge-worker.js'), 'kept /judge-worker.js')
  assert.equal(await answerTo('/'), 'kept /')
  assert.equal(await answerTo('/other'), 'fetched /other')
})

describe('every field of a judgement is explained', () => {
  const judgements = {
    message: shield.checkMessage('[국제발신] 택배 주소 오류 http://kbstar-login.top/verify'),
    'long message': shield.checkMessage(CHAT),
    link: shield.checkLink('http://kbstar-login.top/verify'),
    'official link': shield.checkLink('https://www.kbstar.com/'),
    shop: shield.checkProvider({
      text: '소액결제 현금화 90%',
      businessNumber: '123-45-67891',
      url: 'kbstar-login.top',
    }),
  }
  const lines = README.split('\n')
  const isTold = (field: string) =>
    lines.some(line => line.startsWith('| `') && line.split('|')[1]?.includes(`\`${field}\``))
  for (const [name, judgement] of Object.entries(judgements))
    test(name, () =>
      assert.deepEqual(
        Object.keys(judgement).filter(field => !isTold(field)),
        [],
      ),
    )
  test('and the long message has all of them', () => assert.ok('part' in judgements['long message']))
  test('and one without its line is noticed', () => assert.ok(!isTold('colour')))
})

test('the command in the README of the project says what stands below it', async () => {
  const text = readFileSync('README.md', 'utf8')
  const [, args = '', shown = ''] =
    /\$ npm run -s jandon -- (check message (?:.*\\\n)?.*)\n([\s\S]*?)\n {2}…/.exec(text) ?? []
  assert.ok(shown.split('\n').length >= 3, 'The README shows an answer.')
  const command = `"$NODE" packages/cli/src/main.ts ${args}`
  const { stdout } = await run('sh', ['-c', command], { env: { ...process.env, NODE: process.execPath } }).catch(
    // It ends with 1, because something was found.
    (ended: { code: number; stdout: string }) => ended,
  )
  assert.ok(stdout.startsWith(shown), stdout)
})

test('what the README calls by name is there', () => {
  const calls = /`(check[A-Z]\w+|findLinks|explain\w+|\w+Advice|providerLegalBasis|themeName|THEMES)\b/g
  const names = new Set([...README.matchAll(calls)].map(([, name = '']) => name))
  assert.ok(names.size >= 10)
  assert.deepEqual(
    [...names].filter(name => !(name in shield)),
    [],
  )
})
