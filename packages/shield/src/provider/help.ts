// SPDX-License-Identifier: Apache-2.0
// What to do now, what never to do, and the lawful ways to money this week. Public services and the holder's own
// rights only: never a dealer, never a ranking.

import { INCLUSIVE_FINANCE, KISA, PAYMENT_DESK, POLICE } from '../contacts.ts'
import type { Advice, Contact, Words } from '../judgement.ts'
import type { ProviderJudgement, ProviderVerdict } from './judgement.ts'
import { OFFENCE_CODES, type OffenceCode } from './law.ts'

type Alternative = ProviderJudgement['alternatives'][number]

const says = (ko: string, en: string): Words => ({ ko, en })

const REGULATOR: Contact = {
  name: says('금융감독원 불법금융 신고', 'Financial Supervisory Service, illegal finance desk'),
  phone: '1332',
}
const LEGAL_AID: Contact = { name: says('대한법률구조공단', 'Korea Legal Aid Corporation'), phone: '132' }

/** Each with what it is good for first: the purchase undone, then money already owned, then a loan, then help. */
const ALTERNATIVES: Readonly<Record<string, Alternative>> = {
  carrier_cancel: {
    code: 'carrier_cancel',
    name: says('결제 취소(판매자·통신사)', 'Cancelling the payment (seller, carrier)'),
    explanation: says(
      '휴대폰으로 이미 결제했다면 그 달 안에 판매자에게 취소를 요청하세요. 취소되면 청구에서 빠져요. 달이 지나면 판매자가 계좌로 돌려줘요(판매자마다 조건이 달라요).',
      'Paid on the phone bill already? Ask the seller to cancel within the same calendar month and it leaves the bill. Later the seller repays to your account, on its own terms.',
    ),
    phone: '114',
  },
  issuer_refund: {
    code: 'issuer_refund',
    name: says('상품권 발행사 환불', 'Refund by the voucher’s issuer'),
    explanation: says(
      '모바일·온라인 상품권은 보통 안 쓰고 7일 안이면 전액, 60%(1만 원 이하는 80%) 이상 쓰면 잔액, 유효기간이 지나면 5년 안에 낸 돈의 90%(5만 원 초과 95%)를 돌려받아요. 발행사의 약관을 먼저 확인하세요.',
      'Mobile and online vouchers are usually repaid in full when unused within 7 days, the rest once 60% (80% up to ₩10,000) is used, and 90% of the price (95% above ₩50,000) within five years after expiry. Check the issuer’s terms first.',
    ),
  },
  payment_mediation: {
    code: 'payment_mediation',
    ...PAYMENT_DESK,
    explanation: says(
      '모르는 휴대폰 결제가 있거나 판매자가 환불을 거절하면 중재를 신청할 수 있어요. 동의하지 않은 결제는 통신사에 정정을 요구하면 2주 안에 답해야 해요.',
      'For charges that you do not know, or a seller that refuses a refund. A charge made against your will must be answered by the carrier within two weeks.',
    ),
  },
  carrier_limit_off: {
    code: 'carrier_limit_off',
    name: says('소액결제 차단(통신사)', 'Blocking carrier billing (your carrier)'),
    explanation: says(
      '통신사에 말하면 소액결제 한도를 0원으로 하거나 아예 막을 수 있어요.',
      'Your carrier sets the limit to zero, or blocks carrier billing for good, when you ask.',
    ),
    phone: '114',
  },
  card_points: {
    code: 'card_points',
    name: says('카드포인트 계좌입금', 'Card points to your account'),
    explanation: says(
      '카드사에 흩어진 포인트를 1포인트 1원으로 내 계좌에 받아요. 수수료도 최소 금액도 없어요.',
      'Points scattered over card firms are paid to your own account at one won a point, with no fee and no minimum.',
    ),
    url: 'https://www.cardpoint.or.kr',
  },
  telecom_refund: {
    code: 'telecom_refund',
    name: says('통신 미환급금 조회', 'Unclaimed telecom refunds'),
    explanation: says(
      '예전 회선에 더 낸 요금과 보증금을 찾아 계좌로 받아요.',
      'Over-payments and deposits of closed lines, paid to your account.',
    ),
    url: 'https://www.smartchoice.or.kr',
  },
  state_small_loan: {
    code: 'state_small_loan',
    ...INCLUSIVE_FINANCE,
    name: says('불법사금융예방대출', 'State small loan'),
    explanation: says(
      '급한 돈을 나라가 최대 100만 원까지 빌려줘요(신용평점 하위 20%, 연 소득 3,500만 원 이하). 금리는 연 15.9%에서 시작해 성실히 갚으면 9.4%까지 내려가요. 지금 조건은 전화로 확인하세요.',
      'The state lends up to ₩1,000,000 to people in the lowest 20% of credit scores with an income up to ₩35 million, from 15.9% a year down to 9.4%. Ask for the present terms.',
    ),
  },
  illegal_finance_desk: {
    code: 'illegal_finance_desk',
    ...REGULATOR,
    explanation: says(
      '이미 돈을 보냈거나 협박을 받는다면 1332에서 3번을 누르세요. 상담과 신고를 도와줘요.',
      'If you have sent money or are being threatened, call 1332 and press 3 for advice and to report it.',
    ),
  },
  legal_aid: {
    code: 'legal_aid',
    ...LEGAL_AID,
    explanation: says(
      '빚이나 명의 도용 문제를 변호사와 무료로 상담해요.',
      'Free advice by a lawyer on debts or a misused name.',
    ),
  },
}

