// SPDX-License-Identifier: Apache-2.0
// The ledger for those with its scopes: accounts, balances, transfers, and posting transfers by hand.

import { deriveId, isId } from '@jandon/domain/ids'
import type { TransferSpec } from '@jandon/domain/ledger'
import { moneyToJson, parseMoney } from '@jandon/domain/money'
import { formatInstant, type Instant, parseInstant } from '@jandon/domain/time'
import { type Account, parseTransferCursor } from '../ledger/index.ts'
import type { KeyedRequest } from '../store/index.ts'
import { done, hasScope, invalid, notFound, refused } from './access.ts'
import type { Caller, NewTransfer, Outcome, Refusal, TransferResultView, Usecases } from './contract.ts'
import type { UsecaseDeps } from './deps.ts'
import { type Keyed, keyOf } from './keyed.ts'
import { accountView, transferView } from './views.ts'

/** More in one request would hold its accounts locked for longer than others should wait. */
const TRANSFERS_MAX = 10_000

/** The key was claimed by another request between our look and our write: nothing of ours stays. */
class KeyTaken extends Error {}

function readTransfer(
  input: NewTransfer,
  index: number,
  now: Instant,
): { spec: TransferSpec } | { problem: { pointer: string; detail: string } } {
  const at = (field: string, detail: string) => ({ problem: { pointer: `/${index}/${field}`, detail } })
  const amount = parseMoney(input.amount)
  if (!isId('trf', input.id)) return at('id', 'Write an id of a transfer, "trf_" and 26 characters.')
  const journalId = input.journalId ?? deriveId('jnl', input.id, 'operator_transfer')
  if (!isId('jnl', journalId)) return at('journalId', 'Write an id of a journal, or leave it out.')
  if (!isId('acc', input.debitAccountId)) return at('debitAccountId', 'Write an id of an account.')
  if (!isId('acc', input.creditAccountId)) return at('creditAccountId', 'Write an id of an account.')
  if (!amount) return at('amount', 'Write whole minor units as text, and a known unit.')
  const occurredAt = input.occurredAt === undefined ? now : parseInstant(input.occurredAt)
  if (occurredAt === undefined) return at('occurredAt', 'Write an instant as RFC 3339.')
  if (input.pendingId !== undefined && !isId('trf', input.pendingId)) {
    return at('pendingId', 'Write the id of the pending transfer.')
  }
  return {
    spec: {
      id: input.id,
      journalId,
      debitAccountId: input.debitAccountId,
      creditAccountId: input.creditAccountId,
      amount,
      code: input.code,
      phase: input.phase ?? 'posted',
      ...(input.pendingId === undefined ? {} : { pendingId: input.pendingId }),
      occurredAt,
    },
  }
}

export function createLedgerUsecases(deps: UsecaseDeps, keyed: Keyed) {
  const { database, ledger, store, clock } = deps

  async function findAccount(caller: Caller, id: string): Promise<Account | undefined> {
    return hasScope(caller, 'ledger_read') && isId('acc', id) ? ledger.account(database.pool, id) : undefined
  }

  const usecases: Pick<
    Usecases,
    'listAccounts' | 'getAccount' | 'accountBalance' | 'accountTransfers' | 'postTransfers'
  > = {
    async listAccounts(caller, filter, page) {
      if (!hasScope(caller, 'ledger_read')) return refused('wrong_scope')
      if (page.cursor !== undefined && !isId('acc', page.cursor)) return invalid('cursor', 'Not a cursor of this list.')
      const found = await ledger.accounts(database.pool, filter, page)
      return done({ ...found, items: found.items.map(accountView) })
    },
    async getAccount(caller, id) {
      if (!hasScope(caller, 'ledger_read')) return refused('wrong_scope')
      const account = await findAccount(caller, id)
      return account ? done(accountView(account)) : notFound('account')
    },
    async accountBalance(caller, id, at) {
      if (!hasScope(caller, 'ledger_read')) return refused('wrong_scope')
      const instant = at === undefined ? clock.now() : parseInstant(at)
      if (instant === undefined) return invalid('at', 'Write an instant as RFC 3339.')
      const account = await findAccount(caller, id)
      if (!account) return notFound('account')
      if (at === undefined) {
        const pending = account.balance.amountMinor - account.available.amountMinor
        return done({
          accountId: account.id,
          at: formatInstant(instant),
          posted: moneyToJson(account.balance),
          pending: { amountMinor: pending.toString(), unit: account.unit },
          available: moneyToJson(account.available),
        })
      }
      const balance = await ledger.balanceAt(database.pool, account.id, instant)
      if (!balance) return notFound('account')
      return done({
        accountId: account.id,
        at: formatInstant(instant),
        posted: moneyToJson(balance.posted),
        pending: moneyToJson(balance.pending),
        available: moneyToJson(balance.available),
      })
    },
    async accountTransfers(caller, id, page) {
      if (!hasScope(caller, 'ledger_read')) return refused('wrong_scope')
      if (page.cursor !== undefined && !parseTransferCursor(page.cursor)) {
        return invalid('cursor', 'Not a cursor of this list.')
      }
      const account = await findAccount(caller, id)
      if (!account) return notFound('account')
      const found = await ledger.transfersOfAccount(database.pool, account.id, page)
      return done({ ...found, items: found.items.map(transferView) })
    },
    async postTransfers(caller, transfers, idempotency) {
      if (!hasScope(caller, 'ledger_write')) return refused('wrong_scope')
      if (transfers.length === 0 || transfers.length > TRANSFERS_MAX) {
        return invalid('', `Send a list of 1 to ${TRANSFERS_MAX} transfers.`)
      }
      const read = transfers.map((input, index) => readTransfer(input, index, clock.now()))
      const problems = read.flatMap(each => ('problem' in each ? each.problem : []))
      if (problems.length > 0) return refused('invalid_request', { errors: problems })
      const specs = read.flatMap(each => ('spec' in each ? each.spec : []))
      const key = keyOf(caller, idempotency)!
      return keyed(key, () => post(key, specs))
    },
  }

  /** Posts, and claims the key with the results, in one transaction; a key claimed meanwhile undoes the posting. */
  async function post(
    key: KeyedRequest,
    specs: readonly TransferSpec[],
  ): Promise<Outcome<{ results: readonly TransferResultView[] }>> {
    try {
      const results = await database.transaction(async tx => {
        const posted = await ledger.postTransfers(tx, specs)
        const answer = { results: posted.map(({ id, result }) => ({ id: id as string, result: result as string })) }
        const claimed = await store.idempotency.claim(tx, [{ ...key, answer }], clock.now())
        if (claimed.size === 0) throw new KeyTaken()
        return answer
      })
      return done(results)
    } catch (thrown) {
      if (!(thrown instanceof KeyTaken)) throw thrown
      return { kind: 'refused', refusal: { code: 'idempotency_in_progress', retryAfterSeconds: 1 } satisfies Refusal }
    }
  }
  return usecases
}
