// SPDX-License-Identifier: Apache-2.0
// What the public pages say of their own, in Korean and English. What the law says comes from the packs. The cost of a
// discount sale is never called interest here; it is the equivalent yearly cost.

import type { Language } from '../language.ts'
import { ENGLISH } from './words-en.ts'
import { KOREAN } from './words-ko.ts'

export type PageWords = typeof KOREAN
export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = { ko: KOREAN, en: ENGLISH }

type Named = Readonly<Record<string, string>>

/** Kinds of instruments. */
export const KINDS: Readonly<Record<Language, Named>> = {
  ko: {
    new_type_voucher: '모바일·온라인 상품권',
    paper_voucher: '종이 상품권',
    prepaid_balance: '선불 잔액(페이머니·충전금)',
    electronic_money: '전자화폐',
    game_cash: '게임 캐시',
    transit_card: '교통카드',
    card_points: '카드 포인트',
    loyalty_points: '멤버십·마일리지',
    carrier_purchase: '휴대폰 소액결제',
    carrier_credit: '휴대폰 소액결제 한도',
    digital_content: '콘텐츠·구독',
    gift_card: '기프트카드',
    airtime: '통화·데이터 충전금',
    local_voucher: '지역사랑상품권',
    onnuri_voucher: '온누리상품권',
    telecom_overpayment: '통신사 미환급금',
    dormant_deposit: '잠자는 예금·보험금',
    any: '모든 종류',
  },
  en: {
    new_type_voucher: 'Mobile and online vouchers',
    paper_voucher: 'Paper vouchers',
    prepaid_balance: 'Prepaid balances',
    electronic_money: 'Electronic money',
    game_cash: 'Game cash',
    transit_card: 'Transit cards',
    card_points: 'Card points',
    loyalty_points: 'Loyalty points and miles',
    carrier_purchase: 'Phone-bill payments',
    carrier_credit: 'Phone-bill limit',
    digital_content: 'Digital content',
    gift_card: 'Gift cards',
    airtime: 'Airtime',
    local_voucher: 'Local vouchers',
    onnuri_voucher: 'Onnuri vouchers',
    telecom_overpayment: 'Telecom refunds',
    dormant_deposit: 'Dormant deposits',
    any: 'Every kind',
  },
}

/** Words that facts may have as values. */
export const VALUES: Readonly<Record<Language, Named>> = {
  ko: {
    cash: '현금',
    bank_transfer: '계좌이체',
    debit_card: '체크카드',
    credit_card: '신용카드',
    carrier_billing: '휴대폰 결제',
    bnpl: '후불결제',
    points: '포인트',
    gift: '선물받음',
    promotion: '이벤트로 받음',
    unknown: '모르겠어요',
    store: '가게 기프트카드',
    phone: '전화카드',
    bank: '은행이 발행한 카드',
    airline: '항공사 카드',
    loyalty: '적립 카드',
    refund_credit: '환불 대신 받은 카드',
    giftishow: '기프티쇼',
    cultureland: '컬쳐랜드',
    ssgmoney: 'SSG머니',
    saycash: '세이캐시·카발(다음게임)',
  },
  en: {
    cash: 'cash',
    bank_transfer: 'bank transfer',
    debit_card: 'debit card',
    credit_card: 'credit card',
    carrier_billing: 'phone bill',
    bnpl: 'pay-later',
    points: 'points',
    gift: 'received as a gift',
    promotion: 'given away in a promotion',
    unknown: 'I do not know',
    store: 'store gift card',
    phone: 'phone card',
    bank: 'card issued by a bank',
    airline: 'airline card',
    loyalty: 'loyalty card',
    refund_credit: 'card given instead of a refund',
    giftishow: 'Giftishow',
    cultureland: 'Cultureland',
    ssgmoney: 'SSG Money',
    saycash: 'Say Cash, Cabal (Daum Game)',
  },
}
