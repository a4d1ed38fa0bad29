// SPDX-License-Identifier: Apache-2.0
// What a seed drives: one stream of random numbers, a clock that only the simulation moves, waiting that takes no time,
// crashes that are armed in advance, and gates at which a call can be held up.

import type { Instant } from '@jandon/domain/time'
import {
  Crash,
  type CrashPoint,
  type CrashPoints,
  type Rail,
  type Source,
  type Timer,
} from '../../packages/server/src/ports/index.ts'

export interface Dice {
  /** A whole number from 0 to `below` − 1. */
  roll(below: number): number
  pick<T>(list: readonly T[]): T
  chance(oneIn: number): boolean
  bytes(count: number): Uint8Array
}

/** Mulberry32: 32 bits of state are plenty for a few hundred operations, and the same on every machine. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const roll = (below: number) => Math.floor((next() / 4294967296) * below)
  return {
    roll,
    pick: list => list[roll(list.length)]!,
    chance: oneIn => roll(oneIn) === 0,
    bytes: count => Uint8Array.from({ length: count }, () => roll(256)),
  }
}

export interface SimulatedClock {
  now(): Instant
  advance(ms: number): void
}

export function createClock(start: Instant): SimulatedClock {
  let now = start
  return {
    now: () => now,
    advance(ms) {
      now += ms
    },
  }
}

/** Waiting of the simulated world takes no time; what it would have taken is the clock's business. */
export const instantTimer: Timer = { sleep: () => Promise.resolve() }
/** The worker's own timeouts never fire: lost answers are faults of the simulated world, chosen by the seed. */
export const patientTimer: Timer = {
  sleep: (_ms, signal) =>
    new Promise(resolve => {
      signal?.addEventListener('abort', () => resolve(), { once: true })
    }),
}

export interface ArmedCrash extends CrashPoints {
  /** The next time but `skip` that the point is reached, whoever is there crashes. */
  arm(point: CrashPoint, skip: number): void
  disarm(): void
}

export function createArmedCrash(): ArmedCrash {
  let armed: { point: CrashPoint; left: number } | undefined
  return {
    reach(point) {
      if (armed?.point !== point) return
      armed.left -= 1
      if (armed.left >= 0) return
      armed = undefined
      throw new Crash(point)
    },
    arm(point, skip) {
      armed = { point, left: skip }
    },
    disarm() {
      armed = undefined
    },
  }
}

export interface Gate {
  /** The next call of this kind stops before it reaches the other side, or after, until `open`. */
  close(side: 'before' | 'after'): void
  /** Resolves when a call stands at the gate. */
  readonly reached: Promise<void>
  open(): void
}

/** Adapters whose next call can be held up, as if the network or the whole process had gone to sleep around it. */
export function withGate(source: Source, rail: Rail) {
  let side: 'before' | 'after' | undefined
  let opened: Promise<void> = Promise.resolve()
  let openIt = () => undefined as undefined
  let reachedIt = () => undefined as undefined
  const pass = async <T>(call: () => Promise<T>): Promise<T> => {
    const held = side
    side = undefined
    if (held === undefined) return call()
    const waiting = opened
    if (held === 'before') {
      reachedIt()
      await waiting
      return call()
    }
    const answer = await call()
    reachedIt()
    await waiting
    return answer
  }
  return {
    source: { ...source, redeem: request => pass(() => source.redeem(request)) } satisfies Source,
    rail: { ...rail, submit: instruction => pass(() => rail.submit(instruction)) } satisfies Rail,
    /** Answers a promise that resolves when a call stands at the gate, and a way to let it go. */
    close(at: 'before' | 'after'): { reached: Promise<void>; open: () => void } {
      side = at
      opened = new Promise(resolve => {
        openIt = () => {
          resolve()
          return undefined
        }
      })
      const reached = new Promise<void>(resolve => {
        reachedIt = () => {
          resolve()
          return undefined
        }
      })
      const open = openIt
      return {
        reached,
        open() {
          side = undefined
          open()
        },
      }
    },
  }
}
