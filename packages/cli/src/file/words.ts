// SPDX-License-Identifier: Apache-2.0
// The words that desks write for kinds, funding sources, intents and banks, each with the one value it means.
// Matching ignores case, spaces and punctuation. A word that could mean two values is not in a list.

import {
  FUNDING_SOURCES,
  type FundingSource,
  INSTRUMENT_KINDS,
  type InstrumentKind,
  knownIssuer,
} from '@jandon/domain/instrument'
import { spellCode } from './spell-code.ts'
import { bad, plain, type Read, read } from './values.ts'

export const wordKey = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/[\s_\-./·()]/g, '')

const KIND_WORDS: Readonly<Record<InstrumentKind, readonly string[]>> = {
  prepaid_balance: ['선불잔액', '선불충전금', '선불전자지급수단', '페이머니', '충전금', '선불머니', '페이잔액'],
  electronic_money: ['전자화폐'],
  new_type_voucher: ['신유형상품권', '모바일상품권', '온라인상품권', '기프티콘', '모바일쿠폰', '문화상품권(모바일)'],
  paper_voucher: ['지류상품권', '종이상품권', '백화점상품권'],
  local_voucher: ['지역사랑상품권', '지역화폐', '지역상품권'],
  onnuri_voucher: ['온누리상품권', '온누리'],
  card_points: ['카드포인트', '신용카드포인트'],
  loyalty_points: ['적립금', '멤버십포인트', '적립포인트', '마일리지'],
  game_cash: ['게임캐시', '게임머니', '게임캐쉬', '유료캐시'],
  transit_card: ['교통카드', '티머니', '교통카드잔액'],
  carrier_purchase: ['소액결제구매', '휴대폰소액결제', '소액결제', '휴대폰결제'],
  carrier_credit: ['정보이용료', '통신사크레딧', '콘텐츠이용료'],
  digital_content: ['디지털콘텐츠', '디지털컨텐츠', '온라인콘텐츠', '인터넷강의'],
  telecom_overpayment: ['통신비미환급금', '통신미환급금', '통신요금과오납', '통신비과오납금'],
  dormant_deposit: ['휴면예금', '휴면계좌', '휴면금'],
  gift_card: ['기프트카드', '선물카드', '선불카드'],
  airtime: ['통화료', '에어타임', '통화충전'],
}

const FUNDING_WORDS: Readonly<Record<FundingSource, readonly string[]>> = {
  cash: ['현금'],
  bank_transfer: ['계좌이체', '무통장입금', '무통장', '송금', '계좌송금'],
  debit_card: ['체크카드', '직불카드'],
  credit_card: ['신용카드', '카드할부'],
  carrier_billing: ['휴대폰소액결제', '소액결제', '휴대폰결제', '통신요금', '통신과금'],
  bnpl: ['후불결제', '소액후불', '소액후불결제', '나중결제'],
  points: ['포인트', '포인트결제', '마일리지'],
  gift: ['선물', '선물받음', '선물수령'],
  promotion: ['프로모션', '증정', '이벤트', '무상지급', '무료지급'],
  unknown: ['모름', '불명', '미상', '확인불가', '알수없음'],
}

const INTENT_WORDS = {
  any: ['전체', '무관', '상관없음', '모두'],
  refund: ['환불', '환급', '취소'],
  sell: ['판매', '매각', '매도', '되팔기'],
  borrow: ['대출', '차용'],
} as const

/** Korean bank codes (three digits, as in transfers) with what desks call the banks. */
const BANK_WORDS: Readonly<Record<string, readonly string[]>> = {
  '002': ['산업', '산업은행', 'KDB산업은행', 'KDB'],
  '003': ['기업', '기업은행', 'IBK기업은행', 'IBK'],
  '004': ['국민', '국민은행', 'KB국민은행', 'KB국민', 'KB'],
  '007': ['수협', '수협은행', 'Sh수협은행'],
  '011': ['농협', '농협은행', 'NH농협은행', 'NH농협', 'NH'],
  '012': ['농축협', '지역농협', '지역농축협', '단위농협'],
  '020': ['우리', '우리은행'],
  '023': ['SC제일', 'SC제일은행', '제일은행', 'SC은행'],
  '027': ['씨티', '씨티은행', '한국씨티은행', '한국씨티'],
  '031': ['아이엠뱅크', 'iM뱅크', '대구은행', 'DGB대구은행', '대구'],
  '032': ['부산', '부산은행', 'BNK부산은행'],
  '034': ['광주', '광주은행'],
  '035': ['제주', '제주은행'],
  '037': ['전북', '전북은행'],
  '039': ['경남', '경남은행', 'BNK경남은행'],
  '045': ['새마을금고', 'MG새마을금고', '새마을'],
  '048': ['신협', '신협중앙회', '신용협동조합'],
  '050': ['저축은행', '상호저축은행'],
  '064': ['산림조합', '산림조합중앙회'],
  '071': ['우체국', '우체국예금', '우정사업본부'],
  '081': ['하나', '하나은행', 'KEB하나은행', '외환은행'],
  '088': ['신한', '신한은행'],
  '089': ['케이뱅크', 'K뱅크', 'Kbank'],
  '090': ['카카오', '카카오뱅크', '카뱅'],
  '092': ['토스', '토스뱅크'],
}

function index<T extends string>(words: Readonly<Record<T, readonly string[]>>): ReadonlyMap<string, T> {
  const map = new Map<string, T>()
  for (const value of Object.keys(words) as T[]) {
    map.set(wordKey(value), value)
    for (const word of words[value]) map.set(wordKey(word), value)
  }
  return map
}

const KINDS = index(KIND_WORDS)
const FUNDING = index(FUNDING_WORDS)
const INTENTS_BY_WORD = index(INTENT_WORDS)
const BANKS = index(BANK_WORDS)

export const KIND_SYNONYMS: Readonly<Record<InstrumentKind, readonly string[]>> = KIND_WORDS
export const BANK_SYNONYMS = BANK_WORDS
export const FUNDING_SYNONYMS: Readonly<Record<FundingSource, readonly string[]>> = FUNDING_WORDS
export const kindValues: readonly string[] = INSTRUMENT_KINDS
export const fundingValues: readonly string[] = FUNDING_SOURCES

export function readKind(cell: string): Read<InstrumentKind> {
  const kind = KINDS.get(wordKey(cell))
  return kind ? read(kind) : bad('kind_unknown')
}

export function readFundingSource(cell: string): Read<FundingSource> {
  const funding = FUNDING.get(wordKey(cell))
  return funding ? read(funding) : bad('funding_unknown')
}

export function readIntent(cell: string): Read<'any' | 'refund' | 'sell' | 'borrow'> {
  const intent = INTENTS_BY_WORD.get(wordKey(cell))
  return intent ? read(intent) : bad('intent_unknown')
}

/** A bank's code from its code or name. Excel drops the zeros of 004, so `4` is read as 004. */
export function readBank(cell: string): Read<string> {
  const key = wordKey(cell)
  if (/^\d{1,3}$/.test(key)) {
    const code = key.padStart(3, '0')
    return BANKS.has(code) ? read(code) : bad('bank_unknown')
  }
  const code = BANKS.get(key)
  return code ? read(code) : bad('bank_unknown')
}

/** An issuer's short code (`cultureland`), spelt from its name when we have none. */
export function readIssuer(cell: string): Read<string> {
  const code = knownIssuer(plain(cell)) ?? spellCode(plain(cell))
  return code === undefined ? bad('issuer_form') : read(code)
}
