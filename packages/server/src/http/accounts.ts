// SPDX-License-Identifier: Apache-2.0
// Ledger accounts, their balances now or at an instant, and their transfers. For operators: holders see conversions.

import { Type } from 'typebox'
import type { Usecases } from '../usecases/contract.ts'
import { defineRoute, type Route } from './route.ts'
import { answerObject, Instant, idOf, Money, nullable, oneOf, pageOf, pageQuery, pageRequest } from './schemas.ts'
import { Transfer } from './transfers.ts'

export const Account = answerObject('Account', {
  id: idOf('acc'),
  book: Type.String(),
  code: Type.String({ description: 'Its place in the chart of accounts.' }),
  unit: Type.String(),
  owner: nullable(Type.String()),
  normalSide: oneOf(['debit', 'credit']),
  overdraft: Type.String(),
  debitsPending: Money,
  debitsPosted: Money,
  creditsPending: Money,
  creditsPosted: Money,
  balance: Money,
})

const Balance = answerObject('Balance', {
  accountId: idOf('acc'),
  at: Instant,
  posted: Money,
  pending: Money,
  available: Money,
})

export function accountRoutes(usecases: Usecases): Route[] {
  const params = Type.Object({ id: idOf('acc') })
  const access = { scope: 'ledger_read' } as const
  return [
    defineRoute({
      id: 'accounts.list',
      method: 'GET',
      path: '/v1/accounts',
      summary: 'List ledger accounts',
      access,
      query: Type.Object(
        {
          code: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9_]{0,63}$' })),
          owner: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_:.-]{1,100}$' })),
          book: Type.Optional(idOf('bok')),
          ...pageQuery,
        },
        { additionalProperties: false },
      ),
      response: pageOf('AccountPage', Account),
      handle: ({ caller, query: { code, owner, book, ...page } }) =>
        usecases.listAccounts(
          caller,
          { ...(code && { code }), ...(owner && { owner }), ...(book && { book }) },
          pageRequest(page),
        ),
    }),
    defineRoute({
      id: 'accounts.get',
      method: 'GET',
      path: '/v1/accounts/{id}',
      summary: 'Read a ledger account',
      access,
      params,
      response: Account,
      handle: ({ caller, params: { id } }) => usecases.getAccount(caller, id),
    }),
    defineRoute({
      id: 'accounts.balance',
      method: 'GET',
      path: '/v1/accounts/{id}/balance',
      summary: 'Balance of a ledger account, now or at an instant',
      access,
      params,
      query: Type.Object({ at: Type.Optional(Instant) }, { additionalProperties: false }),
      response: Balance,
      handle: ({ caller, params: { id }, query }) => usecases.accountBalance(caller, id, query.at),
    }),
    defineRoute({
      id: 'accounts.transfers',
      method: 'GET',
      path: '/v1/accounts/{id}/transfers',
      summary: 'Transfers of a ledger account',
      access,
      params,
      query: Type.Object(pageQuery, { additionalProperties: false }),
      response: pageOf('TransferPage', Transfer),
      handle: ({ caller, params: { id }, query }) => usecases.accountTransfers(caller, id, pageRequest(query)),
    }),
  ]
}
