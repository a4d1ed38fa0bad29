// SPDX-License-Identifier: Apache-2.0
// The columns a desk's file may have: which header means which field, and how its cells are read. Facts keep the names
// the law packs give them. A column that nobody knows is copied to the result file and otherwise left alone.

import { wordKey } from './words.ts'

export type CellType =
  | 'text'
  | 'issuer'
  | 'money'
  | 'integer'
  | 'date'
  | 'month'
  | 'boolean'
  | 'kind'
  | 'funding'
  | 'intent'
  | 'bank'
  | 'accountNumber'
  | 'phone'

export interface ColumnSpec {
  readonly field: string
  readonly type: CellType
  /** True when the field is a fact of the instrument, sent to be judged. */
  readonly isFact: boolean
  readonly title: { readonly ko: string; readonly en: string }
  /** Other headers that mean this column. The field's own name and both titles always do. */
  readonly synonyms: readonly string[]
}

function column(field: string, type: CellType, isFact: boolean, ko: string, en: string, synonyms: string): ColumnSpec {
  return { field, type, isFact, title: { ko, en }, synonyms: synonyms.split('|').filter(Boolean) }
}

const about = (field: string, type: CellType, ko: string, en: string, synonyms = '') =>
  column(field, type, false, ko, en, synonyms)
const fact = (field: string, type: CellType, ko: string, en: string, synonyms = '') =>
  column(field, type, true, ko, en, synonyms)

export const COLUMNS: readonly ColumnSpec[] = [
  about('ref', 'text', '접수번호', 'reference', '번호|순번|참조번호|관리번호|No|ref|row reference|id'),
  about('intent', 'intent', '요청', 'intent', '희망|처리요청|요청구분'),
  about('kind', 'kind', '종류', 'kind', '구분|상품종류|유형|상품구분|type|instrument'),
  about('issuer', 'issuer', '발행사', 'issuer', '발행처|발행자|발행기관|판매처'),
  about(
    'serial',
    'text',
    '일련번호',
    'serial',
    '핀번호|상품권번호|카드번호|회원번호|거래번호|PIN|serial number|voucher number',
  ),
  fact('faceValue', 'money', '액면가', 'face value', '액면금액|권면금액|권면가|액면'),
  fact('pricePaid', 'money', '구매가', 'price paid', '구매금액|구입가|구입금액|결제금액|price|paid'),
  fact('remaining', 'money', '잔액', 'remaining', '잔여금액|남은금액|남은 잔액|balance|remaining balance'),
  fact(
    'lastCharge',
    'money',
    '최종 충전액',
    'last charge',
    '마지막충전금액|마지막 충전 금액|최종충전금액|충전액|충전금액',
  ),
  fact('initialValue', 'money', '최초 금액', 'initial value', '최초금액'),
  fact('unsupplied', 'money', '미제공 금액', 'unsupplied', '미이용금액|남은회차금액'),
  fact('points', 'integer', '포인트', 'points', '포인트수|잔여포인트'),
  fact('purchasedOn', 'date', '구매일', 'purchased on', '구입일|구매일자|구입일자|purchase date|bought on'),
  fact('expiresOn', 'date', '유효기간', 'expires on', '만료일|유효기한|유효기간만료일|expiry date|expiry'),
  fact('issuedOn', 'date', '발행일', 'issued on', '발행일자|issue date'),
  fact('usedOn', 'date', '사용일', 'used on', '사용일자'),
  fact('suppliedOn', 'date', '제공일', 'supplied on', '공급일|수령일|이용시작일'),
  fact('knownOn', 'date', '안 날', 'known on', '인지일|하자인지일'),
  fact('chargedOn', 'date', '결제일', 'charged on', '결제일자|과금일'),
  fact('billingMonth', 'month', '청구월', 'billing month', '요금청구월|청구년월'),
  fact('fundingSource', 'funding', '결제수단', 'funding source', '구매수단|지불수단|결제방법|paid with|payment method'),
  fact(
    'isPromotional',
    'boolean',
    '무상 여부',
    'promotional',
    '무상여부|무료여부|증정여부|프로모션여부|is promotional',
  ),
  fact('isOpened', 'boolean', '개봉 여부', 'opened', '개봉여부|사용여부|is opened'),
  fact('isDivisible', 'boolean', '분할 가능', 'divisible', '가분여부|분할여부|is divisible'),
  fact('notAsDescribed', 'boolean', '설명과 다름', 'not as described', '하자여부|표시광고와다름'),
  fact('againstWill', 'boolean', '본인 의사 아님', 'against will', '무단결제|본인미결제|명의도용'),
  fact('grossNegligence', 'boolean', '중과실', 'gross negligence', '중대한과실'),
  fact('buyerBirthDate', 'date', '구매자 생년월일', 'buyer birth date', '결제자생년월일'),
  fact('guardianConsent', 'boolean', '법정대리인 동의', 'guardian consent', '보호자동의'),
  fact('deceivedAboutAge', 'boolean', '나이 속임', 'deceived about age', '나이속임'),
  fact('isReloadable', 'boolean', '재충전 가능', 'reloadable', '재충전가능|is reloadable'),
  fact('issuerRegistered', 'boolean', '발행사 등록', 'issuer registered', '등록업체|등록여부'),
  fact('issuerExit', 'boolean', '발행사 폐업', 'issuer exit', '서비스종료|폐업'),
  fact('adverseChange', 'boolean', '불리한 변경', 'adverse change', '이용조건변경|가맹점축소'),
  fact('merchantUnavailable', 'boolean', '가맹점 이용 불가', 'merchant unavailable', '이용불가'),
  fact('isDefective', 'boolean', '결함', 'defective', '수단결함|is defective'),
  fact('inPerson', 'boolean', '방문', 'in person', '방문여부'),
  fact('isMobileCard', 'boolean', '모바일 교통카드', 'mobile card', '모바일카드|is mobile card'),
  fact('isBulkGift', 'boolean', '단체 지급', 'bulk gift', '단체지급|대량구매'),
  fact('isVoucherConverted', 'boolean', '상품권 전환금', 'voucher converted', '상품권전환'),
  fact('isGameResult', 'boolean', '게임 결과물', 'game result', '게임결과물'),
  fact('noWithdrawalNotice', 'boolean', '철회 제한 고지 없음', 'no withdrawal notice', '고지없음'),
  fact('sellerCannotSupply', 'boolean', '공급 불가', 'seller cannot supply', '공급불가'),
  about('holderName', 'text', '성명', 'holder name', '이름|고객명|신청인|신청자|소지자|보유자|name|holder'),
  about('birthDate', 'date', '생년월일', 'birth date', '생일|birthday|date of birth|dob'),
  about('phone', 'phone', '연락처', 'phone', '휴대폰|휴대전화|전화번호|휴대폰번호|mobile|phone number'),
  about('bank', 'bank', '은행', 'bank', '은행명|은행코드|입금은행|환불은행|bank code|bank name'),
  about('accountNumber', 'accountNumber', '계좌번호', 'account number', '환불계좌|입금계좌|계좌|account'),
  about('accountHolder', 'text', '예금주', 'account holder', '예금주명|계좌주|account name'),
  about('consentedOn', 'date', '동의일', 'consented on', '동의일자|환불동의일|consent date|consent'),
]

