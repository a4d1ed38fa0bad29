// SPDX-License-Identifier: Apache-2.0
// How each business event is written into the books. This is the file for an accountant: one function per event, one
// line per transfer, read as `debit → credit`. Units never mix: face value and won each balance on their own.
// All ids are derived from the conversion, payout or settlement, so the same event written twice is the same journal.

import { assert } from '../assert/index.ts'
import type { Id } from '../ids/index.ts'
import { currencyOf, type Money, sum } from '../money/index.ts'
import type { Instant } from '../time/index.ts'
import { accountSpec } from './chart.ts'
import { compose, type Line } from './compose.ts'
import type { JournalSpec } from './types.ts'

interface Event {
  readonly book: Id<'bok'>
  readonly occurredAt: Instant
}
export interface ConversionHold extends Event {
  readonly conversionId: Id<'cnv'>
  readonly instrumentId: Id<'ins'>
  readonly issuer: string
  /** Units: the issuer's face value, such as `voucher:cultureland:KRW`. */
  readonly faceValue: Money
}
/** One line of a quote's fees: who takes it decides where it goes. */
export interface FeeTaken {
  readonly code: string
  readonly payee: 'issuer' | 'jandon' | 'tax_office'
  readonly amount: Money
}
export interface ConversionRedeemed extends ConversionHold {
  readonly holderId: Id<'hld'>
  /** Units: a currency; what the issuer pays before anyone's fee. */
  readonly gross: Money
  readonly fees: readonly FeeTaken[]
}
export interface IssuerSettled extends Event {
  /** The redemption or settlement that the money is for; one journal each. */
  readonly settlementId: Id
  readonly subject: string
  readonly issuer: string
  readonly amount: Money
}
export interface PayoutEvent extends Event {
  readonly payoutId: Id<'pay'>
  readonly conversionId: Id<'cnv'>
  readonly holderId: Id<'hld'>
  readonly amount: Money
}
export interface OperatorFunds extends Event {
  /** The operator's own reference for the movement, such as the request that asked for it. */
  readonly referenceId: Id
  readonly amount: Money
}

/**
 * The holder agreed: the instrument enters the book (its issuer owes its face value, and the holder owns it), and all
 * of it is reserved. One journal, so that neither stands without the other. The hold has no expiry, because a
 * redemption in doubt must keep it until the issuer has answered.
 */
export function conversionHeld(e: ConversionHold): JournalSpec {
  return compose('conversion_held', e, e.conversionId, e.conversionId, [
    registrationOf(e),
    { ...holdOf(e), phase: 'pending', as: 'hold' },
  ])
}

/** The issuer redeemed: the face value is gone for good, and the holder is owed the gross less each fee. */
export function conversionRedeemed(e: ConversionRedeemed): JournalSpec {
  const unit = currencyOf(e.faceValue.unit)
  assert(e.gross.unit === unit, `A redemption of ${e.faceValue.unit} pays ${unit}, not ${e.gross.unit}.`)
  assert(
    sum(
      e.fees.map(fee => fee.amount),
      unit,
    ).amountMinor <= e.gross.amountMinor,
    'The fees of a redemption are at most its gross amount.',
  )
  const redeeming = accountSpec(e.book, 'instrument_redeeming', e.faceValue.unit, e.issuer)
  const outstanding = accountSpec(e.book, 'instrument_outstanding', e.faceValue.unit, e.issuer)
  const receivable = accountSpec(e.book, 'issuer_receivable', unit, e.issuer)
  const holder = accountSpec(e.book, 'holder_cash', unit, e.holderId)
  const feeTo = {
    // The issuer keeps its fee out of what it owes us.
    issuer: { code: 'issuer_fee', credit: receivable },
    jandon: { code: 'service_fee', credit: accountSpec(e.book, 'service_fee', unit) },
    tax_office: { code: 'service_vat', credit: accountSpec(e.book, 'service_vat', unit) },
  }
  const fees: Line[] = e.fees
    .filter(fee => fee.amount.amountMinor !== 0n)
    .map((fee, index) => ({ ...feeTo[fee.payee], debit: holder, amount: fee.amount, as: `fee/${index}/${fee.code}` }))
  return compose('conversion_redeemed', e, e.conversionId, e.conversionId, [
    { ...holdOf(e), phase: 'post', resolves: 'hold' },
    { code: 'instrument_retired', debit: redeeming, credit: outstanding, amount: e.faceValue },
    { code: 'issuer_gross', debit: receivable, credit: holder, amount: e.gross },
    ...fees,
  ])
}

/**
 * The redemption did not happen: the hold is released and the instrument leaves the book, the holder's as before. When
 * it comes again it enters with what is on it then.
 */
export function conversionReleased(e: ConversionHold): JournalSpec {
  const { debit, credit, amount } = registrationOf(e)
  return compose('conversion_released', e, e.conversionId, e.conversionId, [
    { ...holdOf(e), phase: 'void', resolves: 'hold' },
    { code: 'reversal', debit: credit, credit: debit, amount },
  ])
}

/** The issuer's money arrived in the safeguarding account. */
export function issuerSettled(e: IssuerSettled): JournalSpec {
  const cash = accountSpec(e.book, 'safeguarding_cash', e.amount.unit)
  const receivable = accountSpec(e.book, 'issuer_receivable', e.amount.unit, e.issuer)
  return compose('issuer_settled', e, e.settlementId, e.subject, [
    { code: 'issuer_settlement', debit: cash, credit: receivable, amount: e.amount },
  ])
}

/**
 * Before the bank is asked to pay: the holder's money and the cash for it are both reserved.
 * Refusals: `exceeds_credits` (the holder is not owed that much), `exceeds_debits` (the safeguarding account has not
 * got the cash yet: the issuer has to settle first, or the operator adds its own money).
 */
