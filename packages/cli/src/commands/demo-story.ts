// SPDX-License-Identifier: Apache-2.0
// What happens in `jandon demo`: one voucher, one offer that must be refused, one holder, and a desk's file with the
// mistakes such files have.

import type { QuoteRequest } from '../api/api.ts'

const krw = (amount: string) => ({ amountMinor: amount, unit: 'KRW' })

/** ₩10,000 for ₩9,000 in cash, never used, expired two years ago. */
export const VOUCHER: QuoteRequest = {
  jurisdiction: 'KR',
  intent: 'refund',
  instruments: [
    {
      ref: 'voucher',
      kind: 'new_type_voucher',
      issuer: 'cultureland',
      serial: '3190-2024-1001-4821',
      faceValue: krw('10000'),
      pricePaid: krw('9000'),
      remaining: krw('10000'),
      purchasedOn: '2023-10-01',
      expiresOn: '2024-10-01',
      fundingSource: 'cash',
    },
  ],
}

/** The same voucher on the phone bill, and an offer of 70%. */
export const FRAUD: QuoteRequest = {
  ...VOUCHER,
  intent: 'sell',
  instruments: [
    {
      ...VOUCHER.instruments[0]!,
      fundingSource: 'carrier_billing',
      offer: { cashReceived: krw('7000') },
    },
  ],
}

export const HOLDER = {
  name: '김잔돈',
  birthDate: '1991-04-02',
  phone: '010-0123-4567',
  bankCode: '088',
  accountNumber: '110-234-567891',
}

export const DESK_ROWS = `접수번호,종류,발행사,일련번호,액면가,구매가,잔액,최종 충전액,구매일,유효기간,결제수단,성명,생년월일,은행,계좌번호,예금주,동의일
1,모바일상품권,컬쳐랜드,3190-7712-0041-9002,"30,000원",28500,30000,,2024.3.2,2025-03-02,체크카드,이하나,1988-05-06,국민,123456-01-234567,이하나,2026-11-18
2,선불충전금,카카오페이,M118200731,,,"4,200",50000,,,계좌이체,박두리,1979.11.3,카카오뱅크,3333-01-2345678,박두리,2026-11-18
3,게임캐시,세이캐시,G550118273,,,12000,,2026-05-01,,현금,최세찬,20010211,신한,110-123-456789,최세찬,2026-11-18
4,교통카드,티머니,1010-2233-4455-6678,,,7300,,,,현금,정네온,1995-12-24,하나,123-456789-01234,정네온,2026-11-18
5,모바일상품권,북앤라이프,5011-9911-2233-4477,50000,50000,50000,,2026-10-02,2031-10-02,휴대폰소액결제,강다섯,1990-01-31,우리,1002-123-456789,강다섯,2026-11-18
6,모바일상품권,컬쳐랜드,3190-1212-3434-5656,20000,20000,20000,,2024-02-30,2025-03-01,현금,윤여섯,1984-07-07,농협,302-1234-5678-91,윤여섯,2026-11-18
7,모바일상품권,컬쳐랜드,3190 7712 0041 9002,30000,28500,30000,,2024-03-02,2025-03-02,체크카드,이하나,1988-05-06,국민,123456-01-234567,이하나,2026-11-18
8,페이머니,네이버페이,M660200118,,,1500,30000,,,체크카드,임여덟,1999-09-09,토스뱅크,1000-1234-0000,임여덟,2026-11-18
`
