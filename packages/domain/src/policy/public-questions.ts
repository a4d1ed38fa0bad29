// SPDX-License-Identifier: Apache-2.0
// Whether the questions of a pack rest on what the pack holds: an answer without a rule behind it is an opinion.

import { caseInput } from './cases.ts'
import type { PackDocuments, PackProblem } from './documents.ts'
import { positionKey } from './documents.ts'
import type { Pack } from './pack.ts'
import type { ProblemCollector } from './problems.ts'

/** Reports every rule and alternative that a question names and the pack has not, and every address used twice. */
export function checkPublicQuestions(docs: PackDocuments, collector: ProblemCollector): void {
  const seen = new Set<string>()
  for (const { slug, rules, alternatives = [] } of docs.questions ?? []) {
    const bad = (message: string, field: string) =>
      collector.report('question', `${slug}: ${message}`, 'questions', slug, field)
    if (seen.has(slug)) bad('two questions have this slug. Give one of them another.', 'slug')
    seen.add(slug)
    for (const id of rules) {
      if (!docs.rules.some(rule => rule.id === id)) bad(`the rule ${id} does not exist in this pack.`, 'rules')
    }
    for (const code of alternatives) {
      if (docs.alternatives.some(alternative => alternative.code === code)) continue
      bad(`alternatives.yaml does not list ${code}.`, 'alternatives')
    }
  }
}

/** Every calculator of a question that starts with facts which the pack cannot read. */
export function checkCalculators(pack: Pack): PackProblem[] {
  const { questions = [], positions } = pack.documents
  return questions.flatMap(({ slug, calculator: given, title, rules }): PackProblem[] => {
    if (!given) return []
    const input = caseInput(pack, { name: title, rule: rules[0] ?? '', given, expect: {} })
    if (typeof input !== 'string') return []
    const position = positions?.get(positionKey('questions', slug, 'calculator'))
    return [{ code: 'question', message: `${slug}: ${input}`, subject: slug, ...(position && { position }) }]
  })
}
