// SPDX-License-Identifier: Apache-2.0
// A stored decision without the person: what `jandon pack impact` reads. Facts about a person are left out or made into
// an age group, free texts go, and what is left still decides the same.

import {
  type DecisionRecord,
  type Facts,
  type FactValue,
  type Pack,
  packText,
  readFacts,
  writeRecord,
} from '../policy/index.ts'
import { addYears, fullYears, type LocalDate, parseLocalDate } from '../time/index.ts'
import type { StoredDecision } from './replay.ts'

/**
 * Age groups by their first year, with the age that stands for all of a group. Law draws its lines at 14, 18 and 19, so
 * nobody changes sides.
 */
const AGE_GROUPS: readonly (readonly [from: number, standsFor: number])[] = [
  [19, 40],
  [18, 18],
  [14, 16],
  [0, 7],
]
const MONTH = /^\d{4}-\d{2}$/
/** Stands for an issuer whom the pack does not name, and for whom no rule of it was made. */
const OTHER_ISSUER = 'other'

/** The record of a decision, or undefined when its facts cannot be read under the pack. `ref` is the decision's id. */
export function writeDecisionRecord(pack: Pack, stored: StoredDecision, ref: string): DecisionRecord | undefined {
  const { request, answer, seq } = stored
  const instrument = request.instruments[seq]
  if (!instrument) return undefined
  const { intent } = answer
  const asOf = parseLocalDate(answer.asOf)
  if (!asOf) return undefined
  const read = readFacts(pack, { instrument, form: 'wire', asOf, ...(request.holder && { holder: request.holder }) })
  if (read.kind === 'unreadable') return undefined
  return writeRecord(pack, { asOf, intent, facts: withoutPerson(pack, read.facts, asOf) }, ref)
}

function withoutPerson(pack: Pack, facts: Facts, asOf: LocalDate): Facts {
  const kept: Record<string, FactValue> = {}
  for (const [name, value] of Object.entries(facts)) {
    const fact = pack.engine.facts.get(name)?.document
    if (name === 'kind') kept.kind = value
    else if (name === 'issuer') kept.issuer = namesIssuer(pack, String(value)) ? value : OTHER_ISSUER
    else if (!fact) continue
    else if (fact.personal) {
      if (fact.type === 'date') kept[name] = ageGroup(value as LocalDate, name, facts, asOf)
    } else if (fact.type !== 'text' || MONTH.test(String(value))) kept[name] = value
  }
  return kept
}

/** A birthday that only tells the age group: on the day of the decision, for a buyer on the day of payment. */
function ageGroup(birth: LocalDate, name: string, facts: Facts, asOf: LocalDate): LocalDate {
  const paidOn = (facts.chargedOn ?? facts.purchasedOn) as LocalDate | undefined
  const on = (name.startsWith('holder.') ? undefined : paidOn) ?? asOf
  const [, standsFor] = AGE_GROUPS.find(([from]) => fullYears(birth, on) >= from) ?? [0, 0]
  const stand = addYears(on, -standsFor)
  // Nobody buys before being born.
  const bought = facts.purchasedOn as LocalDate | undefined
  return bought !== undefined && stand > bought ? bought : stand
}

const texts = new WeakMap<Pack, string>()

/** Whether the pack itself writes this name, so that it tells nothing that a person typed. */
function namesIssuer(pack: Pack, issuer: string): boolean {
  let text = texts.get(pack)
  if (text === undefined) {
    text = packText(pack.documents)
    texts.set(pack, text)
  }
  const name = JSON.stringify(issuer).slice(1, -1)
  return [`"${name}"`, `\\"${name}\\"`, `'${name}'`].some(written => text.includes(written))
}
