// SPDX-License-Identifier: Apache-2.0
// A past made up by tests: transfers with times of their own choosing, which posting never takes, written straight into
// the tables; and what they must add up to, by summing over all of them.

import { idToUuid } from '@jandon/domain/ids'
import type { AccountSpec, NormalSide, Phase } from '@jandon/domain/ledger'
import { chartEntry } from '@jandon/domain/ledger'
import type { Database } from '../database/index.ts'
import { openAccounts } from './post.ts'
import { freshId } from './testing.ts'

export interface PastTransfer {
  readonly id: ReturnType<typeof freshId<'trf'>>
  readonly debit: AccountSpec
  readonly credit: AccountSpec
  readonly amount: bigint
  readonly phase: Phase
  readonly pending?: PastTransfer
  /** Milliseconds since 1970. */
  readonly occurredAt: number
  readonly recordedAt: number
  no: bigint
}

export type WishedTransfer = Omit<PastTransfer, 'no' | 'id'>

/** Opens accounts, which here may be overdrawn: what the past is asked for has nothing to do with rules. */
export async function openPast(db: Database, accounts: readonly AccountSpec[]): Promise<void> {
  await db.transaction(tx => openAccounts(tx, accounts))
  await db.pool.query('UPDATE balance SET rule = 0 WHERE account = ANY ($1::uuid[])', [
    accounts.map(({ id }) => idToUuid(id)),
  ])
}

/** The columns of a call's transfers, as posting would write them; each names the one before it of each account. */
function rowsOf(call: readonly PastTransfer[], token: bigint, last: Map<string, bigint | null>) {
  return call.map((each, index) => {
    const prev = (account: AccountSpec) => {
      if (chartEntry(account.code).hot) return null
      const before = last.get(account.id) ?? null
      last.set(account.id, (token << 16n) + BigInt(index + 1))
      return before?.toString() ?? null
    }
    return {
      no: each.no.toString(),
      id: idToUuid(each.id),
      debit: idToUuid(each.debit.id),
      credit: idToUuid(each.credit.id),
      amount_minor: each.amount.toString(),
      occurred_at: new Date(each.occurredAt).toISOString(),
      recorded_at: new Date(each.recordedAt).toISOString(),
      debit_prev: prev(each.debit),
      credit_prev: prev(each.credit),
      pending_id: each.pending === undefined ? null : idToUuid(each.pending.id),
      position: 1,
      phase: each.phase,
      code: 'made_up',
    }
  })
}

/** What one transfer does to an account: `[debits pending, debits posted, credits pending, credits posted]`. */
function effect(each: PastTransfer, accountId: string): [bigint, bigint, bigint, bigint] {
  const reserved = each.phase === 'pending' ? each.amount : -(each.pending?.amount ?? 0n)
  const moved = each.phase === 'posted' || each.phase === 'post' ? each.amount : 0n
  return each.debit.id === accountId ? [reserved, moved, 0n, 0n] : [0n, 0n, reserved, moved]
}

/** Writes one call's transfers and answers them with their numbers. */
export async function writePast(db: Database, wished: readonly WishedTransfer[]): Promise<PastTransfer[]> {
  return db.transaction(async tx => {
    const { rows } = await tx.query<{ token: bigint; call_no: bigint }>(
      `INSERT INTO call_ref (token, call_no) SELECT nextval('call_token'), nextval('call_no') RETURNING token, call_no`,
    )
    const { token, call_no } = rows[0]!
    const call = wished.map((wish, index) => ({
      ...wish,
      id: freshId('trf'),
      no: (call_no << 16n) + BigInt(index + 1),
    }))
    const accounts = [...new Set(call.flatMap(({ debit, credit }) => [debit.id, credit.id]))].sort()
    const { rows: heads } = await tx.query<{ account: string; last_ref: bigint | null }>(
      'SELECT account, last_ref FROM balance WHERE account = ANY ($1::uuid[]) ORDER BY account FOR UPDATE',
      [accounts.map(idToUuid)],
    )
    const last = new Map(accounts.map(id => [id, heads.find(head => head.account === idToUuid(id))!.last_ref]))
    await tx.query(
      `INSERT INTO transfer (no, id, debit, credit, amount_minor, occurred_at, recorded_at, debit_prev, credit_prev,
         pending_id, position, phase, code)
       SELECT no, id, debit, credit, amount_minor, occurred_at, recorded_at, debit_prev, credit_prev, pending_id, position, phase, code
       FROM jsonb_populate_recordset(NULL::transfer, $1)`,
      [JSON.stringify(rowsOf(call, token, last))],
    )
    for (const each of call) {
      await tx.query('INSERT INTO transfer_id (id, no) VALUES ($1, $2)', [idToUuid(each.id), each.no])
      if (each.phase === 'pending') {
        await tx.query(
          'INSERT INTO pending_transfer (id, no, debit, credit, amount_minor) VALUES ($1, $2, $3, $4, $5)',
          [idToUuid(each.id), each.no, idToUuid(each.debit.id), idToUuid(each.credit.id), each.amount],
        )
      } else if (each.pending !== undefined) {
        await tx.query('UPDATE pending_transfer SET resolved_no = $2, resolved_phase = $3 WHERE id = $1', [
          ...[idToUuid(each.pending.id), each.no, each.phase],
        ])
      }
    }
    for (const id of accounts) {
      const sums = call
        .filter(({ debit, credit }) => debit.id === id || credit.id === id)
        .map(each => effect(each, id))
        .reduce((left, right) => [left[0] + right[0], left[1] + right[1], left[2] + right[2], left[3] + right[3]])
      await tx.query(
        `UPDATE balance SET debits_pending = debits_pending + $2, debits_posted = debits_posted + $3,
           credits_pending = credits_pending + $4, credits_posted = credits_posted + $5, last_ref = $6 WHERE account = $1`,
        [idToUuid(id), ...sums, last.get(id) ?? null],
      )
    }
    return call
  })
}

/** The chain need not be real here: everything drawn so far counts as sealed. */
export async function sealPast(db: Database): Promise<void> {
  await db.pool.query(
    // Before the first call the sequence shows the number that it will give.
    `UPDATE chain_watermark SET sealed_no = greatest(sealed_no,
       (SELECT ((c.last_value - CASE WHEN c.is_called THEN 0 ELSE 1 END) << 16) | 65535 FROM call_no c))`,
  )
}

/** What was posted and what was reserved at an instant, by summing over all transfers of the account there are. */
export function summedAt(
  past: readonly PastTransfer[],
  account: AccountSpec,
  at: number,
  by: 'recorded' | 'occurred',
): { posted: bigint; pending: bigint } {
  const side: NormalSide = chartEntry(account.code).normalSide
  const timeOf = (each: PastTransfer) => (by === 'recorded' ? each.recordedAt : each.occurredAt)
  const until = past.filter(each => timeOf(each) <= at)
  let posted = 0n
  let pending = 0n
  for (const each of until) {
    if (each.debit.id !== account.id && each.credit.id !== account.id) continue
    const grows = (each.debit.id === account.id) === (side === 'debit')
    if (each.phase === 'posted' || each.phase === 'post') posted += grows ? each.amount : -each.amount
    if (each.phase === 'pending' && !grows && !until.some(other => other.pending?.id === each.id)) {
      pending += each.amount
    }
  }
  return { posted, pending }
}
