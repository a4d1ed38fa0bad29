export { isConvertible } from './consent.ts'
export * from './contract.ts'
export type { QuoteContext } from './create-quote.ts'
export { createQuote, QUOTE_VALIDITY } from './create-quote.ts'
export { writeDecisionRecord } from './decision-record.ts'
export type { OfferAnswer } from './offer.ts'
export { answerOffer } from './offer.ts'
export { planCalendar } from './plan-calendar.ts'
export type {
  Objective,
  ObjectivePlan,
  OfferRequest,
  Quote,
  QuoteAlternative,
  QuoteItem,
  QuoteOption,
  QuotePlan,
  QuoteResult,
} from './quote.ts'
export { OBJECTIVES } from './quote.ts'
export type { Difference, ReDecision, StoredOption } from './re-decide.ts'
export { reDecide } from './re-decide.ts'
export type { FieldDifference, Replayed, StoredDecision } from './replay.ts'
export { bestNet, fieldDifferences, replayItem } from './replay.ts'
export { INSTRUMENTS_MAX } from './request.ts'
export type { ServicePrice, Tariff, TariffJson } from './tariff.ts'
export { FREE_TARIFF, readTariff, writeTariff } from './tariff.ts'
export { legalBasisToJson, quoteToJson } from './to-json.ts'
