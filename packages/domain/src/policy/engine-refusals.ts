// SPDX-License-Identifier: Apache-2.0
// The refusals that no rule makes, in words for the holder. They cite nothing: the engine fails closed.

import type { DecisionRefusal, EngineRefusal } from './decision.ts'
import type { LocalText } from './documents.ts'

const TEXTS: Readonly<Record<EngineRefusal, { readonly title: LocalText; readonly explanation: LocalText }>> = {
  unknown_jurisdiction: {
    title: { ko: '아직 다루지 않는 나라예요', en: 'We do not know the law of this place yet' },
    explanation: {
      ko: '이 나라의 법을 아직 확인하지 못했어요. 모르는 법으로 금액을 약속하지 않아요.',
      en: 'We have not checked the law of this place, and we do not promise amounts under law we do not know.',
    },
  },
  unknown_instrument: {
    title: { ko: '아직 다루지 않는 종류예요', en: 'We do not know this kind of value yet' },
    explanation: {
      ko: '이 종류에 맞는 규칙을 아직 확인하지 못했어요. 확인되지 않은 방법은 권하지 않아요.',
      en: 'We have no checked rule for this kind of value, and we suggest nothing we have not checked.',
    },
  },
  pack_stale: {
    title: { ko: '법 내용을 다시 확인하고 있어요', en: 'Our check of the law is too old' },
    explanation: {
      ko: '마지막으로 법을 확인한 지 오래되어 새 견적을 낼 수 없어요. 확인이 끝나면 다시 이용할 수 있어요.',
      en: 'We last checked this law too long ago to make new quotes. Quotes come back once it is checked again.',
    },
  },
  date_not_covered: {
    title: { ko: '이 날짜는 계산할 수 없어요', en: 'We cannot count to this date' },
    explanation: {
      ko: '영업일 달력에 없는 날짜라 입금일을 약속할 수 없어요. 기준일을 확인해 주세요.',
      en: 'Our business-day calendar does not cover this date, so we cannot promise when money arrives. Check the date.',
    },
  },
  provenance_unknown: {
    title: { ko: '어떻게 샀는지 알아야 해요', en: 'We need to know how it was paid for' },
    explanation: {
      ko: '무엇으로 결제했는지에 따라 불법이 될 수 있어요. 결제 수단을 확인할 수 없으면 진행하지 않아요. 결제 문자나 이용 내역을 확인해 주세요.',
      en: 'How it was paid for can make this unlawful. Without knowing that we do not go on. Check your receipts or bills.',
    },
  },
  no_lawful_route: {
    title: { ko: '지금은 현금으로 바꿀 방법이 없어요', en: 'There is no lawful way to cash right now' },
    explanation: {
      ko: '알려 주신 내용으로는 지금 현금으로 바꿀 수 있는 합법적인 방법을 찾지 못했어요.',
      en: 'From what you told us, no lawful way to cash fits right now.',
    },
  },
}

/** A refusal of the engine itself. Its rule id begins with `jandon/`, which no pack may use. */
export function engineRefusal(code: EngineRefusal, extra: Pick<DecisionRefusal, 'nearest'> = {}): DecisionRefusal {
  return { ruleId: `jandon/${code.replaceAll('_', '-')}`, code, ...TEXTS[code], routes: [], legalBasis: [], ...extra }
}
