// SPDX-License-Identifier: Apache-2.0
// The calendar file of a plan, held to RFC 5545 by a reader of its own.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QuoteJson } from './contract.ts'
import { planCalendar } from './plan-calendar.ts'

const won = (amount: number) => ({ amountMinor: String(amount), unit: 'KRW' })
const title = { ko: '산 지 7일 안에, 쓰지 않은 상품권; 전액 환불', en: 'Full refund, unused' }

const QUOTE = {
  id: 'qte_01kath7mwr0000000000000000',
  language: 'ko',
  createdAt: '2026-11-23T01:02:03.456Z',
  plan: {
    deadlines: [
      {
        ref: '선물, 하나',
        date: '2026-12-31',
        ruleId: 'kr/voucher-new-within-7',
        title,
        net: won(45_000),
        claimAt: { ko: '상품권을 발행한 회사의 고객센터(앱, 홈페이지)', en: 'Help desk' },
      },
    ],
    waits: [
      {
        ref: 'b',
        until: '2027-02-28',
        ruleId: 'kr/x',
        net: won(1_234_567),
        gain: won(1),
        title,
        promise: 'estimate',
      },
    ],
  },
} as unknown as QuoteJson

/** Unfolds a file into its properties, as every reader must. */
function properties(text: string): [string, string][] {
  return text
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .filter(line => line !== '')
    .map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)])
}
const value = (text: string, name: string) => properties(text).find(([key]) => key === name)?.[1]

test('lines end with CRLF and hold at most 75 octets, with no character cut', () => {
  const text = planCalendar(QUOTE)
  assert.ok(text.endsWith('\r\n'))
  const lines = text.slice(0, -2).split('\r\n')
  assert.ok(lines.every(line => Buffer.byteLength(line) <= 75 && !line.includes('\n')))
  assert.ok(
    lines.some(line => line.startsWith(' ')),
    'Something is folded here.',
  )
  assert.ok(!text.includes('\uFFFD'))
})

test('a deadline is a whole day with an alarm a week before, its texts escaped', () => {
  const text = planCalendar(QUOTE)
  assert.equal(value(text, 'DTSTART;VALUE=DATE'), '20261231')
  assert.equal(value(text, 'DTEND;VALUE=DATE'), '20270101')
  assert.equal(value(text, 'DTSTAMP'), '20261123T010203Z')
  assert.equal(value(text, 'TRIGGER'), '-P7D')
  const summary = '오늘까지 신청: 산 지 7일 안에\\, 쓰지 않은 상품권\\; 전액 환불 (45\\,000원)'
  assert.equal(value(text, 'SUMMARY'), summary)
  const where = '신청하는 곳: 상품권을 발행한 회사의 고객센터(앱\\, 홈페이지)'
  assert.equal(value(text, 'DESCRIPTION'), `항목: 선물\\, 하나\\n${where}\\nkr/voucher-new-within-7`)
})

test('waiting has its day, and an estimate says so', () => {
  const text = planCalendar(QUOTE, 'en')
  const summaries = properties(text).filter(([key]) => key === 'SUMMARY')
  assert.equal(summaries[1]?.[1], 'Open from today: Full refund\\, unused (1\\,234\\,567 KRW)')
  assert.ok(text.replaceAll('\r\n ', '').includes('An estimate.'))
})

test('begins and ends fit together, and every event has an id of its own', () => {
  const all = properties(planCalendar(QUOTE))
  const open: string[] = []
  for (const [key, name] of all) {
    if (key === 'BEGIN') open.push(name)
    if (key === 'END') assert.equal(open.pop(), name)
  }
  assert.deepEqual(open, [])
  const ids = all.filter(([key]) => key === 'UID').map(([, id]) => id)
  assert.equal(new Set(ids).size, 2)
})

test('a quote from before there were deadlines gives an empty calendar', () => {
  const old = { ...QUOTE, plan: { objective: 'most_cash' } } as unknown as QuoteJson
  assert.ok(!planCalendar(old).includes('VEVENT'))
})
