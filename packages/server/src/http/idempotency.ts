// SPDX-License-Identifier: Apache-2.0
// The Idempotency-Key header, after the IETF draft: the key names one act, the hash of the request tells a retry from
// another act under the same key. The effect and the key are committed together, by the use-case.

import { createHash } from 'node:crypto'
import type { Idempotency } from '../usecases/contract.ts'
import { ProblemError } from './problem.ts'

/** 255 visible ASCII characters, as Stripe has it; the draft's quoted form `"…"` means the same key. */
const KEY = /^[\x21-\x7e]{1,255}$/

/**
 * Reads the header of a route that takes one.
 * Refusals: idempotency_key_missing, idempotency_key_invalid.
 */
export function readIdempotency(
  header: string | string[] | undefined,
  need: 'required' | 'optional',
  request: { readonly method: string; readonly path: string; readonly body: unknown },
): Idempotency | undefined {
  if (header === undefined || header === '') {
    if (need === 'required') throw new ProblemError({ code: 'idempotency_key_missing' })
    return undefined
  }
  const quoted = typeof header === 'string' ? /^"(.*)"$/.exec(header) : null
  const key = quoted ? quoted[1]!.replaceAll(/\\(["\\])/g, '$1') : header
  if (typeof key !== 'string' || !KEY.test(key)) throw new ProblemError({ code: 'idempotency_key_invalid' })
  return { key, requestHash: requestHash(request.method, request.path, request.body) }
}

/** Idempotent by: method, path and the body's meaning; spaces and the order of fields do not change it. */
export function requestHash(method: string, path: string, body: unknown): string {
  return createHash('sha256')
    .update(`${method} ${path}\n${canonicalJson(body)}`)
    .digest('hex')
}

/** JSON with sorted fields. The depth of bodies is bounded before this runs. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'null'
}

/**
 * A copy whose fields are made in order, because JSON.stringify writes a whole body faster than we a part of it. No
 * field is named `__proto__`: the parser refuses that.
 */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  const fields = value as Record<string, unknown>
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(fields).sort()) copy[name] = sorted(fields[name])
  return copy
}
