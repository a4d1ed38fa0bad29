// SPDX-License-Identifier: Apache-2.0
// What the use-cases need of the world.

import type { Id } from '@jandon/domain/ids'
import type { Pack } from '@jandon/domain/policy'
import type { Tariff } from '@jandon/domain/quote'
import type { Database } from '../database/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Clock, CrashPoints, Log, Rail, Randomness, Source, Timer } from '../ports/index.ts'
import type { Attempt, Conversion, Instrument, Move, NewWork, PayoutAccount, Store } from '../store/index.ts'
import type { SimulatorFault } from './contract.ts'

/** The simulated world's switchboard, when simulated rails are on. */
export interface SimulatorControl {
  setFaults(faults: readonly SimulatorFault[]): Promise<number>
  /** Whether a fault is one that its target can have. */
  makesSense(fault: SimulatorFault): boolean
}

/** A call that is on record with the acceptance of its conversion, by the worker of this process. */
export interface Begun {
  readonly move: Move
  readonly work: NewWork
  readonly attempt: Attempt
  /** To be called when all of it is committed: makes the call. */
  readonly begin: () => void
}

/** A worker in this process that has a hand free. */
export interface Hand {
  /** What a new conversion begins with; undefined when it cannot begin now. Nothing is done before `begin`. */
  prepare(accepted: {
    readonly conversion: Conversion
    readonly instrument: Instrument
    readonly account: PayoutAccount
  }): Begun | undefined
}

export interface UsecaseDeps {
  readonly database: Database
  readonly ledger: Ledger
  readonly store: Store
  /** Keyed by jurisdiction. */
  readonly packs: ReadonlyMap<string, Pack>
  readonly tariff: Tariff
  readonly clock: Clock
  readonly randomness: Randomness
  readonly timer: Timer
  readonly log: Log
  readonly crash: CrashPoints
  /** Where new conversions are redeemed and paid out. Without one, nothing can be converted. */
  readonly source: Source | undefined
  readonly rail: Rail | undefined
  readonly simulator: SimulatorControl | undefined
  /** The holder whom callers without a key on loopback are, in a demonstration. */
  readonly demoHolderId: Id<'hld'> | undefined
  /** A worker of this process with a hand free: what is accepted is then begun in the same transaction. */
  readonly hand?: () => Hand | undefined
  /** Called after work has been committed, so that a worker in this process looks at once. */
  readonly onWork: () => void
  /** Whether the worker of this process turns; undefined when it has none. */
  readonly isWorkerTurning: () => boolean | undefined
}
