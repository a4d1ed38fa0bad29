// SPDX-License-Identifier: Apache-2.0
// Where the law ends: what looks like an offence and is none, whom each article names, and when a price is a bill.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkProvider, type ProviderJudgement } from './index.ts'

const judge = (text: string): ProviderJudgement => checkProvider({ text })
const articles = (text: string) => judge(text).legalBasis.map(({ code }) => code)
const reasons = (text: string) => judge(text).reasons.map(({ code }) => code)
const ways = (text: string) => judge(text).alternatives.map(({ code }) => code)

/** Of an office that does not exist (999), with the right last digit. */
const WHO = `상호 가나상사 대표 이보리 사업자등록번호 999-81-20438 통신판매업신고 제2024-서울종로-0000호
서울특별시 종로구 가나로 12 전화 02-000-5678`

describe('a present for trying a payment is no cash for the payment', () => {
  for (const text of [
    '(광고) 토스 후불결제 오픈! 지금 신청하면 5,000원 바로 지급. 앱에서 신청하세요 무료수신거부 080-123-4567',
    '(광고) 네이버페이 후불결제 이용하고 포인트 3,000원 지급! 무료수신거부 080-000-0000',
    '(광고) [페이코] 휴대폰 결제 첫 이용 시 1만원 즉시 지급! 무료수신거부 080-000-0000',
  ]) {
    test(text, () => {
      const { verdict, reasons } = judge(text)
      assert.equal(verdict, 'nothing_found')
      const advert = reasons.find(({ code }) => code === 'registered_advert')
      assert.ok(advert && advert.weight < 0 && text.includes(advert.evidence) && advert.evidence !== '')
    })
  }
  for (const text of [
    '토스 후불결제 신청하면 1만원 바로 지급, 지금 누구나 신청하세요',
    '네이버페이 후불결제 가입하면 현금 5,000원 즉시 지급! 앱에서 신청하세요',
    '휴대폰결제 첫 이용 고객 1만원 즉시 지급! 앱에서 신청하세요',
    '카드 결제하고 1만원 바로 캐시백 받으세요. 가나카드 이벤트',
  ]) {
    test(`${text} names no article`, () => assert.deepEqual(articles(text), []))
  }
  for (const [code, text] of [
    ['bnpl', '(광고) 토스 후불결제 현금화 85% 즉시 입금 카톡 abc12 무료수신거부 080-000-0000'],
    ['carrier_billing', '(광고) SKT 소액결제 현금화 90% 당일 입금 카톡 abc12 무료수신거부 080-000-0000'],
    ['bnpl', '토스 후불결제 매입합니다 바로 지급 카톡 abc12'],
  ] as const) {
    test(`${text}: an opt-out does not help`, () => assert.deepEqual(articles(text), [code]))
  }
  test('the mark counts only with an opt-out and a known firm', () => {
    for (const text of [
      '(광고) 가나다라상사 후불결제 지급 무료수신거부 080-000-0000',
      '(광고) 토스 후불결제 지급',
      '토스 후불결제 지급 무료수신거부 080-000-0000',
      '(광고) 카카오톡 문의 무료수신거부 080-000-0000',
    ]) {
      assert.ok(!reasons(text).includes('registered_advert'), text)
    }
  })
})

