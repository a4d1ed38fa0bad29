// SPDX-License-Identifier: Apache-2.0
// Every address that is written can be read back, and whatever else is typed leads to a page that says so.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Page, parseAddress, pathOf } from './router.ts'

const PAGES: readonly Page[] = [
  { name: 'home' },
  { name: 'quote', quoteId: 'qte_1' },
  { name: 'accept', quoteId: 'qte_1', optionIds: ['opt_1', 'opt_2'] },
  { name: 'conversions' },
  { name: 'follow', conversionIds: ['cnv_1'] },
  { name: 'follow', conversionIds: ['cnv_1', 'cnv_2'] },
  { name: 'receipt', conversionId: 'cnv_1' },
  { name: 'offer' },
  { name: 'check' },
]

test('an address is read back as the page it was made for', () => {
  for (const language of ['ko', 'en'] as const) {
    for (const page of PAGES) assert.deepEqual(parseAddress(pathOf(language, page)), { language, page })
  }
})

test('any other path is a page too, never a throw', () => {
  assert.deepEqual(parseAddress('/ko/nowhere'), { language: 'ko', page: { name: 'not_found' } })
  assert.deepEqual(parseAddress('/'), { language: undefined, page: { name: 'home' } })
  assert.deepEqual(parseAddress('/fr'), { language: undefined, page: { name: 'not_found' } })
  fc.assert(fc.property(fc.array(fc.string()), parts => assert(parseAddress(parts.join('/')).page.name.length > 0)))
})
