// SPDX-License-Identifier: Apache-2.0
// The judge of shops: adverts of every article in several disguises, tricks without an article, and honest texts.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { measureProviders } from '../../training/evaluate-providers.ts'
import { checkProvider, LEGAL_BASES, type OffenceCode, type ProviderJudgement } from './index.ts'

const OFFERS: readonly (readonly [OffenceCode, string])[] = [
  ['carrier_billing', '휴대폰소액 급하게 현금필요하시면 연락주세요 1분 입금'],
  ['carrier_billing', '소액 결제 로 현 금 만들기 어렵지 않아요 톡 주세요 abcd12'],
  ['carrier_billing', '콘텐츠이용료 한도 현금으로 바꾸세요 80프로'],
  ['carrier_billing', '모바일 상품권 휴대폰으로 사서 저희한테 파세요. 88% 매입'],
  ['carrier_billing', 'ㅅㅇㄱㅈ ㅎㄱㅎ 85'],
  ['carrier_billing', '소액결제깡 미납 정책 뚫어드림'],
  ['carrier_billing', '핸드폰 요금에 합산되는 결제로 급전 해결! 최대 100만원'],
  ['carrier_billing', 'S k T 소 . 액 . 결 . 제 매 . 입'],
  ['carrier_billing', '다른 업체 먹튀에 속지 마세요! 소액결제현금화는 별빛티켓. 100% 안전 85% 지급 카톡 star'],
  [
    'carrier_billing',
    '소액결제 현금화 불법업체 주의하세요. 저희는 정식등록된 안전한 업체로 10분 내 입금해 드립니다. 카톡 상담',
  ],
  ['carrier_billing', 'We convert your KT phone bill limit into cash at 78%. Message us on Telegram.'],
  ['carrier_billing', 'Sell phone credit limit Korea. Buy Google Play on your phone bill and we pay you cash'],
  ['card', '카드대금 대납해 드리고 다시 결제하는 방식입니다'],
  ['card', '신카 한도 현금화 가능 / 할부 OK / 방문 출장'],
  ['card', '카드로 금 사시면 저희가 바로 현금으로 매입해 드립니다'],
  ['card', '카드 결제 대행. 결제 금액에서 10% 떼고 현금 드려요'],
  ['card', '상품권을 신용카드로 긁고 현금 받으세요 수수료 9%'],
  ['card', 'We charge your credit card for goods that are never shipped and pay you 85% in cash.'],
  ['bnpl', '카카오페이 후불결제 30만 매입 25만'],
  ['bnpl', '쿠페이 나중결제 되시는분 현금 드려요'],
  ['bnpl', '네이버 후불 한도로 현금 만들어드립니다'],
  ['access_media', '쓰지 않는 계좌 고가 매입, 당일 200'],
  ['access_media', '통장 빌려주실 분. 사업자 세금 문제로 한달만 사용합니다. 300 드려요'],
  ['access_media', '체크카드 1장당 50만원에 삽니다'],
  ['access_media', 'Looking for people to lend us their bank account, paid weekly.'],
  ['unregistered_loan', '개인돈 50만원부터 월변 상담'],
  ['unregistered_loan', '미성년자 대리입금 3만원 수고비 1만원'],
  ['unregistered_loan', '20만원 빌려가시고 일주일 후 30만원 상환'],
  ['game_results', '넷마블 맞고머니 삽니다 시세 최고'],
  ['game_results', '홀덤 칩 현금 환전'],
  ['local_voucher', '제로페이 지역상품권 할인 매입'],
  ['local_voucher', '동백전 경기지역화폐 현금화 해드려요'],
  ['onnuri_voucher', '온누리 상품권 삽니다 서울역'],
]

const TRICKS: readonly (readonly [string, string])[] = [
  ['phone_for_cash', '내 구 제 급전 유심 팔 분'],
  ['fee_first', '환불금 받으시려면 인지세 3만원 먼저 보내세요'],
  ['remote_control', '퀵서포트 앱 깔고 접속코드 알려주시면 처리해드려요'],
  ['identity_photo', '매입 진행 전 신분증 들고 찍은 셀카 보내주세요'],
  ['pin_first', '바코드 먼저 주시면 선확인 후 입금'],
  ['association', '한국소액결제협회 등록업체 먹튀 보증'],
  ['pin_first', 'Send us the card PIN first, payment after verification'],
]

