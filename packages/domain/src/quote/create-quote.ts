// SPDX-License-Identifier: Apache-2.0
import type { Id } from '../ids/index.ts'
import type { Pack } from '../policy/index.ts'
import type { Instant, LocalDate } from '../time/index.ts'
import type { OptionJson, QuoteInstrument, QuoteJson, QuoteRequest } from './contract.ts'
import type { Quote, QuoteOption, QuoteResult } from './quote.ts'
import type { Tariff } from './tariff.ts'

export interface QuoteContext {
  readonly quoteId: Id<'qte'>
  readonly now: Instant
  readonly tariff: Tariff
}
/** `packs` is keyed by jurisdiction (`KR`). */
export declare function createQuote(
  packs: ReadonlyMap<string, Pack>,
  request: QuoteRequest,
  context: QuoteContext,
): QuoteResult
export declare function quoteToJson(quote: Quote): QuoteJson
/** What is kept of a quoted option so that it can be decided again at acceptance. */
export interface StoredOption {
  readonly intent: string
  readonly holder?: Readonly<Record<string, unknown>>
  readonly instrument: QuoteInstrument
  readonly option: OptionJson
}
export type ReDecision =
  | { readonly kind: 'same'; readonly option: QuoteOption }
  | {
      readonly kind: 'changed'
      readonly differences: readonly { readonly field: string; readonly was: string; readonly is: string }[]
    }
export declare function reDecide(pack: Pack, stored: StoredOption, today: LocalDate, tariff: Tariff): ReDecision
