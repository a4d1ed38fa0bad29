// SPDX-License-Identifier: Apache-2.0
// What the use-cases promise to whoever calls them (HTTP today): commands in, views or refusals out.
// Views are ready for the wire (money as `MoneyJson`, instants as RFC 3339 text) and know nothing of HTTP.

import type { Id } from '@jandon/domain/ids'
import type { Phase, ProofJson, TransferResultCode } from '@jandon/domain/ledger'
import type { MoneyJson } from '@jandon/domain/money'
import type { DecisionRecord } from '@jandon/domain/policy'
import type { FieldDifference, LegalBasisJson, QuoteJson, QuoteRequest } from '@jandon/domain/quote'
import type { RefusalCode } from './refusals.ts'

/**
 * Who asks, as established by the key. A `holder` caller sees one holder only; an `operator` sees its book.
 * An `anonymous` caller has no key: it may only ask for quotes, which belong to nobody, and read them back by their id.
 */
export type Caller =
  | { readonly role: 'operator'; readonly keyId: string; readonly scopes: readonly Scope[] }
  | { readonly role: 'holder'; readonly holderId: Id<'hld'>; readonly isDemo: boolean }
  | { readonly role: 'anonymous' }

export const SCOPES = ['convert', 'read', 'ledger_read', 'ledger_write', 'keys', 'simulator'] as const
export type Scope = (typeof SCOPES)[number]

export interface Refusal {
  readonly code: RefusalCode
  /** Values for the message of the code; never personal data. */
  readonly params?: Readonly<Record<string, string>>
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[]
  readonly legalBasis?: readonly LegalBasisJson[]
  readonly retryAfterSeconds?: number
}

/** A refusal is a value. A fault or a bug is thrown. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T; readonly replayed?: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** The idempotency key of a request and the hash of its method, path and body. Committed with the effect. */
export interface Idempotency {
  readonly key: string
  readonly requestHash: string
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor?: string
}
export interface PageRequest {
  readonly limit: number
  readonly cursor?: string
}
export interface HistoryRequest extends PageRequest {
  /** `asc`: oldest first. */
  readonly order?: 'asc' | 'desc'
}
export interface HistoryPage<T> extends Page<T> {
  /** Names of the archives that hold older transfers of this list. */
  readonly archives?: readonly string[]
}

