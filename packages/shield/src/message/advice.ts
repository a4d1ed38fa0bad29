// SPDX-License-Identifier: Apache-2.0
// What to do about a message, for somebody who is worried: first things first, and whom to call.

import { FSS, INCLUSIVE_FINANCE, KISA, PAYMENT_DESK, POLICE } from '../contacts.ts'
import type { Advice, Contact, Words } from '../judgement.ts'
import type { MessageLabel, Theme } from './judgement.ts'

const say = (ko: string, en: string): Words => ({ ko, en })

const GAMBLING: Contact = { name: say('도박문제 상담전화', 'Gambling help line'), phone: '1336' }
const CARRIER: Contact = {
  name: say('내 통신사 고객센터 (휴대폰에서)', 'Your carrier (from your mobile)'),
  phone: '114',
}
const ABROAD: Contact = {
  name: say(
    '한국 밖이라면: 카드 뒷면의 은행 번호와 그 나라 경찰',
    'Outside Korea: the number on your bank card, and your local police',
  ),
}

const DELETE = say(
  '답하지 말고, 링크를 누르지 말고, 번호를 차단하세요.',
  'Do not answer, open no link, block the number.',
)
const CALL_KNOWN = say(
  '용건이 걱정되면 문자에 적힌 번호가 아니라, 알고 있던 번호나 공식 앱으로 직접 확인하세요.',
  'If it worries you, ask through the app or a number that you already knew, not one from the message.',
)
const PRESSED = say(
  '이미 눌러 무엇을 설치했다면 비행기 모드로 바꾸고, 다른 전화로 118과 은행에 알리세요.',
  'If you already installed something: flight mode on, then call 118 and your bank from another phone.',
)
const PAID = say(
  '이미 돈을 보냈다면 바로 112나 은행에 전화해 지급정지를 요청하세요.',
  'If you already sent money, call 112 or your bank at once and ask them to stop the payment.',
)
const FAMILY = say(
  '그 가족에게 원래 번호로 전화해 목소리를 들으세요. 받지 않으면 다른 가족에게 물어보세요.',
  'Call that relative on the old number and hear the voice; if nobody answers, ask another relative.',
)
const ADVERT = say(
  '답하거나 누르지 말고 차단하세요. 118에 신고할 수 있어요.',
  'Do not answer; block it. In Korea, 118 takes reports.',
)

const NO_CODE = say('인증번호, 비밀번호, 카드 번호를 알려 주지 마세요.', 'Never give codes, passwords or card numbers.')
const NO_APP = say('문자로 받은 링크에서 앱을 설치하지 마세요.', 'Never install an app from a link in a message.')
const NO_ID = say('신분증이나 통장 사진을 보내지 마세요.', 'Never send a photo of your ID or bankbook.')
const NO_MONEY = say(
  '확인하기 전에는 돈이나 상품권 번호를 보내지 마세요.',
  'Never send money or voucher codes before you have checked.',
)
const NO_FEE = say('먼저 내라는 수수료나 보증금을 보내지 마세요.', 'Never pay a fee or deposit first.')
const NO_LINE = say(
  '내 이름으로 휴대폰·유심을 열어 남에게 주지 마세요. 요금과 처벌이 나에게 와요.',
  'Never open a phone line or SIM in your name for somebody else: bills and penalties come to you.',
)
const NO_ACCOUNT = say(
  '내 계좌로 남의 돈을 받아 전하지 마세요. 처벌받을 수 있어요.',
  'Never pass on money through your account: it may be a crime.',
)
const NO_AUTHORITY = say(
  '경찰·검찰·금감원은 문자로 돈을 옮기라거나 앱을 설치하라고 하지 않아요. 따르지 마세요.',
  'No police, prosecutor or regulator asks by message to move money or install an app: never do it.',
)

interface Parts {
  readonly head: Words
  readonly now: readonly Words[]
  readonly never: readonly Words[]
  readonly contacts: readonly Contact[]
}

const TRAP: Parts = {
  head: say('사기 문자로 보여요. 시키는 대로 하지 마세요.', 'This looks like a scam. Do nothing that it asks.'),
  now: [DELETE, CALL_KNOWN, PRESSED, PAID],
  never: [NO_APP, NO_CODE, NO_MONEY],
  contacts: [POLICE, KISA, FSS, ABROAD],
}
const ADVERTS: Parts = {
  head: say(
    '원치 않는 광고나 불법 광고로 보여요. 답하지 마세요.',
    'This looks like an unwanted or unlawful advert. Do not answer.',
  ),
  now: [ADVERT],
  never: [NO_FEE, NO_ID],
  contacts: [KISA, POLICE],
}

