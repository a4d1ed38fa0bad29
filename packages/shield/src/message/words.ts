// SPDX-License-Identifier: Apache-2.0
// Reasons and themes in words, Korean and English, for somebody who is worried.

import type { Words } from '../judgement.ts'
import type { Theme } from './judgement.ts'

const say = (ko: string, en: string): Words => ({ ko, en })

/** By code. `{evidence}` is what stands in the message. */
export const REASON_WORDS: Readonly<Record<string, Words>> = {
  ask_click: say('“{evidence}”: 링크를 열라고 해요.', '“{evidence}”: it wants you to open a link.'),
  ask_install: say('“{evidence}”: 앱을 설치하라고 해요.', '“{evidence}”: it wants you to install an app.'),
  ask_remote: say(
    '“{evidence}”: 휴대폰을 원격으로 조종하는 앱이에요. 설치하면 돈을 빼 갈 수 있어요.',
    '“{evidence}”: an app that lets others control your phone, and take your money.',
  ),
  ask_call: say(
    '“{evidence}”: 적힌 번호로 전화하라고 해요.',
    '“{evidence}”: it wants you to call the number it gives.',
  ),
  ask_chat: say(
    '“{evidence}”: 카카오톡·텔레그램 같은 다른 대화방으로 불러요.',
    '“{evidence}”: it wants to move you to another chat.',
  ),
  ask_text: say(
    '“{evidence}”: 문자를 보내라고 해요. 요금이 나갈 수 있어요.',
    '“{evidence}”: it wants you to text back, which may cost money.',
  ),
  ask_transfer: say('“{evidence}”: 돈을 보내라고 해요.', '“{evidence}”: it wants you to send money.'),
  ask_code: say('“{evidence}”: 인증번호를 알려 달라고 해요.', '“{evidence}”: it asks for a code that was sent to you.'),
  ask_voucher: say(
    '“{evidence}”: 상품권이나 기프트카드의 번호를 달라고 해요. 보내면 되찾기 어려워요.',
    '“{evidence}”: it asks for gift cards or their codes, which cannot be taken back.',
  ),
  ask_identity: say(
    '“{evidence}”: 신분증, 통장, 카드 정보나 비밀번호를 달라고 해요.',
    '“{evidence}”: it asks for identity papers, card details or passwords.',
  ),
  ask_login: say('“{evidence}”: 로그인이나 인증을 하라고 해요.', '“{evidence}”: it wants you to log in or verify.'),
  family_line: say(
    '“{evidence}”: 휴대폰이 고장 났다며 새 번호로 가족인 척하는 사기에서 흔한 말이에요.',
    '“{evidence}”: usual words of somebody who pretends to be family with a broken phone or a new number.',
  ),
  urgency: say('“{evidence}”: 서두르게 해요.', '“{evidence}”: it hurries you.'),
  threat: say('“{evidence}”: 불이익을 말하며 겁을 줘요.', '“{evidence}”: it threatens you with harm.'),
  secrecy: say('“{evidence}”: 남에게 말하지 못하게 해요.', '“{evidence}”: it wants you to tell nobody.'),
  claims_police: say(
    '“{evidence}”: 과태료나 단속을 내세워요.',
    '“{evidence}”: it speaks of a fine, a toll or an offence.',
  ),
  claims_court: say(
    '“{evidence}”: 수사기관이나 감독기관을 내세워요.',
    '“{evidence}”: it speaks in the name of police, court or authority.',
  ),
  claims_parcel: say('“{evidence}”: 택배나 통관을 내세워요.', '“{evidence}”: it speaks of a parcel.'),
  claims_account: say(
    '“{evidence}”: 계정이나 계좌에 문제가 있다고 해요.',
    '“{evidence}”: it speaks of trouble with an account.',
  ),
  claims_payment: say('“{evidence}”: 모르는 결제를 내세워요.', '“{evidence}”: it speaks of a payment.'),
  claims_carrier: say(
    '“{evidence}”: 소액결제나 통신요금을 내세워요.',
    '“{evidence}”: it speaks of a phone bill or carrier billing.',
  ),
  claims_death: say('“{evidence}”: 부고를 내세워요.', '“{evidence}”: it speaks of a death or a funeral.'),
  claims_wedding: say('“{evidence}”: 청첩장이나 초대장을 내세워요.', '“{evidence}”: it speaks of an invitation.'),
  claims_health: say(
    '“{evidence}”: 건강검진이나 보험공단을 내세워요.',
    '“{evidence}”: it speaks of health checks or health insurance.',
  ),
  claims_refund: say(
    '“{evidence}”: 환급금이나 지원금을 준다고 해요.',
    '“{evidence}”: it promises a refund or a subsidy.',
  ),
  claims_prize: say('“{evidence}”: 당첨이나 경품을 내세워요.', '“{evidence}”: it promises a prize or a gift.'),
  claims_buyer: say(
    '“{evidence}”: 중고 거래의 안전결제를 내세워요.',
    '“{evidence}”: it speaks of safe payment in a second-hand sale.',
  ),
  ad_cash_out: say(
    '“{evidence}”: 소액결제·상품권을 현금으로 바꿔 준다는 광고예요. 이런 영업은 법이 금지하는 경우가 많아요.',
    '“{evidence}”: an advert for turning phone billing or vouchers into cash, which the law often forbids.',
  ),
  ad_buys: say(
    '“{evidence}”: 무엇을 사들이고 돈을 준다는 말이에요.',
    '“{evidence}”: it offers to buy something for cash.',
  ),
  ad_phone_cash: say(
    '“{evidence}”: 휴대폰·유심을 개통해 현금을 준다는 광고예요. 빚과 처벌이 남을 수 있어요.',
    '“{evidence}”: an advert for cash against phones or SIMs in your name: the debt stays with you.',
  ),
  ad_loan: say('“{evidence}”: 대출을 말해요.', '“{evidence}”: it speaks of loans.'),
  ad_investment: say('“{evidence}”: 투자를 권하는 말이에요.', '“{evidence}”: words that push an investment.'),
  ad_gambling: say('“{evidence}”: 도박 광고에 쓰이는 말이에요.', '“{evidence}”: words of gambling adverts.'),
  ad_adult: say('“{evidence}”: 성인 광고에 쓰이는 말이에요.', '“{evidence}”: words of adult adverts.'),
  ad_job: say('“{evidence}”: 쉬운 고수익 일을 약속해요.', '“{evidence}”: it promises easy, well-paid work.'),
  ad_phone_deal: say('“{evidence}”: 휴대폰·인터넷 판매 광고예요.', '“{evidence}”: words of phone adverts.'),
  ad_rooms: say('“{evidence}”: 분양이나 부동산 광고예요.', '“{evidence}”: words of property adverts.'),
  opt_out: say('“{evidence}”: 수신을 거부할 방법을 알려요.', '“{evidence}”: it says how to stop such messages.'),
  ad_mark: say('“{evidence}”: 광고라고 밝혀요.', '“{evidence}”: it says that it is an advert.'),
  warns: say('“{evidence}”: 사기를 조심하라고 알려요.', '“{evidence}”: it warns of fraud.'),
  code_given: say(
    '“{evidence}”: 인증번호를 알려 줄 뿐이에요. 아무에게도 말하지 마세요.',
    '“{evidence}”: it only gives a code. Tell it to nobody.',
  ),
  balance: say(
    '“{evidence}”: 거래나 요금을 알려 주는 말이에요.',
    '“{evidence}”: words of ordinary notices of transactions or bills.',
  ),
  link_official: say(
    '{evidence}: 그 기관이나 회사의 공식 주소예요.',
    '{evidence}: the official address of that brand or office.',
  ),
  link_ordinary: say(
    '{evidence}: 특별한 위험이 보이지 않는 주소예요.',
    '{evidence}: an address in which nothing dangerous was seen.',
  ),
  link_of_named: say(
    '{evidence}: 이름을 밝힌 곳의 공식 주소로 이어져요.',
    '{evidence}: the link is an official one, as the name in the message would have.',
  ),
  link_not_of_named: say(
    '{evidence}: 이름을 밝힌 곳의 주소가 아니에요.',
    '{evidence}: this is not an address of the one that the message names.',
  ),
  link_suspicious: say(
    '{evidence}: 누가 만들었는지 알 수 없는 주소예요.',
    '{evidence}: an address of which one cannot tell who made it.',
  ),
  link_phishing: say('{evidence}: 사기 주소로 보여요.', '{evidence}: this address looks like a trap.'),
  link_imitation: say(
    '{evidence}: 다른 회사나 기관의 주소를 흉내 내요.',
    '{evidence}: this address imitates another brand or office.',
  ),
  phone_mobile: say('{evidence}: 회사 번호가 아닌 휴대폰 번호예요.', '{evidence}: a mobile number.'),
  phone_represent: say('{evidence}: 대표번호예요.', '{evidence}: a service number.'),
  phone_free: say('{evidence}: 080 번호예요.', '{evidence}: a free-call number.'),
  phone_internet: say('{evidence}: 인터넷 전화(070)이에요.', '{evidence}: an internet telephone number.'),
  phone_city: say('{evidence}: 지역 번호가 있는 전화예요.', '{evidence}: a land-line number.'),
  phone_foreign: say('{evidence}: 국외 전화번호예요.', '{evidence}: a foreign number.'),
  phone_premium: say(
    '{evidence}: 비싼 요금이 나가는 번호일 수 있어요.',
    '{evidence}: perhaps a number at a premium rate.',
  ),
  disguise_invisible: say('보이지 않는 글자를 끼워 넣었어요.', 'Invisible characters were put into the text.'),
  disguise_lookalikes: say(
    '비슷하게 생긴 다른 글자로 바꿔 썼어요.',
    'Letters were replaced by others that look alike.',
  ),
  disguise_jamo: say('글자를 자음과 모음으로 흩어 썼어요.', 'Syllables were taken apart.'),
  disguise_signs_inside: say('낱말 속에 기호를 끼워 넣었어요.', 'Signs were put inside words.'),
  disguise_spaced_out: say('글자를 한 자씩 띄어 썼어요.', 'Letters were spaced out one by one.'),
  disguise_masks: say('글자를 별표나 물음표로 가렸어요.', 'Letters or digits were masked.'),
  sent_from_abroad: say('외국에서 보낸 문자예요.', 'It was sent from abroad.'),
  sent_by_web: say('휴대폰이 아니라 인터넷에서 보낸 문자예요.', 'It was sent from the internet and not from a phone.'),
  cut_after_request: say('링크가 있던 자리에서 끝나요.', 'It ends where a link used to be.'),
  empty_brackets: say('링크나 이름이 있던 자리가 비어 있어요.', 'A place for a link or a name is empty.'),
  hidden_address: say(
    '“{evidence}”: 주소를 알아보기 어렵게 적었어요.',
    '“{evidence}”: it holds an address written so that filters miss it.',
  ),
  nothing_asked: say('링크도 전화번호도 요구도 없어요.', 'It has no link, no number, and asks for nothing.'),
  nothing_asked_short: say('짧고, 아무것도 요구하지 않아요.', 'It is short and asks for nothing.'),
  chatty: say('친한 사람끼리 하는 말투예요.', 'It is written as friends write.'),
  question: say('물음으로 끝나요.', 'It ends in a question.'),
  polite: say('안내문 같은 높임말이에요.', 'It is written like a notice.'),
  plain_talk: say('편하게 하는 말투예요.', 'It is plain talk.'),
  has_amount: say('“{evidence}”: 금액이 적혀 있어요.', '“{evidence}”: it names a sum of money.'),
  bracketed_sender: say(
    '“{evidence}”: 첫머리에 보낸 곳을 적었어요.',
    '“{evidence}”: it begins with a sender in brackets.',
  ),
  account_number: say('“{evidence}”: 계좌번호가 적혀 있어요.', '“{evidence}”: it gives an account number.'),
  mail_address: say('“{evidence}”: 전자우편 주소가 적혀 있어요.', '“{evidence}”: it gives a mail address.'),
  chat_id: say('“{evidence}”: 대화방 아이디가 적혀 있어요.', '“{evidence}”: it gives a chat id.'),
  text_to_number: say(
    '“{evidence}”: 특정 번호로 문자를 보내라고 해요.',
    '“{evidence}”: it wants a text sent to a short number.',
  ),
  percent: say('“{evidence}”: 몇 퍼센트를 내세워요.', '“{evidence}”: it promises a percentage.'),
  talk_of_scams: say('“{evidence}”: 사기에 대해 이야기해요.', '“{evidence}”: it talks about scams.'),
  news_style: say('“{evidence}”: 기사처럼 쓴 글이에요.', '“{evidence}”: it is written like news.'),
  review_style: say('“{evidence}”: 후기처럼 쓴 글이에요.', '“{evidence}”: it is written like a review.'),
  learned_words: say(
    '“{evidence}”: 사기·불법 광고 문자에 자주 나오는 말이에요.',
    '“{evidence}”: often found in scams and unlawful adverts.',
  ),
  learned_words_for: say(
    '“{evidence}”: 정상 문자에 자주 나오는 말이에요.',
    '“{evidence}”: often found in honest messages.',
  ),
  nothing_found: say('사기라고 볼 만한 것이 보이지 않아요.', 'Nothing that points to a trap was found.'),
}

