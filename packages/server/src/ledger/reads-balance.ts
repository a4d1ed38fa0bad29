// SPDX-License-Identifier: Apache-2.0
// The balance of an account at an instant of the past: the snapshots whose transfers all came before it, and the few
// transfers around it.

import { type Id, uuidToId } from '@jandon/domain/ids'
import type { NormalSide } from '@jandon/domain/ledger'
import type { Money } from '@jandon/domain/money'
import { formatInstant, type Instant } from '@jandon/domain/time'
import { systemCode } from '../database/fault.ts'
import { balanceOf, type Counters, LedgerArchived, type Reader, readArchives, uuidOf } from './reads-rows.ts'

export interface BalanceAt {
  readonly accountId: Id<'acc'>
  readonly at: Instant
  readonly posted: Money
  /** What pending transfers reserved of it at that instant. */
  readonly pending: Money
  readonly available: Money
}

interface BalanceRow extends Counters {
  id: string
  unit: string
  normal_side: NormalSide
}

/** What `counters_at` raises when it would need transfers that are in an archive. */
const ARCHIVED = 'JDA01'

/**
 * The balance as it was at an instant. By `recorded` (default): what the ledger then knew, which never changes any
 * more. By `occurred`: what had then happened in the world, including what was recorded later.
 * Faults: `LedgerArchived` when the instant lies within an archived epoch.
 */
export async function readBalanceAt(
  reader: Reader,
  accountId: string,
  at: Instant,
  by: 'recorded' | 'occurred' = 'recorded',
): Promise<BalanceAt | undefined> {
  const found = reader.query<BalanceRow>(
    `SELECT a.id, l.unit, a.normal_side, c.* FROM account a JOIN lot l ON l.no = a.lot
     CROSS JOIN LATERAL counters_at(a.id, $2, $3) c WHERE a.id = $1`,
    [uuidOf('acc', accountId), formatInstant(at), by === 'occurred'],
  )
  const { rows } = await found.catch(async error => {
    if (systemCode(error) !== ARCHIVED) throw error
    throw new LedgerArchived((await readArchives(reader)).names)
  })
  const row = rows[0]
  if (row === undefined) return undefined
  const amount = (amountMinor: bigint): Money => ({ amountMinor, unit: row.unit })
  const { posted, pending } = balanceOf(row.normal_side, row)
  return {
    accountId: uuidToId('acc', row.id),
    at,
    posted: amount(posted),
    pending: amount(pending),
    available: amount(posted - pending),
  }
}
