// SPDX-License-Identifier: Apache-2.0
// How a long run treats a server that is busy, restarting or gone: it waits as it is told, asks again with the same
// idempotency key, sends less for a while, and gives up only when nothing has answered for a stated time.

import { ApiProblem, ApiUnreachable } from './api.ts'

export interface Clock {
  now(): number
  /** Resolves after `ms`, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export interface PatienceOptions {
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly maxConcurrent: number
  /** How long nothing may answer before the run stops. Long enough for a restart of the server with recovery. */
  readonly giveUpAfterMs: number
  /** Told once when waiting begins and once when the server is back. */
  readonly onWaiting?: (reason: 'unreachable' | 'busy' | 'back') => void
}

/** The run was stopped by the person at the keyboard. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

/** The server has not answered for `giveUpAfterMs`. What was asked may or may not have been done. */
export class GaveUp extends Error {
  override readonly name = 'GaveUp'
}

const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 3_000
/** A server that names a longer pause than this is asked again earlier: nobody's run should sleep for an hour. */
const LONGEST_RETRY_AFTER_MS = 30_000
/** An internal error may be a restart half way; five tries with growing waits are 3 s, after that it is not. */
const TRIES_ON_INTERNAL_ERROR = 5

const isBusy = (problem: ApiProblem) =>
  problem.status === 503 || problem.status === 429 || problem.code === 'idempotency_in_progress'

export interface Patience {
  /**
   * Runs one call until it has an answer: a value, or a refusal that will not change by asking again.
   * Faults: `Stopped`, `GaveUp`; an internal error of the server that did not go away.
   */
  call<T>(run: () => Promise<T>): Promise<T>
}

export function createPatience(options: PatienceOptions): Patience {
  const { clock, signal } = options
  let limit = options.maxConcurrent
  let running = 0
  let lastAnswerAt = clock.now()
  let pausedUntil = 0
  let isWaiting = false
  const queue: (() => void)[] = []

  const slots = () => Math.max(1, Math.floor(limit))

  async function enter(): Promise<void> {
    // Whoever lets the next one in counts it, so that nobody slips in between.
    if (running < slots()) running++
    else await new Promise<void>(resolve => queue.push(resolve))
    while (clock.now() < pausedUntil && !signal.aborted) await clock.sleep(pausedUntil - clock.now(), signal)
  }
  function leave(): void {
    running--
    while (queue.length > 0 && running < slots()) {
      running++
      queue.shift()!()
    }
  }
  function answered(): void {
    lastAnswerAt = clock.now()
    if (isWaiting) options.onWaiting?.('back')
    isWaiting = false
  }
  function waiting(reason: 'unreachable' | 'busy'): void {
    if (!isWaiting) options.onWaiting?.(reason)
    isWaiting = true
  }

  async function attempt<T>(run: () => Promise<T>): Promise<T> {
    await enter()
    try {
      if (signal.aborted) throw new Stopped('Stopped.')
      const value = await run()
      answered()
      // Additive increase: one more at a time for each full round that went well.
      limit = Math.min(options.maxConcurrent, limit + 1 / Math.max(1, limit))
      return value
    } finally {
      leave()
    }
  }

  /** How long to wait before asking again, or undefined when asking again is useless. */
  function pauseAfter(error: unknown, tries: number, since: number): number | undefined {
    const growing = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries, 10))
    if (error instanceof ApiUnreachable) {
      if (clock.now() - lastAnswerAt > options.giveUpAfterMs) throw new GaveUp(error.message, { cause: error })
      waiting('unreachable')
      return growing
    }
    if (!(error instanceof ApiProblem)) return undefined
    lastAnswerAt = clock.now()
    if (isBusy(error)) {
      const isOverload = error.code === 'overloaded' || error.status === 429
      // A bank or an issuer may be closed for hours; the row is left for the next run.
      if (!isOverload && clock.now() - since > options.giveUpAfterMs) return undefined
      const asked = Math.min(LONGEST_RETRY_AFTER_MS, (error.retryAfterSeconds ?? 0) * 1000)
      const pause = Math.max(growing, asked)
      if (isOverload) {
        // Multiplicative decrease, once for each pause, and everybody pauses: it is too much for the server, not this
        // call.
        if (clock.now() >= pausedUntil) limit = Math.max(1, limit / 2)
        pausedUntil = Math.max(pausedUntil, clock.now() + pause)
        waiting('busy')
      }
      return pause
    }
    answered()
    return error.status >= 500 && tries < TRIES_ON_INTERNAL_ERROR ? growing : undefined
  }

  return {
    async call(run) {
      const since = clock.now()
      for (let tries = 0; ; tries++) {
        try {
          return await attempt(run)
        } catch (error) {
          if (error instanceof Stopped) throw error
          const pause = pauseAfter(error, tries, since)
          if (pause === undefined) throw error
          await clock.sleep(pause, signal)
          if (signal.aborted) throw new Stopped('Stopped.', { cause: error })
        }
      }
    },
  }
}