export function payoutStarted(e: PayoutEvent): JournalSpec {
  const [toClearing, fromCash] = payoutLines(e)
  return compose('payout_started', e, e.payoutId, e.conversionId, [
    { ...toClearing, phase: 'pending', as: 'payout' },
    { ...fromCash, phase: 'pending', as: 'cash' },
  ])
}

/** The bank paid: both reservations become final, and clearing returns to zero. */
export function payoutSettled(e: PayoutEvent): JournalSpec {
  const [toClearing, fromCash] = payoutLines(e)
  return compose('payout_settled', e, e.payoutId, e.conversionId, [
    { ...toClearing, phase: 'post', resolves: 'payout' },
    { ...fromCash, phase: 'post', resolves: 'cash' },
  ])
}

/** The bank certainly did not pay: both reservations are released, and the holder is owed the money as before. */
export function payoutVoided(e: PayoutEvent): JournalSpec {
  const [toClearing, fromCash] = payoutLines(e)
  return compose('payout_voided', e, e.payoutId, e.conversionId, [
    { ...toClearing, phase: 'void', resolves: 'payout' },
    { ...fromCash, phase: 'void', resolves: 'cash' },
  ])
}

/** The bank sent a settled payout back: the cash is in again and the holder is owed it again, by new transfers. */
export function payoutReturned(e: PayoutEvent): JournalSpec {
  const [toClearing, fromCash] = payoutLines(e)
  return compose('payout_returned', e, e.payoutId, e.conversionId, [
    { code: 'payout_return', debit: fromCash.credit, credit: fromCash.debit, amount: e.amount, as: 'cash' },
    { code: 'payout_return', debit: toClearing.credit, credit: toClearing.debit, amount: e.amount, as: 'payout' },
  ])
}

/** The operator puts its own money into safeguarding, so that payouts need not wait for issuers. */
export function operatorFundsAdded(e: OperatorFunds): JournalSpec {
  return compose('operator_funds_added', e, e.referenceId, e.referenceId, [
    {
      code: 'operator_funds',
      debit: accountSpec(e.book, 'safeguarding_cash', e.amount.unit),
      credit: accountSpec(e.book, 'operator_funds', e.amount.unit),
      amount: e.amount,
    },
  ])
}

/** The operator takes its own money out again. Refusals: `exceeds_credits`, `exceeds_debits`. */
export function operatorFundsTaken(e: OperatorFunds): JournalSpec {
  return compose('operator_funds_taken', e, e.referenceId, e.referenceId, [
    {
      code: 'operator_funds',
      debit: accountSpec(e.book, 'operator_funds', e.amount.unit),
      credit: accountSpec(e.book, 'safeguarding_cash', e.amount.unit),
      amount: e.amount,
    },
  ])
}

/** Our fees, or the tax on them, leave safeguarding for our own account or the tax office. */
export function feesTaken(e: OperatorFunds & { readonly from: 'service_fee' | 'service_vat' }): JournalSpec {
  return compose('fees_taken', e, e.referenceId, e.referenceId, [
    {
      code: 'fees_taken',
      debit: accountSpec(e.book, e.from, e.amount.unit),
      credit: accountSpec(e.book, 'safeguarding_cash', e.amount.unit),
      amount: e.amount,
      as: e.from,
    },
  ])
}

/**
 * Equal and opposite transfers, last first. For what was posted; what is pending is voided instead, never reversed.
 * Idempotent by: a journal has one reversal.
 */
export function reversal(of: JournalSpec, occurredAt: Instant): JournalSpec {
  const account = new Map(of.accounts.map(spec => [spec.id, spec]))
  const lines = of.transfers.toReversed().map(transfer => {
    const debit = account.get(transfer.creditAccountId)
    const credit = account.get(transfer.debitAccountId)
    assert(transfer.phase === 'posted' || transfer.phase === 'post', 'Only what is posted can be reversed.')
    assert(debit !== undefined && credit !== undefined, 'A journal names the accounts of its transfers.')
    return { code: 'reversal', debit, credit, amount: transfer.amount, as: transfer.id }
  })
  return compose('reversal', { book: of.book, occurredAt }, of.id, of.subject, lines)
}

/** Owed by the issuer → on the instrument. */
function registrationOf(e: ConversionHold): Line {
  return {
    code: 'instrument_registered',
    debit: accountSpec(e.book, 'instrument_outstanding', e.faceValue.unit, e.issuer),
    credit: accountSpec(e.book, 'holder_instrument', e.faceValue.unit, e.instrumentId),
    amount: e.faceValue,
  }
}

/** Face value of the instrument → being redeemed. */
function holdOf(e: ConversionHold): Omit<Line, 'phase'> {
  return {
    code: 'conversion_hold',
    debit: accountSpec(e.book, 'holder_instrument', e.faceValue.unit, e.instrumentId),
    credit: accountSpec(e.book, 'instrument_redeeming', e.faceValue.unit, e.issuer),
    amount: e.faceValue,
  }
}

/** Owed to holder → clearing, and clearing → safeguarding cash. */
function payoutLines(e: PayoutEvent): readonly [Line, Line] {
  const holder = accountSpec(e.book, 'holder_cash', e.amount.unit, e.holderId)
  const clearing = accountSpec(e.book, 'payout_clearing', e.amount.unit)
  const cash = accountSpec(e.book, 'safeguarding_cash', e.amount.unit)
  return [
    { code: 'payout', debit: holder, credit: clearing, amount: e.amount },
    { code: 'payout_cash', debit: clearing, credit: cash, amount: e.amount },
  ]
}
