// SPDX-License-Identifier: Apache-2.0
// The end of a verification of a database: everything that the ledger derives from its transfers (balances, shares,
// ids, pending transfers, heads and tiles of the chain) held against what they make. One snapshot. Large tables are
// compared by fingerprint, and only when that differs row by row, to name what does.

import { uuidToId } from '@jandon/domain/ids'
import type { ClientBase } from 'pg'
import { accountName, findAccount, RULE } from './verify-accounts.ts'
import { availableOf, type Books, COUNTER_NAMES, COUNTERS, counterOf, type OpenPending } from './verify-apply.ts'
import { copyOut } from './verify-copy.ts'
import { pendingAt } from './verify-database.ts'
import { read64 } from './verify-journals.ts'
import { keyText, type Print, sumOf } from './verify-print.ts'
import { isRefTo } from './verify-refs.ts'
import type { Findings } from './verify-report.ts'

/** As many as findings are kept. */
const NAMED = 1000
const idOf = (prefix: 'trf' | 'jnl', uuid: string) => uuidToId(prefix, uuid)

const told = (no: number) => (Number.isNaN(no) ? 'none' : no.toString())

/** Movements of hot accounts that are not in their row yet. */
async function readDeltas(client: ClientBase, books: Books): Promise<Map<number, bigint[]>> {
  const { rows } = await client.query<{ account: string; counters: string[] }>(
    `SELECT account, ARRAY[sum(debits_pending), sum(debits_posted), sum(credits_pending), sum(credits_posted)]::text[] AS counters
     FROM account_delta GROUP BY account`,
  )
  const deltas = new Map<number, bigint[]>()
  for (const { account, counters } of rows) {
    const number = findAccount(books.accounts, Buffer.from(account.replaceAll('-', ''), 'hex'), 0)
    if (number < 0) {
      books.findings.report(
        'account_unknown',
        uuidToId('acc', account),
        'Movements are kept for an account that is none.',
      )
    }
    deltas.set(number, counters.map(BigInt))
  }
  return deltas
}

function compareCounters(
  books: Books,
  account: number,
  bytes: Buffer,
  at: number,
  delta: readonly bigint[] | undefined,
) {
  for (let which = 0; which < 4; which += 1) {
    const place = account * COUNTERS + which * 2
    // Nearly all: below 2^50 and nothing appended, so two machine numbers tell.
    if (books.counters[place + 1] === 0 && delta === undefined) {
      if (books.counters[place] === read64(bytes, at + which * 12)) continue
    }
    const kept = bytes.readBigInt64BE(at + which * 12) + (delta?.[which] ?? 0n)
    const made = counterOf(books, account, which)
    if (kept === made) continue
    const detail = `${COUNTER_NAMES[which]} is ${kept}; its transfers make ${made}.`
    books.findings.report('balance_differs', accountName(books.accounts, account), detail)
  }
}

/** A row of `balance`: account, four counters, lot, rule, hot, last_ref, prev_ref. */
function compareBalance(
  books: Books,
  account: number,
  bytes: Buffer,
  first: number,
  delta: bigint[] | undefined,
): void {
  const { accounts, findings } = books
  const name = () => accountName(accounts, account)
  compareCounters(books, account, bytes, first + 24, delta)
  const lot = bytes.readInt32BE(first + 72)
  const rule = bytes.readInt16BE(first + 80)
  const hot = bytes[first + 86]!
  if (lot !== accounts.lot[account]) {
    findings.report('account_identity_differs', name(), 'Its balance counts another unit or is of another book.')
  }
  if (rule !== accounts.rule[account] || hot !== accounts.hot[account]) {
    findings.report('account_rule_differs', name(), 'Its balance has other rules than the account.')
  }
  let at = first + 87
  const numbers: number[] = []
  for (let k = 0; k < 2; k += 1) {
    const isNull = bytes.readInt32BE(at) < 0
    numbers.push(isNull ? Number.NaN : read64(bytes, at + 4))
    at += isNull ? 4 : 12
  }
  if (hot === 1) return
  for (const [which, made] of [books.last[account]!, books.beforeCall[account]!].entries()) {
    if (isRefTo(books.refs, numbers[which]!, made)) continue
    // The call before the last one may lie before where the source begins.
    if (books.isLate && (which === 1 || Number.isNaN(made))) continue
    const what = which === 0 ? 'Its last transfer' : 'Its last transfer of an earlier call'
    findings.report('history_broken', name(), `${what} is ${told(made)}, not what its balance names.`)
    return
  }
}

