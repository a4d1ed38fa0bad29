// SPDX-License-Identifier: Apache-2.0
// The mistakes that real files have. Each takes the cells of a good row and spoils them in one way that somebody at a
// desk really does, and says what must become of the row then.

import type { Random } from './random.ts'
import type { Expected } from './rows.ts'

export type Cells = Map<string, string>

export interface Mistake {
  readonly name: string
  readonly expected: Expected
  /** Fields that the row must have for this mistake to be possible. */
  readonly needs: readonly string[]
  spoil(cells: Cells, random: Random): void
}

const badRow = (code: string): Expected => ({ outcome: 'bad_row', code })

function replace(name: string, field: string, code: string, value: (old: string, random: Random) => string): Mistake {
  return {
    name,
    expected: badRow(code),
    needs: [field],
    spoil: (cells, random) => cells.set(field, value(cells.get(field)!, random)),
  }
}

export const MISTAKES: readonly Mistake[] = [
  replace('misplaced comma', 'pricePaid', 'money_form', () => '12,34'),
  replace('words for an amount', 'pricePaid', 'money_form', () => '확인필요'),
  replace('amount with a minus', 'remaining', 'money_negative', old => `-${old}`),
  replace('Excel shortened the amount', 'pricePaid', 'excel_scientific', () => '1E+05'),
  replace('day that does not exist', 'purchasedOn', 'date_does_not_exist', () => '2024-02-30'),
  replace('month 13', 'purchasedOn', 'date_does_not_exist', () => '2024.13.05'),
  replace('two-digit year', 'purchasedOn', 'date_two_digit_year', () => '24.05.11'),
  replace('day and month swapped', 'purchasedOn', 'date_ambiguous', () => '11/05/2024'),
  replace('words for a date', 'purchasedOn', 'date_form', () => '작년 봄'),
  replace('date in the future', 'purchasedOn', 'date_in_future', () => '2062-05-11'),
  replace('expires before purchase', 'expiresOn', 'expires_before_purchase', () => '2019-01-01'),
  replace('unknown kind', 'kind', 'kind_unknown', () => '상품권류'),
  replace('no kind', 'kind', 'missing', () => ''),
  replace('no name', 'holderName', 'missing', () => ''),
  replace('unknown funding', 'fundingSource', 'funding_unknown', () => '카드'),
  replace('wrong bank', 'bank', 'bank_unknown', (_, random) => random.pick(['국민연금', '조흥은행', '주거래은행'])),
  replace('no bank', 'bank', 'missing', () => ''),
  replace('no account number', 'accountNumber', 'missing', () => ''),
  replace('Excel shortened the account', 'accountNumber', 'excel_scientific', () => '1.10235E+11'),
  replace('words in the account', 'accountNumber', 'account_number_form', () => '추후 통보'),
  replace('phone cut off', 'phone', 'phone_form', () => '010-12'),
  replace('no consent', 'consentedOn', 'consent_missing', () => ''),
  replace(
    'resident registration number',
    'birthDate',
    'resident_number',
    (old, random) => `${old.replace(/\D/g, '').slice(2, 8)}-1${random.digits(6)}`,
  ),
  {
    name: 'more left than face value',
    expected: badRow('remaining_over_face'),
    needs: ['faceValue', 'remaining'],
    spoil: cells => cells.set('remaining', '9,900,000'),
  },
  {
    name: 'account number too short',
    expected: { outcome: 'account_refused', code: 'account_number_invalid' },
    needs: ['accountNumber'],
    spoil: cells => cells.set('accountNumber', cells.get('accountNumber')!.replace(/\D/g, '').slice(0, 8)),
  },
  {
    name: 'account of another name at the bank',
    expected: { outcome: 'account_refused', code: 'account_holder_mismatch' },
    needs: ['accountNumber'],
    spoil: cells => cells.set('accountNumber', `${cells.get('accountNumber')!.replace(/\D/g, '').slice(0, -4)}0000`),
  },
  {
    name: 'account of another person in the file',
    expected: { outcome: 'account_refused' },
    needs: ['accountHolder'],
    spoil: cells => cells.set('accountHolder', '홍길동'),
  },
  {
    name: 'account that does not exist',
    expected: { outcome: 'account_refused', code: 'account_not_found' },
    needs: ['accountNumber'],
    spoil: cells => cells.set('accountNumber', `${cells.get('accountNumber')!.replace(/\D/g, '').slice(0, -4)}9999`),
  },
]
