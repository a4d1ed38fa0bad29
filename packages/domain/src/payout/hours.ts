// SPDX-License-Identifier: Apache-2.0
// When a rail takes instructions. A payout that falls into a closed window waits for its end; it is never sent "to
// try".

import { assert } from '../assert/index.ts'
import { type Instant, MINUTE, minuteOfDayAt } from '../time/index.ts'

const MINUTES_PER_DAY = 24 * 60

/** A daily closed window in local minutes of the day, `from` inclusive, `until` exclusive; it may run over midnight. */
export interface ClosedWindow {
  /** Bank code, or undefined when it closes the whole rail. */
  readonly bankCode?: string
  readonly from: number
  readonly until: number
}

export interface RailHours {
  readonly utcOffsetMinutes: number
  readonly closed: readonly ClosedWindow[]
}

/** A rail that never closes. */
export const ALWAYS_OPEN: RailHours = { utcOffsetMinutes: 540, closed: [] }

/**
 * The nightly pause that Korean banks announce for closing their books, around midnight. Banks announce other times in
 * single nights; a real rail's adapter brings its own windows in place of these.
 */
export const KOREAN_NIGHTLY_PAUSE: RailHours = {
  utcOffsetMinutes: 540,
  closed: [{ from: 23 * 60 + 50, until: 10 }],
}

const minutesInto = (window: ClosedWindow, minute: number) => (minute - window.from + MINUTES_PER_DAY) % MINUTES_PER_DAY

const lengthOf = (window: ClosedWindow) => (window.until - window.from + MINUTES_PER_DAY) % MINUTES_PER_DAY

/**
 * The first instant from `now` on at which the rail takes an instruction for this bank; `now` itself when it is open.
 */
export function opensAt(hours: RailHours, bankCode: string, now: Instant): Instant {
  const windows = hours.closed.filter(window => window.bankCode === undefined || window.bankCode === bankCode)
  let at = now
  // Leaving one window may enter another; each pass leaves at least one, and a second round would mean "never open".
  for (let pass = 0; pass <= windows.length * 2; pass++) {
    const minute = minuteOfDayAt(at, hours.utcOffsetMinutes)
    const inside = windows.find(window => minutesInto(window, minute) < lengthOf(window))
    if (!inside) return at
    const left = lengthOf(inside) - minutesInto(inside, minute)
    at = Math.floor(at / MINUTE) * MINUTE + left * MINUTE
  }
  assert(false, 'The closed windows of a rail leave it open at some minute of the day.')
}
