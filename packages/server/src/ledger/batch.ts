// SPDX-License-Identifier: Apache-2.0
// Turns a batch of journals into the parameters of the SQL function `post_transfers`. The batch is looked through once:
// each account with what it moves in all and what it needs beforehand, each transfer with what came before it, so that
// the database has nothing left to sum or to sort.

import { type IdPrefix, isId, writeIdBytes } from '@jandon/domain/ids'
import type { AccountSpec, TransferResultCode, TransferSpec } from '@jandon/domain/ledger'
import { chartEntry, loneTransferId, MAX_TRANSFER_AMOUNT, PHASES } from '@jandon/domain/ledger'
import { formatInstant, type Instant } from '@jandon/domain/time'
import { type AccountTable, createAccountTable, lockOrder } from './batch-accounts.ts'
import { bigintArray, instantArray, integerArray, textArray, uuidArray } from './binary.ts'

/** Consecutive transfers of one journal: applied together or not at all. */
export interface Chain {
  readonly journalId: string
  readonly book: string
  readonly event: string
  readonly subject: string
  readonly transfers: readonly TransferSpec[]
}

const CODE_FORM = /^[a-z][a-z0-9_]{0,39}$/
/** A batch that moves more goes the exact way, which watches the counters; no real one comes near. */
const QUICK_TOTAL_MAX = 2n ** 61n

/** What is wrong with a transfer by its form alone; the order is that of TRANSFER_RESULTS. */
function refusedByForm(transfer: TransferSpec): TransferResultCode | undefined {
  const { amountMinor } = transfer.amount
  const resolves = transfer.phase !== 'posted' && transfer.phase !== 'pending'
  if (!isId('trf', transfer.id) || !isId('jnl', transfer.journalId)) return 'id_invalid'
  // A number kept for a lone transfer's journal is for that transfer alone.
  if ((loneTransferId(transfer.journalId) ?? transfer.id) !== transfer.id) return 'id_invalid'
  if (!CODE_FORM.test(transfer.code)) return 'code_invalid'
  if (amountMinor <= 0n) return 'amount_not_positive'
  if (amountMinor > MAX_TRANSFER_AMOUNT) return 'amount_too_large'
  if (resolves && transfer.pendingId === undefined) return 'pending_id_required'
  if (!resolves && transfer.pendingId !== undefined) return 'pending_id_not_allowed'
  if (transfer.phase !== 'pending' && transfer.expiresAt !== undefined) return 'expiry_not_allowed'
  if (transfer.debitAccountId === transfer.creditAccountId) return 'accounts_are_the_same'
  return undefined
}

/** Amounts outside the column's range are refused by form; a zero stands for them where they are only compared. */
const storable = (amount: bigint) => (amount > MAX_TRANSFER_AMOUNT || amount < 0n ? 0n : amount)

/** NUL cannot be stored as text; a code with one is refused by form. */
const storableText = (text: string) => (text.includes('\0') ? 'invalid' : text)

/** Gives each distinct text a number from 1 on, in order of first appearance. */
function createNumbering() {
  const numbers = new Map<string, number>()
  return {
    texts: numbers,
    of(text: string): number {
      const number = numbers.get(text)
      if (number !== undefined) return number
      numbers.set(text, numbers.size + 1)
      return numbers.size
    },
  }
}

/** The lots (a book and a unit) that a batch names, numbered from 1 on. Neighbours mostly name the same. */
function createLots() {
  const lots: { book: string; unit: string }[] = []
  let last = -1
  return {
    lots,
    of(book: string, unit: string): number {
      if (lots[last]?.unit === unit && lots[last]?.book === book) return last + 1
      last = lots.findIndex(lot => lot.unit === unit && lot.book === book)
      if (last < 0) last = lots.push({ book, unit }) - 1
      return last + 1
    },
  }
}

/** The batch in columns, one entry for each transfer. */
interface Reading {
  readonly ids: Uint8Array
  readonly transfers: TransferSpec[]
  readonly refused: (TransferResultCode | undefined)[]
  /** Indexes of accounts, and the places of their transfers before. */
  readonly debit: Int32Array
  readonly credit: Int32Array
  readonly debitPrevious: Int32Array
  readonly creditPrevious: Int32Array
  readonly amount: BigInt64Array
  readonly occurred: Float64Array
  readonly position: Int32Array
  readonly phase: Int32Array
  readonly lot: Int32Array
  readonly code: Int32Array
  readonly accounts: AccountTable
  readonly lots: ReturnType<typeof createLots>
  readonly codes: ReturnType<typeof createNumbering>
  /** The journals but those of a lone transfer, with the place of their first transfer. */
  readonly journals: { first: number; chain: Chain }[]
  /** Pending transfers and the places of what resolves them. */
  readonly resolved: Map<string, number[]>
  count: number
  total: bigint
  isRefused: boolean
  isPhased: boolean
  isLinked: boolean
  doesExpire: boolean
}

