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

function decode(text: string): Uint8Array {
  const bytes = new Uint8Array(16)
  let held = 0
  let count = -PADDING_BITS
  let filled = 0
  for (const char of text) {
    held = (held << 5) | ALPHABET.indexOf(char)
    count += 5
    if (count < 8) continue
    count -= 8
    bytes[filled++] = held >> count
    held &= (1 << count) - 1
  }
  return bytes
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

/** A fresh id. `entropy` is ten or more random bytes from the caller: this module knows no randomness. */
export function newId<P extends IdPrefix>(prefix: P, now: Instant, entropy: Uint8Array): Id<P> {
  return `${prefix}_${encode(uuidV7(now, entropy))}`
}

/**
 * The id of something that belongs to `parent`: the parent's time and a hash of parent and purpose.
 * Idempotent by: parent, prefix and purpose give the same id on every retry, on every machine.
 */
export function deriveId<P extends IdPrefix>(prefix: P, parent: Id, purpose: string): Id<P> {
  const parentBytes = decode(parent.slice(4))
  const time = parentBytes.subarray(0, 6).reduce((value, byte) => value * 256 + byte, 0)
  return `${prefix}_${encode(uuidV7(time, sha256(new TextEncoder().encode(`${parent}/${prefix}/${purpose}`))))}`
}

/**
 * The id of something known from outside by its own key (a row of a file, a voucher number), with no time in it.
 * Idempotent by: prefix and key. Secret keys are to be hashed with a server key before they come here.
 */
export function deriveIdFromKey<P extends IdPrefix>(prefix: P, key: string): Id<P> {
  return `${prefix}_${encode(uuidV7(0, sha256(new TextEncoder().encode(`${prefix}/${key}`))))}`
}

/** True when the text has the form of an id with this prefix. */
export function isId<P extends IdPrefix>(prefix: P, text: string): text is Id<P> {
  return text.startsWith(prefix) && ID_FORM.test(text)
}
