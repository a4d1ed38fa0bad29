// SPDX-License-Identifier: Apache-2.0
// For tests of many clients at once: a deck of journals, each a pure function of its number. So clients that know
// nothing of each other send the same journals, resolve each other's pending transfers and take each other's ids, and
// what a killed client had sent is known from numbers alone.

import { createHash } from 'node:crypto'
import { deriveIdFromKey, type Id, newId } from '@jandon/domain/ids'
import {
  type AccountSpec,
  accountSpec,
  chartEntry,
  loneJournalId,
  type Phase,
  type TransferSpec,
} from '@jandon/domain/ledger'
import type { Database } from '../database/index.ts'
import { openBook } from './accounts.ts'
import { type AuditedChain, type Auditor, createAuditor } from './auditor.ts'
import { openAccounts } from './post.ts'

export const DECK_START = 1_780_000_000_000
const HOLDERS = 6
/** Transfers of one journal, at most. */
const WIDTH = 4
/** What is there to be spent: little enough that some want more. */
const FUNDS = 150n

/** A journal of the deck, perhaps sent with something different in it. */
export interface Card {
  readonly number: number
  readonly change: 'none' | 'amount' | 'code' | 'journal'
}

export interface Deck {
  readonly book: Id<'bok'>
  readonly accounts: readonly AccountSpec[]
  /** What gives every holder something to spend: to be sent first. */
  readonly funding: readonly AuditedChain[]
  chainOf(card: Card): AuditedChain
  /** The clock of whoever sends the journals around this number. */
  nowAt(number: number): number
}

