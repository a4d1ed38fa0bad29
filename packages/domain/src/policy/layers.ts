// SPDX-License-Identifier: Apache-2.0
// Issuers' own terms are a layer over the law that may only improve the holder's position: they add options, and where
// the law opens the same route on the same facts, whichever is better for the holder counts. They never refuse, and no
// refusal yields to them.

import type { Option } from './decision.ts'
import type { RuleDocument } from './documents.ts'
import { compileExpression, type Expression, type Scope } from './expression/index.ts'
import { and } from './expression/operators.ts'

export type Layer = 'law' | 'issuer_terms'

/** Why an option of one layer is left out beside one of the other. */
export type LayerVerdict = 'law_gives_more' | 'law_gives_as_much' | 'terms_give_more'

export interface SettledLayers {
  /** The options that count, in the order they came. */
  readonly kept: Option[]
  /** The others by rule id, each with what stood above it. */
  readonly dropped: ReadonlyMap<string, LayerVerdict>
}

export const layerOf = ({ layer }: RuleDocument): Layer => layer ?? 'law'

/** What terms must not say, in words to whoever wrote them; empty when all is well. */
export function termsProblems(document: RuleDocument): string[] {
  const { issuers = [] } = document
  if (layerOf(document) === 'law') {
    return issuers.length > 0 ? ['Only terms name issuers: add layer: issuer_terms, or remove issuers.'] : []
  }
  const problems: string[] = []
  if (issuers.length === 0) problems.push('Terms are those of somebody: add issuers, in each spelling that people use.')
  for (const issuer of issuers) {
    // Issuers are compared in the form in which they are read from a request.
    if (issuer !== issuer.trim().toLowerCase()) problems.push(`Write the issuer "${issuer}" in small letters.`)
  }
  if (document.verdict === 'refuse') {
    problems.push(
      'Terms only add to what the law gives: they cannot refuse. Leave it out, or cite the law that forbids it.',
    )
  }
  if (document.exceptionTo?.length) {
    problems.push('No terms lift what the law forbids: remove exceptionTo, or cite the law that makes the exception.')
  }
  return problems
}

/** The condition of terms: one of their issuers is named, and what they ask for. Nobody is asked for the issuer. */
export function whenIssuer(issuers: readonly string[], when: Expression, scope: Scope): Expression {
  const text = `known(issuer) && issuer in [${issuers.map(issuer => JSON.stringify(issuer)).join(', ')}]`
  // One part and not two, so that a trace says it in one line.
  const { parts: _, ...named } = compileExpression(text, scope, ['boolean'])
  const of = [named, ...(when.parts?.operator === '&&' ? when.parts.of : [when])]
  return {
    type: 'boolean',
    text: `${text} && (${when.text})`,
    evaluate: and(of.map(part => part.evaluate)),
    parts: { operator: '&&', of },
    facts: [...new Set([...named.facts, ...when.facts])],
    parameters: when.parameters,
  }
}

/** More for the holder: a higher net amount, then an earlier day. */
function isBetter(option: Option, than: Option): boolean {
  if (option.netMinor !== than.netMinor) return option.netMinor > than.netMinor
  return option.arrivesBy < than.arrivesBy
}

/** An estimate never takes the place of what is promised: both are shown then. */
const mayReplace = (option: Option, other: Option) => option.promise === 'binding' || other.promise === 'estimate'

/** Sorts out which options count where law and terms open one route. `isTerms` tells the layer of a rule. */
export function settleLayers(options: readonly Option[], isTerms: (ruleId: string) => boolean): SettledLayers {
  const dropped = new Map<string, LayerVerdict>()
  const terms = options.filter(option => isTerms(option.ruleId))
  for (const theirs of terms) {
    for (const law of options) {
      if (law.route !== theirs.route || isTerms(law.ruleId)) continue
      if (isBetter(theirs, law)) {
        if (mayReplace(theirs, law)) dropped.set(law.ruleId, 'terms_give_more')
      } else if (mayReplace(law, theirs)) {
        const more = isBetter(law, theirs)
        if (more || !dropped.has(theirs.ruleId)) {
          dropped.set(theirs.ruleId, more ? 'law_gives_more' : 'law_gives_as_much')
        }
      }
    }
  }
  return { kept: options.filter(option => !dropped.has(option.ruleId)), dropped }
}
