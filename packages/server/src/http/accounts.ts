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

const archives = Type.Optional(
  Type.Array(Type.String(), {
    description:
      'Present where older transfers are no longer in the database: the names of the archives that hold them.',
  }),
)
const nextCursor = Type.Optional(Type.String({ description: 'Present when there is more: pass it as `cursor`.' }))

const TransferHistory = answerObject('TransferHistory', { items: Type.Array(Transfer), nextCursor, archives })

const Statement = answerObject('Statement', {
  accountId: idOf('acc'),
  opening: Money,
  items: Type.Array(answerObject('StatementLine', { transfer: Transfer, change: Money, balance: Money })),
  closing: Money,
  nextCursor,
  archives,
})

const historyQuery = Type.Object(
  {
    ...pageQuery,
    order: Type.Optional(oneOf(['asc', 'desc'], { description: '`asc` (default): oldest first.' })),
  },
  { additionalProperties: false },
)
const historyRequest = ({ order, ...page }: { limit?: number; cursor?: string; order?: 'asc' | 'desc' }) => ({
  ...pageRequest(page),
  ...(order && { order }),
})

const params = Type.Object({ id: idOf('acc') })
const access = { scope: 'ledger_read' } as const

export function accountRoutes(usecases: Usecases): Route[] {
  return [...stateRoutes(usecases), ...historyRoutes(usecases)]
}

/** What an account is, and was. */
function stateRoutes(usecases: Usecases): Route[] {
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
      query: Type.Object(
        {
          at: Type.Optional(Instant),
          by: Type.Optional(
            oneOf(['recorded', 'occurred'], {
              description:
                'With `at`: what the ledger then knew (default), or what had then happened, also if recorded later.',
            }),
          ),
        },
        { additionalProperties: false },
      ),
      refusals: ['history_archived'],
      response: Balance,
      handle: ({ caller, params: { id }, query }) => usecases.accountBalance(caller, id, query.at, query.by),
    }),
  ]
}

/** What moved on it. */
function historyRoutes(usecases: Usecases): Route[] {
  return [
    defineRoute({
      id: 'accounts.transfers',
      method: 'GET',
      path: '/v1/accounts/{id}/transfers',
      summary: 'Transfers of a ledger account',
      access,
      params,
      query: historyQuery,
      response: TransferHistory,
      handle: ({ caller, params: { id }, query }) => usecases.accountTransfers(caller, id, historyRequest(query)),
    }),
    defineRoute({
      id: 'accounts.statement',
      method: 'GET',
      path: '/v1/accounts/{id}/statement',
      summary: 'Statement of a ledger account',
      description:
        'Transfers with what each changed and the balance after it. `opening` is the balance before the oldest line of the page, `closing` after its newest.',
      access,
      params,
      query: historyQuery,
      response: Statement,
      handle: ({ caller, params: { id }, query }) => usecases.accountStatement(caller, id, historyRequest(query)),
    }),
  ]
}
