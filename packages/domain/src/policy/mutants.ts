// SPDX-License-Identifier: Apache-2.0
// The pack with one thing changed a little: a figure by its smallest unit, a first or last day by a day, one part of a
// condition left out. Cases that do not notice such a change do not show where the law draws its line.

import type { Rate } from '../money/index.ts'
import { fromEpochDay, parseLocalDate, toEpochDay } from '../time/index.ts'
import { decimalOf } from './decimal.ts'
import type { LocalText, ParameterDocument, UncoveredDocument } from './documents.ts'
import { eraAt } from './evaluate.ts'
import type { Expression, Value } from './expression/index.ts'
import { and } from './expression/operators.ts'
import type { CompiledRule, Era, Pack } from './pack.ts'

export interface Mutant {
  readonly collection: 'parameters' | 'rules'
  readonly id: string
  readonly field: string
  /** The word by which `uncovered` names it. */
  readonly change: string
  readonly uncovered: readonly UncoveredDocument[]
  /** What was changed, to be read after "No case notices when". */
  readonly words: LocalText
  /** What holds instead of an era for a kind on a day; undefined when nothing about them is changed. */
  readonly era: (era: Era, kind: string, day: number) => Era | undefined
}

/** Every small change of a pack. */
export function mutantsOf(pack: Pack): Mutant[] {
  return [
    ...pack.documents.parameters.flatMap((document, index) => parameterMutants(pack, document, index)),
    ...pack.engine.rules.flatMap(rule => [...dayMutants(rule, pack), ...conditionMutants(rule)]),
  ]
}

/** One per mille: finer than any share that law names, and coarse enough for one won of a usual amount to show. */
const RATIO_PARTS = 1000n

function moved(value: Value, direction: 1n | -1n): Value | undefined {
  if (typeof value === 'bigint') return value + direction < 0n ? undefined : value + direction
  if (typeof value !== 'object') return undefined
  const { numerator, denominator } = value as Rate
  const next = numerator * RATIO_PARTS + direction * denominator
  return next < 0n ? undefined : { numerator: next, denominator: denominator * RATIO_PARTS }
}

const shown = (value: Value) => (typeof value === 'object' ? decimalOf(value) : String(value))

function parameterMutants({ engine }: Pack, document: ParameterDocument, index: number): Mutant[] {
  const { id, values, uncovered = [] } = document
  const days = values.flatMap(({ from }) => parseLocalDate(from) ?? []).sort()
  const kinds = kindsReading(engine.rules, index)
  const mutant = (
    change: string,
    value: Value,
    [first, last]: readonly [number, number],
    words: LocalText,
  ): Mutant => ({
    collection: 'parameters',
    id,
    field: 'values',
    change,
    uncovered,
    words,
    era: (era, kind, on) => {
      if (on < first || on > last || !(kinds.has(kind) || kinds.has('any'))) return undefined
      return { ...era, parameters: era.parameters.map((each, slot) => (slot === index ? value : each)) }
    },
  })
  const valueOn = (day: number) => eraAt(engine.eras, day).parameters[index]
  return days.flatMap((day, at) => {
    const from = toEpochDay(day)
    const next = days[at + 1]
    const value = valueOn(from)
    const before = at === 0 ? undefined : valueOn(from - 1)
    if (value === undefined) return []
    const figure = { ko: `param.${id}(${day}부터 ${shown(value)})`, en: `param.${id} (${shown(value)} from ${day})` }
    const all = [from, next === undefined ? Number.MAX_SAFE_INTEGER : toEpochDay(next) - 1] as const
    const [higher, lower] = [moved(value, 1n), moved(value, -1n)]
    const found: Mutant[] = []
    if (higher !== undefined) {
      const ko = `${figure.ko}을 ${shown(higher)}로 올려도(up)`
      found.push(mutant('up', higher, all, { ko, en: `${figure.en} is moved up to ${shown(higher)}` }))
    }
    if (lower !== undefined) {
      const ko = `${figure.ko}을 ${shown(lower)}로 내려도(down)`
      found.push(mutant('down', lower, all, { ko, en: `${figure.en} is moved down to ${shown(lower)}` }))
    }
    // The first value begins no sooner than the rules that read it; later ones replace another on their day.
    if (before !== undefined) {
      const later = { ko: `${figure.ko}을 하루 늦춰도(later)`, en: `${figure.en} begins a day later (later)` }
      const earlier = { ko: `${figure.ko}을 하루 당겨도(earlier)`, en: `${figure.en} begins a day earlier (earlier)` }
      found.push(mutant('later', before, [from, from], later), mutant('earlier', value, [from - 1, from - 1], earlier))
    }
    return found
  })
}

