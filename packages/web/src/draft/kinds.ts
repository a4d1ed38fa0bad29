// SPDX-License-Identifier: Apache-2.0
// Which few fields the first card of each kind shows. Anything else that matters the API asks for, one by one.

export type FieldInput = 'money' | 'points' | 'date' | 'funding' | 'remaining'
export interface Field {
  readonly fact: string
  readonly input: FieldInput
  /** Starts as the value of this other field until the person changes it. */
  readonly follows?: string
}
export interface KindForm {
  readonly kind: string
  readonly fields: readonly Field[]
  /** Where the fund source is part of what the thing is. */
  readonly facts?: Readonly<Record<string, string>>
}

const FUNDING: Field = { fact: 'fundingSource', input: 'funding' }
const voucherFields: readonly Field[] = [
  { fact: 'faceValue', input: 'money' },
  { fact: 'pricePaid', input: 'money', follows: 'faceValue' },
  { fact: 'remaining', input: 'remaining', follows: 'faceValue' },
]

/** In the order of the tiles: what people most often hold comes first. */
export const KINDS: readonly KindForm[] = [
  {
    kind: 'new_type_voucher',
    fields: [...voucherFields, { fact: 'purchasedOn', input: 'date' }, { fact: 'expiresOn', input: 'date' }, FUNDING],
  },
  {
    kind: 'prepaid_balance',
    fields: [
      { fact: 'balance', input: 'money' },
      { fact: 'lastCharge', input: 'money' },
    ],
  },
  { kind: 'game_cash', fields: [{ fact: 'balance', input: 'money' }, { fact: 'purchasedOn', input: 'date' }, FUNDING] },
  { kind: 'transit_card', fields: [{ fact: 'balance', input: 'money' }] },
  { kind: 'card_points', fields: [{ fact: 'points', input: 'points' }] },
  {
    kind: 'carrier_purchase',
    fields: [
      { fact: 'pricePaid', input: 'money' },
      { fact: 'purchasedOn', input: 'date' },
    ],
    facts: { fundingSource: 'carrier_billing' },
  },
  {
    kind: 'paper_voucher',
    fields: [...voucherFields, { fact: 'issuedOn', input: 'date' }, { fact: 'expiresOn', input: 'date' }, FUNDING],
  },
  {
    kind: 'local_voucher',
    fields: [
      { fact: 'faceValue', input: 'money' },
      { fact: 'remaining', input: 'remaining', follows: 'faceValue' },
    ],
  },
  {
    kind: 'onnuri_voucher',
    fields: [
      { fact: 'faceValue', input: 'money' },
      { fact: 'remaining', input: 'remaining', follows: 'faceValue' },
    ],
  },
  {
    kind: 'digital_content',
    fields: [{ fact: 'pricePaid', input: 'money' }, { fact: 'purchasedOn', input: 'date' }, FUNDING],
  },
  { kind: 'telecom_overpayment', fields: [{ fact: 'balance', input: 'money' }] },
  { kind: 'dormant_deposit', fields: [{ fact: 'balance', input: 'money' }] },
]

export function kindForm(kind: string): KindForm | undefined {
  return KINDS.find(form => form.kind === kind)
}

/** How a thing may have been paid for, in the order people recognise themselves in. */
export const FUNDING_CHOICES = [
  'bank_transfer',
  'cash',
  'debit_card',
  'credit_card',
  'carrier_billing',
  'bnpl',
  'gift',
  'promotion',
  'points',
  'unknown',
] as const
