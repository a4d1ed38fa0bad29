// SPDX-License-Identifier: Apache-2.0
// Each business event as an accountant would write it down: `debit → credit amount`, and the ids that make a retry the
// same act. docs/ledger.md shows the same table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Bug } from '../assert/index.ts'
import { deriveIdFromKey } from '../ids/index.ts'
import { ACCOUNT_CODES, accountSpec, CHART, DEFAULT_BOOK, isAccountCode } from './chart.ts'
import {
  conversionHeld,
  conversionRedeemed,
  conversionReleased,
  feesTaken,
  issuerSettled,
  operatorFundsAdded,
  operatorFundsTaken,
  payoutReturned,
  payoutSettled,
  payoutStarted,
  payoutVoided,
  reversal,
} from './postings.ts'
import type { JournalSpec } from './types.ts'

const won = (amountMinor: bigint) => ({ amountMinor, unit: 'KRW' })
const base = {
  ...{ book: DEFAULT_BOOK, occurredAt: 1_780_000_000_000, issuer: 'cultureland', subject: 'cnv_1' },
  conversionId: deriveIdFromKey('cnv', '1'),
  instrumentId: deriveIdFromKey('ins', '1'),
  holderId: deriveIdFromKey('hld', '1'),
  payoutId: deriveIdFromKey('pay', '1'),
  settlementId: deriveIdFromKey('red', '1'),
  referenceId: deriveIdFromKey('req', '1'),
  faceValue: { amountMinor: 10_000n, unit: 'voucher:cultureland:KRW' },
  gross: won(9000n),
  amount: won(8390n),
  fees: [
    { code: 'issuer_fee', payee: 'issuer', amount: won(500n) },
    { code: 'service', payee: 'jandon', amount: won(100n) },
    { code: 'service_vat', payee: 'tax_office', amount: won(10n) },
  ] as const,
}

function written(journal: JournalSpec): string[] {
  const codes = new Map(journal.accounts.map(account => [account.id, account.code]))
  return journal.transfers.map(
    t =>
      `${t.phase} ${codes.get(t.debitAccountId)} → ${codes.get(t.creditAccountId)} ${t.amount.amountMinor} ${t.code}`,
  )
}

const EVENTS: readonly (readonly [JournalSpec, readonly string[]])[] = [
  [
    conversionHeld(base),
    [
      'posted instrument_outstanding → holder_instrument 10000 instrument_registered',
      'pending holder_instrument → instrument_redeeming 10000 conversion_hold',
    ],
  ],
  [
    conversionRedeemed(base),
    [
      'post holder_instrument → instrument_redeeming 10000 conversion_hold',
      'posted instrument_redeeming → instrument_outstanding 10000 instrument_retired',
      'posted issuer_receivable → holder_cash 9000 issuer_gross',
      'posted holder_cash → issuer_receivable 500 issuer_fee',
      'posted holder_cash → service_fee 100 service_fee',
      'posted holder_cash → service_vat 10 service_vat',
    ],
  ],
  [
    conversionReleased(base),
    [
      'void holder_instrument → instrument_redeeming 10000 conversion_hold',
      'posted holder_instrument → instrument_outstanding 10000 reversal',
    ],
  ],
  [issuerSettled(base), ['posted safeguarding_cash → issuer_receivable 8390 issuer_settlement']],
  [
    payoutStarted(base),
    [
      'pending holder_cash → payout_clearing 8390 payout',
      'pending payout_clearing → safeguarding_cash 8390 payout_cash',
    ],
  ],
  [
    payoutSettled(base),
    ['post holder_cash → payout_clearing 8390 payout', 'post payout_clearing → safeguarding_cash 8390 payout_cash'],
  ],
  [
    payoutVoided(base),
    ['void holder_cash → payout_clearing 8390 payout', 'void payout_clearing → safeguarding_cash 8390 payout_cash'],
  ],
  [
    payoutReturned(base),
    [
      'posted safeguarding_cash → payout_clearing 8390 payout_return',
      'posted payout_clearing → holder_cash 8390 payout_return',
    ],
  ],
  [operatorFundsAdded(base), ['posted safeguarding_cash → operator_funds 8390 operator_funds']],
  [operatorFundsTaken(base), ['posted operator_funds → safeguarding_cash 8390 operator_funds']],
  [feesTaken({ ...base, from: 'service_fee' }), ['posted service_fee → safeguarding_cash 8390 fees_taken']],
  [feesTaken({ ...base, from: 'service_vat' }), ['posted service_vat → safeguarding_cash 8390 fees_taken']],
]