export interface HolderView {
  readonly id: Id<'hld'>
  readonly name: string
  readonly birthDate?: string
  readonly phone?: string
  readonly createdAt: string
}
export interface InstrumentView {
  readonly id: Id<'ins'>
  readonly holderId: Id<'hld'>
  readonly kind: string
  readonly issuer: string
  readonly remaining: MoneyJson
  readonly createdAt: string
}
export interface PayoutAccountView {
  readonly id: Id<'pac'>
  readonly holderId: Id<'hld'>
  readonly bankCode: string
  readonly bankName: { readonly ko: string; readonly en: string }
  readonly accountNumberMasked: string
  readonly accountHolder: string
  readonly state: 'verified'
  readonly createdAt: string
}
export interface TransitionView {
  readonly seq: number
  readonly from: string | null
  /** What happened, where the states alone do not tell: `redemption_in_doubt` leads from `redeeming` to `redeeming`. */
  readonly event?: string
  readonly to: string
  readonly actor: string
  readonly reason: string
  readonly at: string
}
export interface PayoutView {
  readonly id: Id<'pay'>
  readonly conversionId: Id<'cnv'>
  readonly payoutAccountId: Id<'pac'>
  readonly rail: string
  readonly amount: MoneyJson
  readonly state: string
  readonly railReference: string
  readonly transitions: readonly TransitionView[]
}
export interface ConversionView {
  readonly id: Id<'cnv'>
  readonly holderId: Id<'hld'>
  readonly instrumentId: Id<'ins'>
  readonly quoteId: Id<'qte'>
  readonly optionId: Id<'opt'>
  readonly payoutAccountId: Id<'pac'>
  readonly state: string
  /** Asked, and no answer that counts yet: it is being asked about. Only inside `redeeming` and `paying`. */
  readonly inDoubt?: boolean
  readonly ruleId: string
  readonly packVersion: string
  readonly gross: MoneyJson
  readonly fees: readonly { readonly code: string; readonly amount: MoneyJson; readonly payee: string }[]
  readonly net: MoneyJson
  readonly arrivesBy: string
  readonly createdAt: string
  readonly transitions: readonly TransitionView[]
  readonly payout: PayoutView | null
  readonly consent: { readonly language: string; readonly acceptedAt: string; readonly textHash: string }
}
export interface AccountView {
  readonly id: Id<'acc'>
  readonly book: string
  readonly code: string
  readonly unit: string
  readonly owner: string | null
  readonly normalSide: 'debit' | 'credit'
  readonly overdraft: string
  readonly debitsPending: MoneyJson
  readonly debitsPosted: MoneyJson
  readonly creditsPending: MoneyJson
  readonly creditsPosted: MoneyJson
  readonly balance: MoneyJson
}
export interface TransferView {
  readonly id: Id<'trf'>
  readonly journalId: Id<'jnl'>
  readonly debitAccountId: Id<'acc'>
  readonly creditAccountId: Id<'acc'>
  readonly amount: MoneyJson
  readonly code: string
  readonly phase: string
  readonly pendingId: Id<'trf'> | null
  readonly occurredAt: string
  readonly expiresAt: string | null
  readonly recordedAt: string
}
export interface BalanceView {
  readonly accountId: string
  readonly at: string
  readonly posted: MoneyJson
  readonly pending: MoneyJson
  readonly available: MoneyJson
}
export interface StatementView
  extends HistoryPage<{ readonly transfer: TransferView; readonly change: MoneyJson; readonly balance: MoneyJson }> {
  readonly accountId: string
  readonly opening: MoneyJson
  readonly closing: MoneyJson
}
export interface DecisionView {
  readonly id: Id<'dec'>
  readonly quoteId: Id<'qte'>
  readonly ref: string
  readonly outcome: string
  readonly packVersion: string
  readonly asOf: string
  readonly item: QuoteJson['items'][number]
}
/** A stored decision made again, and held against the stored answer. */
export interface ReplayView {
  readonly decisionId: string
  readonly quoteId: string
  /** Under which law and for which day it was made. */
  readonly packVersion: string
  readonly asOf: string
  /** Under which law and for which day it was made again. */
  readonly under: { readonly packVersion: string; readonly asOf: string }
  /** `was` is null for decisions from before the engine was kept. */
  readonly engine: { readonly was: string | null; readonly is: string }
  readonly same: boolean
  readonly decision: { readonly was: string; readonly is: string }
  /** What the best way to money pays. */
  readonly net: { readonly was: MoneyJson; readonly is: MoneyJson; readonly difference: MoneyJson }
  readonly differenceCount: number
  /** The first of them, the outcome before the trace. */
  readonly differences: readonly FieldDifference[]
}
/** What stands for a decision where nobody may be known: no holder, no name, no birthday, no free text. */
export interface DecisionRecordView {
  readonly id: string
  readonly packVersion: string
  readonly outcome: string
  readonly createdAt: string
  /** Absent when the facts cannot be read, or the law of that time is not kept here. */
  readonly record?: DecisionRecord
}

export interface NewHolder {
  readonly name: string
  readonly birthDate?: string
  readonly phone?: string
}
export interface NewPayoutAccount {
  readonly holderId: string
  readonly bankCode: string
  readonly accountNumber: string
  readonly accountHolder: string
}
export interface NewInstrument {
  readonly holderId: string
  readonly serial?: string
  readonly instrument: QuoteRequest['instruments'][number]
}
export interface NewConversion {
  readonly holderId: string
  readonly quoteId: string
  readonly optionId: string
  readonly payoutAccountId: string
  readonly consent: { readonly language: string; readonly acceptedAt: string; readonly textHash: string }
}
export interface NewTransfer {
  readonly id: string
  readonly journalId?: string
  readonly debitAccountId: string
  readonly creditAccountId: string
  readonly amount: MoneyJson
  readonly code: string
  readonly phase?: Phase
  readonly pendingId?: string
  readonly occurredAt?: string
  /** Only of a pending transfer: from this instant on it can only be expired. */
  readonly expiresAt?: string
}
export interface TransferResultView {
  readonly id: string
  readonly result: TransferResultCode
}
export interface SimulatorFault {
  readonly target: 'bank' | 'issuer'
  readonly operation: 'submit' | 'query'
  /** See the simulator page of the API reference; `timeout_after_accept` did the act and lost the answer. */
  readonly kind: 'timeout' | 'timeout_after_accept' | 'reject' | 'unavailable' | 'slow' | 'return' | 'duplicate_answer'
  readonly count: number
  readonly delayMs?: number
}

/** Figures for those who watch the server. None is about one person. */
export interface Stats {
  readonly conversionsByState: Readonly<Record<string, number>>
  readonly ledgerTransfers: number
  readonly work: Readonly<Record<'due' | 'later' | 'leased', number>>
}

/** How posting in batches goes in this process: what waits now, and whole numbers since the start. */
export interface PostingFigures {
  /** Requests, and the transfers in them. */
  readonly waitingItems: number
  readonly waitingWork: number
  /** Turned away because too much waited. */
  readonly refusedItems: number
  readonly refusedWork: number
  readonly batches: { readonly count: number; readonly work: number; readonly items: number }
  /** How many batches had at most so many transfers, for each bound. */
  readonly sizes: readonly { readonly upTo: number; readonly batches: number }[]
}

