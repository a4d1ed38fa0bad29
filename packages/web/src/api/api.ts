// SPDX-License-Identifier: Apache-2.0
// Every call the page makes. One refusal, one fault or one dropped line comes back as a `ProblemError`, nothing else.

import { OFFLINE, ProblemError, readProblem } from './problem.ts'
import type {
  Bank,
  Conversion,
  MoneyJson,
  OfferComparison,
  PayoutAccount,
  Quote,
  QuoteRequest,
  Session,
  Transfer,
} from './shapes.ts'

interface Call {
  readonly method?: 'GET' | 'POST'
  readonly body?: unknown
  readonly idempotencyKey?: string
}

async function call<T>(path: string, options: Call = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey
  let response: Response
  try {
    response = await fetch(path, {
      method: options.method ?? 'GET',
      headers,
      body: options.body === undefined ? null : JSON.stringify(options.body),
    })
  } catch {
    throw new ProblemError(OFFLINE)
  }
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok)
    throw new ProblemError(readProblem(response.status, body, response.headers.get('x-request-id') ?? ''))
  return body as T
}

interface List<T> {
  readonly items: readonly T[]
}

export interface NewConversion {
  readonly holderId: string
  readonly quoteId: string
  readonly optionId: string
  readonly payoutAccountId: string
  readonly consent: { readonly language: string; readonly acceptedAt: string; readonly textHash: string }
}
export interface NewPayoutAccount {
  readonly holderId: string
  readonly bankCode: string
  readonly accountNumber: string
  readonly accountHolder: string
}
export interface Offer {
  readonly jurisdiction: string
  readonly amount: MoneyJson
  readonly cashReceived: MoneyJson
  readonly receivedOn: string
  readonly dueOn: string
}

export const api = {
  session: () => call<Session>('/v1/session'),
  banks: () => call<List<Bank>>('/v1/banks'),
  quote: (request: QuoteRequest) => call<Quote>('/v1/quotes', { method: 'POST', body: request }),
  getQuote: (id: string) => call<Quote>(`/v1/quotes/${id}`),
  payoutAccounts: (holderId: string) => call<List<PayoutAccount>>(`/v1/payoutAccounts?holderId=${holderId}`),
  createPayoutAccount: (account: NewPayoutAccount, idempotencyKey: string) =>
    call<PayoutAccount>('/v1/payoutAccounts', { method: 'POST', body: account, idempotencyKey }),
  convert: (conversion: NewConversion, idempotencyKey: string) =>
    call<Conversion>('/v1/conversions', { method: 'POST', body: conversion, idempotencyKey }),
  conversion: (id: string) => call<Conversion>(`/v1/conversions/${id}`),
  conversions: (holderId: string) => call<List<Conversion>>(`/v1/conversions?holderId=${holderId}&limit=50`),
  transfers: (conversionId: string) => call<List<Transfer>>(`/v1/conversions/${conversionId}/transfers`),
  compareOffer: (offer: Offer) => call<OfferComparison>('/v1/offers:compare', { method: 'POST', body: offer }),
  /** The address of the live stream of one conversion. */
  eventsUrl: (conversionId: string) => `/v1/conversions/${conversionId}/events`,
} as const