export async function compareBalances(client: ClientBase, books: Books): Promise<void> {
  const { accounts, findings } = books
  const deltas = await readDeltas(client, books)
  const seen = new Uint8Array(accounts.count[0]!)
  const sql = `SELECT account, debits_pending, debits_posted, credits_pending, credits_posted, lot, rule, hot, last_ref, prev_ref
    FROM balance`
  await copyOut(client, `COPY (${sql}) TO STDOUT (FORMAT binary)`, {
    row(bytes, first) {
      const account = findAccount(accounts, bytes, first + 4)
      if (account < 0) {
        const name = uuidToId('acc', bytes.toString('hex', first + 4, first + 20))
        findings.report('account_unknown', name, 'A balance is kept for an account that is none.')
        return
      }
      seen[account] = 1
      compareBalance(books, account, bytes, first, deltas.get(account))
    },
  })
  for (const [account, isSeen] of seen.entries()) {
    if (isSeen === 0) findings.report('balance_differs', accountName(accounts, account), 'It has no balance.')
  }
}

/** What is available on a hot account with a rule must be the sum of its shares. */
export async function compareShares(client: ClientBase, books: Books): Promise<void> {
  const { accounts, findings } = books
  const { rows } = await client.query<{ account: string; available: string }>(
    'SELECT account, sum(available)::text AS available FROM account_share GROUP BY account',
  )
  const shares = new Map(
    rows.map(({ account, available }) => {
      return [findAccount(accounts, Buffer.from(account.replaceAll('-', ''), 'hex'), 0), BigInt(available)]
    }),
  )
  for (let account = 0; account < accounts.count[0]!; account += 1) {
    const isShared = accounts.hot[account] === 1 && accounts.rule[account] !== RULE.none
    const kept = shares.get(account)
    if (!isShared && kept === undefined) continue
    const made = isShared ? availableOf(books, account) : undefined
    if (kept === made) continue
    const detail = `Its shares make ${kept ?? 'nothing'}; its transfers make ${made ?? 'none necessary'}.`
    findings.report('share_differs', accountName(accounts, account), detail)
  }
}

interface PrintRow {
  count: string
  sum: string
}

function isSame(print: Print, rows: readonly PrintRow[]): boolean {
  return rows[0]!.count === print.count.toString() && BigInt(rows[0]!.sum) === sumOf(print)
}

/** Every id that was ever posted is kept with its number, and no other. */
export async function compareIds(client: ClientBase, books: Books, start: string, live: string): Promise<void> {
  const { findings, key } = books
  const print = (table: string) =>
    client.query<PrintRow>(
      `SELECT count(*)::text AS count, coalesce(sum(uuid_hash_extended(id, no # $1::bigint)), 0)::text AS sum
       FROM ${table} WHERE no >= $2`,
      [keyText(key), start],
    )
  const found = findings.count
  if (!isSame(books.ids, (await print('transfer_id')).rows)) {
    const missing = await client.query<{ id: string }>(
      `SELECT t.id FROM transfer t LEFT JOIN transfer_id i ON i.id = t.id AND i.no = t.no
       WHERE t.no >= $1 AND i.id IS NULL ORDER BY t.no LIMIT ${NAMED}`,
      [live],
    )
    for (const { id } of missing.rows) {
      findings.report('id_missing', idOf('trf', id), 'Its id is not kept with its number, so it could be posted again.')
    }
    const extra = await client.query<{ id: string }>(
      `SELECT i.id FROM transfer_id i LEFT JOIN transfer t ON t.no = i.no AND t.id = i.id
       WHERE i.no >= $1 AND t.no IS NULL ORDER BY i.no LIMIT ${NAMED}`,
      [live],
    )
    for (const { id } of extra.rows) findings.report('id_without_transfer', idOf('trf', id), 'No transfer has this id.')
    if (findings.count === found) findings.report('count_differs', 'transfer_id', 'It is not the ids of the transfers.')
  }
  if (isSame(books.journalIds, (await print('journal_id')).rows)) return
  const before = findings.count
  for (const [code, sql] of [
    [
      'id_missing',
      'SELECT j.id FROM journal j LEFT JOIN journal_id i ON i.id = j.id AND i.no = j.no WHERE i.id IS NULL AND j.no',
    ],
    [
      'id_without_transfer',
      'SELECT i.id FROM journal_id i LEFT JOIN journal j ON j.id = i.id AND j.no = i.no WHERE j.id IS NULL AND i.no',
    ],
  ] as const) {
    const { rows } = await client.query<{ id: string }>(`${sql} >= $1 LIMIT ${NAMED}`, [live])
    for (const { id } of rows) findings.report(code, idOf('jnl', id), 'Its id is not kept as the journal has it.')
  }
  if (findings.count === before) findings.report('count_differs', 'journal_id', 'It is not the ids of the journals.')
}

