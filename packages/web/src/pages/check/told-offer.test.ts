// SPDX-License-Identifier: Apache-2.0
// Who asks about an offer in their own words is not told that nothing was found; who gets a notice or a warning is left
// in peace.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkLink, checkMessage, checkProvider, findLinks, messageAdvice, themeName } from '@jandon/shield'
import { judge } from './judge.ts'
import { tellsOfOffer } from './told-offer.ts'
import { labelsOf, verdictOf } from './verdict.ts'

const SHIELD = { checkLink, checkMessage, checkProvider, findLinks, messageAdvice, themeName }

test('questions about an offer', () => {
  for (const text of [
    '누가 소액결제 100만원 하면 70만원 준대요. 괜찮을까요?',
    '휴대폰 한도로 상품권을 사면 바로 80프로 현금으로 준다는데 사기인가요',
    '상품권 10만원짜리를 7만원에 산대요',
    '소액결제 현금화 해도 되나요? 처벌받나요',
    '카드깡 하면 제가 처벌받나요? 급해서요',
    '신용카드로 상품권 사서 팔면 현금 준다는 업체가 있는데 믿어도 될까요',
    '폰 개통하면 한 대에 50만원 현금으로 준다고 하던데 괜찮나요',
    'They offered me 70% cash if I buy vouchers on my phone bill. Is it ok?',
  ]) {
    assert(tellsOfOffer(text, []), text)
    const { level } = verdictOf(labelsOf(judge(SHIELD, text)))
    assert(level !== 'nothing' && level !== 'short', `${level}: ${text}`)
  }
})

test('notices, chats and warnings', () => {
  for (const text of [
    '[Web발신] 휴대폰 소액결제 12,000원 결제완료. 11/23 14:05 이용 문의 1588-0000',
    '[상품권] 기프티콘 선물이 도착했어요. 유효기간 2027.02.11',
    '친구가 상품권 선물해 줬어. 이따 같이 쓰자',
    '이 옷 10만원인데 7만원에 판대. 살까?',
    '카드 포인트 현금 전환 서비스를 이용해 주셔서 감사합니다. 3,200원이 입금되었습니다.',
    'Your gift card is here. Enjoy your coffee!',
    '엄마가 생일이라고 새 폰 사 준대',
    '이번 주말에 백화점 가면 상품권 10만원 준대. 같이 갈래?',
    '카드로 결제하면 10% 할인해 준대',
    '소액결제로 사면 5% 적립해 준대',
    'I bought a gift card for her birthday, they give you a free coffee with it.',
  ]) {
    assert(!tellsOfOffer(text, []), text)
  }
  assert(!tellsOfOffer('소액결제 현금화는 불법입니다. 이용하지 마세요.', ['warns']))
  assert(tellsOfOffer('소액결제 현금화 하면 처벌받나요?', ['asks', 'warns']))
})
