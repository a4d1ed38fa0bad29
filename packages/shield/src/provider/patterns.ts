// SPDX-License-Identifier: Apache-2.0
// What swindlers do, whether or not an article names the offer: fee first, PIN first, photos, remote control and more.

import type { Words } from '../judgement.ts'
import { anyOf } from './any-of.ts'

export interface PatternRule {
  readonly code: string
  /** On sentences without spaces and signs, in small letters. */
  readonly pattern: RegExp
  /** In log odds. Alone enough for `suspicious` from two upwards. */
  readonly weight: number
  readonly explanation: Words
}

const says = (ko: string, en: string): Words => ({ ko, en })

const FEE_KO = '(수수료|보증금|착수금|접수비|예치금|공탁금|선입금|세금|인지세|가입비|진행비|작업비|위약금)'

export const PATTERN_RULES: readonly PatternRule[] = [
  {
    code: 'phone_for_cash',
    pattern: anyOf(
      '내구제|(나를|나스스로|스스로)구제|ㄴㄱㅈ|폰테크|렌탈깡|가전깡|유심(만|을)?(삽|매입|팔|판매)|명의(만|를)?(빌려|대여)',
      String.raw`(개통|할부)[\s\S]{0,40}(기기|기계|단말기|유심|휴대폰|폰)(만|를|을)?(넘겨|넘기|보내|주시면|전달|팔)`,
      String.raw`개통(하고|하면|하시면|만하면|만)?(바로)?(현[금찰]|돈)(을)?(받|드|추가|가져)|개통[^\n]{0,24}(기계|기기|단말기)(를)?(삽|매입)`,
      String.raw`(폰|회선|휴대폰)\d{1,4}대[^\n]{0,16}(만원|원$|현[금찰]|개통)|대당(현[금찰]|\d)|기기값은할부`,
      String.raw`(newphoneline|newlineyouopen|phoneoninstal|openaline|openanewphone)[\s\S]{0,80}(cash|won|handus|paybill)`,
      String.raw`(phoneplans|phonesonfinance|newline)[^\n]{0,40}(cash|passus|wehandle|onthespot)|creditmule`,
      'sellu?s?(us)?(your|a)?sims?(?![a-z]{3})|(phones|fones)forcash',
    ),
    weight: 3.5,
    explanation: says(
      '내 이름으로 휴대폰이나 유심을 개통하게 하고 돈을 준다고 해요(내구제). 기깃값과 요금은 내가 갚고, 회선은 범죄에 쓰일 수 있어요. 이 글의 법령 자료에는 조항을 따로 적지 않았어요.',
      'It has you open a phone line in your name and pays for the handset or SIM (phone-for-cash). You owe the phone and its bills, and the line may serve crime. We carry no article for it here.',
    ),
  },
  {
    code: 'fee_first',
    pattern: anyOf(
      `${FEE_KO}[^\\n]{0,16}(먼저|선불|선입금|우선|미리|입금하셔야|입금해주|입금후|보내세요|보내주|보내셔야|필수)|(먼저|선불로|우선)[^\\n]{0,10}${FEE_KO}|선입금|` +
        '(processing|release|registration|admin|handling)fee[^\\n]{0,40}(first|before|release|upfront)|pay[^\\n]{0,30}fee(first|upfront)|upfrontfee|depositfirst',
    ),
    weight: 3,
    explanation: says(
      '받기 전에 수수료나 보증금부터 보내라고 해요. 먼저 돈을 요구하는 곳은 거의 사기예요.',
      'It wants a fee or deposit before you receive anything. Whoever asks for money first is nearly always a swindler.',
    ),
  },
  {
    code: 'pin_first',
    pattern: anyOf(
      String.raw`(핀|pin|바코드|일련)(번호)?(만|를|을)?[^\n]{0,14}(먼저|선|캡처|캡쳐|보내|알려|전송|찍어|불러)|뜨는(핀)?번호`,
      String.raw`받은번호를[^\n]{0,14}(알려|보내)`,
      String.raw`(send|sharing|share)(us|me)?(the|your)?[^\n]{0,20}(code|pin)s?(first|to|by|and|we|$)`,
      'codefirst',
    ),
    weight: 2.5,
    explanation: says(
      '상품권 번호(PIN)부터 보내라고 해요. 번호를 넘기면 그 순간 쓸 수 있어서, 돈을 못 받아도 되찾기 어려워요.',
      'It wants the PIN or code first. A code can be spent the moment it is sent, whether or not you are ever paid.',
    ),
  },
  {
    code: 'identity_photo',
    pattern: anyOf(
      String.raw`(신분증|주민등록증|민증|면허증)[^\n]{0,10}(사진|앞뒷면|앞뒤|사본|캡처|캡쳐)[^\n]{0,24}(보내|주시|주세요|올려|전송|톡|첨부|회신)`,
      String.raw`(신분증|민증|면허증)[^\n]{0,4}(찍|셀카|스캔)`,
      String.raw`통장(사본|사진)[^\n]{0,20}(톡|사진|전송|올려|찍)|얼굴[^\n]{0,10}사진|셀카`,
      String.raw`(passport|idcard|driver'?slicen[cs]e)[^\n]{0,30}(photo|selfie|upload|send)`,
      String.raw`(upload|send|photoof)[^\n]{0,16}(passport|idcard|yourid)|selfieholding`,
    ),
    weight: 2.2,
    explanation: says(
      '신분증이나 통장 사진을 달라고 해요. 내 이름으로 휴대폰을 개통하거나 대출을 받는 데 쓰일 수 있어요.',
      'It asks for a photo of your ID or bankbook, which is enough to open lines or loans in your name.',
    ),
  },
  {
    code: 'remote_control',
    pattern:
      /애니데스크|팀뷰어|원격(제어|지원|앱|조종)|퀵서포트|화면(공유|을공유)|anydesk|teamviewer|quicksupport|rustdesk|remotecontrol|screenshar/,
    weight: 3,
    explanation: says(
      '원격제어 앱을 깔라고 해요. 깔면 상대가 내 휴대폰으로 결제하고 송금할 수 있어요.',
      'It wants a remote-control app installed. With it somebody else can pay and transfer from your phone.',
    ),
  },
  {
    code: 'credential_request',
    pattern: anyOf(
      String.raw`(아이디|계정|계좌|통신사|홈택스|구글)[^\n]{0,10}비밀번호[^\n]{0,16}(주시|주세|알려|보내|회신)`,
      String.raw`(?<!현관|현관문)비밀번호[^\n]{0,14}(알려|보내|회신|불러|적어주|남겨주)|비밀번호(를|만)?주(시|세)|인증(번호|코드)[^\n]{0,14}(알려|보내|불러|주시|전달|회신)`,
      String.raw`(send|give|tell)[^\n]{0,30}(otp|password|verificationcode|onetimecode|2facode)`,
    ),
    weight: 3,
    explanation: says(
      '비밀번호나 인증번호를 알려 달라고 해요. 그 번호로 내 이름의 결제와 개통이 이뤄져요. 누구에게도 주지 마세요.',
      'It asks for a password or a one-time code. With these, payments and lines are made in your name. Give them to nobody.',
    ),
  },
  {
    code: 'other_persons_account',
    pattern: anyOf(
      String.raw`(직원|대리인|실장|팀장|지인|타인|다른사람)(의)?(명의|이름)[^\n]{0,10}(계좌|통장)|예금주[^\n]{0,8}(직원|개인)`,
      'personalaccountof(our|my)|accountofouragent',
    ),
    weight: 2.2,
    explanation: says(
      '회사가 아닌 다른 사람 이름의 계좌를 써요. 문제가 생기면 돈을 되찾기 어려워요.',
      'Money is to go through an account in somebody else’s name, from which it is hard to get back.',
    ),
  },
  {
    code: 'hands_over_line',
    pattern:
      /(유심|선불유심|휴대폰|폰|공기계)[^\n]{0,16}(퀵|택배|우편)(으로|로)?[^\n]{0,8}(보내|발송)|(mail|courier|ship)us(the|your)?(sim|phone)/,
    weight: 3,
    explanation: says(
      '유심이나 휴대폰을 보내라고 해요. 내 이름의 회선이 범죄에 쓰이고 요금도 나에게 와요.',
      'It wants a SIM or phone sent over. The line stays in your name, with its bills and whatever is done with it.',
    ),
  },
  {
    code: 'review_work',
    pattern: anyOf(
      String.raw`(리뷰|후기|별점|평점|좋아요)(만|를)?[^\n]{0,14}(써주|작성|남겨|올려)(?![^\n]{0,20}(적립|포인트|쿠폰))[^\n]{0,30}(원|수당|지급|환급|만원)`,
      String.raw`먼저상품을결제[^\n]{0,30}환급|(writereviews?|ratinghotels)[^\n]{0,40}(earn|paid|commission)`,
    ),
    weight: 2.5,
    explanation: says(
      '후기를 쓰면 돈을 준다며 먼저 결제하게 해요. 처음 몇 번만 돌려주고 큰돈을 가져가는 수법이에요.',
      'It pays for reviews once you have paid first. The first small sums come back; the large ones do not.',
    ),
  },
  {
    code: 'association',
    pattern: anyOf(
      '(안전거래|상품권|소액결제|현금화|티켓|대부|매입|결제)?[가-힣]{0,6}협회(공식)?(의)?(인증|등록|회원|정식|선정)|협회등록',
      String.raw`(정부|금융감독원|금감원|공정위)(공식)?(인증|허가|승인)(업체|기관|받)|certifiedby[^\n]{0,40}association`,
      'governmentapproved',
    ),
    weight: 2.5,
    explanation: says(
      '그럴듯한 ‘협회 인증’이나 ‘정부 승인’을 내세워요. 이런 거래를 인증해 주는 공공기관은 없어요.',
      'It boasts of an association or of official approval. No public body certifies such deals.',
    ),
  },
  {
    code: 'contact_list',
    pattern: /(지인|가족|부모님|직장)(의)?(연락처|번호)|연락처\d{1,4}개|전화번호부|familycontacts|contactlist/,
    weight: 2,
    explanation: says(
      '가족이나 지인의 연락처를 달라고 해요. 나중에 협박하는 데 쓰여요.',
      'It wants the numbers of family and friends, which serve for threats later.',
    ),
  },
  {
    code: 'limit_to_cash',
    pattern:
      /(?<!이체|인출|출금|송금|대출|서비스)한도(모두|를|도|만|가)?[^\n]{0,12}(매입|삽니다|현[금찰](?!서비스|인출|출금))/,
    weight: 2.5,
    explanation: says(
      '남은 결제 한도를 돈으로 바꿔 준다고 해요. 한도는 내 돈이 아니라 다음 달에 갚을 외상이에요.',
      'It turns an unspent limit into cash. A limit is no money of yours: it is the debt of next month.',
    ),
  },
  {
    code: 'bypasses_block',
    pattern: anyOf(
      String.raw`(정책|결제차단|차단|인증결제|결제사)[^\n]{0,12}(뚫|우회|풀고|풀어드|살려)|정책(해제|인데|이면|걸린|폰)|우회결제|결제(가)?막(혔|혀|힌)`,
      String.raw`(kg|다날|갤럭시아|모빌리언스)[^\n]{0,10}(막혀|막힌|우회)|소액막(혔|혀)|미납\d{0,4}(달|개월)[^\n]{0,10}(되|됩|가능|도전)`,
    ),
    weight: 2.2,
    explanation: says(
      '통신사나 결제사가 막아 둔 결제를 뚫어 준다고 해요. 그런 방법은 정상이 아니에요.',
      'It promises to get round a block of your carrier or payment firm. No honest business does.',
    ),
  },
  {
    code: 'told_to_lie',
    pattern: /(본인이|직접)[^\n]{0,8}(쓴|사용한|사용했|사용하신|결제했|썼)다고(하|말|해)/,
    weight: 3,
    explanation: says(
      '통신사나 은행에 거짓으로 답하라고 해요. 그 답 때문에 나중에 도움을 받기 어려워져요.',
      'It tells you what to lie to your carrier or bank, which makes it hard to get help later.',
    ),
  },
  {
    code: 'asks_limit',
    pattern: anyOf(
      String.raw`통신사(가|는)?(어디|무슨)[^\n]{0,40}(한도|미납|소액)|한도(가)?얼마(나)?(남|되|있)`,
      String.raw`한도조회[^\n]{0,14}(캡처|캡쳐|화면|보내|해보세요돈)|닉네임통신사한도`,
    ),
    weight: 2.2,
    explanation: says(
      '통신사와 남은 한도를 물어요. 얼마까지 결제하게 할지 재는 말이에요.',
      'It asks for your carrier and what is left of your limit: so much it would have you charge.',
    ),
  },
  {
    code: 'bill_next_month',
    pattern: anyOf(
      String.raw`(결제|요금|납부)(는|은)?[^\n]{0,10}다음달[^\n]{0,30}(현[금찰]|비상금|지금|부담없)|다음달(에)?갚는[^\n]{0,10}(비상금|돈)`,
      String.raw`현[금찰](은)?(지금|먼저|일단)[^\n]{0,24}(다음달|요금은)|통신요금에합산될뿐`,
    ),
    weight: 2.2,
    explanation: says(
      '지금 현금을 주고 다음 달 요금으로 내게 해요. 다음 달 청구서가 받은 돈보다 훨씬 커요.',
      'Cash now and next month’s bill later: the bill is far more than the cash.',
    ),
  },
  {
    code: 'shows_payouts',
    pattern: /입금현황|(방금|어제|오늘)\d{1,4}만(원)?(받|입금)|인증샷|고객후기\d{1,4}건|후기보세요/,
    weight: 1,
    explanation: says(
      '입금 현황이나 후기를 내세워요. 이런 화면은 지어낼 수 있어요.',
      'It shows off payouts and reviews, which are easily made up.',
    ),
  },
  {
    code: 'promises_lawful',
    pattern:
      /(100%|백프로)?합법(입|적|정|이|업|$)|정식(등록|허가|업체)|불법(이|은)?아(닙|니)|legalandsafe|100%legal|notillegal/,
    weight: 1,
    explanation: says(
      '‘합법’이라고 스스로 강조해요. 정말 합법인 곳은 근거가 되는 등록번호와 약관을 보여 줘요.',
      'It stresses that it is lawful. Whoever is shows a registration and terms instead.',
    ),
  },
  {
    code: 'arrears_welcome',
    pattern: anyOf(
      String.raw`(미납|연체)(폰|중|자|이용|도|이신|있)[^\n]{0,14}(가능|ok|만들|상담|환영|됩)|미납가능|정지(폰|직전)|신불(자)?(도)?(가능|ok)`,
      '신용불량(자)?(도)?(가능|ok)|badcreditok',
    ),
    weight: 1.2,
    explanation: says(
      '미납이나 연체 중이어도 된다고 해요. 가장 급한 사람을 노리는 말이에요.',
      'It says that arrears are no matter: words meant for those in the greatest need.',
    ),
  },
  {
    code: 'pressing',
    pattern:
      /(지금|오늘안에|오늘만|\d{1,4}분안에)[^\n]{0,12}(안하시면|입금하|보내세요|하셔야|마감)|선착순|마감임박|actnow|rightnowor|limitedtime|within\d{1,4}minutesor/,
    weight: 1.2,
    explanation: says(
      '지금 당장 하라고 재촉해요. 생각할 틈을 주지 않으려는 거예요.',
      'It presses you to act at once, so that you do not stop to think.',
    ),
  },
  {
    code: 'messenger_only',
    pattern: anyOf(
      '(텔레그램|텔레|카톡|카카오톡|오픈채팅|오픈톡|라인|위챗)(으로)?(만|으로오세요|문의|상담|연락|받습|[a-z])',
      '(telegram|whatsapp|kakaotalk|wechat)only|viatelegram|onwhatsapp|bywhatsapp',
    ),
    weight: 0.8,
    explanation: says(
      '이름 없는 메신저로만 연락하게 해요. 돈을 안 줘도 누구인지 알 수 없어요.',
      'You can reach it only by a nameless messenger: if it does not pay, nobody can be found.',
    ),
  },
  {
    code: 'always_open',
    pattern: /24시|24시간|연중무휴|365일|24\/7/,
    weight: 0.3,
    explanation: says(
      '밤낮없이 바로 된다고 해요. 은행과 발행사의 환불은 이렇게 광고하지 않아요.',
      'It is open day and night; the refunds of banks and issuers are not sold like this.',
    ),
  },
  {
    code: 'recovery',
    pattern:
      /(피해|사기|먹튀)(당하신|당한|본|입은)?(금|액|돈)?(을|를)?(전액|현금으로|모두|100%)?(환급|환불|회수|복구|되찾|찾아|돌려)[^\n]{0,12}(대행|드|줍|줄|전문|가능|해결|성공|수수료|착수)|(recover|getback)[^\n]{0,12}(lost|stolen|scammed)[^\n]{0,12}(money|funds)/,
    weight: 2.2,
    explanation: says(
      '사기로 잃은 돈을 되찾아 준다고 해요. 피해자를 다시 노리는 수법이에요. 피해 신고와 환급 신청은 112와 거래 은행에 수수료 없이 할 수 있어요.',
      'It offers to get back what was lost to a swindle, which is how victims are robbed again. Reporting it to the police (112) and your bank costs nothing.',
    ),
  },
  {
    code: 'buys_phone_credit',
    pattern: /(sell|turn|convert)(us)?(your)?[^\n]{0,16}(phone|mobile)(credit|balance|airtime)(?!limit)/,
    weight: 1.3,
    explanation: says(
      '모르는 사람이 휴대폰에 충전된 금액을 사겠다고 해요. 넘기면 되돌릴 수 없어요. 통신사에 환불을 먼저 물어보세요.',
      'A stranger wants to buy your phone credit, which cannot be had back once it is sent. Ask your carrier for a refund first.',
    ),
  },
  {
    code: 'wins_for_sure',
    pattern: /(환급|환불)대행[^\n]{0,14}(성공률|\d{1,4}%|100)|성공률\d{1,4}%|\d{1,4}%성공|guaranteedrefund/,
    weight: 1.5,
    explanation: says(
      '환급이나 환불을 반드시 받아 준다고 해요. 환불은 발행사와 판매자에게 내가 직접, 수수료 없이 요청할 수 있어요.',
      'It promises a refund for certain. You can ask the issuer or seller yourself, free of charge.',
    ),
  },
]

