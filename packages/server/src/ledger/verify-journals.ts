// SPDX-License-Identifier: Apache-2.0
// From rows of transfers to journals: builds the canonical bytes of each journal (leaf.ts of the domain has their
// form), hashes them, and hands on what the rest of verification needs of each transfer, as arrays that go from thread
// to thread without being copied. A row is written by its reader straight in the order of those bytes.

import { hash } from 'node:crypto'
import { uuidToId } from '@jandon/domain/ids'
import { type AccountTable, findAccount } from './verify-accounts.ts'
import { addId, newPrint, type Print, type PrintKey } from './verify-print.ts'
import { createFindings, type Finding } from './verify-report.ts'

/** Where a row has what. The letters of the code follow. */
export const ROW = {
  ...{ no: 0, id: 8, debit: 24, credit: 40, amount: 56, phase: 64, pending: 65, occurred: 81, expires: 89 },
  ...{ recorded: 97, codeLength: 105, code: 107 },
} as const

/** The places of `transfer_phase`, as the canonical form has them. */
export const PHASE = { posted: 0, pending: 1, post: 2, void: 3, expire: 4 } as const

/** No transfer before this one. */
export const NONE = Number.NaN
/** The source does not say which transfer was before (archives do not). */
export const UNTOLD = -1

/** A journal with a row of its own. */
export interface JournalRow {
  readonly no: number
  readonly id: Uint8Array
  readonly event: Uint8Array
  readonly subject: Uint8Array
}

/** Journals one after the other, whole, with at most about CHUNK transfers. */
export interface Chunk {
  readonly transfers: number
  readonly journals: number
  readonly no: Float64Array
  readonly id: Uint8Array
  /** Numbers of accounts; -1 where there is none. */
  readonly debit: Int32Array
  readonly credit: Int32Array
  readonly amount: Float64Array
  readonly phase: Uint8Array
  readonly debitPrev: Float64Array
  readonly creditPrev: Float64Array
  /** Of transfers that are not plainly posted, in order: the pending transfer's id, and when it expires. */
  readonly pending: Uint8Array
  readonly expires: Float64Array
  /** And what a resolving one releases, where the source says it. */
  readonly released: Float64Array
  readonly journalNo: Float64Array
  readonly journalId: Uint8Array
  /** Number of the book in the list of books; -1 when no account of it is known. */
  readonly book: Int32Array
  readonly leaf: Uint8Array
  readonly ids: Print
  readonly journalIds: Print
  readonly findings: readonly Finding[]
  readonly findingCount: number
}

export interface JournalSetting {
  readonly accounts: AccountTable
  /** Ids of the books, and which of them each lot is of. */
  readonly books: Uint8Array[]
  bookOfLot: Int32Array
  readonly key: PrintKey
}

export interface JournalReader {
  /** A row's bytes, in the order of `ROW`, to be filled before `take`. */
  readonly row: Buffer
  /** Takes the row, whose code has `codeBytes` bytes. */
  take(codeBytes: number, position: number, debitPrev: number, creditPrev: number, released: number): void
  /** Tells of journals that have a row of their own; in order, before their transfers are taken. */
  expect(journal: JournalRow): void
  /** Ends the last journal and the last chunk. Rows of journals that nobody asked for are findings. */
  end(): void
}

/** 16,384 transfers: large enough for messages between threads to cost nothing, small enough to fit a cache. */
export const CHUNK = 16_384
/** A batch has at most 65,536 transfers, and a journal is never in two. */
const ROOM = CHUNK + 65_536
/** Rows of journals that are done with and not yet let go: one move of the rest for so many. */
const EXPECTED_KEPT = 4096
/** "JANDONJ" 1 after the 0 of a leaf, then book and journal id. */
const FORM = Uint8Array.of(0, 0x4a, 0x41, 0x4e, 0x44, 0x4f, 0x4e, 0x4a, 1)
const BOOK_AT = FORM.length
const JOURNAL_AT = BOOK_AT + 16
const EVENT_AT = JOURNAL_AT + 16
const LONE_EVENT = new TextEncoder().encode('operator_transfer')
const NOTHING = new Uint8Array(0)
const UNKNOWN_BOOK = -1
/** What a client may ask for at most; see `MAX_TRANSFER_AMOUNT`. */
const MOST = 100_000_000_000_000
/** Marks the id of a lone journal. */
const LONE_BIT = 0x40
const VARIANT = 8

const name = (prefix: 'trf' | 'jnl', bytes: Uint8Array, at: number) =>
  uuidToId(prefix, Buffer.from(bytes.subarray(at, at + 16)).toString('hex'))

/** Writes the letters of a `binary` hash as bytes. */
export function putHash(into: Uint8Array, at: number, digest: string): void {
  for (let k = 0; k < 32; k += 1) into[at + k] = digest.charCodeAt(k)
}

/** The 64-bit number at `at`; exact below 2^53. */
export function read64(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)
}

export function write64(bytes: Buffer, at: number, value: number): void {
  const high = Math.floor(value / 2 ** 32)
  bytes.writeInt32BE(high | 0, at)
  bytes.writeUInt32BE(value - high * 2 ** 32, at + 4)
}

