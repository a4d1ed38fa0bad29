// SPDX-License-Identifier: Apache-2.0
// Numbers that make the simulated bank and issuer behave in one particular way, for tries and tests. Every other number
// is an ordinary account or voucher. docs/simulator.md shows this table to people.

export type AccountBehaviour =
  | 'ordinary'
  | 'name_differs'
  | 'not_found'
  | 'unavailable'
  | 'payout_rejected'
  | 'payout_returned'
  | 'payout_pending'

/** By the last four digits of an account number. */
export const TEST_ACCOUNTS: Readonly<Record<string, AccountBehaviour>> = {
  '0000': 'name_differs',
  '9999': 'not_found',
  '8888': 'unavailable',
  '7777': 'payout_rejected',
  '6666': 'payout_returned',
  '5555': 'payout_pending',
}

export function accountBehaviour(accountNumber: string): AccountBehaviour {
  return TEST_ACCOUNTS[accountNumber.slice(-4)] ?? 'ordinary'
}

export type SerialBehaviour = 'ordinary' | 'already_used' | 'pays_less' | 'settles_later'

/** By the last four characters of a serial number. */
export const TEST_SERIALS: Readonly<Record<string, SerialBehaviour>> = {
  '0000': 'already_used',
  '1111': 'pays_less',
  '5555': 'settles_later',
}

export function serialBehaviour(serial: string | undefined): SerialBehaviour {
  return (serial !== undefined && TEST_SERIALS[serial.slice(-4)]) || 'ordinary'
}

/** The name that an account with the ending 0000 is registered under. */
export const OTHER_NAME = '다른사람'
