// SPDX-License-Identifier: Apache-2.0
// The port over the project's own client. It says once what the client says in its words, and leaves retrying to the
// commands: a long run knows better than one call how long to wait and when to send less.

import { createClient, JandonConnectionError, JandonProblem } from '@jandon/client'
import { type Api, ApiProblem, ApiUnreachable } from './api.ts'

export interface ClientApiOptions {
  readonly url: string
  readonly key: string | undefined
  readonly language: string
  /** Tests pass their own. */
  readonly fetch?: typeof globalThis.fetch
}

/**
 * Longer than the server's slowest honest answer (a group commit on a busy disk), far shorter than a person's patience.
 */
const TIMEOUT_MS = 20_000
/** The most that a list answers at once. */
const PAGE = 100

async function translated<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (error instanceof JandonProblem) throw new ApiProblem(error)
    if (error instanceof JandonConnectionError) throw new ApiUnreachable(error.message, { cause: error })
    throw error
  }
}

export function createClientApi(options: ClientApiOptions): Api {
  const client = createClient({
    baseUrl: options.url,
    language: options.language,
    timeoutMs: TIMEOUT_MS,
    maxRetries: 0,
    ...(options.key !== undefined && { apiKey: options.key }),
    ...(options.fetch && { fetch: options.fetch }),
  })
  return {
    url: options.url.replace(/\/+$/, ''),
    createQuote: request => translated(client.quotes.create(request)),
    getQuote: id => translated(client.quotes.get(id)),
    createHolder: (input, key) => translated(client.holders.create(input, { idempotencyKey: key })),
    createPayoutAccount: (input, key) => translated(client.payoutAccounts.create(input, { idempotencyKey: key })),
    createConversion: (input, key) => translated(client.conversions.create(input, { idempotencyKey: key })),
    getConversion: id => translated(client.conversions.get(id)),
    listConversions: filter => translated(client.conversions.list({ ...filter, limit: PAGE })),
    conversionTransfers: id => translated(client.conversions.transfers(id)),
    listAccounts: (code, cursor) => translated(client.accounts.list({ code, limit: PAGE, ...(cursor && { cursor }) })),
    proveTransfer: (id, since) => translated(client.transfers.proof(id, since === undefined ? {} : { since })),
    proveHead: (book, since) => translated(client.books.head(book, since === undefined ? {} : { since })),
    listDecisions: quoteId => translated(client.decisions.list({ quoteId })),
    replayDecision: (id, whatIf) => translated(client.decisions.replay(id, whatIf)),
    listDecisionRecords: range => translated(client.decisions.export({ ...range, limit: PAGE })),
  }
}
