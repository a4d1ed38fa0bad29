// SPDX-License-Identifier: Apache-2.0
// Decides a quoted option once more, on the day it is accepted. An acceptance goes on only when today's decision is the
// one that was quoted; any difference is named, and the holder asks for a new quote.

import type { Id } from '../ids/index.ts'
import { INTENTS, type Intent } from '../instrument/index.ts'
import { decide, type Option, type Pack, readFacts } from '../policy/index.ts'
import type { LocalDate } from '../time/index.ts'
import type { OptionJson, QuoteInstrument } from './contract.ts'
import { priceOption } from './price.ts'
import type { QuoteOption } from './quote.ts'
import type { Tariff } from './tariff.ts'
import { optionToJson } from './to-json.ts'

/** What is kept of a quoted option so that it can be decided again at acceptance. */
export interface StoredOption {
  readonly intent: string
  readonly holder?: Readonly<Record<string, unknown>>
  readonly instrument: QuoteInstrument
  readonly option: OptionJson
}

export interface Difference {
  readonly field: string
  readonly was: string
  readonly is: string
}

export type ReDecision =
  | { readonly kind: 'same'; readonly option: QuoteOption }
  | { readonly kind: 'changed'; readonly differences: readonly Difference[] }

/**
 * What must not have changed between quote and acceptance. Not the arrival: it counts from the day of acceptance, as
 * the consent says, so a quote that is accepted after midnight or was asked for another day is still the same offer.
 */
const COMPARED: readonly (readonly [string, (option: OptionJson) => string])[] = [
  ['route', option => option.route],
  ['payout', option => option.payout],
  ['promise', option => option.promise],
  ['gross', option => `${option.gross.amountMinor} ${option.gross.unit}`],
  ['fees', option => option.fees.map(fee => `${fee.code} ${fee.amount.amountMinor} ${fee.payee}`).join(', ')],
  ['net', option => `${option.net.amountMinor} ${option.net.unit}`],
  ['legalBasis', option => option.legalBasis.map(basis => `${basis.ruleId} ${basis.source}`).join(', ')],
]

/**
 * The same option with its arrival counted from today, or every difference. Pure; the answer depends only on pack,
 * facts, day and tariff.
 */
export function reDecide(pack: Pack, stored: StoredOption, today: LocalDate, tariff: Tariff): ReDecision {
  const option = decideToday(pack, stored, today)
  if (typeof option === 'string')
    return { kind: 'changed', differences: [{ field: 'decision', was: 'allow', is: option }] }
  const priced = priceOption(option, stored.option.id as Id<'opt'>, tariff)
  const json = optionToJson(priced, { language: 'ko', currency: pack.currency })
  const differences = COMPARED.flatMap(([field, read]) => {
    const [was, is] = [read(stored.option), read(json)]
    return was === is ? [] : [{ field, was, is }]
  })
  return differences.length > 0 ? { kind: 'changed', differences } : { kind: 'same', option: priced }
}

/** Today's option by the rule that was quoted, or what the decision is instead. */
function decideToday(pack: Pack, stored: StoredOption, today: LocalDate): Option | string {
  const { instrument, holder } = stored
  const read = readFacts(pack, { instrument, form: 'wire', asOf: today, ...(holder && { holder }) })
  if (read.kind === 'unreadable') return 'unreadable_facts'
  const intent = INTENTS.find(each => each === stored.intent) ?? ('any' satisfies Intent)
  const decision = decide(pack, { asOf: today, intent, facts: read.facts })
  const option = decision.options.find(each => each.ruleId === stored.option.ruleId)
  return option ?? decision.refusals[0]?.code ?? decision.outcome
}