/** `구매가 (원)` and `Price-Paid` are the same header as `구매가` and `price paid`. */
export const headerKey = (header: string): string => wordKey(header.normalize('NFKC').replace(/[([][^)\]]*[)\]]/g, ''))

const BY_HEADER: ReadonlyMap<string, ColumnSpec> = new Map(
  COLUMNS.flatMap(spec =>
    [spec.field, spec.title.ko, spec.title.en, ...spec.synonyms].map(name => [headerKey(name), spec] as const),
  ),
)

export function columnOf(header: string): ColumnSpec | undefined {
  return BY_HEADER.get(headerKey(header))
}

export interface Header {
  readonly line: number
  readonly cells: readonly string[]
  /** For each position its column, or undefined when the header says nothing to us. */
  readonly columns: readonly (ColumnSpec | undefined)[]
}

export type HeaderProblem =
  | { readonly code: 'no_header' }
  | { readonly code: 'column_twice'; readonly first: string; readonly second: string }
  | { readonly code: 'column_missing'; readonly field: ColumnSpec }

const NEEDED = ['kind', 'holderName']
/** A title or an empty form may stand above the header; further down than this it is not a header any more. */
const MAX_LINES_ABOVE_HEADER = 10

/** Finds the header: the first record of which at least two cells name columns. */
export function findHeader(
  records: readonly { line: number; cells: readonly string[] }[],
): { header: Header; index: number } | { problem: HeaderProblem } {
  for (const [index, record] of records.slice(0, MAX_LINES_ABOVE_HEADER).entries()) {
    const columns = record.cells.map(columnOf)
    if (columns.filter(Boolean).length < 2) continue
    const at = new Map<ColumnSpec, string>()
    for (const [position, spec] of columns.entries()) {
      if (!spec) continue
      const first = at.get(spec)
      if (first !== undefined) return { problem: { code: 'column_twice', first, second: record.cells[position]! } }
      at.set(spec, record.cells[position]!)
    }
    const missing = COLUMNS.find(spec => NEEDED.includes(spec.field) && !at.has(spec))
    if (missing) return { problem: { code: 'column_missing', field: missing } }
    return { header: { line: record.line, cells: record.cells, columns }, index }
  }
  return { problem: { code: 'no_header' } }
}
