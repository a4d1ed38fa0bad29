// SPDX-License-Identifier: Apache-2.0
// What the page reads from the API. Fields beyond the fixed contract are optional: the page shows them when they come.

import type { Language } from '../messages/index.ts'

export interface MoneyJson {
  readonly amountMinor: string
  readonly unit: string
}
export type Text = Readonly<Record<Language, string>>

export interface LegalBasis {
  readonly ruleId: string
  readonly citation: Text
  readonly sourceTitle: Text
  readonly locator: string
  readonly confidence: string
  readonly checkedOn: string
}
export interface FeeLine {
  readonly code: string
  readonly amount: MoneyJson
  readonly payee: string
  readonly title?: Text
}
export interface Option {
  readonly id: string
  readonly ruleId: string
  readonly route: string
  readonly routeTitle: Text
  readonly title: Text
  readonly explanation: Text
  readonly how: Text
  readonly promise: 'binding' | 'estimate'
  readonly gross: MoneyJson
  readonly fees: readonly FeeLine[]
  readonly net: MoneyJson
  readonly arrivesBy: string
  readonly payout: 'bank' | 'bill' | 'credit' | 'in_person'
  readonly carriedOut: boolean
  readonly claimAt?: Text
  readonly claimBy?: string
  readonly lateInterest?: string
  readonly evidence: readonly { readonly code: string; readonly title: Text }[]
  readonly legalBasis: readonly LegalBasis[]
}
interface Span<T> {
  readonly low: T
  readonly high: T
}
/** What an unlawful offer takes; `typical` when the person named no offer and the range is what such offers take. */
export interface TrueCost {
  readonly basis: 'offer' | 'typical'
  readonly amount: MoneyJson
  readonly lost: Span<MoneyJson>
  readonly cashReceived: Span<MoneyJson>
  readonly costOnCash: Span<string>
  readonly equivalentYearlyCost?: string
}
export interface Refusal {
  readonly ruleId: string
  readonly code: string
  readonly title: Text
  readonly explanation: Text
  readonly penalty?: Text
  readonly offender?: Text
  readonly legalBasis: readonly LegalBasis[]
  readonly trueCost?: TrueCost
  readonly nearest?: { readonly ruleId: string; readonly title: Text }
}
export interface Question {
  readonly fact: string
  readonly prompt: Text
  readonly type: string
  readonly values?: readonly string[]
  readonly optional: boolean
}
export interface Information {
  readonly ruleId: string
  readonly title: Text
  readonly explanation: Text
  readonly how?: Text
  readonly claimAt?: Text
  readonly claimBy?: string
  readonly amount?: MoneyJson
  readonly legalBasis: readonly LegalBasis[]
}
export interface Alternative {
  readonly code: string
  readonly title: Text
  readonly description: Text
  readonly contact: string
  readonly ref?: string
  readonly ruleId?: string
  readonly amount?: MoneyJson
}
export interface QuoteItem {
  readonly ref: string
  readonly kind: string
  readonly decision: 'allow' | 'refuse' | 'needs_facts'
  readonly options: readonly Option[]
  readonly refusals: readonly Refusal[]
  readonly questions: readonly Question[]
  readonly information: readonly Information[]
}
export interface Wait {
  readonly ref: string
  readonly until: string
  readonly ruleId: string
  readonly net: MoneyJson
  readonly title: Text
}
export interface Quote {
  readonly id: string
  readonly jurisdiction: string
  readonly packVersion: string
  readonly asOf: string
  readonly language: Language
  readonly expiresAt: string
  readonly items: readonly QuoteItem[]
  readonly consent: { readonly text: string; readonly textHash: string }
  readonly plan: {
    readonly optionIds: readonly string[]
    readonly net: MoneyJson
    readonly netByPayout?: Readonly<Record<'bank' | 'bill' | 'in_person', MoneyJson>>
    readonly waits: readonly Wait[]
  }
  readonly alternatives: readonly Alternative[]
}

/** A fact as it goes over the wire: money, a date or word as text, a count, or yes and no. */
export type FactValue = MoneyJson | string | number | boolean
export type Facts = Readonly<Record<string, FactValue>>

export interface QuoteRequest {
  readonly jurisdiction: string
  readonly language: Language
  readonly intent: 'any' | 'refund' | 'sell' | 'borrow'
  readonly holder?: Readonly<Record<string, FactValue>>
  readonly instruments: readonly (Readonly<Record<string, unknown>> & { readonly ref: string; readonly kind: string })[]
}

export interface Holder {
  readonly id: string
  readonly name: string
}
export interface Session {
  readonly role: string
  readonly holder: Holder | null
  readonly simulatedRails: boolean
}
export interface Bank {
  readonly code: string
  readonly name: Text
}
export interface PayoutAccount {
  readonly id: string
  readonly bankCode: string
  readonly bankName: Text
  readonly accountNumberMasked: string
  readonly accountHolder: string
}
export interface Transition {
  readonly seq: number
  readonly from: string | null
  readonly to: string
  readonly reason: string
  readonly at: string
}
export interface Conversion {
  readonly id: string
  readonly quoteId: string
  readonly optionId: string
  readonly payoutAccountId: string
  readonly state: string
  readonly ruleId: string
  readonly gross: MoneyJson
  readonly fees: readonly FeeLine[]
  readonly net: MoneyJson
  readonly arrivesBy: string
  readonly createdAt: string
  readonly transitions: readonly Transition[]
  readonly payout: {
    readonly id: string
    readonly state: string
    readonly rail: string
    readonly railReference: string
    readonly amount: MoneyJson
    readonly transitions: readonly Transition[]
  } | null
}
export interface Transfer {
  readonly id: string
  readonly amount: MoneyJson
  readonly code: string
  readonly phase: string
  readonly recordedAt: string
}
export interface OfferAlternative {
  readonly code: string
  readonly title: Text
  readonly description?: Text
  readonly contact?: string
}
export interface OfferComparison {
  readonly lost: MoneyJson
  readonly costOnCash: string
  readonly equivalentYearlyCost: string | null
  readonly nextBill: MoneyJson
  readonly alternatives: readonly OfferAlternative[]
}