/**
 * Every method is safe to call twice with the same input; those with an `Idempotency` answer the first outcome again.
 */
export interface Usecases {
  session(caller: Caller): Promise<Outcome<{ role: string; holder: HolderView | null; simulatedRails: boolean }>>
  createHolder(caller: Caller, input: NewHolder, idempotency?: Idempotency): Promise<Outcome<HolderView>>
  getHolder(caller: Caller, id: string): Promise<Outcome<HolderView>>
  createInstrument(caller: Caller, input: NewInstrument, idempotency?: Idempotency): Promise<Outcome<InstrumentView>>
  listInstruments(caller: Caller, holderId: string, page: PageRequest): Promise<Outcome<Page<InstrumentView>>>
  createQuote(caller: Caller, input: QuoteRequest): Promise<Outcome<QuoteJson>>
  getQuote(caller: Caller, id: string): Promise<Outcome<QuoteJson>>
  getDecision(caller: Caller, id: string): Promise<Outcome<DecisionView>>
  listDecisions(caller: Caller, quoteId: string): Promise<Outcome<Page<DecisionView>>>
  /** Under the law of its time, or under `under` (a kept version, or `current`), for its day or for `asOf`. */
  replayDecision(caller: Caller, id: string, whatIf: { under?: string; asOf?: string }): Promise<Outcome<ReplayView>>
  /** All stored decisions made from `from` to before `to`, without anything personal. For operators. */
  listDecisionRecords(
    caller: Caller,
    filter: { from?: string; to?: string },
    page: PageRequest,
  ): Promise<Outcome<Page<DecisionRecordView>>>
  createPayoutAccount(
    caller: Caller,
    input: NewPayoutAccount,
    idempotency?: Idempotency,
  ): Promise<Outcome<PayoutAccountView>>
  listPayoutAccounts(caller: Caller, holderId: string): Promise<Outcome<Page<PayoutAccountView>>>
  createConversion(caller: Caller, input: NewConversion, idempotency: Idempotency): Promise<Outcome<ConversionView>>
  getConversion(caller: Caller, id: string): Promise<Outcome<ConversionView>>
  listConversions(
    caller: Caller,
    filter: { holderId?: string; state?: string },
    page: PageRequest,
  ): Promise<Outcome<Page<ConversionView>>>
  /** Calls `onChange` with each new view until the state is final or `signal` aborts. */
  watchConversion(
    caller: Caller,
    id: string,
    onChange: (view: ConversionView) => void,
    signal: AbortSignal,
  ): Promise<Outcome<null>>
  conversionTransfers(caller: Caller, id: string): Promise<Outcome<Page<TransferView>>>
  getPayout(caller: Caller, id: string): Promise<Outcome<PayoutView>>
  listAccounts(
    caller: Caller,
    filter: { code?: string; owner?: string; book?: string },
    page: PageRequest,
  ): Promise<Outcome<Page<AccountView>>>
  getAccount(caller: Caller, id: string): Promise<Outcome<AccountView>>
  /** Now, or at an instant by what was then recorded or had then occurred. */
  accountBalance(caller: Caller, id: string, at?: string, by?: 'recorded' | 'occurred'): Promise<Outcome<BalanceView>>
  accountTransfers(caller: Caller, id: string, page: HistoryRequest): Promise<Outcome<HistoryPage<TransferView>>>
  accountStatement(caller: Caller, id: string, page: HistoryRequest): Promise<Outcome<StatementView>>
  postTransfers(
    caller: Caller,
    transfers: readonly NewTransfer[],
    idempotency: Idempotency,
  ): Promise<Outcome<{ results: readonly TransferResultView[] }>>
  /** That this transfer is in the books as it was sealed; with `since` also that a head noted before leads there. */
  proveTransfer(caller: Caller, id: string, since?: string): Promise<Outcome<ProofJson>>
  /** The newest head of a book, to be noted, in the same form. */
  proveHead(caller: Caller, book: string, since?: string): Promise<Outcome<ProofJson>>
  postingFigures(): PostingFigures
  createApiKey(
    caller: Caller,
    input: { name: string; scopes: readonly Scope[] },
  ): Promise<Outcome<{ id: string; name: string; scopes: readonly Scope[]; secret: string }>>
  /** Answers who holds this secret, or undefined. Constant work whether or not it exists. */
  authenticate(secret: string): Promise<Caller | undefined>
  demoCaller(): Caller | undefined
  setSimulatorFaults(caller: Caller, faults: readonly SimulatorFault[]): Promise<Outcome<{ active: number }>>
  /** Whether the database answers, migrations are current, packs are loaded and fresh, and the worker turns. */
  readiness(): Promise<{ ready: boolean; checks: Readonly<Record<string, string>> }>
}
