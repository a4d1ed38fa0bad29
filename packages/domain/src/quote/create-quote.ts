// SPDX-License-Identifier: Apache-2.0
// Makes a quote: reads the request, decides each instrument, prices each way, and adds the plan, the consent and the
// help that fits. Pure and total: the caller brings the id and the clock, and keeps what comes out.

import { covers } from '../calendar/index.ts'
import type { Id } from '../ids/index.ts'
import { money } from '../money/index.ts'
import {
  alternativesFor,
  type DecisionInput,
  decideAndTrace,
  type Option,
  type Pack,
  refuseAll,
  traceDecision,
} from '../policy/index.ts'
import { type Instant, type LocalDate, MINUTE } from '../time/index.ts'
import { actsOf, deadlinesOf, type ItemAhead, togetherOf, waitsOf } from './ahead.ts'
import { makeConsent } from './consent.ts'
import type { QuoteRequest } from './contract.ts'
import { makePlan } from './plan.ts'
import { optionId, priceOption } from './price.ts'
import type { Quote, QuoteAlternative, QuoteItem, QuotePlan, QuoteResult } from './quote.ts'
import { type ReadItem, type ReadRequest, readRequest } from './request.ts'
import type { Tariff } from './tariff.ts'

/** 30 minutes: long enough to read and ask somebody, short enough that the facts and the day are still the same. */
export const QUOTE_VALIDITY = 30 * MINUTE

export interface QuoteContext {
  readonly quoteId: Id<'qte'>
  readonly now: Instant
  readonly tariff: Tariff
}

/** What a quote under no pack calls its version and its currency. */
const NO_PACK = { version: 'none', currency: 'KRW' } as const

/**
 * The quote for a request. `packs` is keyed by jurisdiction (`KR`).
 * Refusals: by law in the items; a request that cannot be read in `problems`, with JSON Pointers.
 * Idempotent by: the same packs, request and context give the same quote to the letter.
 */
export function createQuote(
  packs: ReadonlyMap<string, Pack>,
  request: QuoteRequest,
  context: QuoteContext,
): QuoteResult {
  const read = readRequest(packs, request, context.now)
  if (read.kind === 'invalid') return read
  return { kind: 'quoted', quote: quoteFor(read.request, context) }
}

function quoteFor(request: ReadRequest, { quoteId, now, tariff }: QuoteContext): Quote {
  const { pack, asOf, language, intent, jurisdiction } = request
  const currency = pack?.currency ?? NO_PACK.currency
  const packVersion = pack?.version ?? NO_PACK.version
  const expiresAt = now + QUOTE_VALIDITY
  const utcOffsetMinutes = pack?.utcOffsetAt(expiresAt) ?? 0
  const items = request.items.map(item => quoteItem(item, request, quoteId, tariff))
  return {
    id: quoteId,
    jurisdiction,
    packVersion,
    currency,
    asOf,
    intent,
    language,
    createdAt: now,
    expiresAt,
    items,
    plan: makePlan(items, lookAhead(request, items), currency),
    alternatives: alternativesOf(request, items),
    consent: makeConsent({ items, currency, packVersion, asOf, language, expiresAt, utcOffsetMinutes }),
  }
}

type Decided = ReturnType<typeof decideAndTrace>

/** A pack too old today makes no quote for any date: the law may have changed since it was checked. */
function decideItem({ input }: ReadItem, pack: Pack | undefined, today: LocalDate): Decided {
  if (!pack || !input) return { decision: refuseAll('unknown_jurisdiction'), trace: [] }
  if (today <= pack.freshUntil) return decideAndTrace(pack, input)
  return { decision: refuseAll('pack_stale'), trace: traceDecision(pack, input) }
}

function quoteItem(item: ReadItem, request: ReadRequest, quoteId: Id<'qte'>, tariff: Tariff): QuoteItem {
  const { pack, today } = request
  const { decision: decided, trace } = decideItem(item, pack, today)
  const { options, lawfulRoutes, ...decision } = decided
  const price = (option: Option) => priceOption(option, optionId(quoteId, item.ref, option.ruleId), tariff)
  return {
    ref: item.ref,
    kind: item.kind,
    issuer: String(item.input?.facts.issuer ?? ''),
    decision,
    options: options.map(price),
    lawfulRoutes: lawfulRoutes.map(price),
    trace,
  }
}

/** Only for what was decided under fresh law, and not for what somebody wants to sell although that is refused. */
function lookAhead(
  { pack, today, items: read }: ReadRequest,
  items: readonly QuoteItem[],
): Pick<QuotePlan, 'waits' | 'acts' | 'deadlines'> {
  if (!pack || today > pack.freshUntil) return { waits: [], acts: [], deadlines: [] }
  const ahead = items.flatMap((item, index): ItemAhead[] => {
    const { input } = read[index]!
    return input && isDecidable(pack, item, input) ? [{ item, input }] : []
  })
  const deadlines = ahead.flatMap(each => deadlinesOf(each, pack))
  return {
    waits: ahead.flatMap(each => waitsOf(each, pack)),
    acts: [...ahead.flatMap(each => actsOf(each, pack)), ...togetherOf(ahead, pack)],
    deadlines: deadlines.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
  }
}

function isDecidable(pack: Pack, { lawfulRoutes, decision }: QuoteItem, { asOf, intent }: DecisionInput): boolean {
  const isEngines = decision.refusals.some(each => each.ruleId.startsWith('jandon/') && each.code !== 'no_lawful_route')
  return lawfulRoutes.length === 0 && !isEngines && covers(pack.calendar, asOf) && intent !== 'borrow'
}

/** First the lawful routes for what was refused, then the pack's list: each once, if it fits any of the instruments. */
function alternativesOf(
  { pack, items: inputs, language }: ReadRequest,
  items: readonly QuoteItem[],
): QuoteAlternative[] {
  if (!pack) return []
  const lawful = items.flatMap(item =>
    item.lawfulRoutes.map(option => ({
      code: 'lawful_route',
      title: option.title,
      description: option.explanation,
      contact: option.claimAt?.[language] ?? option.how[language],
      ref: item.ref,
      ruleId: option.ruleId,
      route: option.route,
      amount: money(option.netMinor, pack.currency),
    })),
  )
  const listed = new Map<string, QuoteAlternative>()
  for (const { input } of inputs) {
    if (!input) continue
    for (const { code, title, description, contact } of alternativesFor(pack, input)) {
      listed.set(code, { code, title, description, contact })
    }
  }
  return [...lawful, ...listed.values()]
}
