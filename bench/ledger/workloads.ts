// SPDX-License-Identifier: Apache-2.0
// Which accounts a transfer moves money between, and the transfers themselves. They are made before the clock starts.

import { randomFillSync } from 'node:crypto'
import { type Id, newId } from '@jandon/domain/ids'
import { loneJournalId, type TransferSpec } from '@jandon/domain/ledger'
import type { Workload } from './plan.ts'
import { CASH, createHolderIds, FEE, UNIT, type World } from './world.ts'

/** How uneven Zipf is: 0.99, as the Yahoo! Cloud Serving Benchmark has it; the first account is in 7% of all. */
const ZIPF = 0.99
const ENTROPY_BYTES = 10
const POOL_BYTES = ENTROPY_BYTES * 1024

export type Pair = readonly [debit: Id<'acc'>, credit: Id<'acc'>]

/** Chance that is fast enough not to count: xorshift128+ on two 32-bit halves would be overkill, this is mulberry32. */
function createChance(): (below: number) => number {
  let state = randomFillSync(new Uint32Array(1))[0]!
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** Ranks by Zipf's law in constant time (Gray and others, "Quickly generating billion-record synthetic databases"). */
function createZipf(count: number, chance: (below: number) => number): () => number {
  let zeta = 0
  for (let rank = 1; rank <= count; rank += 1) zeta += rank ** -ZIPF
  const zetaTwo = 1 + 2 ** -ZIPF
  const alpha = 1 / (1 - ZIPF)
  const eta = (1 - (2 / count) ** (1 - ZIPF)) / (1 - zetaTwo / zeta)
  return () => {
    const drawn = chance(2 ** 30) / 2 ** 30
    if (drawn * zeta < 1) return 0
    if (drawn * zeta < zetaTwo) return 1
    return Math.min(count - 1, Math.floor(count * (eta * drawn - eta + 1) ** alpha))
  }
}

/** Much used accounts do not lie side by side: the rank is spread over the holders by a step that meets each once. */
const scatter = (rank: number, count: number) => Number((BigInt(rank) * 2_654_435_761n) % BigInt(count))

/** Answers the next two accounts. */
export function createPairs(world: World, workload: Workload): () => Pair {
  const { holders } = world
  const idOf = createHolderIds(world)
  const chance = createChance()
  const other = (index: number) => (index + 1 + chance(holders - 1)) % holders
  if (workload === 'one_hot') return () => [idOf(chance(holders)), FEE.id]
  if (workload === 'hot_with_rule') return () => [idOf(chance(holders)), CASH.id]
  if (workload === 'uniform') {
    return () => {
      const index = chance(holders)
      return [idOf(index), idOf(other(index))]
    }
  }
  const zipf = createZipf(holders, chance)
  return () => {
    const debit = scatter(zipf(), holders)
    const credit = scatter(zipf(), holders)
    return [idOf(debit), idOf(credit === debit ? other(debit) : credit)]
  }
}

let entropy = Buffer.alloc(0)
let used = 0

function fresh(): Uint8Array {
  if (used === entropy.length) {
    entropy = randomFillSync(Buffer.alloc(POOL_BYTES))
    used = 0
  }
  used += ENTROPY_BYTES
  return entropy.subarray(used - ENTROPY_BYTES, used)
}

/** A transfer alone in its journal. */
export function createTransfer(
  [debitAccountId, creditAccountId]: Pair,
  amountMinor: bigint,
  now: number,
): TransferSpec {
  const id = newId('trf', now, fresh())
  return {
    ...{ id, journalId: loneJournalId(id), debitAccountId, creditAccountId },
    ...{ amount: { amountMinor, unit: UNIT }, code: 'bench', phase: 'posted', occurredAt: now },
  }
}

export function createBatches(world: World, workload: Workload, size: number, count: number): TransferSpec[][] {
  const pairs = createPairs(world, workload)
  return Array.from({ length: count }, () =>
    Array.from({ length: size }, () => createTransfer(pairs(), 1n, Date.now())),
  )
}
