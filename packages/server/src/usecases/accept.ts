// SPDX-License-Identifier: Apache-2.0
// Accepting an option: everything that must hold is checked first, with no transaction open; then all acceptances that
// arrived together are written in one transaction. A decision that was refused finds no way through here.

import { assert } from '@jandon/domain/assert'
import { decideAccept, faceValueOf } from '@jandon/domain/conversion'
import { deriveId, type Id, isId, newId } from '@jandon/domain/ids'
import { parseMoney } from '@jandon/domain/money'
import { type OptionJson, type QuoteItemJson, type ReDecision, reDecide } from '@jandon/domain/quote'
import { formatInstant, type LocalDate, localDateAt } from '@jandon/domain/time'
import { createBatcher, type Rail, type Source } from '../ports/index.ts'
import type { Conversion, Holder, Instrument, KeyedRequest, PayoutAccount, StoredQuote } from '../store/index.ts'
import { type Acceptance, writeAcceptances, writeAtOnce } from './acceptances.ts'
import { actorOf, done, holderOf, mayActFor, notFound, refused } from './access.ts'
import type { Caller, ConversionView, NewConversion, Outcome, Refusal, Usecases } from './contract.ts'
import type { Begun, UsecaseDeps } from './deps.ts'
import { instrumentIdOf } from './holders.ts'
import { createWrites, type Keyed, keyOf, MAX_WAITING, overloaded } from './keyed.ts'
import { askInTime } from './outside.ts'
import { conversionView } from './views.ts'

interface Loaded {
  readonly quote: StoredQuote | undefined
  readonly holder: Holder | undefined
  readonly account: PayoutAccount | undefined
}

/** An option that may be converted now, with what it belongs to. */
interface Accepted {
  readonly quote: StoredQuote
  readonly item: QuoteItemJson
  readonly option: OptionJson
  readonly holder: Holder
  readonly account: PayoutAccount
  readonly source: Source
  readonly rail: Rail
  readonly acceptedAt: number
}

export function createAcceptUsecase(deps: UsecaseDeps, keyed: Keyed): Pick<Usecases, 'createConversion'> {
  const { database, store } = deps
  // What an acceptance needs to read is read for all that arrived together.
  const loads = createBatcher<NewConversion, Loaded>({
    run: async inputs => {
      const ids = (read: (input: NewConversion) => string) => [...new Set(inputs.map(read))]
      const [quotes, holders, accounts] = await Promise.all([
        store.quotes.load(
          database.pool,
          ids(input => input.quoteId),
        ),
        store.holders.load(
          database.pool,
          ids(input => input.holderId),
        ),
        store.payoutAccounts.load(
          database.pool,
          ids(input => input.payoutAccountId),
        ),
      ])
      return inputs.map(input => ({
        quote: quotes.get(input.quoteId),
        holder: holders.get(input.holderId),
        account: accounts.get(input.payoutAccountId),
      }))
    },
    maxBatch: 256,
    maxWaiting: MAX_WAITING,
    concurrency: 1,
  })
  // What the worker of this process has in hand already, until it is committed.
  const begun = new WeakMap<Acceptance, Begun>()
  const write = createWrites<Acceptance, ConversionView>(deps, {
    async careful(tx, acceptances) {
      for (const each of acceptances) begun.delete(each)
      const refusals = await writeAcceptances(deps, tx, acceptances)
      deps.crash.reach('accept_before_commit')
      return refusals
    },
    async hopeful(tx, acceptances) {
      const isAsHoped = await writeAtOnce(deps, tx, acceptances, begun)
      if (isAsHoped) deps.crash.reach('accept_before_commit')
      return isAsHoped
    },
  })

  return {
    async createConversion(caller, input, idempotency) {
      if (!mayActFor(caller, input.holderId)) return notFound('holder', '/holderId')
      const key = keyOf(caller, idempotency)
      return keyed(key, async () => {
        const load = isId('qte', input.quoteId)
          ? loads.add(input)
          : Promise.resolve<Loaded>({ quote: undefined, holder: undefined, account: undefined })
        if (!load) return overloaded()
        const accepted = decide(deps, caller, input, await load)
        if (accepted.kind === 'refused') return accepted
        const confirmed = await confirmEstimate(deps, accepted.value)
        if (confirmed.kind === 'refused') return confirmed
        const acceptance = newAcceptance(deps, caller, input, accepted.value)
        const outcome = await commit(deps, write, key, acceptance)
        if (outcome.kind === 'done' && !outcome.replayed) {
          const call = begun.get(acceptance)
          if (call) call.begin()
          else deps.onWork()
        }
        return outcome
      })
    },
  }
}

