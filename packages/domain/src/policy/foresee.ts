// SPDX-License-Identifier: Apache-2.0
// What the same rules would say on another day, or with less left: found by asking the compiled conditions at other
// values, so that no country's law is written here. A rule is only asked when everything else about it holds already.

import { covers } from '../calendar/index.ts'
import { addDays, fromEpochDay, type LocalDate, startOfMonth, toEpochDay } from '../time/index.ts'
import { basesOf } from './compile-facts.ts'
import { decideOnDay } from './decide.ts'
import type { DecisionInput, FactValue, Option } from './decision.ts'
import { eraAt, fillFrame } from './evaluate.ts'
import type { Expression, Frame, Value } from './expression/index.ts'
import type { CompiledRule, Pack } from './pack.ts'

/** A way that opens: on another day, or by using more. */
export interface Opening {
  readonly option: Option
  /** The day from which it is open: today, for what opens by acting. */
  readonly from: LocalDate
  /** How much is left then. Absent when nothing needs to be used. */
  readonly remaining?: bigint
}

/** Days after the date of the decision at which the rules are asked, beside those that the facts themselves name. */
const STEPS = [7, 31, 92, 183, 366, 731]

const slotsRead = new WeakMap<Expression, ReadonlySet<number>>()

function reads(part: Expression, slot: number): boolean {
  let slots = slotsRead.get(part)
  if (!slots) {
    slots = new Set(basesOf(part).map(fact => fact.slot))
    slotsRead.set(part, slots)
  }
  return slots.has(slot)
}

/** Whether a condition that does not hold could come to hold when only one fact changes. */
function couldTurn({ when }: CompiledRule, slot: number, frame: Frame): boolean {
  if (!reads(when, slot)) return false
  const parts = when.parts?.operator === '&&' ? when.parts.of : [when]
  return parts.every(part => reads(part, slot) || part.evaluate(frame) === true)
}

const cashRules = new WeakMap<Pack, Map<string, readonly CompiledRule[]>>()

/** Rules of any time by which this kind may become money. */
function cashRulesFor(pack: Pack, kind: string): readonly CompiledRule[] {
  const byKind = cashRules.get(pack) ?? new Map<string, readonly CompiledRule[]>()
  cashRules.set(pack, byKind)
  const known = byKind.get(kind)
  if (known) return known
  const rules = pack.engine.rules.filter(({ verdict, route, document: { kinds } }) => {
    return verdict === 'allow' && route?.payout !== 'credit' && (kinds.includes(kind) || kinds.includes('any'))
  })
  // Only kinds that the pack knows are kept, so that made-up ones cannot fill the memory.
  if (pack.engine.kinds.has(kind)) byKind.set(kind, rules)
  return rules
}

/** Asks rules about the same facts again and again, each time with one of them changed. */
interface Probe {
  readonly pack: Pack
  readonly today: number
  /** The facts as stated. */
  readonly frame: Frame
  /** The same facts, derived ones still open, with one slot changed. */
  readonly changed: (slot: number, value: Value, parameters?: Frame['parameters']) => Frame
}

function createProbe(pack: Pack, input: DecisionInput): Probe {
  const today = toEpochDay(input.asOf)
  const stated = fillFrame(pack, input, eraAt(pack.engine.eras, today))
  const changed: Probe['changed'] = (slot, value, parameters = stated.parameters) => {
    const values = stated.values.slice()
    values[slot] = value
    return { ...stated, values, parameters }
  }
  return { pack, today, frame: changed(pack.engine.slots.asOf, today), changed }
}

function holdsOn(rule: CompiledRule, day: number, { pack: { engine }, changed }: Probe): boolean {
  if (day < rule.from || day > rule.until) return false
  const { parameters } = eraAt(engine.eras, day)
  if (rule.parameters.some(({ index }) => parameters[index] === undefined)) return false
  return rule.when.evaluate(changed(engine.slots.asOf, day, parameters)) === true
}

/** The first day after `low` and up to `high` of one answer that differs from the answer on `low`. */
function turningDay(low: number, high: number, answer: (day: number) => boolean): number {
  const before = answer(low)
  let [first, last] = [low, high]
  while (last - first > 1) {
    const middle = (first + last) >> 1
    if (answer(middle) === before) first = middle
    else last = middle
  }
  return last
}

