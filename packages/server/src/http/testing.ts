// SPDX-License-Identifier: Apache-2.0
// For tests of HTTP: use-cases in memory behind the real server. Quotes are real (the domain is pure); everything else
// answers complete views, so that a field lost on the way out is seen.

import { randomBytes } from 'node:crypto'
import { deriveIdFromKey, type Id, type IdPrefix, newId } from '@jandon/domain/ids'
import { PROOF_FORMAT, type ProofJson, type ProvenTransferJson } from '@jandon/domain/ledger'
import { BANKS } from '@jandon/domain/payout'
import type { Pack } from '@jandon/domain/policy'
import { answerOffer, createQuote, FREE_TARIFF, type QuoteJson, quoteToJson } from '@jandon/domain/quote'
import type { FastifyInstance } from 'fastify'
import { PROJECT_DIR } from '../config/index.ts'
import { createCaseReader, loadPacks } from '../packs/index.ts'
import { silentLog } from '../ports/index.ts'
import type * as contract from '../usecases/contract.ts'
import { SCOPES } from '../usecases/contract.ts'
import { done, refused } from './route.ts'
import { createHttpServer, type HttpDeps } from './server.ts'

/** 2026-11-23T04:00:00Z. */
export const NOW = 1_795_406_400_000
const AT = '2026-11-23T04:00:00.000Z'

export const KEYS = { admin: 'jdn_admin_key_of_the_tests', reader: 'jdn_reader_key_of_the_tests' } as const

let packs: ReadonlyMap<string, Pack> | undefined

/** The project's own packs, compiled once for all tests of a process. */
export function testPacks(): ReadonlyMap<string, Pack> {
  packs ??= loadPacks(`${PROJECT_DIR}/policy-packs`)
  return packs
}

const idFor = <P extends IdPrefix>(prefix: P, key = 'example'): Id<P> => deriveIdFromKey(prefix, key)
const won = (amountMinor: string) => ({ amountMinor, unit: 'KRW' })