const ANY_WAY = ['state_small_loan', 'card_points', 'telecom_refund', 'illegal_finance_desk', 'legal_aid']
const FIRST_WAYS: Readonly<Partial<Record<OffenceCode | 'voucher_purchase' | 'recovery', readonly string[]>>> = {
  carrier_billing: ['carrier_cancel', 'issuer_refund', 'payment_mediation', 'carrier_limit_off'],
  card: ['issuer_refund'],
  bnpl: ['issuer_refund'],
  voucher_purchase: ['issuer_refund', 'carrier_cancel'],
  recovery: ['payment_mediation', 'carrier_cancel'],
}

/** What fits what was found comes first. */
export function alternativesFor(topics: readonly string[]): Alternative[] {
  const first = topics.flatMap(topic => FIRST_WAYS[topic as keyof typeof FIRST_WAYS] ?? [])
  const codes = new Set([...first, ...ANY_WAY])
  return [...codes].flatMap(code => ALTERNATIVES[code] ?? [])
}

/** Whom each article punishes: not the same people. */
const OFFENDERS: Readonly<Record<OffenceCode, Words>> = {
  carrier_billing: says(
    '휴대폰 결제를 현금으로 바꾸는 거래에서 위반하는 쪽은 돈을 대거나 중개·권유·광고하는 업자예요.',
    'With cash for carrier billing the offender is whoever pays, brokers, solicits or advertises it.',
  ),
  card: says(
    '카드 결제를 현금으로 바꾸는 거래에서 위반하는 쪽은 돈을 대거나 중개·알선하는 업자예요.',
    'With cash for card payments the offender is whoever pays or brokers it.',
  ),
  bnpl: says(
    '후불결제를 현금으로 바꾸는 거래에서 위반하는 쪽은 돈을 대거나 중개·권유·광고하는 업자예요.',
    'With cash for pay-later the offender is whoever pays, brokers, solicits or advertises it.',
  ),
  access_media: says(
    '통장·카드·인증수단은 사들이는 쪽뿐 아니라 넘기거나 빌려준 사람도 처벌받을 수 있어요.',
    'With accounts, cards and credentials whoever hands one over or lends it can be punished too, not only the buyer.',
  ),
  unregistered_loan: says(
    '등록 없는 대출에서 위반하는 쪽은 빌려주거나 중개·광고하는 업자이고, 빌린 사람이 아니에요.',
    'With unregistered loans the offender is whoever lends, brokers or advertises, not the borrower.',
  ),
  game_results: says(
    '게임에서 얻은 것을 환전하는 거래에서 위반하는 쪽은 그것을 사업으로 하는 사람이에요.',
    'With what is won in games the offender is whoever makes a business of exchanging it.',
  ),
  local_voucher: says(
    '지역사랑상품권은 산 사람이 되팔거나 환전을 요구할 수 없고, 물건을 팔지 않고 환전한 가맹점과 대행자에게 과태료가 나와요.',
    'A local voucher may be neither resold nor converted by its user, and merchants and agents who redeem one without a sale are fined.',
  ),
  onnuri_voucher: says(
    '온누리상품권은 등록된 가맹점이 아니면 받을 수 없고, 받는 업자가 위반자예요.',
    'Onnuri vouchers may be received by registered merchants only, and a dealer who takes them is the offender.',
  ),
}

function unlawfulSummary(codes: readonly string[]): Words {
  const offenders = OFFENCE_CODES.filter(code => codes.includes(code)).map(code => OFFENDERS[code])
  const inOne = (language: 'ko' | 'en', first: string, last: string) =>
    [first, ...offenders.map(words => words[language]), last].join(' ')
  return says(
    inOne('ko', '법이 금지한 거래를 내거는 글이에요.', '이 거래 말고 아래의 합법적인 길을 보세요.'),
    inOne('en', 'This offers a deal that the law forbids.', 'Look at the lawful ways below instead.'),
  )
}