function createReading(count: number): Reading {
  const integers = () => new Int32Array(count)
  return {
    ids: new Uint8Array(count * 16),
    ...{ transfers: [], refused: [], journals: [], resolved: new Map() },
    ...{ debit: integers(), credit: integers(), debitPrevious: integers(), creditPrevious: integers() },
    ...{ amount: new BigInt64Array(count), occurred: new Float64Array(count) },
    ...{ position: integers(), phase: integers(), lot: integers(), code: integers() },
    ...{ accounts: createAccountTable(count), lots: createLots(), codes: createNumbering() },
    ...{ count: 0, total: 0n, isRefused: false, isPhased: false, isLinked: false, doesExpire: false },
  }
}

/** Reads one transfer into the next place; `first` is where its journal began. */
function readTransfer(r: Reading, transfer: TransferSpec, book: string, first: number): void {
  const at = r.count++
  const place = r.count
  const { accounts } = r
  const amount = storable(transfer.amount.amountMinor)
  const phase = PHASES.indexOf(transfer.phase)
  const lot = r.lots.of(book, transfer.amount.unit)
  const debit = accounts.indexOf(transfer.debitAccountId, lot)
  const credit = accounts.indexOf(transfer.creditAccountId, lot)
  const refusal = refusedByForm(transfer)
  if (refusal !== undefined) r.isRefused = true
  // What has no id cannot exist, as little as the transfer with the number zero.
  if (!writeIdBytes(transfer.id, r.ids, at * 16)) r.ids.fill(0, at * 16, at * 16 + 16)
  r.transfers.push(transfer)
  r.refused.push(refusal)
  r.debit[at] = debit
  r.credit[at] = credit
  r.debitPrevious[at] = accounts.last[debit]!
  r.creditPrevious[at] = accounts.last[credit]!
  accounts.countDebit(debit, amount, phase, place)
  accounts.countCredit(credit, amount, phase, place)
  r.amount[at] = amount
  r.occurred[at] = transfer.occurredAt
  r.total += amount
  r.lot[at] = lot
  r.code[at] = r.codes.of(transfer.code)
  r.phase[at] = phase
  r.position[at] = place - first + 1
  if (phase > 0) r.isPhased = true
  if (place > first) r.isLinked = true
  if (transfer.expiresAt !== undefined) r.doesExpire = true
  if (transfer.pendingId === undefined) return
  const places = r.resolved.get(transfer.pendingId)
  if (places) places.push(place)
  else r.resolved.set(transfer.pendingId, [place])
}

/** A lone transfer needs no journal of its own: its number tells the journal's. */
const isLone = (chain: Chain) =>
  chain.transfers.length === 1 &&
  chain.event === 'operator_transfer' &&
  chain.subject === chain.journalId &&
  loneTransferId(chain.journalId) === chain.transfers[0]!.id

function readBatch(chains: readonly Chain[]): Reading {
  const reading = createReading(chains.reduce((total, chain) => total + chain.transfers.length, 0))
  for (const chain of chains) {
    const first = reading.count + 1
    if (!isLone(chain)) reading.journals.push({ first, chain })
    for (const transfer of chain.transfers) readTransfer(reading, transfer, chain.book, first)
  }
  return reading
}

function accountParameters({ accounts, lots, isPhased }: Reading, order: Uint32Array): unknown[] {
  const { count } = accounts
  return [
    uuidArray(accounts.bytes, count, order),
    lots.lots.length > 1 ? integerArray(accounts.lot, count, order) : null,
    isPhased ? bigintArray(accounts.debitsPending, count, order) : null,
    bigintArray(accounts.debitsPosted, count, order),
    isPhased ? bigintArray(accounts.creditsPending, count, order) : null,
    bigintArray(accounts.creditsPosted, count, order),
    bigintArray(accounts.debitNeed, count, order),
    bigintArray(accounts.creditNeed, count, order),
    integerArray(accounts.last, count, order),
  ]
}

/** `uuid[]` of ids with this prefix; what is none becomes the number zero, which nothing has. */
function idArray(prefix: IdPrefix, ids: readonly string[]): Buffer {
  const bytes = new Uint8Array(ids.length * 16)
  ids.forEach((id, index) => {
    const isFine = id.startsWith(`${prefix}_`) && writeIdBytes(id, bytes, index * 16)
    if (!isFine) bytes.fill(0, index * 16, index * 16 + 16)
  })
  return uuidArray(bytes, ids.length)
}

function journalParameters({ journals }: Reading): unknown[] {
  return [
    integerArray(journals.map(({ first }) => first)),
    idArray(
      'jnl',
      journals.map(({ chain }) => chain.journalId),
    ),
    textArray(journals.map(({ chain }) => chain.event)),
    textArray(journals.map(({ chain }) => chain.subject)),
  ]
}

