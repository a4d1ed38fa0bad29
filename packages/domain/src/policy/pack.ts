// SPDX-License-Identifier: Apache-2.0
// A pack that can decide: its documents, checked and compiled once. `engine` is for this folder only; everybody else
// reads the fields above it.

import type { Calendar } from '../calendar/index.ts'
import type { Rounding, Unit } from '../money/index.ts'
import type { Instant, LocalDate } from '../time/index.ts'
import type { DecisionPromise, LegalBasis } from './decision.ts'
import type {
  AlternativeDocument,
  FactDocument,
  LocalText,
  PackDocuments,
  PackProblem,
  RouteDocument,
  RuleDocument,
} from './documents.ts'
import type { Expression, FactSpec, ParameterSpec, Value } from './expression/index.ts'
import type { Layer } from './layers.ts'

export interface Pack {
  readonly jurisdiction: string
  /** `kr@2026-11-23.3f9c2a71`: the day the law was checked and a hash of everything but the cases. */
  readonly version: string
  readonly currency: Unit
  /** Minutes ahead of UTC at an instant, by which an instant has a day there. */
  readonly utcOffsetAt: (at: Instant) => number
  readonly checkedOn: LocalDate
  /** The last day on which this pack makes new decisions. */
  readonly freshUntil: LocalDate
  readonly calendar: Calendar
  readonly documents: PackDocuments
  readonly engine: Engine
}

export type CompileResult =
  | { readonly kind: 'compiled'; readonly pack: Pack }
  | { readonly kind: 'invalid'; readonly problems: readonly PackProblem[] }

/** The offsets of an IANA zone. Tables of zones change with the news, so the caller brings them. */
export type ZoneOffsets = (zone: string) => Pack['utcOffsetAt'] | undefined

/** A fact that a holder may state, under one of its names. */
export interface StatableFact {
  readonly spec: FactSpec
  readonly document: FactDocument
}

export interface CompiledFee {
  readonly code: string
  readonly payee: string
  readonly title: LocalText
  readonly amount: Expression
}

export type CompiledArrival =
  | { readonly kind: 'immediately' }
  | { readonly kind: 'month_end' }
  | { readonly kind: 'days' | 'business_days'; readonly count: Expression }

export interface CompiledRule {
  readonly document: RuleDocument
  readonly id: string
  readonly verdict: RuleDocument['verdict']
  readonly layer: Layer
  /** Epoch days, both inclusive. */
  readonly from: number
  readonly until: number
  readonly when: Expression
  readonly parameters: readonly ParameterSpec[]
  readonly legalBasis: readonly LegalBasis[]
  readonly promise: DecisionPromise
  readonly route?: RouteDocument
  readonly gross?: { readonly base: Expression; readonly share?: Expression; readonly rounding: Rounding }
  readonly fees: readonly CompiledFee[]
  readonly arrival: CompiledArrival
  readonly claimBy?: Expression
  readonly lateInterest?: Expression
  readonly evidence: readonly { readonly code: string; readonly title: LocalText }[]
  /** Ids of refusals that this allow rule defeats. */
  readonly exceptionTo: ReadonlySet<string>
  /** For a refusal: every route it forbids. */
  readonly refusedRoutes: ReadonlySet<string>
  readonly refusedRouteIds: readonly string[]
  /** For a refusal: it forbids a way to sell, so what such sales cost can be told. */
  readonly refusesSale: boolean
}

/** A stretch of days in which the same parameter values and the same rules are in force. */
export interface Era {
  readonly from: number
  readonly parameters: readonly (Value | undefined)[]
  /** Rules in force by kind, in file order; `any` holds those for kinds that no rule names. */
  readonly rulesByKind: ReadonlyMap<string, readonly CompiledRule[]>
}

export interface CompiledAlternative {
  readonly document: AlternativeDocument
  readonly when?: Expression
}

export interface Engine {
  /** By full name; names of the same fact share a slot. */
  readonly facts: ReadonlyMap<string, StatableFact>
  readonly expressionFacts: ReadonlyMap<string, FactSpec>
  /** Start values of all slots: assumed values, `PENDING` for derived facts, undefined for the rest. */
  readonly template: readonly (Value | undefined | symbol)[]
  readonly slots: {
    readonly kind: number
    readonly issuer: number
    readonly asOf: number
    readonly intent: number
    readonly gross: number
  }
  readonly rules: readonly CompiledRule[]
  readonly eras: readonly Era[]
  /** Kinds that at least one rule names. */
  readonly kinds: ReadonlySet<string>
  readonly requestedRoutes: ReadonlyMap<string, ReadonlySet<string>>
  readonly alternatives: readonly CompiledAlternative[]
  /** What cash-out offers usually take of the amount, as parameter indexes, when the pack says so. */
  readonly typicalTake?: { readonly low: number; readonly high: number }
  /** What the state's small loan costs a year and the most it lends, as parameter indexes, when the pack says so. */
  readonly stateLoan?: { readonly yearlyRate: number; readonly most: number }
}
