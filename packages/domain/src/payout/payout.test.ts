// SPDX-License-Identifier: Apache-2.0
// Banks, account numbers, names, hours and the payout table.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Bug } from '../assert/index.ts'
import { parseInstant } from '../time/index.ts'
import {
  ALWAYS_OPEN,
  BANKS,
  checkAccountNumber,
  findBank,
  isFinalPayout,
  KOREAN_NIGHTLY_PAUSE,
  maskAccountNumber,
  nextPayoutState,
  opensAt,
  PAYOUT_EVENTS,
  PAYOUT_STATES,
  PAYOUT_TRANSITIONS,
  sameName,
} from './index.ts'

const DATA = process.env.JANDON_DATA ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url))
const BRANCHES = `${DATA}/banks/kftc-branches.csv`

describe('banks', () => {
  test('each code stands once, has three digits, two names and plausible lengths', () => {
    assert.equal(new Set(BANKS.map(bank => bank.code)).size, BANKS.length)
    for (const bank of BANKS) {
      assert.match(bank.code, /^\d{3}$/)
      assert.ok(bank.name.ko !== '' && /^[\x20-\x7e]+$/.test(bank.name.en))
      assert.ok(bank.accountLengths.length > 0 && bank.accountLengths.every(length => length >= 8 && length <= 16))
    }
  })

  test('each code is one under which KFTC lists branches', t => {
    if (!existsSync(BRANCHES)) return t.skip(`No branch list at ${BRANCHES}; set JANDON_DATA to check against it.`)
    const lines = readFileSync(BRANCHES, 'utf8').split('\n').slice(1)
    const listed = new Set(lines.filter(line => line.includes('정상')).map(line => line.slice(0, 3)))
    assert.deepEqual(
      BANKS.filter(bank => !listed.has(bank.code)),
      [],
    )
  })

  test('the banks that people name are there under their codes', () => {
    const expected = {
      '004': '국민',
      '011': '농협',
      '020': '우리',
      '081': '하나',
      '088': '신한',
      '090': '카카오',
      '092': '토스',
    }
    for (const [code, word] of Object.entries(expected)) assert.match(findBank(code)?.name.ko ?? '', new RegExp(word))
    assert.equal(findBank('001'), undefined, 'The Bank of Korea keeps no accounts of persons.')
  })
})

describe('account numbers', () => {
  for (const [bank, written, expected] of [
    ['088', '110123456789', '110123456789'],
    ['088', '110-123-456789', '110123456789'],
    ['088', ' 110 123 456789 ', '110123456789'],
    ['088', '１１０１２３４５６７８９', '110123456789'],
    ['090', '3333-01-2345678', '3333012345678'],
  ] as const) {
    test(`${bank} ${written} is read`, () => {
      assert.deepEqual(checkAccountNumber(bank, written), { kind: 'valid', digits: expected })
    })
  }
  for (const [bank, written, because] of [
    ['088', '11012345678', undefined],
    ['088', '1101234567', 'length'],
    ['088', '110123456789012', 'length'],
    ['088', '11012345678O', 'not_digits'],
    ['088', '', 'not_digits'],
    ['088', '110+23456789', 'not_digits'],
  ] as const) {
    test(`${bank} "${written}" is ${because ?? 'read'}`, () => {
      const check = checkAccountNumber(bank, written)
      assert.equal(check.kind === 'invalid' ? check.because : undefined, because)
    })
  }
  test('an unknown bank is said to be unknown', () => {
    assert.deepEqual(checkAccountNumber('999', '110123456789'), { kind: 'unknown_bank' })
  })
  test('a mask shows the last four digits and the length', () => {
    assert.equal(maskAccountNumber('110123456789'), '********6789')
    assert.equal(maskAccountNumber('123'), '123')
  })
})

describe('names', () => {
  for (const [left, right, same] of [
    ['홍길동', '홍 길동', true],
    ['홍길동', '홍길동'.normalize('NFD'), true],
    ['Kim Jandon', 'KIM JANDON', true],
    ['홍길동', '홍길순', false],
    ['', '', false],
    [' ', '', false],
  ] as const) {
    test(`"${left}" and "${right}" are ${same ? '' : 'not '}the same`, () => assert.equal(sameName(left, right), same))
  }
})

describe('hours', () => {
  const at = (text: string) => parseInstant(text)!
  for (const [now, opens] of [
    ['2026-11-23T14:49:59.999Z', '2026-11-23T14:49:59.999Z'],
    ['2026-11-23T14:50:00.000Z', '2026-11-23T15:10:00.000Z'],
    ['2026-11-23T15:00:00.000Z', '2026-11-23T15:10:00.000Z'],
    ['2026-11-23T15:09:59.999Z', '2026-11-23T15:10:00.000Z'],
    ['2026-11-23T15:10:00.000Z', '2026-11-23T15:10:00.000Z'],
  ] as const) {
    test(`at ${now} a Korean bank takes payments from ${opens}`, () => {
      assert.equal(opensAt(KOREAN_NIGHTLY_PAUSE, '088', at(now)), at(opens))
    })
  }
  test('a window of one bank closes that bank only, and windows that touch are one', () => {
    const hours = {
      utcOffsetMinutes: 0,
      closed: [
        { bankCode: '088', from: 60, until: 90 },
        { bankCode: '088', from: 90, until: 120 },
      ],
    }
    assert.equal(opensAt(hours, '088', at('2026-11-23T01:00:30Z')), at('2026-11-23T02:00:00Z'))
    assert.equal(opensAt(hours, '004', at('2026-11-23T01:00:30Z')), at('2026-11-23T01:00:30Z'))
  })
  test('a rail that never closes is open now; one that never opens is a bug', () => {
    assert.equal(opensAt(ALWAYS_OPEN, '088', 5), 5)
    const never = {
      utcOffsetMinutes: 0,
      closed: [
        { from: 0, until: 720 },
        { from: 720, until: 0 },
      ],
    }
    assert.throws(() => opensAt(never, '088', 0), Bug)
  })
})

describe('the payout table', () => {
  const allowed = new Set(PAYOUT_TRANSITIONS.map(each => `${each.from}/${each.event}`))
  test('what it lists is possible and nothing else', () => {
    for (const from of [null, ...PAYOUT_STATES]) {
      for (const event of PAYOUT_EVENTS) {
        assert.equal(nextPayoutState(from, event) !== undefined, allowed.has(`${from}/${event}`), `${from} ${event}`)
      }
    }
  })
  test('a settled payout can only come back, and nothing follows a return or a rejection', () => {
    assert.deepEqual(
      PAYOUT_EVENTS.filter(event => nextPayoutState('settled', event)),
      ['payout_returned'],
    )
    for (const state of ['returned', 'rejected'] as const) {
      assert.deepEqual(
        PAYOUT_EVENTS.filter(event => nextPayoutState(state, event)),
        [],
      )
    }
    assert.deepEqual(PAYOUT_STATES.filter(isFinalPayout), ['settled', 'rejected', 'returned'])
  })
})
