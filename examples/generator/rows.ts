// SPDX-License-Identifier: Apache-2.0
// The kinds of rows a refund desk gets, each made with the knowledge of what must become of it: outcome, gross and fees
// are worked out here from the law as a person would, not by asking Jandon.

import { addDays, addMonths, addYears, type LocalDate, localDate } from '@jandon/domain/time'
import { createPerson, type Person } from './people.ts'
import type { Random } from './random.ts'

/** Facts by field; amounts in won. */
export interface DeskRow {
  readonly template: string
  readonly person: Person
  readonly kind: string
  readonly issuer?: string
  readonly serial?: string
  readonly intent?: string
  readonly amounts: Readonly<Record<string, bigint>>
  readonly dates: Readonly<Record<string, LocalDate>>
  readonly words: Readonly<Record<string, string>>
  readonly expected: Expected
}

export interface Expected {
  readonly outcome:
    | 'paid'
    | 'guidance'
    | 'needs_facts'
    | 'refused'
    | 'bad_row'
    | 'account_refused'
    | 'failed'
    | 'duplicate'
  /** A refusal's or a problem's code where the test should hold it too. */
  readonly code?: string
  readonly gross?: bigint
  readonly fees?: bigint
}

/** The day the desk closed the file. Nothing in it depends on the day it is converted, for some years after. */
export const FILE_DATE = localDate('2026-11-20')

const won = (amount: number) => BigInt(amount)
const upTo = (total: bigint, part: bigint, whole: bigint) => (total * part + whole - 1n) / whole

/** Endings that the simulated issuer treats in a way of its own (docs/simulator.md). They do not come by chance. */
const SPECIAL_ENDINGS = ['0000', '1111', '5555']

/** A member or order number: a letter and digits. */
function numbered(random: Random, letter: string, count: number): string {
  for (;;) {
    const digits = random.digits(count)
    if (!SPECIAL_ENDINGS.includes(digits.slice(-4))) return letter + digits
  }
}

/** A serial as issuers print it on vouchers. */
function serialOf(random: Random, issuer: string): string {
  const prefix: Record<string, string> = { 컬쳐랜드: '3190', 북앤라이프: '5011', 기프티쇼: '9001', 티머니: '1010' }
  for (;;) {
    const serial = `${prefix[issuer] ?? '7700'}-${random.digits(4)}-${random.digits(4)}-${random.digits(4)}`
    if (!SPECIAL_ENDINGS.includes(serial.slice(-4))) return serial
  }
}

const between = (random: Random, from: string, to: string): LocalDate => {
  const first = localDate(from)
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
  return addDays(first, random.int(0, days))
}

const VOUCHER_ISSUERS = ['컬쳐랜드', '북앤라이프', '기프티쇼', '문화상품권', '페이코']
const OWN_MONEY = ['현금', '계좌이체', '체크카드']

type Template = (random: Random) => DeskRow
type Parts = Partial<Pick<DeskRow, 'issuer' | 'serial' | 'intent' | 'amounts' | 'dates' | 'words'>>

function row(
  template: string,
  random: Random,
  kind: string,
  expected: Expected,
  parts: Parts,
  person?: Person,
): DeskRow {
  return {
    template,
    person: person ?? createPerson(random),
    kind,
    amounts: {},
    dates: {},
    words: {},
    expected,
    ...parts,
  }
}

