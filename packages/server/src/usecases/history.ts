// SPDX-License-Identifier: Apache-2.0
// What became of an account: its balance now or at an instant, its transfers, its statement. For those with the scope.

import { isId } from '@jandon/domain/ids'
import { type Money, moneyToJson } from '@jandon/domain/money'
import { formatInstant, parseInstant } from '@jandon/domain/time'
import { type Account, LedgerArchived, parseTransferCursor } from '../ledger/index.ts'
import { done, hasScope, invalid, notFound, refused } from './access.ts'
import type { Caller, HistoryRequest, Outcome, Usecases } from './contract.ts'
import type { UsecaseDeps } from './deps.ts'
import { transferView } from './views.ts'

type HistoryUsecases = Pick<Usecases, 'accountBalance' | 'accountTransfers' | 'accountStatement'>

export function createHistoryUsecases({
  database,
  ledger,
  clock,
}: Pick<UsecaseDeps, 'database' | 'ledger' | 'clock'>): HistoryUsecases {
  /** The account, or why not. */
  async function find(caller: Caller, id: string, page?: HistoryRequest): Promise<Account | Outcome<never>> {
    if (!hasScope(caller, 'ledger_read')) return refused('wrong_scope')
    if (page?.cursor !== undefined && parseTransferCursor(page.cursor) === undefined) {
      return invalid('cursor', 'Not a cursor of this list.')
    }
    const account = isId('acc', id) ? await ledger.account(database.pool, id) : undefined
    return account ?? notFound('account')
  }

  function balanceView(account: Account, at: number, { posted, pending }: { posted: Money; pending: Money }) {
    const available = { ...posted, amountMinor: posted.amountMinor - pending.amountMinor }
    return {
      accountId: account.id as string,
      at: formatInstant(at),
      posted: moneyToJson(posted),
      pending: moneyToJson(pending),
      available: moneyToJson(available),
    }
  }

  return {
    async accountBalance(caller, id, at, by = 'recorded') {
      const account = await find(caller, id)
      if ('kind' in account) return account
      if (at === undefined) {
        const pending = account.balance.amountMinor - account.available.amountMinor
        const now = { posted: account.balance, pending: { ...account.balance, amountMinor: pending } }
        return done(balanceView(account, clock.now(), now))
      }
      const instant = parseInstant(at)
      if (instant === undefined) return invalid('at', 'Write an instant as RFC 3339.')
      try {
        const balance = await ledger.balanceAt(database.pool, account.id, instant, by)
        return balance ? done(balanceView(account, instant, balance)) : notFound('account')
      } catch (thrown) {
        if (!(thrown instanceof LedgerArchived)) throw thrown
        return refused('history_archived', { params: { archives: thrown.archives.join(', ') } })
      }
    },
    async accountTransfers(caller, id, page) {
      const account = await find(caller, id, page)
      if ('kind' in account) return account
      const found = await ledger.transfersOfAccount(database.pool, account.id, page)
      return done({ ...found, items: found.items.map(transferView) })
    },
    async accountStatement(caller, id, page) {
      const account = await find(caller, id, page)
      if ('kind' in account) return account
      const statement = await ledger.statement(database.pool, account.id, page)
      if (statement === undefined) return notFound('account')
      return done({
        accountId: account.id as string,
        opening: moneyToJson(statement.opening),
        items: statement.lines.map(line => ({
          transfer: transferView(line.transfer),
          change: moneyToJson(line.change),
          balance: moneyToJson(line.balance),
        })),
        closing: moneyToJson(statement.closing),
        ...(statement.nextCursor === undefined ? {} : { nextCursor: statement.nextCursor }),
        ...(statement.archives === undefined ? {} : { archives: statement.archives }),
      })
    },
  }
}
