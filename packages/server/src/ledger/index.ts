// SPDX-License-Identifier: Apache-2.0
// The ledger as the rest of the server uses it. Writing happens inside the caller's transaction, so that transfers
// commit together with the state that they belong to; reading takes a transaction or the pool.

import type { Id } from '@jandon/domain/ids'
import type { AccountSpec, JournalResult, JournalSpec, TransferResult, TransferSpec } from '@jandon/domain/ledger'
import type { Instant } from '@jandon/domain/time'
import type { Database, Tx } from '../database/index.ts'
import { type CloseAccountResult, closeAccount, openBook } from './accounts.ts'
import type { EpochNumbers } from './epochs.ts'
import { exportLedger } from './export.ts'
import { openAccounts, type PostTransfersOptions, postJournals, postTransfers } from './post.ts'
import { proveHead, proveTransfer } from './proof.ts'
import {
  readAccount,
  readAccounts,
  readBalanceAt,
  readStatement,
  readTransfers,
  readTransfersBySubject,
  readTransfersOfAccount,
} from './reads.ts'
import { safeguardingEquation } from './safeguarding.ts'
import { seal } from './seal.ts'
import { expirePending, foldHotAccounts, type UpkeepDone, upkeep } from './upkeep.ts'
import { verifyLedger } from './verify.ts'

export type { CloseAccountResult } from './accounts.ts'
export { EPOCH_NUMBERS, type EpochNumbers } from './epochs.ts'
export { exportLedger } from './export.ts'
export { MAX_BATCH, type PostTransfersOptions } from './post.ts'
export { type ProofAnswer, type ProofOptions, proveHead, proveTransfer } from './proof.ts'
export type {
  Account,
  BalanceAt,
  LedgerPage,
  LedgerPageRequest,
  Reader,
  Statement,
  StatementLine,
  Transfer,
} from './reads.ts'
export { LedgerArchived, parseTransferCursor } from './reads.ts'
export type { FaceValueEquation, Safeguarding, SafeguardingEquation } from './safeguarding.ts'
export type { UpkeepDone } from './upkeep.ts'
export type {
  Anchor,
  Finding,
  FindingCode,
  VerifyOptions,
  VerifyProgress,
  VerifyReport,
  VerifySource,
} from './verify.ts'
export { FINDING_CODES, LedgerUnreadable, VERIFY_EXIT, verifyLedger } from './verify.ts'

export interface LedgerDeps {
  /** Decides which pending transfers have expired. Without it the database's clock does. */
  readonly clock?: { now(): Instant }
  /** How large epochs grow, and how dense snapshots are. Default: `EPOCH_NUMBERS`. */
  readonly epochs?: EpochNumbers
}

export interface Ledger {
  openBook(tx: Tx, id: Id<'bok'>): Promise<void>
  openAccounts(tx: Tx, specs: readonly AccountSpec[]): Promise<void>
  closeAccount(tx: Tx, id: Id<'acc'>): Promise<CloseAccountResult>
  postJournals(tx: Tx, journals: readonly JournalSpec[]): Promise<JournalResult[]>
  postTransfers(tx: Tx, batch: readonly TransferSpec[], options?: PostTransfersOptions): Promise<TransferResult[]>
  readonly account: typeof readAccount
  readonly accounts: typeof readAccounts
  readonly balanceAt: typeof readBalanceAt
  readonly statement: typeof readStatement
  readonly transfers: typeof readTransfers
  readonly transfersBySubject: typeof readTransfersBySubject
  readonly transfersOfAccount: typeof readTransfersOfAccount
  readonly safeguardingEquation: typeof safeguardingEquation
  expirePending(db: Database): Promise<number>
  seal(db: Database): Promise<number>
  foldHotAccounts(db: Database): Promise<number>
  readonly proveTransfer: typeof proveTransfer
  readonly proveHead: typeof proveHead
  readonly verify: typeof verifyLedger
  readonly export: typeof exportLedger
  /** Does all upkeep that is due. Call it every second or so from any number of processes. */
  upkeep(db: Database): Promise<UpkeepDone>
}

export function createLedger(deps: LedgerDeps = {}): Ledger {
  const post = { now: () => deps.clock?.now() }
  return {
    openBook,
    openAccounts,
    closeAccount,
    postJournals: (tx, journals) => postJournals(post, tx, journals),
    postTransfers: (tx, batch, options) => postTransfers(post, tx, batch, options),
    account: readAccount,
    accounts: readAccounts,
    balanceAt: readBalanceAt,
    statement: readStatement,
    transfers: readTransfers,
    transfersBySubject: readTransfersBySubject,
    transfersOfAccount: readTransfersOfAccount,
    safeguardingEquation,
    expirePending: db => expirePending(post, db),
    seal,
    foldHotAccounts,
    proveTransfer,
    proveHead,
    verify: verifyLedger,
    export: exportLedger,
    upkeep: db => upkeep({ ...post, ...(deps.epochs && { epochs: deps.epochs }) }, db),
  }
}
