// SPDX-License-Identifier: Apache-2.0
// Decides a stored item of a quote again, under the pack of its time or another, and names every difference. Pure:
// what was asked, what was answered and under which price come from the store; the clock stands still at that moment.

import type { Id } from '../ids/index.ts'
import type { Pack } from '../policy/index.ts'
import type { Instant, LocalDate } from '../time/index.ts'
import type { QuoteItemJson, QuoteJson, QuoteRequest, RequestProblem } from './contract.ts'
import { createQuote } from './create-quote.ts'
import type { Tariff } from './tariff.ts'
import { quoteToJson } from './to-json.ts'

/** What is kept of a quote. */
export interface StoredDecision {
  readonly request: QuoteRequest
  readonly answer: QuoteJson
  /** Which of its items. */
  readonly seq: number
  readonly createdAt: Instant
  readonly tariff: Tariff
}

export type Replayed =
  | { readonly kind: 'decided'; readonly item: QuoteItemJson }
  /** The facts cannot be read under this pack or for this date. */
  | { readonly kind: 'unreadable'; readonly problems: readonly RequestProblem[] }

/** The item decided again. `pack` is undefined for a quote of a place whose law we had not. */
export function replayItem(pack: Pack | undefined, stored: StoredDecision, asOf: LocalDate): Replayed {
  const { request, answer, seq, createdAt, tariff } = stored
  const instrument = request.instruments[seq]
  const ref = answer.items[seq]?.ref
  if (!instrument || ref === undefined) return { kind: 'unreadable', problems: [{ pointer: '', detail: 'No facts.' }] }
  const { jurisdiction, language, intent } = answer
  const alone = { ...request, jurisdiction, language, intent, asOf, instruments: [{ ...instrument, ref }] }
  const packs = new Map(pack ? [[jurisdiction, pack]] : [])
  const result = createQuote(packs, alone, { quoteId: answer.id as Id<'qte'>, now: createdAt, tariff })
  if (result.kind === 'invalid') return { kind: 'unreadable', problems: result.problems }
  return { kind: 'decided', item: quoteToJson(result.quote).items[0]! }
}

export interface FieldDifference {
  /** `decision`, `options.0.net.amountMinor`, `trace.3.outcome` … */
  readonly field: string
  /** Null where there is nothing. */
  readonly was: string | null
  readonly is: string | null
}

/** Every field in which two answers differ, in the order of the answer: the outcome first, the trace last. */
export function fieldDifferences(was: unknown, is: unknown): FieldDifference[] {
  const [before, after] = [leavesOf(was), leavesOf(is)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(field => {
    const change = { field, was: before.get(field) ?? null, is: after.get(field) ?? null }
    return change.was === change.is ? [] : [change]
  })
}

/** Values by the way to them. */
function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
  if (value === undefined) return leaves
  if (typeof value !== 'object' || value === null) return leaves.set(path, String(value))
  for (const [key, below] of Object.entries(value)) leavesOf(below, path === '' ? key : `${path}.${key}`, leaves)
  return leaves
}

/** What the best way to money pays; store credit is not money. Zero when there is none. */
export function bestNet(item: Pick<QuoteItemJson, 'options'>): bigint {
  return BigInt(item.options.find(({ payout }) => payout !== 'credit')?.net.amountMinor ?? '0')
}
