// SPDX-License-Identifier: Apache-2.0
// Named places where a process may die. In service nothing happens at them; tests and the simulation stop the worker or
// kill the process there, because "at any instant" is only proved at the instants that matter.

export const CRASH_POINTS = [
  /** Inside the accepting transaction, everything written, nothing committed. */
  'accept_before_commit',
  /** Accepted and committed; the caller has no answer yet. */
  'accept_committed',
  /** Inside the claiming transaction: leased and attempts recorded, nothing committed. */
  'claim_before_commit',
  /** The attempt is on record; the call has not been made. */
  'attempt_recorded',
  /** The other side has answered; nothing of it is on record. */
  'call_answered',
  /** Inside the transaction of the outcome: journals, state and next work written, nothing committed. */
  'outcome_before_commit',
  /** The outcome is on record; the next call has not been made. */
  'outcome_committed',
] as const
export type CrashPoint = (typeof CRASH_POINTS)[number]

export interface CrashPoints {
  /** Returns, or never does: throws `Crash` to end a worker, or ends the process. */
  reach(point: CrashPoint, subject?: string): void
}

export const noCrashPoints: CrashPoints = { reach() {} }

/** Thrown at a crash point in place of dying: whoever catches it must do nothing more, as the dead do. */
export class Crash extends Error {
  override readonly name = 'Crash'
  readonly point: CrashPoint

  constructor(point: CrashPoint) {
    super(`Crashed at ${point}.`)
    this.point = point
  }
}
