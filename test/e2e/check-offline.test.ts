// SPDX-License-Identifier: Apache-2.0
// "Is this a scam?" without a network: once loaded it opens again and judges, keeps its own hashed files and nothing
// else, and costs the other pages nothing.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { openStage } from './stage.ts'

const BUILT = join(process.cwd(), 'packages', 'web', 'dist')
/** Scripts of a holder's page, packed: what a phone of 2020 reads in a second on a slow line. */
const HOLDER_BYTES = 150 * 1024

const TRAP =
  '엄마 나 폰 액정 깨져서 이거 임시번호야. 급하게 결제할 게 있는데 신분증이랑 카드 사진 좀 보내줘. 통화는 안 돼'

const isAsset = (path: string) => path.startsWith('/assets/')
/** The paths of all that the browser keeps for this server, read inside the page. */
const KEPT_PATHS = `(async () => {
  const paths = []
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname)
  }
  return paths
})()`

describe('without a network', () => {
  test('the page opens again and judges, in the language in which it was loaded', async () => {
    const stage = await openStage()
    try {
      const page = await stage.read({ screen: 'phone', language: 'en' }, '/en/check', 'on')
      await page.locator('.privacy-offline').waitFor()
      await page.goto(`${stage.url}/ko/check`)
      await page.locator('.privacy-offline').waitFor()
      const kept = (await page.evaluate(KEPT_PATHS)) as string[]
      const [files, others] = [kept.filter(isAsset), kept.filter(path => !isAsset(path))]
      assert.deepEqual([...new Set(others)].sort(), ['/en/check', '/jandon.svg', '/ko/check'])
      for (const path of files) assert.match(path, /-[\w-]{8}\.(js|css|woff2)$/, 'Only hashed files are kept.')

      await stage.stopServer()
      for (const language of ['ko', 'en'] as const) {
        await page.goto(`${stage.url}/${language}/check`)
        await page.reload()
        await page.locator('.paste-box textarea').fill(TRAP)
        await page.locator('.paste-box button[type="submit"]').click()
        await page.locator('.verdict-trap').waitFor()
      }
      await page.goto(`${stage.url}/ko/check#r=1.m.smishing.97.parcel..`)
      await page.reload()
      await page.locator('.shared').waitFor()
      await page.locator('.verdict-trap').waitFor()
      await assert.rejects(page.goto(`${stage.url}/ko`), /ERR_CONNECTION_REFUSED/, 'No other page is kept.')
      await page.context().close()
    } finally {
      await stage.close()
    }
  })
})

describe('a new version', () => {
  test('takes the place of the old one by itself, and clears what the old one kept', async () => {
    const stage = await openStage()
    try {
      const page = await stage.read({ screen: 'phone', language: 'ko' }, '/ko/check', 'on')
      await page.locator('.privacy-offline').waitFor()
      const [old] = (await page.evaluate('caches.keys()')) as string[]
      const version = old?.split(' ').at(-1) ?? ''
      assert.match(version, /^[0-9a-f]{12}$/)
      // The next build, as far as a browser can tell.
      await page.context().route('**/offline.js', async route => {
        const response = await route.fetch()
        await route.fulfill({ response, body: (await response.text()).replaceAll(version, 'next') })
      })
      await page.reload()
      await page.waitForFunction("caches.keys().then(names => names.join() === 'jandon-check /ko/check next')")
      await stage.stopServer()
      await page.reload()
      await page.locator('.paste-box').waitFor()
      await page.context().close()
    } finally {
      await stage.close()
    }
  })
})

describe('what the judge weighs', () => {
  test('a holder’s page loads none of it, and stays below 150 kB of scripts', async () => {
    const stage = await openStage()
    try {
      const page = await stage.open({ screen: 'phone', language: 'ko' })
      const scripts: string[] = []
      page.on('request', request => {
        if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname)
      })
      await page.reload()
      await page.locator('.story').first().waitFor()
      const bytes = scripts.map(path => gzipSync(readFileSync(join(BUILT, path))).length)
      assert(scripts.length > 0)
      assert(
        bytes.reduce((sum, each) => sum + each, 0) < HOLDER_BYTES,
        `${scripts.join(' ')}: ${bytes.join(' ')} bytes`,
      )
      const apart = readdirSync(join(BUILT, 'assets')).filter(name => /^(checker|judge-worker)-.*\.js$/.test(name))
      assert.equal(apart.length, 2)
      assert(!scripts.some(path => apart.some(name => path.endsWith(name))))
      await page.context().close()
    } finally {
      await stage.close()
    }
  })
})
