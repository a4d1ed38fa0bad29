export * from './contract.ts'
export type { QuoteContext, ReDecision, StoredOption } from './create-quote.ts'
export { createQuote, quoteToJson, reDecide } from './create-quote.ts'
export type {
  OfferRequest,
  Quote,
  QuoteAlternative,
  QuoteItem,
  QuoteOption,
  QuotePlan,
  QuoteResult,
} from './quote.ts'
export type { ServicePrice, Tariff } from './tariff.ts'
export { FREE_TARIFF } from './tariff.ts'
