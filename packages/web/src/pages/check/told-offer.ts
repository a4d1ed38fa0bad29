// SPDX-License-Identifier: Apache-2.0
// Somebody asks about an offer in their own words: "they give 70 for 100 on my phone bill, is that all right?" Such a
// message is honest, so the judge finds nothing in it; what it tells of is what the person wants to know about.

/** What is paid with or opened for it. */
const CREDIT =
  '(?:소액\\s?결제|(?:휴대폰|핸드폰)\\s?(?:결제|한도|요금)|후불\\s?결제|신용카드|카드로|(?:휴대폰|핸드폰|폰)\\s?개통|유심)'
const VOUCHER = '(?:상품권|기프티콘|문상|기프트\\s?카드)'
/** Money in return; a discount, a point or a present is none. */
const MONEY =
  '(?:현금|입금|돈|\\d[\\d,]*\\s?(?:만|천)?\\s?원|\\d\\s?(?:%|프로|퍼센트))(?!\\s?(?:할인|적립|캐시백|세일))'
const MONEY_FOR_VOUCHER =
  '(?:현금|입금|\\d[\\d,]*\\s?(?:만|천)?\\s?원(?:에|으로)|\\d\\s?(?:%|프로|퍼센트)에?)(?!\\s?(?:할인|적립|세일))'
/** What somebody is said to do: reported speech, which no notice of a bank or carrier has. */
const REPORTED =
  '(?:준(?:대|댔|데)|준다(?:는|고|던|며|면)|주겠(?:대|다)|사겠(?:대|다)|산(?:대|다는|다고|다던)|사\\s?준다?|바꿔\\s?준다?)'
const GIVERS = '(?:they|he|she|someone|somebody|a shop|a guy|this shop)'
const GOODS = '(?:voucher|gift card|phone bill|carrier billing|phone limit|credit card|sim card)s?'

const TOLD: readonly RegExp[] = [
  new RegExp(`${CREDIT}[^\\n]{0,50}${MONEY}[^\\n할인적립]{0,25}${REPORTED}`),
  new RegExp(`${VOUCHER}[^\\n]{0,40}${MONEY_FOR_VOUCHER}[^\\n할인적립]{0,20}${REPORTED}`),
  /(?:소액\s?결제|휴대폰|핸드폰|상품권|한도)\s?(?:를|을)?\s?현금화/,
  /카드\s?깡|소액\s?깡|상품권\s?깡|폰\s?깡|내구제|폰테크/,
  new RegExp(`${GOODS}\\b[\\s\\S]{0,80}\\b(?:into cash|for cash|${GIVERS}[^.\\n]{0,30}\\b(?:cash|percent|\\d+%))`, 'i'),
  new RegExp(`\\b(?:offer|promis|pay|giv)\\w*\\b[^.\\n]{0,60}\\bcash\\b[^.\\n]{0,60}\\b${GOODS}\\b`, 'i'),
]
/** Who warns or refuses needs no warning, unless it is in a question: "am I punished for it?" */
const WARNERS: readonly string[] = ['warns', 'refuses']

/** Whether a text tells of such an offer. `codes` are those of the reasons that the judge of shops found. */
export function tellsOfOffer(text: string, codes: readonly string[]): boolean {
  const isWarning = !codes.includes('asks') && codes.some(code => WARNERS.includes(code))
  return !isWarning && TOLD.some(pattern => pattern.test(text))
}