function newArrays() {
  return {
    no: new Float64Array(ROOM),
    id: new Uint8Array(ROOM * 16),
    debit: new Int32Array(ROOM),
    credit: new Int32Array(ROOM),
    amount: new Float64Array(ROOM),
    phase: new Uint8Array(ROOM),
    debitPrev: new Float64Array(ROOM),
    creditPrev: new Float64Array(ROOM),
    pending: new Uint8Array(ROOM * 16),
    expires: new Float64Array(ROOM),
    released: new Float64Array(ROOM),
    journalNo: new Float64Array(ROOM),
    journalId: new Uint8Array(ROOM * 16),
    book: new Int32Array(ROOM),
    leaf: new Uint8Array(ROOM * 32),
  }
}
type Arrays = ReturnType<typeof newArrays>

/** Those of the last reader of this thread: 20 MB that each slice would otherwise make anew. */
let spare: Arrays | undefined

/** What was filled of the arrays, in memory of its own. */
function filled(arrays: Arrays, transfers: number, journals: number, pendings: number) {
  return {
    no: arrays.no.slice(0, transfers),
    id: arrays.id.slice(0, transfers * 16),
    debit: arrays.debit.slice(0, transfers),
    credit: arrays.credit.slice(0, transfers),
    amount: arrays.amount.slice(0, transfers),
    phase: arrays.phase.slice(0, transfers),
    debitPrev: arrays.debitPrev.slice(0, transfers),
    creditPrev: arrays.creditPrev.slice(0, transfers),
    pending: arrays.pending.slice(0, pendings * 16),
    expires: arrays.expires.slice(0, pendings),
    released: arrays.released.slice(0, pendings),
    journalNo: arrays.journalNo.slice(0, journals),
    journalId: arrays.journalId.slice(0, journals * 16),
    book: arrays.book.slice(0, journals),
    leaf: arrays.leaf.slice(0, journals * 32),
  }
}

/** The buffers of a chunk, to hand over instead of copying. */
export function buffersOf(chunk: Chunk): ArrayBuffer[] {
  return Object.values(chunk).flatMap(value => (ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : []))
}

/** The canonical bytes of the journal at hand, and views of them by length, since making one costs more than a hash. */
interface Scratch {
  bytes: Buffer
  views: Buffer[]
}

function grow(scratch: Scratch, least: number): void {
  const wider = Buffer.alloc(Math.max(least, scratch.bytes.length * 2))
  scratch.bytes.copy(wider)
  scratch.bytes = wider
  scratch.views = []
}

function hashScratch(scratch: Scratch, length: number): string {
  // Only short ones are kept: most journals have few transfers, and there is no end of long ones.
  if (length > 4096) return hash('sha256', scratch.bytes.subarray(0, length), 'binary')
  let view = scratch.views[length]
  if (view === undefined) {
    view = scratch.bytes.subarray(0, length)
    scratch.views[length] = view
  }
  return hash('sha256', view, 'binary')
}

/** The journal at hand. */
interface Open {
  no: number
  row: JournalRow | undefined
  /** Bytes written, its transfers, and where their number belongs. */
  at: number
  transfers: number
  countAt: number
  book: number
}

