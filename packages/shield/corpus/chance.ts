// SPDX-License-Identifier: Apache-2.0
// Chance that is the same on every machine: 32-bit whole numbers only (sfc32), seeded by a text. The corpus is written
// with it, so that training twice gives identical weights.

export interface Chance {
  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  /** `count` decimal digits; the first may be 0. */
  digits(count: number): string
  /** `count` signs out of `alphabet`. */
  letters(count: number, alphabet: string): string
}

/** A 32-bit hash of a text (FNV-1a over UTF-16 units, then mixed so that close texts lie far apart). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The same text gives the same numbers, always and everywhere. */
export function chanceOf(seed: string): Chance {
  let a = hashOf(`a${seed}`) | 0
  let b = hashOf(`b${seed}`) | 0
  let c = hashOf(`c${seed}`) | 0
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let i = 0; i < 12; i++) next()

  const below = (limit: number) => next() % limit
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('nothing to pick from')
    return list[below(list.length)] as T
  }
  const letters = (count: number, alphabet: string) => {
    let text = ''
    for (let i = 0; i < count; i++) text += alphabet[below(alphabet.length)]
    return text
  }
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    pick,
    digits: count => letters(count, '0123456789'),
    letters,
  }
}
