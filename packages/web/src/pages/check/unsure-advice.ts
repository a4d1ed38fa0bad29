// SPDX-License-Identifier: Apache-2.0
// What to do where the page is not sure. The judge advises on what it found; here it found too little, and "nothing
// points to a scam" under "be careful" would confuse a worried person.

import type { Advice, Contact, MessageLabel, Words } from '@jandon/shield'
import type { Level } from './verdict.ts'

const say = (ko: string, en: string): Words => ({ ko, en })

const KISA: Contact = {
  name: say('한국인터넷진흥원 118 상담센터', 'KISA help line (smishing, bad apps)'),
  phone: '118',
}
const POLICE: Contact = {
  name: say('경찰청 (돈을 보냈다면 바로)', 'Korean police (at once if money is gone)'),
  phone: '112',
}
const CREDIT: Contact = {
  name: say('서민금융진흥원 (급한 돈)', 'Korea Inclusive Finance Agency (lawful loans)'),
  phone: '1397',
}
const FSS: Contact = { name: say('금융감독원', 'Financial Supervisory Service'), phone: '1332' }

const UNSURE: Advice = {
  ...say(
    '확인하기 전에는 돈도 개인정보도 보내지 마세요.',
    'Send no money and no personal details before you have checked.',
  ),
  now: [
    say('글에 적힌 전화번호나 링크는 쓰지 마세요.', 'Use no number and no link from the text.'),
    say(
      '알고 있던 번호나 공식 앱으로 직접 물어보세요.',
      'Ask on a number that you already knew, or in the official app.',
    ),
    say('그래도 모르겠으면 118에 물어보세요.', 'If you still cannot tell, ask 118 (in Korea).'),
  ],
  never: [
    say('인증번호, 비밀번호, 카드 번호를 알려 주지 마세요.', 'Never give codes, passwords or card numbers.'),
    say('문자로 받은 링크에서 앱을 설치하지 마세요.', 'Never install an app from a link in a message.'),
  ],
  contacts: [KISA, POLICE],
}

/** For who asks about an offer of cash in their own words. */
const TOLD_OFFER: Advice = {
  ...say('아직 응하지 마세요.', 'Do not accept it yet.'),
  now: [
    say('얼마를 떼이는지 아래에서 먼저 따져 보세요.', 'See below what it would cost you.'),
    say('받은 글이 있으면 그대로 붙여 넣어 다시 확인하세요.', 'If you received a text about it, paste that text here.'),
    say('급한 돈은 1397에 먼저 물어보세요.', 'For urgent money, ask 1397 (in Korea) first.'),
  ],
  never: [
    say('상품권 핀 번호나 신분증 사진을 먼저 보내지 마세요.', 'Never send voucher codes or a photo of your ID first.'),
  ],
  contacts: [CREDIT, FSS],
}

/** The advice where this page is less sure than the judge; undefined where the judge's own holds. */
export function unsureAdvice(
  level: Level,
  label: MessageLabel,
  about: 'message' | 'told_offer' = 'message',
): Advice | undefined {
  if (level !== 'unsure' || label !== 'ham') return undefined
  return about === 'told_offer' ? TOLD_OFFER : UNSURE
}