export const HOLDER: contract.HolderView = {
  id: idFor('hld'),
  name: '김잔돈',
  birthDate: '1991-04-02',
  phone: '01012345678',
  createdAt: AT,
}
const TRANSITION: contract.TransitionView = {
  seq: 1,
  event: 'accepted',
  from: null,
  to: 'accepted',
  actor: 'holder',
  reason: 'accepted',
  at: AT,
}
const PAYOUT: contract.PayoutView = {
  id: idFor('pay'),
  conversionId: idFor('cnv'),
  payoutAccountId: idFor('pac'),
  rail: 'simulated_bank',
  amount: won('8100'),
  state: 'settled',
  railReference: 'R1',
  transitions: [TRANSITION],
}
export const CONVERSION: contract.ConversionView = {
  id: idFor('cnv'),
  holderId: HOLDER.id,
  instrumentId: idFor('ins'),
  quoteId: idFor('qte'),
  optionId: idFor('opt'),
  payoutAccountId: idFor('pac'),
  state: 'accepted',
  inDoubt: false,
  ruleId: 'kr/example',
  packVersion: 'kr@2026-11-23',
  gross: won('8100'),
  fees: [{ code: 'service', amount: won('0'), payee: 'jandon' }],
  net: won('8100'),
  arrivesBy: '2026-11-27',
  createdAt: AT,
  transitions: [TRANSITION],
  payout: PAYOUT,
  consent: { language: 'ko', acceptedAt: AT, textHash: 'sha256:00' },
}
const TRANSFER: contract.TransferView = {
  id: idFor('trf'),
  journalId: idFor('jnl'),
  debitAccountId: idFor('acc', 'one'),
  creditAccountId: idFor('acc', 'two'),
  amount: won('8100'),
  code: 'redemption',
  phase: 'posted',
  pendingId: null,
  occurredAt: AT,
  expiresAt: null,
  recordedAt: AT,
}
const ACCOUNT: contract.AccountView = {
  id: idFor('acc', 'one'),
  book: idFor('bok'),
  code: 'holder_cash',
  unit: 'KRW',
  owner: HOLDER.id,
  normalSide: 'credit',
  overdraft: 'none',
  debitsPending: won('0'),
  debitsPosted: won('0'),
  creditsPending: won('0'),
  creditsPosted: won('8100'),
  balance: won('8100'),
}
const ZERO_HASH = '00'.repeat(32)
const HEAD: ProofJson['head'] = {
  ...{ book: idFor('bok'), number: 2, previous: ZERO_HASH, fromNo: '131072', toNo: '9223372036854775807', treeSize: 1 },
  ...{ root: 'ab'.repeat(32), sealedAt: '2026-11-23T04:00:00.000001Z', hash: 'cd'.repeat(32) },
}
const PROVEN_TRANSFER: ProvenTransferJson = {
  ...{ no: '131073', id: TRANSFER.id, debitAccountId: idFor('acc', 'one'), creditAccountId: idFor('acc', 'two') },
  ...{ amountMinor: '8100', code: 'redemption', phase: 'pending', pendingId: null },
  occurredAt: '2026-11-23T04:00:00.000000Z',
  expiresAt: '2026-11-24T04:00:00.000000Z',
  recordedAt: '2026-11-23T04:00:00.123456Z',
}
const PROOF: ProofJson = {
  format: PROOF_FORMAT,
  inclusion: {
    transferId: TRANSFER.id,
    journal: {
      ...{ book: idFor('bok'), id: idFor('jnl'), event: 'conversion_redeemed', subject: 'cnv' },
      transfers: [PROVEN_TRANSFER, { ...PROVEN_TRANSFER, phase: 'post', pendingId: TRANSFER.id, expiresAt: null }],
    },
    accounts: [{ id: idFor('acc', 'one'), code: 'service_fee', unit: 'KRW', owner: null }],
    leafIndex: 0,
    path: [ZERO_HASH],
  },
  head: HEAD,
  earlier: { head: { ...HEAD, number: 1 }, path: [] },
}
const HEAD_PROOF: ProofJson = { ...PROOF, inclusion: null, earlier: null }
const INSTRUMENT: contract.InstrumentView = {
  id: idFor('ins'),
  holderId: HOLDER.id,
  kind: 'new_type_voucher',
  issuer: 'cultureland',
  remaining: won('10000'),
  createdAt: AT,
}
const PAYOUT_ACCOUNT: contract.PayoutAccountView = {
  id: idFor('pac'),
  holderId: HOLDER.id,
  bankCode: '004',
  bankName: { ko: 'KB국민은행', en: 'KB Kookmin Bank' },
  accountNumberMasked: '**********3456',
  accountHolder: '김잔돈',
  state: 'verified',
  createdAt: AT,
}

/** Answers of the fakes by operation, for comparison with what came out of HTTP. */
export const EXAMPLES = {
  HOLDER,
  CONVERSION,
  PAYOUT,
  TRANSFER,
  ACCOUNT,
  INSTRUMENT,
  PAYOUT_ACCOUNT,
  PROOF,
  HEAD_PROOF,
} as const

const POSTING_FIGURES: contract.PostingFigures = {
  ...{ waitingItems: 2, waitingWork: 30, refusedItems: 4, refusedWork: 50 },
  batches: { count: 7, work: 900, items: 80 },
  sizes: [
    { upTo: 64, batches: 5 },
    { upTo: 256, batches: 7 },
  ],
}

export interface FakeUsecases extends contract.Usecases {
  /** Thrown by the next call of `getHolder`. */
  failWith: unknown
  readonly calls: { name: string; caller: contract.Caller; idempotency?: contract.Idempotency | undefined }[]
}

const known = <T extends { id: string }>(view: T, id: string): contract.Outcome<T> =>
  view.id === id ? done(view) : refused('not_found')

