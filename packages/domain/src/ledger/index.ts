export type { AccountCode, ChartEntry, NormalSide, Overdraft } from './chart.ts'
export { ACCOUNT_CODES, accountId, accountSpec, CHART, chartEntry, DEFAULT_BOOK, isAccountCode } from './chart.ts'
export { pendingTransferId } from './compose.ts'
export { loneJournalId, loneTransferId } from './lone.ts'
export type {
  ConversionHold,
  ConversionRedeemed,
  FeeTaken,
  IssuerSettled,
  OperatorFunds,
  PayoutEvent,
} from './postings.ts'
export {
  conversionHeld,
  conversionRedeemed,
  conversionReleased,
  feesTaken,
  issuerSettled,
  operatorFundsAdded,
  operatorFundsTaken,
  payoutReturned,
  payoutSettled,
  payoutStarted,
  payoutVoided,
  reversal,
} from './postings.ts'
export type {
  AccountSpec,
  BusinessEvent,
  JournalResult,
  JournalSpec,
  Phase,
  TransferCode,
  TransferResult,
  TransferResultCode,
  TransferSpec,
} from './types.ts'
export { BUSINESS_EVENTS, MAX_TRANSFER_AMOUNT, PHASES, TRANSFER_CODES, TRANSFER_RESULTS } from './types.ts'