const SUMMARIES: Readonly<Record<Exclude<ProviderVerdict, 'unlawful'>, Words>> = {
  suspicious: says(
    '사기에서 자주 보이는 요구가 있어요. 돈도, 번호도, 신분증도 보내지 마세요.',
    'It asks for what swindlers ask for. Send no money, no code and no ID.',
  ),
  incomplete: says(
    '금지된 내용은 찾지 못했지만, 제대로 된 곳이라면 밝혔을 정보가 빠져 있어요. 확인하기 전에는 거래하지 마세요.',
    'Nothing forbidden was found, but facts that a lawful shop shows are missing. Do not deal before you have checked.',
  ),
  nothing_found: says(
    '금지된 제안이나 알려진 수법을 찾지 못했어요. 이것이 이곳을 추천하거나 보증하는 것은 아니에요.',
    'No forbidden offer and no known trick was found. That is no recommendation and no guarantee.',
  ),
}

const STOP = says('연락을 멈추고 아무것도 보내지 마세요.', 'Stop the contact and send nothing.')
const CANCEL = says(
  '이미 결제했다면 판매자와 통신사(114)·카드사에 바로 취소를 요청하세요.',
  'If you have paid already, ask the seller and your carrier (114) or card firm to cancel at once.',
)
const REPORT = says(
  '돈이나 번호를 이미 보냈다면 112와 금융감독원 1332에 신고하고, 대화와 계좌번호를 남겨 두세요.',
  'If money or a code is gone, report it to 112 and 1332, and keep the chat and the account number.',
)
const BLOCK = says(
  '신분증을 보냈다면 통신사에서 명의도용 개통을 막고, 은행에 알리세요.',
  'If your ID is gone, have your carrier block new lines in your name and tell your bank.',
)
const UNINSTALL = says(
  '원격 앱을 깔았다면 비행기 모드로 바꾸고 지운 뒤, 다른 전화로 은행에 알리세요.',
  'If a remote-control app is installed: flight mode, delete it, and call your bank from another phone.',
)
const VERIFY = says(
  '사업자번호는 홈택스, 통신판매업은 공정거래위원회 누리집에서 직접 확인하세요.',
  'Check the business number at Hometax and the mail-order registration at the Fair Trade Commission yourself.',
)
const ASK_ISSUER = says(
  '환불은 발행사나 판매자에게 직접 요청하세요.',
  'Ask the issuer or seller for a refund yourself.',
)

const NEVER_CODES = says(
  '상품권 번호(PIN), 비밀번호, 인증번호를 주지 마세요.',
  'Never give a voucher PIN, a password or a one-time code.',
)
const NEVER_ID = says('신분증·통장 사진을 보내지 마세요.', 'Never send a photo of your ID or bankbook.')
const NEVER_FEE = says('먼저 수수료나 보증금을 보내지 마세요.', 'Never pay a fee or deposit first.')
const NEVER_LEND = says(
  '통장, 카드, 유심을 빌려주거나 넘기지 마세요.',
  'Never lend or hand over an account, card or SIM.',
)

/** `codes` are those of the reasons: what was asked for tells what to undo first. */
export function adviceFor(verdict: ProviderVerdict, codes: readonly string[]): Advice {
  const isTrap = verdict === 'unlawful' || verdict === 'suspicious'
  if (!isTrap) {
    const now = verdict === 'incomplete' ? [VERIFY, ASK_ISSUER] : [ASK_ISSUER]
    return { ...SUMMARIES[verdict], now, never: [NEVER_CODES, NEVER_FEE], contacts: [REGULATOR] }
  }
  const summary = verdict === 'unlawful' ? unlawfulSummary(codes) : SUMMARIES[verdict]
  const now = [STOP]
  if (codes.some(code => code === 'carrier_billing' || code === 'card' || code === 'bnpl')) now.push(CANCEL)
  if (codes.includes('remote_control')) now.push(UNINSTALL)
  if (codes.includes('identity_photo') || codes.includes('phone_for_cash')) now.push(BLOCK)
  now.push(REPORT)
  return {
    ...summary,
    now,
    never: [NEVER_CODES, NEVER_ID, NEVER_FEE, NEVER_LEND],
    contacts: [REGULATOR, POLICE, KISA, INCLUSIVE_FINANCE],
  }
}
