// SPDX-License-Identifier: Apache-2.0
// From rows to what callers see.

import { currencyOf, moneyToJson } from '@jandon/domain/money'
import { findBank, maskAccountNumber } from '@jandon/domain/payout'
import { formatInstant } from '@jandon/domain/time'
import type { Account, Transfer } from '../ledger/index.ts'
import type { Conversion, Holder, Instrument, Payout, PayoutAccount, Transition } from '../store/index.ts'
import type {
  AccountView,
  ConversionView,
  HolderView,
  InstrumentView,
  PayoutAccountView,
  PayoutView,
  TransferView,
  TransitionView,
} from './contract.ts'

export const holderView = (holder: Holder): HolderView => ({
  id: holder.id,
  name: holder.name,
  ...(holder.birthDate === undefined ? {} : { birthDate: holder.birthDate }),
  ...(holder.phone === undefined ? {} : { phone: holder.phone }),
  createdAt: formatInstant(holder.createdAt),
})

export const instrumentView = (instrument: Instrument): InstrumentView => ({
  id: instrument.id,
  holderId: instrument.holderId,
  kind: instrument.kind,
  issuer: typeof instrument.facts.issuer === 'string' ? instrument.facts.issuer : instrument.issuer,
  remaining: {
    amountMinor: instrument.faceValue.amountMinor.toString(),
    unit: currencyOf(instrument.faceValue.unit),
  },
  createdAt: formatInstant(instrument.createdAt),
})

export const payoutAccountView = (account: PayoutAccount): PayoutAccountView => ({
  id: account.id,
  holderId: account.holderId,
  bankCode: account.bankCode,
  bankName: findBank(account.bankCode)?.name ?? { ko: account.bankCode, en: account.bankCode },
  accountNumberMasked: maskAccountNumber(account.accountNumber),
  accountHolder: account.accountHolder,
  state: 'verified',
  createdAt: formatInstant(account.createdAt),
})

const transitionView = (transition: Transition): TransitionView => ({
  seq: transition.seq,
  from: transition.from,
  event: transition.event,
  to: transition.to,
  actor: transition.actor,
  reason: transition.reason,
  at: formatInstant(transition.at),
})

export type Histories = ReadonlyMap<string, readonly Transition[]>

/** The history is read after the state and may have gone on: what came later belongs to a later view. */
const historyUpTo = ({ id, seq }: { readonly id: string; readonly seq: number }, histories: Histories) =>
  (histories.get(id) ?? []).filter(row => row.seq <= seq).map(transitionView)

export const payoutView = (payout: Payout, histories: Histories): PayoutView => ({
  id: payout.id,
  conversionId: payout.conversionId,
  payoutAccountId: payout.payoutAccountId,
  rail: payout.rail,
  amount: moneyToJson(payout.amount),
  state: payout.state,
  railReference: payout.railReference,
  transitions: historyUpTo(payout, histories),
})

export const conversionView = (conversion: Conversion, histories: Histories): ConversionView => ({
  id: conversion.id,
  holderId: conversion.holderId,
  instrumentId: conversion.instrumentId,
  quoteId: conversion.quoteId,
  optionId: conversion.optionId,
  payoutAccountId: conversion.payoutAccountId,
  state: conversion.state,
  inDoubt: conversion.inDoubt,
  ruleId: conversion.ruleId,
  packVersion: conversion.packVersion,
  gross: moneyToJson(conversion.gross),
  fees: conversion.fees.map(fee => ({
    code: fee.code,
    amount: { amountMinor: fee.amountMinor, unit: conversion.gross.unit },
    payee: fee.payee,
  })),
  net: moneyToJson(conversion.net),
  arrivesBy: conversion.arrivesBy,
  createdAt: formatInstant(conversion.createdAt),
  transitions: historyUpTo(conversion, histories),
  payout: conversion.payout && payoutView(conversion.payout, histories),
  consent: conversion.consent,
})

export const accountView = (account: Account): AccountView => ({
  id: account.id,
  book: account.book,
  code: account.code,
  unit: account.unit,
  owner: account.owner,
  normalSide: account.normalSide,
  overdraft: account.overdraft,
  debitsPending: moneyToJson(account.debitsPending),
  debitsPosted: moneyToJson(account.debitsPosted),
  creditsPending: moneyToJson(account.creditsPending),
  creditsPosted: moneyToJson(account.creditsPosted),
  balance: moneyToJson(account.balance),
})

export const transferView = (transfer: Transfer): TransferView => ({
  id: transfer.id,
  journalId: transfer.journalId,
  debitAccountId: transfer.debitAccountId,
  creditAccountId: transfer.creditAccountId,
  amount: moneyToJson(transfer.amount),
  code: transfer.code,
  phase: transfer.phase,
  pendingId: transfer.pendingId,
  occurredAt: formatInstant(transfer.occurredAt),
  expiresAt: transfer.expiresAt === null ? null : formatInstant(transfer.expiresAt),
  recordedAt: formatInstant(transfer.recordedAt),
})
