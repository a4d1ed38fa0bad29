// SPDX-License-Identifier: Apache-2.0
// A quote: for each instrument the decision and what each lawful way pays, priced, dated, with an expiry.
// `grossMinor = netMinor + Σ fees` holds for every option, our own service fee and its VAT included.

import type { Id } from '../ids/index.ts'
import type { InstrumentKind, Intent } from '../instrument/index.ts'
import type { Money, MoneyJson, Unit } from '../money/index.ts'
import type { Decision, DecisionPromise, Language, LocalText, Option, TraceEntry } from '../policy/index.ts'
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

/** What a plan may be best at. */
export const OBJECTIVES = ['most_cash', 'soonest', 'least_effort'] as const
export type Objective = (typeof OBJECTIVES)[number]

/** The best way of each instrument for one objective. */
export interface ObjectivePlan {
  readonly objective: Objective
  readonly optionIds: readonly Id<'opt'>[]
  readonly net: Money
  /** When the last of it is there. Absent when nothing is in the plan. */
  readonly arrivesBy?: LocalDate
  /** Things to bring, claims to make, ways to go. */
  readonly steps: number
  /** What it gives up and gains against the plan for most cash. */
  readonly against: { readonly netLess: Money; readonly daysSooner: number; readonly stepsFewer: number }
}

export interface QuotePlan {
  readonly objective: 'most_cash'
  readonly optionIds: readonly Id<'opt'>[]
  readonly net: Money
  readonly netByPayout: { readonly bank: Money; readonly bill: Money; readonly in_person: Money }
  /** One for each objective, in the order of `OBJECTIVES`. */
  readonly plans: readonly ObjectivePlan[]
  /** What pays more by waiting. */
  readonly waits: readonly {
    readonly ref: string
    readonly until: LocalDate
    readonly ruleId: string
    readonly net: Money
    readonly title: LocalText
    /** How much more than now. */
    readonly gain: Money
    /** `estimate` when the law of that day is not checked yet, or the rule itself is one. */
    readonly promise: DecisionPromise
  }[]
  /** What pays more by doing something first. */
  readonly acts: readonly {
    readonly kind: 'use_more' | 'use_together'
    readonly refs: readonly string[]
    readonly ruleId: string
    readonly title: LocalText
    readonly promise: DecisionPromise
    readonly useMore?: Money
    readonly net: Money
    readonly gain: Money
    readonly text: LocalText
  }[]
  /** Days on which a right is lost, soonest first. */
  readonly deadlines: readonly {
    readonly ref: string
    readonly date: LocalDate
    readonly ruleId: string
    readonly optionId?: Id<'opt'>
    readonly title: LocalText
    readonly net?: Money
    readonly claimAt?: LocalText
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
