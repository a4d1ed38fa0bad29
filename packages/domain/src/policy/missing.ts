// SPDX-License-Identifier: Apache-2.0
// Which facts are missing, and in which order to ask: a fact that alone could decide several rules comes first.

import type { Question } from './decision.ts'
import type { Evaluation } from './evaluate.ts'
import { readFact } from './evaluate.ts'
import type { Expression, FactSpec, Frame } from './expression/index.ts'
import type { CompiledRule, Pack } from './pack.ts'

/** More questions at once than this would send a person away; the best come first and the rest come later. */
const QUESTIONS_MAX = 5

/** The base facts that keep an expression from being known, in the order in which it reads them. */
export function missingFacts(expression: Expression, frame: Frame): FactSpec[] {
  const missing: FactSpec[] = []
  const visitFacts = (facts: readonly FactSpec[]) => {
    for (const fact of facts) {
      if (readFact(frame, fact) !== undefined) continue
      if (fact.derivation) visit(fact.derivation)
      else if (!missing.some(other => other.slot === fact.slot)) missing.push(fact)
    }
  }
  const visit = (part: Expression): void => {
    if (part.evaluate(frame) !== undefined) return
    if (part.parts) part.parts.of.forEach(visit)
    else if (part.choice) visitChoice(part.choice)
    else visitFacts(part.facts)
  }
  const visitChoice = ({ when, yes, no }: NonNullable<Expression['choice']>): void => {
    const chosen = when.evaluate(frame)
    if (chosen === undefined) visit(when)
    else visit(chosen ? yes : no)
  }
  visit(expression)
  return missing
}

/** What a rule that is not decided, or whose amounts are not known, still needs. */
export function missingForRule(rule: CompiledRule, frame: Frame): FactSpec[] {
  const needed = [rule.when, rule.gross?.base, rule.gross?.share, ...rule.fees.map(fee => fee.amount)]
  const missing = needed.flatMap(expression => (expression ? missingFacts(expression, frame) : []))
  return missing.filter((fact, index) => missing.findIndex(other => other.slot === fact.slot) === index)
}

/** True when the holder was asked for one of these and does not know: asking again will not help. */
export function holderDoesNotKnow(missing: readonly FactSpec[], frame: Frame): boolean {
  return missing.some(fact => frame.statedUnknown.includes(fact.slot))
}

/** How much waits for a fact, by slot. */
export type Scores = ReadonlyMap<number, { readonly fact: FactSpec; readonly score: number }>

/**
 * A fact scores one for each rule that lacks it, halved for each fact that it reads before, because the first missing
 * fact often makes the others needless.
 */
export function scoreFacts({ frame }: Evaluation, lacking: readonly (readonly FactSpec[])[]): Scores {
  const scores = new Map<number, { fact: FactSpec; score: number }>()
  for (const facts of lacking) {
    if (holderDoesNotKnow(facts, frame)) continue
    facts.forEach((fact, index) => {
      const entry = scores.get(fact.slot) ?? { fact, score: 0 }
      entry.score += 2 ** -index
      scores.set(fact.slot, entry)
    })
  }
  return scores
}

/** Questions, best first: the whole smallest set that would decide, then what else most rules wait for. */
export function rankQuestions(
  pack: Pack,
  scores: Scores,
  optional: boolean,
  smallest: readonly FactSpec[] = [],
): Question[] {
  const others = [...scores.values()]
    .filter(({ fact }) => !smallest.some(each => each.slot === fact.slot))
    .sort((left, right) => right.score - left.score || left.fact.slot - right.fact.slot)
    .map(({ fact }) => fact)
  const count = Math.max(QUESTIONS_MAX, smallest.length)
  return [...smallest, ...others].slice(0, count).flatMap(fact => {
    const document = pack.engine.facts.get(fact.name)?.document
    if (!document) return []
    const values = document.values && { values: document.values }
    return [{ fact: fact.name, prompt: document.prompt ?? document.title, type: document.type, ...values, optional }]
  })
}
