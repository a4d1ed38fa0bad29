// SPDX-License-Identifier: Apache-2.0
// The smallest set of questions that would decide. A condition that is not known yet says by its own form which facts
// could still make it true: all parts of `&&`, any one part of `||`. So the sets are built from the conditions, without
// trying out values, and the smallest over all rules is what a person is asked for first.

import { basesOf } from './compile-facts.ts'
import type { Facts } from './decision.ts'
import type { Evaluation } from './evaluate.ts'
import { readFact } from './evaluate.ts'
import type { Expression, FactSpec, Frame } from './expression/index.ts'
import { missingFacts } from './missing.ts'
import type { CompiledRule } from './pack.ts'

/** Facts by slot, ascending. */
type FactSet = readonly number[]

/**
 * So many sets are kept for each part of a condition, the smallest first. Conditions of real law have two or three;
 * the bound keeps a pack with many `||` from growing sets without end, and a set that it cuts is never smaller than one
 * that is kept.
 */
const SETS_MAX = 12

const NOTHING_NEEDED: readonly FactSet[] = [[]]
const IMPOSSIBLE: readonly FactSet[] = []

/** What to ask together, best question first. */
export interface SmallestSet {
  /** Rules that the answers alone could make hold, in file order. */
  readonly ruleIds: readonly string[]
  readonly facts: readonly FactSpec[]
}

function union(left: FactSet, right: FactSet): FactSet {
  if (left.length === 0) return right
  if (right.length === 0) return left
  return [...new Set([...left, ...right])].sort((a, b) => a - b)
}

const contains = (set: FactSet, other: FactSet) => other.every(slot => set.includes(slot))

/** The smallest sets, none of which holds another. */
function smallest(sets: readonly FactSet[]): readonly FactSet[] {
  if (sets.length < 2) return sets
  const kept: FactSet[] = []
  for (const set of sets.toSorted((a, b) => a.length - b.length)) {
    if (kept.length === SETS_MAX) break
    if (!kept.some(other => contains(set, other))) kept.push(set)
  }
  return kept
}

/** One of each. */
function together(parts: readonly (readonly FactSet[])[]): readonly FactSet[] {
  let result = NOTHING_NEEDED
  for (const sets of parts) {
    if (sets.length === 0) return IMPOSSIBLE
    if (sets.length === 1 && sets[0]!.length === 0) continue
    result = smallest(result.flatMap(left => sets.map(right => union(left, right))))
  }
  return result
}

/** Facts that a search has met, by slot. */
type Met = Map<number, FactSpec>

/** The smallest sets of facts that could make a condition come out as wanted. */
function setsFor(condition: Expression, wanted: boolean, frame: Frame, met: Met): readonly FactSet[] {
  const value = condition.evaluate(frame)
  if (value !== undefined) return value === wanted ? NOTHING_NEEDED : IMPOSSIBLE
  if (condition.negates) return setsFor(condition.negates, !wanted, frame, met)
  const { parts, fact } = condition
  if (parts) {
    const each = parts.of.map(part => setsFor(part, wanted, frame, met))
    return (parts.operator === '&&') === wanted ? together(each) : smallest(each.flat())
  }
  if (fact?.derivation) return setsFor(fact.derivation, wanted, frame, met)
  return setOf(missingFacts(condition, frame), frame, met)
}

/** One set of everything that is missing; impossible when the holder has said not to know a part of it. */
function setOf(facts: readonly FactSpec[], frame: Frame, met: Met): readonly FactSet[] {
  for (const fact of facts) met.set(fact.slot, fact)
  const slots = facts.filter(fact => readFact(frame, fact) === undefined).map(fact => fact.slot)
  if (slots.some(slot => frame.statedUnknown.includes(slot))) return IMPOSSIBLE
  return [[...new Set(slots)].sort((a, b) => a - b)]
}

export interface Undecided {
  readonly rule: CompiledRule
  /** A refusal that might stand against it. */
  readonly doubt?: CompiledRule
}

/**
 * The smallest set whose answers could make one of these allow rules pay. Of equal sets: one for the rule that is most
 * about what the holder has said, then the one whose facts most rules wait for, then the first in file order.
 * Undefined when no answers can.
 */
export function smallestToAllow(
  undecided: readonly Undecided[],
  { frame, facts, pack }: Evaluation,
  score: (fact: FactSpec) => number,
): SmallestSet | undefined {
  const met: Met = new Map()
  const found = undecided.flatMap(({ rule, doubt }) => {
    const amounts = [rule.gross?.base, rule.gross?.share, ...rule.fees.map(fee => fee.amount)]
    const missing = amounts
      .flatMap(amount => (amount ? missingFacts(amount, frame) : []))
      .filter(fact => fact.slot !== pack.engine.slots.gross)
    const sets = together([
      setsFor(rule.when, true, frame, met),
      setOf(missing, frame, met),
      doubt ? setsFor(doubt.when, false, frame, met) : NOTHING_NEEDED,
    ])
    const about = basesOf(rule.when).reduce((sum, fact) => sum + telling(fact, facts), 0)
    return sets.map(set => ({ ruleId: rule.id, set, about }))
  })
  return best(found, met, score)
}

/** The smallest set whose answers settle that none of these refusals holds, or that one does. */
export function smallestToSettle(
  refusals: readonly CompiledRule[],
  { frame }: Evaluation,
  score: (fact: FactSpec) => number,
): SmallestSet | undefined {
  const met: Met = new Map()
  const sets = together(refusals.map(refusal => setsFor(refusal.when, false, frame, met)))
  const found = refusals.flatMap(({ id }) => sets.map(set => ({ ruleId: id, set, about: 0 })))
  return best(found, met, score)
}

/** What is said against what is assumed tells most about a case; the kind is always said and tells nothing. */
function telling({ name, assumed }: FactSpec, facts: Facts): number {
  const stated = facts[name]
  if (stated === undefined || name === 'kind') return 0
  return assumed !== undefined && stated !== assumed ? 2 : 1
}

interface Found {
  readonly ruleId: string
  readonly set: FactSet
  /** How much the rule is about what the holder has said. */
  readonly about: number
}

function best(found: readonly Found[], met: Met, score: (fact: FactSpec) => number): SmallestSet | undefined {
  const facts = (set: FactSet) => set.map(slot => met.get(slot)!)
  const weight = (set: FactSet) => facts(set).reduce((total, fact) => total + score(fact), 0)
  const [chosen] = found
    .filter(({ set }) => set.length > 0)
    .sort((a, b) => a.set.length - b.set.length || b.about - a.about || weight(b.set) - weight(a.set))
  if (!chosen) return undefined
  const ruleIds = found.filter(({ set }) => contains(chosen.set, set)).map(({ ruleId }) => ruleId)
  return {
    ruleIds: [...new Set(ruleIds)],
    facts: facts(chosen.set).sort((a, b) => score(b) - score(a) || a.slot - b.slot),
  }
}
