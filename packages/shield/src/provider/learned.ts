// SPDX-License-Identifier: Apache-2.0
// What the message check has learned of adverts for cash, as one reason beside the rules: it knows wordings that no
// rule names.

import type { Reason, Words } from '../judgement.ts'
import { judgeWhole } from '../message/check.ts'
import type { Theme } from '../message/index.ts'

const EXPLANATIONS: Readonly<Partial<Record<Theme, Words>>> = {
  cash_out: {
    ko: '현금화 광고에서 배운 말투와 많이 닮았어요.',
    en: 'It reads much like adverts that turn payments into cash.',
  },
  phone_for_cash: {
    ko: '휴대폰을 개통시켜 현금을 준다는 광고에서 배운 말투와 많이 닮았어요.',
    en: 'It reads much like adverts that pay cash for a phone line in your name.',
  },
  loan: {
    ko: '등록하지 않은 대출 광고에서 배운 말투와 많이 닮았어요.',
    en: 'It reads much like adverts for unregistered loans.',
  },
}
/** Less than `suspicious` needs: honest shops advertise in the same words, so a rule must see something as well. */
const MOST = 1.7
/** The message check judges messages, most of which are no adverts; of a shop its odds say half as much. */
const SHARE = 0.5
const LEAST = 0.001

/** Undefined when the text does not read like an advert for cash. Weight: log odds, at most 1.7. */
export function learnedReason(text: string): Reason | undefined {
  const { label, probability, theme } = judgeWhole(text)
  const explanation = EXPLANATIONS[theme]
  if (label === 'ham' || explanation === undefined) return undefined
  const odds = Math.log(probability / Math.max(LEAST, 1 - probability))
  const weight = Math.round(Math.min(MOST, Math.max(0, odds * SHARE)) * 10) / 10
  return { code: `learned_${theme}`, evidence: '', spans: [], explanation, weight }
}
