// SPDX-License-Identifier: Apache-2.0
// Rows that can be converted, each with what it must come to; and those of them that meet a minor, a suspended account
// or a slow bank.

import { addDays, addYears } from '@jandon/domain/time'
import { createPerson } from './people.ts'
import { between, numbered, OWN_MONEY, row, serialOf, type Template, upTo, VOUCHER_ISSUERS, won } from './rows.ts'

/** A voucher that expired, unused or part used, within five years of its purchase: 90% of what was paid, or 95%. */
export function expiredVoucher(template: string, faces: readonly number[], share: bigint): Template {
  return random => {
    const issuer = random.pick(VOUCHER_ISSUERS)
    const faceValue = won(random.pick(faces))
    const pricePaid = random.chance(60) ? faceValue : (faceValue * won(random.int(88, 98))) / 100n
    // Above the line of ₩50,000 the price must be above it too, whatever the discount was.
    const paid = share === 95n && pricePaid <= 50_000n ? faceValue : pricePaid
    const remaining = random.chance(70) ? faceValue : (faceValue * won(random.int(50, 95))) / 100n
    const purchasedOn = between(random, '2023-01-02', '2025-02-20')
    const gross = upTo(paid * share, remaining, faceValue * 100n)
    return row(
      template,
      random,
      '모바일상품권',
      { outcome: 'paid', gross, fees: 0n },
      {
        issuer,
        serial: serialOf(random, issuer),
        amounts: { faceValue, pricePaid: paid, remaining },
        dates: { purchasedOn, expiresOn: addYears(purchasedOn, 1) },
        words: { fundingSource: random.pick([...OWN_MONEY, '선물']) },
      },
    )
  }
}

/** A voucher in force of which enough was spent: the rest, in the share that was paid for it. */
export function usedVoucher(template: string, faces: readonly number[], leastUsed: number): Template {
  return random => {
    const issuer = random.pick(VOUCHER_ISSUERS)
    const faceValue = won(random.pick(faces))
    const pricePaid = random.chance(50) ? faceValue : (faceValue * won(random.int(90, 99))) / 100n
    const remaining = (faceValue * won(100 - random.int(leastUsed, 97))) / 100n
    const purchasedOn = between(random, '2026-01-05', '2026-09-30')
    return row(
      template,
      random,
      '모바일상품권',
      { outcome: 'paid', gross: upTo(pricePaid, remaining, faceValue), fees: 0n },
      {
        issuer,
        serial: serialOf(random, issuer),
        amounts: { faceValue, pricePaid, remaining },
        dates: { purchasedOn, expiresOn: addYears(purchasedOn, 5) },
        words: { fundingSource: random.pick(OWN_MONEY) },
      },
    )
  }
}

export const PAY_MONEY = ['카카오페이', '네이버페이', '토스페이', '페이코']

export const prepaidLow: Template = random => {
  const lastCharge = won(random.pick([10, 20, 30, 50, 100, 200]) * 1000)
  const remaining = (lastCharge * won(random.int(2, 19))) / 100n
  return row(
    'prepaid_low',
    random,
    '선불충전금',
    { outcome: 'paid', gross: remaining, fees: 0n },
    {
      issuer: random.pick(PAY_MONEY),
      serial: numbered(random, 'M', 9),
      amounts: { remaining, lastCharge },
      words: { fundingSource: random.pick(OWN_MONEY) },
    },
  )
}

export const prepaidAdverse: Template = random => {
  const lastCharge = won(random.int(30, 120) * 1000)
  const remaining = (lastCharge * won(random.int(30, 99))) / 100n
  return row(
    'prepaid_adverse',
    random,
    '페이머니',
    { outcome: 'paid', gross: remaining, fees: 0n },
    {
      issuer: '동네페이',
      serial: numbered(random, 'M', 9),
      amounts: { remaining, lastCharge },
      words: { fundingSource: random.pick(OWN_MONEY), adverseChange: 'Y' },
    },
  )
}

export const electronicMoney: Template = random => {
  const remaining = won(random.int(11, 480) * 100)
  return row(
    'electronic_money',
    random,
    '전자화폐',
    { outcome: 'paid', gross: remaining, fees: 0n },
    {
      issuer: '케이캐시',
      serial: numbered(random, 'K', 10),
      amounts: { remaining },
      words: { fundingSource: random.pick(OWN_MONEY) },
    },
  )
}

export const paperExpired: Template = random => {
  const faceValue = won(random.pick([10_000, 50_000, 100_000]))
  const pricePaid = random.chance(60) ? faceValue : (faceValue * won(random.int(95, 99))) / 100n
  const issuedOn = between(random, '2022-06-01', '2023-10-20')
  return row(
    'paper_expired',
    random,
    '백화점상품권',
    { outcome: 'paid', gross: upTo(pricePaid, 90n, 100n), fees: 0n },
    {
      issuer: random.pick(['롯데백화점', '신세계백화점', '현대백화점']),
      serial: serialOf(random, '백화점'),
      amounts: { faceValue, pricePaid },
      dates: { issuedOn, purchasedOn: addDays(issuedOn, random.int(1, 40)), expiresOn: addYears(issuedOn, 2) },
      words: { fundingSource: random.pick(OWN_MONEY) },
    },
  )
}

export const gameCash: Template = random => {
  const remaining = won(random.int(15, 900) * 100)
  const tenth = remaining / 10n
  const fees = tenth > 1000n ? tenth : 1000n
  return row(
    'game_cash',
    random,
    '게임캐시',
    { outcome: 'paid', gross: remaining, fees },
    {
      issuer: random.pick(['세이캐시', '다음게임']),
      serial: numbered(random, 'G', 9),
      amounts: { remaining, pricePaid: remaining + won(random.int(1, 50) * 1000) },
      dates: { purchasedOn: between(random, '2026-02-01', '2026-10-20') },
      words: { fundingSource: random.pick(OWN_MONEY) },
    },
  )
}

export function notSupplied(kind: string, template: string): Template {
  return random => {
    const pricePaid = won(random.int(5, 90) * 1000)
    return row(
      template,
      random,
      kind,
      { outcome: 'paid', gross: pricePaid, fees: 0n },
      {
        issuer: random.pick(['온강의', '북큐브', '충전나라']),
        serial: numbered(random, 'T', 10),
        amounts: { pricePaid },
        dates: { purchasedOn: between(random, '2026-08-01', '2026-10-20') },
        words: { fundingSource: random.pick(OWN_MONEY), sellerCannotSupply: 'Y' },
      },
    )
  }
}

export const minor: Template = random => ({
  ...expiredVoucher('minor', [10_000, 30_000], 90n)(random),
  person: createPerson(random, { isMinor: true }),
  expected: { outcome: 'refused', code: 'holder_is_minor' },
})

/** Ends badly at the bank: suspended account (…7777). The money stays with us and a person looks at it. */
export const bankRejects: Template = random => ({
  ...expiredVoucher('bank_rejects', [10_000, 30_000], 90n)(random),
  person: createPerson(random, { accountEnding: '7777' }),
  expected: { outcome: 'failed' },
})

/** The bank takes its time (…5555), then pays. */
export const bankIsSlow: Template = random => ({
  ...expiredVoucher('bank_is_slow', [10_000, 30_000], 90n)(random),
  person: createPerson(random, { accountEnding: '5555' }),
})