describe('a notice of a payment is no offer, true or forged', () => {
  for (const text of [
    '[KT] 소액결제 99만원 정상처리. 취소문의 070-8012-3345',
    '[LGU+] 휴대폰결제 330,000원 완료. 미사용시 신고 1670-1234',
    '[소비자원] 소액결제 피해 접수 안내. 문의 02-1212-3434',
    '[SKT] 소액결제 450,000원 승인 완료되었습니다. 본인이 아니면 즉시 취소 문의 070-1111-2222',
    '고객님 소액결제 55만원 결제 승인되었습니다. 문의 02-123-4567',
    '신용카드 320,000원 해외결제 승인. 본인 아닐 경우 신고 02-333-4444',
    '소액결제 550,000원 결제완료 본인 아닐시 신고 1600-0000',
  ]) {
    test(text, () => {
      const { verdict, legalBasis, promisedRates } = judge(text)
      assert.deepEqual([verdict, legalBasis, promisedRates], ['nothing_found', [], []])
      assert.ok(reasons(text).includes('notifies') || reasons(text).includes('explains'))
    })
  }
  for (const text of [
    '소액결제 정상처리 완료 후 90% 현금 입금. 문의 카톡 abc12',
    '소액결제 결제 승인되면 85% 바로 입금해 드려요. 문의 카톡 abc12',
    '결제 완료 즉시 85% 현금 지급, 소액결제 전문',
    '본인 아니어도 소액결제 가능! 90% 현금 카톡 abc12',
    '정상처리 됩니다. 소액결제 현금화 톡 주세요 abc12',
  ]) {
    test(`${text} is an offer`, () => assert.deepEqual(articles(text), ['carrier_billing']))
  }
})

describe('who promises to get back what was lost offers no cash for a payment', () => {
  for (const text of [
    '소액결제 사기 피해금 환급 대행. 착수금 10만원 선입금',
    '소액결제 먹튀 피해금 돌려받아 드립니다. 수수료 20% 카톡 back12',
    '소액결제 사기 피해금 현금으로 돌려드립니다. 텔레 back99',
  ]) {
    test(text, () => {
      const { verdict, legalBasis, promisedRates, alternatives } = judge(text)
      assert.deepEqual([verdict, legalBasis, promisedRates], ['suspicious', [], []])
      assert.ok(reasons(text).includes('recovery'))
      assert.equal(alternatives[0]?.code, 'payment_mediation')
    })
  }
  test('whoever does both offends', () => {
    assert.deepEqual(articles('먹튀 피해 복구까지 책임! 소액결제 현금화 88% 카톡 abc12'), ['carrier_billing'])
    assert.deepEqual(articles('소액결제 사기 피해 없는 안전업체, 소액결제 현금화 90%'), ['carrier_billing'])
  })
  test('guidance for victims is left in peace', () => {
    for (const text of [
      '보이스피싱 피해금 환급 신청 안내: 거래 은행과 112에 신고하세요',
      '소액결제 사기 피해 상담 및 환급 절차 안내, 한국소비자원 1372',
      '소액결제 피해 복구는 통신사 114와 중재센터에 신청하세요',
    ]) {
      assert.deepEqual(articles(text), [])
      assert.ok(!reasons(text).includes('recovery'), text)
    }
  })
})

describe('each offence names its own offenders', () => {
  const summary = (text: string) => {
    const { verdict, advice } = judge(text)
    assert.equal(verdict, 'unlawful')
    return advice
  }
  test('carrier billing and pay-later: whoever pays, brokers or advertises', () => {
    for (const text of ['소액결제 현금화 90% 지급', '후불결제 현금화 90% 지급']) {
      assert.match(summary(text).ko, /위반하는 쪽은 돈을 대거나 중개·권유·광고하는 업자/)
      assert.match(summary(text).en, /advertises/)
    }
  })
  test('cards: the article speaks of no advertising', () => {
    const { ko, en } = summary('신용카드 현금화 해드립니다')
    assert.match(ko, /돈을 대거나 중개·알선하는 업자/)
    assert.doesNotMatch(ko + en, /광고|advertis/)
  })
  test('accounts: whoever lends one is punished too', () => {
    const { ko, en } = summary('통장 임대 하실 분 월 300 드려요')
    assert.match(ko, /빌려준 사람도 처벌받을 수 있어요/)
    assert.match(en, /whoever hands one over or lends it can be punished too/)
    assert.doesNotMatch(ko, /돈을 대거나/)
  })
  test('local vouchers: neither resold nor converted, and no refund of other vouchers is put beside them', () => {
    const { ko } = summary('성남사랑상품권 90% 매입합니다 카톡 abc12')
    assert.match(ko, /되팔거나 환전을 요구할 수 없고/)
    assert.doesNotMatch(ko, /돈을 대거나/)
    for (const text of ['성남사랑상품권 90% 매입합니다 카톡 abc12', '온누리 상품권 삽니다 서울역']) {
      assert.ok(!ways(text).includes('issuer_refund') && !ways(text).includes('carrier_cancel'), text)
      assert.ok(!reasons(text).includes('voucher_purchase'), text)
    }
  })
  test('beside another voucher its refund is shown', () => {
    const text = '문화상품권 매입, 온누리상품권 매입 010-1234-5678'
    assert.deepEqual(articles(text), ['onnuri_voucher'])
    assert.equal(ways(text)[0], 'issuer_refund')
  })
  test('two offences, both told', () => {
    const { ko } = summary('소액결제 현금화 90%. 통장 임대 월 300 드려요')
    assert.match(ko, /중개·권유·광고하는 업자/)
    assert.match(ko, /빌려준 사람도/)
  })
})

