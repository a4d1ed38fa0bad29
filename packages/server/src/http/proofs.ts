// SPDX-License-Identifier: Apache-2.0
// Proofs out of the ledger. What is answered is the file itself, which `jandon ledger check-proof` reads anywhere.

import { PHASES, PROOF_FORMAT } from '@jandon/domain/ledger'
import { type TProperties, Type } from 'typebox'
import type { Usecases } from '../usecases/contract.ts'
import { defineRoute, type Route } from './route.ts'
import { answerObject, idOf, nullable, oneOf } from './schemas.ts'

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 in hex.' })
const LedgerNumber = Type.String({ pattern: '^-?[0-9]{1,19}$', description: 'A number of 64 bits, as text.' })
const Count = Type.Integer({ minimum: 0 })
const Micros = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z$',
  description: 'An instant to the microsecond, as it was hashed.',
})
const Path = Type.Array(Hash, { maxItems: 54, description: 'Hashes of RFC 6962, nearest first.' })

const Head = answerObject(
  'ChainHead',
  {
    book: idOf('bok'),
    number: Count,
    previous: Hash,
    fromNo: LedgerNumber,
    toNo: LedgerNumber,
    treeSize: Count,
    root: Hash,
    sealedAt: Micros,
    hash: Hash,
  },
  'A block of the chain and its hash, which stands for everything before it. This is what an operator notes.',
)

const ProvenTransfer = answerObject('ProvenTransfer', {
  no: LedgerNumber,
  id: idOf('trf'),
  debitAccountId: idOf('acc'),
  creditAccountId: idOf('acc'),
  amountMinor: LedgerNumber,
  code: Type.String(),
  phase: oneOf(PHASES),
  pendingId: nullable(idOf('trf')),
  occurredAt: Micros,
  expiresAt: nullable(Micros),
  recordedAt: Micros,
})

const Inclusion = answerObject(
  'Inclusion',
  {
    transferId: idOf('trf'),
    journal: answerObject('ProvenJournal', {
      book: idOf('bok'),
      id: idOf('jnl'),
      event: Type.String(),
      subject: Type.String(),
      transfers: Type.Array(ProvenTransfer),
    }),
    accounts: Type.Array(
      answerObject('ProvenAccount', {
        id: idOf('acc'),
        code: Type.String(),
        unit: Type.String(),
        owner: nullable(Type.String()),
      }),
      { description: 'What the accounts are: an account’s id is a hash of its book and of these.' },
    ),
    leafIndex: Count,
    path: Path,
  },
  'The whole journal of a transfer, its place among all journals of the book, and the way from there to the root.',
)

const Earlier = answerObject(
  'EarlierHead',
  { head: Head, path: Path },
  'A head noted before, and the hashes which show that its tree is the beginning of this one.',
)

/** All fields are in every proof; a form with others will have another name in `format`. */
const proofOf = <P extends TProperties>(title: string, inclusion: P) =>
  answerObject(title, { format: oneOf([PROOF_FORMAT]), ...inclusion, head: Head, earlier: nullable(Earlier) })

const query = Type.Object(
  {
    since: Type.Optional(
      Type.String({
        pattern: '^[0-9a-f]{64}$',
        description: 'The hash of a head noted before. The proof then also leads from there to the newest.',
      }),
    ),
  },
  { additionalProperties: false },
)

export function proofRoutes(usecases: Usecases): Route[] {
  const access = { scope: 'ledger_read' } as const
  return [
    defineRoute({
      id: 'transfers.proof',
      method: 'GET',
      path: '/v1/transfers/{id}/proof',
      summary: 'Prove that a transfer is in the books',
      description:
        'Answers a small file that anybody can check without this server: `jandon ledger check-proof FILE --head HASH`. ' +
        'A transfer can be proven from about a second after it was posted.',
      access,
      params: Type.Object({ id: idOf('trf') }),
      query,
      refusals: ['not_found', 'not_sealed', 'transfer_archived', 'head_unknown'],
      response: proofOf('TransferProof', { inclusion: Inclusion }),
      handle: async ({ caller, params: { id }, query: { since } }) => {
        const outcome = await usecases.proveTransfer(caller, id, since)
        if (outcome.kind === 'refused') return outcome
        return { kind: 'done', value: { ...outcome.value, inclusion: outcome.value.inclusion! } }
      },
    }),
    defineRoute({
      id: 'books.head',
      method: 'GET',
      path: '/v1/books/{id}/head',
      summary: 'The newest head of a book',
      description: 'Note its `hash` somewhere else: later it shows whether anything before it was changed.',
      access,
      params: Type.Object({ id: idOf('bok') }),
      query,
      refusals: ['not_sealed', 'head_unknown'],
      response: proofOf('HeadProof', { inclusion: Type.Null() }),
      handle: async ({ caller, params: { id }, query: { since } }) => {
        const outcome = await usecases.proveHead(caller, id, since)
        if (outcome.kind === 'refused') return outcome
        return { kind: 'done', value: { ...outcome.value, inclusion: null } }
      },
    }),
  ]
}
