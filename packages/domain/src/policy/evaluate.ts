// SPDX-License-Identifier: Apache-2.0
// The part of deciding that looks at facts: fills a frame, finds the rules in force for the kind, asks each condition.

import type { Intent } from '../instrument/index.ts'
import { toEpochDay } from '../time/index.ts'
import type { DecisionInput, Facts } from './decision.ts'
import { type FactSpec, type Frame, PENDING, type Value } from './expression/index.ts'
import type { CompiledRule, Era, Pack } from './pack.ts'
import { toValue } from './read-value.ts'

/** True, false, or undefined when a fact that could decide is not known. */
export type Outcome = boolean | undefined

export interface Evaluation {
  readonly pack: Pack
  readonly intent: Intent
  readonly asOf: number
  readonly facts: Facts
  readonly frame: Frame
  readonly rules: readonly CompiledRule[]
  /** One per rule, same order. */
  readonly outcomes: readonly Outcome[]
}

/** The stretch of unchanging law that a day lies in. Eras are few and sorted; the first begins before all days. */
export function eraAt(eras: readonly Era[], asOf: number): Era {
  let low = 0
  let high = eras.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (eras[middle]!.from <= asOf) low = middle
    else high = middle - 1
  }
  return eras[low]!
}

/**
 * Puts facts into their slots. A fact that the pack does not have is left out: `readFacts` has refused it before.
 * `unknown` for a fact that decides provenance is kept apart: it counts as not known, and is not asked for again.
 */
export function fillFrame(pack: Pack, input: DecisionInput, era: Era): Frame {
  const { engine } = pack
  const values = engine.template.slice() as (Value | undefined | typeof PENDING)[]
  const statedUnknown: number[] = []
  for (const name in input.facts) {
    const fact = engine.facts.get(name)
    const value = input.facts[name]
    if (fact === undefined || value === undefined) continue
    const { spec } = fact
    if (spec.provenance && value === 'unknown') {
      values[spec.slot] = undefined
      statedUnknown.push(spec.slot)
    } else {
      values[spec.slot] = toValue(spec, value)
    }
  }
  values[engine.slots.kind] = input.facts.kind
  values[engine.slots.issuer] = input.facts.issuer
  values[engine.slots.asOf] = toEpochDay(input.asOf)
  values[engine.slots.intent] = input.intent
  return { values, parameters: era.parameters, statedUnknown }
}

/** Asks every rule in force for the kind of the instrument. */
export function evaluateRules(pack: Pack, input: DecisionInput): Evaluation {
  const asOf = toEpochDay(input.asOf)
  const era = eraAt(pack.engine.eras, asOf)
  const frame = fillFrame(pack, input, era)
  const rules = era.rulesByKind.get(String(input.facts.kind)) ?? []
  const outcomes: Outcome[] = []
  for (const rule of rules) outcomes.push(rule.when.evaluate(frame) as Outcome)
  return { pack, intent: input.intent, asOf, facts: input.facts, frame, rules, outcomes }
}

/** The value of a fact, derived now if nobody has read it yet. */
export function readFact(frame: Frame, fact: FactSpec): Value | undefined {
  const value = frame.values[fact.slot]
  if (value !== PENDING) return value
  return fact.derivation?.evaluate(frame)
}

/** The refusal among `refusals` that forbids the route of an allow rule, unless that rule is an exception to it. */
export function standsAgainst(rule: CompiledRule, refusals: readonly CompiledRule[]): CompiledRule | undefined {
  const { route } = rule
  if (!route || refusals.length === 0) return undefined
  return refusals.find(refusal => refusal.refusedRoutes.has(route.id) && !rule.exceptionTo.has(refusal.id))
}
