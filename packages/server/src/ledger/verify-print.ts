// SPDX-License-Identifier: Apache-2.0
// Fingerprints of sets of ids: the sum of a keyed 64-bit hash of each row, computed here from the transfers and in the
// database from the tables that are derived from them. With a key drawn for each run nobody can prepare rows whose sums
// agree. The hash is the one PostgreSQL has for a uuid (`uuid_hash_extended`), Bob Jenkins' lookup3.

import { randomBytes } from 'node:crypto'

/**
 * The sum of 64-bit numbers in two parts, so that adding stays in machine numbers. `low` is below 2^32: what goes over
 * is carried, since a plain sum of halves is no longer exact after some two million rows.
 */
export interface Print {
  high: number
  low: number
  count: number
}

export const newPrint = (): Print => ({ high: 0, low: 0, count: 0 })

/** What PostgreSQL's `sum(…)` of the same hashes is. */
export const sumOf = (print: Print): bigint => BigInt(print.high) * 2n ** 32n + BigInt(print.low)

export function addPrint(to: Print, from: Print): void {
  to.high += from.high
  addLow(to, from.low)
  to.count += from.count
}

function addLow(to: Print, low: number): void {
  to.low += low
  if (to.low < 2 ** 32) return
  to.low -= 2 ** 32
  to.high += 1
}

export interface PrintKey {
  readonly high: number
  readonly low: number
}

export function newPrintKey(): PrintKey {
  const bytes = randomBytes(8)
  return { high: bytes.readInt32BE(0), low: bytes.readInt32BE(4) }
}

/** The key as a PostgreSQL bigint. */
export const keyText = ({ high, low }: PrintKey): string => (BigInt(high) * 2n ** 32n + BigInt(low >>> 0)).toString()

/** The hash of the last call of `hashUuid`, as two 32-bit halves. */
export const hashed = { high: 0, low: 0 }

/** 0x9e3779b9, the length, and PostgreSQL's own constant. */
const START = (0x9e3779b9 + 16 + 3923095) | 0

const turn = (value: number, by: number) => (value << by) | (value >>> (32 - by))

/** Hashes the 16 bytes at `at` under a 64-bit seed; the answer is in `hashed`. */
export function hashUuid(bytes: Uint8Array, at: number, seedHigh: number, seedLow: number): void {
  const word = (k: number) => bytes[k]! | (bytes[k + 1]! << 8) | (bytes[k + 2]! << 16) | (bytes[k + 3]! << 24)
  let a = START
  let b = START
  let c = START
  const isSeeded = (seedHigh | seedLow) !== 0
  for (let round = isSeeded ? 0 : 1; round < 2; round += 1) {
    a = (a + (round === 0 ? seedHigh : word(at))) | 0
    b = (b + (round === 0 ? seedLow : word(at + 4))) | 0
    if (round === 1) c = (c + word(at + 8)) | 0
    a = (a - c) ^ turn(c, 4)
    c = (c + b) | 0
    b = (b - a) ^ turn(a, 6)
    a = (a + c) | 0
    c = (c - b) ^ turn(b, 8)
    b = (b + a) | 0
    a = (a - c) ^ turn(c, 16)
    c = (c + b) | 0
    b = (b - a) ^ turn(a, 19)
    a = (a + c) | 0
    c = (c - b) ^ turn(b, 4)
    b = (b + a) | 0
  }
  a = (a + word(at + 12)) | 0
  c = ((c ^ b) - turn(b, 14)) | 0
  a = ((a ^ c) - turn(c, 11)) | 0
  b = ((b ^ a) - turn(a, 25)) | 0
  c = ((c ^ b) - turn(b, 16)) | 0
  a = ((a ^ c) - turn(c, 4)) | 0
  b = ((b ^ a) - turn(a, 14)) | 0
  c = ((c ^ b) - turn(b, 24)) | 0
  hashed.high = b
  hashed.low = c
}

/** Adds the row (id, no) to the sum: `uuid_hash_extended(id, no # key)`. */
export function addId(print: Print, bytes: Uint8Array, at: number, no: number, key: PrintKey): void {
  const high = Math.floor(no / 2 ** 32)
  hashUuid(bytes, at, (high ^ key.high) | 0, ((no - high * 2 ** 32) ^ key.low) | 0)
  addHashed(print)
}

export function addHashed(print: Print): void {
  print.high += hashed.high
  addLow(print, hashed.low >>> 0)
  print.count += 1
}
