// SPDX-License-Identifier: Apache-2.0
// Turns a batch of journals into the arrays of the SQL function `post_transfers`, and its answers into results.
// Whatever repeats (accounts, units, books, pending ids) is sent once and referred to by number.

import { isId } from '@jandon/domain/ids'
import type { AccountSpec, TransferResultCode, TransferSpec } from '@jandon/domain/ledger'
import { chartEntry, MAX_TRANSFER_AMOUNT, PHASES } from '@jandon/domain/ledger'
import { formatInstant, type Instant } from '@jandon/domain/time'

/** Consecutive transfers of one journal: applied together or not at all. */
export interface Chain {
  readonly journalId: string
  readonly book: string
  readonly event: string
  readonly subject: string
  readonly transfers: readonly TransferSpec[]
}

const CODE_FORM = /^[a-z][a-z0-9_]{0,39}$/
const PLAIN = /^[A-Za-z0-9_:.+-]+$/

/** Gives each distinct text a number from 1 on, in order of first appearance. */
function createNumbering() {
  const numbers = new Map<string, number>()
  return {
    texts: numbers,
    of(text: string): number {
      let number = numbers.get(text)
      if (number === undefined) {
        number = numbers.size + 1
        numbers.set(text, number)
      }
      return number
    },
  }
}

/** A PostgreSQL array literal of texts; null where undefined. Our own, because the driver's quotes every element. */
export function textArray(values: Iterable<string | undefined | null>): string {
  const parts: string[] = []
  for (const value of values) {
    if (value === undefined || value === null) parts.push('NULL')
    else if (PLAIN.test(value) && value.length > 4) parts.push(value)
    else parts.push(`"${value.replace(/["\\]/g, '\\$&')}"`)
  }
  return `{${parts.join(',')}}`
}

const numberArray = (values: readonly (number | bigint | boolean)[]) => `{${values.join(',')}}`