const HONEST = [
  '형이 예전에 카드깡 했다가 몇 년을 고생했어. 너는 하지 마',
  '친구가 내구제 했다가 소송까지 갔대',
  '택배 기사 사칭해 원격 앱 깔게 한 일당 붙잡혀',
  '소액결제 한도가 0원으로 변경되었습니다.',
  '신용카드로 결제하신 금액은 취소 후 3~5일 내 환불됩니다.',
  '현금영수증 발급 안내: 휴대폰 결제 금액은 발급되지 않습니다.',
  '온누리상품권 10% 할인 판매 안내, 가까운 은행에서 구매하세요.',
  '우리 시 지역사랑상품권 7% 할인 판매 시작! 앱에서 충전하세요. 문의 시청 02-000-0000',
  '통장 개설 이벤트! 급여 이체하면 현금 1만원 지급. 가나은행',
  '카드포인트를 현금으로 바꿔 드립니다. 가나카드 앱에서 즉시 입금',
  '후불결제 이용 금액 120,000원이 12월 15일에 출금됩니다.',
  'A씨는 급전이 필요해 휴대폰 소액결제 현금화를 이용했다가 50만원을 잃었다. 금감원은 주의를 당부했다.',
  '체크카드 배송 안내: 택배로 보내드렸습니다.',
  '계좌번호를 보내주시면 환불금을 입금해 드립니다. 가나몰 고객센터',
  '중고폰 매입합니다. 방문 매장 서울 강남, 개통 이력 확인 후 현금 지급',
  '문화상품권 선물이 도착했어요! 핀번호를 앱에 등록하세요.',
  'How do I dispute a carrier billing charge? Contact your carrier within the billing month.',
  'Your refund has been issued to your credit card and arrives in 5 days.',
  'Gift cards cannot be redeemed for cash except where required by law.',
  '소액결제 사기 예방 교육: 핀번호 요구는 100% 사기입니다',
  '휴대폰 결제로 충전하신 캐시는 현금으로 환불되지 않습니다.',
  'Sell your used phone for cash at our store. Bring photo ID.',
  '핸드폰 요금 미납 안내: 11월 요금 45,000원이 미납되었습니다. 납부해 주세요.',
  '아르바이트 모집: 편의점 야간, 시급 11,000원, 통장 사본 지참, 상담 환영',
  '신용카드 발급 이벤트 최대 15만원 캐시백 지급, 연회비 안내 참조',
  '알뜰폰 개통 이벤트: 유심 무료 택배 배송, 3분 안에 셀프 개통',
]

describe('an unlawful offer is named by its article', () => {
  for (const [code, text] of OFFERS) {
    test(text, () => {
      const { verdict, legalBasis, reasons } = checkProvider({ text })
      assert.equal(verdict, 'unlawful')
      assert.ok(legalBasis.some(basis => basis.code === code))
      const reason = reasons.find(one => one.code === code)
      assert.ok(reason && reason.evidence !== '' && text.includes(reason.evidence))
    })
  }
})

describe('a disguise does not help', () => {
  const advert = '소액결제 현금화 당일 지급'
  const letters = [...advert]
  const disguises: Readonly<Record<string, string>> = {
    spaces: letters.join(' '),
    dots: letters.map(letter => (letter === ' ' ? ' ' : `${letter}.`)).join(''),
    'zero-width spaces': letters.join('\u200b'),
    'pictures between': letters.join('💰'),
    'full-width stars': letters.join('＊'),
    brackets: letters.map(letter => (letter === ' ' ? ' ' : `[${letter}]`)).join(''),
    'decomposed syllables': advert.normalize('NFD'),
    'Latin letters between': advert.replace('소액결제', '소l액l결l제').replace('현금화', '현x금x화'),
    'first consonants': 'ㅅㅇㄱㅈ 현금화 당일 지급',
    'a spelling mistake': '소액결재 현찰화 당일 지급',
  }
  for (const [name, text] of Object.entries(disguises)) {
    test(name, () => {
      const { verdict, legalBasis } = checkProvider({ text })
      assert.equal(verdict, 'unlawful')
      assert.equal(legalBasis[0]?.code, 'carrier_billing')
    })
  }
})

describe('a trick is named, with or without an article', () => {
  for (const [code, text] of TRICKS) {
    test(text, () => {
      const { verdict, reasons } = checkProvider({ text })
      assert.ok(verdict === 'suspicious' || verdict === 'unlawful')
      assert.ok(reasons.some(one => one.code === code))
    })
  }
})

describe('an honest text passes', () => {
  for (const text of HONEST) {
    test(text, () => {
      const { verdict, legalBasis } = checkProvider({ text })
      assert.ok(verdict === 'nothing_found' || verdict === 'incomplete', verdict)
      assert.deepEqual(legalBasis, [])
    })
  }
})

describe('what the law is said to be', () => {
  test('each basis has its article, its source, its date, and who the offender is', () => {
    for (const [code, basis] of Object.entries(LEGAL_BASES)) {
      assert.equal(basis.code, code)
      assert.match(basis.cite.ko, /§/)
      assert.match(basis.cite.en, /§/)
      assert.notEqual(basis.source, '')
      assert.equal(basis.confidence, 'S')
      assert.match(basis.checkedOn, /^\d{4}-\d{2}-\d{2}$/)
    }
  })
  test('a sale is never called a loan, its cost never interest, and no cap is named', () => {
    for (const code of ['carrier_billing', 'card', 'bnpl'] as const) {
      const { explanation, penalty } = LEGAL_BASES[code]
      const said = explanation.ko + explanation.en + penalty.ko + penalty.en
      assert.doesNotMatch(said, /이자|interest|20%|상한|cap\b/)
      assert.match(explanation.ko, /이용자가 아니/)
    }
  })
  test('whoever lends an account out is told of the own risk', () => {
    assert.match(LEGAL_BASES.access_media.explanation.ko, /빌려준 사람도 처벌/)
  })
  test('phone-for-cash is a trick without an article', () => {
    const { verdict, legalBasis, reasons } = checkProvider({ text: '내구제 당일 현금 유심 개통' })
    assert.equal(verdict, 'suspicious')
    assert.deepEqual(legalBasis, [])
    assert.ok(reasons.some(({ code }) => code === 'phone_for_cash'))
  })
})

