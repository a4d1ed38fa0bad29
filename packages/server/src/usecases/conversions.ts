// SPDX-License-Identifier: Apache-2.0
// Reading conversions and payouts, and watching them move.

import { CONVERSION_STATES, isFinalConversion } from '@jandon/domain/conversion'
import { isId } from '@jandon/domain/ids'
import { createBatcher } from '../ports/index.ts'
import {
  type Conversion,
  findPayout,
  loadConversions,
  loadHistories,
  loadProgress,
  pageConversions,
} from '../store/index.ts'
import { done, hasScope, invalid, isReader, maySee, notFound, refused } from './access.ts'
import type { Caller, ConversionView, Usecases } from './contract.ts'
import type { UsecaseDeps } from './deps.ts'
import { MAX_WAITING } from './keyed.ts'
import { conversionView, payoutView, transferView } from './views.ts'

/** How often all watched conversions are looked at, in one query: quick enough to see each step of a second's work. */
const WATCH_MS = 100

export function createConversionUsecases(deps: UsecaseDeps) {
  const { database, ledger } = deps

  async function viewsOf(conversions: readonly Conversion[]): Promise<Map<string, ConversionView>> {
    const histories = await loadHistories(
      database.pool,
      conversions.map(each => each.id),
      conversions.flatMap(each => each.payout?.id ?? []),
    )
    return new Map(conversions.map(each => [each.id, conversionView(each, histories)]))
  }

  // Clients poll; those that ask at the same time are answered from one read.
  const reads = createBatcher<string, ConversionView | undefined>({
    run: async ids => {
      const found = await loadConversions(database.pool, [...new Set(ids)])
      const views = await viewsOf([...found.values()])
      return ids.map(id => views.get(id))
    },
    maxBatch: 256,
    maxWaiting: MAX_WAITING,
    concurrency: 1,
  })

  async function find(caller: Caller, id: string): Promise<ConversionView | undefined> {
    const view = isId('cnv', id) && isReader(caller) ? await reads.add(id) : undefined
    return view && maySee(caller, view.holderId) ? view : undefined
  }

  const watchers = createWatchers(deps)

  const usecases: Pick<
    Usecases,
    'getConversion' | 'listConversions' | 'watchConversion' | 'conversionTransfers' | 'getPayout'
  > = {
    async getConversion(caller, id) {
      const view = await find(caller, id)
      return view ? done(view) : notFound('conversion')
    },

    async listConversions(caller, filter, { limit, cursor }) {
      if (!isReader(caller)) return refused('wrong_scope')
      if (filter.state !== undefined && !(CONVERSION_STATES as readonly string[]).includes(filter.state)) {
        return invalid('state', `One of: ${CONVERSION_STATES.join(', ')}.`)
      }
      const holderId = caller.role === 'holder' ? caller.holderId : filter.holderId
      if (filter.holderId !== undefined && filter.holderId !== holderId) return done({ items: [] })
      const found = await pageConversions(database.pool, { holderId, state: filter.state }, limit + 1, cursor)
      const shown = found.slice(0, limit)
      const views = await viewsOf(shown)
      const last = shown.at(-1)
      return done({
        items: shown.map(each => views.get(each.id)!),
        ...(found.length > limit && last ? { nextCursor: last.id } : {}),
      })
    },

    async watchConversion(caller, id, onChange, signal) {
      let view = await find(caller, id)
      if (!view) return notFound('conversion')
      while (!signal.aborted && !watchers.isStopped()) {
        onChange(view)
        if (isFinalConversion(view.state as Conversion['state'])) break
        await watchers.changed(view.id, seqOf(view), signal)
        if (signal.aborted || watchers.isStopped()) break
        view = (await find(caller, id)) ?? view
      }
      return done(null)
    },

    async conversionTransfers(caller, id) {
      const view =
        (await find(caller, id)) ??
        (hasScope(caller, 'ledger_read') && isId('cnv', id) ? await reads.add(id) : undefined)
      if (!view) return notFound('conversion')
      // A conversion has about a dozen transfers.
      const { items } = await ledger.transfersBySubject(database.pool, view.id, { limit: 500 })
      return done({ items: items.map(transferView) })
    },

    async getPayout(caller, id) {
      const found = isId('pay', id) && isReader(caller) ? await findPayout(database.pool, id) : undefined
      if (!found || !maySee(caller, found.holderId)) return notFound('payout')
      return done(payoutView(found.payout, await loadHistories(database.pool, [], [id])))
    },
  }
  return { usecases, stopWatching: watchers.stop }
}

const seqOf = (view: ConversionView) => view.transitions.at(-1)?.seq ?? 0

interface Watched {
  readonly seq: number
  readonly wake: () => void
}

/** One look at the database for all who watch, as long as anybody does. */
function createWatchers({ database, timer, log }: UsecaseDeps) {
  const watched = new Map<string, Set<Watched>>()
  const stopped = new AbortController()
  let isRunning = false

  async function run(): Promise<void> {
    isRunning = true
    while (watched.size > 0 && !stopped.signal.aborted) {
      await timer.sleep(WATCH_MS, stopped.signal)
      try {
        const progress = await loadProgress(database.pool, [...watched.keys()])
        for (const [id, all] of watched) {
          const seq = progress.get(id)?.seq ?? 0
          for (const one of all) if (seq > one.seq) one.wake()
        }
      } catch {
        // The database is away for a moment: those who watch go on waiting and see the change afterwards.
        log.warn({}, 'Watched conversions could not be read.')
      }
    }
    isRunning = false
  }

  return {
    /** Resolves when the conversion has moved past `seq`, or when `signal` aborts. */
    changed(id: string, seq: number, signal: AbortSignal): Promise<void> {
      return new Promise(resolve => {
        const all = watched.get(id) ?? new Set<Watched>()
        const done = () => {
          signal.removeEventListener('abort', done)
          stopped.signal.removeEventListener('abort', done)
          all.delete(one)
          if (all.size === 0 && watched.get(id) === all) watched.delete(id)
          resolve()
        }
        const one: Watched = { seq, wake: done }
        all.add(one)
        watched.set(id, all)
        signal.addEventListener('abort', done, { once: true })
        stopped.signal.addEventListener('abort', done, { once: true })
        if (!isRunning) void run()
      })
    },
    isStopped: () => stopped.signal.aborted,
    stop: () => stopped.abort(),
  }
}
