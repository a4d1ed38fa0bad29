// SPDX-License-Identifier: Apache-2.0
// Puts our own price on an option: the service fee and its VAT, each a line of its own. Only what we carry out costs
// anything, and never so much that nothing is left for the holder.

import { deriveId, type Id } from '../ids/index.ts'
import { mulDiv } from '../money/index.ts'
import type { FeeLine, Option } from '../policy/index.ts'
import type { QuoteOption } from './quote.ts'
import type { Tariff } from './tariff.ts'

const SERVICE_TITLE = { ko: '잔돈 이용료', en: 'Jandon service fee' }
const VAT_TITLE = { ko: '이용료 부가가치세', en: 'VAT on the service fee' }

/** Idempotent by: quote id, ref and rule id give the same option id. */
export function optionId(quoteId: Id<'qte'>, ref: string, ruleId: string): Id<'opt'> {
  return deriveId('opt', quoteId, `${ref}/${ruleId}`)
}

/**
 * The option with our fees and its id.
 * Rounding: the service fee once, down, then within its minimum and maximum; its VAT once, down.
 */
export function priceOption(option: Option, id: Id<'opt'>, tariff: Tariff): QuoteOption {
  const own = option.carriedOut && option.payout === 'bank' ? ownFees(option, tariff) : []
  const ownTotal = own.reduce((total, fee) => total + fee.amountMinor, 0n)
  if (ownTotal === 0n || ownTotal >= option.netMinor) return { ...option, id }
  return { ...option, id, fees: [...option.fees, ...own], netMinor: option.netMinor - ownTotal }
}

/** A fee that would leave the holder nothing is not taken at all: see `priceOption`. */
function ownFees({ route, grossMinor }: Option, tariff: Tariff): FeeLine[] {
  const { rate, minimum, maximum, vatRate } = tariff.byRoute?.[route] ?? tariff.service
  const proportional = mulDiv(grossMinor, rate.numerator, rate.denominator, 'down')
  const service = within(proportional, minimum, maximum)
  const vat = mulDiv(service, vatRate.numerator, vatRate.denominator, 'down')
  const lines: FeeLine[] = [
    { code: 'service', payee: 'jandon', title: SERVICE_TITLE, amountMinor: service },
    { code: 'service_vat', payee: 'tax_office', title: VAT_TITLE, amountMinor: vat },
  ]
  return lines.filter(line => line.amountMinor > 0n)
}

/** The maximum wins over a minimum above it. */
function within(value: bigint, least: bigint, most: bigint): bigint {
  if (value >= most || least >= most) return most
  if (value <= least) return least
  return value
}
