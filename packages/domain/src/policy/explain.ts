// SPDX-License-Identifier: Apache-2.0
// Says afterwards why: for each rule, the parts of its condition that decided, with the facts and parameters they read.
// Kept apart from deciding, so that a decision that nobody asks to explain costs nothing here.

import { CalendarRefusal } from '../calendar/index.ts'
import { fromEpochDay } from '../time/index.ts'
import { priceRule } from './amounts.ts'
import { basesOf } from './compile-facts.ts'
import { decimalOf } from './decimal.ts'
import type { Because, DecisionInput, DecisionRefusal, Facts, Option, TraceEntry } from './decision.ts'
import { type Evaluation, evaluateRules, type Outcome, readFact, standsAgainst } from './evaluate.ts'
import type { Expression, FactSpec, Frame, Value, ValueType } from './expression/index.ts'
import { type SettledLayers, settleLayers } from './layers.ts'
import type { CompiledRule, Pack } from './pack.ts'

/** Shown in place of what is about a person, because traces are kept. */
const PERSONAL = 'personal'

/** The trace of a decision: every rule that was in force for this kind at this date, in file order. */
export function traceDecision(pack: Pack, input: DecisionInput): TraceEntry[] {
  return traceEvaluation(evaluateRules(pack, input), [])
}

/** The same of rules that were asked already. `priced` are options known from deciding; they need no second look. */
export function traceEvaluation(evaluation: Evaluation, priced: readonly Option[]): TraceEntry[] {
  const { rules, outcomes } = evaluation
  const held = rules.filter((rule, index) => rule.verdict === 'refuse' && outcomes[index] === true)
  const possible = rules.filter((rule, index) => rule.verdict === 'refuse' && outcomes[index] === undefined)
  const because = createWriter(evaluation)
  const layers = onceAsked(() => droppedByLayer(evaluation))
  return rules.map((rule, index) => {
    const outcome = outcomes[index]
    const gaveNothing = outcome && !priced.some(option => option.ruleId === rule.id)
    const overruledBy = gaveNothing
      ? (overruling(rule, held, possible, evaluation) ?? layers().get(rule.id))
      : undefined
    return {
      ruleId: rule.id,
      verdict: rule.verdict,
      outcome: outcome === undefined ? 'unknown' : outcome ? 'held' : 'failed',
      because: deciders(rule.when, outcome, evaluation).map(because),
      ...(overruledBy !== undefined && { overruledBy }),
    }
  })
}

/** Why an allow rule that holds gives no option: a refusal, one that may hold, or that nothing would be left. */
function overruling(
  rule: CompiledRule,
  held: readonly CompiledRule[],
  possible: readonly CompiledRule[],
  evaluation: Evaluation,
): string | undefined {
  if (rule.verdict !== 'allow') return undefined
  const refusal = standsAgainst(rule, held) ?? standsAgainst(rule, possible)
  if (refusal) return refusal.id
  try {
    const { kind } = priceRule(rule, evaluation)
    return kind === 'option' ? undefined : kind
  } catch (cause) {
    if (cause instanceof CalendarRefusal) return cause.code
    throw cause
  }
}

/** Options that hold and yet do not count, because by the same route the law or the issuer's terms give more. */
export function droppedByLayer(evaluation: Evaluation): SettledLayers['dropped'] {
  const { rules, outcomes } = evaluation
  const refusals = rules.filter((rule, index) => rule.verdict === 'refuse' && outcomes[index] !== false)
  const holding = rules.filter((rule, index) => rule.verdict === 'allow' && outcomes[index] === true)
  const terms = new Set(holding.filter(rule => rule.layer === 'issuer_terms').map(rule => rule.id))
  if (terms.size === 0) return new Map()
  const options = holding.flatMap(rule => {
    if (standsAgainst(rule, refusals)) return []
    try {
      const priced = priceRule(rule, evaluation)
      return priced.kind === 'option' ? [priced.option] : []
    } catch (cause) {
      if (cause instanceof CalendarRefusal) return []
      throw cause
    }
  })
  return settleLayers(options, id => terms.has(id)).dropped
}

