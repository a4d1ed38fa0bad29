// SPDX-License-Identifier: Apache-2.0
// Accounts with their balances, and transfers by id, by what they are about, or by whose they are. Every list
// goes by cursor, in the order in which the ledger took its transfers, and reads no more than its page needs.

import { loneTransferId } from '@jandon/domain/ledger'
import {
  type Account,
  type AccountRow,
  type LedgerPage,
  type LedgerPageRequest,
  type PagePlan,
  planPage,
  type Reader,
  readArchives,
  TRANSFER_COLUMNS,
  TRANSFER_JOINS,
  type Transfer,
  type TransferRow,
  toAccount,
  toTransfer,
  transferPage,
  uuidOf,
} from './reads-rows.ts'

/** The account, or undefined. */
export async function readAccount(reader: Reader, id: string): Promise<Account | undefined> {
  const { rows } = await reader.query<AccountRow>('SELECT * FROM account_balance WHERE id = $1', [uuidOf('acc', id)])
  return rows[0] && toAccount(rows[0])
}

const NIL = '00000000-0000-0000-0000-000000000000'

/** Accounts by code, owner, unit and book, in id order. */
export async function readAccounts(
  reader: Reader,
  filter: { readonly code?: string; readonly owner?: string; readonly unit?: string; readonly book?: string },
  page: LedgerPageRequest = {},
): Promise<LedgerPage<Account>> {
  const { limit } = planPage({ ...page, cursor: '' })
  const { rows } = await reader.query<AccountRow>(
    `SELECT * FROM account_balance WHERE id > $1 AND ($2::text IS NULL OR code = $2) AND ($3::text IS NULL OR owner = $3)
       AND ($4::text IS NULL OR unit = $4) AND ($5::text IS NULL OR book = $5) ORDER BY id LIMIT $6`,
    [
      ...[uuidOf('acc', page.cursor ?? '') ?? NIL, filter.code ?? null, filter.owner ?? null, filter.unit ?? null],
      ...[filter.book ?? null, limit + 1],
    ],
  )
  const items = rows.slice(0, limit).map(toAccount)
  const last = items.at(-1)
  return rows.length > limit && last ? { items, nextCursor: last.id } : { items }
}

/** Says where the list goes on when the page is the last one on the side of the archives. */
export async function withArchives<T extends LedgerPage<unknown>>(
  reader: Reader,
  plan: PagePlan,
  page: T,
  account?: string,
): Promise<T & { readonly archives?: readonly string[] }> {
  if (plan.backwards && page.nextCursor !== undefined) return page
  const { names, end } = await readArchives(reader, account)
  const touches = plan.backwards ? plan.before > 0n : plan.after < end - 1n
  return names.length > 0 && touches ? { ...page, archives: names } : page
}

/** Every transfer about one thing (`cnv_…`, `ins_…`), whichever event it came from. */
export async function readTransfersBySubject(
  reader: Reader,
  subject: string,
  page: LedgerPageRequest = {},
): Promise<LedgerPage<Transfer>> {
  const plan = planPage(page)
  const order = plan.backwards ? 'DESC' : 'ASC'
  const lone = loneTransferId(subject)
  // A journal reaches to the next one of its call, or to the end of the call: 65,535 numbers.
  const { rows } = await reader.query<TransferRow>(
    `SELECT ${TRANSFER_COLUMNS} FROM (
       (SELECT t.* FROM journal j
        CROSS JOIN LATERAL (SELECT coalesce((SELECT x.no FROM transfer x
          WHERE x.no > j.no AND x.no <= (j.no | 65535) AND x.position = 1 ORDER BY x.no LIMIT 1), (j.no | 65535) + 1) AS until) e
        JOIN transfer t ON t.no >= j.no AND t.no < e.until
        WHERE j.subject = $1 AND j.no > $2::bigint - 65536 AND j.no < $3 AND t.no > $2 AND t.no < $3
        ORDER BY t.no ${order} LIMIT $4)
       UNION ALL
       (SELECT t.* FROM transfer_id i JOIN transfer t ON t.no = i.no AND t.id = i.id
        WHERE i.id = $5 AND t.no > $2 AND t.no < $3
          AND NOT EXISTS (SELECT FROM journal j WHERE j.no = t.no))
     ) t ${TRANSFER_JOINS} ORDER BY t.no ${order} LIMIT $4`,
    [subject, plan.after, plan.before, plan.limit + 1, lone === undefined ? null : uuidOf('trf', lone)],
  )
  return withArchives(reader, plan, transferPage(rows, plan.limit))
}

/** The transfers with these ids, in the ledger's order; ids that are not in it, or only in an archive, are left out. */
export async function readTransfers(reader: Reader, ids: readonly string[]): Promise<Transfer[]> {
  const { rows } = await reader.query<TransferRow>(
    `SELECT ${TRANSFER_COLUMNS} FROM transfer_id i JOIN transfer t ON t.no = i.no AND t.id = i.id ${TRANSFER_JOINS}
     WHERE i.id = ANY ($1::uuid[]) ORDER BY t.no`,
    [ids.map(id => uuidOf('trf', id)).filter(id => id !== null)],
  )
  return rows.map(toTransfer)
}

/** More than this walked for one page (some 20 ms), and the way is marked for the next. */
const WALKED_FAR = 4096
/** A page reads at most three such stretches. */
const MARKS_APART = 1024

/** Puts marks along the way of whoever had to walk far, so that the next page need not. */
export async function markHistory(reader: Reader, account: string, walked: bigint): Promise<void> {
  if (walked > WALKED_FAR) await reader.query('SELECT mark_history($1, $2)', [account, MARKS_APART])
}

/** The rows of a page of an account's transfers, and one more. */
export async function readAccountRows(reader: Reader, account: string, plan: PagePlan): Promise<TransferRow[]> {
  const { rows } = await reader.query<TransferRow & { walked: bigint }>(
    `SELECT ${TRANSFER_COLUMNS}, n.walked FROM account_numbers($1, $2, $3, $4, $5) n
     JOIN transfer t ON t.no = n.no ${TRANSFER_JOINS} ORDER BY t.no ${plan.backwards ? 'DESC' : 'ASC'}`,
    [account, plan.after, plan.before, plan.backwards, plan.limit + 1],
  )
  await markHistory(reader, account, rows[0]?.walked ?? 0n)
  return rows
}

/** The transfers of one account, both sides. */
export async function readTransfersOfAccount(
  reader: Reader,
  accountId: string,
  page: LedgerPageRequest = {},
): Promise<LedgerPage<Transfer>> {
  const plan = planPage(page)
  const account = uuidOf('acc', accountId)
  if (account === null) return { items: [] }
  const rows = await readAccountRows(reader, account, plan)
  return withArchives(reader, plan, transferPage(rows, plan.limit), account)
}
