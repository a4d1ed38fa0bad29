// SPDX-License-Identifier: Apache-2.0
// A Jandon server in memory, for tests of the run: idempotency keys, serials that convert once, conversions that take a
// few looks to end, and a bank whose list of credits is the proof. It can lose answers, be busy, and be away.

import {
  type Account,
  type Api,
  ApiProblem,
  ApiUnreachable,
  type Conversion,
  type DecisionReplay,
  type ProofAnswer,
  type QuoteJson,
  type Transfer,
} from '../api/api.ts'

export type FakeDecision =
  | { readonly decision: 'allow'; readonly gross: bigint; readonly fee?: bigint; readonly carriedOut?: boolean }
  | { readonly decision: 'refuse'; readonly code: string }
  | { readonly decision: 'needs_facts'; readonly fact: string }

export interface FakeServer {
  /** Stored decisions as they come out when made again; a test puts them there. */
  readonly replays: DecisionReplay[]
  /** What it answers to who asks for a proof, by transfer or book; a text is the code of a problem. */
  readonly proofs: Map<string, ProofAnswer | string>
  readonly api: Api
  /** Every credit the bank ever made. */
  readonly credits: { readonly conversionId: string; readonly amount: bigint; readonly serial: string }[]
  readonly calls: Map<string, number>
  /** Called before each call; what it throws is what the caller gets. */
  before: (name: string) => void
  /** Called after the act and before the answer; throwing here loses the answer of an act that was done. */
  after: (name: string) => void
  /** Forgets every idempotency key, as a server does after their time is over. */
  forgetKeys(): void
  tamper(change: (conversion: { state: string; net: { amountMinor: string; unit: string } }) => void): void
}

const krw = (amount: bigint) => ({ amountMinor: amount.toString(), unit: 'KRW' })
const text = (value: string) => ({ ko: value, en: value })

function optionOf(id: string, decision: Extract<FakeDecision, { decision: 'allow' }>): unknown {
  const fee = decision.fee ?? 0n
  const carriedOut = decision.carriedOut ?? true
  return {
    id,
    ruleId: 'kr/fake',
    route: carriedOut ? 'issuer_refund' : 'merchant_change',
    routeTitle: text(carriedOut ? '환불' : '거스름돈'),
    title: text('규칙'),
    explanation: text('설명'),
    how: text('방법'),
    promise: 'binding',
    gross: krw(decision.gross),
    fees: fee > 0n ? [{ code: 'issuer_fee', amount: krw(fee), payee: 'issuer', title: text('수수료') }] : [],
    net: krw(decision.gross - fee),
    arrivesBy: '2026-11-26',
    payout: carriedOut ? 'bank' : 'in_person',
    carriedOut,
    evidence: [],
    legalBasis: [{ ruleId: 'kr/fake', cite: '가짜법 제1조' }],
  }
}

const idOfReplay = ({ decisionId }: DecisionReplay) => ({ id: decisionId })

interface Kept extends Omit<Conversion, 'state' | 'net' | 'transitions' | 'payout'> {
  state: string
  net: { amountMinor: string; unit: string }
  transitions: Conversion['transitions'][number][]
  payout: Conversion['payout']
  looks: number
  serial: string
}

