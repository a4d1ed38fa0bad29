// SPDX-License-Identifier: Apache-2.0
// Proofs out of the ledger, for those with its scope: of one transfer, and of a book's head. Whoever is given one can
// check it without us.

import { isId } from '@jandon/domain/ids'
import type { ProofJson } from '@jandon/domain/ledger'
import type { ProofAnswer, ProofOptions } from '../ledger/index.ts'
import { done, hasScope, notFound, refused } from './access.ts'
import type { Outcome, Usecases } from './contract.ts'
import type { UsecaseDeps } from './deps.ts'

/** A pass of the sealer a second, and one more when a call was on its way. */
const SEALED_AFTER_SECONDS = 2

function outcomeOf(answer: ProofAnswer, what: string): Outcome<ProofJson> {
  if (answer.kind === 'proof') return done(answer.proof)
  if (answer.kind === 'transfer_not_found') return notFound(what)
  if (answer.kind !== 'not_sealed') return refused(answer.kind)
  return refused('not_sealed', { retryAfterSeconds: SEALED_AFTER_SECONDS })
}

const sinceOf = (since: string | undefined): ProofOptions => (since === undefined ? {} : { since })

export function createProofUsecases({ database, ledger }: Pick<UsecaseDeps, 'database' | 'ledger'>) {
  const usecases: Pick<Usecases, 'proveTransfer' | 'proveHead'> = {
    async proveTransfer(caller, id, since) {
      if (!hasScope(caller, 'ledger_read')) return refused('wrong_scope')
      if (!isId('trf', id)) return notFound('transfer')
      return outcomeOf(await ledger.proveTransfer(database, id, sinceOf(since)), 'transfer')
    },
    async proveHead(caller, book, since) {
      if (!hasScope(caller, 'ledger_read')) return refused('wrong_scope')
      if (!isId('bok', book)) return notFound('book')
      return outcomeOf(await ledger.proveHead(database, book, sinceOf(since)), 'book')
    },
  }
  return usecases
}
