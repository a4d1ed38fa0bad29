// SPDX-License-Identifier: Apache-2.0
// Answers "what would this offer really cost?" for POST /v1/offers:compare, with the lawful help that fits.

import { compareOffer, type OfferCostJson, offerCostToJson, offerProblems } from '../cost/index.ts'
import { parseMoney } from '../money/index.ts'
import { alternativesFor, type Pack } from '../policy/index.ts'
import { type Instant, localDateAt, parseLocalDate } from '../time/index.ts'
import type { AlternativeJson, RequestProblem } from './contract.ts'
import type { OfferRequest } from './quote.ts'

export type OfferAnswer =
  | {
      readonly kind: 'compared'
      readonly answer: OfferCostJson & { readonly alternatives: readonly AlternativeJson[] }
    }
  | { readonly kind: 'unknown_jurisdiction' }
  | { readonly kind: 'invalid'; readonly problems: readonly RequestProblem[] }

/** Never throws, whatever the body is. Rounding: as `compareOffer` and `offerCostToJson`. */
export function answerOffer(packs: ReadonlyMap<string, Pack>, request: OfferRequest, now: Instant): OfferAnswer {
  const pack = packs.get(String(request.jurisdiction).toUpperCase())
  if (!pack) return { kind: 'unknown_jurisdiction' }
  const [amount, cashReceived] = [parseMoney(request.amount), parseMoney(request.cashReceived)]
  const [receivedOn, dueOn] = [readDay(request.receivedOn), readDay(request.dueOn)]
  if (!amount || !cashReceived || !receivedOn || !dueOn) {
    const unread = Object.entries({ amount, cashReceived, receivedOn, dueOn }).filter(
      ([, value]) => value === undefined,
    )
    return { kind: 'invalid', problems: unread.map(([field]) => ({ pointer: `/${field}`, detail: DETAIL[field]! })) }
  }
  const offer = { amount, cashReceived, receivedOn, dueOn }
  const problems = offerProblems(offer).map(({ field, detail }) => ({ pointer: `/${field}`, detail }))
  if (amount.unit !== pack.currency) {
    problems.unshift({ pointer: '/amount', detail: `Amounts here are in ${pack.currency}. Change the unit.` })
  }
  if (problems.length > 0) return { kind: 'invalid', problems }
  const asOf = localDateAt(now, pack.utcOffsetAt(now))
  const alternatives = alternativesFor(pack, { asOf, intent: 'sell', facts: { kind: '' } })
  return {
    kind: 'compared',
    answer: {
      ...offerCostToJson(compareOffer(offer)),
      alternatives: alternatives.map(({ code, title, description, contact }) => ({
        code,
        title,
        description,
        contact,
      })),
    },
  }
}

const MONEY_DETAIL = 'Write money as {"amountMinor":"10000","unit":"KRW"}, with whole digits in a string.'
const DATE_DETAIL = 'Write a day that exists, as YYYY-MM-DD.'
const DETAIL: Readonly<Record<string, string>> = {
  amount: MONEY_DETAIL,
  cashReceived: MONEY_DETAIL,
  receivedOn: DATE_DETAIL,
  dueOn: DATE_DETAIL,
}

const readDay = (raw: unknown) => (typeof raw === 'string' ? parseLocalDate(raw) : undefined)
