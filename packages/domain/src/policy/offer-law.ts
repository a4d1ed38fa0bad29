// SPDX-License-Identifier: Apache-2.0
// What a pack holds about offers of quick cash: which offence such a buyer commits, and what the state lends instead.

import type { Rate } from '../money/index.ts'
import { type LocalDate, toEpochDay } from '../time/index.ts'
import type { LegalBasis } from './decision.ts'
import type { LocalText } from './documents.ts'
import { eraAt } from './evaluate.ts'
import type { Pack } from './pack.ts'

/** Buying at a discount what somebody paid for on credit: the route that such rules refuse by name. */
const BUYING_ROUTE = 'discount_purchase'

/** An offence of whoever pays for, brokers or advertises a discount purchase; never of the holder who needs cash. */
export interface BuyingOffence {
  readonly ruleId: string
  readonly code: string
  readonly title: LocalText
  readonly explanation: LocalText
  readonly offender: LocalText
  readonly penalty?: LocalText
  readonly legalBasis: readonly LegalBasis[]
}

export interface StateLoan {
  readonly yearlyRate: Rate
  readonly mostMinor: bigint
}

/** The rules in force on a day that forbid a discount purchase and name its offender, in pack order. */
export function buyingOffences(pack: Pack, asOf: LocalDate): BuyingOffence[] {
  const day = toEpochDay(asOf)
  return pack.engine.rules.flatMap(({ id, from, until, verdict, document, legalBasis }) => {
    const { code, title, explanation, offender, penalty, refuses } = document
    if (verdict !== 'refuse' || day < from || day > until || code === undefined || offender === undefined) return []
    if (!refuses?.routes?.includes(BUYING_ROUTE)) return []
    return [{ ruleId: id, code, title, explanation, offender, ...(penalty && { penalty }), legalBasis }]
  })
}

/** Undefined where the pack knows of no such loan on that day. */
export function stateLoanOn(pack: Pack, asOf: LocalDate): StateLoan | undefined {
  const { stateLoan, eras } = pack.engine
  if (!stateLoan) return undefined
  const { parameters } = eraAt(eras, toEpochDay(asOf))
  const yearlyRate = parameters[stateLoan.yearlyRate] as Rate | undefined
  const mostMinor = parameters[stateLoan.most] as bigint | undefined
  return yearlyRate && mostMinor !== undefined ? { yearlyRate, mostMinor } : undefined
}
