// SPDX-License-Identifier: Apache-2.0
// Who speaks: one who offers, or one who warns, reports, refuses, explains or asks. The same words stand in an advert
// and in the article about it; the difference is here.

import type { Words } from '../judgement.ts'
import { anyOf } from './any-of.ts'

/** On a sentence without spaces, after `soothing` has been taken out. */
export interface StanceRule {
  readonly code: string
  readonly pattern: RegExp
  readonly weight: number
  /** Whether what the sentence says of an offer is then not an offer itself. */
  readonly cancels: boolean
  readonly explanation: Words
}

/** "Not illegal", "no worry": words of a warning that an advert turns round. */
export const SOOTHING = new RegExp(
  [
    '(불법|위법|사기|범죄)(이|은|는|도)?아(닙|니|님|닌가)|처벌(받지않|걱정|없|대상이아)',
    '(사기|먹튀|피해|사고|단속|처벌|위험)(걱정|염려|부담)?(은|이|도|는)?(없|제로|nono|마세요|마시고)|걱정(하지)?(마|말|없|은없)|안심하(고|세요|셔)',
    "속지(마시고|말고)|notillegal|no(risk|scam)|don'?tworry|donotworry",
  ].join('|'),
  'g',
)

const says = (ko: string, en: string): Words => ({ ko, en })

const REFUSES = says(
  '그런 거래를 하지 않거나 할 수 없다고 말해요.',
  'It says that such a deal is refused or impossible.',
)
const WARNS = says('하지 말라고 알리는 글로 보여요.', 'It reads like a warning.')
const REPORTS = says('사건을 알리는 기사로 보여요.', 'It reads like a news report.')
const EXPLAINS = says('환불·취소·이용 안내로 보여요.', 'It reads like guidance on refunds, cancelling or use.')
const TELLS = says('겪은 일을 이야기하는 글로 보여요.', 'It reads like somebody telling what happened.')
const ASKS = says('도움을 구하는 질문으로 보여요.', 'It reads like a question from somebody who needs help.')
const NOTIFIES = says('이미 한 결제를 알리는 안내로 보여요.', 'It reads like a notice of a payment already made.')
const SOLICITS = says('연락하라고 권하는 광고예요.', 'It is an advert that asks you to get in touch.')
const REACHABLE = says('휴대폰 번호나 메신저 계정을 남겼어요.', 'It leaves a mobile number or a messenger name.')
const PRAISES = says('빠르고 쉽다고, 누구나 된다고 내세워요.', 'It boasts of being fast and easy, and open to anybody.')
const GIVES = says('돈을 주겠다고 말해요.', 'It says that it will pay.')

