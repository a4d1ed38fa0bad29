// SPDX-License-Identifier: Apache-2.0
// What the model sees of a message: pieces of its compact letters, of its sounds and of its words, and named facts.
// Links are cut out of the pieces and speak by their kind, so that no collection's habit of links is learned by heart.

import { soundOf } from '../text/hangul.ts'
import type { Reading } from '../text/index.ts'
import { isHangul } from '../text/letters.ts'
import { type Facts, namedFacts } from './named-facts.ts'

/** Places of the main head: buckets of pieces first, then named facts. */
export const BUCKET_BITS = 17
export const BUCKETS = 1 << BUCKET_BITS
export const FACT_BASE = BUCKETS
export const SIZE = BUCKETS + 128

/** Marks two facts in `from` and `to`: `PAIR_OF` less their numbers. */
export const PAIR_OF = -2

/**
 * One thing that the model sees. `from` and `to` are places in `folded`; −1 where it is the whole message; of a pair of
 * facts they name both.
 */
export interface Seen {
  count: number
  readonly index: Int32Array
  readonly value: Float32Array
  readonly from: Int32Array
  readonly to: Int32Array
}

const ROOM = 1 << 18
/** One message is judged at a time: what the model sees is written over by the next. */
const SEEN: Seen = {
  count: 0,
  index: new Int32Array(ROOM),
  value: new Float32Array(ROOM),
  from: new Int32Array(ROOM),
  to: new Int32Array(ROOM),
}

/** Spreads a hash, so that its low bits can name a bucket and its high bits tell pieces in one bucket apart. */
const spread = (hash: number) => {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return mixed ^ (mixed >>> 13)
}

/** The bucket of a piece. */
export const bucketOf = (piece: number): number => piece & (BUCKETS - 1)
/** What must stand in the vocabulary for a piece to be known: 1 to 255. */
export const tagOf = (piece: number): number => ((piece >>> 24) % 255) + 1

/** Leaves out what is not in the vocabulary, so that an unknown piece cannot pass for a known one in its bucket. */
function keepKnown(tags: Uint8Array): void {
  let kept = 0
  for (let n = 0; n < SEEN.count; n++) {
    const piece = SEEN.index[n]!
    const bucket = bucketOf(piece)
    if (tags[bucket] !== tagOf(piece)) continue
    SEEN.index[kept] = bucket
    SEEN.value[kept] = SEEN.value[n]!
    SEEN.from[kept] = SEEN.from[n]!
    SEEN.to[kept++] = SEEN.to[n]!
  }
  SEEN.count = kept
}

function add(index: number, from: number, to: number): void {
  if (SEEN.count >= ROOM) return
  SEEN.index[SEEN.count] = index
  SEEN.from[SEEN.count] = from
  SEEN.to[SEEN.count++] = to
}

/** Gives everything since `begin` the same value, so that together they have the length `norm`. */
function level(begin: number, norm: number): void {
  const { value, count } = SEEN
  if (count === begin) return
  // Short messages are not shouted up: as if there were some more pieces that say nothing.
  value.fill(norm / Math.sqrt(count - begin + 12), begin, count)
}

/** Which units of `folded` belong to links. */
function linkedUnits({ reading, links }: Facts): Uint8Array | undefined {
  if (links.length === 0) return undefined
  const linked = new Uint8Array(reading.folded.length)
  for (const { found } of links) {
    for (let at = 0; at < linked.length; at++)
      if (reading.from[at]! >= found.from && reading.to[at]! <= found.to) linked[at] = 1
  }
  return linked
}

/** Letters without links, and their sounds. */
function lettersOf(reading: Reading, linked: Uint8Array | undefined): { units: Uint16Array; at: Int32Array } {
  if (linked === undefined) return { units: reading.compact, at: reading.compactAt }
  const units = new Uint16Array(reading.compact.length)
  const at = new Int32Array(reading.compact.length)
  let size = 0
  for (let n = 0; n < reading.compact.length; n++) {
    if (linked[reading.compactAt[n]!] === 1) continue
    units[size] = reading.compact[n]!
    at[size++] = reading.compactAt[n]!
  }
  return { units: units.subarray(0, size), at: at.subarray(0, size) }
}

