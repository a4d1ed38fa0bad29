// SPDX-License-Identifier: Apache-2.0
// What a month at the desk looks like: how many rows of each sort, over all kinds of instruments.

import { addMonths, addYears, localDate } from '@jandon/domain/time'
import {
  bankIsSlow,
  bankRejects,
  electronicMoney,
  expiredVoucher,
  gameCash,
  minor,
  notSupplied,
  PAY_MONEY,
  paperExpired,
  prepaidAdverse,
  prepaidLow,
  usedVoucher,
} from './paid-rows.ts'
import type { Random } from './random.ts'
import { between, numbered, type Parts, row, serialOf, type Template, VOUCHER_ISSUERS, won } from './rows.ts'

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
