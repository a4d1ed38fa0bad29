// SPDX-License-Identifier: Apache-2.0
// Posting of transfers by hand: requests that arrive together are posted together, in one call and one flush to disk,
// each with its key and its answer. What one request asks for, is refused, or has sent before never touches another.

import type { Id } from '@jandon/domain/ids'
import type { JournalSpec, TransferResultCode, TransferSpec } from '@jandon/domain/ledger'
import { DEFAULT_BOOK, loneTransferId } from '@jandon/domain/ledger'
import type { Tx } from '../database/index.ts'
import { createFairBatcher, mayBeOneItem } from '../ports/index.ts'
import type { KeptAnswer, KeyedRequest } from '../store/index.ts'
import { done, refused } from './access.ts'
import type { Outcome, PostingFigures, TransferResultView } from './contract.ts'
import type { UsecaseDeps } from './deps.ts'

/** More in one request would hold its accounts locked for longer than others should wait. */
export const TRANSFERS_MAX = 10_000

const LIMITS = {
  /** Three seconds' worth of two cores, some 60 MB. Who comes later is better served by coming again. */
  maxWaiting: 65_536,
  /** A larger batch costs no less for each transfer, and everybody in it waits for its end. */
  maxBatch: 8192,
  /** A twentieth of a second's work: what a caller may send before the next has its turn. */
  share: 1024,
  /** While PostgreSQL posts one batch, we read and answer those of another. A third would only wait for accounts. */
  concurrency: 2,
}
/** Half of what may wait is written in this time. */
const RETRY_AFTER_SECONDS = 2

type PostingOutcome = Outcome<{ readonly results: readonly TransferResultView[] }>

interface Posting {
  readonly key: KeyedRequest
  /** In the order of the request. */
  readonly transfers: readonly TransferSpec[]
}

/** The accounts of requests of bulk that are being written. */
const bulkAccounts = new WeakMap<Posting, ReadonlySet<string>>()

/** Whether a request touches an account that this bulk has locked. (Hot accounts are not; with those it is a guess.) */
function meets({ transfers }: Posting, bulk: Posting): boolean {
  let accounts = bulkAccounts.get(bulk)
  if (!accounts) {
    accounts = new Set(
      bulk.transfers.flatMap(({ debitAccountId, creditAccountId }) => [debitAccountId, creditAccountId]),
    )
    bulkAccounts.set(bulk, accounts)
  }
  return transfers.some(each => accounts.has(each.debitAccountId) || accounts.has(each.creditAccountId))
}

/**
 * What is kept of an answer: the codes that are not `applied`, by place. The ids are in the request, and a repeat sends
 * the same one.
 */
interface KeptResults {
  readonly others: readonly (readonly [place: number, result: TransferResultCode])[]
}

const ALL_APPLIED: KeptResults = { others: [] }

function keptResults(results: readonly TransferResultCode[]): KeptResults {
  return { others: results.flatMap((result, place) => (result === 'applied' ? [] : [[place, result] as const])) }
}

function answer(transfers: readonly TransferSpec[], { others }: KeptResults): { results: TransferResultView[] } {
  const results: TransferResultView[] = transfers.map(({ id }) => ({ id, result: 'applied' }))
  for (const [place, result] of others) results[place] = { ...results[place]!, result }
  return { results }
}

interface Chain {
  readonly journal: JournalSpec
  readonly places: readonly number[]
}

/**
 * The journals of one request; those of another request never join them, even if they bear the same id. Nor do
 * transfers without a journal of their own join, even if they are the same one twice.
 */
function chainsOf(transfers: readonly TransferSpec[]): Chain[] {
  const chains: Chain[] = []
  const linked = new Map<string, { transfers: TransferSpec[]; places: number[] }>()
  transfers.forEach((transfer, place) => {
    const { id, journalId } = transfer
    const before = linked.size > 0 ? linked.get(journalId) : undefined
    if (before) {
      before.transfers.push(transfer)
      before.places.push(place)
      return
    }
    const chain = { transfers: [transfer], places: [place] }
    if (loneTransferId(journalId) !== id) linked.set(journalId, chain)
    chains.push({ journal: journalOf(journalId, chain.transfers), places: chain.places })
  })
  return chains
}

