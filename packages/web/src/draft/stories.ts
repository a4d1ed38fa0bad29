// SPDX-License-Identifier: Apache-2.0
// Whole examples behind one tap. They fill the same draft a person would fill; the API answers them like any other.

import { shiftDate } from '../format/date.ts'
import { won } from '../format/money.ts'
import { type Draft, type DraftItem, EMPTY_DRAFT } from './draft.ts'

export const STORY_NAMES = ['expired_voucher', 'reseller', 'three_things'] as const
export type StoryName = (typeof STORY_NAMES)[number]

const ITEMS: Readonly<Record<StoryName, (today: string) => readonly DraftItem[]>> = {
  expired_voucher: today => [
    {
      ref: 'a',
      kind: 'new_type_voucher',
      offer: 'none',
      facts: {
        faceValue: won('10000'),
        pricePaid: won('9000'),
        remaining: won('10000'),
        purchasedOn: shiftDate(today, { years: -3 }),
        expiresOn: shiftDate(today, { years: -2 }),
        fundingSource: 'cash',
      },
    },
  ],
  reseller: today => [
    {
      ref: 'a',
      kind: 'new_type_voucher',
      offer: 'sell',
      facts: {
        faceValue: won('100000'),
        pricePaid: won('100000'),
        remaining: won('100000'),
        purchasedOn: today,
        expiresOn: shiftDate(today, { years: 5 }),
        fundingSource: 'carrier_billing',
        'offer.cashReceived': won('70000'),
        'offer.dueOn': shiftDate(today, { months: 1 }),
      },
    },
  ],
  three_things: (today): readonly DraftItem[] => [
    { ref: 'a', kind: 'prepaid_balance', offer: 'none', facts: { balance: won('3200'), lastCharge: won('50000') } },
    { ref: 'b', kind: 'card_points', offer: 'none', facts: { points: 4850 } },
    {
      ref: 'c',
      kind: 'new_type_voucher',
      offer: 'none',
      facts: {
        faceValue: won('30000'),
        pricePaid: won('30000'),
        remaining: won('9000'),
        purchasedOn: shiftDate(today, { months: -8 }),
        expiresOn: shiftDate(today, { months: 4 }),
      },
    },
  ],
}

/** The draft of a story, dated back from `today`. */
export function story(name: StoryName, today: string): Draft {
  return { ...EMPTY_DRAFT, isExample: true, items: ITEMS[name](today) }
}
