export type { AccountCode, ChartEntry, NormalSide, Overdraft } from './chart.ts'
export { ACCOUNT_CODES, accountId, accountSpec, CHART, chartEntry, DEFAULT_BOOK, isAccountCode } from './chart.ts'
export type { NotedHead, ProofCheck, ProofFinding } from './check-proof.ts'
export { checkProof, PROOF_FINDINGS } from './check-proof.ts'
export { pendingTransferId } from './compose.ts'
export type { Block, SealedJournal, SealedTransfer } from './leaf.ts'
export { blockBytes, blockHash, journalBytes, journalLeaf } from './leaf.ts'
export { loneJournalId, loneTransferId } from './lone.ts'
export type { Frontier, HashAt, LeafRange, Sha256, Subtree } from './merkle.ts'
export {
  appendLeaf,
  appendSubtree,
  EMPTY_ROOT,
  emptyFrontier,
  foldHashes,
  frontierAt,
  frontierRoot,
  HASH_BYTES,
  isFrontier,
  leafHash,
  nodeHash,
  sameHash,
  subtreesOf,
  treeRoot,
} from './merkle.ts'
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
export type { ConsistencyClaim, InclusionClaim } from './proof.ts'
export {
  consistencyProof,
  consistencyRanges,
  inclusionProof,
  inclusionRanges,
  verifyConsistency,
  verifyInclusion,
} from './proof.ts'
export type {
  HeadJson,
  InclusionJson,
  ProofJson,
  ProvenAccountJson,
  ProvenJournalJson,
  ProvenTransferJson,
} from './proof-document.ts'
export {
  blockOf,
  formatMicros,
  hashFromHex,
  hashToHex,
  journalOf,
  journalToJson,
  NoProof,
  PROOF_FORMAT,
  parseMicros,
  readProof,
} from './proof-document.ts'
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