/** Days on which something about these facts may change, ascending: stated days, month starts, changes of law. */
function daysAhead(pack: Pack, { asOf, facts }: DecisionInput): number[] {
  const today = toEpochDay(asOf)
  const last = Math.min(today + STEPS.at(-1)!, pack.calendar.until)
  const days = new Set<number>()
  const add = (day: number) => {
    if (day > today && day <= last) days.add(day)
  }
  for (const [name, value] of Object.entries(facts)) {
    if (pack.engine.facts.get(name)?.spec.type !== 'date') continue
    const stated = toEpochDay(value as LocalDate)
    add(stated)
    add(stated + 1)
  }
  for (const { from } of pack.engine.eras) add(from)
  for (const step of STEPS) add(today + step)
  add(toEpochDay(startOfMonth(addDays(startOfMonth(asOf), 31))))
  add(today + 1)
  return [...days].sort((a, b) => a - b)
}

/** The option by a rule for these facts, if nothing stands against it. */
function optionBy(rule: CompiledRule, pack: Pack, input: DecisionInput): Option | undefined {
  if (!covers(pack.calendar, input.asOf)) return undefined
  return decideOnDay(pack, input).options.find(option => option.ruleId === rule.id)
}

/**
 * Ways to money that open by waiting, each from its first day. Today's law is taken to stay as it is, with the changes
 * that are known already; days after the pack's `freshUntil` are the caller's to mark.
 */
export function opensLater(pack: Pack, input: DecisionInput): Opening[] {
  const rules = cashRulesFor(pack, String(input.facts.kind))
  if (rules.length === 0) return []
  const probe = createProbe(pack, input)
  const { today, frame } = probe
  let days: number[] | undefined
  return rules.flatMap(rule => {
    const isInForce = rule.from <= today
    if (rule.until < today || (isInForce && !couldTurn(rule, pack.engine.slots.asOf, frame))) return []
    const holds = (day: number) => holdsOn(rule, day, probe)
    if (holds(today)) return []
    days ??= daysAhead(pack, input)
    const at = days.findIndex(holds)
    if (at < 0) return []
    const from = fromEpochDay(turningDay(days[at - 1] ?? today, days[at]!, holds))
    const option = optionBy(rule, pack, { ...input, asOf: from })
    return option ? [{ option, from }] : []
  })
}

/** The last day on which an option by this rule stands, when a day within two years ends it. */
export function lastDayOf(pack: Pack, input: DecisionInput, ruleId: string): LocalDate | undefined {
  const rule = pack.engine.rules.find(each => each.id === ruleId)
  if (!rule || (!reads(rule.when, pack.engine.slots.asOf) && rule.until === Number.MAX_SAFE_INTEGER)) return undefined
  const probe = createProbe(pack, input)
  const holds = (day: number) => holdsOn(rule, day, probe)
  let before = probe.today
  if (!holds(before)) return undefined
  for (const day of daysAhead(pack, input)) {
    if (!holds(day)) return fromEpochDay(turningDay(before, day, holds) - 1)
    before = day
  }
  return undefined
}

/** What is left on an instrument, under the name that a holder stated it by. */
export const LEFT_FACTS = ['remaining', 'balance'] as const

/** Parts of what is left, at which the rules are asked: twentieths find every ratio that we have seen in law. */
const PARTS = 20n

/**
 * Ways to money that open by using more first, each with the most that can be left. Only for what is counted down by
 * use; the holder keeps what is bought with it.
 */
export function opensByUsing(pack: Pack, input: DecisionInput): Opening[] {
  const name = LEFT_FACTS.find(each => input.facts[each] !== undefined)
  const left = name && input.facts[name]
  const spec = name && pack.engine.expressionFacts.get(name)
  if (typeof left !== 'bigint' || left <= 1n || !name || !spec) return []
  const { today, frame, changed } = createProbe(pack, input)
  const withLeft = (remaining: bigint): DecisionInput => {
    return { ...input, facts: { ...input.facts, [name]: remaining satisfies FactValue } }
  }
  return cashRulesFor(pack, String(input.facts.kind)).flatMap(rule => {
    if (rule.from > today || rule.until < today || !couldTurn(rule, spec.slot, frame)) return []
    if (rule.parameters.some(({ index }) => frame.parameters[index] === undefined)) return []
    if (rule.when.evaluate(frame) === true) return []
    const holds = (value: bigint) => rule.when.evaluate(changed(spec.slot, value)) === true
    const remaining = mostLeft(left, holds)
    const option = remaining && optionBy(rule, pack, withLeft(remaining))
    return remaining && option ? [{ option, from: input.asOf, remaining }] : []
  })
}

/** The largest amount below `left` at which a condition holds; undefined when it holds at none that was tried. */
function mostLeft(left: bigint, holds: (value: bigint) => boolean): bigint | undefined {
  for (let part = PARTS - 1n; part >= 1n; part--) {
    let low = (left * part) / PARTS
    if (low < 1n || !holds(low)) continue
    let high = (left * (part + 1n)) / PARTS
    while (high - low > 1n) {
      const middle = (low + high) / 2n
      if (holds(middle)) low = middle
      else high = middle
    }
    return low
  }
  return undefined
}
