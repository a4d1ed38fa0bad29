// SPDX-License-Identifier: Apache-2.0
// What the engines are asked about: facts as people bring them, drawn by seed from the cases of the Korean pack, with
// kinds as often as they are asked about.

import { basesOf } from '../../packages/domain/src/policy/compile-facts.ts'
import { eraAt, fillFrame } from '../../packages/domain/src/policy/evaluate.ts'
import {
  type DecisionInput,
  type FactValue,
  type Pack,
  sampleInputs,
  writeRecord,
} from '../../packages/domain/src/policy/index.ts'
import type { QuoteInstrument, QuoteRequest } from '../../packages/domain/src/quote/index.ts'
import { type LocalDate, toEpochDay } from '../../packages/domain/src/time/index.ts'
import type { Plain, Question } from './rivals.ts'
import type { PackTerms, Variable } from './terms.ts'

/** Of a hundred: vouchers and prepaid money first, then phone bills. Our guess from what people ask; nobody counts. */
export const KINDS = {
  new_type_voucher: 40,
  prepaid_balance: 20,
  carrier_purchase: 10,
  card_points: 6,
  transit_card: 5,
  carrier_credit: 4,
  game_cash: 4,
  digital_content: 3,
  paper_voucher: 2,
  local_voucher: 2,
  electronic_money: 1,
  onnuri_voucher: 1,
  loyalty_points: 1,
  telecom_overpayment: 1,
}

export function take<T>(source: Iterator<T, unknown>, count: number): T[] {
  return Array.from({ length: count }, () => source.next().value as T)
}

/** Mixed facts over two years: some complete, some not, some about what the law forbids. */
export function mixedFacts(pack: Pack, count: number): DecisionInput[] {
  return take(sampleInputs(pack, pack.documents.cases, { seed: 20_261_123, kinds: KINDS }), count)
}

/** Facts that people rightly leave open, because the rules ask first whether they are known. */
const LEFT_OPEN: ReadonlySet<string> = new Set(['usedOn', 'issuer', 'billingMonth', 'chargedOn', 'buyerBirthDate'])

function plausible({ type, values }: NonNullable<Variable['fact']>, asOf: LocalDate): FactValue {
  if (type === 'money' || type === 'integer') return 10_000n
  if (type === 'boolean') return false
  if (type === 'date') return asOf
  return values?.[0] ?? 'x'
}

export interface Asked {
  readonly inputs: readonly DecisionInput[]
  readonly questions: readonly Question[]
}

/**
 * The same facts in both forms, all of one day. What the conditions of a kind read is filled in where it is missing,
 * because no rival has a third value: on these facts every condition is true or false.
 */
export function completeFacts(pack: Pack, terms: PackTerms, count: number): Asked {
  const asOf = pack.checkedOn
  const inputs: DecisionInput[] = []
  const questions: Question[] = []
  const source = sampleInputs(pack, pack.documents.cases, { seed: 7, kinds: KINDS, spanDays: 0 })
  while (inputs.length < count) {
    const sample = source.next().value
    const input = { ...sample, asOf, facts: complete(pack, sample, asOf) }
    const question = questionOf(pack, input, terms)
    if (!question) continue
    inputs.push(input)
    questions.push(question)
  }
  return { inputs, questions }
}

function readOf(kind: string, { byKind, variables }: PackTerms): Variable[] {
  const names = new Set(byKind.get(kind)?.flatMap(rule => [...rule.variables]))
  return [...names].map(name => variables.get(name)!)
}

function complete(pack: Pack, { facts }: DecisionInput, asOf: LocalDate): Record<string, FactValue> {
  const whole: Record<string, FactValue> = { ...facts }
  if (whole.fundingSource === 'unknown') whole.fundingSource = 'cash'
  const era = eraAt(pack.engine.eras, toEpochDay(asOf))
  for (const rule of era.rulesByKind.get(String(facts.kind)) ?? []) {
    for (const fact of basesOf(rule.when)) {
      if (!LEFT_OPEN.has(fact.name) && fact.assumed === undefined) whole[fact.name] ??= plausible(fact, asOf)
    }
  }
  // The holder is taken as the buyer: the rivals fail where an age is compared that is not there.
  const born = whole['holder.birthDate']
  if (born !== undefined) whole.buyerBirthDate ??= born
  return whole
}

function questionOf(pack: Pack, input: DecisionInput, terms: PackTerms): Question | undefined {
  const kind = String(input.facts.kind)
  const era = eraAt(pack.engine.eras, toEpochDay(input.asOf))
  const frame = fillFrame(pack, input, era)
  const rules = era.rulesByKind.get(kind)
  if (!rules || rules.some(rule => rule.when.evaluate(frame) === undefined)) return undefined
  const facts: Record<string, number | string | boolean> = {}
  for (const { name, fact, lifted } of readOf(kind, terms)) {
    const value = lifted ? lifted(frame) : frame.values[fact!.slot]
    if (value === undefined || typeof value === 'symbol' || typeof value === 'object') continue
    facts[name] = typeof value === 'bigint' ? Number(value) : value
  }
  return { kind, facts: facts satisfies Plain }
}

/** A quote request that states these facts as a caller would send them. */
export function requestFor(pack: Pack, inputs: readonly DecisionInput[]): QuoteRequest {
  const instruments = inputs.map((input, index) => {
    return { ...writeRecord(pack, input).instrument, ref: String(index) } as unknown as QuoteInstrument
  })
  return { jurisdiction: pack.jurisdiction, instruments }
}
