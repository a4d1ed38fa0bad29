// SPDX-License-Identifier: Apache-2.0
// The written form of a pack: what its YAML files hold once read. policy-packs/schema.json says the same to an editor.
// Nothing here has been checked for meaning: `compilePack` does that, and only a compiled pack can decide.

import type { Intent } from '../instrument/index.ts'

/** A text for people, in each language that packs speak. */
export interface LocalText {
  readonly ko: string
  readonly en: string
  /** In every text of a pack whose `languages` name it. */
  readonly ja?: string
}
/** The languages that Jandon itself speaks; a pack may add those of its own people. */
export type Language = 'ko' | 'en'

/** S statute or official text read, N named publication read, W a page read as a lead, M from memory. */
export type Confidence = 'S' | 'N' | 'W' | 'M'

/** Where in a pack something was written. `line` and `column` count from 1. */
export interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
  /** For a text that YAML folds from several lines: where each of them stands, and how long it is. */
  readonly wrapped?: readonly { readonly line: number; readonly column: number; readonly length: number }[]
}

export interface PackDocument {
  readonly jurisdiction: string
  readonly name: LocalText
  readonly currency: string
  readonly utcOffsetMinutes: number
  /** Where clocks change with the season: the IANA zone that says by how much. */
  readonly zone?: string
  /** Folders beside this one whose files belong to this pack too, such as federal law in the pack of a state. */
  readonly includes?: readonly string[]
  readonly calendar: string
  readonly redemption: 'right_under_conditions' | 'forbidden_unless_excepted' | 'threshold_table'
  readonly checkedOn: string
  readonly staleAfterDays: number
  readonly languages: readonly (keyof LocalText)[]
  readonly intents: Readonly<Partial<Record<Intent, readonly string[]>>>
  /** Kinds about which this place's law is known to say nothing, and how that was found. */
  readonly silentOn?: { readonly kinds: readonly string[]; readonly reason: string }
}

export interface SourceDocument {
  readonly id: string
  readonly title: LocalText
  readonly publisher: string
  readonly locator: string
  readonly confidence: Confidence
  readonly checkedOn: string
  readonly note?: string
}

export type ParameterType = 'ratio' | 'amount' | 'days' | 'months' | 'years' | 'businessDays' | 'integer'

export interface ParameterDocument {
  readonly id: string
  readonly title: LocalText
  readonly type: ParameterType
  readonly values: readonly { readonly from: string; readonly value: string | number; readonly source: string }[]
  readonly uncovered?: readonly UncoveredDocument[]
}

export type FactType = 'money' | 'integer' | 'date' | 'boolean' | 'enum' | 'text'

export interface FactDocument {
  readonly name: string
  readonly type: FactType
  readonly title: LocalText
  readonly prompt?: LocalText
  readonly values?: readonly string[]
  readonly of?: 'holder' | 'offer'
  readonly provenance?: boolean
  readonly personal?: boolean
  readonly default?: string | number | boolean
  readonly derive?: string
  readonly sameAs?: string
  readonly note?: string
}

export type Payout = 'bank' | 'bill' | 'credit' | 'in_person'

export interface RouteDocument {
  readonly id: string
  readonly title: LocalText
  readonly how: LocalText
  readonly payout: Payout
  readonly carriedOut: boolean
}

export interface LegalBasisDocument {
  readonly source: string
  readonly cite: LocalText
}

export interface FeeDocument {
  readonly code: string
  readonly payee: string
  readonly title: LocalText
  readonly amount: string
}

export interface GrossDocument {
  readonly base: string
  readonly share?: string
  readonly rounding?: 'up' | 'down' | 'half_even'
}

/** Exactly one of these says when the money is there, counted from the date of the decision. */
export interface ArrivesDocument {
  readonly businessDays?: string | number
  readonly days?: string | number
  readonly immediately?: true
  readonly monthEnd?: true
}

/** A change of a pack that no case can notice, because it cannot change any answer, and why it cannot. */
export interface UncoveredDocument {
  /** For a parameter: up, down, earlier, later. For a rule: first_day_earlier and so on, or the text of a condition. */
  readonly change: string
  readonly reason: string
}

