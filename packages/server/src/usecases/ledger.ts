// SPDX-License-Identifier: Apache-2.0
// The ledger for those with its scopes: accounts, and posting transfers by hand.

import { type Id, type IdPrefix, isId } from '@jandon/domain/ids'
import { loneJournalId, type TransferSpec } from '@jandon/domain/ledger'
import { parseMoney } from '@jandon/domain/money'
import { type Instant, parseInstant } from '@jandon/domain/time'
import type { Account } from '../ledger/index.ts'
import { actorOf, done, hasScope, invalid, notFound, refused } from './access.ts'
import type { Caller, NewTransfer, Usecases } from './contract.ts'
import type { UsecaseDeps } from './deps.ts'
import { type Keyed, keyOf } from './keyed.ts'
import { createPostingQueue, TRANSFERS_MAX } from './posting.ts'
import { accountView } from './views.ts'

/** More errors than a person reads at once only make the answer long. */
const ERRORS_MAX = 50

type Read = { readonly spec: TransferSpec } | { readonly problem: { pointer: string; detail: string } }

/**
 * The id, or a text that names nothing: the ledger knows ids by their number, and an id of another kind may have the
 * number of an account.
 */
const idOrNone = <P extends IdPrefix>(prefix: P, text: string): Id<P> =>
  isId(prefix, text) ? text : (`none ${text}` as Id<P>)

/**
 * What cannot be said to the ledger at all is a problem of the request. Everything else is for the ledger to judge,
 * transfer by transfer: also a text that is no id, so that one bad line of a list does not stop the others.
 */
function readTransfer(input: NewTransfer, index: number, now: Instant): Read {
  const at = (field: string, detail: string) => ({ problem: { pointer: `/${index}/${field}`, detail } })
  const amount = parseMoney(input.amount)
  if (!amount) return at('amount', 'Write whole minor units as text, and a known unit.')
  const occurredAt = input.occurredAt === undefined ? now : parseInstant(input.occurredAt)
  if (occurredAt === undefined) return at('occurredAt', 'Write an instant as RFC 3339.')
  const expiresAt = input.expiresAt === undefined ? undefined : parseInstant(input.expiresAt)
  if (input.expiresAt !== undefined && expiresAt === undefined) return at('expiresAt', 'Write an instant as RFC 3339.')
  const id = input.id as Id<'trf'>
  const lone = () => (isId('trf', id) ? loneJournalId(id) : (id as unknown as Id<'jnl'>))
  return {
    spec: {
      id,
      journalId: input.journalId === undefined ? lone() : (input.journalId as Id<'jnl'>),
      debitAccountId: idOrNone('acc', input.debitAccountId),
      creditAccountId: idOrNone('acc', input.creditAccountId),
      amount,
      code: input.code,
      phase: input.phase ?? 'posted',
      ...(input.pendingId !== undefined && { pendingId: idOrNone('trf', input.pendingId) }),
      occurredAt,
      ...(expiresAt !== undefined && { expiresAt }),
    },
  }
}

export function createLedgerUsecases(deps: Pick<UsecaseDeps, 'database' | 'ledger' | 'store' | 'clock'>, keyed: Keyed) {
  const { database, ledger, clock } = deps
  const queue = createPostingQueue(deps)

  async function findAccount(caller: Caller, id: string): Promise<Account | undefined> {
    return hasScope(caller, 'ledger_read') && isId('acc', id) ? ledger.account(database.pool, id) : undefined
  }

  const usecases: Pick<Usecases, 'listAccounts' | 'getAccount' | 'postTransfers' | 'postingFigures'> = {
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
    async postTransfers(caller, transfers, idempotency) {
      if (!hasScope(caller, 'ledger_write')) return refused('wrong_scope')
      if (transfers.length === 0 || transfers.length > TRANSFERS_MAX) {
        return invalid('', `Send a list of 1 to ${TRANSFERS_MAX} transfers.`)
      }
      const now = clock.now()
      const specs: TransferSpec[] = []
      const problems: { pointer: string; detail: string }[] = []
      transfers.forEach((input, index) => {
        const read = readTransfer(input, index, now)
        if ('spec' in read) specs.push(read.spec)
        else problems.push(read.problem)
      })
      if (problems.length > 0) return refused('invalid_request', { errors: problems.slice(0, ERRORS_MAX) })
      const key = keyOf(caller, idempotency)!
      return keyed.alone(key, () => queue.post(actorOf(caller), { key, transfers: specs }))
    },
    postingFigures: queue.figures,
  }
  return usecases
}
