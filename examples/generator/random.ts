// SPDX-License-Identifier: Apache-2.0
// Chance that is the same on every machine: one seed, one file. (mulberry32 by Tommy Ettinger, public domain.)

export interface Random {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  pick<T>(items: readonly T[]): T
  /** True about `percent` times in a hundred. */
  chance(percent: number): boolean
  digits(count: number): string
  shuffle<T>(items: readonly T[]): T[]
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = state
    value = Math.imul(value ^ (value >>> 15), value | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    int,
    pick: items => items[int(0, items.length - 1)]!,
    chance: percent => int(1, 100) <= percent,
    digits: count => Array.from({ length: count }, () => int(0, 9)).join(''),
    shuffle(items) {
      const copy = [...items]
      for (let index = copy.length - 1; index > 0; index--) {
        const other = int(0, index)
        const kept = copy[index]!
        copy[index] = copy[other]!
        copy[other] = kept
      }
      return copy
    },
  }
}
