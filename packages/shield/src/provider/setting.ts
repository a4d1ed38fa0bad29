// SPDX-License-Identifier: Apache-2.0
// Where a text comes from, as far as it shows: the marked advert of a known firm, the notice of a bank, a shop abroad.

import type { Reason, Words } from '../judgement.ts'
import { BRANDS } from '../link/brands.ts'
import { sendersOf } from '../message/senders.ts'
import { readText } from '../text/index.ts'
import { plainText } from './folded.ts'

/** Who sends says so in so many units at the beginning. */
const HEAD = 60
const ADVERT_MARK = /[([<]\s?광\s?고\s?[)\]>]/
const OPT_OUT = /수신\s?거부[^\n\d]{0,12}0\d{2}/
/** Named by whoever wants to be written to there. */
const MESSENGERS = /카카오\s?톡|라인|텔레그램|telegram|line|whatsapp/gi

const REGISTERED_ADVERT: Words = {
  ko: '광고 표시와 수신거부 번호를 갖추고 알려진 회사 이름을 밝혔어요. 이름은 누구나 적을 수 있으니 공식 앱에서 확인하세요.',
  en: 'It is marked as an advert with an opt-out number and names a known firm. Anybody can write a name: check in the firm’s own app.',
}
const REGISTERED_ADVERT_WEIGHT = -2

/** The name of a known firm or office at the head of a text, if any. */
function firmAtHead(text: string): string | undefined {
  const head = text.slice(0, HEAD).replaceAll(MESSENGERS, ' ')
  const [firm] = sendersOf(readText(head), [])
  return firm && BRANDS[firm.code]?.name.ko
}

/** Weighs against an offer: swindlers seldom let themselves be opted out of in the name of a firm. */
export function registeredAdvert(text: string): Reason | undefined {
  const optOut = OPT_OUT.exec(text)
  if (!optOut || !ADVERT_MARK.test(text.slice(0, HEAD)) || firmAtHead(text) === undefined) return undefined
  return {
    code: 'registered_advert',
    evidence: optOut[0],
    spans: [{ from: optOut.index, to: optOut.index + optOut[0].length }],
    explanation: REGISTERED_ADVERT,
    weight: REGISTERED_ADVERT_WEIGHT,
  }
}

const BANK = /은행|뱅크|새마을금고|신협|농협|수협|우체국|bank/i
const LENDS = /대출|loan/i

/** No bank lends there. */
const PRIVATE_CONTACT = /카톡|카카오\s?톡|오픈\s?(채팅|톡)|텔레(?!비|콤|마케)|위챗|01[016-9][-.\s]?\d/

/** A bank's own loan: it is licensed, and sells nothing by mail order. */
export function isBanksLoan(text: string): boolean {
  return LENDS.test(text) && !PRIVATE_CONTACT.test(text) && BANK.test(firmAtHead(text) ?? '')
}

const KOREAN = /[가-힣ㄱ-ㅎㅏ-ㅣ₩]|korea|seoul|busan|kakao|(^|[^a-z])(skt?|kt|lg\s?u\+?|won|krw)([^a-z]|$)/i

/** Says nothing of Korea: a shop abroad has none of its numbers. */
export function isAbroad(text: string): boolean {
  return !KOREAN.test(plainText(text))
}
