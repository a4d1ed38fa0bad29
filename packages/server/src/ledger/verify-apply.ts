// SPDX-License-Identifier: Apache-2.0
// Applies journals in order of their numbers: the four counters of each account, its rule at every transfer, the
// account's linked list, and what is pending. One thread does this, and only this, so order costs nothing; everything
// that can be done out of order has been done when a chunk arrives.
//
// A counter is two numbers, `small + big * 2^50`, so that sums up to 2^63 are exact and stay machine numbers.

import { uuidToId } from '@jandon/domain/ids'
import { type AccountTable, accountName, growAccountTable, RULE } from './verify-accounts.ts'
import { type Chunk, PHASE, UNTOLD } from './verify-journals.ts'
import { addHashed, addPrint, hashed, hashUuid, newPrint, type Print, type PrintKey } from './verify-print.ts'
import { createRefs, followRef, isRefTo, type Refs } from './verify-refs.ts'
import type { Findings } from './verify-report.ts'

const BIG = 2 ** 50
/** Places of the counters of one account: eight numbers, a line of the cache. */
export const COUNTERS = 8
const AT = { debitsPending: 0, debitsPosted: 2, creditsPending: 4, creditsPosted: 6 } as const
export const COUNTER_NAMES = ['debitsPending', 'debitsPosted', 'creditsPending', 'creditsPosted'] as const

export interface OpenPending {
  readonly no: number
  readonly debit: number
  readonly credit: number
  readonly amount: number
  /** Units: microseconds since 1970; NaN: never. */
  readonly expires: number
}

export interface Books {
  readonly accounts: AccountTable
  readonly findings: Findings
  readonly key: PrintKey
  /** Eight numbers for each account. */
  counters: Float64Array
  /** Number of the account's latest transfer, and of the latest before the call that made that; NaN: none. */
  last: Float64Array
  beforeCall: Float64Array
  /** Pending transfers not yet resolved, by the bytes of their id. */
  readonly open: Map<string, OpenPending>
  /** By lot: what moved and what is pending, as counters are. */
  readonly moved: Map<number, Float64Array>
  journals: number
  transfers: number
  readonly ids: Print
  readonly journalIds: Print
  /** Resolved pending transfers, as `pending_transfer` has them. */
  readonly resolved: Print
  readonly refs: Refs
  /** The source begins in the middle: the first transfer of an account need not be its first ever. */
  isLate: boolean
}

export function createBooks(accounts: AccountTable, findings: Findings, key: PrintKey): Books {
  const room = accounts.lot.length
  return {
    ...{ accounts, findings, key, counters: new Float64Array(room * COUNTERS) },
    ...{ last: new Float64Array(room).fill(Number.NaN), beforeCall: new Float64Array(room).fill(Number.NaN) },
    ...{ open: new Map(), moved: new Map(), journals: 0, transfers: 0 },
    ...{ ids: newPrint(), journalIds: newPrint(), resolved: newPrint(), refs: createRefs(), isLate: false },
  }
}

/** Makes room for `most` accounts, when there is less: more were opened meanwhile than was allowed for. */
export function growBooks(books: Books, most: number): void {
  if (most <= books.accounts.lot.length) return
  growAccountTable(books.accounts, most)
  const widen = (old: Float64Array, length: number, fill: number) => {
    const wider = new Float64Array(length).fill(fill)
    wider.set(old)
    return wider
  }
  books.counters = widen(books.counters, most * COUNTERS, 0)
  books.last = widen(books.last, most, Number.NaN)
  books.beforeCall = widen(books.beforeCall, most, Number.NaN)
}

function add(counters: Float64Array, at: number, amount: number): void {
  let small = counters[at]! + amount
  if (small >= BIG || small < 0) {
    const carry = Math.floor(small / BIG)
    counters[at + 1]! += carry
    small -= carry * BIG
  }
  counters[at] = small
}

const exactly = (counters: Float64Array, at: number) => BigInt(counters[at]!) + BigInt(counters[at + 1]!) * BigInt(BIG)

