// SPDX-License-Identifier: Apache-2.0
// The service worker answers for its own page's files and for nothing else.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOutdated, type Kept, sourceOf, storeName } from './keeping.ts'

const PAGE = new URL('https://jandon.example/ko/check')
const KEPT: Kept = { version: 'a1', files: ['/assets/index-1.js', '/jandon.svg'], onUse: ['/assets/font-7.woff2'] }
const source = (path: string, method = 'GET') => sourceOf({ method, url: new URL(path, PAGE).href }, PAGE, KEPT)

test('hashed files of the page are kept, the page itself is asked for first', () => {
  assert.equal(source('/assets/index-1.js'), 'kept')
  assert.equal(source('/assets/font-7.woff2'), 'kept_on_use')
  assert.equal(source('/ko/check'), 'network_then_kept')
  assert.equal(source('/ko/check?from=message#r=1'), 'network_then_kept')
})

test('the API, other pages, other builds and other servers are none of its business', () => {
  for (const path of [
    '/v1/session',
    '/v1/messages:check',
    '/ko',
    '/ko/check/more',
    '/en/check',
    '/ko/conversions',
    '/assets/index-2.js',
    '/assets/index-1.js?x',
    'https://elsewhere.example/assets/index-1.js',
    'https://elsewhere.example/ko/check',
  ]) {
    assert.equal(source(path), 'network', path)
  }
  assert.equal(source('/ko/check', 'POST'), 'network')
})

test('a new build clears the stores of its own page and nobody else’s', () => {
  const next: Kept = { ...KEPT, version: 'b2' }
  assert(isOutdated(storeName(PAGE, KEPT), PAGE, next))
  assert(!isOutdated(storeName(PAGE, next), PAGE, next))
  assert(!isOutdated(storeName(new URL('https://jandon.example/en/check'), KEPT), PAGE, next))
  assert(!isOutdated('something else', PAGE, next))
})
