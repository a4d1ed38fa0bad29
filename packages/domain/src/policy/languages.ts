// SPDX-License-Identifier: Apache-2.0
// Whether a pack speaks every language that it says it speaks. Korean and English are in every text by its shape; what
// else a pack names (Japanese in the Japanese one) must not be missing in a single sentence that a person may read.

import type { Collection, PackDocuments } from './documents.ts'
import type { ProblemCollector } from './problems.ts'

/** Reports every text without one of the pack's languages. */
export function checkLanguages(docs: PackDocuments, collector: ProblemCollector): void {
  const { languages } = docs.pack
  if (!languages.some(language => language !== 'ko' && language !== 'en')) return
  const entries: readonly (readonly [Collection, string, unknown])[] = [
    ['pack', 'pack', docs.pack],
    ...docs.sources.map(each => ['sources', each.id, each] as const),
    ...docs.parameters.map(each => ['parameters', each.id, each] as const),
    ...docs.facts.map(each => ['facts', each.of ? `${each.of}.${each.name}` : each.name, each] as const),
    ...docs.routes.map(each => ['routes', each.id, each] as const),
    ...docs.rules.map(each => ['rules', each.id, each] as const),
    ...docs.alternatives.map(each => ['alternatives', each.code, each] as const),
    ...docs.evidence.map(each => ['evidence', each.code, each] as const),
    ...(docs.questions ?? []).map(each => ['questions', each.slug, each] as const),
    ...docs.calendars.map(each => ['calendars', each.id, each] as const),
    ...docs.cases.map((each, index) => ['cases', String(index), each] as const),
  ]
  for (const [collection, id, entry] of entries) {
    for (const [field, text] of textsIn(entry, '')) {
      for (const language of languages) {
        if (text[language]) continue
        const message = `${id}: ${field} is not written in "${language}", a language of this pack. Add it.`
        collector.report('language', message, collection, id, field)
      }
    }
  }
}

type Text = Readonly<Record<string, unknown>>

/** Every text inside an entry, with the way to it. A text is what has Korean and English. */
function textsIn(value: unknown, path: string): [string, Text][] {
  if (typeof value !== 'object' || value === null) return []
  const fields = value as Text
  if (typeof fields.ko === 'string' && typeof fields.en === 'string') return [[path, fields]]
  return Object.entries(fields).flatMap(([key, below]) => textsIn(below, path === '' ? key : `${path}.${key}`))
}
