// SPDX-License-Identifier: Apache-2.0
// A result that is passed on as codes is worded again, with nothing of the text and no place left unfilled.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainLinkReason, explainProviderReason, linkAdvice, providerAdvice, providerLegalBasis } from './explain.ts'
import {
  checkLink,
  checkMessage,
  explainMessageReason,
  LINK_LABELS,
  MESSAGE_LABELS,
  messageAdvice,
  PROVIDER_VERDICTS,
  THEMES,
  themeName,
} from './index.ts'
import { REASONS } from './link/words.ts'
import { REASON_WORDS } from './message/words.ts'

test('every reason of a link has words that hold without the link', () => {
  for (const code of Object.keys(REASONS)) {
    const words = explainLinkReason(code)
    assert(words !== undefined, code)
    for (const sentence of [words.ko, words.en]) assert.doesNotMatch(sentence, /[{}]|\(\)/, code)
    assert.match(words.ko, /[가-힣]/)
  }
  assert.equal(
    explainLinkReason('lookalike_spelling')?.en,
    '“…” is a well-known name with the spelling slightly changed.',
  )
})

test('every reason of a message has words that hold without the message', () => {
  for (const code of Object.keys(REASON_WORDS)) {
    const words = explainMessageReason(code)
    assert(words !== undefined, code)
    for (const sentence of [words.ko, words.en]) assert.doesNotMatch(sentence, /[{}]|\(\)/, code)
  }
  const text = '[국제발신] 고객님 택배 주소가 잘못되었습니다. 오늘 중 확인: http://cj-7q2x.top 신분증 사진을 보내세요'
  const { reasons } = checkMessage(text)
  assert(reasons.length > 1)
  for (const { code } of reasons) assert(explainMessageReason(code), code)
})

test('the reasons of a judged link can all be worded again', () => {
  for (const { code } of checkLink('http://naver-login.top/app.apk').reasons) assert(explainLinkReason(code), code)
})

test('an offence leads to its article, anything else to none', () => {
  assert.match(providerLegalBasis('carrier_billing')?.cite.ko ?? '', /72/)
  assert(explainProviderReason('carrier_billing'))
  for (const code of ['toString', 'constructor', '', 'fee_first', '__proto__']) {
    assert.equal(providerLegalBasis(code), undefined, code)
  }
  assert.equal(explainProviderReason('toString'), undefined)
  assert.equal(explainLinkReason('constructor'), undefined)
})

test('there is advice for every label and verdict', () => {
  for (const label of LINK_LABELS) assert(linkAdvice(label).ko.length > 0)
  for (const label of MESSAGE_LABELS) {
    for (const theme of THEMES) assert(messageAdvice(label, theme).ko.length > 0 && themeName(theme).en.length > 0)
  }
  for (const verdict of PROVIDER_VERDICTS) assert(providerAdvice(verdict, []).en.length > 0)
})