const BY_THEME: Partial<Readonly<Record<Theme, Partial<Parts>>>> = {
  family_in_need: { now: [FAMILY, DELETE, PAID], never: [NO_MONEY, NO_CODE, NO_ID, NO_APP] },
  payment_approval: {
    now: [
      say(
        '적힌 번호로 전화하지 마세요. 카드 앱이나 카드 뒷면의 번호로 결제가 있었는지 확인하세요.',
        'Do not call the number given. Look in your card’s app, or call the number on the card.',
      ),
      DELETE,
      PAID,
    ],
    never: [NO_CODE, NO_APP, NO_AUTHORITY],
  },
  small_payment: {
    now: [
      say(
        '통신사 앱이나 114로 결제 내역을 확인하고, 쓰지 않으면 소액결제를 차단하세요.',
        'Look at your bill in the carrier’s app or call 114; block carrier billing if you do not use it.',
      ),
      DELETE,
      PRESSED,
    ],
    contacts: [CARRIER, PAYMENT_DESK, KISA, POLICE],
  },
  prosecutor: {
    now: [say('끊고, 다른 전화로 112에 물어보세요.', 'Hang up and ask 112 from another phone.'), PAID],
    never: [NO_AUTHORITY, NO_MONEY, NO_ID],
  },
  fine: {
    now: [
      say(
        '과태료는 경찰청 교통민원24(이파인)나 위택스를 직접 열어 확인하세요.',
        'Look a fine or toll up yourself on the authority’s own site or app.',
      ),
      DELETE,
      PRESSED,
    ],
  },
  parcel: {
    now: [
      say(
        '택배는 주문한 쇼핑몰이나 택배사 앱에서 송장번호로 확인하세요.',
        'Look the parcel up in the shop’s or courier’s own app.',
      ),
      DELETE,
      PRESSED,
    ],
  },
  obituary_or_invitation: {
    now: [
      say('보낸 사람에게 알고 있던 번호로 전화해 물어보세요.', 'Call the sender on the number that you already knew.'),
      DELETE,
      PRESSED,
    ],
  },
  impersonated_buyer: {
    now: [
      say(
        '거래 앱 안의 결제만 쓰고, 보내 준 결제 링크는 닫으세요.',
        'Pay only inside the marketplace’s app; close any payment link.',
      ),
      PAID,
    ],
    never: [NO_FEE, NO_MONEY, NO_ID],
  },
  cash_out: {
    head: say(
      '소액결제나 상품권을 현금으로 바꿔 준다는 광고예요. 이용하지 마세요.',
      'An advert for cash against carrier billing or vouchers. Do not use it.',
    ),
    now: [
      ADVERT,
      say('급한 돈은 서민금융진흥원 1397에 먼저 물어보세요.', 'For urgent money, ask 1397 (in Korea) first.'),
      say(
        '이미 당했다면 통신사 114에 소액결제 차단과 이의를 신청하세요.',
        'If you already lost money, call your carrier (114): block billing and object.',
      ),
    ],
    never: [say('상품권 핀 번호를 먼저 보내지 마세요.', 'Never send voucher codes first.'), NO_ID, NO_FEE],
    contacts: [INCLUSIVE_FINANCE, CARRIER, PAYMENT_DESK, FSS, POLICE],
  },
  phone_for_cash: {
    head: say(
      '휴대폰이나 유심을 개통하면 현금을 준다는 광고예요. 이용하지 마세요.',
      'An advert for cash against a phone line in your name. Do not use it.',
    ),
    now: [
      ADVERT,
      say('급한 돈은 서민금융진흥원 1397에 먼저 물어보세요.', 'For urgent money, ask 1397 (in Korea) first.'),
    ],
    never: [NO_LINE, NO_ID],
    contacts: [INCLUSIVE_FINANCE, CARRIER, FSS, POLICE],
  },
  loan: {
    now: [
      ADVERT,
      say(
        '대부업체 등록 여부는 금융감독원 1332에서 확인할 수 있어요.',
        'In Korea, 1332 tells whether a lender is registered.',
      ),
    ],
    never: [NO_FEE, NO_ID, NO_APP, NO_ACCOUNT],
    contacts: [INCLUSIVE_FINANCE, FSS, POLICE],
  },
  investment: {
    now: [
      ADVERT,
      say(
        '투자업 등록은 금융감독원(1332)에서 확인하세요.',
        'Ask your regulator (in Korea 1332) whether they are registered.',
      ),
      PAID,
    ],
    never: [NO_FEE, NO_MONEY, NO_APP],
    contacts: [FSS, POLICE, ABROAD],
  },
  gambling: { contacts: [GAMBLING, KISA, POLICE] },
  job: {
    now: [
      ADVERT,
      say(
        '먼저 돈을 내라거나 계좌를 빌려 달라면 일자리가 아니에요.',
        'A job that wants money or your account first is no job.',
      ),
    ],
    never: [NO_FEE, NO_ACCOUNT, NO_ID],
    contacts: [POLICE, FSS],
  },
}

function adviceFrom({ head, now, never, contacts }: Parts): Advice {
  return { ...head, now, never, contacts }
}

const HAM: Advice = adviceFrom({
  head: say(
    '사기로 볼 만한 것이 보이지 않아요. 그래도 돈이나 인증번호를 달라고 하면 아는 번호로 확인하세요.',
    'Nothing points to a scam. If it still asks for money or a code, check by calling a number that you know.',
  ),
  now: [],
  never: [NO_CODE],
  contacts: [],
})

const MADE = new Map<string, Advice>()

/** What to do about a message of this label and theme. */
export function adviceOf(label: MessageLabel, theme: Theme): Advice {
  if (label === 'ham') return HAM
  const key = `${label} ${theme}`
  const made = MADE.get(key) ?? adviceFrom({ ...(label === 'smishing' ? TRAP : ADVERTS), ...BY_THEME[theme] })
  MADE.set(key, made)
  return made
}