/** Codes that speak for the sender when they speak at all. */
export const SPEAKS_FOR: ReadonlySet<string> = new Set([
  'opt_out',
  'ad_mark',
  'warns',
  'code_given',
  'balance',
  'link_official',
  'link_ordinary',
  'link_of_named',
  'phone_represent',
  'phone_free',
  'phone_city',
  'sent_by_web',
  'talk_of_scams',
  'news_style',
  'review_style',
  'nothing_asked',
  'nothing_asked_short',
  'chatty',
  'plain_talk',
  'question',
])

export const THEME_NAMES: Readonly<Record<Theme, Words>> = {
  family_in_need: say('가족 사칭', 'Family in need'),
  parcel: say('택배·통관', 'Parcel or customs'),
  fine: say('과태료·단속', 'Fine, toll or offence'),
  health_check: say('건강검진', 'Health check'),
  payment_approval: say('가짜 결제 승인', 'Payment that you did not make'),
  small_payment: say('소액결제·통신요금', 'Carrier billing'),
  account_lock: say('계정·계좌 정지', 'Account lock'),
  prosecutor: say('수사·감독기관 사칭', 'Police, prosecutor or authority'),
  obituary_or_invitation: say('부고·청첩장', 'Obituary or invitation'),
  refund_or_subsidy: say('환급·지원금', 'Refund or subsidy'),
  prize: say('당첨·경품', 'Prize'),
  impersonated_buyer: say('중고거래 사칭', 'False buyer or seller'),
  cash_out: say('소액결제·상품권 현금화', 'Cash-out of vouchers or carrier billing'),
  phone_for_cash: say('휴대폰·유심 내구제', 'Phone or SIM for cash'),
  loan: say('대출', 'Loan'),
  investment: say('투자·리딩방', 'Investment'),
  gambling: say('도박', 'Gambling'),
  adult: say('성인', 'Adult'),
  job: say('수상한 일자리', 'Suspicious job'),
  phone_deal: say('휴대폰·인터넷 판매', 'Phone deal'),
  other_trap: say('그 밖의 사기', 'Another trap'),
  other_advert: say('그 밖의 광고', 'Another advert'),
  none: say('해당 없음', 'None'),
}
