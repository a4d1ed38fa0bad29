// SPDX-License-Identifier: Apache-2.0
// What holds value, how its holder paid for it, and how sure we are of each fact.

export const INSTRUMENT_KINDS = [
  'prepaid_balance',
  'electronic_money',
  'new_type_voucher',
  'paper_voucher',
  'local_voucher',
  'onnuri_voucher',
  'card_points',
  'loyalty_points',
  'game_cash',
  'transit_card',
  'carrier_purchase',
  'carrier_credit',
  'digital_content',
  'telecom_overpayment',
  'dormant_deposit',
  'gift_card',
  'airtime',
] as const
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number]

/** `unknown` is a value of its own: it never passes where provenance matters. */
export const FUNDING_SOURCES = [
  'cash',
  'bank_transfer',
  'debit_card',
  'credit_card',
  'carrier_billing',
  'bnpl',
  'points',
  'gift',
  'promotion',
  'unknown',
] as const
export type FundingSource = (typeof FUNDING_SOURCES)[number]

/** What the asker wants to do; `any` asks for every lawful way. */
export const INTENTS = ['any', 'refund', 'sell', 'borrow'] as const
export type Intent = (typeof INTENTS)[number]

/** How a fact reached us: told by the holder, shown by a document, or confirmed by its issuer or a register. */
export const FACT_ORIGINS = ['stated', 'documented', 'verified'] as const
export type FactOrigin = (typeof FACT_ORIGINS)[number]
