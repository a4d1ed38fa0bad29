// SPDX-License-Identifier: Apache-2.0
// What people call an issuer, and the one short code it has here. One issuer under two names would be two issuers: its
// terms would be missed, and the same serial number could be converted under each of them.

const ISSUER_NAMES: Readonly<Record<string, readonly string[]>> = {
  cultureland: ['컬쳐랜드', '컬처랜드', '한국문화진흥', '컬쳐랜드상품권'],
  booknlife: ['북앤라이프', '도서문화상품권', '한국도서보급'],
  culture_voucher: ['문화상품권'],
  happymoney: ['해피머니', '해피머니아이엔씨'],
  giftishow: ['기프티쇼', 'KT알파'],
  gifticon: ['기프티콘', 'SK플래닛'],
  tmoney: ['티머니'],
  cashbee: ['캐시비', '이동의즐거움'],
  kakaopay: ['카카오페이'],
  naverpay: ['네이버페이', '네이버파이낸셜'],
  tosspay: ['토스', '토스페이', '비바리퍼블리카'],
  payco: ['페이코', 'NHN페이코'],
  ssgmoney: ['SSG페이', 'SSG머니', '쓱머니', 'ssgpay', 'ssg'],
  culture_cash: ['컬쳐캐쉬', '컬처캐시', '컬쳐캐시'],
  saycash: ['세이캐시', '세이캐쉬', '세이클럽', 'sayclub'],
  cabal: ['카발'],
  daumgame: ['다음게임'],
  hyundaicard: ['현대카드'],
  shinhancard: ['신한카드'],
  samsungcard: ['삼성카드'],
  kbcard: ['국민카드', 'KB국민카드'],
  lottecard: ['롯데카드'],
  wooricard: ['우리카드'],
  hanacard: ['하나카드'],
  bccard: ['BC카드', '비씨카드'],
  nhcard: ['농협카드', 'NH농협카드'],
  lguplus: ['LGU+', 'LG U+', 'LG유플러스', '유플러스'],
  lotte_voucher: ['롯데백화점', '롯데상품권'],
  shinsegae_voucher: ['신세계백화점', '신세계상품권'],
  hyundai_voucher: ['현대백화점', '현대백화점상품권'],
}

/** A name as it is compared: composed, without case, spaces and punctuation. */
const keyOf = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\u200b\u2060\ufeff_\-./·()]/g, '')

const CODES = new Map(
  Object.entries(ISSUER_NAMES).flatMap(([code, names]) => [code, ...names].map(name => [keyOf(name), code] as const)),
)

/** The code of an issuer that is known by this name, or undefined when we know none. */
export function knownIssuer(name: string): string | undefined {
  return CODES.get(keyOf(name))
}