function addPieces(units: Uint16Array, at: Int32Array, seed: number, shortest: number, longest: number): void {
  for (let n = 0; n < units.length; n++) {
    let hash = seed
    const end = Math.min(n + longest, units.length)
    for (let m = n; m < end; m++) {
      hash = Math.imul(hash ^ units[m]!, 0x01000193)
      if (m - n + 1 >= shortest) add(spread(hash), at[n]!, at[m]! + 1)
    }
  }
}

function soundsOf(units: Uint16Array): Uint16Array {
  const sounds = new Uint16Array(units.length)
  for (let n = 0; n < units.length; n++)
    sounds[n] = isHangul(units[n]!) ? soundOf(units[n]!) : 0xf000 + (units[n]! & 255)
  return sounds
}

const isDigit = (unit: number) => unit >= 48 && unit <= 57

function addWords({ folded, words }: Reading, linked: Uint8Array | undefined): void {
  let before = 0
  let beforeFrom = 0
  for (let n = 0; n + 1 < words.length; n += 2) {
    const from = words[n]!
    const to = words[n + 1]!
    if (linked?.[from] === 1) continue
    let hash = 0x1234567
    let wasDigit = false
    for (let at = from; at < to; at++) {
      const digit = isDigit(folded[at]!)
      if (!(digit && wasDigit)) hash = Math.imul(hash ^ (digit ? 48 : folded[at]!), 0x01000193)
      wasDigit = digit
    }
    add(spread(hash), from, to)
    if (before !== 0) add(spread(Math.imul(hash, 31) ^ before), beforeFrom, to)
    before = hash
    beforeFrom = from
  }
}

/** The beginning of each word, and pairs of those near one another in either order: Korean changes the endings. */
function addStems({ folded, words }: Reading, linked: Uint8Array | undefined): void {
  const stems: number[] = []
  const at: number[] = []
  for (let n = 0; n + 1 < words.length; n += 2) {
    const from = words[n]!
    if (linked?.[from] === 1 || isDigit(folded[from]!)) continue
    const to = Math.min(words[n + 1]!, from + (isHangul(folded[from]!) ? 2 : 12))
    let hash = 0x7654321
    for (let k = from; k < to; k++) hash = Math.imul(hash ^ folded[k]!, 0x01000193)
    stems.push(hash)
    at.push(n)
  }
  for (let a = 0; a < stems.length; a++) {
    const x = stems[a]!
    add(spread(x), words[at[a]!]!, words[at[a]! + 1]!)
    for (let b = a + 1; b < Math.min(a + 5, stems.length); b++) {
      const y = stems[b]!
      const pair = Math.imul(x < y ? x : y, 0x2545f491) ^ (x < y ? y : x)
      add(spread(pair), words[at[a]!]!, words[at[b]! + 1]!)
    }
  }
}

/** Two facts that hold together say more than each: who claims what, and asks for what. */
function addPairs(named: Float32Array): void {
  const held: number[] = []
  for (let n = 0; n < named.length; n++) if (named[n] !== 0) held.push(n)
  const begin = SEEN.count
  for (let a = 0; a < held.length; a++)
    for (let b = a + 1; b < held.length && b < 24; b++)
      add(spread(Math.imul(held[a]! * 211 + held[b]! + 7, 0x85ebca6b)), PAIR_OF - held[a]!, PAIR_OF - held[b]!)
  level(begin, 1)
}

function addFacts(named: Float32Array): void {
  for (let n = 0; n < named.length; n++) {
    if (named[n] === 0 || SEEN.count >= ROOM) continue
    SEEN.value[SEEN.count] = named[n]!
    add(FACT_BASE + n, -1, -1)
  }
}

/**
 * What the model sees of a message. Written over by the next call. Without a vocabulary: every piece by its hash, as
 * training needs to make one.
 */
export function seeMessage(facts: Facts, tags: Uint8Array | undefined): Seen {
  const { reading } = facts
  SEEN.count = 0
  const linked = linkedUnits(facts)
  const { units, at } = lettersOf(reading, linked)
  addPieces(units, at, 0x811c9dc5, 2, 4)
  level(0, 1)
  let begin = SEEN.count
  addPieces(soundsOf(units), at, 0x3c6ef372, 3, 4)
  level(begin, 0.5)
  begin = SEEN.count
  addWords(reading, linked)
  level(begin, 1)
  begin = SEEN.count
  addStems(reading, linked)
  level(begin, 0.7)
  const named = namedFacts(facts)
  addPairs(named)
  if (tags === undefined) return SEEN
  keepKnown(tags)
  addFacts(named)
  return SEEN
}
