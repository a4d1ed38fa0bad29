// SPDX-License-Identifier: Apache-2.0
// How an unlawful offer is told: what it is about, and what it would do with it, within reach of each other.

import type { OffenceCode } from './law.ts'

/** Letters between the thing and the act: two short sentences of an advert. */
const REACH = 60

const one = (...words: readonly string[]) => `(${words.join('|')})`

const CARRIER = one(
  '소액(?!후불)결[제재]|소액(?=현[금찰]|한도|정책|cash|깡)|소액결[제재]?한도|ㅅㅇㄱㅈ|ㅈㅂㅇㅇㄹ|폰깡',
  '(휴대폰|핸드폰|휴대전화|폰|모바일)(소액|결[제재]|빌)|(휴대폰|핸드폰|휴대전화|통신)(요금|비)?(으로|에)(사|구매|구입|결[제재]|합산)',
  '소액(?=정보|진행|매입|직접|되나|되는|됩|급전|까앙|업체|필요|문의|로급전|로현|buy)|소액ㄱㅈ|[소정상]깡|정보료(?=현|매입|깡)',
  '(폰|휴대폰|핸드폰|통신|모바일|통신사)(결[제재])?한도|(통신비|폰요금|휴대폰요금|핸드폰요금|통신요금)에(붙|합산)|전화요금으로',
  '구글(플레이)?(?=잔액|결[제재]|매입|깡)|phone소액|mobile한도',
  '정보이용료|콘텐츠이용료|구글결제|원스토어|통신(사|요금|비)결제|인앱결제|통신과금|통신요금',
)
const CARD = one(
  '신용카드|법인카드|신카(?=한도|결[제재]|현)|ㅋㄷㄲ|ㅅㅇㅋㄷ|card한도',
  '(?<!체크|포인트|교통)카드(깡|한도|(?=현[금찰]화)|결[제재]|(연체)?대납|값|납부|긁|로[^\\n]{0,8}(사시|구매|구입|결[제재]|긁|내고현))',
)
const BNPL = one(
  '후불결[제재]|나중(에)?결[제재]|외상결[제재]|분할결[제재]|토스후불|페이후불|페이한도|bnpl',
  '후불(?=[^\\n]{0,12}(현[금찰]|깡|매입|됩|가능))',
)
const LOCAL = one(
  '지역(사랑)?(상품권|화폐)|[가-힣]{2}(사랑상품권|지역화폐)|지역사랑카드|지역페이',
  '민생(회복)?(소비쿠폰|지원금)|소비쿠폰',
)
const GAME = one(
  '게임머니|게임칩|(고스톱|포커|바둑이|맞고|슬롯|카지노|홀덤)(머니|칩|코인)?|머니상|한게임|피망',
  '소셜카지노|작업장|자동사냥|오토사냥',
)
const ACCOUNT = one(
  '통장(?!사본|번호|으로|에서|입금)|계좌(?!번호|로|에|이체|입금)|체크카드|법인통장|대포통장|장집|otp|인터넷뱅킹아이디',
)

/** Says by itself that something becomes cash. */
const TO_CASH = one(
  '현[금찰](화|하(?=해)|교환|전환)|현[금찰](으로|을|로)?(바꿔|바꾸|전환|교환|돌려|만들|마련)|현[금찰](으로|을)(드|받|회수)|현[금찰]처럼',
  '깡|까앙|캐[시쉬]화|ㅎㄱㅎ|cash(전환|화)?|환전',
)
/** Buys it. */
const BUYS = one('매입|삽니다|(?<![가-힣])산다|사드|사요|에삽|파세요|파시면|교환소|할인된금액으로')
/** Gives cash for the payment itself, less what it keeps. */
const KEEPS = one(
  '현[금찰](을|은)?(드|받|즉시|바로|지급|먼저|미리|지금|필요|가능)|급전|비상금|돈(되는|만드|만들)|먼저(드려|드립)|[6-9]할',
  '(떼고|빼고|제하고|제외하고)[^\\n]{0,8}(현[금찰]|입금|지급|송금)',
)
/** A sum at once: of a payment it is cash, of a campaign a present. */
const SUM_NOW = '만원(바로|즉시|입금|받아가)'
/** Pays for it: also said by honest shops, so it weighs little. */
const PAYS = one('지급|입금|송금|캐시백|현[금찰](받|필요)|통장으로|계좌로드|쏴드|드립니다|드려요')
/** Says no more than that it is done here: an offer only beside somebody to call. */
const WORKS = one('됩니다|되는곳|되는분|다됨|다받|ok(?![a-z])|가능|진행|업체|찾으세요|해결|급하|필요하신')
const LENDS = one(
  '빌려|빌리|대여|임대|렌트|삽|매입|구합|구해|모집|넘겨|양도|맡기|맡겨|보내주|보내시|파실|팔아|퀵으로|택배로',
)

