// SPDX-License-Identifier: Apache-2.0
// Reading the books: accounts with their balances, transfers by what they are about or whose they are, statements, and
// balances of the past. Every list goes by cursor, in the order in which the ledger took its journals.

import type { Id } from '@jandon/domain/ids'
import type { AccountCode, NormalSide, Overdraft, Phase } from '@jandon/domain/ledger'
import { type Money, type Unit, zero } from '@jandon/domain/money'
import { formatInstant, type Instant } from '@jandon/domain/time'
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
}
export interface LedgerPageRequest {
  readonly limit?: number
  readonly cursor?: string
  /** `asc` (default): oldest first. */
  readonly order?: 'asc' | 'desc'
}

/** 1,000 transfers are about 300 KB of JSON. */
const PAGE_MAX = 1000
const PAGE_DEFAULT = 100

interface AccountRow {
  id: Id<'acc'>
  book: Id<'bok'>
  code: AccountCode
  unit: string
  owner: string | null
  normal_side: NormalSide
  overdraft: Overdraft
  debits_pending: bigint
  debits_posted: bigint
  credits_pending: bigint
  credits_posted: bigint
  opened_at: Date
  closed_at: Date | null
}

function toAccount(row: AccountRow): Account {
  const amount = (amountMinor: bigint): Money => ({ amountMinor, unit: row.unit })
  const isDebit = row.normal_side === 'debit'
  const balance = isDebit ? row.debits_posted - row.credits_posted : row.credits_posted - row.debits_posted
  return {
    id: row.id,
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
    balance: amount(balance),
    available: amount(balance - (isDebit ? row.credits_pending : row.debits_pending)),
    openedAt: row.opened_at.getTime(),
    closedAt: row.closed_at?.getTime() ?? null,
  }
}

interface TransferRow {
  no: bigint
  position: number
  id: Id<'trf'>
  journal_id: Id<'jnl'>
  event: string
  subject: string
  debit_id: Id<'acc'>
  credit_id: Id<'acc'>
  amount_minor: bigint
  unit: string
  code: string
  phase: Phase
  pending_id: Id<'trf'> | null
  occurred_at: Date
  expires_at: Date | null
  recorded_at: Date
}

const TRANSFER_COLUMNS = `t.journal_no AS no, t.position, t.id, j.id AS journal_id, j.event, j.subject, d.id AS debit_id,
  c.id AS credit_id, t.amount_minor, t.unit, t.code, t.phase, t.pending_id, t.occurred_at, t.expires_at, t.recorded_at`
const TRANSFER_JOINS = `JOIN journal j ON j.no = t.journal_no JOIN account d ON d.no = t.debit_no
  JOIN account c ON c.no = t.credit_no`

function toTransfer(row: TransferRow): Transfer {
  return {
    id: row.id,
    journalId: row.journal_id,
    event: row.event,
    subject: row.subject,
    debitAccountId: row.debit_id,
    creditAccountId: row.credit_id,
    amount: { amountMinor: row.amount_minor, unit: row.unit },
    code: row.code,
    phase: row.phase,
    pendingId: row.pending_id,
    occurredAt: row.occurred_at.getTime(),
    expiresAt: row.expires_at?.getTime() ?? null,
    recordedAt: row.recorded_at.getTime(),
  }
}

/** A cursor is the place of the last transfer shown: `<journal number>.<position>`. */
export type Place = readonly [journal: string, position: string]

const CURSOR_FORM = /^(\d{1,18})\.(\d{1,9})$/

/** Undefined for text that is no cursor of ours. */
export function parseTransferCursor(cursor: string): Place | undefined {
  const match = CURSOR_FORM.exec(cursor)
  return match ? [match[1]!, match[2]!] : undefined
}

const LAST_PLACE: Place = ['999999999999999999', '999999999']

interface PagePlan {
  readonly limit: number
  readonly from: Place
  readonly after: '<' | '>'
  readonly sort: 'ASC' | 'DESC'
}

/** A cursor that is not ours reads from the start: HTTP refuses it before it comes here. */
function plan(request: LedgerPageRequest): PagePlan {
  const limit = Math.min(Math.max(request.limit ?? PAGE_DEFAULT, 1), PAGE_MAX)
  const backwards = request.order === 'desc'
  const start: Place = backwards ? LAST_PLACE : ['0', '0']
  const from = (request.cursor === undefined ? undefined : parseTransferCursor(request.cursor)) ?? start
  return backwards ? { limit, from, after: '<', sort: 'DESC' } : { limit, from, after: '>', sort: 'ASC' }
}