/** Buying vouchers by itself is lawful or not by how they were paid for: the text is asked about it, no more. */
export const BUYS_VOUCHERS = anyOf(
  String.raw`(상품권|문상|컬쳐(랜드)?|해피머니|기프티콘|기프트카드|핀번호)[\s\S]{0,30}(매입|삽니다|현금)|(매입|삽니다)[\s\S]{0,20}(상품권|기프티콘)`,
  String.raw`(webuy|sell|trade|convert)[^\n]{0,30}(giftcards?|vouchers?|airtime)`,
)

/** May be resold by nobody: their own offence says so. */
export const NOT_FOR_SALE =
  /(온누리|지역(사랑)?|[가-힣]{2}사랑|고향사랑|제로페이(지역)?)(전자|모바일|지류)?상품권|지역화폐|지역페이|소비쿠폰/g

/** Buying things is a trade as old as money. Phones and what is rented are left out: those are bought of debtors. */
export const BUYS_GOODS = anyOf(
  '(금니|순금|금반지|금도|은수저|고철|고물|폐지|파지|헌옷|중고책|헌책|도서|명품|골동품|가구|피규어|중고차|농기계)[^\\n]{0,12}(매입|삽니다|사요|현금)',
  '(^|[^가-힣])금(최고가|고가)?매입',
)