/** Counter `which` (place in `COUNTER_NAMES`) of an account, exactly. */
export function counterOf(books: Books, account: number, which: number): bigint {
  return exactly(books.counters, account * COUNTERS + which * 2)
}

/** Sets a counter: where a source begins in the middle. */
export function setCounter(books: Books, account: number, which: number, value: bigint): void {
  const at = account * COUNTERS + which * 2
  books.counters[at] = Number(BigInt.asUintN(50, value))
  books.counters[at + 1] = Number(value >> 50n)
}

/** What is available under the account's rule. */
export function availableOf(books: Books, account: number): bigint {
  const of = (which: number) => counterOf(books, account, which)
  return books.accounts.rule[account] === RULE.debitsCovered ? of(3) - of(1) - of(0) : of(1) - of(3) - of(2)
}

const trf = (bytes: Uint8Array, at: number) => uuidToId('trf', Buffer.from(bytes.subarray(at, at + 16)).toString('hex'))
const idKey = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 16))

function checkRule(books: Books, chunk: Chunk, index: number, account: number): void {
  const rule = books.accounts.rule[account]
  if (rule === RULE.none) return
  const { counters } = books
  const at = account * COUNTERS
  const [plus, minus, reserved] =
    rule === RULE.debitsCovered
      ? [AT.creditsPosted, AT.debitsPosted, AT.debitsPending]
      : [AT.debitsPosted, AT.creditsPosted, AT.creditsPending]
  const big = counters[at + plus + 1]! - counters[at + minus + 1]! - counters[at + reserved + 1]!
  const small = counters[at + plus]! - counters[at + minus]! - counters[at + reserved]!
  if (big * BIG + small >= 0) return
  const detail = `It overdraws ${accountName(books.accounts, account)} by ${-availableOf(books, account)}.`
  books.findings.report('overdrawn', trf(chunk.id, index * 16), detail)
}

function reportHistory(books: Books, chunk: Chunk, index: number, account: number, prev: number): void {
  const name = accountName(books.accounts, account)
  const before = books.accounts.hot[account] === 1 ? Number.NaN : books.last[account]!
  const told = Number.isNaN(prev) ? 'none' : (followRef(books.refs, prev) ?? `one that is not there (${prev})`)
  const detail = `It names ${told} as the transfer of ${name} before it, which is ${Number.isNaN(before) ? 'none' : before}.`
  books.findings.report('history_broken', trf(chunk.id, index * 16), detail)
}

function checkHistory(books: Books, chunk: Chunk, index: number, account: number, prev: number): void {
  const { last } = books
  const no = chunk.no[index]!
  const before = last[account]!
  if (prev !== UNTOLD) {
    const isHot = books.accounts.hot[account] === 1
    const isRight = isHot ? Number.isNaN(prev) : isRefTo(books.refs, prev, before)
    // Where the source begins in the middle, what an account did before need not be known.
    if (!isRight && !(books.isLate && Number.isNaN(before))) reportHistory(books, chunk, index, account, prev)
  }
  // Numbers of one call differ in the last 16 bits only.
  if (Math.floor(before / 65_536) !== Math.floor(no / 65_536)) books.beforeCall[account] = before
  last[account] = no
}

/** Adds to a print of resolved pending transfers what `pending_transfer` must hold of this one. */
export function printResolved(
  books: Books,
  print: Print,
  id: Uint8Array,
  at: number,
  pending: OpenPending,
  by: { readonly no: number; readonly phase: number },
): void {
  const { accounts, key } = books
  const mix = (value: number) => {
    const high = Math.floor(value / 2 ** 32)
    hashed.high ^= high
    hashed.low ^= value - high * 2 ** 32
  }
  hashed.high = key.high
  hashed.low = key.low
  mix(pending.no)
  hashUuid(id, at, hashed.high, hashed.low)
  mix(pending.amount)
  const account = new Uint8Array(16)
  const view = new DataView(account.buffer)
  for (const [number, next] of [
    [pending.debit, by.no],
    [pending.credit, by.phase],
  ] as const) {
    for (let k = 0; k < 4; k += 1) view.setInt32(k * 4, accounts.keys[number * 4 + k]!)
    hashUuid(account, 0, hashed.high, hashed.low)
    mix(next)
  }
  addHashed(print)
}