export function createFakeUsecases(): FakeUsecases {
  const quotes = new Map<string, QuoteJson>()
  const kept = new Map<string, { hash: string; outcome: contract.Outcome<unknown> }>()
  const calls: FakeUsecases['calls'] = []

  function keyed<T>(idempotency: contract.Idempotency | undefined, outcome: contract.Outcome<T>): contract.Outcome<T> {
    if (!idempotency) return outcome
    const before = kept.get(idempotency.key)
    if (!before) {
      kept.set(idempotency.key, { hash: idempotency.requestHash, outcome })
      return outcome
    }
    if (before.hash !== idempotency.requestHash) return refused('idempotency_key_reused')
    const { outcome: first } = before
    return first.kind === 'done'
      ? { ...(first as contract.Outcome<T> & { kind: 'done' }), replayed: true }
      : (first as contract.Outcome<T>)
  }

  const fake: FakeUsecases = {
    failWith: undefined,
    calls,
    session: async caller =>
      done({ role: caller.role, holder: caller.role === 'holder' ? HOLDER : null, simulatedRails: true }),
    createHolder: async (caller, input, idempotency) => {
      calls.push({ name: 'createHolder', caller, idempotency })
      return keyed(idempotency, done({ ...HOLDER, name: input.name }))
    },
    getHolder: async (_, id) => {
      if (fake.failWith !== undefined) throw fake.failWith
      return known(HOLDER, id)
    },
    createInstrument: async (_, __, idempotency) => keyed(idempotency, done(INSTRUMENT)),
    listInstruments: async () => done({ items: [INSTRUMENT], nextCursor: 'abc' }),
    createQuote: async (caller, input) => {
      calls.push({ name: 'createQuote', caller })
      const quoteId = newId('qte', NOW, randomBytes(10))
      const result = createQuote(testPacks(), input, { quoteId, now: NOW, tariff: FREE_TARIFF })
      if (result.kind === 'invalid')
        return { kind: 'refused', refusal: { code: 'invalid_request', errors: result.problems } }
      const json = quoteToJson(result.quote)
      quotes.set(json.id, json)
      return done(json)
    },
    getQuote: async (_, id) => (quotes.has(id) ? done(quotes.get(id)!) : refused('not_found')),
    getDecision: async (_, id) => {
      const [quote] = quotes.values()
      return quote ? known(decisionOf(quote), id) : refused('not_found')
    },
    listDecisions: async (_, quoteId) => {
      const quote = quotes.get(quoteId)
      return quote ? done({ items: [decisionOf(quote)] }) : refused('not_found')
    },
    replayDecision: async (_, id) => {
      const [quote] = quotes.values()
      const decision = quote && decisionOf(quote)
      return decision && decision.id === id ? done(replayOf(decision)) : refused('not_found')
    },
    listDecisionRecords: async () => done({ items: [DECISION_RECORD] }),
    createPayoutAccount: async (_, __, idempotency) => keyed(idempotency, done(PAYOUT_ACCOUNT)),
    listPayoutAccounts: async () => done({ items: [PAYOUT_ACCOUNT] }),
    createConversion: async (caller, _, idempotency) => {
      calls.push({ name: 'createConversion', caller, idempotency })
      return keyed(idempotency, done(CONVERSION))
    },
    getConversion: async (_, id) => known(CONVERSION, id),
    listConversions: async () => done({ items: [CONVERSION] }),
    watchConversion: async (_, __, onChange) => {
      onChange({ ...CONVERSION, state: 'paid', transitions: [TRANSITION, { ...TRANSITION, seq: 2, to: 'paid' }] })
      return done(null)
    },
    conversionTransfers: async () => done({ items: [TRANSFER] }),
    getPayout: async (_, id) => known(PAYOUT, id),
    listAccounts: async () => done({ items: [ACCOUNT] }),
    getAccount: async (_, id) => known(ACCOUNT, id),
    accountBalance: async (_, id) =>
      done({ accountId: id, at: AT, posted: won('8100'), pending: won('0'), available: won('8100') }),
    accountTransfers: async () => done({ items: [TRANSFER] }),
    accountStatement: async (_, id) =>
      done({
        accountId: id,
        opening: won('0'),
        items: [{ transfer: TRANSFER, change: won('8100'), balance: won('8100') }],
        closing: won('8100'),
        archives: ['epoch-0'],
      }),
    postTransfers: async (_, transfers, idempotency) =>
      keyed(idempotency, done({ results: transfers.map(({ id }) => ({ id, result: 'applied' })) })),
    proveTransfer: async (_, id) => (id === TRANSFER.id ? done(PROOF) : refused('not_sealed')),
    proveHead: async () => done(HEAD_PROOF),
    postingFigures: () => POSTING_FIGURES,
    createApiKey: async (_, input) => done({ id: idFor('key'), ...input, secret: 'jdn_secret' }),
    authenticate: async secret => {
      if (secret === KEYS.admin) return { role: 'operator', keyId: idFor('key', 'admin'), scopes: SCOPES }
      if (secret === KEYS.reader) return { role: 'operator', keyId: idFor('key', 'reader'), scopes: ['read'] }
      return undefined
    },
    demoCaller: () => ({ role: 'holder', holderId: HOLDER.id, isDemo: true }),
    setSimulatorFaults: async (_, faults) => done({ active: faults.length }),
    readiness: async () => ({ ready: true, checks: { database: 'ok' } }),
  }
  return fake
}

