// SPDX-License-Identifier: Apache-2.0
// The accounts of one batch: what each moves in all, what must be available on it beforehand so that no transfer in
// request order overdraws it, and the order in which all calls lock them. Columns and a hash table of our own, because
// a Map of objects took more than half of the time of encoding.

import { writeIdBytes } from '@jandon/domain/ids'

/** Places of PHASES: what moves at once, what is reserved, what becomes final; the rest only releases. */
const [POSTED, PENDING, POST] = [0, 1, 2]

/** How many bits of an index go into a sort key: a batch names at most twice as many accounts as it has transfers. */
const INDEX_BITS = 17
const INDEX_MASK = (1 << INDEX_BITS) - 1

export interface AccountTable {
  readonly count: number
  /** Whether each account was always named with the same lot. */
  readonly isConsistent: boolean
  /** 16 bytes each, in order of appearance; as are all columns. */
  readonly bytes: Uint8Array
  readonly lot: Int32Array
  /** The place of its last transfer, from 1; 0 before the first. */
  readonly last: Int32Array
  /** Sums of what the batch moves. What a pending transfer had reserved is known to the database. */
  readonly debitsPending: BigInt64Array
  readonly debitsPosted: BigInt64Array
  readonly creditsPending: BigInt64Array
  readonly creditsPosted: BigInt64Array
  /** What is taken and not yet given back, at its worst: where debits are covered by credits, and the reverse. */
  readonly debitNeed: BigInt64Array
  readonly creditNeed: BigInt64Array
  /** The index of the account with this id. */
  indexOf(id: string, lot: number): number
  countDebit(index: number, amount: bigint, phase: number, place: number): void
  countCredit(index: number, amount: bigint, phase: number, place: number): void
}

/** The smallest power of two that leaves a hash table of `capacity` entries half empty. */
const tableSize = (capacity: number) => 2 ** (33 - Math.clz32(capacity))

/** `transfers`: how many there will be; sums of 65,535 of the largest amount fit 63 bits. */
export function createAccountTable(transfers: number): AccountTable {
  const capacity = Math.max(1, transfers * 2)
  const bytes = new Uint8Array((capacity + 1) * 16)
  const words = new Uint32Array(bytes.buffer)
  const slots = new Int32Array(tableSize(capacity))
  const mask = slots.length - 1
  const column = () => new BigInt64Array(capacity)
  const [lots, last] = [new Int32Array(capacity), new Int32Array(capacity)]
  const [debitsPending, debitsPosted, creditsPending, creditsPosted] = [column(), column(), column(), column()]
  const [debitNeed, creditNeed, debitRun, creditRun] = [column(), column(), column(), column()]
  let count = 0
  let isConsistent = true

  const isSame = (left: number, right: number) =>
    words[left] === words[right] &&
    words[left + 1] === words[right + 1] &&
    words[left + 2] === words[right + 2] &&
    words[left + 3] === words[right + 3]

  return {
    get count() {
      return count
    },
    get isConsistent() {
      return isConsistent
    },
    ...{ bytes, lot: lots, last, debitsPending, debitsPosted, creditsPending, creditsPosted, debitNeed, creditNeed },
    indexOf(id, lot) {
      // Written where the next account would stand; it stays there if it is new.
      // What is no id is an account that does not exist, as little as the one with the number zero.
      if (!id.startsWith('acc_') || !writeIdBytes(id, bytes, count * 16)) bytes.fill(0, count * 16, count * 16 + 16)
      const fresh = count * 4
      let slot = (words[fresh + 2]! ^ words[fresh + 3]!) & mask
      for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
        const index = slots[slot]! - 1
        if (!isSame(index * 4, fresh)) continue
        if (lots[index] !== lot) isConsistent = false
        return index
      }
      lots[count] = lot
      slots[slot] = ++count
      return count - 1
    },
    // `asIntN` lets the compiler add machine words; nothing here comes near 64 bits.
    countDebit(index, amount, phase, place) {
      last[index] = place
      if (phase === POSTED || phase === POST) {
        debitsPosted[index] = BigInt.asIntN(64, debitsPosted[index]! + amount)
        creditRun[index] = BigInt.asIntN(64, creditRun[index]! + amount)
      } else if (phase === PENDING) debitsPending[index] = BigInt.asIntN(64, debitsPending[index]! + amount)
      if (phase > PENDING) return
      const run = BigInt.asIntN(64, debitRun[index]! - amount)
      debitRun[index] = run
      if (BigInt.asIntN(64, run + debitNeed[index]!) < 0n) debitNeed[index] = BigInt.asIntN(64, -run)
    },
    countCredit(index, amount, phase, place) {
      last[index] = place
      if (phase === POSTED || phase === POST) {
        creditsPosted[index] = BigInt.asIntN(64, creditsPosted[index]! + amount)
        debitRun[index] = BigInt.asIntN(64, debitRun[index]! + amount)
      } else if (phase === PENDING) creditsPending[index] = BigInt.asIntN(64, creditsPending[index]! + amount)
      if (phase > PENDING) return
      const run = BigInt.asIntN(64, creditRun[index]! - amount)
      creditRun[index] = run
      if (BigInt.asIntN(64, run + creditNeed[index]!) < 0n) creditNeed[index] = BigInt.asIntN(64, -run)
    },
  }
}

/**
 * The accounts in the order of their bytes, in which all calls lock them. Derived ids differ in bytes 6 to 11, so 47
 * bits of those and the index make a number that sorts without a comparison in JavaScript; should two be equal there,
 * or one not be derived, all bytes are compared.
 */
export function lockOrder({ bytes, count }: AccountTable): Uint32Array {
  const keys = new BigUint64Array(count)
  const words = new Uint32Array(keys.buffer)
  let isCertain = true
  for (let index = 0, at = 0; index < count; index++, at += 16) {
    const low = (bytes[at + 10]! << 8) | bytes[at + 11]!
    words[index * 2 + 1] = (bytes[at + 6]! << 24) | (bytes[at + 7]! << 16) | (bytes[at + 8]! << 8) | bytes[at + 9]!
    words[index * 2] = ((low >>> 1) << INDEX_BITS) | index
    if (bytes[at]! | bytes[at + 1]! | bytes[at + 2]! | bytes[at + 3]! | bytes[at + 4]! | bytes[at + 5]!)
      isCertain = false
  }
  keys.sort()
  const order = new Uint32Array(count)
  for (let index = 0; index < count; index++) {
    order[index] = words[index * 2]! & INDEX_MASK
    if (index === 0 || words[index * 2 + 1] !== words[index * 2 - 1]) continue
    if (words[index * 2]! >>> INDEX_BITS === words[index * 2 - 2]! >>> INDEX_BITS) isCertain = false
  }
  if (isCertain) return order
  const slice = (index: number) => bytes.subarray(index * 16, index * 16 + 16)
  return order.sort((left, right) => Buffer.compare(slice(left), slice(right)))
}