export const COUNTER_RULES: readonly StanceRule[] = [
  {
    code: 'refuses',
    pattern: anyOf(
      '((?<!거절|포기|망설이|후회|조회|확인|요구|걱정)하지|(?<!수수료|수수료를|수수료는|서류를|서류|비용을)받지|사지|팔지|취급하지|매입하지|묻지|요구하지|요청하지|알려주지|넘기지|빌려주지|보내지|누르지|되지)(는|도)?(않|마|말)',
      '(할|바꿀|팔|살|받을|쓸|교환할|구매할|환불할|구입할|현금화할|될)수(가|는|도)?없|불가(합|능)|금지(됩|되|하|입|$)|안(됩니다|돼요|받습니다|삽니다)',
      '환불되지않|wedonot|wewillnever|cannotbe|notallowed|neverask|weneverask|isnotpossible',
    ),
    weight: -1.5,
    cancels: true,
    explanation: REFUSES,
  },
  {
    code: 'warns',
    pattern: anyOf(
      '주의(하|해|가필|를당|보)|조심하|속지|유의하|위험(할|합|해|하|한)|신고(하|해|는|센터|를|상담)',
      '(피해|사기)(를|가|도|자|사례|입|당|신고|입니다|예요|일)|잠적|범죄(입|에|이|가|예)|처벌(받|됩|될|돼|을|이)|처해|징역|과태료|벌금',
      '위반(이|입|에|시|하|한|으로|되|된)|불법|살펴봐|예방교육|가정통신문|운영정책|부정유통|제재(됩|될|를)|warning',
      'beware|scam|illegal|offence|offense|crime|reportit|toreport|donotsend|neversend|nevershare',
      'hangup',
    ),
    weight: -2,
    cancels: true,
    explanation: WARNS,
  },
  {
    code: 'reports',
    pattern: anyOf(
      '경찰|검찰|검거|구속|기소|혐의|전수조사|의심(하|되|스)|막았다|사칭|빼내|사과드립|재판부|대법원|유죄|무죄|선고|적발|입건|총책|피의자|당부했|밝혔다|나타났다|확인됐다|조사됐다|금융감독원|금감원|police',
      'arrested|accused|suspects?|investigators|court(held|ruled)|convicted',
    ),
    weight: -2,
    cancels: true,
    explanation: REPORTS,
  },
  {
    // A forged one is a trap of its own, and no offer either.
    code: 'notifies',
    pattern: anyOf(
      '취소문의|(본인|직접)(결제|이용|사용|구매|신청)?(이|가|한것이)?(아닐|아닌경우|아니(면|시|라면)|아닙)|미(사용|이용|결제|신청)시|정상(처리|승인)(?!완료후|후|즉시|시|되면)',
      String.raw`(결제|승인|이용)(이|가)?(완료)?(되었|됐)(?!다면|으면)|결제(금액)?[\d,]{0,12}원(이)?(완료|승인|청구)|[\d,]{1,12}원(결제|승인|이용)?완료(?!후|되|하|시|즉|면|와|입금|현|지급|바로)`,
      '피해(접수|구제|예방)(?!전문|대행)|ifthiswasn|wasnotyou|ifyoudidnot(make|authori[sz]e|request)',
    ),
    weight: -2,
    cancels: true,
    explanation: NOTIFIES,
  },
  {
    code: 'tells',
    pattern:
      /했다가|당한적|난리(야|났|도)|소송|했대(?!출)|했었(어|는데|다)|겪(었|은)|고생(했|하)|gotscammed|lostmymoney|myfriendlost/,
    weight: -1.5,
    cancels: true,
    explanation: TELLS,
  },
  {
    code: 'asks',
    pattern: anyOf(
      String.raw`(못받았|당했|사기당|떼였|물렸)[\s\S]{0,10}|어디에신고|사기(맞|인가|인지|죠)|(하나요|되나요|받나요|있을까요|할까요|될까요|인가요|일까요|잃을까요|아닌가요)\?|다른방법`,
      '도와주세요|canigetmymoneyback|whatshouldido',
    ),
    weight: -1.5,
    cancels: false,
    explanation: ASKS,
  },
  {
    code: 'explains',
    pattern: anyOf(
      '환불(규정|정책|안내|됩니다|해드립|받을수|가능|을|은)|결제(가)?취소|취소(할수|됩니다|해|를|는|만)|당월|유효기간|미사용|약관|이벤트|유의사항|배송|발송|매장|지점|앱에서|연회비|프로모션',
      '이용(안내|한도)|한도변경|한도는|고객센터|영업일|공제되|공제하|포인트(통합|현금|를|는)|미환급금|refundpolicy|tocancel',
      'inthebillingmonth|customerservice|storecredit|withinthebillingmonth|cardpoints',
    ),
    weight: -1,
    cancels: false,
    explanation: EXPLAINS,
  },
]

export const OFFER_RULES: readonly StanceRule[] = [
  {
    code: 'solicits',
    pattern: anyOf(
      '문의|상담(환영|가능|원|받|주|24|대기|합)|연락(주|바|환영)|톡(주|으로)|카톡|카카오톡|오픈채팅|텔레(?!비|콤|마케)|라인(?=[a-z])|바로가기|구합니다|모집',
      '환영|추천(업체|해|드)|소개해드릴|신청(하세요|주세요)|kakaotalk|telegram|whatsapp|contactus|dm(us|me)',
    ),
    weight: 1,
    cancels: false,
    explanation: SOLICITS,
  },
  {
    code: 'reachable',
    pattern:
      /tme\/|openkakao|pfkakao|010\d{4,8}(?!\d)|01[016-9]\d{7,8}(?!\d)|(?<![a-z])[a-z]{3,}\d{2,6}$|텔(?=[a-z]|$)/,
    weight: 0.8,
    cancels: false,
    explanation: REACHABLE,
  },
  {
    code: 'praises',
    pattern: anyOf(
      String.raw`당일|즉시|바로(입금|지급|쏴|송금)|\d{1,4}분(안|만|입금|이면|완료|내)|24시|365|연중무휴|누구나|업계1위|최저|최고가|최고시세|고가|전문(점|업체)?|최대`,
      String.raw`심사없|무심사|무직|신불|신용불량|무서류|무방문|비대면|믿고|안전|정식업체|합법|1위|top\d|원스톱|ok(?![a-z])|instant|withinm?\d{0,4}min`,
      String.raw`in\d{1,4}minutes|nocreditcheck|nodocuments|fast|24\/?7|today`,
    ),
    weight: 0.8,
    cancels: false,
    explanation: PRAISES,
  },
  {
    code: 'gives',
    pattern: anyOf(
      String.raw`(해|바꿔|돌려|쏴|만들어|연결해|보내|전환해|유도해|빌려)(드립|드려|드릴|드리|줍)|드립니다|드려요|지급|입금(됩|해|합|\d|$)|매입(합|해|$|\d)|삽니다`,
      String.raw`가능(합|해|$|한)|저희(가|는|한테|에게|업체)|wepay|payyou|webuy|wetransfer|wepurchase|earn|get[\d,]{0,12}won`,
      'handyou',
    ),
    weight: 0.8,
    cancels: false,
    explanation: GIVES,
  },
]
