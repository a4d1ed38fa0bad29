// SPDX-License-Identifier: Apache-2.0
// The outside that is the same everywhere: what time it is, what is random, and waiting. Passed in, so that a
// simulation can own all three.

import type { Instant } from '@jandon/domain/time'

export interface Clock {
  now(): Instant
}

export interface Randomness {
  bytes(count: number): Uint8Array
}

export interface Timer {
  /** Resolves after `ms`, or at once when `signal` aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
