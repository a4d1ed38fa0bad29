// SPDX-License-Identifier: Apache-2.0
// Our own price, as data: what Jandon takes for carrying a conversion out, and the VAT on that. Nothing by default.

import type { Rate } from '../money/index.ts'

/** rate × gross, not below `minimum` nor above `maximum`, plus VAT. Units: minor units of the pack's currency. */
export interface ServicePrice {
  readonly rate: Rate
  readonly minimum: bigint
  readonly maximum: bigint
  readonly vatRate: Rate
}

export interface Tariff {
  readonly service: ServicePrice
  /** Prices of single routes, in place of `service`. */
  readonly byRoute?: Readonly<Record<string, ServicePrice>>
}

/** A right that the law gives is carried out for nothing. */
export const FREE_TARIFF: Tariff = {
  service: {
    rate: { numerator: 0n, denominator: 1n },
    minimum: 0n,
    maximum: 0n,
    vatRate: { numerator: 1n, denominator: 10n },
  },
}
