// SPDX-License-Identifier: Apache-2.0
// Ledger transfers. Posting takes a list and answers one result each: a transfer that cannot be applied is a
// result, not a problem. Transfers with the same journalId are applied together or not at all.

import { PHASES, TRANSFER_RESULTS } from '@jandon/domain/ledger'
import { Type } from 'typebox'
import type { Outcome, Usecases } from '../usecases/contract.ts'
import { proofRoutes } from './proofs.ts'
import { defineRoute, type Route } from './route.ts'
import { answerObject, Instant, idOf, Money, nullable, oneOf, reference, requestObject } from './schemas.ts'

export const Transfer = answerObject('Transfer', {
  id: idOf('trf'),
  journalId: idOf('jnl'),
  debitAccountId: idOf('acc'),
  creditAccountId: idOf('acc'),
  amount: Money,
  code: Type.String({ description: 'Why.' }),
  phase: Type.String({ description: 'posted, pending, post, void or expire.' }),
  pendingId: nullable(Type.String()),
  occurredAt: Instant,
  expiresAt: nullable(Instant),
  recordedAt: Instant,
})

const NewTransfer = requestObject('NewTransfer', {
  id: reference('trf'),
  journalId: Type.Optional(reference('jnl')),
  debitAccountId: reference('acc'),
  creditAccountId: reference('acc'),
  amount: Money,
  code: Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'Why: a word of at most 40 small letters, digits and `_`, beginning with a letter.',
    examples: ['operator_funds'],
  }),
  phase: Type.Optional(
    oneOf(PHASES, { description: '`posted` when left out. `post`, `void` and `expire` resolve a pending transfer.' }),
  ),
  pendingId: Type.Optional(reference('trf')),
  occurredAt: Type.Optional(Instant),
  /** Of a pending transfer: from this instant on it can only be expired. */
  expiresAt: Type.Optional(Instant),
})

/** 8 MB holds 10,000 transfers of 800 bytes: all fields, and ids a little longer than ours. */
const TRANSFER_BYTES = 8 * 1024 * 1024
const TRANSFER_COUNT = 10_000
const list = Type.Array(NewTransfer, { minItems: 1, maxItems: TRANSFER_COUNT })

export function transferRoutes(usecases: Usecases): Route[] {
  return [
    defineRoute({
      id: 'transfers.create',
      method: 'POST',
      path: '/v1/transfers',
      summary: 'Post a batch of transfers',
      description:
        'Takes `{ "transfers": [ … ] }` or the bare list of up to 10,000, and answers one result for each, in order. ' +
        'Transfers with the same `journalId` are applied together or not at all; a refused one leaves the others alone. ' +
        'A `pending` transfer with `expiresAt` gives its amount back when that instant has passed. ' +
        'Requests that arrive together are written together. When too much waits the answer is 503 with `Retry-After`, ' +
        'and nothing of the request has happened.',
      access: { scope: 'ledger_write' },
      idempotency: 'required',
      bodyLimit: TRANSFER_BYTES,
      body: Type.Union([requestObject('NewTransfers', { transfers: list }), list]),
      response: answerObject('TransferResults', {
        results: Type.Array(
          answerObject('TransferResult', {
            id: Type.String(),
            result: oneOf(TRANSFER_RESULTS, { description: '`applied`, `exists`, or why not.' }),
          }),
        ),
      }),
      async handle({ caller, body, idempotency }) {
        if (Array.isArray(body)) return usecases.postTransfers(caller, body, idempotency!)
        return inTransfers(await usecases.postTransfers(caller, body.transfers, idempotency!))
      },
    }),
    ...proofRoutes(usecases),
  ]
}

/** The use-case knows one form of the list; who sent the other has its mistakes one level deeper. */
function inTransfers<T>(outcome: Outcome<T>): Outcome<T> {
  if (outcome.kind !== 'refused' || !outcome.refusal.errors) return outcome
  const errors = outcome.refusal.errors.map(({ pointer, detail }) => ({ pointer: `/transfers${pointer}`, detail }))
  return { kind: 'refused', refusal: { ...outcome.refusal, errors } }
}
