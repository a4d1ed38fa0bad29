// SPDX-License-Identifier: Apache-2.0
// Every request has an id that its answer, its log lines and its problem document carry. The caller's own is taken when
// it is short and harmless; otherwise one is made, because the id is printed into logs and pages.

import { randomBytes } from 'node:crypto'
import { newId } from '@jandon/domain/ids'
import type { Instant } from '@jandon/domain/time'

const SANE = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/

export function createRequestIds(now: () => Instant): (presented: string | string[] | undefined) => string {
  return presented =>
    typeof presented === 'string' && SANE.test(presented) ? presented : newId('req', now(), randomBytes(10))
}