/** A voucher that expired, unused or part used, within five years of its purchase: 90% of what was paid, or 95%. */
function expiredVoucher(template: string, faces: readonly number[], share: bigint): Template {
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
function usedVoucher(template: string, faces: readonly number[], leastUsed: number): Template {
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

const PAY_MONEY = ['카카오페이', '네이버페이', '토스페이', '페이코']

const prepaidLow: Template = random => {
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

const prepaidAdverse: Template = random => {
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

const electronicMoney: Template = random => {
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

const paperExpired: Template = random => {
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

const gameCash: Template = random => {
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

function notSupplied(kind: string, template: string): Template {
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

/** Lawful, and the holder has to do it. */
function guided(template: string, kind: string, make: (random: Random) => Parts): Template {
  return random => row(template, random, kind, { outcome: 'guidance' }, make(random))
}

const spentVoucher = (issuer: string) => (random: Random) => {
  const faceValue = won(random.pick([10_000, 30_000, 50_000]))
  const remaining = (faceValue * won(random.int(3, 18))) / 100n
  return {
    issuer,
    serial: serialOf(random, issuer),
    amounts: { faceValue, pricePaid: (faceValue * 90n) / 100n, remaining },
  }
}

/** Refused whatever else is true of the row. */
function refused(template: string, kind: string, code: string | undefined, make: (random: Random) => Parts): Template {
  return random => row(template, random, kind, { outcome: 'refused', ...(code && { code }) }, make(random))
}

const wholeVoucher = (random: Random, funding: string): Parts => {
  const faceValue = won(random.pick([10_000, 30_000, 50_000]))
  const issuer = random.pick(VOUCHER_ISSUERS)
  const purchasedOn = between(random, '2026-05-01', '2026-10-10')
  return {
    issuer,
    serial: serialOf(random, issuer),
    amounts: { faceValue, pricePaid: faceValue, remaining: faceValue },
    dates: { purchasedOn, expiresOn: addYears(purchasedOn, 5) },
    words: { fundingSource: funding },
  }
}

function needs(template: string, kind: string, make: (random: Random) => Parts): Template {
  return random => row(template, random, kind, { outcome: 'needs_facts' }, make(random))
}

const minor: Template = random => ({
  ...expiredVoucher('minor', [10_000, 30_000], 90n)(random),
  person: createPerson(random, { isMinor: true }),
  expected: { outcome: 'refused', code: 'holder_is_minor' },
})

/** Ends badly at the bank: suspended account (…7777). The money stays with us and a person looks at it. */
const bankRejects: Template = random => ({
  ...expiredVoucher('bank_rejects', [10_000, 30_000], 90n)(random),
  person: createPerson(random, { accountEnding: '7777' }),
  expected: { outcome: 'failed' },
})

/** The bank takes its time (…5555), then pays. */
const bankIsSlow: Template = random => ({
  ...expiredVoucher('bank_is_slow', [10_000, 30_000], 90n)(random),
  person: createPerson(random, { accountEnding: '5555' }),
})

export interface Share {
  readonly template: Template
  readonly count: number
}

const share = (count: number, template: Template): Share => ({ template, count })

/** What a month at the desk looks like. */
export const MONTH: readonly Share[] = [
  share(290, expiredVoucher('voucher_expired_small', [5000, 10_000, 20_000, 30_000, 50_000], 90n)),
  share(80, expiredVoucher('voucher_expired_large', [70_000, 100_000, 200_000], 95n)),
  share(120, usedVoucher('voucher_used_large', [20_000, 30_000, 50_000, 100_000], 60)),
  share(60, usedVoucher('voucher_used_small', [3000, 5000, 10_000], 80)),
  share(130, prepaidLow),
  share(30, prepaidAdverse),
  share(20, electronicMoney),
  share(50, paperExpired),
  share(95, gameCash),
  share(15, notSupplied('디지털콘텐츠', 'content_not_supplied')),
  share(12, notSupplied('기프트카드', 'gift_card_not_supplied')),
  share(8, notSupplied('통화료', 'airtime_not_supplied')),
  share(8, bankIsSlow),
  share(6, bankRejects),
  share(20, guided('onnuri_change', '온누리상품권', spentVoucher('소상공인시장진흥공단'))),
  share(25, guided('local_change', '지역사랑상품권', spentVoucher('성남시'))),
  share(
    30,
    guided('transit_card', '교통카드', random => ({
      issuer: '티머니',
      serial: serialOf(random, '티머니'),
      amounts: { remaining: won(random.int(20, 190) * 100) },
      words: { fundingSource: '현금' },
    })),
  ),
  share(
    15,
    guided('transit_mobile', '교통카드', random => ({
      issuer: '티머니',
      serial: serialOf(random, '티머니'),
      amounts: { remaining: won(random.int(20, 190) * 100) },
      words: { fundingSource: '체크카드', isMobileCard: 'Y' },
    })),
  ),
  share(
    45,
    guided('card_points', '카드포인트', random => ({
      issuer: random.pick(['신한카드', '국민카드', '삼성카드', 'BC카드']),
      words: { points: String(random.int(68, 48_000)) },
    })),
  ),
  share(
    15,
    guided('telecom', '통신비미환급금', random => ({
      issuer: random.pick(['KT', 'SKT', 'LGU+']),
      amounts: { remaining: won(random.int(50, 900) * 10) },
    })),
  ),
  share(
    15,
    guided('dormant', '휴면예금', random => ({
      issuer: random.pick(['국민은행', '농협은행']),
      amounts: { remaining: won(random.int(100, 9000) * 10) },
    })),
  ),
  share(15, guided('paper_change', '지류상품권', spentVoucher('롯데백화점'))),
  share(
    20,
    guided('carrier_after_month', '소액결제', random => ({
      issuer: random.pick(['게임포털', '웹툰나라']),
      serial: numbered(random, 'P', 10),
      amounts: { pricePaid: won(random.int(3, 50) * 1100) },
      dates: { purchasedOn: between(random, '2026-07-03', '2026-09-28') },
      words: { fundingSource: '소액결제', isOpened: 'N' },
    })),
  ),
  share(
    12,
    refused('sell_carrier', '모바일상품권', 'carrier_billing_discount_purchase', random => ({
      ...wholeVoucher(random, '소액결제'),
      intent: '판매',
    })),
  ),
  share(
    8,
    refused('sell_card', '모바일상품권', undefined, random => ({
      ...wholeVoucher(random, '신용카드'),
      intent: '판매',
    })),
  ),
  share(
    6,
    refused('sell_bnpl', '모바일상품권', undefined, random => ({
      ...wholeVoucher(random, '후불결제'),
      intent: '판매',
    })),
  ),
  share(
    15,
    refused('promotional', '모바일상품권', undefined, random => ({
      ...wholeVoucher(random, '증정'),
      dates: { purchasedOn: localDate('2024-03-02'), expiresOn: localDate('2024-09-01') },
      words: { fundingSource: '증정', isPromotional: 'Y' },
    })),
  ),
  share(
    6,
    refused('game_result', '게임머니', undefined, random => ({
      issuer: '카드게임',
      intent: '판매',
      amounts: { remaining: won(random.int(10, 90) * 1000) },
      words: { fundingSource: '현금', isGameResult: 'Y' },
    })),
  ),
  share(
    6,
    refused('local_sell', '지역화폐', undefined, random => ({ ...spentVoucher('수원시')(random), intent: '판매' })),
  ),
  share(
    5,
    refused('onnuri_sell', '온누리', undefined, random => ({
      ...spentVoucher('소상공인시장진흥공단')(random),
      intent: '판매',
    })),
  ),
  share(
    12,
    refused('over_five_years', '모바일상품권', undefined, random => {
      const purchasedOn = between(random, '2019-02-01', '2021-06-30')
      return { ...wholeVoucher(random, '현금'), dates: { purchasedOn, expiresOn: addMonths(purchasedOn, 12) } }
    }),
  ),
  share(
    10,
    refused('opened_content', '디지털콘텐츠', undefined, random => ({
      issuer: '온강의',
      serial: numbered(random, 'T', 10),
      amounts: { pricePaid: won(random.int(5, 60) * 1000) },
      dates: {
        purchasedOn: localDate('2026-06-02'),
        suppliedOn: localDate('2026-06-02'),
        usedOn: localDate('2026-06-03'),
      },
      words: { fundingSource: '체크카드', isOpened: 'Y' },
    })),
  ),
  share(
    12,
    refused('loyalty', '멤버십포인트', undefined, random => ({
      issuer: '모아포인트',
      words: { points: String(random.int(300, 9000)) },
    })),
  ),
  share(
    15,
    refused('unused_in_force', '모바일상품권', undefined, random => wholeVoucher(random, '현금')),
  ),
  share(8, minor),
  share(
    6,
    refused('carrier_credit_sell', '정보이용료', undefined, random => ({
      issuer: random.pick(['KT', 'SKT', 'LGU+']),
      intent: '판매',
      amounts: { pricePaid: won(random.int(3, 30) * 10_000) },
      words: { fundingSource: '소액결제' },
    })),
  ),
  share(
    20,
    needs('voucher_without_dates', '모바일상품권', random => ({ ...wholeVoucher(random, '현금'), dates: {} })),
  ),
  share(
    12,
    needs('prepaid_without_charge', '선불충전금', random => ({
      issuer: random.pick(PAY_MONEY),
      serial: numbered(random, 'M', 9),
      amounts: { remaining: won(random.int(30, 90) * 100) },
      words: { fundingSource: '계좌이체' },
    })),
  ),
  share(
    10,
    needs('game_cash_without_funding', '게임캐시', random => ({
      issuer: '세이캐시',
      serial: numbered(random, 'G', 9),
      amounts: { remaining: won(random.int(30, 300) * 100) },
    })),
  ),
]
