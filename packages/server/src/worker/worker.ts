// SPDX-License-Identifier: Apache-2.0
// The worker: takes due work, makes the calls, records the answers, and keeps the house (dead workers, notices, ledger
// upkeep, old keys). It may be killed at any instant; whatever it had begun is found on record and asked about.

import { createBatcher, faultFields, mayBeOneItem } from '../ports/index.ts'
import { freeDeadWork } from '../store/index.ts'
import { makeCall } from './call.ts'
import { type Answered, type BegunCall, beginWith, quarantine, recordOutcomes, take } from './commit.ts'
import type { WorkerDeps } from './deps.ts'
import * as numbers from './deps.ts'
import { type Instance, registerInstance } from './instance.ts'
import { collectNotices, handleNotices } from './notices.ts'
import type { HeldCall } from './prepare.ts'

export interface Worker {
  start(): Promise<void>
  /** Takes nothing more, waits for calls under way (each has its own timeout), and gives up its number. */
  stop(): Promise<void>
  /** Work has just become due in this process: look now and not at the next poll. */
  poke(): void
  /**
   * Prepares the first call of a conversion that is about to be written, to be put on record with it; undefined when
   * this worker has no hand free. `begin` makes the call, once that is committed.
   */
  prepare(
    accepted: Pick<HeldCall, 'conversion' | 'account' | 'instrument'>,
  ): (BegunCall & { begin(): void }) | undefined
  /** Whether it has turned within the last five seconds: long enough for a slow flush, short enough for a probe. */
  isTurning(): boolean
}

const TURNING_MS = 5000
/** After a fault of the database: a second, so that a restart of the server is met by patience and not by a storm. */
const AFTER_FAULT_MS = 1000

export function createWorker(deps: WorkerDeps): Worker {
  const stopping = new AbortController()
  const inFlight = new Set<Promise<void>>()
  let instance: Instance | undefined
  let lastTurn = Number.NEGATIVE_INFINITY
  let loops: Promise<unknown> = Promise.resolve()
  let wake: (() => void) | undefined
  let poked = false

  const outcomes = createBatcher<Answered & { worker: number }, HeldCall | null>({
    run: batch => recordByWorker(deps, batch),
    maxBatch: numbers.TAKE_AT_ONCE,
    // What is in flight is bounded where it begins; an answer that came is never turned away.
    maxWaiting: Number.MAX_SAFE_INTEGER,
    concurrency: 1,
    splitOn: mayBeOneItem,
  })

  async function carryOut(first: HeldCall, worker: number): Promise<void> {
    let held: HeldCall | null = first
    while (held) {
      deps.crash.reach('attempt_recorded', held.conversion.id)
      const answer = await makeCall(deps, held)
      deps.crash.reach('call_answered', held.conversion.id)
      const current: HeldCall = held
      try {
        held = (await outcomes.add({ held: current, answer, worker })) ?? null
        deps.crash.reach('outcome_committed', current.conversion.id)
      } catch (thrown) {
        await notRecorded(deps, worker, current, thrown)
        return
      }
    }
  }

  function begin(held: HeldCall, worker: number): void {
    const running = carryOut(held, worker).catch(thrown => {
      deps.log.error(faultFields(thrown), 'A conversion was left to the next worker.')
    })
    inFlight.add(running)
    void running.finally(() => {
      inFlight.delete(running)
      wake?.()
    })
  }

  async function turn(): Promise<void> {
    if (!instance?.isAlive()) {
      instance = await registerInstance(deps.database)
      await freeDeadWork(deps.database.pool, deps.clock.now())
    }
    const room = Math.min(numbers.TAKE_AT_ONCE, numbers.MAX_IN_FLIGHT - inFlight.size)
    const held = room > 0 ? await take(deps, instance.number, room) : []
    for (const each of held) begin(each, instance.number)
    lastTurn = deps.clock.now()
    if (held.length === room && room > 0) return
    if (poked) {
      poked = false
      return
    }
    await waitForWork()
  }

  async function waitForWork(): Promise<void> {
    const woken = new AbortController()
    wake = () => woken.abort()
    stopping.signal.addEventListener('abort', wake, { once: true })
    await deps.timer.sleep(numbers.POLL_MS, woken.signal)
    stopping.signal.removeEventListener('abort', wake)
    wake = undefined
  }

  async function loop(once: () => Promise<unknown>, everyMs: number): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await once()
        if (everyMs > 0) await deps.timer.sleep(everyMs, stopping.signal)
      } catch (thrown) {
        deps.log.error(faultFields(thrown), 'The worker met a fault and goes on.')
        await deps.timer.sleep(AFTER_FAULT_MS, stopping.signal)
      }
    }
  }

  return {
    async start() {
      instance = await registerInstance(deps.database)
      await freeDeadWork(deps.database.pool, deps.clock.now())
      lastTurn = deps.clock.now()
      loops = Promise.all([
        loop(turn, 0),
        loop(() => freeDeadWork(deps.database.pool, deps.clock.now()), numbers.FREE_DEAD_MS),
        loop(() => keepUpWithNotices(deps), numbers.NOTICES_MS),
        loop(() => deps.ledger.upkeep(deps.database), numbers.UPKEEP_MS),
        loop(() => sweep(deps), numbers.SWEEP_MS),
      ])
    },
    async stop() {
      stopping.abort()
      await loops
      await Promise.all(inFlight)
      await instance?.release()
    },
    prepare(accepted) {
      if (stopping.signal.aborted || !instance?.isAlive() || inFlight.size >= numbers.MAX_IN_FLIGHT) return undefined
      const { number } = instance
      const call = beginWith(deps, number, accepted)
      if (!call) return undefined
      const beginUnlessStopped = () => {
        // What a worker that stops leaves behind is on record: the next one asks what became of it.
        if (!stopping.signal.aborted) begin(call.held, number)
      }
      return { ...call, begin: beginUnlessStopped }
    },
    poke() {
      poked = true
      wake?.()
    },
    isTurning: () => deps.clock.now() - lastTurn < TURNING_MS,
  }
}