const journalOf = (id: Id<'jnl'>, transfers: readonly TransferSpec[]): JournalSpec => ({
  ...{ id, book: DEFAULT_BOOK, event: 'operator_transfer', subject: id, transfers, accounts: NO_ACCOUNTS },
})
const NO_ACCOUNTS: JournalSpec['accounts'] = []

export interface PostingQueue {
  /** Posts all transfers of a request with those of others. Answers `overloaded` when too much waits. */
  post(caller: string, posting: Posting): Promise<PostingOutcome>
  figures(): PostingFigures
}

export function createPostingQueue(
  { database, ledger, store, clock }: Pick<UsecaseDeps, 'database' | 'ledger' | 'store' | 'clock'>,
  limits: typeof LIMITS = LIMITS,
): PostingQueue {
  const { idempotency } = store
  const nameOf = ({ key }: Posting) => idempotency.name(key.scope, key.key)

  function replay({ key, transfers }: Posting, kept: KeptAnswer): PostingOutcome {
    if (kept.requestHash !== key.requestHash) return refused('idempotency_key_reused')
    return { kind: 'done', value: answer(transfers, kept.answer as KeptResults), replayed: true }
  }

  /** Posts them, and answers the codes of each, in the order of its request. */
  async function postAll(tx: Tx, postings: readonly Posting[]): Promise<TransferResultCode[][]> {
    const chains = postings.map(({ transfers }) => chainsOf(transfers))
    const results = await ledger.postJournals(
      tx,
      chains.flatMap(each => each.map(({ journal }) => journal)),
    )
    let next = 0
    return postings.map(({ transfers }, index) => {
      const codes = new Array<TransferResultCode>(transfers.length)
      for (const { places } of chains[index]!) {
        const { transfers: linked } = results[next++]!
        places.forEach((place, at) => {
          codes[place] = linked[at]!.result
        })
      }
      return codes
    })
  }

  /**
   * Claims the keys first, in the belief that all will be applied: so a key that another process has claimed, or is
   * just claiming, is known before anything is posted for it. Where the belief was wrong, the answer is corrected.
   */
  async function runIn(tx: Tx, postings: readonly Posting[]): Promise<PostingOutcome[]> {
    const claimed = await idempotency.claim(
      tx,
      postings.map(({ key }) => ({ ...key, answer: ALL_APPLIED })),
      clock.now(),
    )
    const fresh = postings.filter(posting => claimed.has(nameOf(posting)))
    const codes = await postAll(tx, fresh)
    const answers = new Map(fresh.map((posting, index) => [posting, keptResults(codes[index]!)]))
    await idempotency.reanswer(
      tx,
      fresh
        .map(posting => ({ ...posting.key, answer: answers.get(posting)! }))
        .filter(({ answer: { others } }) => others.length > 0),
    )
    const kept = await idempotency.find(
      tx,
      postings.filter(posting => !answers.has(posting)).map(({ key }) => key),
    )
    return postings.map(posting => {
      const made = answers.get(posting)
      if (made) return done(answer(posting.transfers, made))
      const before = kept.get(nameOf(posting))
      return before ? replay(posting, before) : refused('idempotency_in_progress', { retryAfterSeconds: 1 })
    })
  }

  const run = (postings: readonly Posting[]) => database.transaction(tx => runIn(tx, postings))
  const batcher = createFairBatcher<Posting, PostingOutcome>({ ...limits, run, meets, splitOn: mayBeOneItem })
  return {
    post: async (caller, posting) =>
      (await batcher.add(caller, posting, posting.transfers.length)) ??
      refused('overloaded', { retryAfterSeconds: RETRY_AFTER_SECONDS }),
    figures: batcher.figures,
  }
}
