// SPDX-License-Identifier: Apache-2.0
// What people type into cells, form by form: the value it is read as, or the reason why it is not.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  looksLikeResidentNumber,
  readAccountNumber,
  readBoolean,
  readDate,
  readMonth,
  readPhone,
  readText,
  readWon,
} from './values.ts'
import { readBank, readFundingSource, readIntent, readIssuer, readKind } from './words.ts'

const valueIn = (reading: { kind: string; value?: unknown; code?: unknown }) =>
  reading.kind === 'read' ? reading.value : reading.code

function table(
  name: string,
  reader: (cell: string) => { kind: string },
  rows: readonly (readonly [string, unknown])[],
) {
  describe(name, () => {
    for (const [cell, expected] of rows) {
      test(`${JSON.stringify(cell)} → ${String(expected)}`, () => assert.equal(valueIn(reader(cell)), expected))
    }
  })
}

table('won', readWon, [
  ['10000', 10_000n],
  ['10,000', 10_000n],
  [' 10,000 ', 10_000n],
  ['₩10,000', 10_000n],
  ['￦10,000', 10_000n],
  ['\\10,000', 10_000n],
  ['10,000원', 10_000n],
  ['10,000 원', 10_000n],
  ['10,000원정', 10_000n],
  ['１０，０００', 10_000n],
  ['10,000.00', 10_000n],
  ['10000.0', 10_000n],
  ['KRW 10,000', 10_000n],
  ['1만원', 10_000n],
  ['1만 5천원', 15_000n],
  ['12만3400', 123_400n],
  ['0', 0n],
  ['1,234,567', 1_234_567n],
  ['12,34', 'money_form'],
  ['1,0000', 'money_form'],
  ['1.000.000', 'money_form'],
  ['10000.5', 'money_fraction'],
  ['-10000', 'money_negative'],
  ['(10,000)', 'money_negative'],
  ['△10,000', 'money_negative'],
  ['1E+05', 'excel_scientific'],
  ['1.5E+05', 'excel_scientific'],
  ['만원', 'money_form'],
  ['$100', 'money_form'],
  ['10000000000000000', 'money_too_large'],
  ['일만원', 'money_form'],
])

table('dates', readDate, [
  ['2024-10-01', '2024-10-01'],
  ['2024-10-1', '2024-10-01'],
  ['2024.10.1', '2024-10-01'],
  ['2024.10.01.', '2024-10-01'],
  ['2024. 10. 1.', '2024-10-01'],
  ['2024/10/01', '2024-10-01'],
  ['20241001', '2024-10-01'],
  ['２０２４．１０．１', '2024-10-01'],
  ['2024년 10월 1일', '2024-10-01'],
  ['2024년10월01일', '2024-10-01'],
  ['45566', '2024-10-01'],
  ['45566.75', '2024-10-01'],
  ['2024-10-01 00:00:00', '2024-10-01'],
  ['2024-10-01 오전 9:30', '2024-10-01'],
  ['2024-10-01T09:30:00+09:00', '2024-10-01'],
  ['2024-10-01 (화)', '2024-10-01'],
  ['2024-02-29', '2024-02-29'],
  ['2023-02-29', 'date_does_not_exist'],
  ['2024-13-01', 'date_does_not_exist'],
  ['20240230', 'date_does_not_exist'],
  ['24.10.01', 'date_two_digit_year'],
  ['241001', 'date_two_digit_year'],
  ['10/01/2024', 'date_ambiguous'],
  ['01-10-2024', 'date_ambiguous'],
  ['작년 10월', 'date_form'],
  ['2024', 'date_form'],
  ['99999', 'date_form'],
])

table('months', readMonth, [
  ['2026-11', '2026-11'],
  ['2026.11', '2026-11'],
  ['202611', '2026-11'],
  ['2026년 11월', '2026-11'],
  ['2026-11-23', '2026-11'],
  ['2026-13', 'month_form'],
  ['11월', 'month_form'],
])

table('yes and no', readBoolean, [
  ['예', true],
  ['Y', true],
  ['ｙ', true],
  ['O', true],
  ['아니오', false],
  ['아니요', false],
  ['N', false],
  ['false', false],
  ['아마도', 'boolean_form'],
])

table('account numbers', readAccountNumber, [
  ['110-123-456789', '110123456789'],
  ['110 123 456789', '110123456789'],
  ["'0123456789012", '0123456789012'],
  ['１１０１２３４５６７８９', '110123456789'],
  ['1.10123E+11', 'excel_scientific'],
  ['110-12', 'account_number_form'],
  ['신한 110-123-456789', 'account_number_form'],
])

table('phones', readPhone, [
  ['010-1234-5678', '010-1234-5678'],
  ['01012345678', '010-1234-5678'],
  ['1012345678', '010-1234-5678'],
  ['+82 10-1234-5678', '010-1234-5678'],
  ['02-123-4567', '02-123-4567'],
  ['5678', 'phone_form'],
])

table('banks', readBank, [
  ['004', '004'],
  ['4', '004'],
  ['국민', '004'],
  ['KB국민은행', '004'],
  ['kb 국민 은행', '004'],
  ['카카오뱅크', '090'],
  ['토스뱅크', '092'],
  ['대구은행', '031'],
  ['999', 'bank_unknown'],
  ['국민연금', 'bank_unknown'],
])

table('kinds', readKind, [
  ['new_type_voucher', 'new_type_voucher'],
  ['모바일 상품권', 'new_type_voucher'],
  ['온누리상품권', 'onnuri_voucher'],
  ['교통카드', 'transit_card'],
  ['상품권', 'kind_unknown'],
  ['비트코인', 'kind_unknown'],
])

table('funding sources', readFundingSource, [
  ['현금', 'cash'],
  ['계좌 이체', 'bank_transfer'],
  ['휴대폰 소액결제', 'carrier_billing'],
  ['신용카드', 'credit_card'],
  ['모름', 'unknown'],
  ['카드', 'funding_unknown'],
])

table('intents', readIntent, [
  ['환불', 'refund'],
  ['sell', 'sell'],
  ['판매', 'sell'],
  ['상담', 'intent_unknown'],
])

table('issuers', readIssuer, [
  ['컬쳐랜드', 'cultureland'],
  ['컬처랜드', 'cultureland'],
  ['CultureLand', 'cultureland'],
  ['우리동네책방', 'u-ri-dong-ne-chaek-bang'],
  ['LG U+', 'lguplus'],
  ['Book & Life', 'book-life'],
  ['!!!', 'issuer_form'],
])

test('text with bytes that could not be decoded is unreadable, and a pasted document is too long', () => {
  assert.equal(valueIn(readText('김\uFFFD돈')), 'unreadable')
  assert.equal(valueIn(readText('가'.repeat(501))), 'too_long')
})

test('a resident registration number is recognised, a phone or an account is not', () => {
  assert.equal(looksLikeResidentNumber('900101-1234567'), true)
  assert.equal(looksLikeResidentNumber('900101-1******'), true)
  assert.equal(looksLikeResidentNumber('010-1234-5678'), false)
  assert.equal(looksLikeResidentNumber('901301-1234567'), false)
})
