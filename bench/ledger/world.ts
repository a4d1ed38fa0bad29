// SPDX-License-Identifier: Apache-2.0
// The accounts of the benchmark, shared by all threads: a million ids in one block of memory, and the few accounts that
// every transfer may touch.

import type { Id } from '@jandon/domain/ids'
import { type AccountSpec, accountSpec, DEFAULT_BOOK } from '@jandon/domain/ledger'

const PREFIX_LETTERS = 4
const ID_LETTERS = 26
export const UNIT = 'KRW'
/** Enough for a hundred million transfers of one won from the most used account. */
export const FUNDS = 1_000_000_000n

/** The largest amount of one transfer. */
export const CASH_FUNDS = 100_000_000_000_000n

/** Hot and without a rule: what every conversion pays into. */
export const FEE = accountSpec(DEFAULT_BOOK, 'service_fee', UNIT)
/** Hot and never overdrawn: what every payout leaves. */
export const CASH = accountSpec(DEFAULT_BOOK, 'safeguarding_cash', UNIT)
/** Where the holders' first money comes from. */
export const ORIGIN = accountSpec(DEFAULT_BOOK, 'issuer_receivable', UNIT, 'bench')

export interface World {
  readonly holders: number
  readonly letters: SharedArrayBuffer
}

export function createWorld(holders: number): World {
  return { holders, letters: new SharedArrayBuffer(holders * ID_LETTERS) }
}

export const holderSpec = (index: number): AccountSpec =>
  accountSpec(DEFAULT_BOOK, 'holder_cash', UNIT, `bench ${index}`)

/** Makes the ids of these holders known to all threads. */
export function writeHolder(world: World, index: number, id: Id<'acc'>): void {
  Buffer.from(world.letters).write(id.slice(PREFIX_LETTERS), index * ID_LETTERS, 'latin1')
}

/** Reads ids by the holder's index. */
export function createHolderIds(world: World): (index: number) => Id<'acc'> {
  const letters = Buffer.from(world.letters)
  return index => `acc_${letters.toString('latin1', index * ID_LETTERS, (index + 1) * ID_LETTERS)}`
}
