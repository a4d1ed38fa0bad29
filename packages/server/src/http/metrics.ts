// SPDX-License-Identifier: Apache-2.0
// Figures for Prometheus. Labels are route patterns and states, never ids, so that their number is bounded and no
// figure is about one person. Figures of the database are read when somebody asks for them, not on the way of a
// request.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { PostingFigures, Stats } from '../usecases/contract.ts'

export interface Metrics {
  observe(method: string, route: string, status: number, seconds: number): void
  refused(code: string): void
  text(): Promise<string>
  readonly contentType: string
}

/** Seconds. Dense around 100 ms, where the budget of accepting a conversion lies. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10]

/** One registry for each server, so that two in one process (as in tests) do not mix. */
export function createMetrics(
  readStats: () => Promise<Stats>,
  inFlight: () => number,
  readPosting: () => PostingFigures,
): Metrics {
  const registry = new Registry()
  // Event-loop lag, memory, garbage collection, handles.
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const durations = new Histogram({
    name: 'jandon_http_request_duration_seconds',
    help: 'How long requests took, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers,
  })
  const problems = new Counter({
    name: 'jandon_http_problems_total',
    help: 'Problem documents answered, by code.',
    labelNames: ['code'],
    registers,
  })
  new Gauge({
    name: 'jandon_http_requests_in_flight',
    help: 'Requests being worked on.',
    registers,
    collect() {
      this.set(inFlight())
    },
  })
  const conversions = new Gauge({
    name: 'jandon_conversions',
    help: 'Conversions, by state.',
    labelNames: ['state'],
    registers,
  })
  const transfers = new Gauge({ name: 'jandon_ledger_transfers', help: 'Transfers in the ledger.', registers })
  const work = new Gauge({
    name: 'jandon_work',
    help: 'Work of the worker: due now, waiting for later, leased.',
    labelNames: ['state'],
    registers,
  })
  const up = new Gauge({ name: 'jandon_database_up', help: '1 when the database answered for this scrape.', registers })

  async function refresh(): Promise<void> {
    try {
      const stats = await readStats()
      conversions.reset()
      for (const [state, count] of Object.entries(stats.conversionsByState)) conversions.set({ state }, count)
      transfers.set(stats.ledgerTransfers)
      for (const [state, count] of Object.entries(stats.work)) work.set({ state }, count)
      up.set(1)
    } catch {
      // The figures of the process are worth most just when the database does not answer.
      up.set(0)
    }
  }

  return {
    contentType: registry.contentType,
    observe: (method, route, status, seconds) => durations.observe({ method, route, status: String(status) }, seconds),
    refused: code => problems.inc({ code }),
    text: async () => {
      await refresh()
      return `${await registry.metrics()}${postingText(readPosting())}`
    },
  }
}

/** Posting counts its own batches, so they are written out as they are: the form is the same text. */
function postingText({ waitingItems, waitingWork, refusedItems, refusedWork, batches, sizes }: PostingFigures): string {
  const name = 'jandon_posting_batch_transfers'
  const one = (metric: string, type: 'gauge' | 'counter', help: string, value: number) =>
    `# HELP ${metric} ${help}\n# TYPE ${metric} ${type}\n${metric} ${value}\n`
  return [
    one('jandon_posting_waiting_requests', 'gauge', 'Requests to post that wait for their batch.', waitingItems),
    one('jandon_posting_waiting_transfers', 'gauge', 'Transfers in requests that wait.', waitingWork),
    one('jandon_posting_refused_requests_total', 'counter', 'Requests turned away by a full queue.', refusedItems),
    one('jandon_posting_refused_transfers_total', 'counter', 'Transfers in requests turned away.', refusedWork),
    one('jandon_posting_requests_total', 'counter', 'Requests that have gone into a batch.', batches.items),
    `# HELP ${name} Transfers of a batch that was posted in one transaction.\n# TYPE ${name} histogram\n`,
    ...sizes.map(({ upTo, batches: count }) => `${name}_bucket{le="${upTo}"} ${count}\n`),
    `${name}_bucket{le="+Inf"} ${batches.count}\n${name}_sum ${batches.work}\n${name}_count ${batches.count}\n`,
  ].join('')
}
