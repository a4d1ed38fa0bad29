// SPDX-License-Identifier: Apache-2.0
// Holds issuers' terms against the law: on every case, and on every case of their kind as if it were about their
// issuer, where the same route gives less by their terms than by the law.

import { type CaseResult, caseInput } from './cases.ts'
import type { DecisionInput } from './decision.ts'
import { evaluateRules } from './evaluate.ts'
import type { Tell } from './examine.ts'
import { droppedByLayer } from './explain.ts'
import type { CompiledRule, Pack } from './pack.ts'

/**
 * Tells of terms that fall short of the law. A lawyer who knows it says so in a case about them whose `notRule` they
 * are, and then there is nothing to tell.
 */
export function examineTerms(pack: Pack, cases: readonly CaseResult[], tell: Tell): void {
  const allowing = pack.engine.rules.filter(rule => rule.layer === 'issuer_terms' && rule.verdict === 'allow')
  if (allowing.length === 0) return
  const inputs = cases.flatMap(({ case: example }) => {
    const input = caseInput(pack, example)
    return typeof input === 'string' ? [] : [{ example, input }]
  })
  for (const terms of allowing) {
    const shown = inputs.some(
      ({ example, input }) => example.expect.notRule === terms.id && fallsShort(pack, terms, input),
    )
    if (shown) continue
    const found = inputs.find(({ input }) => fallsShort(pack, terms, asIfTheirs(terms, input)))
    if (!found) continue
    const message = `On the facts of "${found.example.name.en}", these terms (${terms.id}) fall short of the law: the law's amount counts. Mend them, or show it in a case about them with notRule.`
    tell('warning', 'terms_fall_short', message, 'rules', terms.id)
  }
}

const fallsShort = (pack: Pack, terms: CompiledRule, input: DecisionInput) =>
  droppedByLayer(evaluateRules(pack, input)).get(terms.id) === 'law_gives_more'

/** The same facts about the first issuer of these terms, unless they are about one of them already. */
function asIfTheirs({ document: { issuers = [] } }: CompiledRule, input: DecisionInput): DecisionInput {
  const [first] = issuers
  if (first === undefined || issuers.includes(String(input.facts.issuer))) return input
  return { ...input, facts: { ...input.facts, issuer: first } }
}
