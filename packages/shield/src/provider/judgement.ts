// SPDX-License-Identifier: Apache-2.0
// What is said of a shop that offers cash for vouchers, small payments, cards, phones or refunds.

import type { Advice, Contact, Reason, Words } from '../judgement.ts'
import type { LinkJudgement } from '../link/judgement.ts'

export const PROVIDER_VERDICTS = ['unlawful', 'suspicious', 'incomplete', 'nothing_found'] as const
/**
 * `unlawful`: the text offers what an article forbids. `suspicious`: it does what swindlers do. `incomplete`: facts
 * that the law wants shown are missing. `nothing_found` is no recommendation: none is ever given.
 */
export type ProviderVerdict = (typeof PROVIDER_VERDICTS)[number]

export interface ProviderLegalBasis {
  readonly code: string
  readonly cite: Words
  readonly source: string
  /** As in the law packs: S statute, N newspaper, W blog, M from memory. */
  readonly confidence: 'S' | 'N' | 'W' | 'M'
  readonly checkedOn: string
  /** What it forbids, and to whom; in plain words. */
  readonly explanation: Words
  readonly penalty: Words
}

export interface Amount {
  readonly amountMinor: string
  readonly unit: 'KRW'
}

/** What a promised rate means for a purchase of `amount`. Ratios are decimal strings, simple annual, 365 days. */
export interface PromisedRate {
  readonly evidence: string
  readonly rate: string
  readonly amount: Amount
  readonly cashReceived: Amount
  readonly lost: Amount
  readonly costOnCash: string
  readonly equivalentYearlyCost: string
  /** Days until the bill that this assumes. */
  readonly days: number
  /** The same in one sentence. */
  readonly explanation: Words
}

export interface ProviderJudgement {
  readonly verdict: ProviderVerdict
  readonly reasons: readonly Reason[]
  readonly legalBasis: readonly ProviderLegalBasis[]
  /** Facts that a lawful shop shows and this text does not. */
  readonly missing: readonly { readonly code: string; readonly explanation: Words }[]
  readonly businessNumber?: { readonly number: string; readonly isWellFormed: boolean }
  readonly promisedRates: readonly PromisedRate[]
  readonly link?: LinkJudgement
  readonly advice: Advice
  /** Lawful ways to money this week. */
  readonly alternatives: readonly (Contact & { readonly code: string; readonly explanation: Words })[]
}

export interface ProviderRequest {
  readonly text: string
  readonly businessNumber?: string
  readonly url?: string
}