/** Whole numbers below a limit, the same ones for the same words. */
export function chanceOf(...words: readonly (string | number)[]): (below: number) => number {
  let state = createHash('sha256').update(words.join('/')).digest().readUInt32BE(0)
  return below => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const nowAt = (number: number) => DECK_START + number * 50

interface Sketch {
  readonly debit: number
  readonly credit: number
  readonly amount: bigint
  readonly kind: 'posted' | 'pending' | 'resolve'
  readonly expiresAt: number | undefined
  readonly chance: (below: number) => number
}

/** What a place of the deck is about; only its resolving transfers depend on other places. */
function sketchOf(tag: string, number: number, place: number): Sketch {
  const chance = chanceOf(tag, number, place)
  // 0 cash, 1 fee, 2 clearing, then holders. More is taken from cash than is put there, so that it is often short.
  const debit = chance(5) === 0 ? 0 : 1 + chance(HOLDERS + 2)
  const credit = debit > 0 && chance(3) === 0 ? 0 : (debit + 1 + chance(HOLDERS + 2)) % (HOLDERS + 3)
  const kind = (['posted', 'posted', 'pending', 'pending', 'resolve'] as const)[chance(5)]!
  const expiresAt = kind === 'pending' && chance(3) === 0 ? nowAt(number) + 100 + chance(4000) : undefined
  return { debit, credit, amount: BigInt(1 + chance(60)), kind, expiresAt, chance }
}

const widthOf = (tag: string, number: number) => {
  const chance = chanceOf(tag, number, 'width')
  return chance(5) < 3 ? 1 : 2 + chance(WIDTH - 1)
}

/** The nearest pending transfer some way before this number, if there is one. */
function pendingBefore(tag: string, number: number, chance: (below: number) => number) {
  const back = number - 10 - chance(60)
  for (let at = back; at >= 0 && at > back - 8; at -= 1) {
    for (let place = 0; place < widthOf(tag, at); place += 1) {
      const sketch = sketchOf(tag, at, place)
      if (sketch.kind === 'pending') return { sketch, at, place }
    }
  }
  return undefined
}

function accountsOf(book: Id<'bok'>): AccountSpec[] {
  const holders = Array.from({ length: HOLDERS }, (_, index) => accountSpec(book, 'holder_cash', 'KRW', `h${index}`))
  const own = (['safeguarding_cash', 'service_fee', 'payout_clearing'] as const).map(code =>
    accountSpec(book, code, 'KRW'),
  )
  return [...own, ...holders]
}

/** The deck of a tag; every process makes the same one. */
export function createDeck(tag: string): Deck {
  const book = deriveIdFromKey('bok', tag)
  const accounts = accountsOf(book)
  const entropy = createHash('sha256').update(tag).digest()
  const idOf = <P extends 'trf' | 'jnl'>(prefix: P, number: number, place: number): Id<P> => {
    const bytes = Buffer.from(entropy.subarray(0, 10))
    bytes.writeUInt32BE(number * WIDTH * 4 + place, 6)
    return newId(prefix, nowAt(number), bytes)
  }
  const transferOf = (number: number, place: number, journalId: Id<'jnl'>): TransferSpec => {
    const sketch = sketchOf(tag, number, place)
    const found = sketch.kind === 'resolve' ? pendingBefore(tag, number, sketch.chance) : undefined
    const { debit, credit, amount } = found?.sketch ?? sketch
    const phase: Phase = found ? (['post', 'post', 'void', 'expire'] as const)[sketch.chance(4)]! : 'posted'
    const part = phase === 'post' && sketch.chance(3) === 0 && amount > 1n ? amount / 2n : amount
    const kept = sketch.kind === 'pending'
    return {
      ...{ id: idOf('trf', number, place), journalId, occurredAt: nowAt(number), code: 'deck' },
      ...{ debitAccountId: accounts[debit]!.id, creditAccountId: accounts[credit]!.id },
      ...{ amount: { amountMinor: part, unit: 'KRW' }, phase: kept ? 'pending' : phase },
      ...(found ? { pendingId: idOf('trf', found.at, found.place) } : {}),
      ...(sketch.expiresAt === undefined ? {} : { expiresAt: sketch.expiresAt }),
    }
  }
  return {
    ...{ book, accounts, nowAt },
    funding: accounts.slice(3).map(({ id: holder }, index) => {
      const id = idOf('trf', 0, WIDTH + index)
      const transfer: TransferSpec = {
        ...{ id, journalId: loneJournalId(id), debitAccountId: accounts[0]!.id, creditAccountId: holder },
        ...{ amount: { amountMinor: FUNDS, unit: 'KRW' }, code: 'deck', phase: 'posted', occurredAt: DECK_START },
      }
      return { journalId: transfer.journalId, book, transfers: [transfer] }
    }),
    chainOf({ number, change }) {
      const width = widthOf(tag, number)
      const own = width === 1 ? loneJournalId(idOf('trf', number, 0)) : idOf('jnl', number, 0)
      const journalId = change === 'journal' ? idOf('jnl', number, WIDTH) : own
      const transfers = Array.from({ length: width }, (_, place) => transferOf(number, place, journalId))
      const first = transfers[0]!
      const { amountMinor, unit } = first.amount
      if (change === 'amount') transfers[0] = { ...first, amount: { amountMinor: amountMinor + 1n, unit } }
      if (change === 'code') transfers[0] = { ...first, code: 'other' }
      return { journalId, book, transfers }
    },
  }
}

/** Opens the deck's book and accounts. */
export async function openDeck(db: Database, deck: Deck): Promise<void> {
  await db.transaction(async tx => {
    await openBook(tx, deck.book)
    await openAccounts(tx, deck.accounts)
  })
}

/** An auditor that has the deck's accounts and nothing posted. */
export function auditorOf(deck: Deck): Auditor {
  const auditor = createAuditor()
  for (const { id, book, unit, code } of deck.accounts) {
    const { overdraft, normalSide, hot } = chartEntry(code)
    const bound = normalSide === 'credit' ? 'debits_covered_by_credits' : 'credits_covered_by_debits'
    auditor.open(id, { book, unit, rule: overdraft === 'none' ? bound : 'none', hot })
  }
  return auditor
}
