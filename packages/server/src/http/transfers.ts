// SPDX-License-Identifier: Apache-2.0
// Ledger transfers. Posting takes a list and answers one result each: a transfer that cannot be applied is a
// result, not a problem. Transfers with the same journalId are applied together or not at all.

import { Type } from 'typebox'
import type { Usecases } from '../usecases/contract.ts'
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
  recordedAt: Instant,
})

const NewTransfer = requestObject('NewTransfer', {
  id: reference('trf'),
  journalId: Type.Optional(reference('jnl')),
  debitAccountId: reference('acc'),
  creditAccountId: reference('acc'),
  amount: Money,
  code: Type.String({ pattern: '^[a-z][a-z0-9_]{0,63}$' }),
  phase: Type.Optional(oneOf(['posted', 'pending', 'post', 'void'])),
  pendingId: Type.Optional(reference('trf')),
  occurredAt: Type.Optional(Instant),
})

/** 2 MB holds 5,000 transfers of 400 bytes, the most that one batch should lock accounts for. */
const TRANSFER_BYTES = 2 * 1024 * 1024
const TRANSFER_COUNT = 5000
const list = Type.Array(NewTransfer, { minItems: 1, maxItems: TRANSFER_COUNT })

export function transferRoutes(usecases: Usecases): Route[] {
  return [
    defineRoute({
      id: 'transfers.create',
      method: 'POST',
      path: '/v1/transfers',
      summary: 'Post a batch of transfers',
      description: 'Takes `{ "transfers": [ … ] }` or the bare list, and answers one result for each, in order.',
      access: { scope: 'ledger_write' },
      idempotency: 'required',
      bodyLimit: TRANSFER_BYTES,
      body: Type.Union([requestObject('NewTransfers', { transfers: list }), list]),
      response: answerObject('TransferResults', {
        results: Type.Array(
          answerObject('TransferResult', {
            id: Type.String(),
            result: Type.String({ description: '`applied`, `exists`, or why not.', examples: ['applied'] }),
          }),
        ),
      }),
      handle: ({ caller, body, idempotency }) =>
        usecases.postTransfers(caller, Array.isArray(body) ? body : body.transfers, idempotency!),
    }),
  ]
}
