// SPDX-License-Identifier: Apache-2.0
// For tests: a client that sends journals of a deck as fast as it is answered, and notes what it sends before it sends
// it and what it is told when it is told. When it is told nothing, it sends the same again, as every honest caller
// does.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Id } from '@jandon/domain/ids'
import type { TransferResultCode } from '@jandon/domain/ledger'
import { systemCode } from '../database/fault.ts'
import type { Database, Tx } from '../database/index.ts'
import type { AuditedChain } from './auditor.ts'
import { postJournals, postTransfers } from './post.ts'
import { type Card, chanceOf, type Deck } from './test-deck.ts'
import type { RecordedCall } from './test-orders.ts'

type Answers = TransferResultCode[][]

export interface Sent {
  readonly cards: readonly Card[]
  readonly now: number
  readonly begin: bigint
}

export interface Notebook {
  /** Notes a call that is about to be sent; what it answers notes what was heard. */
  sent(call: Sent): (heard: { readonly end: bigint; readonly answers: Answers }) => void
}

export interface ClientOptions {
  readonly db: Database
  readonly deck: Deck
  readonly tag: string
  /** Its number among how many. */
  readonly client: number
  readonly clients: number
  /** Where in the deck it begins. */
  readonly from: number
  /** Journals in a call, at most. */
  readonly largest: number
  readonly notebook: Notebook
  isOver(calls: number): boolean
  /** Told of each call that failed; throws when that is no fault of the world. */
  readonly failed?: (error: unknown) => void
}

/** Sends journals, as journals or as transfers. */
export async function sendChains(tx: Tx, chains: readonly AuditedChain[], now: number, raw: boolean): Promise<Answers> {
  const deps = { now: () => now }
  const book = chains[0]!.book as Id<'bok'>
  if (raw) {
    const flat = chains.flatMap(({ transfers }) => transfers)
    const results = await postTransfers(deps, tx, flat, { book })
    let next = 0
    return chains.map(({ transfers }) => transfers.map(() => results[next++]!.result))
  }
  const journals = chains.map(({ journalId, transfers }) => ({
    ...{ id: journalId as Id<'jnl'>, book, event: 'operator_transfer' as const, subject: 'a deck', accounts: [] },
    transfers,
  }))
  const results = await postJournals(deps, tx, journals)
  return results.map(({ transfers }) => transfers.map(({ result }) => result))
}

/** Connections and servers that are killed, disks that are full, calls that waited too long; no bug of the ledger. */
const WORLD = /^(08...|57P0[1-5]|57014|53...|55P03|58030|40001|40P01|25P03|ECONN\w+|EPIPE)$/

/** Whether a call failed because the world did: then the same call may be sent again. */
export function isFaultOfTheWorld(error: unknown): boolean {
  if (WORLD.test(systemCode(error))) return true
  return (
    error instanceof Error &&
    /^(Connection terminated|timeout exceeded|Client has encountered a connection error)/.test(error.message)
  )
}

const CHANGES = ['amount', 'code', 'journal'] as const

/** The next cards: mostly its own, now and then such as others have sent or will send, perhaps with a difference. */
function draw({ client, clients }: ClientOptions, position: number, count: number, chance: (below: number) => number) {
  const cards = new Map<number, Card>()
  let at = position
  for (let index = 0; index < count; index += 1) {
    const isOwn = chance(10) < 7
    const number = isOwn ? at * clients + client + 1 : Math.max(1, (at - 3) * clients + chance(4 * clients))
    if (isOwn) at += 1
    if (!cards.has(number)) cards.set(number, { number, change: chance(12) === 0 ? CHANGES[chance(3)]! : 'none' })
  }
  return { cards: [...cards.values()], position: at }
}

/** Runs until it is over; answers where in the deck it has come to. */
export async function runClient(options: ClientOptions): Promise<number> {
  const { db, deck, notebook, largest, tag, client, from } = options
  const chance = chanceOf(tag, 'client', client, from)
  let position = from
  for (let calls = 0; !options.isOver(calls); calls += 1) {
    const drawn = draw(options, position, 1 + chance(chance(3) === 0 ? largest : 3), chance)
    position = drawn.position
    const { cards } = drawn
    const chains = cards.map(deck.chainOf)
    const now = deck.nowAt(Math.max(...cards.map(({ number }) => number)))
    const raw = chance(2) === 0
    for (let isHeard = false; !isHeard && !options.isOver(calls); ) {
      const hear = notebook.sent({ cards, now, begin: process.hrtime.bigint() })
      try {
        const answers = await db.transaction(tx => sendChains(tx, chains, now, raw))
        hear({ end: process.hrtime.bigint(), answers })
        isHeard = true
      } catch (error) {
        if (options.failed === undefined) throw error
        options.failed(error)
        await sleep(20)
      }
    }
  }
  return position
}

/** Notes in memory, for clients of this process. */
export function createNotebook(deck: Deck): Notebook & { readonly calls: RecordedCall[] } {
  const calls: RecordedCall[] = []
  return {
    calls,
    sent({ cards, now, begin }) {
      const chains = cards.map(deck.chainOf)
      const at = calls.push({ chains, now, begin }) - 1
      return heard => {
        calls[at] = { chains, now, begin, heard }
      }
    },
  }
}

/** Sends what gives every holder something to spend, and notes it. */
export async function fund(db: Database, deck: Deck): Promise<RecordedCall> {
  const chains = deck.funding
  const now = deck.nowAt(0)
  const begin = process.hrtime.bigint()
  const answers = await db.transaction(tx => sendChains(tx, chains, now, true))
  return { chains, now, begin, heard: { end: process.hrtime.bigint(), answers } }
}
