// SPDX-License-Identifier: Apache-2.0
// Idempotency keys around a use-case. First looked up, so that a repeat hears the first answer whatever has changed
// since; then claimed in the transaction of the effect, so that two at once have one effect between them.

import { type Tx, together } from '../database/index.ts'
import { createBatcher, mayBeOneItem } from '../ports/index.ts'
import type { KeptAnswer, KeyedRequest } from '../store/index.ts'
import { actorOf, done, refused } from './access.ts'
import type { Caller, Idempotency, Outcome, Refusal } from './contract.ts'
import type { UsecaseDeps } from './deps.ts'

/** What is to be written for one request, and the answer to it if it is. */
export interface Write<Plan, View> {
  readonly key: KeyedRequest | undefined
  readonly plan: Plan
  readonly view: View
}

export const keyOf = (caller: Caller, idempotency: Idempotency | undefined): KeyedRequest | undefined =>
  idempotency && { scope: actorOf(caller), ...idempotency }

/** 512 rows of the widest table are about 200 KB to PostgreSQL, written in some ten milliseconds. */
const MAX_BATCH = 512
/** About a second's worth. Who comes later is told to come again, while those who wait are still served in time. */
export const MAX_WAITING = 4096

function replay<View>(key: KeyedRequest, kept: KeptAnswer): Outcome<View> {
  if (kept.requestHash !== key.requestHash) return refused('idempotency_key_reused')
  return { kind: 'done', value: kept.answer as View, replayed: true }
}

export const overloaded = () => refused('overloaded', { retryAfterSeconds: 1 })

/** Answers repeats from what is kept, and lets one request per key in at a time. */
export function createKeyed({ database, store }: Pick<UsecaseDeps, 'database' | 'store'>) {
  const active = new Map<string, string>()
  const lookups = createBatcher<KeyedRequest, KeptAnswer | undefined>({
    run: async requests => {
      const kept = await store.idempotency.find(database.pool, requests)
      return requests.map(request => kept.get(store.idempotency.name(request.scope, request.key)))
    },
    maxBatch: MAX_BATCH,
    maxWaiting: MAX_WAITING,
    concurrency: 1,
  })
  /** Lets one request per key in at a time. What is kept of an earlier one, `run` has to look up. */
  async function alone<View>(key: KeyedRequest, run: () => Promise<Outcome<View>>): Promise<Outcome<View>> {
    const name = store.idempotency.name(key.scope, key.key)
    const other = active.get(name)
    if (other !== undefined) {
      return other === key.requestHash
        ? refused('idempotency_in_progress', { retryAfterSeconds: 1 })
        : refused('idempotency_key_reused')
    }
    active.set(name, key.requestHash)
    try {
      return await run()
    } finally {
      active.delete(name)
    }
  }
  async function keyed<View>(key: KeyedRequest | undefined, run: () => Promise<Outcome<View>>): Promise<Outcome<View>> {
    if (!key) return run()
    return alone(key, async () => {
      const lookup = lookups.add(key)
      if (!lookup) return overloaded()
      const kept = await lookup
      return kept ? replay<View>(key, kept) : run()
    })
  }
  return Object.assign(keyed, { alone })
}
export type Keyed = ReturnType<typeof createKeyed>

/** How one kind of write is done for a batch, inside the transaction in which the keys are claimed. */
export interface Effect<Plan> {
  /** Answers a refusal for each that may not be after all. A refused one leaves its key free. */
  careful(tx: Tx, plans: readonly Plan[]): Promise<readonly (Refusal | null)[]>
  /**
   * Writes all at once, in the hope that none is to be refused, and answers whether it was so. If not, all of it is
   * undone and done again with care.
   */
  hopeful?(tx: Tx, plans: readonly Plan[]): Promise<boolean>
}

class NotAsHoped extends Error {
  override readonly name = 'NotAsHoped'
}

/** A group commit for one kind of write. */
export function createWrites<Plan, View>(
  { database, store, clock }: UsecaseDeps,
  effect: Effect<Plan>,
): (write: Write<Plan, View>) => Promise<Outcome<View>> {
  const { idempotency } = store
  const nameOf = (key: KeyedRequest) => idempotency.name(key.scope, key.key)

  async function runBatch(tx: Tx, writes: readonly Write<Plan, View>[]): Promise<Outcome<View>[]> {
    const keyed = writes.flatMap(({ key, view }) => (key ? { ...key, answer: view } : []))
    const claimed = await idempotency.claim(tx, keyed, clock.now())
    const fresh = writes.filter(({ key }) => !key || claimed.has(nameOf(key)))
    const refusals = await effect.careful(
      tx,
      fresh.map(write => write.plan),
    )
    await idempotency.release(
      tx,
      fresh.flatMap(({ key }, index) => (key && refusals[index] ? key : [])),
    )
    const refusalOf = new Map(fresh.map((write, index) => [write, refusals[index] ?? null]))
    const kept = await idempotency.find(
      tx,
      writes.flatMap(write => (write.key && !refusalOf.has(write) ? write.key : [])),
    )
    return writes.map(write => {
      const refusal = refusalOf.get(write)
      if (refusal) return { kind: 'refused', refusal }
      if (refusal === null) return done(write.view)
      const answer = write.key && kept.get(nameOf(write.key))
      return answer && write.key ? replay<View>(write.key, answer) : refused('idempotency_in_progress')
    })
  }

  /** Keys and effects asked for together: they take one way to the database and run there in this order. */
  async function runHopefully(tx: Tx, writes: readonly Write<Plan, View>[]): Promise<Outcome<View>[]> {
    const keyed = writes.flatMap(({ key, view }) => (key ? { ...key, answer: view } : []))
    const [claimed, isAsHoped] = await together([
      idempotency.claim(tx, keyed, clock.now()),
      effect.hopeful?.(
        tx,
        writes.map(write => write.plan),
      ),
    ])
    if (!isAsHoped || claimed.size < keyed.length) throw new NotAsHoped()
    return writes.map(({ view }) => done(view))
  }

  async function run(writes: readonly Write<Plan, View>[]): Promise<Outcome<View>[]> {
    try {
      if (effect.hopeful) return await database.transaction(tx => runHopefully(tx, writes))
    } catch (thrown) {
      if (!(thrown instanceof NotAsHoped) && !mayBeOneItem(thrown)) throw thrown
    }
    return database.transaction(tx => runBatch(tx, writes))
  }

  const batcher = createBatcher<Write<Plan, View>, Outcome<View>>({
    run,
    maxBatch: MAX_BATCH,
    maxWaiting: MAX_WAITING,
    concurrency: 1,
    splitOn: mayBeOneItem,
  })
  return async write => (await batcher.add(write)) ?? overloaded()
}
