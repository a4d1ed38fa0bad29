// SPDX-License-Identifier: Apache-2.0
// A whole Jandon in one process for tests: real PostgreSQL, real ledger, real packs, simulated bank and issuer, and
// whatever clock and crash points the test brings. No HTTP: tests speak to the use-cases.

import { fileURLToPath } from 'node:url'
import { deriveIdFromKey } from '@jandon/domain/ids'
import type { Pack } from '@jandon/domain/policy'
import { FREE_TARIFF, type Tariff } from '@jandon/domain/quote'
import { formatInstant } from '@jandon/domain/time'
import type { Database } from '../../packages/server/src/database/index.ts'
import { createLedger } from '../../packages/server/src/ledger/index.ts'
import { loadPacks } from '../../packages/server/src/packs/index.ts'
import {
  type Clock,
  type CrashPoints,
  type Log,
  noCrashPoints,
  type Rail,
  type Randomness,
  type Source,
  silentLog,
  systemClock,
  systemRandomness,
  systemTimer,
  type Timer,
} from '../../packages/server/src/ports/index.ts'
import { createSimulatedBank, faultMakesSense, openSimulator } from '../../packages/server/src/rails/index.ts'
import { createSimulatedIssuer } from '../../packages/server/src/sources/index.ts'
import { createStore } from '../../packages/server/src/store/index.ts'
import {
  type Caller,
  type ConversionView,
  createUsecases,
  type Outcome,
  SCOPES,
  type UsecaseDeps,
  type Usecases,
} from '../../packages/server/src/usecases/index.ts'
import type { WorkerDeps } from '../../packages/server/src/worker/index.ts'

export interface WorldOptions {
  readonly clock?: Clock
  readonly timer?: Timer
  readonly randomness?: Randomness
  readonly crash?: CrashPoints
  readonly log?: Log
  readonly delayMs?: number
  readonly tariff?: Tariff
  readonly onWork?: () => void
  /** A worker of this process that begins what is accepted. */
  readonly hand?: UsecaseDeps['hand']
  /** Replaces the simulated ones. */
  readonly rail?: Rail
  readonly source?: Source
}

/** A key for personal data that protects nothing: tests only. */
const TEST_DATA_KEY = new Uint8Array(32).fill(7)

let packs: ReadonlyMap<string, Pack> | undefined
export function testPacks(): ReadonlyMap<string, Pack> {
  packs ??= loadPacks(fileURLToPath(new URL('../../policy-packs', import.meta.url)))
  return packs
}

export async function createWorld(database: Database, options: WorldOptions = {}) {
  const clock = options.clock ?? systemClock
  const timer = options.timer ?? systemTimer
  const simulator = await openSimulator({ url: database.url, clock, timer, delayMs: options.delayMs ?? 0 })
  const rail = options.rail ?? createSimulatedBank(simulator)
  const source = options.source ?? createSimulatedIssuer(simulator)
  const shared = {
    database,
    ledger: createLedger({ clock }),
    store: createStore(TEST_DATA_KEY),
    clock,
    timer,
    randomness: options.randomness ?? systemRandomness,
    log: options.log ?? silentLog,
    crash: options.crash ?? noCrashPoints,
  }
  const usecaseDeps: UsecaseDeps = {
    ...shared,
    packs: testPacks(),
    tariff: options.tariff ?? FREE_TARIFF,
    source,
    rail,
    simulator: { setFaults: faults => simulator.setFaults(faults), makesSense: faultMakesSense },
    demoHolderId: undefined,
    ...(options.hand && { hand: options.hand }),
    onWork: options.onWork ?? (() => undefined),
    isWorkerTurning: () => undefined,
  }
  const workerDeps: WorkerDeps = {
    ...shared,
    sources: new Map([[source.name, source]]),
    rails: new Map([[rail.name, rail]]),
  }
  const usecases = createUsecases(usecaseDeps)
  return {
    ...shared,
    simulator,
    rail,
    source,
    usecases,
    workerDeps,
    async close() {
      usecases.stop()
      await simulator.close()
    },
  }
}
export type World = Awaited<ReturnType<typeof createWorld>>

export const OPERATOR: Caller = { role: 'operator', keyId: deriveIdFromKey('key', 'test'), scopes: SCOPES }

/** The value of an outcome; a refusal fails the test with its code. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'refused') throw new Error(`Refused: ${JSON.stringify(outcome.refusal)}`)
  return outcome.value
}

let keys = 0
export const freshKey = () => ({ key: `test-${process.pid}-${++keys}`, requestHash: `hash-${keys}` })

/** An expired voucher bought with cash: 90% of the price is owed in cash. Amounts in whole won. */
export const EXPIRED_VOUCHER = {
  kind: 'new_type_voucher',
  issuer: 'cultureland',
  faceValue: { amountMinor: '10000', unit: 'KRW' },
  pricePaid: { amountMinor: '9000', unit: 'KRW' },
  remaining: { amountMinor: '10000', unit: 'KRW' },
  purchasedOn: '2023-10-01',
  expiresOn: '2024-10-01',
  fundingSource: 'cash',
  isPromotional: false,
} as const

export interface Ready {
  readonly holderId: string
  readonly payoutAccountId: string
}

export async function createPerson(
  usecases: Usecases,
  name = '홍길동',
  accountNumber = '110123456789',
): Promise<Ready> {
  const holder = unwrap(
    await usecases.createHolder(OPERATOR, { name, birthDate: '1991-04-02', phone: '+821012345678' }),
  )
  const account = unwrap(
    await usecases.createPayoutAccount(OPERATOR, {
      holderId: holder.id,
      bankCode: '088',
      accountNumber,
      accountHolder: name,
    }),
  )
  return { holderId: holder.id, payoutAccountId: account.id }
}

/** Quotes one voucher and answers what is needed to accept its best option. */
export async function quoteVoucher(world: World, person: Ready, more: Readonly<Record<string, unknown>> = {}) {
  const quote = unwrap(
    await world.usecases.createQuote(OPERATOR, {
      jurisdiction: 'KR',
      language: 'ko',
      intent: 'any',
      holder: { birthDate: '1991-04-02' },
      instruments: [{ ...EXPIRED_VOUCHER, ...more }],
    }),
  )
  const option = quote.items[0]?.options.find(each => each.carriedOut && each.payout === 'bank')
  if (!option) throw new Error(`No option to carry out: ${JSON.stringify(quote.items[0], null, 1)}`)
  return {
    quote,
    option,
    input: {
      ...person,
      quoteId: quote.id,
      optionId: option.id,
      consent: {
        language: quote.language,
        acceptedAt: formatInstant(world.clock.now()),
        textHash: quote.consent.textHash,
      },
    },
  }
}

/** Quotes and accepts one voucher. */
export async function convertVoucher(
  world: World,
  person: Ready,
  more: Readonly<Record<string, unknown>> = {},
): Promise<ConversionView> {
  const { input } = await quoteVoucher(world, person, more)
  return unwrap(await world.usecases.createConversion(OPERATOR, input, freshKey()))
}

/** Waits until the conversion is in one of these states; fails after `withinMs`. */
export async function waitFor(
  world: World,
  id: string,
  states: readonly string[],
  withinMs = 10_000,
): Promise<ConversionView> {
  const until = performance.now() + withinMs
  for (;;) {
    const view = unwrap(await world.usecases.getConversion(OPERATOR, id))
    if (states.includes(view.state)) return view
    if (performance.now() > until) throw new Error(`${id} is still ${view.state} after ${withinMs} ms.`)
    await systemTimer.sleep(20)
  }
}
