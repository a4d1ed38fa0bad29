// SPDX-License-Identifier: Apache-2.0
// The accounts of a verification, numbered as they come: a hash table from the 16 bytes of an id to its number, in
// memory that all threads share. One thread adds, before the others look.

import { hash } from 'node:crypto'
import { uuidToId } from '@jandon/domain/ids'
import { chartEntry, isAccountCode } from '@jandon/domain/ledger'
import type { Findings } from './verify-report.ts'

/** What an account may not do, as `balance.rule` has it. */
export const RULE = { none: 0, debitsCovered: 1, creditsCovered: 2 } as const

export interface AccountTable {
  /** Four 32-bit words of each id. */
  readonly keys: Int32Array
  /**
   * Eight words to a slot: the id once more, and the account's number plus one, or 0. Beside each other, so that
   * finding an account among a million is one line of memory. A power of two of slots.
   */
  readonly slots: Int32Array
  readonly lot: Int32Array
  readonly rule: Uint8Array
  readonly hot: Uint8Array
  /** One number: how many there are. */
  readonly count: Int32Array
}

const SLOT = 8
const NUMBER = 4

/** Room for `most` accounts. */
export function createAccountTable(most: number): AccountTable {
  let size = 1024
  while (size < most * 1.5) size *= 2
  const share = (bytes: number) => new SharedArrayBuffer(bytes)
  return {
    keys: new Int32Array(share(16 * most)),
    slots: new Int32Array(share(4 * SLOT * size)),
    lot: new Int32Array(share(4 * most)),
    rule: new Uint8Array(share(most)),
    hot: new Uint8Array(share(most)),
    count: new Int32Array(share(4)),
  }
}

const word = (bytes: Uint8Array, at: number) =>
  (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!

/** Place of the slot that holds this id, or of the free one where it belongs. */
function slotOf({ slots }: AccountTable, a: number, b: number, c: number, d: number): number {
  const mask = slots.length / SLOT - 1
  let mixed = Math.imul(a ^ (b >>> 3), 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ Math.imul(d, 0x9e3779b1)
  mixed ^= mixed >>> 15
  for (let slot = mixed & mask; ; slot = (slot + 1) & mask) {
    const at = slot * SLOT
    if (slots[at + NUMBER] === 0) return at
    if (slots[at + 3] === d && slots[at + 2] === c && slots[at + 1] === b && slots[at] === a) return at
  }
}

/** The number of the account whose id stands at `at`; -1 when there is none. */
export function findAccount(table: AccountTable, bytes: Uint8Array, at: number): number {
  const slot = slotOf(table, word(bytes, at), word(bytes, at + 4), word(bytes, at + 8), word(bytes, at + 12))
  return table.slots[slot + NUMBER]! - 1
}

/** Adds an account and answers its number; the number it has when it is there. */
export function addAccount(table: AccountTable, bytes: Uint8Array, at: number): number {
  const words = [word(bytes, at), word(bytes, at + 4), word(bytes, at + 8), word(bytes, at + 12)] as const
  const slot = slotOf(table, ...words)
  const entry = table.slots[slot + NUMBER]!
  if (entry > 0) return entry - 1
  const number = table.count[0]!
  table.keys.set(words, number * 4)
  table.slots.set(words, slot)
  table.slots[slot + NUMBER] = number + 1
  table.count[0] = number + 1
  return number
}

/** Makes room for `most` accounts; what is there keeps its number. No other thread may be reading. */
export function growAccountTable(table: AccountTable, most: number): void {
  const wider = createAccountTable(most)
  const id = Buffer.alloc(16)
  for (let number = 0; number < table.count[0]!; number += 1) {
    for (let k = 0; k < 4; k += 1) id.writeInt32BE(table.keys[number * 4 + k]!, k * 4)
    addAccount(wider, id, 0)
  }
  for (const name of ['lot', 'rule', 'hot'] as const) wider[name].set(table[name])
  Object.assign(table, wider)
}

/** The id of account `number` as people write it. */
export function accountName(table: AccountTable, number: number): string {
  const bytes = Buffer.alloc(16)
  for (let k = 0; k < 4; k += 1) bytes.writeInt32BE(table.keys[number * 4 + k]!, k * 4)
  return uuidToId('acc', bytes.toString('hex'))
}

/** A book and a unit: what may move between two accounts. */
export interface Lot {
  readonly no: number
  readonly book: string
  readonly unit: string
}

export interface AccountFields {
  readonly lot: Lot | undefined
  readonly code: string
  readonly owner: string | null
  readonly normalSide: string
  readonly overdraft: string
}

/** The bytes of `accountId(book, code, unit, owner)`, by the quicker hash: a million of them are checked. */
function identityHash(fields: AccountFields): string {
  return hash('sha256', `acc/${fields.lot!.book}/${fields.code}/${fields.lot!.unit}/${fields.owner ?? ''}`, 'binary')
}

function isIdentity(bytes: Uint8Array, at: number, digest: string): boolean {
  for (let k = 0; k < 6; k += 1) if (bytes[at + k] !== 0) return false
  for (let k = 6; k < 16; k += 1) {
    const from = digest.charCodeAt(k - 6)
    const want = k === 6 ? 0x70 | (from & 0x0f) : k === 8 ? 0x80 | (from & 0x3f) : from
    if (bytes[at + k] !== want) return false
  }
  return true
}

/** Takes an account whose id stands at `at`, and reports what is not as its id and the chart say. */
export function takeAccount(
  table: AccountTable,
  findings: Findings,
  bytes: Uint8Array,
  at: number,
  fields: AccountFields,
): number {
  const number = addAccount(table, bytes, at)
  const { code, lot, normalSide, overdraft } = fields
  if (lot === undefined || !isIdentity(bytes, at, identityHash(fields))) {
    const told = `${lot?.book ?? 'no book'} ${code} ${lot?.unit ?? 'no unit'} ${fields.owner ?? ''}`.trimEnd()
    findings.report('account_identity_differs', accountName(table, number), `Its id does not belong to ${told}.`)
  }
  const entry = isAccountCode(code) ? chartEntry(code) : undefined
  if (entry?.normalSide !== normalSide || entry.overdraft !== overdraft) {
    findings.report('account_rule_differs', accountName(table, number), `The chart has other rules for ${code}.`)
  }
  table.lot[number] = lot?.no ?? 0
  table.hot[number] = entry?.hot ? 1 : 0
  const ruled = normalSide === 'credit' ? RULE.debitsCovered : RULE.creditsCovered
  table.rule[number] = overdraft === 'none' ? ruled : RULE.none
  return number
}