/** What a resolving transfer releases. */
function resolve(books: Books, chunk: Chunk, index: number, at: number): number {
  const id = idKey(chunk.pending, at * 16)
  const pending = books.open.get(id)
  const amount = chunk.amount[index]!
  const phase = chunk.phase[index]!
  const told = chunk.released[at]!
  if (pending === undefined) {
    // Reserved before the source begins; an archive then says how much it was.
    if (books.isLate && told > 0) return told
    const detail = `No open pending transfer ${trf(chunk.pending, at * 16)}.`
    books.findings.report('pending_unknown', trf(chunk.id, index * 16), detail)
    return 0
  }
  const isSame = pending.debit === chunk.debit[index] && pending.credit === chunk.credit[index]
  const fits = phase === PHASE.post ? amount <= pending.amount : amount === pending.amount
  if (!isSame || !fits || (!Number.isNaN(told) && told !== pending.amount)) {
    const detail = `It does not fit ${trf(chunk.pending, at * 16)}.`
    books.findings.report('pending_differs', trf(chunk.id, index * 16), detail)
  }
  books.open.delete(id)
  printResolved(books, books.resolved, chunk.pending, at * 16, pending, { no: chunk.no[index]!, phase })
  return pending.amount
}

function reserve(books: Books, chunk: Chunk, index: number, at: number): void {
  books.open.set(idKey(chunk.id, index * 16), {
    no: chunk.no[index]!,
    debit: chunk.debit[index]!,
    credit: chunk.credit[index]!,
    amount: chunk.amount[index]!,
    expires: chunk.expires[at]!,
  })
}

function movedOf(books: Books, lot: number): Float64Array {
  let moved = books.moved.get(lot)
  if (moved === undefined) {
    moved = new Float64Array(4)
    books.moved.set(lot, moved)
  }
  return moved
}

/** Applies the transfers of a chunk. Chunks come in order of their numbers. */
export function applyChunk(books: Books, chunk: Chunk): void {
  const { counters, accounts } = books
  let others = 0
  let lot = -1
  let moved: Float64Array = new Float64Array(4)
  for (let index = 0; index < chunk.transfers; index += 1) {
    const debit = chunk.debit[index]!
    const credit = chunk.credit[index]!
    const phase = chunk.phase[index]!
    const other = phase === PHASE.posted ? -1 : others++
    if (debit < 0 || credit < 0) continue
    const amount = chunk.amount[index]!
    const posted = phase === PHASE.posted || phase === PHASE.post ? amount : 0
    let pending = 0
    if (phase === PHASE.pending) {
      pending = amount
      reserve(books, chunk, index, other)
    } else if (other >= 0) pending = -resolve(books, chunk, index, other)
    if (accounts.lot[debit] !== lot) {
      lot = accounts.lot[debit]!
      moved = movedOf(books, lot)
    }
    add(moved, 0, posted)
    add(counters, debit * COUNTERS + AT.debitsPosted, posted)
    add(counters, credit * COUNTERS + AT.creditsPosted, posted)
    if (pending !== 0) {
      add(moved, 2, pending)
      add(counters, debit * COUNTERS + AT.debitsPending, pending)
      add(counters, credit * COUNTERS + AT.creditsPending, pending)
    }
    checkRule(books, chunk, index, debit)
    checkRule(books, chunk, index, credit)
    checkHistory(books, chunk, index, debit, chunk.debitPrev[index]!)
    checkHistory(books, chunk, index, credit, chunk.creditPrev[index]!)
  }
  books.transfers += chunk.transfers
  books.journals += chunk.journals
  addPrint(books.ids, chunk.ids)
  addPrint(books.journalIds, chunk.journalIds)
  books.findings.add(chunk.findings, chunk.findingCount)
}

/** What moved and what is pending in each lot. */
export function movedIn(books: Books): { lot: number; posted: bigint; pending: bigint }[] {
  return [...books.moved].map(([lot, moved]) => ({ lot, posted: exactly(moved, 0), pending: exactly(moved, 2) }))
}
