// SPDX-License-Identifier: Apache-2.0
// What one run of the ledger's benchmark does: the command line, and how long and how often each thing is measured.
// The quick plan has to fit into 50 s on two cores, everything included.

import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'

export type Workload = 'uniform' | 'zipf' | 'one_hot' | 'hot_with_rule'

/** How many transfers one call carries, and how many calls are under way at once. */
export interface Load {
  readonly batch: number
  readonly clients: number
}

export interface Plan {
  readonly name: 'quick' | 'full'
  readonly accounts: number
  readonly rounds: number
  /** One measured window of our ledger; at most, where the whole run has to be over at a certain second. */
  readonly windowMs: number
  /** The second at which the measured rounds have to be over; 0: whenever they are. */
  readonly endSecond: number
  /** One window of pgbench, which counts in whole seconds. */
  readonly pgbenchSeconds: number
  readonly pgbenchScale: number
  readonly pgbenchClients: readonly number[]
  /** True: each round measures every number of clients. False: the best of one look at the beginning is kept. */
  readonly pgbenchEachRound: boolean
  readonly threads: number
  /**
   * What the ratios are measured with is the best of these at a first look, as pgbench has its best number of clients.
   */
  readonly loads: readonly Load[]
  /** Without a look: for growth, and while a server seals. */
  readonly load: Load
  readonly http: Load
  /** Further loads, each measured once per sweep round; empty in the quick plan. */
  readonly sweep: readonly Load[]
  readonly httpSweep: readonly Load[]
  readonly latencySeconds: number
  readonly plainClients: readonly number[]
  readonly checks: boolean
}

export interface Options {
  readonly plan: Plan
  /** Transfers up to which `--growth` posts; 0: no growth. */
  readonly growth: number
  /** Keeps the growing database there, so that a later run goes on where this one ended. */
  readonly dataDir: string | undefined
  /** 0: until the goal is reached, however long it takes. */
  readonly growthSeconds: number
  readonly json: string | undefined
}

const SWEEP_BATCHES = [1, 8, 64, 256, 1024, 2048, 4096, 8192]

function fullSweep(): Load[] {
  const loads = SWEEP_BATCHES.flatMap(batch => [1, 4].map(clients => ({ batch, clients })))
  return [...loads, { batch: 1, clients: 16 }, { batch: 1, clients: 64 }, { batch: 8, clients: 16 }]
}

/** Two threads encode and decode for the two backends that a small machine can run; more cores get more of both. */
const threads = Math.min(4, Math.max(2, Math.floor(availableParallelism() / 2)))

const QUICK: Plan = {
  name: 'quick',
  accounts: 200_000,
  rounds: 5,
  windowMs: 1000,
  endSecond: 43,
  pgbenchSeconds: 1,
  pgbenchScale: 50,
  pgbenchClients: [1, 4, 16, 64],
  pgbenchEachRound: false,
  threads,
  loads: [
    { batch: 512, clients: 2 * threads },
    { batch: 1024, clients: 2 * threads },
    { batch: 2048, clients: 2 * threads },
  ],
  load: { batch: 2048, clients: 2 * threads },
  http: { batch: 100, clients: 64 },
  sweep: [],
  httpSweep: [],
  latencySeconds: 0,
  plainClients: [16],
  checks: false,
}

const FULL: Plan = {
  ...QUICK,
  name: 'full',
  accounts: 1_000_000,
  rounds: 7,
  windowMs: 5000,
  endSecond: 0,
  pgbenchSeconds: 5,
  pgbenchEachRound: true,
  sweep: fullSweep(),
  httpSweep: [
    { batch: 1, clients: 64 },
    { batch: 1, clients: 256 },
    { batch: 10, clients: 64 },
    { batch: 100, clients: 16 },
    { batch: 100, clients: 64 },
    { batch: 1000, clients: 8 },
  ],
  latencySeconds: 10,
  plainClients: [1, 4, 16, 64],
  checks: true,
}

function whole(text: string, name: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} takes a whole number, not "${text}".`)
  return value
}

/** Reads the command line. Faults: an unknown option, or one that is not a whole number. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      accounts: { type: 'string' },
      rounds: { type: 'string' },
      growth: { type: 'string', default: '0' },
      'growth-seconds': { type: 'string', default: '0' },
      'data-dir': { type: 'string' },
      json: { type: 'string' },
    },
  })
  if (values['data-dir'] !== undefined && values.growth === '0') {
    throw new Error('--data-dir keeps a growing history: say --growth N as well.')
  }
  const basis = values.quick ? QUICK : FULL
  return {
    plan: {
      ...basis,
      ...(values.accounts !== undefined && { accounts: whole(values.accounts, 'accounts') }),
      ...(values.rounds !== undefined && { rounds: Math.max(1, whole(values.rounds, 'rounds')) }),
    },
    growth: whole(values.growth, 'growth'),
    growthSeconds: whole(values['growth-seconds'], 'growth-seconds'),
    dataDir: values['data-dir'],
    json: values.json,
  }
}
