export type { AcceptDecision, AcceptInput, AcceptRefusalCode } from './accept.ts'
export { decideAccept } from './accept.ts'
export type { PreparedCall } from './call.ts'
export { prepareCall } from './call.ts'
export { faceValueOf, issuerCode } from './face-value.ts'
export type { Booked } from './journals.ts'
export { journalOfAcceptance, journalsOfStep } from './journals.ts'
export type {
  Call,
  NotDone,
  NotFound,
  PayoutNotice,
  PayoutOutcome,
  Pending,
  RedemptionOutcome,
  Rejected,
  Unknown,
} from './outcome.ts'
export { CALLS } from './outcome.ts'
export { decideNotice, decidePayout, markPayoutInDoubt } from './payout.ts'
export { decideRedemption, markInDoubt } from './redemption.ts'
export type { CaseCode, Happening, JournalPurpose, Progress, Step } from './step.ts'
export { backoffMs, CASE_CODES, nothing, STUCK_AFTER_MS, then } from './step.ts'
export type { ConversionEvent, ConversionState, ConversionTransition } from './transitions.ts'
export {
  CONVERSION_EVENTS,
  CONVERSION_STATES,
  CONVERSION_TRANSITIONS,
  isFinalConversion,
  nextConversionState,
  RELEASED_STATES,
} from './transitions.ts'
