// SPDX-License-Identifier: Apache-2.0
// A shared result says again what was found, with the words of this version and none of the text.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkMessage, checkProvider } from '@jandon/shield'
import { wordShared } from './worded.ts'

test('a trap: verdict, theme, advice and the reasons that there are', () => {
  const worded = wordShared('#r=1.m.smishing.97.parcel..ask_click-no_such_code')
  assert.deepEqual(worded?.verdict, { level: 'trap', likelihood: { ofHundred: 97, sureness: 'certain' } })
  assert(worded?.about?.ko)
  assert((worded?.advice.now.length ?? 0) > 0)
  assert.deepEqual(
    worded?.reasons.map(reason => reason.code),
    ['ask_click'],
  )
})

test('an offer against the law keeps its article', () => {
  const worded = wordShared('#r=1.m.ham.10.none.unlawful.carrier_billing')
  assert.deepEqual(worded?.verdict, { level: 'unlawful' })
  assert.match(worded?.bases[0]?.cite.ko ?? '', /72/)
  assert(worded?.reasons.length === 1)
})

test('a shop that hides nothing is not called an advert, and a doubt about it names no article', () => {
  const shop = wordShared('#r=1.m.spam.98.cash_out.nothing_found.voucher_purchase')
  assert.deepEqual(shop?.verdict, { level: 'shop' })
  assert.match(shop?.advice.ko ?? '', /추천하거나 보증하는 것은 아니/)
  const doubt = wordShared('#r=1.m.ham.3.none.suspicious.carrier_billing')
  assert.equal(doubt?.verdict.level, 'unsure')
  assert.deepEqual(doubt?.bases, [])
})

test('a link has neither theme nor article', () => {
  const worded = wordShared('#r=1.l.phishing.99...ip_address')
  assert.equal(worded?.kind, 'link')
  assert.equal(worded?.about, undefined)
  assert.deepEqual(worded?.bases, [])
})

test('every reason that the judge gives to a message or a shop fits into an address', () => {
  const text = '소액결제 현금화 70% 당일입금, 신분증 사진만 보내주세요 http://cash-7q2x.top 010-1234-5678 수수료 먼저'
  const reasons = [...checkMessage(text).reasons, ...checkProvider({ text }).reasons]
  assert(reasons.length > 2)
  for (const { code } of reasons) assert.match(code, /^[a-z][a-z0-9_]{0,39}$/)
})

test('an address without a result has none', () => {
  assert.equal(wordShared('#r=1.m.safe.0.none..'), undefined)
  assert.equal(wordShared(''), undefined)
})
