// SPDX-License-Identifier: Apache-2.0
// Books and accounts are opened and closed here. Nothing is ever deleted: a closed account keeps its history.

import { type Id, idToUuid, isId } from '@jandon/domain/ids'
import type { Tx } from '../database/index.ts'

/** Opens a book. Only this does: a mistyped book in a posting opens nothing. Idempotent by: id. */
export async function openBook(tx: Tx, id: Id<'bok'>): Promise<void> {
  await tx.query('INSERT INTO book (id) VALUES ($1) ON CONFLICT DO NOTHING', [id])
}

export type CloseAccountResult = 'closed' | 'already_closed' | 'account_not_found' | 'account_is_hot' | 'not_empty'

/**
 * Closes an account for ever: every later transfer is answered `account_closed`.
 * Refusals: `not_empty` (a balance or a pending transfer is left), `account_is_hot` (an account of the whole book).
 */
export async function closeAccount(tx: Tx, id: Id<'acc'>): Promise<CloseAccountResult> {
  if (!isId('acc', id)) return 'account_not_found'
  // The row lock that every posting takes, so none can slip in between the look and the closing.
  const { rows } = await tx.query<{ hot: boolean; is_open: boolean; is_empty: boolean }>(
    `SELECT hot, is_open,
       debits_pending = 0 AND credits_pending = 0 AND debits_posted = credits_posted AS is_empty
     FROM balance WHERE account = $1 FOR NO KEY UPDATE`,
    [idToUuid(id)],
  )
  const row = rows[0]
  if (row === undefined) return 'account_not_found'
  if (row.hot) return 'account_is_hot'
  if (!row.is_open) return 'already_closed'
  if (!row.is_empty) return 'not_empty'
  await tx.query('UPDATE balance SET is_open = false WHERE account = $1', [idToUuid(id)])
  await tx.query('UPDATE account SET closed_at = now() WHERE id = $1', [idToUuid(id)])
  return 'closed'
}
