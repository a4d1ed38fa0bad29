// SPDX-License-Identifier: Apache-2.0
// Turns the lines of a posting into a journal: derives ids, lists the accounts, links resolving lines to what they
// resolve. Keeps one invariant: parent, event and line name give the same ids on every retry.

import { assert } from '../assert/index.ts'
import { deriveId, type Id } from '../ids/index.ts'
import type { Money } from '../money/index.ts'
import type { Instant } from '../time/index.ts'
import type { AccountSpec, BusinessEvent, JournalSpec, Phase, TransferCode, TransferSpec } from './types.ts'

/** One line of a posting: `debit → credit`. */
export interface Line {
  readonly code: TransferCode
  readonly debit: AccountSpec
  readonly credit: AccountSpec
  readonly amount: Money
  readonly phase?: Phase
  /** The line's name within its parent when the code alone does not tell it apart. */
  readonly as?: string
  /** The name (`as`) of the pending line of the same parent that this line resolves. */
  readonly resolves?: string
}

/** The id of the pending transfer that a parent made under a name; also how others refer to it. */
export function pendingTransferId(parent: Id, name: string): Id<'trf'> {
  return deriveId('trf', parent, `pending/${name}`)
}

function transferId(parent: Id, event: BusinessEvent, line: Line): Id<'trf'> {
  if (line.phase === 'pending') return pendingTransferId(parent, line.as ?? line.code)
  return deriveId('trf', parent, `${event}/${line.as ?? line.resolves ?? line.code}`)
}

/** Idempotent by: `parent` and `event`; the journal and all its transfers get the same ids again. */
export function compose(
  event: BusinessEvent,
  at: { readonly book: Id<'bok'>; readonly occurredAt: Instant },
  parent: Id,
  subject: string,
  lines: readonly Line[],
): JournalSpec {
  // Without a name of its own two uses of one parent (fees and the tax on them) would be taken for one journal.
  const only = lines.length === 1 && lines[0]!.as !== undefined ? `/${lines[0]!.as}` : ''
  const id = deriveId('jnl', parent, event + only)
  const accounts = new Map<string, AccountSpec>()
  const transfers = lines.map((line): TransferSpec => {
    assert(line.amount.amountMinor > 0n, `The line ${line.code} of ${event} needs a positive amount.`)
    assert(line.debit.unit === line.amount.unit && line.credit.unit === line.amount.unit, 'A line has one unit.')
    for (const account of [line.debit, line.credit]) accounts.set(account.id, account)
    return {
      id: transferId(parent, event, line),
      journalId: id,
      debitAccountId: line.debit.id,
      creditAccountId: line.credit.id,
      amount: line.amount,
      code: line.code,
      phase: line.phase ?? 'posted',
      ...(line.resolves === undefined ? {} : { pendingId: pendingTransferId(parent, line.resolves) }),
      occurredAt: at.occurredAt,
    }
  })
  assert(new Set(transfers.map(transfer => transfer.id)).size === transfers.length, 'Each line has its own name.')
  return { id, book: at.book, event, subject, transfers, accounts: [...accounts.values()] }
}
