// SPDX-License-Identifier: Apache-2.0
// What a decision is: the outcome for facts under one pack at one date, with the reasons. Amounts are minor units of
// the pack's currency, dates are local dates. Our own fee is not in here: the quote adds it.

import type { Intent } from '../instrument/index.ts'
import type { LocalDate } from '../time/index.ts'
import type { Confidence, LocalText, Payout } from './documents.ts'

/** Money and integers are bigint, dates `YYYY-MM-DD`, enums and texts strings. A fact that is absent is not known. */
export type FactValue = bigint | boolean | string
/** Facts by their full name: `faceValue`, `holder.birthDate`, `offer.cashReceived`. */
export type Facts = Readonly<Record<string, FactValue>>

export interface DecisionInput {
  readonly asOf: LocalDate
  readonly intent: Intent
  /** Must hold `kind`; may hold `issuer`. */
  readonly facts: Facts
}

export interface LegalBasis {
  readonly ruleId: string
  readonly cite: LocalText
  readonly source: string
  readonly sourceTitle: LocalText
  readonly locator: string
  readonly confidence: Confidence
  readonly checkedOn: LocalDate
}

export interface FeeLine {
  readonly code: string
  readonly payee: string
  readonly title: LocalText
  readonly amountMinor: bigint
}

export type DecisionPromise = 'binding' | 'estimate'

/** One lawful way, with what it pays. `grossMinor = netMinor + Σ fees`, always, and `netMinor > 0`. */
export interface Option {
  readonly ruleId: string
  readonly title: LocalText
  readonly explanation: LocalText
  readonly route: string
  readonly routeTitle: LocalText
  readonly how: LocalText
  readonly payout: Payout
  readonly carriedOut: boolean
  readonly promise: DecisionPromise
  readonly grossMinor: bigint
  readonly fees: readonly FeeLine[]
  readonly netMinor: bigint
  readonly arrivesBy: LocalDate
  readonly claimAt?: LocalText
  readonly claimBy?: LocalDate
  /** Yearly rate owed on a late payment, as a decimal string. */
  readonly lateInterest?: string
  readonly evidence: readonly { readonly code: string; readonly title: LocalText }[]
  readonly legalBasis: readonly LegalBasis[]
}

/** What an unlawful offer takes: from the offer itself, or from what such offers usually take. */
export interface TrueCost {
  readonly basis: 'offer' | 'typical'
  readonly amountMinor: bigint
  readonly lostMinor: { readonly low: bigint; readonly high: bigint }
  readonly cashReceivedMinor: { readonly low: bigint; readonly high: bigint }
  /** Lost ÷ cash received, as decimal strings. */
  readonly costOnCash: { readonly low: string; readonly high: string }
  /** Only when the due date of the offer is known. */
  readonly equivalentYearlyCost?: string
  /** Whether a bill for the whole amount follows, as the pack's fact `isCharged` has it. */
  readonly billed: boolean
}

/** A no, and why. Codes of rules are the pack's own; the engine's own are in `ENGINE_REFUSALS`. */
export interface DecisionRefusal {
  readonly ruleId: string
  readonly code: string
  readonly title: LocalText
  readonly explanation: LocalText
  readonly routes: readonly string[]
  readonly penalty?: LocalText
  readonly offender?: LocalText
  readonly legalBasis: readonly LegalBasis[]
  readonly trueCost?: TrueCost
  /** For `no_lawful_route`: the rule that came closest and the conditions it missed. */
  readonly nearest?: { readonly ruleId: string; readonly title: LocalText; readonly because: readonly Because[] }
}

/** A fact to ask for. `optional` when there is an option already and the answer could only add another. */
export interface Question {
  readonly fact: string
  readonly prompt: LocalText
  readonly type: string
  readonly values?: readonly string[]
  readonly optional: boolean
}

/** The smallest set of questions that would decide, best first, and the rules that the answers could make hold. */
export interface SmallestQuestions {
  readonly facts: readonly string[]
  readonly ruleIds: readonly string[]
}

/** Something true and useful that promises no amount. */
export interface Information {
  readonly ruleId: string
  readonly title: LocalText
  readonly explanation: LocalText
  readonly route?: string
  readonly how?: LocalText
  readonly claimAt?: LocalText
  readonly claimBy?: LocalDate
  readonly amountMinor?: bigint
  readonly legalBasis: readonly LegalBasis[]
}

/** One part of a condition, whether it held (null: not known), and the facts and parameters it read. */
export interface Because {
  readonly text: string
  readonly value: boolean | null
  readonly reads: readonly {
    readonly name: string
    /** null when not known. Facts about a person are shown as `personal`. */
    readonly value: string | null
    readonly origin: 'stated' | 'assumed' | 'derived' | 'parameter'
  }[]
}

export interface TraceEntry {
  readonly ruleId: string
  readonly verdict: 'allow' | 'refuse' | 'inform'
  readonly outcome: 'held' | 'failed' | 'unknown'
  readonly because: readonly Because[]
  /**
   * When the rule held and yet gave no option: which refusal stood against it, that nothing would be left, or which
   * layer gives more by the same route (`law_gives_more`, `law_gives_as_much`, `terms_give_more`).
   */
  readonly overruledBy?: string
}

export type DecisionOutcome = 'allow' | 'refuse' | 'needs_facts'

export interface Decision {
  readonly outcome: DecisionOutcome
  /** Best first. Only an `allow` has any. */
  readonly options: readonly Option[]
  readonly refusals: readonly DecisionRefusal[]
  readonly questions: readonly Question[]
  /** Only of `needs_facts`: these come first in `questions`, and the rest can wait for their answers. */
  readonly smallestQuestions?: SmallestQuestions
  readonly information: readonly Information[]
  /** When a requested route was refused: the lawful routes that exist for the same thing. */
  readonly lawfulRoutes: readonly Option[]
}

/** Refusals that no rule makes: the engine fails closed. */
export const ENGINE_REFUSALS = [
  'unknown_jurisdiction',
  'unknown_instrument',
  'pack_stale',
  'date_not_covered',
  'provenance_unknown',
  'no_lawful_route',
] as const
export type EngineRefusal = (typeof ENGINE_REFUSALS)[number]
