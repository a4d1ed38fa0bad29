// SPDX-License-Identifier: Apache-2.0
// From the journals that a step names to the journals themselves. The amounts come from the conversion as accepted and
// from nowhere else, so whatever an issuer or a bank answers cannot change what is booked.

import { assert } from '../assert/index.ts'
import type { Id } from '../ids/index.ts'
import {
  conversionHeld,
  conversionRedeemed,
  conversionReleased,
  DEFAULT_BOOK,
  type FeeTaken,
  issuerSettled,
  type JournalSpec,
  payoutReturned,
  payoutSettled,
  payoutStarted,
  payoutVoided,
} from '../ledger/index.ts'
import { type Money, subtract, sum } from '../money/index.ts'
import type { Instant } from '../time/index.ts'
import type { JournalPurpose } from './step.ts'

/** What of a conversion the books need. */
export interface Booked {
  readonly id: Id<'cnv'>
  readonly holderId: Id<'hld'>
  readonly instrumentId: Id<'ins'>
  readonly issuer: string
  readonly faceValue: Money
  readonly gross: Money
  readonly net: Money
  readonly fees: readonly { readonly code: string; readonly payee: string; readonly amountMinor: string }[]
  readonly redemptionReference: Id<'red'>
  readonly payout: { readonly id: Id<'pay'>; readonly amount: Money } | null
}

const PAYEES: readonly string[] = ['issuer', 'jandon', 'tax_office'] satisfies readonly FeeTaken['payee'][]
const isPayee = (payee: string): payee is FeeTaken['payee'] => PAYEES.includes(payee)

function feesOf(booked: Booked): FeeTaken[] {
  return booked.fees.map(({ code, payee, amountMinor }) => {
    assert(isPayee(payee), `No posting for a fee that goes to ${payee}.`)
    return { code, payee, amount: { amountMinor: BigInt(amountMinor), unit: booked.gross.unit } }
  })
}

/** An accepted conversion: the instrument enters the book and its face value is held. */
export function journalOfAcceptance(booked: Booked, occurredAt: Instant): JournalSpec {
  return conversionHeld({ ...heldOf(booked), occurredAt })
}

const heldOf = (booked: Booked) => ({
  book: DEFAULT_BOOK,
  conversionId: booked.id,
  instrumentId: booked.instrumentId,
  issuer: booked.issuer,
  faceValue: booked.faceValue,
})

/** The journals of a step, in its order. Idempotent by: conversion and payout; a retry makes the same journals. */
export function journalsOfStep(
  booked: Booked,
  purposes: readonly JournalPurpose[],
  occurredAt: Instant,
): JournalSpec[] {
  const payout = () => {
    assert(booked.payout !== null, 'A payout journal needs a payout.')
    return {
      book: DEFAULT_BOOK,
      occurredAt,
      payoutId: booked.payout.id,
      conversionId: booked.id,
      holderId: booked.holderId,
      amount: booked.payout.amount,
    }
  }
  const fees = feesOf(booked)
  const make: Record<JournalPurpose, () => JournalSpec> = {
    conversionRedeemed: () =>
      conversionRedeemed({
        ...heldOf(booked),
        occurredAt,
        holderId: booked.holderId,
        gross: booked.gross,
        fees,
      }),
    conversionReleased: () => conversionReleased({ ...heldOf(booked), occurredAt }),
    issuerSettled: () =>
      issuerSettled({
        book: DEFAULT_BOOK,
        occurredAt,
        settlementId: booked.redemptionReference,
        subject: booked.id,
        issuer: booked.issuer,
        amount: settledByIssuer(booked.gross, fees),
      }),
    payoutStarted: () => payoutStarted(payout()),
    payoutSettled: () => payoutSettled(payout()),
    payoutVoided: () => payoutVoided(payout()),
    payoutReturned: () => payoutReturned(payout()),
  }
  return purposes.map(purpose => make[purpose]())
}

/** An issuer keeps its own fee, so it sends the gross less that. */
function settledByIssuer(gross: Money, fees: readonly FeeTaken[]): Money {
  const kept = fees.filter(fee => fee.payee === 'issuer').map(fee => fee.amount)
  return subtract(gross, sum(kept, gross.unit))
}