const near = (first: string, second: string, reach = REACH) =>
  new RegExp(`${first}[\\s\\S]{0,${reach}}?${second}|${second}[\\s\\S]{0,${Math.floor(reach / 3)}}?${first}`)

export interface OffenceRule {
  readonly code: OffenceCode
  readonly pattern: RegExp
  /** In log odds: how much such words alone speak for an offer. */
  readonly weight: number
  /** Only where the text also says, here or elsewhere, that something is bought or becomes cash. */
  readonly needsCash?: true
}

/** Says anywhere in a text that it is about getting cash for something. */
export const SPEAKS_OF_CASH = new RegExp(`${TO_CASH}|${BUYS}|${KEEPS}|현[금찰](입금|이체|송금)`)

const STRONG = 3
const MIDDLING = 2
/** Also said of honest things: needs the manner of an offer beside it. */
const FAINT = 0.8

/** Adverts for things bought so that they may be turned into cash: nobody else says so. */
export const OFFENCE_RULES: readonly OffenceRule[] = [
  { code: 'carrier_billing', pattern: near(CARRIER, TO_CASH, 40), weight: STRONG },
  { code: 'carrier_billing', pattern: /폰깡|ㅅㅇㄱㅈ|소액깡|정책깡/, weight: STRONG },
  { code: 'carrier_billing', pattern: near(CARRIER, BUYS), weight: MIDDLING },
  { code: 'carrier_billing', pattern: near(CARRIER, '한도(를)?(삽|매입|팔)', 12), weight: STRONG },
  { code: 'carrier_billing', pattern: near(CARRIER, KEEPS, 40), weight: MIDDLING },
  { code: 'carrier_billing', pattern: near(CARRIER, SUM_NOW, 40), weight: MIDDLING, needsCash: true },
  { code: 'carrier_billing', pattern: near(CARRIER, PAYS), weight: FAINT, needsCash: true },
  {
    code: 'carrier_billing',
    pattern: /통신사(어디|무슨)[\s\S]{0,60}(한도|결제)[\s\S]{0,80}(핀번호|입금)|한도얼마[\s\S]{0,80}핀번호/,
    weight: MIDDLING,
  },
  {
    code: 'carrier_billing',
    pattern: /(매입률|시세표?|매입가)[^\n]{0,30}(소액|정보)\d|(소액|정보)\d{1,4}[^\n]{0,20}(매입률|시세)/,
    weight: STRONG,
  },
  { code: 'carrier_billing', pattern: near(CARRIER, WORKS, 24), weight: FAINT, needsCash: true },
  { code: 'card', pattern: near(CARD, TO_CASH, 40), weight: STRONG },
  { code: 'card', pattern: /카드깡|ㅋㄷㄲ|카드(값|대금)?(연체)?대납|카드로[^\n]{0,14}내고현[금찰]/, weight: STRONG },
  { code: 'card', pattern: near(CARD, BUYS), weight: MIDDLING },
  {
    code: 'card',
    pattern: /(물건|실물|상품)(이)?없이[\s\S]{0,20}카드|카드로결제[\s\S]{0,30}물건은저희/,
    weight: MIDDLING,
  },
  { code: 'card', pattern: near(CARD, KEEPS, 40), weight: MIDDLING },
  { code: 'card', pattern: near(CARD, SUM_NOW, 40), weight: MIDDLING, needsCash: true },
  { code: 'card', pattern: /카드[^\n]{0,12}깡/, weight: MIDDLING },
  { code: 'bnpl', pattern: near(BNPL, TO_CASH, 40), weight: STRONG },
  { code: 'bnpl', pattern: near(BNPL, BUYS), weight: MIDDLING },
  { code: 'bnpl', pattern: near(BNPL, KEEPS, 40), weight: MIDDLING },
  { code: 'bnpl', pattern: near(BNPL, PAYS), weight: FAINT, needsCash: true },
  { code: 'access_media', pattern: near(ACCOUNT, LENDS, 24), weight: 1.8 },
  {
    code: 'access_media',
    pattern: /(통장|계좌)(고가|최고가)?(임대|대여|매입|삽|렌트)|장집(구|모)|대포통장/,
    weight: STRONG,
  },
  {
    code: 'access_media',
    pattern: /체크카드(와|및|랑)?비밀번호[\s\S]{0,20}(보내|주시)|(통장|계좌|otp)[^\n]{0,12}넘겨/,
    weight: STRONG,
  },
  {
    code: 'unregistered_loan',
    pattern: /개인돈|급전월변|월변일수|대리입금|지각비|미등록[\s\S]{0,15}(대출|거래|빌려)/,
    weight: STRONG,
  },
  {
    code: 'unregistered_loan',
    pattern: /(?<!\d)(30\/?50|20\/?30|50\/?80)(?![\d원만])(?=[\s\S]{0,30}(거래|급전|대출|첫거래))/,
    weight: STRONG,
  },
  {
    code: 'unregistered_loan',
    pattern: /빌려[\s\S]{0,25}(일주일|1주|열흘|\d일)(뒤|후)[\s\S]{0,15}(받|상환)/,
    weight: STRONG,
  },
  {
    code: 'unregistered_loan',
    pattern: /(지인|가족)연락처[\s\S]{0,12}(주|필요|등록)[\s\S]{0,40}|(대출|급전)[\s\S]{0,60}(지인|가족)연락처/,
    weight: MIDDLING,
  },
  { code: 'game_results', pattern: near(GAME, TO_CASH, 40), weight: STRONG },
  { code: 'game_results', pattern: near(GAME, `(${BUYS}|정산|시세)`, 40), weight: MIDDLING },
  { code: 'local_voucher', pattern: near(LOCAL, `(${TO_CASH}|${BUYS}|팝니다)`, 40), weight: STRONG },
  { code: 'local_voucher', pattern: near(LOCAL, '(결제만하시|현[금찰]드려)', 40), weight: MIDDLING },
  { code: 'onnuri_voucher', pattern: near('온누리', `(${TO_CASH}|${BUYS}|팝니다)`, 40), weight: STRONG },
]

