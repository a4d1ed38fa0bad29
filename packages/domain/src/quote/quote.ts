// SPDX-License-Identifier: Apache-2.0
// A quote: for each instrument the decision and what each lawful way pays, priced, dated, with an expiry.
// `grossMinor = netMinor + Σ fees` holds for every option, our own service fee and its VAT included.

import type { Id } from '../ids/index.ts'
import type { InstrumentKind, Intent } from '../instrument/index.ts'
import type { Money, MoneyJson, Unit } from '../money/index.ts'
import type { Decision, Language, LocalText, Option, TraceEntry } from '../policy/index.ts'
import type { Instant, LocalDate } from '../time/index.ts'
import type { RequestProblem } from './contract.ts'

/** An option of a decision, priced by our tariff and given an id. */
export interface QuoteOption extends Option {
  readonly id: Id<'opt'>
}

export interface QuoteItem {
  readonly ref: string
  readonly kind: InstrumentKind | (string & {})
  readonly issuer: string
  readonly decision: Omit<Decision, 'options' | 'lawfulRoutes'>
  readonly options: readonly QuoteOption[]
  readonly lawfulRoutes: readonly QuoteOption[]
  readonly trace: readonly TraceEntry[]
}

export interface QuotePlan {
  readonly objective: 'most_cash'
  readonly optionIds: readonly Id<'opt'>[]
  readonly net: Money
  readonly netByPayout: { readonly bank: Money; readonly bill: Money; readonly in_person: Money }
  readonly waits: readonly {
    readonly ref: string
    readonly until: LocalDate
    readonly ruleId: string
    readonly net: Money
    readonly title: LocalText
  }[]
}

export interface QuoteAlternative {
  readonly code: string
  readonly title: LocalText
  readonly description: LocalText
  readonly contact: string
  readonly ref?: string
  readonly ruleId?: string
  readonly route?: string
  readonly amount?: Money
}

export interface Quote {
  readonly id: Id<'qte'>
  readonly jurisdiction: string
  readonly packVersion: string
  readonly currency: Unit
  readonly asOf: LocalDate
  readonly intent: Intent
  readonly language: Language
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly items: readonly QuoteItem[]
  readonly plan: QuotePlan
  readonly alternatives: readonly QuoteAlternative[]
  readonly consent: { readonly text: string; readonly textHash: string }
}

export type QuoteResult =
  | { readonly kind: 'quoted'; readonly quote: Quote }
  | { readonly kind: 'invalid'; readonly problems: readonly RequestProblem[] }

/** What POST /v1/offers:compare asks and answers. */
export interface OfferRequest {
  readonly jurisdiction: string
  readonly amount: MoneyJson
  readonly cashReceived: MoneyJson
  readonly receivedOn: string
  readonly dueOn: string
}