describe('a price is a bill only where something is paid for later', () => {
  const shop = `가나상품권 매입. 10만원권 96,000원, 시세 96%. 현금으로 사거나 선물 받은 상품권만 매입합니다.
소액결제·카드로 구매한 상품권은 매입하지 않습니다. ${WHO}`
  test('a complete lawful voucher shop: nothing is found, nothing is missing, no bill', () => {
    const { verdict, missing, promisedRates, businessNumber, reasons } = judge(shop)
    assert.deepEqual([verdict, missing, promisedRates], ['nothing_found', [], []])
    assert.equal(businessNumber?.isWellFormed, true)
    const codes = reasons.map(({ code }) => code)
    assert.ok(codes.includes('voucher_purchase') && codes.includes('refuses') && !codes.includes('promises_rate'))
  })
  test('nor where it does not say what it refuses, though it reads like an advert', () => {
    const text = `상품권 최고가 매입! 컬쳐 90%, 해피 88% 즉시 입금. ${WHO}`
    assert.deepEqual([judge(text).verdict, judge(text).promisedRates], ['nothing_found', []])
  })
  test('the same words of somebody who cannot be found', () => {
    assert.equal(judge('상품권 최고가 매입! 컬쳐 90%, 해피 88% 즉시 입금 카톡 abc12').verdict, 'suspicious')
  })
  test('by phone bill, card or pay-later it is one', () => {
    for (const text of ['소액결제 90% 지급 카톡 abc12', '카드 결제 90% 현금 지급', '후불결제 현금화 90%']) {
      const { promisedRates } = judge(text)
      assert.equal(promisedRates[0]?.rate, '0.9000', text)
      assert.match(promisedRates[0]?.explanation.ko ?? '', /청구/)
    }
  })
})

