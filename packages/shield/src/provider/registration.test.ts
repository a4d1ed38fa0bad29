// SPDX-License-Identifier: Apache-2.0
// Business numbers by their check digit, and the facts that a shop leaves out.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findBusinessNumber, isBusinessNumber, missingFacts } from './registration.ts'

/** Of an office that does not exist (999), with the right last digit. */
const RIGHT = '999-81-20438'

describe('the check digit', () => {
  test('right, with and without hyphens', () => {
    assert.ok(isBusinessNumber(RIGHT))
    assert.ok(isBusinessNumber(RIGHT.replaceAll('-', '')))
  })
  test('every other last digit is wrong', () => {
    for (const digit of '012345679') assert.equal(isBusinessNumber(RIGHT.slice(0, -1) + digit), false)
  })
  test('what is no number at all', () => {
    for (const text of ['', '000-00-00000', '123', '99981204380', 'abcdefghij', '999-81-2043A']) {
      assert.equal(isBusinessNumber(text), false, text)
    }
  })
})

describe('where it stands', () => {
  test('in the text', () => {
    assert.deepEqual(findBusinessNumber(`사업자등록번호 ${RIGHT}`, undefined), { number: RIGHT, isWellFormed: true })
    assert.deepEqual(findBusinessNumber('사업자번호: 9998120439', undefined), {
      number: '9998120439',
      isWellFormed: false,
    })
  })
  test('the one given goes first', () => {
    assert.deepEqual(findBusinessNumber(`사업자 ${RIGHT}`, '111-11-11111')?.number, '111-11-11111')
  })
  test('an account or a telephone is none', () => {
    assert.equal(findBusinessNumber('계좌 1234567890 전화 010-1234-5678', undefined), undefined)
  })
})

describe('missing facts', () => {
  const codes = (text: string, lends = false) =>
    missingFacts({ text, businessNumber: findBusinessNumber(text, undefined), lends, showsRate: false }).map(
      ({ code }) => code,
    )
  test('of an advert with nothing but a messenger', () => {
    const all = ['business_number', 'mail_order_number', 'representative', 'address', 'phone', 'fees']
    assert.deepEqual(codes('상품권 사요 카톡 abc'), all)
  })
  test('none, of a shop that shows all of itself', () => {
    const shop = `대표 이보리 사업자등록번호 ${RIGHT} 통신판매업신고 제2024-서울종로-0000호 서울특별시 종로구 가나로 12 전화 02-000-5678 시세 96%`
    assert.deepEqual(codes(shop), [])
  })
  test('a lender shows its registration', () => {
    assert.ok(codes('개인돈 빌려드려요', true).includes('lender_registration'))
    assert.ok(!codes('푸른대부 등록번호 2025-서울가나-0007', true).includes('lender_registration'))
  })
})
