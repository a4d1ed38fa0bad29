// SPDX-License-Identifier: Apache-2.0
// Quotes and the decisions in them: made by the domain, kept with everything needed to make them again.

import { isId, newId } from '@jandon/domain/ids'
import { ENGINE_VERSION } from '@jandon/domain/policy'
import {
  createQuote,
  type QuoteInstrument,
  type QuoteJson,
  type QuoteRequest,
  quoteToJson,
  writeTariff,
} from '@jandon/domain/quote'
import { decisionId, type StoredQuote } from '../store/index.ts'
import { done, holderOf, invalid, isReader, notFound, refused } from './access.ts'
import type { Caller, DecisionView, Usecases } from './contract.ts'
import type { UsecaseDeps } from './deps.ts'
import { createWrites } from './keyed.ts'
import { readSerial, SERIAL_MAX } from './serial.ts'

/**
 * Takes the serial numbers out of a request: they identify an instrument and decide nothing, so they must not reach a
 * decision or its trace. Undefined when one cannot be read.
 */
function takeSerials(
  request: QuoteRequest,
): { request: QuoteRequest; serials: Record<string, string> } | { invalidAt: string } {
  const serials: Record<string, string> = {}
  if (!Array.isArray(request.instruments)) return { request, serials }
  const instruments: QuoteInstrument[] = []
  for (const [index, instrument] of request.instruments.entries()) {
    if (typeof instrument !== 'object' || instrument === null || !('serial' in instrument)) {
      instruments.push(instrument)
      continue
    }
    const { serial: written, ...rest } = instrument
    const serial = readSerial(written)
    if (serial === undefined) return { invalidAt: `/instruments/${index}/serial` }
    serials[String(rest.ref ?? index)] = serial
    instruments.push(rest)
  }
  return { request: { ...request, instruments }, serials }
}

/** Whether a caller may read a quote: its holder, an operator, and for a quote of nobody whoever knows its id. */
export function isVisible(quote: Pick<StoredQuote, 'holderId'>, caller: Caller): boolean {
  if (caller.role === 'operator') return isReader(caller) || quote.holderId === null
  return quote.holderId === null || quote.holderId === holderOf(caller)
}

export function createQuoteUsecases(deps: UsecaseDeps) {
  const { database, store, clock, randomness } = deps
  const madeBy = { engine: ENGINE_VERSION, tariff: writeTariff(deps.tariff) }
  const write = createWrites<StoredQuote, QuoteJson>(deps, {
    async careful(tx, quotes) {
      await store.quotes.insert(tx, quotes)
      return quotes.map(() => null)
    },
  })

  async function find(caller: Caller, id: string): Promise<StoredQuote | undefined> {
    if (!isId('qte', id)) return undefined
    const quote = (await store.quotes.load(database.pool, [id])).get(id)
    return quote && isVisible(quote, caller) ? quote : undefined
  }

  const decisionView = (quote: StoredQuote, seq: number): DecisionView | undefined => {
    const item = quote.answer.items[seq]
    return (
      item && {
        id: decisionId(quote.id, seq),
        quoteId: quote.id,
        ref: item.ref,
        outcome: item.decision,
        packVersion: quote.answer.packVersion,
        asOf: quote.answer.asOf,
        item,
      }
    )
  }

  const usecases: Pick<Usecases, 'createQuote' | 'getQuote' | 'getDecision' | 'listDecisions'> = {
    async createQuote(caller, input) {
      const taken = takeSerials(input)
      if ('invalidAt' in taken) {
        return invalid(taken.invalidAt, `Write the serial number as a text of 1 to ${SERIAL_MAX} characters.`)
      }
      const now = clock.now()
      const quoteId = newId('qte', now, randomness.bytes(10))
      const result = createQuote(deps.packs, taken.request, { quoteId, now, tariff: deps.tariff })
      if (result.kind === 'invalid') return refused('invalid_request', { errors: result.problems })
      const answer = quoteToJson(result.quote)
      const plan: StoredQuote = {
        id: quoteId,
        holderId: holderOf(caller),
        request: taken.request,
        serials: taken.serials,
        answer,
        madeBy,
        createdAt: result.quote.createdAt,
        expiresAt: result.quote.expiresAt,
      }
      return write({ key: undefined, plan, view: answer })
    },
    async getQuote(caller, id) {
      const quote = await find(caller, id)
      return quote ? done(quote.answer) : notFound('quote')
    },
    async getDecision(caller, id) {
      const found = isId('dec', id) ? await store.quotes.findDecision(database.pool, id) : undefined
      const quote = found && (await find(caller, found.quoteId))
      const view = quote && decisionView(quote, found.seq)
      return view ? done(view) : notFound('decision')
    },
    async listDecisions(caller, quoteId) {
      const quote = await find(caller, quoteId)
      if (!quote) return notFound('quote')
      return done({ items: quote.answer.items.flatMap((_, seq) => decisionView(quote, seq) ?? []) })
    },
  }
  return usecases
}
