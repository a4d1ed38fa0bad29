// SPDX-License-Identifier: Apache-2.0
// The machine's own clock, randomness and timers: the adapters that `main` passes in.

import { randomBytes } from 'node:crypto'
import type { Clock, Randomness, Timer } from './clock.ts'

export const systemClock: Clock = { now: () => Date.now() }

/** Milliseconds on a clock that never steps, to measure how long something took. */
export const systemElapsed = (): number => performance.now()

export const systemRandomness: Randomness = { bytes: count => randomBytes(count) }

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
