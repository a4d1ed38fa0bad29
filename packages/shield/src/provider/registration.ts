// SPDX-License-Identifier: Apache-2.0
// What a lawful shop shows of itself: a business number whose last digit is right, a mail-order number, who and where.

import type { Words } from '../judgement.ts'
import { plainText } from './folded.ts'

const NUMBER = /(?<![\d-])(\d{3})[-\s.]?(\d{2})[-\s.]?(\d{5})(?![\d-])/g
const WEIGHTS = [1, 3, 7, 1, 3, 7, 1, 3, 5]
/** The ninth digit counts five times, and the tens of that product once more. */
const LAST_WEIGHT = 5
const SAYS_BUSINESS = /사\s?업\s?자|business\s?(registration|reg)?\.?\s?(number|no)/i
/** How far before a number its name may stand. */
const NAME_REACH = 24

export interface BusinessNumber {
  readonly number: string
  readonly isWellFormed: boolean
}

/** Whether the check digit of a Korean business number (사업자등록번호) is right. It says nothing of who owns it. */
export function isBusinessNumber(text: string): boolean {
  const digits = [...text.replaceAll(/[^0-9]/g, '')].map(Number)
  if (digits.length !== 10 || /[^0-9\s.-]/.test(text)) return false
  // No office of taxes has a number below 101, so a row of zeros is no number although its sum is right.
  if ((digits[0] ?? 0) < 1 || digits.slice(0, 3).join('') < '101') return false
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * (digits[index] ?? 0), 0)
  const tens = Math.floor(((digits[8] ?? 0) * LAST_WEIGHT) / 10)
  return (10 - ((sum + tens) % 10)) % 10 === digits[9]
}

/** The one given, or else the first in the text that is called one or is written like one. */
export function findBusinessNumber(text: string, given: string | undefined): BusinessNumber | undefined {
  if (given !== undefined && given.trim() !== '') return { number: given.trim(), isWellFormed: isBusinessNumber(given) }
  for (const match of plainText(text).matchAll(NUMBER)) {
    const before = match.input.slice(Math.max(0, match.index - NAME_REACH), match.index)
    const isWritten = /^\d{3}-\d{2}-\d{5}$/.test(match[0])
    if (!isWritten && !SAYS_BUSINESS.test(before)) continue
    return { number: match[0], isWellFormed: isBusinessNumber(match[0]) }
  }
  return undefined
}

interface ShownFact {
  readonly code: string
  /** On the text in NFKC. */
  readonly shown: RegExp
  readonly explanation: Words
}

