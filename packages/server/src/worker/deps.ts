// SPDX-License-Identifier: Apache-2.0
// What the worker needs of the world, and the few numbers that govern it.

import type { Database } from '../database/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Clock, CrashPoints, Log, Rail, Randomness, Source, Timer } from '../ports/index.ts'
import type { Store } from '../store/index.ts'

export interface WorkerDeps {
  readonly database: Database
  readonly ledger: Ledger
  readonly store: Store
  readonly clock: Clock
  readonly randomness: Randomness
  readonly timer: Timer
  readonly log: Log
  readonly crash: CrashPoints
  /** Adapters by their names, which are on record with each conversion. */
  readonly sources: ReadonlyMap<string, Source>
  readonly rails: ReadonlyMap<string, Rail>
}

/**
 * A lease is three calls long at the longest timeout (3 s), so a slow call never loses it; and short enough that a hung
 * process, which the database still believes to be alive, keeps a conversion waiting for ten seconds only.
 */
export const LEASE_MS = 10_000
/**
 * Pieces taken in one transaction: enough to share a flush to disk, few enough to be through in tens of milliseconds.
 */
export const TAKE_AT_ONCE = 256
/**
 * Calls outside at the same time, and beyond it no more than one batch of acceptances that began before it was reached.
 * Each holds a few kilobytes; banks and issuers commonly allow fewer.
 */
export const MAX_IN_FLIGHT = 512
/** How often to look for due work that nobody announced: another process accepted it, or its time has come. */
export const POLL_MS = 100
/**
 * How often dead workers are looked for. With a kill noticed by the database at once, recovery takes about this long.
 */
export const FREE_DEAD_MS = 500
/** How often banks are asked what they have to tell. */
export const NOTICES_MS = 250
/** How often the ledger folds, expires and seals. */
export const UPKEEP_MS = 1000
/** How often old idempotency keys are swept, and how many at once. */
export const SWEEP_MS = 60_000
export const SWEEP_AT_ONCE = 5000
/** 72 h and a bit, so that a fault on a Friday can be repaired and repeated on Monday. */
export const IDEMPOTENCY_KEPT_MS = 80 * 3600_000
/** How long a conversion that the books refused waits before it is tried again; a case is open meanwhile. */
export const QUARANTINE_MS = 60_000
