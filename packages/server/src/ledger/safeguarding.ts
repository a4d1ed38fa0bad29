// SPDX-License-Identifier: Apache-2.0
// The safeguarding equation: what lies in safeguarding and what issuers still owe us is exactly what we owe holders,
// what is on its way to them, and what of it is our own. It must hold at every instant; a difference is a case for a
// person.

import type { Id } from '@jandon/domain/ids'
import { DEFAULT_BOOK } from '@jandon/domain/ledger'
import type { Money, Unit } from '@jandon/domain/money'
import type { Reader } from './reads.ts'

export interface SafeguardingEquation {
  readonly book: Id<'bok'>
  readonly unit: Unit
  readonly safeguardingCash: Money
  readonly issuerReceivables: Money
  readonly owedToHolders: Money
  readonly payoutsInClearing: Money
  readonly serviceFees: Money
  readonly serviceVat: Money
  readonly operatorFunds: Money
  /** Of the cash, what started payouts have reserved. */
  readonly cashReserved: Money
  /** safeguardingCash + issuerReceivables. */
  readonly have: Money
  /** owedToHolders + payoutsInClearing + serviceFees + serviceVat + operatorFunds. */
  readonly owe: Money
  /** have − owe: zero, or something is wrong. */
  readonly difference: Money
}

/** The same for face values: what issuers have outstanding is what holders' instruments hold or have in redemption. */
export interface FaceValueEquation {
  readonly book: Id<'bok'>
  readonly unit: Unit
  readonly outstanding: Money
  readonly onInstruments: Money
  readonly redeeming: Money
  readonly difference: Money
}

export interface Safeguarding {
  readonly holds: boolean
  readonly equations: readonly SafeguardingEquation[]
  readonly faceValues: readonly FaceValueEquation[]
}

interface SumRow {
  unit: string
  code: string
  balance: bigint
  reserved: bigint
}

function currencyEquation(book: Id<'bok'>, unit: Unit, of: (code: string) => bigint, reserved: bigint) {
  const amount = (amountMinor: bigint): Money => ({ amountMinor, unit })
  const have = of('safeguarding_cash') + of('issuer_receivable')
  const owe = of('holder_cash') + of('payout_clearing') + of('service_fee') + of('service_vat') + of('operator_funds')
  return {
    book,
    unit,
    safeguardingCash: amount(of('safeguarding_cash')),
    issuerReceivables: amount(of('issuer_receivable')),
    owedToHolders: amount(of('holder_cash')),
    payoutsInClearing: amount(of('payout_clearing')),
    serviceFees: amount(of('service_fee')),
    serviceVat: amount(of('service_vat')),
    operatorFunds: amount(of('operator_funds')),
    cashReserved: amount(reserved),
    have: amount(have),
    owe: amount(owe),
    difference: amount(have - owe),
  }
}

function faceValueEquation(book: Id<'bok'>, unit: Unit, of: (code: string) => bigint): FaceValueEquation {
  const amount = (amountMinor: bigint): Money => ({ amountMinor, unit })
  const difference = of('instrument_outstanding') - of('holder_instrument') - of('instrument_redeeming')
  return {
    book,
    unit,
    outstanding: amount(of('instrument_outstanding')),
    onInstruments: amount(of('holder_instrument')),
    redeeming: amount(of('instrument_redeeming')),
    difference: amount(difference),
  }
}

/**
 * The equations of a book, one per unit, of one snapshot. Reads every account of the book once: a report, not a check
 * per request.
 */
export async function safeguardingEquation(reader: Reader, book: Id<'bok'> = DEFAULT_BOOK): Promise<Safeguarding> {
  const { rows } = await reader.query<SumRow>(
    `SELECT unit, code,
       sum(CASE normal_side WHEN 'debit' THEN debits_posted - credits_posted ELSE credits_posted - debits_posted END)::bigint
         AS balance,
       sum(CASE normal_side WHEN 'debit' THEN credits_pending ELSE debits_pending END)::bigint AS reserved
     FROM account_balance WHERE book = $1 GROUP BY unit, code ORDER BY unit, code`,
    [book],
  )
  const units = [...new Set(rows.map(row => row.unit))]
  const row = (unit: string, code: string) => rows.find(each => each.unit === unit && each.code === code)
  const of = (unit: string) => (code: string) => row(unit, code)?.balance ?? 0n
  const equations = units
    .filter(unit => !unit.includes(':'))
    .map(unit => currencyEquation(book, unit, of(unit), row(unit, 'safeguarding_cash')?.reserved ?? 0n))
  const faceValues = units.filter(unit => unit.includes(':')).map(unit => faceValueEquation(book, unit, of(unit)))
  const holds = [...equations, ...faceValues].every(equation => equation.difference.amountMinor === 0n)
  return { holds, equations, faceValues }
}