for (const [journal, lines] of EVENTS) {
  test(`${journal.event}: ${lines.join('; ')}`, () => {
    assert.deepEqual(written(journal), lines)
    assert.ok(journal.transfers.every(transfer => transfer.journalId === journal.id))
  })
}

test('every event of a conversion has ids of its own, and the same ones on a retry an hour later', () => {
  const ids = EVENTS.flatMap(([journal]) => [journal.id, ...journal.transfers.map(({ id }) => id)])
  assert.equal(new Set(ids).size, ids.length)
  const later = conversionRedeemed({ ...base, occurredAt: base.occurredAt + 3_600_000 })
  const now = conversionRedeemed(base)
  assert.deepEqual(
    later.transfers.map(({ id }) => id),
    now.transfers.map(({ id }) => id),
  )
})

test('what resolves a hold names it, for the face value and for both halves of a payout', () => {
  const [, hold] = conversionHeld(base).transfers
  assert.equal(conversionRedeemed(base).transfers[0]!.pendingId, hold!.id)
  assert.equal(conversionReleased(base).transfers[0]!.pendingId, hold!.id)
  const started = payoutStarted(base).transfers.map(({ id }) => id)
  for (const resolve of [payoutSettled, payoutVoided]) {
    assert.deepEqual(
      resolve(base).transfers.map(({ pendingId }) => pendingId),
      started,
    )
  }
})

test('two payouts of one conversion are two acts', () => {
  const other = payoutStarted({ ...base, payoutId: deriveIdFromKey('pay', '2') })
  assert.notEqual(other.id, payoutStarted(base).id)
})

test('a fee of nothing is no transfer, and a fee may be taken twice by one payee', () => {
  const fees = [
    { code: 'waived', payee: 'jandon', amount: won(0n) },
    { code: 'first', payee: 'issuer', amount: won(1n) },
    { code: 'second', payee: 'issuer', amount: won(2n) },
  ] as const
  assert.deepEqual(written(conversionRedeemed({ ...base, fees })).slice(3), [
    'posted holder_cash → issuer_receivable 1 issuer_fee',
    'posted holder_cash → issuer_receivable 2 issuer_fee',
  ])
})

test('a reversal is equal and opposite, last first, and the same act when it is asked for twice', () => {
  const back = reversal(conversionRedeemed(base), 1)
  assert.deepEqual(written(back), [
    'posted service_vat → holder_cash 10 reversal',
    'posted service_fee → holder_cash 100 reversal',
    'posted issuer_receivable → holder_cash 500 reversal',
    'posted holder_cash → issuer_receivable 9000 reversal',
    'posted instrument_outstanding → instrument_redeeming 10000 reversal',
    'posted instrument_redeeming → holder_instrument 10000 reversal',
  ])
  assert.deepEqual(reversal(conversionRedeemed(base), 1), back)
  assert.throws(() => reversal(conversionHeld(base), 1), Bug)
})

test('amounts of nothing, fees above the gross and units that do not belong are bugs', () => {
  assert.throws(() => issuerSettled({ ...base, amount: won(0n) }), Bug)
  assert.throws(() => conversionRedeemed({ ...base, gross: won(609n) }), Bug)
  assert.throws(() => conversionRedeemed({ ...base, gross: { amountMinor: 1n, unit: 'USD' } }), Bug)
  assert.throws(() => conversionHeld({ ...base, faceValue: won(1n) }), Bug)
  assert.throws(() => accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW'), Bug)
  assert.throws(() => accountSpec(DEFAULT_BOOK, 'service_fee', 'KRW', 'me'), Bug)
  assert.throws(() => accountSpec(DEFAULT_BOOK, 'service_fee', 'voucher:x:KRW'), Bug)
})

test('the chart: what a book or an issuer shares is hot, what is one person’s is not, and each account says what it is', () => {
  for (const code of ACCOUNT_CODES) {
    const entry = CHART[code]
    const isShared = entry.owner === 'book' || entry.owner === 'issuer'
    assert.equal(entry.hot, isShared && code !== 'operator_funds', code)
    for (const text of [entry.name.ko, entry.meaning.ko]) assert.match(text, /[가-힣]/)
    for (const text of [entry.name.en, entry.meaning.en]) assert.match(text, /^[A-Z]/)
  }
  assert.ok(isAccountCode('holder_cash') && !isAccountCode('toString'))
})