async function commit(
  deps: UsecaseDeps,
  write: ReturnType<typeof createWrites<Acceptance, ConversionView>>,
  key: KeyedRequest | undefined,
  acceptance: Acceptance,
): Promise<Outcome<ConversionView>> {
  const { conversion } = acceptance
  const first = {
    seq: 1,
    from: null,
    event: 'accept',
    to: conversion.state,
    actor: conversion.actor,
    reason: 'consent_given',
    at: conversion.createdAt,
  }
  const view = conversionView(conversion, new Map([[conversion.id, [first]]]))
  const outcome = await write({ key, plan: acceptance, view })
  if (outcome.kind === 'done' && !outcome.replayed) deps.crash.reach('accept_committed', conversion.id)
  return outcome
}

/** The pack as of today decides again, with the facts of the quote and the holder's own birth date as we know it. */
function decideToday(
  deps: UsecaseDeps,
  quote: StoredQuote,
  item: QuoteItemJson,
  option: OptionJson,
  holder: Holder,
  today: LocalDate,
): ReDecision | undefined {
  const pack = deps.packs.get(quote.answer.jurisdiction)
  if (!pack || today > pack.freshUntil) return undefined
  const index = quote.answer.items.indexOf(item)
  const instrument = quote.request.instruments[index]
  assert(instrument !== undefined, 'A quoted item has an instrument in the request.')
  const facts = { ...quote.request.holder, ...(holder.birthDate === undefined ? {} : { birthDate: holder.birthDate }) }
  const stored = {
    intent: quote.answer.intent,
    ...(Object.keys(facts).length === 0 ? {} : { holder: facts }),
    instrument,
    option,
  }
  return reDecide(pack, stored, today, deps.tariff)
}

function decide(deps: UsecaseDeps, caller: Caller, input: NewConversion, loaded: Loaded): Outcome<Accepted> {
  const { quote, holder, account } = loaded
  if (!holder) return notFound('holder', '/holderId')
  const mayUse = quote && (quote.holderId === null || quote.holderId === holder.id || holderOf(caller) === null)
  if (!quote || !mayUse) return notFound('quote', '/quoteId')
  if (!account) return notFound('payout account', '/payoutAccountId')
  const item = quote.answer.items.find(each => each.options.some(option => option.id === input.optionId))
  const option = item?.options.find(each => each.id === input.optionId)
  const now = deps.clock.now()
  const today = localDateAt(now, deps.packs.get(quote.answer.jurisdiction)?.utcOffsetAt(now) ?? 0)
  const decision = decideAccept({
    quote: { ...quote.answer, createdAt: quote.createdAt, expiresAt: quote.expiresAt },
    option,
    refused: quote.answer.items.every(each => each.decision === 'refuse'),
    today: item && option && decideToday(deps, quote, item, option, holder, today),
    holder: { id: holder.id, name: holder.name, birthDate: holder.birthDate },
    payoutAccount: account,
    consent: input.consent,
    now,
    on: today,
  })
  if (decision.kind === 'refuse') return { kind: 'refused', refusal: explain(decision, quote) }
  const { source, rail } = deps
  if (!source || !rail || !item) return refused('route_not_carried_out')
  return done({ quote, item, option: decision.option, holder, account, source, rail, acceptedAt: decision.acceptedAt })
}