/** Takings under an earlier number of this process belong to that number, and are recorded or refused under it. */
async function recordByWorker(
  deps: WorkerDeps,
  batch: readonly (Answered & { worker: number })[],
): Promise<(HeldCall | null)[]> {
  const numbersOfBatch = new Set(batch.map(each => each.worker))
  const next = new Map<Answered, HeldCall | null>()
  for (const worker of numbersOfBatch) {
    const own = batch.filter(each => each.worker === worker)
    const held = await recordOutcomes(deps, worker, own)
    own.forEach((each, index) => {
      next.set(each, held[index] ?? null)
    })
  }
  return batch.map(each => next.get(each) ?? null)
}

/**
 * An answer that could not be recorded. When it is the conversion's own trouble, a person looks; when it is the
 * database's, the lease runs out and the next worker asks by reference.
 */
async function notRecorded(deps: WorkerDeps, worker: number, held: HeldCall, thrown: unknown): Promise<void> {
  deps.log.error(
    { conversion: held.conversion.id, call: held.call, ...faultFields(thrown) },
    'An answer could not be recorded; it will be asked for again.',
  )
  if (mayBeOneItem(thrown)) await quarantine(deps, worker, held)
}

export async function keepUpWithNotices(deps: WorkerDeps): Promise<void> {
  await collectNotices(deps)
  await handleNotices(deps)
}

async function sweep(deps: WorkerDeps): Promise<void> {
  const before = deps.clock.now() - numbers.IDEMPOTENCY_KEPT_MS
  // Bounded: ten rounds are 50,000 keys a minute, more than any server here takes in.
  for (let round = 0; round < 10; round++) {
    const swept = await deps.store.idempotency.sweep(deps.database.pool, before, numbers.SWEEP_AT_ONCE)
    if (swept < numbers.SWEEP_AT_ONCE) return
  }
}
