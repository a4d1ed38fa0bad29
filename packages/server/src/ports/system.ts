// SPDX-License-Identifier: Apache-2.0
// The machine's own clock, randomness and timers: the adapters that `main` passes in.

import { randomBytes } from 'node:crypto'
import type { Clock, Randomness, Timer } from './clock.ts'

export const systemClock: Clock = { now: () => Date.now() }

/** Milliseconds on a clock that never steps, to measure how long something took. */
export const systemElapsed = (): number => performance.now()

/** Enough for four hundred ids: asking the system for ten bytes costs as much as asking for all of these. */
const BYTES_AT_ONCE = 4096
let unused: Uint8Array = new Uint8Array(0)

export const systemRandomness: Randomness = {
  bytes(count) {
    if (unused.length < count) unused = randomBytes(Math.max(count, BYTES_AT_ONCE))
    const bytes = unused.subarray(0, count)
    unused = unused.subarray(count)
    return bytes
  },
}

export const systemTimer: Timer = {
  sleep(ms, signal) {
    return new Promise(resolve => {
      if (signal?.aborted) return resolve()
      const done = () => {
        clearTimeout(timeout)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timeout = setTimeout(done, ms)
      signal?.addEventListener('abort', done, { once: true })
    })
  },
}