/** A refused decision is explained by the articles that the quote already named. */
function explain(decision: Extract<ReturnType<typeof decideAccept>, { kind: 'refuse' }>, quote: StoredQuote): Refusal {
  const { code, params, pointer } = decision
  const lawRefusals = code === 'decision_refused' ? quote.answer.items.flatMap(item => item.refusals) : []
  const reasons = [...new Set(lawRefusals.map(refusal => refusal.code))].join(', ')
  return {
    code,
    ...(reasons === '' ? (params ? { params } : {}) : { params: { reasons } }),
    ...(pointer === undefined
      ? {}
      : { errors: [{ pointer, detail: 'Write when the holder agreed; not in the future.' }] }),
    ...(lawRefusals.length === 0 ? {} : { legalBasis: lawRefusals.flatMap(refusal => refusal.legalBasis) }),
  }
}

/** An estimate becomes a promise only in the issuer's own words: asked now, the same amount or no conversion. */
async function confirmEstimate(deps: UsecaseDeps, accepted: Accepted): Promise<Outcome<null>> {
  const { option, source, quote, item } = accepted
  if (option.promise === 'binding') return done(null)
  const gross = parseMoney(option.gross)
  assert(gross !== undefined, 'A quoted amount can be read.')
  const { issuer, faceValue } = faceValueOf(quote.request.instruments[quote.answer.items.indexOf(item)]!, gross)
  const answer = await askInTime(
    deps,
    source.timeoutMs,
    source.confirmAmount({
      issuer,
      kind: item.kind,
      serial: quote.serials[item.ref],
      faceValue,
      gross,
      ruleId: option.ruleId,
    }),
  )
  if (answer === undefined) return refused('issuer_unavailable')
  if (answer.kind === 'unavailable')
    return refused('issuer_unavailable', { retryAfterSeconds: answer.retryAfterSeconds })
  if (answer.kind === 'refused') return refused('issuer_refused', { params: { reason: answer.code } })
  if (answer.gross.amountMinor === gross.amountMinor && answer.gross.unit === gross.unit) return done(null)
  return refused('estimate_changed', {
    params: {
      quoted: gross.amountMinor.toString(),
      confirmed: answer.gross.amountMinor.toString(),
      unit: answer.gross.unit,
    },
  })
}

function newAcceptance(deps: UsecaseDeps, caller: Caller, input: NewConversion, accepted: Accepted): Acceptance {
  const { quote, item, option, holder, account, source, rail, acceptedAt } = accepted
  const now = deps.clock.now()
  const gross = parseMoney(option.gross)
  const net = parseMoney(option.net)
  const facts = quote.request.instruments[quote.answer.items.indexOf(item)]
  assert(gross !== undefined && net !== undefined && facts !== undefined, 'A quoted option can be read.')
  const { issuer, faceValue } = faceValueOf(facts, gross)
  const serial = quote.serials[item.ref]
  const id = newId('cnv', now, deps.randomness.bytes(10))
  const instrument: Instrument = {
    id: instrumentIdOf(deps.store, issuer, serial, quote.id, item.ref),
    holderId: holder.id,
    kind: item.kind,
    issuer,
    faceValue,
    serial,
    facts,
    createdAt: now,
  }
  const conversion: Conversion = {
    id,
    holderId: holder.id,
    instrumentId: instrument.id,
    quoteId: quote.id,
    optionId: option.id as Id<'opt'>,
    payoutAccountId: account.id,
    state: 'accepted',
    inDoubt: false,
    seq: 1,
    ruleId: option.ruleId,
    route: option.route,
    packVersion: quote.answer.packVersion,
    gross,
    net,
    fees: option.fees.map(fee => ({ code: fee.code, payee: fee.payee, amountMinor: fee.amount.amountMinor })),
    issuer,
    faceValue,
    source: source.name,
    redemptionReference: deriveId('red', id, 'redemption'),
    rail: rail.name,
    arrivesBy: option.arrivesBy,
    consent: {
      language: input.consent.language,
      acceptedAt: formatInstant(acceptedAt),
      textHash: input.consent.textHash,
    },
    actor: actorOf(caller),
    createdAt: now,
    payout: null,
  }
  return { conversion, instrument, account }
}