function transferPage(rows: readonly TransferRow[], limit: number): LedgerPage<Transfer> {
  const items = rows.slice(0, limit).map(toTransfer)
  const last = rows[limit - 1]
  return rows.length > limit && last ? { items, nextCursor: `${last.no}.${last.position}` } : { items }
}

/** The account, or undefined. */
export async function readAccount(reader: Reader, id: string): Promise<Account | undefined> {
  const { rows } = await reader.query<AccountRow>('SELECT * FROM account_balance WHERE id = $1', [id])
  return rows[0] && toAccount(rows[0])
}

/** Accounts by code, owner, unit and book, in id order. */
export async function readAccounts(
  reader: Reader,
  filter: { readonly code?: string; readonly owner?: string; readonly unit?: string; readonly book?: string },
  page: LedgerPageRequest = {},
): Promise<LedgerPage<Account>> {
  const { limit } = plan(page)
  const { rows } = await reader.query<AccountRow>(
    `SELECT * FROM account_balance WHERE id > $1 AND ($2::text IS NULL OR code = $2) AND ($3::text IS NULL OR owner = $3)
       AND ($4::text IS NULL OR unit = $4) AND ($5::text IS NULL OR book = $5) ORDER BY id LIMIT $6`,
    [page.cursor ?? '', filter.code ?? null, filter.owner ?? null, filter.unit ?? null, filter.book ?? null, limit + 1],
  )
  const items = rows.slice(0, limit).map(toAccount)
  const last = items.at(-1)
  return rows.length > limit && last ? { items, nextCursor: last.id } : { items }
}

/** Every transfer about one thing (`cnv_…`, `ins_…`), whichever event it came from. */
export async function readTransfersBySubject(
  reader: Reader,
  subject: string,
  page: LedgerPageRequest = {},
): Promise<LedgerPage<Transfer>> {
  const { limit, from, after, sort } = plan(page)
  const { rows } = await reader.query<TransferRow>(
    `SELECT ${TRANSFER_COLUMNS} FROM transfer t ${TRANSFER_JOINS}
     WHERE j.subject = $1 AND (t.journal_no, t.position) ${after} ($2::bigint, $3::integer)
     ORDER BY t.journal_no ${sort}, t.position ${sort} LIMIT $4`,
    [subject, ...from, limit + 1],
  )
  return transferPage(rows, limit)
}

/** The transfers with these ids, in the ledger's order; ids that are not in it are left out. */
export async function readTransfers(reader: Reader, ids: readonly string[]): Promise<Transfer[]> {
  const { rows } = await reader.query<TransferRow>(
    `SELECT ${TRANSFER_COLUMNS} FROM transfer t ${TRANSFER_JOINS} WHERE t.id = ANY ($1::text[])
     ORDER BY t.journal_no, t.position`,
    [ids],
  )
  return rows.map(toTransfer)
}

/** The transfers of one account, both sides. Each side is read from its own index and only as far as the page needs. */
export async function readTransfersOfAccount(
  reader: Reader,
  accountId: string,
  page: LedgerPageRequest = {},
): Promise<LedgerPage<Transfer>> {
  const { limit, from, after, sort } = plan(page)
  const side = (column: string) => `(SELECT * FROM transfer WHERE ${column} = (SELECT no FROM account WHERE id = $1)
    AND (journal_no, position) ${after} ($2::bigint, $3::integer) ORDER BY journal_no ${sort}, position ${sort} LIMIT $4)`
  const { rows } = await reader.query<TransferRow>(
    `SELECT ${TRANSFER_COLUMNS} FROM (${side('debit_no')} UNION ALL ${side('credit_no')}) t ${TRANSFER_JOINS}
     ORDER BY t.journal_no ${sort}, t.position ${sort} LIMIT $4`,
    [accountId, ...from, limit + 1],
  )
  return transferPage(rows, limit)
}

export interface BalanceAt {
  readonly accountId: Id<'acc'>
  readonly at: Instant
  readonly posted: Money
  /** What pending transfers reserved of it at that instant. */
  readonly pending: Money
  readonly available: Money
}