export interface RuleDocument {
  readonly id: string
  /** Law when left out. Issuers' own terms lie over it and may only improve the holder's position. */
  readonly layer?: 'law' | 'issuer_terms'
  /** For terms: the issuers whose they are, in each spelling that people use, in small letters. */
  readonly issuers?: readonly string[]
  readonly title: LocalText
  readonly explanation: LocalText
  readonly verdict: 'allow' | 'refuse' | 'inform'
  readonly kinds: readonly string[]
  readonly effective: { readonly from: string; readonly until?: string }
  readonly when: string
  readonly legalBasis: readonly LegalBasisDocument[]
  readonly route?: string
  readonly gross?: GrossDocument
  readonly fees?: readonly FeeDocument[]
  readonly arrives?: ArrivesDocument
  readonly evidence?: readonly string[]
  readonly claimAt?: LocalText
  readonly claimBy?: string
  readonly lateInterest?: string
  readonly exceptionTo?: readonly string[]
  readonly code?: string
  readonly refuses?: { readonly routes?: readonly string[]; readonly allRoutesExcept?: readonly string[] }
  readonly penalty?: LocalText
  readonly offender?: LocalText
  readonly note?: string
  readonly uncovered?: readonly UncoveredDocument[]
}

export interface AlternativeDocument {
  readonly code: string
  readonly title: LocalText
  readonly description: LocalText
  readonly contact: string
  readonly when?: string
  readonly intents?: readonly Intent[]
  readonly sources?: readonly string[]
}

export interface EvidenceDocument {
  readonly code: string
  readonly title: LocalText
}

export interface CalendarDocument {
  readonly id: string
  readonly name: LocalText
  readonly coversFrom: string
  readonly coversUntil: string
  readonly weekend: readonly number[]
  readonly holidays: readonly { readonly date: string; readonly name: LocalText }[]
  readonly sources?: readonly string[]
}

/** Facts as a lawyer writes them: plain integers are the pack's currency, dates are plain dates. */
export type PlainFacts = Readonly<Record<string, unknown>>

export interface CaseDocument {
  readonly name: LocalText
  readonly rule: string
  readonly given: {
    readonly asOf: string
    readonly intent?: Intent
    readonly holder?: PlainFacts
    readonly instrument: PlainFacts
  }
  readonly expect: {
    readonly decision?: 'allow' | 'refuse' | 'needs_facts'
    readonly rule?: string
    readonly notRule?: string
    readonly route?: string
    readonly gross?: number
    readonly net?: number
    readonly payout?: Payout
    readonly promise?: 'binding' | 'estimate'
    readonly arrivesBy?: string
    readonly claimBy?: string
    readonly lateInterest?: string
    readonly lost?: { readonly low: number; readonly high: number }
    readonly code?: string
    readonly asks?: readonly string[]
    readonly informs?: string
  }
}

/** What people ask, answered in plain words on a public page. It decides nothing; the rules that it names do. */
export interface PublicQuestionDocument {
  /** The last part of its address, stable for ever. */
  readonly slug: string
  readonly title: LocalText
  readonly answer: LocalText
  /** What to do, in this order. */
  readonly steps?: readonly LocalText[]
  /** The rules that the answer rests on, the most important first. */
  readonly rules: readonly string[]
  readonly alternatives?: readonly string[]
  /** What the calculator of the page starts with. */
  readonly calculator?: CaseDocument['given']
}

/** A whole pack as written. */
export interface PackDocuments {
  readonly pack: PackDocument
  readonly sources: readonly SourceDocument[]
  readonly parameters: readonly ParameterDocument[]
  readonly facts: readonly FactDocument[]
  readonly routes: readonly RouteDocument[]
  readonly rules: readonly RuleDocument[]
  readonly alternatives: readonly AlternativeDocument[]
  readonly evidence: readonly EvidenceDocument[]
  readonly calendars: readonly CalendarDocument[]
  readonly cases: readonly CaseDocument[]
  readonly questions?: readonly PublicQuestionDocument[]
  /** Where each entry stands, by `positionKey`. Absent for packs made in memory. */
  readonly positions?: ReadonlyMap<string, Position>
}

export type Collection = Exclude<keyof PackDocuments, 'pack' | 'positions'> | 'pack'

/** The key of an entry (by its id, name or code; for cases by index), or of one of its fields, in `positions`. */
export function positionKey(collection: Collection, id: string, field = ''): string {
  return `${collection}\n${id}\n${field}`
}

/** Something in a pack that is wrong, and what to do about it. */
export interface PackProblem {
  readonly code: string
  readonly message: string
  readonly position?: Position
  /** The rule, fact, source … it is about, when it is about one. */
  readonly subject?: string
}
