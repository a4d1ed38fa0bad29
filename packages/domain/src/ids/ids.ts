// SPDX-License-Identifier: Apache-2.0
// Ids: a prefix that says what it names, then 26 characters of Crockford base32 over a UUIDv7. They sort by time.
// An id made inside something that may be retried is derived from its parent, so the retry makes the same id.

import { sha256 } from '@noble/hashes/sha2.js'
import { assert } from '../assert/index.ts'
import type { Instant } from '../time/index.ts'

/** Every prefix and what it names; GLOSSARY.md has the words. */
export const ID_PREFIXES = {
  hld: 'holder',
  ins: 'instrument',
  qte: 'quote',
  opt: 'option',
  cnv: 'conversion',
  pac: 'payout account',
  pay: 'payout',
  red: 'redemption',
  trf: 'transfer',
  jnl: 'journal',
  acc: 'account',
  key: 'API key',
  dec: 'decision',
  cas: 'case',
  wrk: 'work',
  att: 'attempt',
  req: 'request',
  evt: 'event',
  bok: 'book',
} as const

export type IdPrefix = keyof typeof ID_PREFIXES
export type Id<P extends IdPrefix = IdPrefix> = `${P}_${string}`

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const ID_FORM = /^([a-z]{3})_([0-7][0-9a-hjkmnp-tv-z]{25})$/

/** 26 characters hold 130 bits and 16 bytes hold 128: two zero bits go before. */
const PADDING_BITS = 2

function encode(bytes: Uint8Array): string {
  let text = ''
  let held = 0
  let count = PADDING_BITS
  for (const byte of bytes) {
    held = (held << 8) | byte
    for (count += 8; count >= 5; ) {
      count -= 5
      text += ALPHABET[held >> count]
      held &= (1 << count) - 1
    }
  }
  return text
}

/** 48 bits of time, then version, then the given bytes; `entropy` needs at least 10 bytes. */
function uuidV7(time: Instant, entropy: Uint8Array): Uint8Array {
  assert(entropy.length >= 10, 'An id needs ten bytes of entropy.')
  const bytes = new Uint8Array(16)
  let rest = time
  for (let index = 5; index >= 0; index--) {
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes.set(entropy.subarray(0, 10), 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return bytes
}

/** Texts that are hashed are short; a longer one gets a buffer of its own. */
const hashed = new Uint8Array(512)
const utf8 = new TextEncoder()

function hashOf(text: string): Uint8Array {
  // No character of UTF-16 takes more than three bytes of UTF-8.
  if (text.length * 3 > hashed.length) return sha256(utf8.encode(text))
  return sha256(hashed.subarray(0, utf8.encodeInto(text, hashed).written))
}

const NO_TIME = '0'.repeat(10)
/** Two characters for each number of ten bits. */
const PAIRS = Array.from({ length: 1024 }, (_, value) => `${ALPHABET[value >> 5]}${ALPHABET[value & 31]}`)

/** The sixteen characters behind the time: version and variant, and the rest of ten bytes. */
function encodeEntropy(entropy: Uint8Array): string {
  const [a, b, c, d, e] = [
    0x70 | (entropy[0]! & 0x0f),
    entropy[1]!,
    0x80 | (entropy[2]! & 0x3f),
    entropy[3]!,
    entropy[4]!,
  ]
  const [f, g, h, i, j] = [entropy[5]!, entropy[6]!, entropy[7]!, entropy[8]!, entropy[9]!]
  return (
    PAIRS[(a << 2) | (b >> 6)]! +
    PAIRS[((b & 63) << 4) | (c >> 4)]! +
    PAIRS[((c & 15) << 6) | (d >> 2)]! +
    PAIRS[((d & 3) << 8) | e]! +
    PAIRS[(f << 2) | (g >> 6)]! +
    PAIRS[((g & 63) << 4) | (h >> 4)]! +
    PAIRS[((h & 15) << 6) | (i >> 2)]! +
    PAIRS[((i & 3) << 8) | j]!
  )
}

/** A fresh id. `entropy` is ten or more random bytes from the caller: this module knows no randomness. */
export function newId<P extends IdPrefix>(prefix: P, now: Instant, entropy: Uint8Array): Id<P> {
  return `${prefix}_${encode(uuidV7(now, entropy))}`
}

/**
 * The id of something that belongs to `parent`: the parent's time and a hash of parent and purpose.
 * Idempotent by: parent, prefix and purpose give the same id on every retry, on every machine.
 */
export function deriveId<P extends IdPrefix>(prefix: P, parent: Id, purpose: string): Id<P> {
  // The first ten characters of an id are its time and nothing else.
  return `${prefix}_${parent.slice(4, 14)}${encodeEntropy(hashOf(`${parent}/${prefix}/${purpose}`))}`
}

/**
 * The id of something known from outside by its own key (a row of a file, a voucher number), with no time in it.
 * Idempotent by: prefix and key. Secret keys are to be hashed with a server key before they come here.
 */
export function deriveIdFromKey<P extends IdPrefix>(prefix: P, key: string): Id<P> {
  return `${prefix}_${NO_TIME}${encodeEntropy(hashOf(`${prefix}/${key}`))}`
}

/** True when the text has the form of an id with this prefix. */
export function isId<P extends IdPrefix>(prefix: P, text: string): text is Id<P> {
  return text.startsWith(prefix) && ID_FORM.test(text)
}

/** What each character code stands for; 255 for those that stand for nothing. */
const VALUES = new Uint8Array(128).fill(255)
for (const [value, char] of [...ALPHABET].entries()) VALUES[char.charCodeAt(0)] = value

/**
 * Writes the 16 bytes of an id at `offset`. False when the text is no id with a prefix of three letters; then what was
 * written has no meaning. Checks no more than that: which prefix it must be is the caller's to know.
 */
export function writeIdBytes(id: string, into: Uint8Array, offset: number): boolean {
  if (id.length !== 30 || id.charCodeAt(3) !== 95) return false
  // The first character holds three bits, so the number has no more than 128.
  let held = VALUES[id.charCodeAt(4)] ?? 255
  if (held > 7) return false
  let count = 3
  let at = offset
  for (let index = 5; index < 30; index++) {
    const value = VALUES[id.charCodeAt(index)] ?? 255
    if (value === 255) return false
    held = ((held & 0xff) << 5) | value
    count += 5
    if (count >= 8) {
      count -= 8
      into[at++] = held >> count
    }
  }
  return true
}

/** The number of an id as text of a PostgreSQL `uuid`. The id must have the form of one. */
export function idToUuid(id: string): string {
  const bytes = new Uint8Array(16)
  assert(writeIdBytes(id, bytes, 0), 'Only an id has a number.')
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The id with this prefix whose number is the `uuid`, given as PostgreSQL writes it. */
export function uuidToId<P extends IdPrefix>(prefix: P, uuid: string): Id<P> {
  const bytes = new Uint8Array(16)
  let at = 0
  for (let index = 0; index < uuid.length && at < 16; index += 2) {
    if (uuid.charCodeAt(index) === 45) index += 1
    bytes[at++] = Number.parseInt(uuid.slice(index, index + 2), 16)
  }
  return `${prefix}_${encode(bytes)}`
}
