// SPDX-License-Identifier: Apache-2.0
// Do the cases of a pack show where each of its lines is drawn? Every small change of the pack (`mutantsOf`) is decided
// on every case that it touches; one that all cases pass is a line that no case shows.

import { toEpochDay } from '../time/index.ts'
import { type CaseResult, caseInput, judgeCase } from './cases.ts'
import type { DecisionInput } from './decision.ts'
import type { CaseDocument } from './documents.ts'
import { eraAt } from './evaluate.ts'
import type { Tell } from './examine.ts'
import { type Mutant, mutantsOf } from './mutants.ts'
import type { Era, Pack } from './pack.ts'

/** A case that passes, ready to be decided again and again. */
interface Witness {
  readonly example: CaseDocument
  readonly input: DecisionInput
  readonly kind: string
  readonly day: number
  readonly era: Era
}

function witnessesOf(pack: Pack, cases: readonly CaseResult[]): Witness[] {
  return cases.flatMap(({ case: example, passed }) => {
    const input = caseInput(pack, example)
    if (!passed || typeof input === 'string') return []
    const day = toEpochDay(input.asOf)
    return [{ example, input, kind: String(input.facts.kind), day, era: eraAt(pack.engine.eras, day) }]
  })
}

/** Whether a case comes out otherwise when the pack is changed. */
function notices(pack: Pack, { era: change }: Mutant, { example, input, kind, day, era }: Witness): boolean {
  const other = change(era, kind, day)
  if (!other) return false
  const changed: Pack = { ...pack, engine: { ...pack.engine, eras: [other] } }
  return judgeCase(changed, example, input).failures.length > 0
}

/** Tells every small change that no case notices and no `uncovered` explains, and explanations that are not needed. */
export function examineBoundaries(pack: Pack, cases: readonly CaseResult[], tell: Tell): void {
  const witnesses = witnessesOf(pack, cases)
  const needed = new Set<string>()
  const key = (id: string, change: string) => `${id}\n${change}`
  for (const mutant of mutantsOf(pack)) {
    const { id, change, words, collection, field, uncovered } = mutant
    if (witnesses.some(witness => notices(pack, mutant, witness))) continue
    if (uncovered.some(each => each.change === change)) {
      needed.add(key(id, change))
      continue
    }
    const message = {
      ko: `${words.ko} 알아채는 사례가 없어요. 경계를 보여 주는 사례를 더하거나, 답이 바뀌지 않는 까닭을 uncovered에 적어 주세요.`,
      en: `No case notices when ${words.en}. Add a case at the boundary, or say in uncovered why no answer changes.`,
    }
    tell('warning', 'boundary_not_covered', message, collection, id, field)
  }
  for (const collection of ['parameters', 'rules'] as const) {
    for (const { id, uncovered = [] } of pack.documents[collection]) {
      for (const { change } of uncovered.filter(each => !needed.has(key(id, each.change)))) {
        const message = {
          ko: `${id}의 uncovered에 적힌 "${change}"는 없는 변경이거나 이미 사례가 알아채요. 지워 주세요.`,
          en: `uncovered of ${id} names "${change}", which is no change or one that a case notices. Remove it.`,
        }
        tell('warning', 'exemption_not_needed', message, collection, id, 'uncovered')
      }
    }
  }
}