/** Kinds of the rules that read a parameter, themselves or through what facts are derived from. */
function kindsReading(rules: readonly CompiledRule[], index: number): Set<string> {
  const reads = (expression: Expression | undefined): boolean =>
    expression !== undefined &&
    (expression.parameters.some(each => each.index === index) || expression.facts.some(fact => reads(fact.derivation)))
  return new Set(
    rules
      .filter(
        rule => rule.refusesSale || rule.parameters.some(each => each.index === index) || partsOf(rule).some(reads),
      )
      .flatMap(rule => rule.document.kinds),
  )
}

function partsOf({ when, gross, fees, arrival, claimBy, lateInterest }: CompiledRule): (Expression | undefined)[] {
  const count = 'count' in arrival ? arrival.count : undefined
  return [when, gross?.base, gross?.share, ...fees.map(fee => fee.amount), count, claimBy, lateInterest]
}

const speaksOf = ({ document: { kinds } }: CompiledRule, kind: string) => kinds.includes('any') || kinds.includes(kind)

/** The era with another list of rules for one kind. */
function withRules(era: Era, kind: string, change: (rules: readonly CompiledRule[]) => readonly CompiledRule[]): Era {
  return { ...era, rulesByKind: new Map([[kind, change(era.rulesByKind.get(kind) ?? [])]]) }
}

function dayMutants(rule: CompiledRule, { engine }: Pack): Mutant[] {
  const mutant = (change: string, day: number, isIn: boolean, words: LocalText): Mutant => ({
    collection: 'rules',
    id: rule.id,
    field: 'effective',
    change,
    uncovered: rule.document.uncovered ?? [],
    words,
    era: (era, kind, on) => {
      if (on !== day || !speaksOf(rule, kind)) return undefined
      if (!isIn) return withRules(era, kind, rules => rules.filter(each => each !== rule))
      return withRules(era, kind, rules => engine.rules.filter(each => each === rule || rules.includes(each)))
    },
  })
  const first = fromEpochDay(rule.from)
  // Where a figure has no value, a rule that reads it is not in force whatever its days say.
  const hasFigures = (day: number) =>
    rule.parameters.every(({ index }) => eraAt(engine.eras, day).parameters[index] !== undefined)
  const earlier = mutant('first_day_earlier', rule.from - 1, true, {
    ko: `${rule.id}의 첫날(${first})을 하루 당겨도(first_day_earlier)`,
    en: `the first day of ${rule.id} (${first}) is moved a day earlier (first_day_earlier)`,
  })
  const found = [
    mutant('first_day_later', rule.from, false, {
      ko: `${rule.id}의 첫날(${first})을 하루 늦춰도(first_day_later)`,
      en: `the first day of ${rule.id} (${first}) is moved a day later (first_day_later)`,
    }),
    ...(hasFigures(rule.from - 1) ? [earlier] : []),
  ]
  if (rule.until === Number.MAX_SAFE_INTEGER) return found
  const last = fromEpochDay(rule.until)
  return [
    ...found,
    mutant('last_day_earlier', rule.until, false, {
      ko: `${rule.id}의 마지막 날(${last})을 하루 당겨도(last_day_earlier)`,
      en: `the last day of ${rule.id} (${last}) is moved a day earlier (last_day_earlier)`,
    }),
    mutant('last_day_later', rule.until + 1, true, {
      ko: `${rule.id}의 마지막 날(${last})을 하루 늦춰도(last_day_later)`,
      en: `the last day of ${rule.id} (${last}) is moved a day later (last_day_later)`,
    }),
  ]
}

function conditionMutants(rule: CompiledRule): Mutant[] {
  const { parts } = rule.when
  const conditions = parts?.operator === '&&' ? parts.of : [rule.when]
  // A condition that is always true says nothing that could be left out.
  return conditions
    .filter(each => each.constant !== true)
    .map((dropped): Mutant => {
      const of = conditions.filter(each => each !== dropped)
      const when: Expression = {
        ...rule.when,
        evaluate: and(of.map(each => each.evaluate)),
        parts: { operator: '&&', of },
        facts: [...new Set(of.flatMap(each => each.facts))],
        parameters: [...new Set(of.flatMap(each => each.parameters))],
      }
      const other: CompiledRule = { ...rule, when }
      return {
        collection: 'rules',
        id: rule.id,
        field: 'when',
        change: dropped.text,
        uncovered: rule.document.uncovered ?? [],
        words: {
          ko: `${rule.id}의 조건에서 "${dropped.text}"를 빼도`,
          en: `"${dropped.text}" is left out of the condition of ${rule.id}`,
        },
        era: (era, kind) => {
          if (!speaksOf(rule, kind) || !era.rulesByKind.get(kind)?.includes(rule)) return undefined
          return withRules(era, kind, rules => rules.map(each => (each === rule ? other : each)))
        },
      }
    })
}