function transferParameters(r: Reading, numbers: Int32Array, pendings: ReadonlyMap<string, number>): unknown[] {
  const { count, transfers } = r
  const pending = () => transfers.map(({ pendingId }) => pendings.get(pendingId ?? '') ?? 0)
  const expires = () =>
    transfers.map(({ expiresAt }) => (expiresAt === undefined ? undefined : formatInstant(expiresAt)))
  return [
    uuidArray(r.ids, count),
    integerArray(numbers, count, new Uint32Array(r.debit.buffer)),
    integerArray(numbers, count, new Uint32Array(r.credit.buffer)),
    bigintArray(r.amount, count),
    r.codes.texts.size > 1 ? integerArray(r.code) : null,
    instantArray(r.occurred, count),
    integerArray(r.debitPrevious),
    integerArray(r.creditPrevious),
    r.isLinked ? integerArray(r.position) : null,
    r.isPhased ? integerArray(r.phase) : null,
    pendings.size > 0 ? integerArray(pending()) : null,
    r.doesExpire ? textArray(expires()) : null,
    r.isRefused ? textArray(r.refused) : null,
    r.accounts.isConsistent ? null : integerArray(r.lot),
  ]
}

/**
 * The parameters of `post_transfers`, in its order. `now` undefined: the database's clock decides on expiry.
 * `exact` forces the exact way (tests compare both).
 */
export function encodeBatch(chains: readonly Chain[], now: Instant | undefined, exact: boolean): unknown[] {
  const r = readBatch(chains)
  // In byte order, as all calls lock them. Base32 sorts as the bytes do.
  const resolved = [...r.resolved].sort(([left], [right]) => (left < right ? -1 : 1))
  const pendings = new Map(resolved.map(([id], index) => [id, index + 1]))
  // The quick way resolves what earlier calls have left pending, each once.
  const isPlain =
    r.accounts.isConsistent &&
    !r.isRefused &&
    r.total < QUICK_TOTAL_MAX &&
    resolved.every(([, places]) => places.length === 1)
  const order = lockOrder(r.accounts)
  const numbers = new Int32Array(order.length)
  for (let position = 0; position < order.length; position++) numbers[order[position]!] = position + 1
  return [
    ...[now === undefined ? null : formatInstant(now), exact || !isPlain],
    ...[textArray(r.lots.lots.map(({ book }) => book)), textArray(r.lots.lots.map(({ unit }) => unit))],
    ...accountParameters(r, order),
    ...journalParameters(r),
    ...[
      idArray(
        'trf',
        resolved.map(([id]) => id),
      ),
      integerArray(resolved.map(([, places]) => places[0]!)),
    ],
    textArray([...r.codes.texts.keys()].map(storableText)),
    ...transferParameters(r, numbers, pendings),
  ]
}

const POST_TYPES = [
  ...['timestamptz', 'boolean', 'text[]', 'text[]'],
  ...['uuid[]', 'integer[]', 'bigint[]', 'bigint[]', 'bigint[]', 'bigint[]', 'bigint[]', 'bigint[]', 'integer[]'],
  ...['integer[]', 'uuid[]', 'text[]', 'text[]', 'uuid[]', 'integer[]', 'text[]'],
  ...['uuid[]', 'integer[]', 'integer[]', 'bigint[]', 'integer[]', 'timestamptz[]', 'integer[]', 'integer[]'],
  ...['integer[]', 'integer[]', 'integer[]', 'timestamptz[]', 'text[]', 'integer[]'],
]
const OPEN_TYPES = ['uuid[]', 'text[]', 'text[]', 'text[]', 'text[]', 'text[]', 'text[]', 'boolean[]']

const call = (name: string, types: readonly string[], first: number) =>
  `${name}(${types.map((type, index) => `$${first + index}::${type}`).join(', ')})`

const POST_CALL = call('post_transfers', POST_TYPES, 1)

/** The call itself, with the parameters of `encodeBatch`. */
export const POST_TRANSFERS = `SELECT ${POST_CALL} AS results`

export const OPEN_ACCOUNTS = `SELECT ${call('open_accounts', OPEN_TYPES, 1)}`

/**
 * Both in one round trip: the parameters of `encodeBatch`, then those of `encodeAccounts`. PostgreSQL goes left to
 * right.
 */
export const OPEN_AND_POST = `SELECT ${call('open_accounts', OPEN_TYPES, POST_TYPES.length + 1)}, ${POST_CALL} AS results`

/** The parameters of `open_accounts`, each account once, with the rules that the chart gives its code. */
export function encodeAccounts(specs: Iterable<AccountSpec>): unknown[] {
  const distinct = [...new Map([...specs].map(spec => [spec.id, spec])).values()]
  const entries = distinct.map(spec => chartEntry(spec.code))
  return [
    ...[
      idArray(
        'acc',
        distinct.map(spec => spec.id),
      ),
      textArray(distinct.map(spec => spec.book)),
    ],
    ...[textArray(distinct.map(spec => spec.code)), textArray(distinct.map(spec => spec.unit))],
    ...[textArray(distinct.map(spec => spec.owner)), textArray(entries.map(entry => entry.normalSide))],
    ...[textArray(entries.map(entry => entry.overdraft)), `{${entries.map(entry => entry.hot).join(',')}}`],
  ]
}
