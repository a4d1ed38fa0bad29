// SPDX-License-Identifier: Apache-2.0
// What reading the books answers, and how rows of the database become it: ids as text, amounts with their unit. Also
// the page that each list is read by. No list is ever read beyond its page.

import { type Id, idToUuid, isId, uuidToId } from '@jandon/domain/ids'
import { type AccountCode, loneJournalId, type NormalSide, type Overdraft, type Phase } from '@jandon/domain/ledger'
import type { Money, Unit } from '@jandon/domain/money'
import type { Instant } from '@jandon/domain/time'
import type { Database, Tx } from '../database/index.ts'

/** One statement reads one snapshot, so a pool will do; a transaction shows its own writes too. */
export type Reader = Tx | Database['pool']

export interface Account {
  readonly id: Id<'acc'>
  readonly book: Id<'bok'>
  readonly code: AccountCode
  readonly unit: Unit
  readonly owner: string | null
  readonly normalSide: NormalSide
  readonly overdraft: Overdraft
  readonly debitsPending: Money
  readonly debitsPosted: Money
  readonly creditsPending: Money
  readonly creditsPosted: Money
  /** What is posted, on the normal side: negative when the account stands on the other. */
  readonly balance: Money
  /** The balance less what pending transfers reserve of it. */
  readonly available: Money
  readonly openedAt: Instant
  readonly closedAt: Instant | null
}

export interface Transfer {
  readonly id: Id<'trf'>
  readonly journalId: Id<'jnl'>
  readonly event: string
  readonly subject: string
  readonly debitAccountId: Id<'acc'>
  readonly creditAccountId: Id<'acc'>
  readonly amount: Money
  readonly code: string
  readonly phase: Phase
  readonly pendingId: Id<'trf'> | null
  readonly occurredAt: Instant
  readonly expiresAt: Instant | null
  readonly recordedAt: Instant
}

export interface LedgerPage<T> {
  readonly items: readonly T[]
  readonly nextCursor?: string
  /** Names of the archives that hold older transfers of this list, where it would have gone on into them. */
  readonly archives?: readonly string[]
}
export interface LedgerPageRequest {
  readonly limit?: number
  readonly cursor?: string
  /** `asc` (default): oldest first. */
  readonly order?: 'asc' | 'desc'
}

export interface Counters {
  debits_pending: bigint
  debits_posted: bigint
  credits_pending: bigint
  credits_posted: bigint
}

export interface AccountRow extends Counters {
  id: string
  book: Id<'bok'>
  code: AccountCode
  unit: string
  owner: string | null
  normal_side: NormalSide
  overdraft: Overdraft
  opened_at: Date
  closed_at: Date | null
}

/** What is posted on the account's own side, and what pending transfers reserve of it. */
export function balanceOf(side: NormalSide, counters: Counters): { posted: bigint; pending: bigint } {
  return side === 'debit'
    ? { posted: counters.debits_posted - counters.credits_posted, pending: counters.credits_pending }
    : { posted: counters.credits_posted - counters.debits_posted, pending: counters.debits_pending }
}

export function toAccount(row: AccountRow): Account {
  const amount = (amountMinor: bigint): Money => ({ amountMinor, unit: row.unit })
  const { posted, pending } = balanceOf(row.normal_side, row)
  return {
    id: uuidToId('acc', row.id),
    book: row.book,
    code: row.code,
    unit: row.unit,
    owner: row.owner,
    normalSide: row.normal_side,
    overdraft: row.overdraft,
    debitsPending: amount(row.debits_pending),
    debitsPosted: amount(row.debits_posted),
    creditsPending: amount(row.credits_pending),
    creditsPosted: amount(row.credits_posted),
    balance: amount(posted),
    available: amount(posted - pending),
    openedAt: row.opened_at.getTime(),
    closedAt: row.closed_at?.getTime() ?? null,
  }
}

export interface TransferRow {
  no: bigint
  id: string
  journal_id: string | null
  event: string | null
  subject: string | null
  debit: string
  credit: string
  amount_minor: bigint
  unit: string
  code: string
  phase: Phase
  pending_id: string | null
  occurred_at: Date
  expires_at: Date | null
  recorded_at: Date
}

/** To be read from `transfer t` with `TRANSFER_JOINS`. A journal has the number of its first transfer. */
export const TRANSFER_COLUMNS = `t.no, t.id, j.id AS journal_id, j.event, j.subject, t.debit, t.credit, t.amount_minor,
  l.unit, t.code, t.phase, t.pending_id, t.occurred_at, t.expires_at, t.recorded_at`