export const VOUCHER_REASON: Words = says(
  '상품권을 사들이는 곳이에요. 현금으로 샀거나 선물 받은 것이면 환불·판매가 막혀 있지 않지만, 휴대폰 결제·카드·후불로 산 것을 싸게 사들이면 업자가 처벌받아요. 무엇으로 샀는지 묻지 않는 곳은 피하세요.',
  'It buys vouchers. What was bought with cash or received as a gift may be refunded or sold; buying at a discount what was paid by phone bill, card or pay-later is an offence of the dealer in Korea. Keep away from whoever does not ask how it was paid.',
)

/** Cash at once from somebody: with a mobile number or a messenger and no name, the beginning of most losses. */
export const QUICK_CASH = anyOf(
  '급전|비상금|현[금찰](을)?(받으|받아가|드려|드립|드림|지급|가능)|입금받으|돈(되는|만드는)|먼저쓰세요',
  '현[금찰]화|cash(in|out|today|now)|(get|instant)cash|tocash',
)

export const QUICK_CASH_REASON: Words = says(
  '이름 없이 휴대폰 번호나 메신저로만 급전을 준다고 해요. 등록된 곳은 상호와 등록번호를 밝혀요.',
  'Somebody without a name offers quick cash by a mobile number or messenger. A registered firm says who it is.',
)

export const SHOWS_NOTHING_REASON: Words = says(
  '사업자번호, 대표자, 주소, 유선 전화가 하나도 없어요.',
  'It shows no business number, no name, no address and no landline.',
)
