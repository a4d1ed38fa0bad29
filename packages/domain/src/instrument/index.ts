export type { FactOrigin, FundingSource, InstrumentKind, Intent } from './instrument.ts'
export { FACT_ORIGINS, FUNDING_SOURCES, INSTRUMENT_KINDS, INTENTS } from './instrument.ts'
export { knownIssuer } from './issuers.ts'
