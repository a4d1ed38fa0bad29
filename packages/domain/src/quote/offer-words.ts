// SPDX-License-Identifier: Apache-2.0
// How an offer of cash is spoken of: it is a sale and no loan, its cost is the equivalent yearly cost and never
// interest, and the offender is whoever buys or brokers. No cap on interest is named: none applies to a sale.

import type { LocalText } from '../policy/index.ts'

export interface OfferWordingJson {
  /** What the yearly figure is called, and what it means. */
  readonly cost: LocalText
  readonly notALoan: LocalText
  /** Only where the pack knows the offence. */
  readonly offender?: LocalText
}

export const COST: LocalText = {
  ko: '연 환산 비용은 떼이는 돈을 받은 돈으로 나누어 1년으로 늘린 값이에요(단리, 365일). 다른 방법과 견주는 데만 쓰는 숫자예요.',
  en: 'The equivalent yearly cost is what is taken, divided by the cash received and stretched to a year (simple, 365 days). It serves to compare ways, nothing else.',
}

export const NOT_A_LOAN: LocalText = {
  ko: '이 거래는 돈을 빌리는 것이 아니라 산 것을 싸게 넘기는 매매예요. 그래서 그 비용을 이자라고 부르지 않고, 대출의 한도로 따지지도 않아요. 다음 청구서는 그대로 나와요.',
  en: 'This is no loan: something bought is sold for less. So its cost is not called interest and no limit on loans applies to it. The next bill still comes in full.',
}

export const OFFENDER: LocalText = {
  ko: '휴대폰 결제, 신용카드, 후불결제로 산 것이라면 법을 어기는 사람은 돈을 대고 사들이는 쪽과 중개한 쪽이에요. 돈이 급해서 넘기는 사람은 그 조항의 처벌 대상이 아니에요.',
  en: 'Where it was bought on the phone bill, a credit card or pay-later, the offence is committed by whoever pays for it and whoever brokers it. Those articles do not punish the person who needs the cash.',
}

export const FLOW_TITLES = {
  to_you: { ko: '지금 내 손에 들어오는 돈', en: 'Reaches you now' },
  kept_by_buyer: { ko: '사들이는 쪽이 갖는 돈', en: 'Kept by the buyer' },
  next_bill: { ko: '청구서가 나에게 요구하는 돈', en: 'Claimed by your bill' },
} as const satisfies Readonly<Record<string, LocalText>>

/** `cost` and `yearly` are written out already: 913, 15.9. */
export function stateLoanWords(days: number, cost: string, yearly: string): LocalText {
  return {
    ko: `같은 돈을 나라가 빌려주는 불법사금융예방대출(연 ${yearly}%로 시작)로 ${days}일 쓰면 ${cost}원쯤 들어요. 자격과 지금 조건은 1397에서 확인하세요.`,
    en: `The same cash for the same ${days} days from the state small loan (from ${yearly}% a year) costs about ${cost} won. Ask 1397 whether you qualify and for the present terms.`,
  }
}
