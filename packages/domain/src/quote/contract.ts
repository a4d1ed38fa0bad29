// SPDX-License-Identifier: Apache-2.0
// The wire shape of quotes: the body of POST /v1/quotes, its answer, and its parts. API.md of the project's contract
// fixes these names; fields may be added, none renamed.

import type { Intent } from '../instrument/index.ts'
import type { MoneyJson } from '../money/index.ts'
import type {
  Confidence,
  DecisionOutcome,
  DecisionPromise,
  Language,
  LocalText,
  Payout,
  TraceEntry,
} from '../policy/index.ts'
import type { Objective } from './quote.ts'

/** One thing of value: its kind and whatever facts are known, named as in the pack's fact list. */
export interface QuoteInstrument {
  readonly kind: string
  readonly ref?: string
  readonly issuer?: string
  readonly [fact: string]: unknown
}

export interface QuoteRequest {
  readonly jurisdiction: string
  readonly instruments: readonly QuoteInstrument[]
  readonly asOf?: string
  readonly language?: string
  readonly intent?: string
  readonly holder?: Readonly<Record<string, unknown>>
}

export interface LegalBasisJson {
  readonly ruleId: string
  /** The article, in the language of the quote. */
  readonly cite: string
  readonly citation: LocalText
  readonly source: string
  readonly sourceTitle: LocalText
  readonly locator: string
  readonly confidence: Confidence
  readonly checkedOn: string
}

export interface FeeJson {
  readonly code: string
  readonly amount: MoneyJson
  readonly payee: string
  readonly title: LocalText
}

export interface OptionJson {
  readonly id: string
  readonly ruleId: string
  readonly route: string
  readonly routeTitle: LocalText
  readonly title: LocalText
  readonly explanation: LocalText
  readonly how: LocalText
  readonly promise: DecisionPromise
  readonly gross: MoneyJson
  readonly fees: readonly FeeJson[]
  readonly net: MoneyJson
  readonly arrivesBy: string
  readonly payout: Payout
  /** Whether Jandon carries it out end to end; otherwise the holder follows `how`. */
  readonly carriedOut: boolean
  readonly claimAt?: LocalText
  readonly claimBy?: string
  readonly lateInterest?: string
  readonly evidence: readonly { readonly code: string; readonly title: LocalText }[]
  readonly legalBasis: readonly LegalBasisJson[]
}

export interface TrueCostJson {
  readonly basis: 'offer' | 'typical'
  readonly amount: MoneyJson
  readonly lost: { readonly low: MoneyJson; readonly high: MoneyJson }
  readonly cashReceived: { readonly low: MoneyJson; readonly high: MoneyJson }
  readonly costOnCash: { readonly low: string; readonly high: string }
  readonly equivalentYearlyCost?: string
  /** Whether a bill for the whole amount follows. */
  readonly billed: boolean
}

export interface RefusalJson {
  readonly ruleId: string
  readonly code: string
  /** The article, in the language of the quote; empty when the engine itself refuses. */
  readonly cite: string
  readonly title: LocalText
  readonly explanation: LocalText
  readonly routes: readonly string[]
  readonly penalty?: LocalText
  readonly offender?: LocalText
  readonly legalBasis: readonly LegalBasisJson[]
  readonly trueCost?: TrueCostJson
  readonly nearest?: { readonly ruleId: string; readonly title: LocalText; readonly because: TraceEntry['because'] }
}

export interface QuestionJson {
  readonly fact: string
  readonly prompt: LocalText
  readonly type: string
  readonly values?: readonly string[]
  readonly optional: boolean
}

export interface InformationJson {
  readonly ruleId: string
  readonly title: LocalText
  readonly explanation: LocalText
  readonly route?: string
  readonly how?: LocalText
  readonly claimAt?: LocalText
  readonly claimBy?: string
  readonly amount?: MoneyJson
  readonly legalBasis: readonly LegalBasisJson[]
}

export interface QuoteItemJson {
  readonly ref: string
  readonly kind: string
  readonly decision: DecisionOutcome
  readonly options: readonly OptionJson[]
  readonly refusals: readonly RefusalJson[]
  readonly questions: readonly QuestionJson[]
  /** Only of `needs_facts`: the fewest answers that could decide. They come first in `questions`, best first. */
  readonly smallestQuestions?: { readonly facts: readonly string[]; readonly ruleIds: readonly string[] }
  readonly information: readonly InformationJson[]
  readonly trace: readonly TraceEntry[]
}

export interface AlternativeJson {
  readonly code: string
  readonly title: LocalText
  readonly description: LocalText
  readonly contact: string
  /** For `lawful_route`: which instrument, by which rule, and what it would pay. */
  readonly ref?: string
  readonly ruleId?: string
  readonly route?: string
  readonly amount?: MoneyJson
}

export interface WaitJson {
  readonly ref: string
  readonly until: string
  readonly ruleId: string
  readonly net: MoneyJson
  readonly title: LocalText
  /** How much more than the best way now. */
  readonly gain: MoneyJson
  readonly promise: DecisionPromise
}

/** Something to do first that makes more of it. */
export interface ActJson {
  readonly kind: 'use_more' | 'use_together'
  readonly refs: readonly string[]
  readonly ruleId: string
  readonly title: LocalText
  readonly promise: DecisionPromise
  /** Of `use_more`: how much more to use. */
  readonly useMore?: MoneyJson
  readonly net: MoneyJson
  readonly gain: MoneyJson
  readonly text: LocalText
}

/** A day on which a right is lost. */
export interface DeadlineJson {
  readonly ref: string
  readonly date: string
  readonly ruleId: string
  readonly optionId?: string
  readonly title: LocalText
  readonly net?: MoneyJson
  readonly claimAt?: LocalText
}

export interface ObjectivePlanJson {
  readonly objective: Objective
  readonly optionIds: readonly string[]
  readonly net: MoneyJson
  readonly arrivesBy?: string
  /** Things to bring, claims to make, ways to go. */
  readonly steps: number
  /** What it gives up and gains against the plan for most cash. */
  readonly against: { readonly netLess: MoneyJson; readonly daysSooner: number; readonly stepsFewer: number }
}

export interface PlanJson {
  readonly objective: 'most_cash'
  /** The best option of each instrument that can become money; store credit is not money and stays out. */
  readonly optionIds: readonly string[]
  /** Σ net of those options. */
  readonly net: MoneyJson
  /** The same sum by where the money arrives. */
  readonly netByPayout: Readonly<Record<'bank' | 'bill' | 'in_person', MoneyJson>>
  /** The best plan for each objective. */
  readonly plans: readonly ObjectivePlanJson[]
  readonly waits: readonly WaitJson[]
  readonly acts: readonly ActJson[]
  /** Soonest first. */
  readonly deadlines: readonly DeadlineJson[]
}

export interface QuoteJson {
  readonly id: string
  readonly jurisdiction: string
  readonly packVersion: string
  readonly asOf: string
  readonly intent: Intent
  readonly language: Language
  readonly createdAt: string
  readonly expiresAt: string
  readonly items: readonly QuoteItemJson[]
  readonly consent: { readonly text: string; readonly textHash: string }
  readonly plan: PlanJson
  readonly alternatives: readonly AlternativeJson[]
}

/** Something in a request that cannot be read, by JSON Pointer, and what to do about it. */
export interface RequestProblem {
  readonly pointer: string
  readonly detail: string
}