function decisionOf(quote: QuoteJson): contract.DecisionView {
  const item = quote.items[0]!
  return {
    id: deriveIdFromKey('dec', quote.id),
    quoteId: quote.id as Id<'qte'>,
    ref: item.ref,
    outcome: item.decision,
    packVersion: quote.packVersion,
    asOf: quote.asOf,
    item,
  }
}

const DECISION_RECORD: contract.DecisionRecordView = {
  id: idFor('dec'),
  packVersion: 'kr@2026-11-23.3f9c2a71',
  outcome: 'allow',
  createdAt: AT,
  record: {
    ref: idFor('dec'),
    asOf: '2026-11-23',
    intent: 'any',
    instrument: { kind: 'new_type_voucher', faceValue: won('10000') },
    holder: { birthDate: '1986-11-23' },
  },
}

function replayOf({ id, quoteId, packVersion, asOf, outcome }: contract.DecisionView): contract.ReplayView {
  return {
    ...{ decisionId: id, quoteId, packVersion, asOf, under: { packVersion, asOf } },
    engine: { was: '1', is: '1' },
    same: false,
    decision: { was: outcome, is: outcome },
    net: { was: won('8100'), is: won('8000'), difference: won('-100') },
    differenceCount: 1,
    differences: [{ field: 'options.0.net.amountMinor', was: '8100', is: '8000' }],
  }
}

export interface TestServer {
  readonly app: FastifyInstance
  readonly usecases: FakeUsecases
}

/** A server on fakes, ready for `app.inject`. Limits are off unless a test sets them. */
export async function createTestServer(
  settings: Partial<HttpDeps['settings']> = {},
  deps: Partial<HttpDeps> = {},
): Promise<TestServer> {
  const usecases = createFakeUsecases()
  const app = await createHttpServer({
    usecases,
    packs: testPacks(),
    banks: BANKS,
    readCases: createCaseReader(`${PROJECT_DIR}/policy-packs`),
    compareOffer: request => answerOffer(testPacks(), request, NOW),
    readStats: async () => ({
      conversionsByState: { paid: 3 },
      ledgerTransfers: 12,
      work: { due: 1, later: 2, leased: 0 },
    }),
    now: () => NOW,
    elapsed: () => performance.now(),
    log: silentLog,
    settings: {
      isDemo: true,
      isSimulated: true,
      anonymousLimit: { perMinute: 0, burst: 0 },
      keyLimit: { perMinute: 0, burst: 0 },
      maximumInFlight: 1000,
      maximumStreams: 100,
      webDirectory: '/nonexistent',
      publicOrigin: '',
      ...settings,
    },
    ...deps,
  })
  await app.ready()
  return { app, usecases }
}

/** Headers of a caller with every scope. */
export const ADMIN = { authorization: `Bearer ${KEYS.admin}` }
export const DEMO_HOST = { host: '127.0.0.1:4080' }
