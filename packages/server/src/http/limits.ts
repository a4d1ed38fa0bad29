// SPDX-License-Identifier: Apache-2.0
// Bounds on what one caller, and all callers together, may ask. Kept in memory: each process guards itself, and a limit
// shared by processes belongs into the proxy in front of them.

import { isIPv6 } from 'node:net'

export interface RateLimit {
  /** Sustained rate. 0 means no limit. */
  readonly perMinute: number
  /** How many may come at once after a pause. */
  readonly burst: number
}

export interface RateLimiter {
  /** Takes one. Answers 0 when it may pass, else the whole seconds after which it may. */
  take(key: string): number
  /** Takes more for what has passed and costs more than one. Nobody is refused by this: who owes waits at the next. */
  charge(key: string, amount: number): void
}

/** Buckets kept. Who has more addresses than this pushes out the fullest-again ones, and gains one burst. */
const BUCKETS = 10_000

/** A token bucket for each key. `elapsed` is a monotonic clock in milliseconds. */
export function createRateLimiter(limit: RateLimit, elapsed: () => number): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>()
  const perMillisecond = limit.perMinute / 60_000
  const tokensOf = (key: string, now: number) => {
    const bucket = buckets.get(key) ?? { tokens: limit.burst, at: now }
    return Math.min(limit.burst, bucket.tokens + (now - bucket.at) * perMillisecond)
  }
  const keep = (key: string, tokens: number, at: number) => {
    buckets.delete(key)
    buckets.set(key, { tokens, at })
    if (buckets.size > BUCKETS) buckets.delete(buckets.keys().next().value!)
  }
  return {
    take(key) {
      if (limit.perMinute === 0) return 0
      const now = elapsed()
      const tokens = tokensOf(key, now)
      keep(key, tokens >= 1 ? tokens - 1 : tokens, now)
      return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / perMillisecond / 1000))
    },
    charge(key, amount) {
      if (limit.perMinute === 0) return
      const now = elapsed()
      keep(key, tokensOf(key, now) - amount, now)
    },
  }
}

export interface Turns {
  /** Resolves when it is the asker's turn: then it may keep the processor for one slice of its work. */
  next(): Promise<void>
}

/**
 * Long work goes slice by slice: one slice in each round of the process, in the order asked, however many requests
 * want one. All else, such as money, has its turn between any two.
 */
export function createTurns(): Turns {
  let last = Promise.resolve()
  return {
    next() {
      last = last.then(() => new Promise<void>(resolve => setImmediate(resolve)))
      return last
    },
  }
}

/** Whom an address stands for: one IPv4 address, or the /64 that one IPv6 subscriber is given. */
export function addressKey(address: string | undefined): string {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const groups = head === '' ? [] : head.split(':')
  const rest = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length
  const all = [...groups, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...rest]
  return `${all
    .slice(0, 4)
    .map(group => group.padStart(4, '0'))
    .join(':')}::/64`
}

export interface InFlight {
  /** True when there was room; then `leave` must be called once. */
  enter(): boolean
  leave(): void
  readonly count: number
}

/** Counts what is being worked on. Beyond `maximum`, refusing at once is kinder than a queue that only grows. */
export function createInFlight(maximum: number): InFlight {
  let count = 0
  return {
    enter() {
      if (count >= maximum) return false
      count += 1
      return true
    },
    leave() {
      count -= 1
    },
    get count() {
      return count
    },
  }
}

export interface SharedRoom {
  /** True when there was room for so much; then `leave` must be called once with the same. */
  enter(who: string, amount: number): boolean
  leave(who: string, amount: number): void
}

/**
 * Room that callers share. Nobody may hold more than what is left free for others: alone half of it, of two a third
 * each. So one that sends as much as it can still leaves room for those who send little.
 */
export function createSharedRoom(maximum: number): SharedRoom {
  const held = new Map<string, number>()
  let all = 0
  const change = (who: string, by: number) => {
    const now = (held.get(who) ?? 0) + by
    if (now === 0) held.delete(who)
    else held.set(who, now)
    all += by
  }
  return {
    enter(who, amount) {
      if ((held.get(who) ?? 0) + amount > maximum - all) return false
      change(who, amount)
      return true
    },
    leave: (who, amount) => change(who, -amount),
  }
}