export const TRANSFER_JOINS = `LEFT JOIN journal j ON j.no = t.no - t.position + 1
  JOIN account a ON a.id = t.debit JOIN lot l ON l.no = a.lot`

export function toTransfer(row: TransferRow): Transfer {
  const id = uuidToId('trf', row.id)
  // Only a lone transfer has no row for its journal.
  const journalId = row.journal_id === null ? loneJournalId(id) : uuidToId('jnl', row.journal_id)
  return {
    id,
    journalId,
    event: row.event ?? 'operator_transfer',
    subject: row.subject ?? journalId,
    debitAccountId: uuidToId('acc', row.debit),
    creditAccountId: uuidToId('acc', row.credit),
    amount: { amountMinor: row.amount_minor, unit: row.unit },
    code: row.code,
    phase: row.phase,
    pendingId: row.pending_id === null ? null : uuidToId('trf', row.pending_id),
    occurredAt: row.occurred_at.getTime(),
    expiresAt: row.expires_at?.getTime() ?? null,
    recordedAt: row.recorded_at.getTime(),
  }
}

/** The id's number for the database; null for text that is no id with this prefix: it is in no row. */
export function uuidOf(prefix: 'acc' | 'trf' | 'jnl', id: string): string | null {
  return isId(prefix, id) ? idToUuid(id) : null
}

/** 1,000 transfers are about 300 KB of JSON. */
const PAGE_MAX = 1000
const PAGE_DEFAULT = 100

/** Every number lies below. */
export const END_OF_NUMBERS = 2n ** 63n - 1n

const CURSOR_FORM = /^[1-9]\d{0,18}$/

/**
 * A cursor is the number of the last transfer shown. Undefined for text that is no cursor of ours, also for one of the
 * form `<number>.<position>`, which named places in tables that are no more.
 */
export function parseTransferCursor(cursor: string): bigint | undefined {
  const number = CURSOR_FORM.test(cursor) ? BigInt(cursor) : 0n
  return number > 0n && number < END_OF_NUMBERS ? number : undefined
}

export interface PagePlan {
  readonly limit: number
  readonly backwards: boolean
  /** The page lies strictly between these numbers. */
  readonly after: bigint
  readonly before: bigint
}

/** A cursor that is not ours reads from the start: HTTP refuses it before it comes here. */
export function planPage(request: LedgerPageRequest): PagePlan {
  const limit = Math.min(Math.max(request.limit ?? PAGE_DEFAULT, 1), PAGE_MAX)
  const backwards = request.order === 'desc'
  const cursor = request.cursor === undefined ? undefined : parseTransferCursor(request.cursor)
  return backwards
    ? { limit, backwards, after: 0n, before: cursor ?? END_OF_NUMBERS }
    : { limit, backwards, after: cursor ?? 0n, before: END_OF_NUMBERS }
}

/** One more row than the page holds was asked for, to know whether there is a next one. */
export function transferPage(rows: readonly TransferRow[], limit: number): LedgerPage<Transfer> {
  const items = rows.slice(0, limit).map(toTransfer)
  const last = rows[limit - 1]
  return rows.length > limit && last ? { items, nextCursor: last.no.toString() } : { items }
}

/** What was asked for lies in an epoch whose transfers are in an archive and no longer in the database. */
export class LedgerArchived extends Error {
  override readonly name = 'LedgerArchived'
  readonly archives: readonly string[]

  constructor(archives: readonly string[]) {
    super(`The transfers of that time are in the archive: ${archives.join(', ')}.`)
    this.archives = archives
  }
}

/**
 * Names of archives, oldest first, and the first number that is not in any of them. Given an account, of those alone in
 * which it has transfers.
 */
export async function readArchives(reader: Reader, account?: string): Promise<{ names: string[]; end: bigint }> {
  const { rows } = await reader.query<{ epoch: number; name: string; has: boolean }>(
    `SELECT a.epoch, a.name, $1::uuid IS NULL OR EXISTS (SELECT FROM balance_snapshot s WHERE s.account = $1
       AND s.upto_no >= a.epoch::bigint << 40 AND s.upto_no < (a.epoch + 1)::bigint << 40) AS has
     FROM ledger_archive a JOIN ledger_epoch e ON e.no = a.epoch WHERE e.state = 'archived' ORDER BY a.epoch`,
    [account ?? null],
  )
  const last = rows.at(-1)
  const names = rows.filter(({ has }) => has).map(({ name }) => name)
  return { names, end: last === undefined ? 0n : BigInt(last.epoch + 1) << 40n }
}
