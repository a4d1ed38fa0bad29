// SPDX-License-Identifier: Apache-2.0
// Payout accounts: where a holder's cash goes. Only an account in the holder's own name is taken, and the bank says
// whose it is. Also the list of banks that a payout can reach.

import type { Bank } from '@jandon/domain/payout'
import { Type } from 'typebox'
import type { Usecases } from '../usecases/contract.ts'
import { defineRoute, done, type Route } from './route.ts'
import { answerObject, Instant, idOf, oneOf, pageOf, reference, requestObject } from './schemas.ts'

const BankName = answerObject('BankName', { ko: Type.String(), en: Type.String() })

export const PayoutAccount = answerObject('PayoutAccount', {
  id: idOf('pac'),
  holderId: idOf('hld'),
  bankCode: Type.String(),
  bankName: BankName,
  accountNumberMasked: Type.String({ description: 'The last four digits; the rest is never answered.' }),
  accountHolder: Type.String(),
  state: oneOf(['verified']),
  createdAt: Instant,
})

const BankEntry = answerObject('Bank', {
  code: Type.String({ description: 'Three digits.', examples: ['004'] }),
  name: BankName,
  accountLengths: Type.Array(Type.Integer(), { description: 'How many digits its account numbers have.' }),
})

export function payoutAccountRoutes(usecases: Usecases, banks: readonly Bank[]): Route[] {
  return [
    defineRoute({
      id: 'payoutAccounts.create',
      method: 'POST',
      path: '/v1/payoutAccounts',
      summary: 'Add an account to pay out to',
      description: "The bank is asked whose account it is; only the holder's own is taken.",
      access: { scope: 'convert', holder: true },
      idempotency: 'optional',
      status: 201,
      body: requestObject('NewPayoutAccount', {
        holderId: reference('hld'),
        bankCode: Type.String({
          minLength: 1,
          maxLength: 10,
          description: 'As in `GET /v1/banks`.',
          examples: ['004'],
        }),
        accountNumber: Type.String({ minLength: 1, maxLength: 40, description: 'With or without hyphens.' }),
        accountHolder: Type.String({ minLength: 1, maxLength: 100 }),
      }),
      response: PayoutAccount,
      refusals: [
        'unknown_bank',
        'account_number_invalid',
        'account_not_found',
        'account_holder_mismatch',
        'payout_account_name_differs',
        'bank_unavailable',
      ],
      exampleBody: { holderId: 'hld_…', bankCode: '004', accountNumber: '123456-01-123456', accountHolder: '이하늘' },
      handle: ({ caller, body, idempotency }) => usecases.createPayoutAccount(caller, body, idempotency),
    }),
    defineRoute({
      id: 'payoutAccounts.list',
      method: 'GET',
      path: '/v1/payoutAccounts',
      summary: "List a holder's payout accounts",
      access: { scope: 'read', holder: true },
      query: Type.Object({ holderId: idOf('hld') }, { additionalProperties: false }),
      response: pageOf('PayoutAccountPage', PayoutAccount),
      handle: ({ caller, query }) => usecases.listPayoutAccounts(caller, query.holderId),
    }),
    defineRoute({
      id: 'banks.list',
      method: 'GET',
      path: '/v1/banks',
      summary: 'List the banks that a payout can reach',
      access: { anonymous: true },
      isPublic: true,
      response: pageOf('BankPage', BankEntry),
      handle: async () => done({ items: banks }),
    }),
  ]
}