/**
 * The balance as it was at an instant. By `recorded` (default): what the ledger then knew, which never changes any
 * more. By `occurred`: what had then happened in the world, including what was recorded later.
 */
export async function readBalanceAt(
  reader: Reader,
  accountId: string,
  at: Instant,
  by: 'recorded' | 'occurred' = 'recorded',
): Promise<BalanceAt | undefined> {
  const time = by === 'recorded' ? 'recorded_at' : 'occurred_at'
  const posted = (column: string) => `(SELECT coalesce(sum(t.amount_minor), 0) FROM transfer t
    WHERE t.${column} = a.no AND t.phase IN ('posted', 'post') AND t.${time} <= $2)`
  const pending = (column: string) => `(SELECT coalesce(sum(t.amount_minor), 0) FROM transfer t
    WHERE t.${column} = a.no AND t.phase = 'pending' AND t.${time} <= $2
      AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.pending_id = t.id AND r.${time} <= $2))`
  const { rows } = await reader.query<{ id: Id<'acc'>; unit: string; posted: bigint; pending: bigint }>(
    `SELECT a.id, a.unit,
       (CASE a.normal_side WHEN 'debit' THEN ${posted('debit_no')} - ${posted('credit_no')}
         ELSE ${posted('credit_no')} - ${posted('debit_no')} END)::bigint AS posted,
       (CASE a.normal_side WHEN 'debit' THEN ${pending('credit_no')} ELSE ${pending('debit_no')} END)::bigint AS pending
     FROM account a WHERE a.id = $1`,
    [accountId, formatInstant(at)],
  )
  const row = rows[0]
  if (row === undefined) return undefined
  const amount = (amountMinor: bigint): Money => ({ amountMinor, unit: row.unit })
  return {
    accountId: row.id,
    at,
    posted: amount(row.posted),
    pending: amount(row.pending),
    available: amount(row.posted - row.pending),
  }
}

export interface StatementLine {
  readonly transfer: Transfer
  /** What it changed on the account's normal side; nothing while it is pending. */
  readonly change: Money
  readonly balance: Money
}
export interface Statement {
  readonly account: Account
  /** The balance before the first line of this page. */
  readonly opening: Money
  readonly lines: readonly StatementLine[]
  /** The balance after the last line of this page. */
  readonly closing: Money
  readonly nextCursor?: string
}

/** A page of an account's statement, oldest first, with the running balance of what is posted. */
export async function readStatement(
  reader: Reader,
  accountId: string,
  page: LedgerPageRequest = {},
): Promise<Statement | undefined> {
  const account = await readAccount(reader, accountId)
  if (account === undefined) return undefined
  const { from } = plan({ ...page, order: 'asc' })
  const side = (column: string) => `(SELECT coalesce(sum(t.amount_minor), 0) FROM transfer t
    WHERE t.${column} = a.no AND t.phase IN ('posted', 'post') AND (t.journal_no, t.position) <= ($2::bigint, $3::integer))`
  const { rows } = await reader.query<{ debits: bigint; credits: bigint }>(
    `SELECT ${side('debit_no')}::bigint AS debits, ${side('credit_no')}::bigint AS credits FROM account a WHERE a.id = $1`,
    [accountId, ...from],
  )
  const before = rows[0]!
  const sign = account.normalSide === 'debit' ? 1n : -1n
  let balance = sign * (before.debits - before.credits)
  const opening: Money = { ...zero(account.unit), amountMinor: balance }
  const { items, nextCursor } = await readTransfersOfAccount(reader, accountId, { ...page, order: 'asc' })
  const lines = items.map((transfer): StatementLine => {
    const moves = transfer.phase === 'posted' || transfer.phase === 'post'
    const direction = transfer.debitAccountId === account.id ? sign : -sign
    const change = moves ? direction * transfer.amount.amountMinor : 0n
    balance += change
    return {
      transfer,
      change: { amountMinor: change, unit: account.unit },
      balance: { amountMinor: balance, unit: account.unit },
    }
  })
  const closing: Money = { amountMinor: balance, unit: account.unit }
  return { account, opening, lines, closing, ...(nextCursor === undefined ? {} : { nextCursor }) }
}
