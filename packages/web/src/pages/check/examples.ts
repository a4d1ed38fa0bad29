// SPDX-License-Identifier: Apache-2.0
// Examples to try with one tap, written for this page. Their addresses belong to nobody whom we know.

import type { Language } from '../../messages/index.ts'

export interface Example {
  readonly name: string
  readonly text: string
}

export const EXAMPLES: Readonly<Record<Language, readonly Example[]>> = {
  ko: [
    {
      name: '택배 주소가 틀렸다는 문자',
      text: '[Web발신]\n[대한통운] 도로명 주소 불일치로 배송이 보류되었습니다. 오늘 중 주소를 수정하지 않으면 반송됩니다. 확인: kr-cjparcel-7q2x.top/a8',
    },
    {
      name: '엄마, 나 폰 고장났어',
      text: '엄마 나 폰 액정 깨져서 수리 맡겼어. 이거 임시번호야. 급하게 결제할 게 있는데 엄마 신분증이랑 카드 사진 좀 보내줘. 통화는 안 되니까 문자로 해줘',
    },
    {
      name: '소액결제 현금화 광고',
      text: '소액결제 현금화 24시간 당일입금! 휴대폰 한도 100만원이면 최대 70만원 바로 입금해 드립니다. 상품권 매입 업계 최고율 70%. 카톡 상담 환영, 신분증 사진만 보내주세요.',
    },
    {
      name: '은행이 보낸 입금 알림',
      text: '[Web발신]\n[신한은행] 11/23 14:05\n110-***-**4567\n입금 350,000원\n잔액 1,204,310원\n홍*동',
    },
    { name: '주소 하나만', text: 'http://naver-login.kr-secure-7q2x.top/member/login' },
  ],
  en: [
    {
      name: 'A parcel held at the depot',
      text: 'Royal Mail: your parcel is held because of an unpaid fee of £1.45. Pay today or it will be returned: royalmail-redelivery-7q2x.top/pay',
    },
    {
      name: 'Mum, this is my new number',
      text: 'Hi mum, I dropped my phone and this is my new number. Can you text me back? I need to pay a bill today and my bank app does not work. Can you send the money and I pay you back on Friday x',
    },
    {
      name: 'Cash for your phone limit',
      text: 'Need cash now? We turn your phone bill limit into cash the same day. Spend 1,000,000 won on vouchers and get 70% straight to your account. No credit check. Send a photo of your ID on KakaoTalk.',
    },
    {
      name: 'A code that you asked for',
      text: '482913 is your verification code. It expires in 5 minutes. Do not share it with anyone.',
    },
    { name: 'Just an address', text: 'http://paypal-account.verify-7q2x.top/login' },
  ],
}