const EN_CARRIER =
  '(carrierbill(ing|ed)?|carrierpayment|chargeonu?(r|your)?bill|(phone|mobile)credit|phonebill(ing)?|mobilebill(ing)?|mobilepayment(limit)?|micropayments?|directbilling|smallpayment)'
/** What is left of a bill: credit that has been paid for is its owner's. */
const EN_LIMIT = EN_CARRIER.replace('(phone|mobile)credit', '(phone|mobile|carrier)(credit|bill(ing)?|payment)?limit')
const EN_CASH =
  '(cashout|cashitout|2cash|paycash|carrierpaymentcash|money(in|to)u?(r|your)|tocash|intocash|forcash|wepay|webuy|transfer|woncash|getcash|cashtoday|cashback)'
const EN_CARD = '(creditcards?|swipe(yourcard|andget)|cardlimit)'
const EN_BNPL = '(buynowpaylater|paylater|bnpl|klarna|afterpay|atome)'

export const ENGLISH_OFFENCE_RULES: readonly OffenceRule[] = [
  { code: 'carrier_billing', pattern: near(EN_CARRIER, EN_CASH, 80), weight: STRONG },
  { code: 'carrier_billing', pattern: new RegExp(`sell(your)?[\\s\\S]{0,20}${EN_LIMIT}`), weight: STRONG },
  {
    code: 'card',
    pattern: near(EN_CARD, '(cashout|intocash|tocash|2cash|fakepurchase|(payyou|handyou|youget)[^\\n]{0,12}cash)', 60),
    weight: STRONG,
  },
  { code: 'card', pattern: /swipeyourcard[\s\S]{0,60}(cash|handyou)/, weight: STRONG },
  {
    code: 'bnpl',
    pattern: near(EN_BNPL, '(cashout|cashitout|intocash|tocash|wepurchase|webuy|forcash)', 80),
    weight: STRONG,
  },
  {
    code: 'access_media',
    pattern:
      /(rent(out)?|lend|sell|buy|borrow)(us|me)?(your|their|a|any|out){0,4}(korean)?(bankaccounts?|debitcards?|accounts?)/,
    weight: STRONG,
  },
  {
    code: 'unregistered_loan',
    pattern: /(nolicen[cs]e|unlicen[cs]ed|unregistered)[\s\S]{0,60}(borrow|loan|lend)/,
    weight: STRONG,
  },
  {
    code: 'unregistered_loan',
    pattern: /(privatelender|borrow)[\s\S]{0,120}(payback|repay)[\s\S]{0,40}(nextweek|in\d{1,4}days|weekly)/,
    weight: MIDDLING,
  },
  {
    code: 'game_results',
    pattern: /(casinochips|pokerchips|slotcoins|gamegold)[\s\S]{0,30}(forcash|tocash|webuy|realmoney)/,
    weight: MIDDLING,
  },
  {
    code: 'local_voucher',
    pattern: /(localvouchers?|localcurrency)[\s\S]{0,40}(forcash|tocash|webuy)|webuy[\s\S]{0,20}localvouchers?/,
    weight: STRONG,
  },
  { code: 'onnuri_voucher', pattern: near('onnuri', '(webuy|forcash|tocash|wepay)', 60), weight: STRONG },
]

