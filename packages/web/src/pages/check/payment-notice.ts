// SPDX-License-Identifier: Apache-2.0
// Notices that something was paid: "99만원 결제 완료, 취소 문의 070-…". Carriers send them and so do swindlers; nobody
// offers cash in one, whatever it has in common with such adverts.

const PAID: readonly RegExp[] = [
  /(?:결제|구매|승인)[^\n]{0,40}(?:완료|정상\s?처리|처리\s?(?:되|됐|완료)|승인|되었|됐)/,
  /\b(?:payment|purchase|charge|order)\b[^\n]{0,80}\b(?:approved|completed?|processed|successful|confirmed)\b/i,
]
/** What somebody shall do who has not paid. */
const DENIES: readonly RegExp[] = [
  /취소|미\s?사용|본인\s?(?:아닐|아닌|이\s?아니|결제\s?아)|(?:사용|결제|신청)하지\s?않|문의|신고/,
  /\b(?:not you|wasn.t you|was not you|did(?:n.t| not)|cancel|dispute)\b/i,
]
/** What no notice of a payment says. */
const OFFER =
  /현금|매입|삽니다|대출|급전|입금|지급|송금|수수료|시세|깡|미납|카톡|텔레|\d\s?(?:%|프로|퍼센트)|드려|드립니다|\b(?:cash|we (?:buy|pay)|sell)\b/i

/** Whether a text tells of a payment that was made, and offers nothing. */
export function isPaymentNotice(text: string): boolean {
  const has = (patterns: readonly RegExp[]) => patterns.some(pattern => pattern.test(text))
  return has(PAID) && has(DENIES) && !OFFER.test(text)
}
