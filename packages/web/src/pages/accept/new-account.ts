// SPDX-License-Identifier: Apache-2.0
// A payout account as it is being written down. Only what is plainly missing is said here; the bank judges the rest.

import type { FieldError } from '../../api/problem.ts'
import type { Messages } from '../../messages/index.ts'

export interface NewAccountForm {
  readonly bankCode: string
  readonly accountNumber: string
  readonly accountHolder: string
}
export const NEW_ACCOUNT: NewAccountForm = { bankCode: '', accountNumber: '', accountHolder: '' }

export type AccountFaults = Partial<Record<keyof NewAccountForm, string>>

export function accountFaults(account: NewAccountForm, t: Messages): AccountFaults {
  return {
    ...(account.bankCode === '' ? { bankCode: t.accept.bankNeeded } : {}),
    ...(account.accountNumber.trim() === '' ? { accountNumber: t.accept.numberNeeded } : {}),
    ...(account.accountHolder.trim() === '' ? { accountHolder: t.accept.holderNeeded } : {}),
  }
}

/** Which field a code is about, for answers that name no pointer. */
const FIELD_OF_CODE: Readonly<Record<string, keyof NewAccountForm>> = {
  account_holder_mismatch: 'accountHolder',
  payout_account_name_differs: 'accountHolder',
  account_not_found: 'accountNumber',
  account_number_invalid: 'accountNumber',
  unknown_bank: 'bankCode',
}

/** The API's errors under the fields they are about. Empty when it is about none of them. */
export function faultsOfProblem(code: string, sentence: string, errors: readonly FieldError[]): AccountFaults {
  const named: Record<string, string> = {}
  for (const { pointer, detail } of errors) {
    const field = pointer.slice(1)
    if (field in NEW_ACCOUNT) named[field] = detail
  }
  const field = FIELD_OF_CODE[code]
  if (field !== undefined && named[field] === undefined) named[field] = sentence
  return named
}
