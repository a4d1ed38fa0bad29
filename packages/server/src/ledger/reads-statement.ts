// SPDX-License-Identifier: Apache-2.0
// An account's statement: its transfers in either direction, page after page, each with the balance after it.

import type { Money } from '@jandon/domain/money'
import { markHistory, readAccount, readAccountRows, withArchives } from './reads-lists.ts'
import {
  type Account,
  balanceOf,
  type Counters,
  type LedgerPageRequest,
  type PagePlan,
  planPage,
  type Reader,
  readArchives,
  type Transfer,
  transferPage,
  uuidOf,
} from './reads-rows.ts'

export interface StatementLine {
  readonly transfer: Transfer
  /** What it changed on the account's normal side; nothing while it is pending. */
  readonly change: Money
  readonly balance: Money
}
export interface Statement {
  readonly account: Account
  /** The balance before the oldest line of this page. */
  readonly opening: Money
  readonly lines: readonly StatementLine[]
  /** The balance after the newest line of this page. */
  readonly closing: Money
  readonly nextCursor?: string
  /** As in `LedgerPage`. */
  readonly archives?: readonly string[]
}

/** What is posted on the account's side after its last transfer up to a number. */
async function postedUpto(reader: Reader, account: Account, uuid: string, no: bigint): Promise<bigint> {
  const { rows } = await reader.query<Counters & { walked: bigint }>('SELECT * FROM counters_upto($1, $2)', [uuid, no])
  const row = rows[0]!
  await markHistory(reader, uuid, row.walked)
  return balanceOf(account.normalSide, row).posted
}

/**
 * A page of an account's statement, with the running balance of what is posted. Undefined when there is no such
 * account. What is in archives is not listed; the balance still counts it.
 */
export async function readStatement(
  reader: Reader,
  accountId: string,
  page: LedgerPageRequest = {},
): Promise<Statement | undefined> {
  const account = await readAccount(reader, accountId)
  if (account === undefined) return undefined
  const uuid = uuidOf('acc', accountId)!
  const plan = planPage(page)
  const rows = await readAccountRows(reader, uuid, plan)
  const found = await withArchives(reader, plan, transferPage(rows, plan.limit), uuid)
  const shown = rows.slice(0, plan.limit)
  const oldest = plan.backwards ? shown.at(-1) : shown[0]
  // Transfers do not change, so the balance before the oldest line is the same whenever it is asked for. With no line,
  // it is that of the cursor, or of what is archived.
  const upto = oldest ? oldest.no - 1n : await placeWithoutLines(reader, plan)
  const opening = await postedUpto(reader, account, uuid, upto)
  const amount = (amountMinor: bigint): Money => ({ amountMinor, unit: account.unit })
  let balance = opening
  const oldestFirst = plan.backwards ? found.items.toReversed() : found.items
  const lines = oldestFirst.map((transfer): StatementLine => {
    const moves = transfer.phase === 'posted' || transfer.phase === 'post'
    const grows = (transfer.debitAccountId === account.id) === (account.normalSide === 'debit')
    const change = !moves ? 0n : grows ? transfer.amount.amountMinor : -transfer.amount.amountMinor
    balance += change
    return { transfer, change: amount(change), balance: amount(balance) }
  })
  const { nextCursor, archives } = found
  return {
    account,
    opening: amount(opening),
    lines: plan.backwards ? lines.reverse() : lines,
    closing: amount(balance),
    ...(nextCursor === undefined ? {} : { nextCursor }),
    ...(archives === undefined ? {} : { archives }),
  }
}

async function placeWithoutLines(reader: Reader, plan: PagePlan): Promise<bigint> {
  const { end } = await readArchives(reader)
  const place = plan.backwards ? plan.before - 1n : plan.after
  return place < end ? end - 1n : place
}
