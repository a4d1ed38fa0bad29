// SPDX-License-Identifier: Apache-2.0
// What the commands need of a Jandon server, as a port: the real one speaks HTTP, tests have one in memory.
// Every value-moving call takes its idempotency key from the caller, so that a repeat is the same act.

import type { ProofJson } from '@jandon/domain/ledger'
import type { MoneyJson } from '@jandon/domain/money'
import type { QuoteJson, QuoteRequest } from '@jandon/domain/quote'

export type { QuoteItemJson, QuoteJson, QuoteRequest } from '@jandon/domain/quote'

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
export interface NewConversion {
  readonly holderId: string
  readonly quoteId: string
  readonly optionId: string
  readonly payoutAccountId: string
  readonly consent: { readonly language: string; readonly acceptedAt: string; readonly textHash: string }
}
export interface Fee {
  readonly code: string
  readonly amount: MoneyJson
  readonly payee: string
}
export interface Transition {
  readonly seq: number
  readonly from: string | null
  readonly to: string
  readonly actor: string
  readonly reason: string
  readonly at: string
}
export interface Payout {
  readonly id: string
  readonly amount: MoneyJson
  readonly state: string
  readonly railReference: string
}
export interface Conversion {
  readonly id: string
  readonly holderId: string
  readonly quoteId: string
  readonly optionId: string
  readonly state: string
  readonly ruleId: string
  readonly gross: MoneyJson
  readonly fees: readonly Fee[]
  readonly net: MoneyJson
  readonly arrivesBy: string
  readonly createdAt: string
  readonly transitions: readonly Transition[]
  readonly payout: Payout | null
}
export interface Transfer {
  readonly id: string
  readonly journalId: string
  readonly debitAccountId: string
  readonly creditAccountId: string
  readonly amount: MoneyJson
  readonly code: string
  readonly phase: string
  readonly occurredAt: string
}
export interface Account {
  readonly id: string
  readonly code: string
  readonly unit: string
  readonly owner: string | null
  readonly balance: MoneyJson
}
/** A stored decision made again. */
export interface DecisionReplay {
  readonly decisionId: string
  readonly packVersion: string
  readonly under: { readonly packVersion: string; readonly asOf: string }
  readonly engine: { readonly was: string | null; readonly is: string }
  readonly same: boolean
  readonly net: { readonly was: MoneyJson; readonly is: MoneyJson; readonly difference: MoneyJson }
  readonly differenceCount: number
  readonly differences: readonly { readonly field: string; readonly was: string | null; readonly is: string | null }[]
}
/** A stored decision without the person; without `record` when its facts cannot be read. */
export interface DecisionRecord {
  readonly id: string
  readonly packVersion: string
  readonly record?: object
}
export interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor?: string
}

/** As the server sends it; `readProof` makes a `ProofJson` of it. */
export type ProofAnswer = { readonly [K in keyof ProofJson]: unknown }

/** Answers, or throws `ApiProblem` (the server said no) or `ApiUnreachable` (nobody knows what the server said). */
export interface Api {
  readonly url: string
  createQuote(request: QuoteRequest): Promise<QuoteJson>
  getQuote(id: string): Promise<QuoteJson>
  createHolder(input: NewHolder, key: string): Promise<{ readonly id: string }>
  createPayoutAccount(input: NewPayoutAccount, key: string): Promise<{ readonly id: string }>
  createConversion(input: NewConversion, key: string): Promise<Conversion>
  getConversion(id: string): Promise<Conversion>
  listConversions(filter: { readonly holderId: string; readonly cursor?: string }): Promise<Page<Conversion>>
  conversionTransfers(id: string): Promise<Page<Transfer>>
  listAccounts(code: string, cursor?: string): Promise<Page<Account>>
  /** `since`: the hash of a head noted before. The answer is not to be believed until it is checked. */
  proveTransfer(id: string, since?: string): Promise<ProofAnswer>
  proveHead(book: string, since?: string): Promise<ProofAnswer>
  listDecisions(quoteId: string): Promise<Page<{ readonly id: string }>>
  replayDecision(id: string, whatIf: { readonly under?: string; readonly asOf?: string }): Promise<DecisionReplay>
  listDecisionRecords(range: {
    readonly from?: string
    readonly to?: string
    readonly cursor?: string
  }): Promise<Page<DecisionRecord>>
}

/** The server's refusal: an RFC 9457 problem, or an answer of another shape from something in between. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[]
  readonly retryAfterSeconds: number | undefined

  constructor(problem: {
    status: number
    code: string
    detail: string
    errors?: readonly { pointer: string; detail: string }[]
    retryAfterSeconds?: number
  }) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`)
    this.status = problem.status
    this.code = problem.code
    this.detail = problem.detail
    this.errors = problem.errors ?? []
    this.retryAfterSeconds = problem.retryAfterSeconds
  }
}

/** No answer came: refused, reset, timed out. Whether the act was done is not known. */
export class ApiUnreachable extends Error {
  override readonly name = 'ApiUnreachable'
}

/** Reads every page of a list. `limit` bounds a server that would never stop handing out cursors. */
export async function everyPage<T>(load: (cursor?: string) => Promise<Page<T>>, limit = 1000): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  for (let page = 0; page < limit; page++) {
    const answer = await load(cursor)
    items.push(...answer.items)
    cursor = answer.nextCursor
    if (cursor === undefined) return items
  }
  return items
}