/** Compares what is kept of a transfer that waits with what its transfers say, and notes that it was there. */
export function comparePendingRow(books: Books, kept: OpenPending & { readonly key: string }, seen: Set<string>): void {
  const made = books.open.get(kept.key)
  seen.add(kept.key)
  const isEqual =
    made !== undefined &&
    (['no', 'debit', 'credit', 'amount', 'expires'] as const).every(name => Object.is(made[name], kept[name]))
  if (isEqual) return
  const detail = made === undefined ? 'It waits, but no transfer says so.' : 'It is not as its transfer has it.'
  const name = uuidToId('trf', Buffer.from(kept.key, 'latin1').toString('hex'))
  books.findings.report('pending_state_differs', name, detail)
}

/** Reports what is pending by the transfers and was not among what is kept. */
export function reportUnkept(books: Books, seen: ReadonlySet<string>): void {
  for (const id of books.open.keys()) {
    if (seen.has(id)) continue
    const name = uuidToId('trf', Buffer.from(id, 'latin1').toString('hex'))
    books.findings.report('pending_state_differs', name, 'It is pending, but is not kept as such.')
  }
}

/** What is kept of pending transfers is what the transfers made of them. */
export async function comparePending(client: ClientBase, books: Books, start: string): Promise<void> {
  const { findings, key } = books
  const seen = new Set<string>()
  const sql = 'SELECT id, no, debit, credit, amount_minor, expires_at FROM pending_transfer WHERE resolved_no IS NULL'
  await copyOut(client, `COPY (${sql}) TO STDOUT (FORMAT binary)`, {
    row: (bytes, at) => comparePendingRow(books, pendingAt(books, bytes, at), seen),
  })
  reportUnkept(books, seen)
  const { rows } = await client.query<PrintRow>(
    `SELECT count(*)::text AS count, coalesce(sum(uuid_hash_extended(credit, uuid_hash_extended(debit,
       uuid_hash_extended(id, no # $1::bigint) # amount_minor) # resolved_no)
       # CASE resolved_phase WHEN 'post' THEN 2 WHEN 'void' THEN 3 ELSE 4 END), 0)::text AS sum
     FROM pending_transfer WHERE resolved_no >= $2`,
    [keyText(key), start],
  )
  if (!isSame(books.resolved, rows)) await namePending(client, findings, start)
}

async function namePending(client: ClientBase, findings: Findings, start: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT p.id FROM pending_transfer p
       LEFT JOIN transfer t ON t.no = p.no AND t.id = p.id AND t.phase = 'pending' AND t.debit = p.debit
         AND t.credit = p.credit AND t.amount_minor = p.amount_minor
       LEFT JOIN transfer r ON r.no = p.resolved_no AND r.pending_id = p.id AND r.phase = p.resolved_phase
     WHERE p.resolved_no >= $1 AND ((t.no IS NULL AND p.no >= $1) OR r.no IS NULL)
     UNION SELECT r.pending_id FROM transfer r LEFT JOIN pending_transfer p ON p.id = r.pending_id AND p.resolved_no = r.no
     WHERE r.no >= $1 AND r.pending_id IS NOT NULL AND p.id IS NULL LIMIT ${NAMED}`,
    [start],
  )
  for (const { id } of rows) {
    findings.report('pending_state_differs', idOf('trf', id), 'What became of it is not kept as it was.')
  }
  if (rows.length === 0) findings.report('pending_state_differs', 'pending_transfer', 'It is not what became of them.')
}
