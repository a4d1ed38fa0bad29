// SPDX-License-Identifier: Apache-2.0
// The worked example of a rule: one of the pack's own cases, decided anew by the engine when the page is made, so the
// figures on the page are the engine's and not a copy.

import {
  type CaseDocument,
  caseInput,
  type Decision,
  decide,
  type Option,
  type Pack,
  type RuleDocument,
  runCase,
} from '@jandon/domain/policy'

export interface Example {
  readonly case: CaseDocument
  readonly decision: Decision
  /** What the rule pays in this case. */
  readonly option: Option | undefined
}

/** How well a case shows the rule at work: one that pays, lately, with all its figures stated. */
function score({ expect, given }: CaseDocument, rule: RuleDocument): number {
  const shows = expect.rule === rule.id || expect.informs === rule.id
  const refuses = rule.verdict === 'refuse' && expect.code === rule.code
  if (!shows && !refuses) return 0
  const isPaid = rule.verdict !== 'allow' || expect.gross !== undefined
  const isLate = rule.effective.until !== undefined || given.asOf >= '2026-01-01'
  return 1 + (isPaid ? 4 : 0) + (isLate ? 2 : 0) + (expect.claimBy || expect.arrivesBy ? 1 : 0)
}

/** The case that shows a rule best, with what the engine says of it. */
export function exampleOf(pack: Pack, rule: RuleDocument, cases: readonly CaseDocument[]): Example | undefined {
  const own = cases.filter(each => (each.rule === rule.id || each.expect.informs === rule.id) && score(each, rule) > 0)
  const ranked = own.map((each, index) => ({ each, index, points: score(each, rule) }))
  ranked.sort((left, right) => right.points - left.points || left.index - right.index)
  for (const { each } of ranked) {
    const { passed, decision } = runCase(pack, each)
    if (!passed || !decision) continue
    const option = [...decision.options, ...decision.lawfulRoutes].find(({ ruleId }) => ruleId === rule.id)
    if (rule.verdict === 'allow' && !option) continue
    return { case: each, decision, option }
  }
  return undefined
}

/** Further cases of the rule, for the titles that their author gave them. */
export function edgesOf(
  rule: RuleDocument,
  cases: readonly CaseDocument[],
  shown: CaseDocument | undefined,
): CaseDocument[] {
  const EDGES_MAX = 6
  return cases.filter(each => each.rule === rule.id && each !== shown).slice(0, EDGES_MAX)
}

/** Whether facts moved to another day still show the rule. */
export function stillShows(pack: Pack, rule: RuleDocument, given: CaseDocument['given']): boolean {
  const input = caseInput(pack, { name: rule.title, rule: rule.id, given, expect: {} })
  if (typeof input === 'string') return false
  const { options, lawfulRoutes, refusals, information } = decide(pack, input)
  return [...options, ...lawfulRoutes, ...refusals, ...information].some(({ ruleId }) => ruleId === rule.id)
}
