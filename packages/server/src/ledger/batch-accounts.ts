// SPDX-License-Identifier: Apache-2.0
// The accounts of one batch: what each moves in all, what must be available on it beforehand so that no transfer in
// request order overdraws it, and the order in which all calls lock them.

import { writeIdBytes } from '@jandon/domain/ids'

/** Places of PHASES: what is reserved, what is moved, what only resolves. */
const [POSTED, PENDING, POST] = [0, 1, 2]

/** Sums of one account, kept apart from `release`: what a pending transfer had reserved is known to the database. */
export interface AccountSums {
  readonly id: string
  readonly lot: number
  debitsPending: bigint
  debitsPosted: bigint
  creditsPending: bigint
  creditsPosted: bigint
  /** What is taken so far and not given back, at its worst: where debits are covered by credits, and the reverse. */
  debitNeed: bigint
  creditNeed: bigint
  debitRun: bigint
  creditRun: bigint
  /** The place of its last transfer, from 1; 0 before the first. */
  last: number
  /** Its number from 1 on, in the order in which all calls lock accounts; set when all are known. */
  number: number
}

export type AccountTable = ReturnType<typeof createAccountTable>

/** How many bits of an index go into a sort key: a batch names at most twice as many accounts as it has transfers. */
const INDEX_BITS = 17
const INDEX_MASK = (1 << INDEX_BITS) - 1

/**
 * The accounts in the order of their bytes. Derived ids differ in bytes 6 to 11, so 47 bits of those and the index make
 * a number that sorts without a comparison in JavaScript; should two be equal there, all bytes are compared.
 */
function byteOrder(bytes: Uint8Array, count: number): Uint32Array {
  const keys = new BigUint64Array(count)
  const words = new Uint32Array(keys.buffer)
  for (let index = 0; index < count; index++) {
    const at = index * 16
    const low = (bytes[at + 10]! << 8) | bytes[at + 11]!
    words[index * 2 + 1] = (bytes[at + 6]! << 24) | (bytes[at + 7]! << 16) | (bytes[at + 8]! << 8) | bytes[at + 9]!
    words[index * 2] = ((low >>> 1) << INDEX_BITS) | index
  }
  keys.sort()
  const order = new Uint32Array(count)
  let isCertain = true
  for (let index = 0; index < count; index++) {
    order[index] = words[index * 2]! & INDEX_MASK
    const at = order[index]! * 16
    if (bytes[at]! | bytes[at + 1]! | bytes[at + 2]! | bytes[at + 3]! | bytes[at + 4]! | bytes[at + 5]!)
      isCertain = false
    if (index === 0 || words[index * 2 + 1] !== words[index * 2 - 1]) continue
    if (words[index * 2]! >>> INDEX_BITS === words[index * 2 - 2]! >>> INDEX_BITS) isCertain = false
  }
  if (isCertain) return order
  const slice = (index: number) => bytes.subarray(index * 16, index * 16 + 16)
  return order.sort((left, right) => Buffer.compare(slice(left), slice(right)))
}

export function createAccountTable() {
  const places = new Map<string, AccountSums>()
  const list: AccountSums[] = []
  let isConsistent = true
  return {
    list,
    /** Whether each account was always named with the same lot. */
    isConsistent: () => isConsistent,
    of(id: string, lot: number): AccountSums {
      let sums = places.get(id)
      if (sums === undefined) {
        sums = {
          ...{ id, lot, debitsPending: 0n, debitsPosted: 0n, creditsPending: 0n, creditsPosted: 0n },
          ...{ debitNeed: 0n, creditNeed: 0n, debitRun: 0n, creditRun: 0n, last: 0, number: 0 },
        }
        places.set(id, sums)
        list.push(sums)
      } else if (sums.lot !== lot) isConsistent = false
      return sums
    },
    /** Numbers the accounts in the order in which all calls lock them, and answers them so, with their bytes. */
    sorted(): { bytes: Uint8Array; order: Uint32Array } {
      const bytes = new Uint8Array(list.length * 16)
      list.forEach((sums, index) => {
        // What is no id is an account that does not exist, as little as the one with the number zero.
        if (!writeIdBytes(sums.id, bytes, index * 16)) bytes.fill(0, index * 16, index * 16 + 16)
      })
      const order = byteOrder(bytes, list.length)
      for (let position = 0; position < order.length; position++) list[order[position]!]!.number = position + 1
      return { bytes, order }
    },
  }
}

/** Counts a transfer that takes from the debit account. */
export function countDebit(account: AccountSums, amount: bigint, phase: number, place: number): void {
  account.last = place
  if (phase === POSTED || phase === POST) account.debitsPosted += amount
  else if (phase === PENDING) account.debitsPending += amount
  if (phase <= PENDING) {
    account.debitRun -= amount
    if (-account.debitRun > account.debitNeed) account.debitNeed = -account.debitRun
  }
  if (phase === POSTED || phase === POST) account.creditRun += amount
}

/** Counts a transfer that gives to the credit account. */
export function countCredit(account: AccountSums, amount: bigint, phase: number, place: number): void {
  account.last = place
  if (phase === POSTED || phase === POST) account.creditsPosted += amount
  else if (phase === PENDING) account.creditsPending += amount
  if (phase <= PENDING) {
    account.creditRun -= amount
    if (-account.creditRun > account.creditNeed) account.creditNeed = -account.creditRun
  }
  if (phase === POSTED || phase === POST) account.debitRun += amount
}
