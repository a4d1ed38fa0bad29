// SPDX-License-Identifier: Apache-2.0
// The million operations of the soak: worlds of random steps one after the other in each database, and between them
// many clients at once on one book.

import type { TransferResultCode } from '@jandon/domain/ledger'
import type { Database } from '../packages/server/src/database/index.ts'
import { assertSameCounters, transfersInOrder } from '../packages/server/src/ledger/test-books.ts'
import { createNotebook, fund, runClient } from '../packages/server/src/ledger/test-clients.ts'
import { auditorOf, createDeck, openDeck } from '../packages/server/src/ledger/test-deck.ts'
import { assertOneOrder } from '../packages/server/src/ledger/test-orders.ts'
import { playWorlds } from '../packages/server/src/ledger/test-shrink.ts'
import { playWorld } from '../packages/server/src/ledger/test-worlds.ts'

/** Worlds between two rounds of many clients; the rounds are then about a tenth of all operations. */
const WORLDS = 40
const CLIENTS = 8
const CALLS = 60

export interface SoakReport {
  readonly done: number
  readonly worlds: number
  /** Of `done`, those of many clients at once, and in how many calls. */
  readonly together: number
  readonly calls: number
  readonly tally: ReadonlyMap<TransferResultCode, number>
}

interface Counting {
  done: number
  worlds: number
  together: number
  calls: number
  readonly tally: Map<TransferResultCode, number>
}

/** Many clients at once on one book; every call of theirs must have been right. */
async function playTogether(db: Database, tag: string, counting: Counting): Promise<void> {
  const deck = createDeck(tag)
  await openDeck(db, deck)
  const notebook = createNotebook(deck)
  notebook.calls.push(await fund(db, deck))
  const from = { from: 1, largest: 20, clients: CLIENTS, isOver: (calls: number) => calls >= CALLS }
  await Promise.all(
    Array.from({ length: CLIENTS }, (_, client) => runClient({ db, deck, tag, client, notebook, ...from })),
  )
  const { auditor } = assertOneOrder(() => auditorOf(deck), notebook.calls, await transfersInOrder(db, deck.book))
  await assertSameCounters(db, auditor)
  for (const { heard } of notebook.calls) {
    counting.calls += 1
    for (const result of heard!.answers.flat()) {
      counting.tally.set(result, (counting.tally.get(result) ?? 0) + 1)
      counting.together += 1
    }
  }
}

async function play(
  db: Database,
  worker: number,
  operations: number,
  seed: number,
  counting: Counting,
  progress: () => void,
) {
  for (let round = 0; counting.done < operations; round += 1) {
    const own = seed * 1000 + worker * 100_000 + round
    await playWorlds({ count: WORLDS, chains: 80, steps: 12, seed: own % 2 ** 31 }, async list => {
      if (counting.done >= operations) return
      // Every fourth world goes the exact way all the time; it is the one that the others take when in doubt.
      await playWorld(db, list, { exact: counting.worlds % 4 === 0, tally: counting.tally })
      counting.worlds += 1
      counting.done = [...counting.tally.values()].reduce((sum, times) => sum + times, 0)
      progress()
    })
    await playTogether(db, `together ${own}`, counting)
  }
}

/**
 * Plays until that many transfers have been answered. Faults: a `Difference` or an assertion at the first that differs.
 */
export async function soakOperations(
  databases: readonly Database[],
  operations: number,
  seed: number,
  progress: (report: SoakReport) => void,
): Promise<SoakReport> {
  const counting: Counting = { done: 0, worlds: 0, together: 0, calls: 0, tally: new Map() }
  const tell = () => progress(counting)
  await Promise.all(databases.map((db, worker) => play(db, worker, operations, seed, counting, tell)))
  counting.done = [...counting.tally.values()].reduce((sum, times) => sum + times, 0)
  return counting
}
