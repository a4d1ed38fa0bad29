// SPDX-License-Identifier: Apache-2.0
// The worker one step at a time, in a fixed order and without timers: how the simulation drives it. The same two
// transactions and the same calls as in service; only who decides when is different.

import { freeDeadWork } from '../store/index.ts'
import { makeCall } from './call.ts'
import { recordOutcomes, take } from './commit.ts'
import type { WorkerDeps } from './deps.ts'
import { type Instance, registerInstance } from './instance.ts'
import { collectNotices, handleNotices } from './notices.ts'
import type { HeldCall } from './prepare.ts'

export interface SteppedWorker {
  readonly number: number
  /**
   * Takes up to `limit` pieces, makes their calls one after the other, records the answers together, until none
   * follows.
   */
  step(limit: number): Promise<number>
  freeDead(): Promise<number>
  notices(): Promise<number>
  /** Ends the session, as death does. Nothing else is tidied up. */
  die(): Promise<void>
}

/**
 * A worker that does nothing by itself. Faults: `Crash` from the crash points of `deps`, and whatever the pool throws.
 */
export async function createSteppedWorker(deps: WorkerDeps): Promise<SteppedWorker> {
  const instance: Instance = await registerInstance(deps.database)
  return {
    number: instance.number,
    async step(limit) {
      let held = await take(deps, instance.number, limit)
      const taken = held.length
      while (held.length > 0) {
        const answered = []
        for (const each of held) {
          deps.crash.reach('attempt_recorded', each.conversion.id)
          answered.push({ held: each, answer: await makeCall(deps, each) })
          deps.crash.reach('call_answered', each.conversion.id)
        }
        const next = await recordOutcomes(deps, instance.number, answered)
        deps.crash.reach('outcome_committed')
        held = next.filter((each): each is HeldCall => each !== null)
      }
      return taken
    },
    freeDead: () => freeDeadWork(deps.database.pool, deps.clock.now()),
    async notices() {
      await collectNotices(deps)
      return handleNotices(deps)
    },
    die: () => instance.release(),
  }
}
