// SPDX-License-Identifier: Apache-2.0
// Our own price from a file (JANDON_TARIFF). Without one, what the law gives is carried out for free. A price that
// cannot be read stops the start: a wrong fee is worse than no server.

import { readFileSync } from 'node:fs'
import { parseRate } from '@jandon/domain/money'
import { FREE_TARIFF, type ServicePrice, type Tariff } from '@jandon/domain/quote'
import { parse } from 'yaml'
import { ConfigFault } from './config.ts'

const FORM = 'service: { rate: 1.5%, minimum: 0, maximum: 5000, vatRate: 10% }, and the same for routes under byRoute'

/**
 * Reads `{ service: { rate, minimum, maximum, vatRate }, byRoute?: { <route>: … } }`, YAML or JSON.
 * Units: minimum and maximum are minor units of the pack's currency. Faults: `ConfigFault`.
 */
export function loadTariff(file: string | undefined): Tariff {
  if (file === undefined) return FREE_TARIFF
  let document: unknown
  try {
    document = parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new ConfigFault([`The tariff ${file} cannot be read: ${error instanceof Error ? error.message : error}.`])
  }
  const { service, byRoute, ...unknown } = fields(document)
  const faulty = [
    ...Object.keys(unknown),
    ...(readPrice(service) ? [] : ['service']),
    ...Object.entries(fields(byRoute)).flatMap(([route, price]) => (readPrice(price) ? [] : [`byRoute.${route}`])),
  ]
  if (faulty.length > 0) throw new ConfigFault([`The tariff ${file} has a wrong ${faulty.join(', ')}. Write ${FORM}.`])
  const routes = Object.entries(fields(byRoute)).map(([route, price]) => [route, readPrice(price)!] as const)
  return { service: readPrice(service)!, ...(routes.length > 0 && { byRoute: Object.fromEntries(routes) }) }
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function readPrice(value: unknown): ServicePrice | undefined {
  const { rate, minimum, maximum, vatRate, ...unknown } = fields(value)
  const [share, vat] = [parseRate(String(rate)), parseRate(String(vatRate))]
  const [least, most] = [whole(minimum), whole(maximum)]
  if (Object.keys(unknown).length > 0 || !share || !vat || least === undefined || most === undefined) return undefined
  return least <= most ? { rate: share, minimum: least, maximum: most, vatRate: vat } : undefined
}

function whole(value: unknown): bigint | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined
}
