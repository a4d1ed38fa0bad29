// SPDX-License-Identifier: Apache-2.0
// Proof, by the compiler, that what the use-cases answer and what the document shows have the same fields all the way
// down: answers are written by their schema, so a field that only one side knows would silently be lost.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QuoteJson } from '@jandon/domain/quote'
import type { Static } from 'typebox'
import type * as contract from '../usecases/contract.ts'
import type { Account } from './accounts.ts'
import type { Conversion } from './conversions.ts'
import type { Decision } from './decisions.ts'
import type { Holder } from './holders.ts'
import type { Instrument } from './instruments.ts'
import type { PayoutAccount } from './payout-accounts.ts'
import type { Payout } from './payouts.ts'
import type { Quote } from './quotes.ts'
import type { Transfer } from './transfers.ts'

/** `items`, `items.options`, `items.options.net`, … of a type. */
type Fields<T> = T extends readonly (infer Item)[]
  ? Fields<Item>
  : T extends object
    ? { [Key in keyof T & string]-?: Key | `${Key}.${Fields<NonNullable<T[Key]>>}` }[keyof T & string]
    : never

/** `true`, or the fields that only one side knows. */
type Agreement<Shown, Answered> =
  | Exclude<Fields<Shown>, Fields<Answered>>
  | Exclude<Fields<Answered>, Fields<Shown>> extends infer Differing
  ? [Differing] extends [never]
    ? true
    : Differing
  : never

interface Agreements {
  account: Agreement<Static<typeof Account>, contract.AccountView>
  conversion: Agreement<Static<typeof Conversion>, contract.ConversionView>
  decision: Agreement<Static<typeof Decision>, contract.DecisionView>
  holder: Agreement<Static<typeof Holder>, contract.HolderView>
  instrument: Agreement<Static<typeof Instrument>, contract.InstrumentView>
  payout: Agreement<Static<typeof Payout>, contract.PayoutView>
  payoutAccount: Agreement<Static<typeof PayoutAccount>, contract.PayoutAccountView>
  quote: Agreement<Static<typeof Quote>, QuoteJson>
  transfer: Agreement<Static<typeof Transfer>, contract.TransferView>
}

test('views and documented answers have the same fields (checked by tsc)', () => {
  const agreed: Agreements = {
    account: true,
    conversion: true,
    decision: true,
    holder: true,
    instrument: true,
    payout: true,
    payoutAccount: true,
    quote: true,
    transfer: true,
  }
  assert.ok(Object.values(agreed).every(Boolean))
})