/** What is wrong with a transfer by its form alone; the order is that of TRANSFER_RESULTS. */
function refusedByForm(transfer: TransferSpec): TransferResultCode | undefined {
  const { amountMinor } = transfer.amount
  const resolves = transfer.phase !== 'posted' && transfer.phase !== 'pending'
  if (!isId('trf', transfer.id) || !isId('jnl', transfer.journalId)) return 'id_invalid'
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

/** NUL cannot be stored or compared as text; an id with one exists nowhere, as little as this one does. */
const comparable = (id: string) => (id.includes('\0') ? 'invalid' : id)

/**
 * The parameters of `post_transfers`, in its order. `now` undefined: the database's clock decides on expiry.
 * `exact` forces the exact way (tests compare both).
 */
export function encodeBatch(chains: readonly Chain[], now: Instant | undefined, exact: boolean): unknown[] {
  const accounts = sortedAccounts(chains)
  const units = createNumbering()
  const books = createNumbering()
  const pendings = createNumbering()
  const slots = new Map<string, number>()
  const journalSlots = new Map<string, number>()
  const journals = { slot: [] as number[], book: [] as number[] }
  const t = {
    ...{ chain: [] as number[], slot: [] as number[], debit: [] as number[], credit: [] as number[] },
    ...{ amount: [] as bigint[], unit: [] as number[], phase: [] as number[], pending: [] as number[] },
    ...{ id: [] as string[], code: [] as string[], occurred: [] as string[], expires: [] as (string | undefined)[] },
    form: [] as (TransferResultCode | undefined)[],
  }
  chains.forEach((chain, index) => {
    journals.slot.push(slotOf(journalSlots, chain.journalId, index + 1))
    journals.book.push(books.of(chain.book))
    for (const transfer of chain.transfers) {
      t.chain.push(index + 1)
      t.id.push(comparable(transfer.id))
      t.slot.push(slotOf(slots, transfer.id, t.id.length))
      t.debit.push(accounts.get(comparable(transfer.debitAccountId))!)
      t.credit.push(accounts.get(comparable(transfer.creditAccountId))!)
      t.amount.push(storable(transfer.amount.amountMinor))
      t.unit.push(units.of(transfer.amount.unit))
      t.code.push(comparable(transfer.code))
      t.phase.push(PHASES.indexOf(transfer.phase))
      t.pending.push(transfer.pendingId === undefined ? 0 : pendings.of(comparable(transfer.pendingId)))
      t.occurred.push(formatInstant(transfer.occurredAt))
      t.expires.push(transfer.expiresAt === undefined ? undefined : formatInstant(transfer.expiresAt))
      t.form.push(refusedByForm(transfer))
    }
  })
  return [
    ...[now === undefined ? null : formatInstant(now), exact],
    ...[textArray(accounts.keys()), textArray(units.texts.keys()), textArray(books.texts.keys())],
    ...[textArray(pendings.texts.keys()), numberArray([...pendings.texts.keys()].map(id => slots.get(id) ?? 0))],
    ...[textArray(chains.map(chain => comparable(chain.journalId))), numberArray(journals.slot)],
    ...[numberArray(journals.book), textArray(chains.map(chain => chain.event))],
    ...[textArray(chains.map(chain => chain.subject)), numberArray(t.chain), textArray(t.id), numberArray(t.slot)],
    ...[numberArray(t.debit), numberArray(t.credit), numberArray(t.amount), numberArray(t.unit), textArray(t.code)],
    ...[numberArray(t.phase), numberArray(t.pending), textArray(t.occurred), textArray(t.expires)],
    t.form.some(code => code !== undefined) ? textArray(t.form) : null,
  ]
}

const POST_CALL = `post_transfers(
  $1::timestamptz, $2::boolean, $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[],
  $8::text[], $9::integer[], $10::integer[], $11::text[], $12::text[],
  $13::integer[], $14::text[], $15::integer[], $16::integer[], $17::integer[], $18::bigint[],
  $19::integer[], $20::text[], $21::integer[], $22::integer[], $23::timestamptz[], $24::timestamptz[], $25::text[]
)`

/** The call itself, with the parameters of `encodeBatch`. */
export const POST_TRANSFERS = `SELECT ${POST_CALL} AS results`

const openCall = (first: number) =>
  `open_accounts(${['text', 'text', 'text', 'text', 'text', 'text', 'text', 'boolean']
    .map((type, index) => `$${first + index}::${type}[]`)
    .join(', ')})`

export const OPEN_ACCOUNTS = `SELECT ${openCall(1)}`

/**
 * Both in one round trip: the parameters of `encodeBatch`, then those of `encodeAccounts`. PostgreSQL goes left to
 * right.
 */
export const OPEN_AND_POST = `SELECT ${openCall(26)}, ${POST_CALL} AS results`

/** The parameters of `open_accounts`, each account once, with the rules that the chart gives its code. */
export function encodeAccounts(specs: Iterable<AccountSpec>): unknown[] {
  const distinct = [...new Map([...specs].map(spec => [spec.id, spec])).values()]
  const entries = distinct.map(spec => chartEntry(spec.code))
  return [
    ...[textArray(distinct.map(spec => spec.id)), textArray(distinct.map(spec => spec.book))],
    ...[textArray(distinct.map(spec => spec.code)), textArray(distinct.map(spec => spec.unit))],
    ...[textArray(distinct.map(spec => spec.owner)), textArray(entries.map(entry => entry.normalSide))],
    ...[textArray(entries.map(entry => entry.overdraft)), numberArray(entries.map(entry => entry.hot))],
  ]
}

function slotOf(slots: Map<string, number>, id: string, here: number): number {
  const slot = slots.get(id)
  if (slot !== undefined) return slot
  slots.set(id, here)
  return here
}

/** Every account of the batch with its number; in byte order, as the function locks them. */
function sortedAccounts(chains: readonly Chain[]): Map<string, number> {
  const ids = new Set<string>()
  for (const chain of chains)
    for (const transfer of chain.transfers)
      ids.add(comparable(transfer.debitAccountId)).add(comparable(transfer.creditAccountId))
  return new Map([...ids].sort().map((id, index) => [id, index + 1]))
}
