// SPDX-License-Identifier: Apache-2.0
// Posting: journals and transfers go to the ledger as whole batches, in one SQL call, inside the caller's transaction.
// Each journal is applied whole or not at all; a refused one leaves the others of its batch alone.

import { assert } from '@jandon/domain/assert'
import type { Id } from '@jandon/domain/ids'
import type {
  AccountSpec,
  BusinessEvent,
  JournalResult,
  JournalSpec,
  TransferResult,
  TransferResultCode,
  TransferSpec,
} from '@jandon/domain/ledger'
import { DEFAULT_BOOK } from '@jandon/domain/ledger'
import type { Instant } from '@jandon/domain/time'
import type { Tx } from '../database/index.ts'
import { type Chain, encodeAccounts, encodeBatch, OPEN_ACCOUNTS, OPEN_AND_POST, POST_TRANSFERS } from './batch.ts'

/** The place of a transfer in its call has 16 bits. So many take about a second; more would hold locks for too long. */
export const MAX_BATCH = 65_535

export interface PostTransfersOptions {
  readonly book?: Id<'bok'>
  readonly event?: BusinessEvent
  /** Whose event the journals of this batch are. Default: each journal's own id. */
  readonly subject?: string
}

export interface PostDeps {
  readonly now: () => Instant | undefined
  /** Tests force the exact way to compare it with the set-wise one. */
  readonly exact?: boolean
}

/** Opens the accounts that are absent. Idempotent by: account id; what exists stays as it is. */
export async function openAccounts(tx: Tx, specs: readonly AccountSpec[]): Promise<void> {
  if (specs.length > 0) await tx.query(OPEN_ACCOUNTS, encodeAccounts(specs))
}

async function postChains(
  deps: PostDeps,
  tx: Tx,
  chains: readonly Chain[],
  accounts: readonly AccountSpec[],
): Promise<TransferResult[][]> {
  const count = chains.reduce((total, chain) => total + chain.transfers.length, 0)
  assert(count <= MAX_BATCH, `A batch has at most ${MAX_BATCH} transfers, not ${count}.`)
  assert(
    chains.every(chain => chain.transfers.length > 0),
    'A journal has at least one transfer.',
  )
  if (count === 0) return []
  const { rows } = await tx.query<{ results: TransferResultCode[] | null }>({
    ...(accounts.length > 0
      ? { name: 'open_and_post', text: OPEN_AND_POST }
      : { name: 'post_transfers', text: POST_TRANSFERS }),
    values: [
      ...encodeBatch(chains, deps.now(), deps.exact ?? false),
      ...(accounts.length > 0 ? encodeAccounts(accounts) : []),
    ],
  })
  const results = rows[0]?.results
  assert(results === null || results?.length === count, 'The ledger answers each transfer.')
  let next = 0
  return chains.map(chain => chain.transfers.map(({ id }) => ({ id, result: results?.[next++] ?? 'applied' })))
}

function summarise(spec: JournalSpec, transfers: readonly TransferResult[]): JournalResult {
  if (transfers.every(({ result }) => result === 'exists')) return { id: spec.id, result: 'exists', transfers }
  const refusedBy = transfers.find(
    ({ result }) => result !== 'applied' && result !== 'exists' && result !== 'linked_transfer_failed',
  )
  if (refusedBy === undefined) return { id: spec.id, result: 'applied', transfers }
  return { id: spec.id, result: 'refused', transfers, refusedBy }
}

/**
 * Posts journals in the given order and opens their absent accounts first. One answer per journal, in that order.
 * Refusals: every `TransferResultCode` but `applied` and `exists`. Accounts stay open even when their journal is
 * refused.
 * Faults: serialization and deadlock faults of PostgreSQL, for `transaction` to retry.
 * Idempotent by: the ids of journal and transfers.
 */
export async function postJournals(deps: PostDeps, tx: Tx, journals: readonly JournalSpec[]): Promise<JournalResult[]> {
  const chains = journals.map((spec): Chain => {
    assert(
      spec.transfers.every(transfer => transfer.journalId === spec.id),
      'The transfers of a journal name it.',
    )
    return { ...spec, journalId: spec.id }
  })
  const accounts = journals.flatMap(journal => journal.accounts)
  const results = await postChains(deps, tx, chains, accounts)
  return journals.map((spec, index) => summarise(spec, results[index]!))
}

/**
 * Posts transfers between accounts that are open. Those that name the same journal are applied together or not at all,
 * at the place of the first of them. One answer per transfer, in the given order.
 * Refusals, Faults, Idempotent by: as `postJournals`.
 */
export async function postTransfers(
  deps: PostDeps,
  tx: Tx,
  batch: readonly TransferSpec[],
  options: PostTransfersOptions = {},
): Promise<TransferResult[]> {
  const chains = new Map<string, { chain: Chain; transfers: TransferSpec[]; places: number[] }>()
  batch.forEach((transfer, place) => {
    let entry = chains.get(transfer.journalId)
    if (entry === undefined) {
      const transfers: TransferSpec[] = []
      const chain = {
        journalId: transfer.journalId,
        book: options.book ?? DEFAULT_BOOK,
        event: options.event ?? 'operator_transfer',
        subject: options.subject ?? transfer.journalId,
        transfers,
      }
      entry = { chain, transfers, places: [] }
      chains.set(transfer.journalId, entry)
    }
    entry.transfers.push(transfer)
    entry.places.push(place)
  })
  const entries = [...chains.values()]
  const results = await postChains(
    deps,
    tx,
    entries.map(entry => entry.chain),
    [],
  )
  const answers = new Array<TransferResult>(batch.length)
  entries.forEach((entry, chain) => {
    entry.places.forEach((place, index) => {
      answers[place] = results[chain]![index]!
    })
  })
  return answers
}