/** The bare name of the thing: an offer only where the whole text reads like such an advert. */
export const NAMED_RULES: readonly OffenceRule[] = [
  { code: 'carrier_billing', pattern: new RegExp(CARRIER), weight: FAINT, needsCash: true },
  { code: 'card', pattern: new RegExp(CARD), weight: FAINT, needsCash: true },
  { code: 'bnpl', pattern: new RegExp(BNPL), weight: FAINT, needsCash: true },
]

const BILL = [CARRIER, CARD, BNPL, EN_CARRIER, EN_CARD, EN_BNPL].join('|')
/** What is paid for later: a bill of the phone, of a card or of pay-later. */
export const NAMES_BILL = new RegExp(BILL)
/** Something that was lost on a bill, of which a recovery is told: nobody offers to turn that bill into cash. */
export const LOST_ON_BILL = new RegExp(`(${BILL})[^\\n]{0,8}?(피해|사기|먹튀)`, 'g')

/** Turned into cash in so many words: no way of paying for goods is told like this. */
export const SAYS_TO_CASH = new RegExp(TO_CASH)
const CASH_TOO = '(현금(결제)?|계좌이체|이체|페이)'
const TAKEN = '(모두|다|전부|둘다)?(가능|됩니다|돼요|받습|받아요|환영|ok)'
/** The ways to pay for what somebody sells. */
export const WAYS_TO_PAY = new RegExp(
  [
    `(신용|체크)?카드(결제)?(도|및|와|과|랑|/)?(${CASH_TOO}(도|및|와|과|랑|/)?){0,2}${TAKEN}(${CASH_TOO}도?${TAKEN})?`,
    `${CASH_TOO}(도|및|와|과|랑|/)?(신용|체크)?카드(결제)?도?${TAKEN}|카드결제시부가세`,
    `(휴대폰|핸드폰|폰)결제도?${TAKEN}(${CASH_TOO}도?${TAKEN})?`,
  ].join('|'),
  'g',
)
