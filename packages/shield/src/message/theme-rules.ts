// SPDX-License-Identifier: Apache-2.0
// Words that name a theme outright count beside what was learned of themes.

import type { Theme } from './judgement.ts'
import { codeNumber, type TermHit } from './lexicon.ts'

const NAMED: readonly (readonly [code: string, theme: Theme, strength: number])[] = [
  ['ad_cash_out', 'cash_out', 1.5],
  ['ad_phone_cash', 'phone_for_cash', 2.5],
  ['ad_loan', 'loan', 0.8],
  ['ad_investment', 'investment', 0.8],
  ['ad_gambling', 'gambling', 0.8],
  ['ad_adult', 'adult', 1],
  ['ad_job', 'job', 1.2],
  ['ad_phone_deal', 'phone_deal', 1],
  ['family_line', 'family_in_need', 1.5],
  ['claims_police', 'fine', 0.6],
  ['claims_court', 'prosecutor', 1],
  ['claims_parcel', 'parcel', 0.6],
  ['claims_account', 'account_lock', 0.6],
  ['claims_payment', 'payment_approval', 1],
  ['claims_carrier', 'small_payment', 0.8],
  ['claims_death', 'obituary_or_invitation', 1],
  ['claims_wedding', 'obituary_or_invitation', 1],
  ['claims_health', 'health_check', 1],
  ['claims_refund', 'refund_or_subsidy', 0.8],
  ['claims_prize', 'prize', 0.6],
  ['claims_buyer', 'impersonated_buyer', 1.2],
]
const BY_CODE = new Map(NAMED.map(([code, theme, strength]) => [codeNumber(code), { theme, strength }]))

/** What the words of a message add to each theme; a code counts once. */
export function namedThemes(terms: readonly TermHit[]): ReadonlyMap<Theme, number> {
  const sums = new Map<Theme, number>()
  for (const code of new Set(terms.map(term => term.code))) {
    const named = BY_CODE.get(code)
    if (named !== undefined) sums.set(named.theme, (sums.get(named.theme) ?? 0) + named.strength)
  }
  return sums
}
