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

/** A tariff as it is kept: the digits of each number. */
export interface TariffJson {
  readonly service: readonly string[]
  readonly byRoute?: Readonly<Record<string, readonly string[]>>
}

/** The kept form of a tariff. `readTariff` gives the same tariff again. */
export function writeTariff({ service, byRoute }: Tariff): TariffJson {
  const routes = byRoute && Object.entries(byRoute).map(([route, price]) => [route, writePrice(price)])
  return { service: writePrice(service), ...(routes && { byRoute: Object.fromEntries(routes) }) }
}

export function readTariff({ service, byRoute }: TariffJson): Tariff {
  const routes = byRoute && Object.entries(byRoute).map(([route, price]) => [route, readPrice(price)])
  return { service: readPrice(service), ...(routes && { byRoute: Object.fromEntries(routes) }) }
}

function writePrice({ rate, minimum, maximum, vatRate }: ServicePrice): string[] {
  return [rate.numerator, rate.denominator, minimum, maximum, vatRate.numerator, vatRate.denominator].map(String)
}

function readPrice(digits: readonly string[]): ServicePrice {
  const [rate, per, minimum, maximum, vat, vatPer] = digits.map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ]
  return {
    rate: { numerator: rate, denominator: per },
    minimum,
    maximum,
    vatRate: { numerator: vat, denominator: vatPer },
  }
}
