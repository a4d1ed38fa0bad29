// SPDX-License-Identifier: Apache-2.0
// Every request has an id that its answer, its log lines and its problem document carry. The caller's own is taken when
// it is short and harmless; otherwise one is made, because the id is printed into logs and pages.

import { randomBytes } from 'node:crypto'
import { newId } from '@jandon/domain/ids'
import type { Instant } from '@jandon/domain/time'

const SANE = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/

/** Bytes of chance are drawn for 400 ids at a time: one draw costs as much as all the rest of making an id. */
const ENTROPY_BYTES = 10
const POOL_BYTES = 400 * ENTROPY_BYTES

function createEntropy(): () => Uint8Array {
  let pool = randomBytes(0)
  let next = 0
  return () => {
    if (next + ENTROPY_BYTES > pool.length) {
      pool = randomBytes(POOL_BYTES)
      next = 0
    }
    next += ENTROPY_BYTES
    return pool.subarray(next - ENTROPY_BYTES, next)
  }
}

export function createRequestIds(now: () => Instant): (presented: string | string[] | undefined) => string {
  const entropy = createEntropy()
  return presented =>
    typeof presented === 'string' && SANE.test(presented) ? presented : newId('req', now(), entropy())
}