/** Reads transfers in order of their numbers and hands on chunks of whole journals. */
export function createJournalReader(setting: JournalSetting, onChunk: (chunk: Chunk) => void): JournalReader {
  const { accounts, books, bookOfLot, key } = setting
  const row = Buffer.alloc(ROW.code + 65_536)
  const scratch: Scratch = { bytes: Buffer.alloc(65_536), views: [] }
  const arrays = spare ?? newArrays()
  spare = undefined
  const open: Open = { no: NONE, row: undefined, at: 0, transfers: 0, countAt: 0, book: UNKNOWN_BOOK }
  const expected: JournalRow[] = []
  let expectedAt = 0
  let transfers = 0
  let journals = 0
  let pendings = 0
  let ids = newPrint()
  let journalIds = newPrint()
  let findings = createFindings()

  function emit(): void {
    if (transfers === 0 && findings.count === 0 && journalIds.count === 0) return
    const { count, kept } = findings
    const rest = { ids, journalIds, findings: kept, findingCount: count }
    onChunk({ transfers, journals, ...filled(arrays, transfers, journals, pendings), ...rest })
    transfers = 0
    journals = 0
    pendings = 0
    ids = newPrint()
    journalIds = newPrint()
    findings = createFindings()
  }

  function takeExpected(upto: number): JournalRow | undefined {
    for (;;) {
      const next = expected[expectedAt]
      if (next === undefined || next.no > upto) return undefined
      expectedAt += 1
      if (expectedAt === EXPECTED_KEPT) {
        expected.splice(0, expectedAt)
        expectedAt = 0
      }
      addId(journalIds, next.id, 0, next.no, key)
      if (next.no === upto) return next
      findings.report('journal_without_transfers', name('jnl', next.id, 0), 'It has no transfers.')
    }
  }

  function finish(): void {
    if (open.transfers === 0) return
    const { bytes } = scratch
    const id = arrays.journalId
    const at = journals * 16
    for (let k = 0; k < 16; k += 1) id[at + k] = bytes[JOURNAL_AT + k]!
    bytes.writeUInt16BE(open.transfers & 0xffff, open.countAt)
    const book = books[open.book] ?? books[0]
    if (book !== undefined) bytes.set(book, BOOK_AT)
    putHash(arrays.leaf, journals * 32, hashScratch(scratch, open.at))
    arrays.journalNo[journals] = open.no
    arrays.book[journals] = open.book
    journals += 1
    open.transfers = 0
    if (transfers >= CHUNK) emit()
  }

  function start(no: number): void {
    finish()
    open.no = no
    open.row = takeExpected(no)
    open.book = UNKNOWN_BOOK
    const { bytes } = scratch
    bytes.set(FORM, 0)
    if (open.row !== undefined) bytes.set(open.row.id, JOURNAL_AT)
    else {
      row.copy(bytes, JOURNAL_AT, ROW.id, ROW.id + 16)
      bytes[JOURNAL_AT + VARIANT] = bytes[JOURNAL_AT + VARIANT]! | LONE_BIT
    }
    let at = EVENT_AT
    for (const text of [open.row?.event ?? LONE_EVENT, open.row?.subject ?? NOTHING]) {
      bytes.writeUInt16BE(text.length, at)
      bytes.set(text, at + 2)
      at += 2 + text.length
    }
    open.countAt = at
    open.at = at + 2
  }

  function checkRow(debit: number, credit: number, amount: number, position: number): void {
    const where = () => name('trf', row, ROW.id)
    if (debit < 0 || credit < 0) {
      const missing = uuidToId('acc', row.toString('hex', debit < 0 ? ROW.debit : ROW.credit, debit < 0 ? 40 : 56))
      findings.report('account_unknown', where(), `No account ${missing}.`)
    } else if (accounts.lot[debit] !== accounts.lot[credit]) {
      const isBook = bookOfLot[accounts.lot[debit]!] !== bookOfLot[accounts.lot[credit]!]
      if (isBook) findings.report('book_differs', where(), 'Its accounts are not of one book.')
      else findings.report('unit_differs', where(), 'Its accounts do not count the same unit.')
    }
    if (!(amount > 0)) findings.report('amount_not_positive', where(), `Its amount is ${amount}.`)
    else if (amount > MOST) findings.report('amount_too_large', where(), `Its amount is ${amount}.`)
    if (position !== open.transfers) {
      findings.report(
        'journal_incomplete',
        where(),
        `It has place ${position} of its journal and comes ${open.transfers}.`,
      )
    }
  }

  function take(codeBytes: number, position: number, debitPrev: number, creditPrev: number, released: number): void {
    const no = read64(row, ROW.no)
    const journalNo = no - position + 1
    if (journalNo !== open.no || open.transfers === 0) start(journalNo)
    const length = ROW.code + codeBytes
    if (open.at + length > scratch.bytes.length) grow(scratch, open.at + length)
    row.copy(scratch.bytes, open.at, 0, length)
    open.at += length
    open.transfers += 1
    const debit = findAccount(accounts, row, ROW.debit)
    const credit = findAccount(accounts, row, ROW.credit)
    const known = debit >= 0 ? debit : credit
    if (open.book === UNKNOWN_BOOK && known >= 0) open.book = bookOfLot[accounts.lot[known]!] ?? UNKNOWN_BOOK
    const amount = read64(row, ROW.amount)
    const isRight = debit >= 0 && credit >= 0 && accounts.lot[debit] === accounts.lot[credit] && amount > 0
    if (!isRight || amount > MOST || position !== open.transfers) checkRow(debit, credit, amount, position)
    arrays.no[transfers] = no
    for (let k = 0; k < 16; k += 1) arrays.id[transfers * 16 + k] = row[ROW.id + k]!
    arrays.debit[transfers] = debit
    arrays.credit[transfers] = credit
    arrays.amount[transfers] = amount
    const phase = row[ROW.phase]!
    arrays.phase[transfers] = phase
    arrays.debitPrev[transfers] = debitPrev
    arrays.creditPrev[transfers] = creditPrev
    if (phase !== PHASE.posted) {
      for (let k = 0; k < 16; k += 1) arrays.pending[pendings * 16 + k] = row[ROW.pending + k]!
      arrays.expires[pendings] = row[ROW.expires] === 0x80 ? NONE : read64(row, ROW.expires)
      arrays.released[pendings] = released
      pendings += 1
    }
    addId(ids, row, ROW.id, no, key)
    transfers += 1
    // A journal longer than any batch: cut, so that what does not fit is not lost; its leaf differs anyway.
    if (transfers === ROOM) finish()
  }

  return {
    row,
    take,
    expect: journal => void expected.push(journal),
    end() {
      finish()
      takeExpected(Number.POSITIVE_INFINITY)
      emit()
      spare = arrays
    },
  }
}