describe('what is asked of whom', () => {
  const missing = (text: string) => judge(text).missing.map(({ code }) => code)
  test('a shop abroad shows its own numbers', () => {
    const shop =
      'We buy gift cards. 12 High Street, Leeds LS1 4AB. Call 0113 496 0000. Company No. 01234567. We pay 85%.'
    assert.deepEqual([judge(shop).verdict, missing(shop)], ['nothing_found', []])
    const bare = 'We buy gift cards at 85%. Visit us at 12 High Street, Leeds.'
    assert.deepEqual(missing(bare), ['business_number', 'phone'])
  })
  test('one that hides is suspicious there too, and one for Korea is asked for the numbers of Korea', () => {
    assert.equal(judge('We buy unwanted gift cards, fast cash today. WhatsApp us, dealer77').verdict, 'suspicious')
    assert.ok(missing('We buy gift cards and pay 80% in Seoul').includes('mail_order_number'))
  })
  test('a bank is asked for none, nor somebody with a messenger in its name let off', () => {
    for (const text of [
      '우리은행 비상금대출 최대 300만원! 우리WON뱅킹 앱에서 신청하세요',
      '[우리은행] 비상금대출 안내. 최대 300만원, 금리 연 5.2%~7.1%. 우리WON뱅킹에서 신청하세요. 문의 1588-5000',
    ]) {
      assert.deepEqual([judge(text).verdict, missing(text)], ['nothing_found', []])
    }
    assert.ok(missing('우리은행 대출 상담 카톡 abc12 누구나 당일 지급').includes('business_number'))
    assert.ok(missing('가나머니 대출 상담 환영, 누구나 당일 지급').includes('business_number'))
  })
  test('a price in won is a price', () => {
    for (const text of [
      '스타벅스 기프티콘 3,200원에 매입합니다',
      '백화점 상품권 매입. 10만원권 96,000원',
      '문화상품권 9만원에 삽니다',
    ]) {
      assert.ok(!missing(text).includes('fees'), text)
    }
    for (const text of ['기프티콘 매입합니다', '10만원권 상품권 매입', '3,200원 기프티콘 매입']) {
      assert.ok(missing(text).includes('fees'), text)
    }
  })
  test('+82 10 is a mobile number and no landline', () => {
    assert.ok(missing('상품권 매입 +82 10-1234-5678').includes('phone'))
    assert.ok(!missing('상품권 매입 +82 2-123-4567').includes('phone'))
  })
})

describe('credit that was paid for is no bill', () => {
  test('its sale is doubtful, with a word in between and without', () => {
    for (const text of [
      'Sell your phone credit, contact us on WhatsApp',
      'Sell your leftover phone credit, contact us on WhatsApp',
    ]) {
      assert.deepEqual([judge(text).verdict, articles(text)], ['suspicious', []])
    }
  })
  test('the sale of a limit is an offence, with words in between and without', () => {
    for (const text of [
      'Sell phone bill limit, contact us on WhatsApp',
      'Sell your unused phone bill limit, contact us on WhatsApp',
    ]) {
      assert.deepEqual(articles(text), ['carrier_billing'])
    }
  })
})

describe('ways of paying for goods are no offer of cash', () => {
  for (const text of [
    '네일샵 예약 문의 카톡 abc12. 카드결제/현금 가능합니다',
    '중고 냉장고 판매합니다. 카드 결제 가능, 현금 가능. 문의 010-1234-5678',
    '현금 입금 시 10% 할인, 카드 결제 가능. 문의 카톡 abc12',
    '과일 도매 카드결제, 계좌이체, 현금 다 받습니다 문의 010-1234-5678',
    '휴대폰 결제 됩니다. 현금도 받아요. 문의 010-1234-5678',
    '금은방입니다. 카드 결제 가능하고 금도 매입합니다. 현금 즉시 지급. 서울 종로 02-000-0000',
    '중고명품 매입합니다 당일 현금 지급, 신용카드 결제 가능. 상담 환영',
    '여름 신상 90% 세일! 카드 결제 가능. 문의 010-1234-5678',
    '금니, 은수저, 고철 매입. 현금 드려요 010-1234-5678',
    '헌책 매입합니다. 현금 바로 드려요 010-1234-5678',
    '금 최고가 매입 현금 지급 010-1234-5678',
  ]) {
    test(text, () => {
      const { verdict, legalBasis, promisedRates } = judge(text)
      assert.deepEqual([verdict, legalBasis, promisedRates], ['incomplete', [], []])
    })
  }
  for (const [code, text] of [
    ['carrier_billing', '소액결제 매입합니다 카드결제 가능 카톡 abc12'],
    ['card', '카드결제 가능! 수수료 10% 떼고 현금 드려요 카톡 abc12'],
    ['card', '카드 현금화 가능, 카드결제 가능합니다 카톡 abc12'],
    ['card', '카드 결제 받고 현금 바로 드립니다 문의 카톡 abc12'],
    ['card', '카드로 순금 사시면 바로 매입해 현금 드려요'],
  ] as const) {
    test(`${text}: beside them an offer is one`, () => assert.deepEqual(articles(text), [code]))
  }
})