/** `decide` is the law of this server, from the facts of the instrument. */
export function createFakeServer(
  decide: (instrument: Readonly<Record<string, unknown>>) => FakeDecision,
  options: {
    readonly looksUntilPaid?: number
    readonly refuseAccount?: (accountNumber: string) => string | undefined
  } = {},
): FakeServer {
  const quotes = new Map<string, { json: QuoteJson; serial: string; option: ReturnType<typeof optionOf> | undefined }>()
  const conversions = new Map<string, Kept>()
  const keys = new Map<string, { body: string; answer: unknown }>()
  const converted = new Set<string>()
  const credits: FakeServer['credits'] = []
  const calls = new Map<string, number>()
  let count = 0
  const newId = (prefix: string) => `${prefix}_${String(++count).padStart(26, '0')}`
  const refuse = (status: number, code: string): never => {
    throw new ApiProblem({ status, code, detail: code })
  }

  function keyed<T>(key: string, body: unknown, act: () => T): T {
    const known = keys.get(key)
    if (known) return known.body === JSON.stringify(body) ? (known.answer as T) : refuse(422, 'idempotency_key_reused')
    const answer = act()
    keys.set(key, { body: JSON.stringify(body), answer })
    return answer
  }

  function view(conversion: Kept): Conversion {
    const { looks: _, serial: __, ...rest } = conversion
    return structuredClone(rest)
  }

  function progress(conversion: Kept): void {
    conversion.looks += 1
    if (conversion.state === 'paid' || conversion.looks < (options.looksUntilPaid ?? 2)) return
    conversion.state = 'paid'
    const amount = BigInt(conversion.net.amountMinor)
    credits.push({ conversionId: conversion.id, amount, serial: conversion.serial })
    conversion.payout = {
      id: newId('pay'),
      amount: conversion.net,
      state: 'settled',
      railReference: `R${credits.length}`,
    }
    const seq = conversion.transitions.length + 1
    conversion.transitions.push({
      seq,
      from: 'accepted',
      to: 'paid',
      actor: 'worker',
      reason: 'settled',
      at: '2026-11-23T00:00:00.000Z',
    })
  }

  function proofOf(name: string): ProofAnswer {
    const answer = server.proofs.get(name) ?? 'not_found'
    return typeof answer === 'string' ? refuse(answer === 'not_found' ? 404 : 409, answer) : answer
  }

  const server: FakeServer = {
    replays: [],
    proofs: new Map(),
    credits,
    calls,
    before: () => {},
    after: () => {},
    forgetKeys: () => keys.clear(),
    tamper: change => conversions.forEach(change),
    api: {
      url: 'http://fake',
      createQuote: request =>
        served('createQuote', () => {
          const instrument = request.instruments[0]!
          const decision = decide(instrument)
          const option = decision.decision === 'allow' ? optionOf(newId('opt'), decision) : undefined
          const id = newId('qte')
          const json = {
            id,
            expiresAt: '2026-11-23T01:00:00.000Z',
            packVersion: 'kr@fake',
            consent: { text: '동의', textHash: 'sha256:consent' },
            alternatives: [],
            items: [
              {
                ref: instrument.ref,
                decision: decision.decision,
                information: [],
                options: option ? [option] : [],
                refusals:
                  decision.decision === 'refuse'
                    ? [
                        {
                          ruleId: 'kr/no',
                          code: decision.code,
                          cite: '가짜법 제2조',
                          title: text('거절'),
                          explanation: text('안 돼요.'),
                        },
                      ]
                    : [],
                questions:
                  decision.decision === 'needs_facts' ? [{ fact: decision.fact, prompt: text('무엇인가요?') }] : [],
              },
            ],
          } as unknown as QuoteJson
          quotes.set(id, { json, serial: String(instrument.serial), option })
          return json
        }),
      getQuote: id => served('getQuote', () => quotes.get(id)?.json ?? refuse(404, 'not_found')),
      createHolder: (input, key) => served('createHolder', () => keyed(key, input, () => ({ id: newId('hld') }))),
      createPayoutAccount: (input, key) =>
        served('createPayoutAccount', () => {
          const code = options.refuseAccount?.(input.accountNumber)
          return code ? refuse(422, code) : keyed(key, input, () => ({ id: newId('pac') }))
        }),
      createConversion: (input, key) =>
        served('createConversion', () =>
          view(
            keyed(key, input, () => {
              const quote = quotes.get(input.quoteId) ?? refuse(404, 'not_found')
              if (input.consent.textHash !== 'sha256:consent') refuse(422, 'consent_mismatch')
              if (converted.has(quote.serial)) refuse(409, 'instrument_already_converted')
              converted.add(quote.serial)
              const option = quote.option as Kept & { ruleId: string }
              const conversion: Kept = {
                id: newId('cnv'),
                holderId: input.holderId,
                quoteId: input.quoteId,
                optionId: input.optionId,
                state: 'accepted',
                ruleId: option.ruleId,
                gross: option.gross,
                fees: option.fees,
                net: option.net,
                arrivesBy: option.arrivesBy,
                createdAt: '2026-11-23T00:00:00.000Z',
                transitions: [],
                payout: null,
                looks: 0,
                serial: quote.serial,
              }
              conversions.set(conversion.id, conversion)
              return conversion
            }),
          ),
        ),
      getConversion: id =>
        served('getConversion', () => {
          const conversion = conversions.get(id) ?? refuse(404, 'not_found')
          progress(conversion)
          return view(conversion)
        }),
      listConversions: ({ holderId }) =>
        served('listConversions', () => ({
          items: [...conversions.values()].filter(conversion => conversion.holderId === holderId).map(view),
        })),
      conversionTransfers: id => served('conversionTransfers', () => ({ items: transfersOf(id, credits) })),
      listAccounts: () => served('listAccounts', () => ({ items: [CASH] })),
      proveTransfer: id => served('proveTransfer', () => proofOf(id)),
      proveHead: book => served('proveHead', () => proofOf(book)),
      listDecisions: () => served('listDecisions', () => ({ items: server.replays.map(idOfReplay) })),
      replayDecision: id =>
        served('replayDecision', () => server.replays.find(each => each.decisionId === id) ?? refuse(404, 'not_found')),
      // One on a page, so that who reads only the first page is found out.
      listDecisionRecords: ({ cursor = '0' }) =>
        served('listDecisionRecords', () => {
          const at = Number.parseInt(cursor, 10)
          const items = server.replays.slice(at, at + 1).map(each => ({
            ...idOfReplay(each),
            packVersion: each.packVersion,
            record: { ref: each.decisionId, asOf: each.under.asOf, intent: 'any', instrument: { kind: 'game_cash' } },
          }))
          return { items, ...(at + 1 < server.replays.length && { nextCursor: String(at + 1) }) }
        }),
    },
  }

  async function served<T>(name: string, act: () => T): Promise<T> {
    calls.set(name, (calls.get(name) ?? 0) + 1)
    await new Promise(resolve => setImmediate(resolve))
    server.before(name)
    const answer = act()
    server.after(name)
    return answer
  }
  return server
}

const CASH: Account = { id: 'acc_cash', code: 'safeguarding_cash', unit: 'KRW', owner: null, balance: krw(0n) }

function transfersOf(conversionId: string, credits: FakeServer['credits']): Transfer[] {
  return credits
    .filter(credit => credit.conversionId === conversionId)
    .map((credit, index) => ({
      id: `trf_${index}`,
      journalId: 'jnl_1',
      debitAccountId: 'acc_clearing',
      creditAccountId: CASH.id,
      amount: krw(credit.amount),
      code: 'payout_cash',
      phase: 'post',
      occurredAt: '2026-11-23T00:00:00.000Z',
    }))
}

/** The server is not there. */
export const away = (): never => {
  throw new ApiUnreachable('away')
}

export const busy = (retryAfterSeconds: number): never => {
  throw new ApiProblem({ status: 503, code: 'overloaded', detail: 'busy', retryAfterSeconds })
}