const SHOWN: readonly ShownFact[] = [
  {
    code: 'mail_order_number',
    shown:
      /통신\s?판매(업)?\s?(신고)?\s?(번호)?\s?[:：]?\s?(제\s?)?\d{4}\s?[-–]|mail[- ]order\s?(number|no|registration)/i,
    explanation: {
      ko: '통신판매업 신고번호가 보이지 않아요. 온라인으로 파는 곳이라면 밝혀 두는 번호예요.',
      en: 'No mail-order registration number is shown; a lawful online shop gives one.',
    },
  },
  {
    code: 'representative',
    shown:
      /대표(자|이사)?(명)?\s?[:：|]?\s?[가-힣]{2,5}(?![가-힣]*번호)|(owner|representative|director|ceo)\s?:?\s?[A-Z]/i,
    explanation: {
      ko: '대표자 이름이 없어요. 누구와 거래하는지 알 수 없어요.',
      en: 'The name of whoever runs it is missing: you cannot tell whom you deal with.',
    },
  },
  {
    code: 'address',
    shown:
      /[가-힣]{1,12}(시|도|구|군)\s[가-힣\d\s]{1,40}(로|길|동|읍|면)\s?\d|\d{1,5}\s{1,3}[A-Z][a-z]{1,20}\s(Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Square|Place|Court|Parade|Way)\b/,
    explanation: {
      ko: '사업장 주소가 없어요. 문제가 생겨도 찾아갈 곳이 없어요.',
      en: 'No business address is shown: there is nowhere to go when something goes wrong.',
    },
  },
  {
    code: 'phone',
    shown:
      /(?<!\d)(\+(?!82[-.\s]?\(?0?1)\d{1,3}[-.\s]\(?\d{1,4}\)?[-.\s]\d{3,4}|\(\d{3,4}\)\s\d{3,4}[-.\s]\d{3,4}|01\d{2,3}\s\d{3}\s\d{3,4}|0(2|[3-6][1-5])[-.\s)]\s?\d{3,4}[-.\s]\d{4}|1[568]\d{2}[-.\s]\d{4}|080[-.\s]\d{3,4}[-.\s]\d{4}|0\d{2,3}\s\d{4}\s\d{4})(?!\d)/,
    explanation: {
      ko: '유선 전화나 고객센터 번호가 없어요. 휴대폰 번호와 메신저만으로는 누구인지 확인할 수 없어요.',
      en: 'No landline or service number is shown; a mobile number or a messenger name proves nobody.',
    },
  },
  {
    code: 'fees',
    shown:
      /수수료|시세|매입가|교환율|\d\s?(만|천)?\s?원\s?에\s?(매입|삽|사\s?[드요])|원권\s?[:=]?\s?\d[\d,]{2,10}\s?원|\d\s?(%|프로|퍼센트)|fee|rates?\b|free of charge/i,
    explanation: {
      ko: '수수료나 실제로 받을 금액이 적혀 있지 않아요.',
      en: 'Neither the fee nor the sum that you would really receive is stated.',
    },
  },
]

const NO_BUSINESS_NUMBER: Words = {
  ko: '사업자등록번호가 보이지 않아요.',
  en: 'No business registration number is shown.',
}
const NO_LENDER_NUMBER: Words = {
  ko: '대부업 등록번호가 보이지 않아요. 등록 여부는 금융감독원(1332)에서 확인할 수 있어요.',
  en: 'No lender registration number is shown. The regulator (1332) tells whether a lender is registered.',
}
const LENDER_NUMBER = /등록\s?번호\s?[:：]?\s?(제\s?)?\d{4}\s?-|심의필|준법감시/

/** Numbers under which other countries keep their firms. */
const FOREIGN_NUMBER = /(company|registered|registration|vat|abn|acn|ein|crn|licen[cs]e)[^\n\d]{0,30}\d[\d\s-]{5,12}/i
/** There a firm's number leads to who runs it. */
export const ONLY_IN_KOREA: ReadonlySet<string> = new Set(['mail_order_number', 'representative'])

export interface MissingFact {
  readonly code: string
  readonly explanation: Words
}

/** Facts that a lawful shop shows and this text does not. `lends` asks for a lender's registration too. */
export function missingFacts(given: {
  readonly text: string
  readonly businessNumber: BusinessNumber | undefined
  readonly lends: boolean
  /** Whether the shop shows itself to be of another country: what only Korea has is not asked of it. */
  readonly isAbroad?: boolean
  /** Whether a rate or a pair of sums says what is paid. */
  readonly showsRate: boolean
}): MissingFact[] {
  const text = plainText(given.text)
  const missing: MissingFact[] = []
  const showsNumber = given.businessNumber !== undefined || (given.isAbroad === true && FOREIGN_NUMBER.test(text))
  if (!showsNumber) missing.push({ code: 'business_number', explanation: NO_BUSINESS_NUMBER })
  for (const { code, shown, explanation } of SHOWN) {
    if (given.isAbroad && ONLY_IN_KOREA.has(code)) continue
    if (!shown.test(text) && !(given.showsRate && code === 'fees')) missing.push({ code, explanation })
  }
  if (given.lends && !LENDER_NUMBER.test(text)) {
    missing.push({ code: 'lender_registration', explanation: NO_LENDER_NUMBER })
  }
  return missing
}