describe('what a judgement holds', () => {
  const text = '소액결제 현금화 10만원에 7만원, 핀번호 먼저 보내주세요. 사업자 123-45-67890'
  const judged = checkProvider({ text })
  test('rates, missing facts, and the number that does not exist', () => {
    assert.equal(judged.promisedRates[0]?.equivalentYearlyCost, '5.2143')
    assert.equal(judged.businessNumber?.isWellFormed, false)
    const codes = judged.reasons.map(({ code }) => code)
    for (const code of ['carrier_billing', 'pin_first', 'business_number_wrong']) assert.ok(codes.includes(code), code)
    const missing = judged.missing.map(({ code }) => code)
    assert.ok(missing.includes('address') && !missing.includes('fees') && !missing.includes('business_number'))
  })
  test('the strongest reason first, each at its place', () => {
    const weights = judged.reasons.map(({ weight }) => weight)
    assert.deepEqual(
      weights,
      weights.toSorted((a, b) => b - a),
    )
    for (const { evidence, spans } of judged.reasons) {
      if (spans[0]) assert.equal(text.slice(spans[0].from, spans[0].to), evidence)
    }
  })
  test('lawful ways, the nearest first, with somebody to call', () => {
    const codes = judged.alternatives.map(({ code }) => code)
    assert.deepEqual(codes.slice(0, 3), ['carrier_cancel', 'issuer_refund', 'payment_mediation'])
    const contacts = judged.alternatives.flatMap(({ phone, url }) => phone ?? url ?? [])
    for (const contact of ['1397', '1332', '132', 'https://www.spayment.org']) assert.ok(contacts.includes(contact))
  })
})

describe('its link', () => {
  test('the one given is judged, and a trap makes the shop suspicious', () => {
    const { verdict, link, reasons } = checkProvider({ text: '상품권 안내', url: 'https://kakaopay-event.top/login' })
    assert.equal(link?.label, 'phishing')
    assert.equal(verdict, 'suspicious')
    assert.ok(reasons.some(({ code }) => code === 'link_phishing'))
  })
  test('else the worst of the text, at its place', () => {
    const text = '문의 https://www.cultureland.co.kr 접속 http://203.0.113.9/pay'
    const { link, reasons } = checkProvider({ text })
    assert.equal(link?.host, '203.0.113.9')
    const { evidence, spans } = reasons.find(({ code }) => code === 'link_phishing')!
    assert.equal(text.slice(spans[0]?.from, spans[0]?.to), evidence)
  })
  test('an ordinary one is no reason', () => {
    const { verdict, link } = checkProvider({ text: '환불 안내', url: 'https://www.cultureland.co.kr' })
    assert.equal(link?.label, 'ordinary')
    assert.equal(verdict, 'nothing_found')
  })
})

test('nothing found is no recommendation', () => {
  const { verdict, advice } = checkProvider({ text: '오늘 날씨가 좋네요.' })
  assert.equal(verdict, 'nothing_found')
  assert.match(advice.ko, /추천하거나 보증하는 것은 아니/)
})

test('any text is judged, whatever it is', () => {
  const judge = (text: string): ProviderJudgement => checkProvider({ text })
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
      for (const { from, to } of judge(text).reasons.flatMap(({ spans }) => spans)) {
        assert.ok(from >= 0 && from <= to && to <= text.length)
      }
    }),
  )
  assert.equal(judge('').verdict, 'nothing_found')
})

test('on adverts written before the rules, and on messages that nobody here has read', () => {
  const figures = measureProviders()
  assert.ok(figures.texts >= 120)
  assert.ok(figures.unlawfulNamed * 100 >= figures.of.unlawful * 90, `${figures.unlawfulNamed} named`)
  assert.ok(figures.trapsCaught * 100 >= (figures.of.unlawful + figures.of.suspicious) * 92)
  assert.ok(figures.falseAlarms * 100 <= figures.of.honest * 3, `${figures.falseAlarms} falsely accused`)
  assert.equal(figures.greyAccused, 0)
  const { ham, hamAccused, caught } = figures.messages
  assert.ok(ham.of >= 500 && ham.count * 100 <= ham.of * 2, `${ham.count} legitimate messages are no traps`)
  assert.ok(hamAccused.count * 200 <= hamAccused.of, `${hamAccused.count} legitimate messages are no offence`)
  const shares = Object.values(caught)
  const [count, of] = [shares.reduce((sum, one) => sum + one.count, 0), shares.reduce((sum, one) => sum + one.of, 0)]
  assert.ok(count * 100 >= of * 65, `${count} of ${of} adverts caught`)
})
