// SPDX-License-Identifier: Apache-2.0
// What the model sees of a message: pieces of its compact letters, of its sounds and of its words, and named facts.
// Links are cut out of the pieces and speak by their kind, so that no collection's habit of links is learned by heart.

import { soundOf } from '../text/hangul.ts'
import type { Reading } from '../text/index.ts'
import { isHangul } from '../text/letters.ts'
import { CODES, type TermHit } from './lexicon.ts'
import { LINK_KINDS, type MessageLink } from './links.ts'
import { PHONE_KINDS, type PhoneHit } from './phones.ts'

/** Places of the main head: named facts first, then buckets of pieces. */
export const BUCKET_BITS = 17
export const BUCKETS = 1 << BUCKET_BITS
export const DISGUISES = ['invisible', 'lookalikes', 'jamo', 'signs_inside', 'spaced_out', 'masks'] as const
export const FACTS: readonly string[] = [
  ...CODES,
  ...LINK_KINDS.map(kind => `link_${kind}`),
  ...PHONE_KINDS.map(kind => `phone_${kind}`),
  ...DISGUISES.map(kind => `disguise_${kind}`),
  'sent_from_abroad',
  'sent_by_web',
  'cut_after_request',
  'empty_brackets',
]
export const FACT_BASE = BUCKETS
export const SIZE = BUCKETS + 128
const FACT_AT = new Map(FACTS.map((fact, at) => [fact, at]))

/** One thing that the model sees. `from` and `to` are places in `folded`; −1 where it is the whole message. */
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

export interface Facts {
  readonly reading: Reading
  readonly terms: readonly TermHit[]
  readonly links: readonly MessageLink[]
  readonly phones: readonly PhoneHit[]
}

const bucketOf = (hash: number) => {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (mixed ^ (mixed >>> 13)) & (BUCKETS - 1)
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
  value.fill(norm / Math.sqrt(count - begin + 6), begin, count)
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
      if (m - n + 1 >= shortest) add(bucketOf(hash), at[n]!, at[m]! + 1)
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
    add(bucketOf(hash), from, to)
    if (before !== 0) add(bucketOf(Math.imul(hash, 31) ^ before), beforeFrom, to)
    before = hash
    beforeFrom = from
  }
}

/** Named facts of one message, by number, with how strongly they hold (0 to 1). */
function namedFacts(facts: Facts): Float32Array {
  const { reading, terms, links, phones } = facts
  const named = new Float32Array(FACTS.length)
  const set = (fact: string, value: number) => {
    const at = FACT_AT.get(fact)!
    named[at] = Math.max(named[at]!, value)
  }
  for (const { code } of terms) named[code] = Math.min(1, named[code]! + (named[code] === 0 ? 0.7 : 0.15))
  for (const { kind } of links) set(`link_${kind}`, 1)
  for (const { kind } of phones) set(`phone_${kind}`, 1)
  const { invisible, lookalikes, jamo, signsInside, spacedOut, masks } = reading.disguise
  const counts = [invisible, lookalikes, jamo, signsInside, spacedOut, masks]
  for (let n = 0; n < counts.length; n++)
    if (counts[n]! > 1) set(`disguise_${DISGUISES[n]}`, Math.min(1, counts[n]! / 6))
  const head = reading.text.slice(0, 60)
  if (/국제|국외/.test(head)) set('sent_from_abroad', 1)
  if (/web\s?발신/i.test(head)) set('sent_by_web', 1)
  if (/[:：▶☞→<[(「{]\s*[\])>」}]?\s*$/.test(reading.text.slice(-12))) set('cut_after_request', 1)
  if (/[[(<{「【]\s*[\])>}」】]/.test(reading.text.slice(0, 2000))) set('empty_brackets', 1)
  return named
}

/** Two facts that hold together say more than each: who claims what, and asks for what. */
function addFacts(named: Float32Array): void {
  const held: number[] = []
  for (let n = 0; n < named.length; n++) {
    if (named[n] === 0) continue
    SEEN.value[SEEN.count] = named[n]! * 0.5
    add(FACT_BASE + n, -1, -1)
    held.push(n)
  }
  const begin = SEEN.count
  for (let a = 0; a < held.length; a++)
    for (let b = a + 1; b < held.length && b < 24; b++)
      add(bucketOf(Math.imul(held[a]! * 211 + held[b]! + 7, 0x85ebca6b)), -1, -1)
  level(begin, 0.5)
}

/** What the model sees of a message. Written over by the next call. */
export function seeMessage(facts: Facts): Seen {
  const { reading } = facts
  SEEN.count = 0
  const linked = linkedUnits(facts)
  const { units, at } = lettersOf(reading, linked)
  addPieces(units, at, 0x811c9dc5, 2, 5)
  level(0, 1)
  let begin = SEEN.count
  addPieces(soundsOf(units), at, 0x3c6ef372, 3, 4)
  level(begin, 0.5)
  begin = SEEN.count
  addWords(reading, linked)
  level(begin, 0.8)
  addFacts(namedFacts(facts))
  return SEEN
}