function onceAsked<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** The smallest parts that made a condition come out as it did: of `a && b` that failed, those that are false. */
function deciders(
  expression: Expression,
  outcome: Outcome,
  evaluation: Evaluation,
  found: Expression[] = [],
): Expression[] {
  const { parts } = expression
  if (!parts) {
    found.push(expression)
    return found
  }
  for (const part of parts.of) {
    if (part.evaluate(evaluation.frame) !== outcome) continue
    deciders(part, outcome, evaluation, found)
    // A true `||` needs one part and a false `&&` too, but every false part of `&&` is worth telling the holder.
    if (parts.operator === '||' && outcome) break
  }
  return found
}

/**
 * Writes parts of conditions down. Rules say the same parts of the same facts again and again, so within one evaluation
 * each part and each fact is written once and shared.
 */
function createWriter({ frame, facts: stated }: Evaluation): (part: Expression) => Because {
  const written = new Map<string, Because>()
  const readsBySlot: (Read | undefined)[] = []
  const readOf = (fact: FactSpec): Read => {
    const known = readsBySlot[fact.slot]
    if (known?.name === fact.name) return known
    const value = fact.personal ? PERSONAL : shown(fact.type, readFact(frame, fact))
    const read: Read = { name: fact.name, value, origin: originOf(fact, stated) }
    readsBySlot[fact.slot] = read
    return read
  }
  return part => {
    const known = written.get(part.text)
    if (known) return known
    const { facts, parameters } = readingsOf(part)
    const reads = facts.map(readOf)
    for (const read of parameters(frame)) reads.push(read)
    const because = { text: part.text, value: (part.evaluate(frame) as Outcome) ?? null, reads }
    written.set(part.text, because)
    return because
  }
}

type Read = Because['reads'][number]

/** A derived fact is shown with the stated ones it follows from: those are what a person can check. */
interface Readings {
  readonly facts: readonly FactSpec[]
  /** The parameters with their values on the day of a frame. */
  readonly parameters: (frame: Frame) => readonly Read[]
}

/** What each part reads never changes, so it is found once. */
const readings = new WeakMap<Expression, Readings>()

function readingsOf(part: Expression): Readings {
  const known = readings.get(part)
  if (known) return known
  const derived = part.facts.filter(fact => fact.derivation)
  const found = { facts: [...derived, ...basesOf(part)], parameters: parameterReads(part) }
  readings.set(part, found)
  return found
}

/** Values of parameters are the same through an era, so they are written once for each. */
function parameterReads(part: Expression): Readings['parameters'] {
  const byEra = new WeakMap<Frame['parameters'], readonly Read[]>()
  return ({ parameters }) => {
    const known = byEra.get(parameters)
    if (known) return known
    const reads = part.parameters.map(({ id, index, type }): Read => {
      return { name: `param.${id}`, value: shown(type, parameters[index]), origin: 'parameter' }
    })
    byEra.set(parameters, reads)
    return reads
  }
}

function originOf(fact: FactSpec, stated: Facts): 'stated' | 'assumed' | 'derived' {
  if (fact.derivation) return 'derived'
  return fact.assumed !== undefined && stated[fact.name] === undefined ? 'assumed' : 'stated'
}

function shown(type: ValueType, value: Value | undefined): string | null {
  if (value === undefined) return null
  if (type === 'date') return fromEpochDay(value as number)
  if (typeof value === 'object') return decimalOf(value)
  return String(value)
}

/** The allow rule that came closest: the fewest parts missed, then the most met; the first of equals. */
export function nearestRule(evaluation: Evaluation): DecisionRefusal['nearest'] | undefined {
  const { rules, outcomes, frame, pack } = evaluation
  const kind = String(frame.values[pack.engine.slots.kind])
  let best: { rule: CompiledRule; missed: number; met: number } | undefined
  rules.forEach((rule, index) => {
    if (rule.verdict !== 'allow' || outcomes[index] !== false || !rule.document.kinds.includes(kind)) return
    const parts = rule.when.parts?.operator === '&&' ? rule.when.parts.of : [rule.when]
    const missed = parts.filter(part => part.evaluate(frame) !== true).length
    const met = parts.length - missed
    if (!best || missed < best.missed || (missed === best.missed && met > best.met)) best = { rule, missed, met }
  })
  if (!best) return undefined
  const { rule } = best
  const parts = deciders(rule.when, false, evaluation).map(createWriter(evaluation))
  return { ruleId: rule.id, title: rule.document.title, because: parts }
}
