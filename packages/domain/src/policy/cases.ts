// SPDX-License-Identifier: Apache-2.0
// Runs the cases of a pack: examples that a lawyer wrote, decided by the same engine that decides for holders.

import { INTENTS, type Intent } from '../instrument/index.ts'
import { parseLocalDate } from '../time/index.ts'
import { decide } from './decide.ts'
import type { Decision, DecisionInput, Option } from './decision.ts'
import type { CaseDocument } from './documents.ts'
import type { Pack } from './pack.ts'
import { readFacts } from './read-facts.ts'

export interface CaseResult {
  readonly case: CaseDocument
  readonly passed: boolean
  /** What came out otherwise than expected; empty when it passed. */
  readonly failures: readonly string[]
  readonly decision?: Decision
}

/** Runs every case of the pack, in file order. */
export function runCases(pack: Pack): CaseResult[] {
  return pack.documents.cases.map(each => runCase(pack, each))
}

export function runCase(pack: Pack, each: CaseDocument): CaseResult {
  const input = caseInput(pack, each)
  if (typeof input === 'string') return { case: each, passed: false, failures: [input] }
  return judgeCase(pack, each, input)
}

/** Decides a case whose input was read already, maybe for another version of the pack. */
export function judgeCase(pack: Pack, each: CaseDocument, input: DecisionInput): CaseResult {
  const decision = decide(pack, input)
  const failures = compareDecision(each.expect, decision)
  return { case: each, passed: failures.length === 0, failures, decision }
}

/** The input of a case, or why it cannot be read. */
export function caseInput(pack: Pack, { given }: CaseDocument): DecisionInput | string {
  const asOf = parseLocalDate(String(given.asOf))
  if (!asOf) return `asOf "${given.asOf}" is not a date. Write YYYY-MM-DD.`
  const intent: Intent = given.intent ?? 'any'
  if (!INTENTS.includes(intent)) return `intent "${intent}" is not one of ${INTENTS.join(', ')}.`
  const { instrument, holder } = given
  const read = readFacts(pack, { instrument, form: 'plain', asOf, ...(holder && { holder }) })
  if (read.kind === 'unreadable') return read.problems.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(' ')
  return { asOf, intent, facts: read.facts }
}

type Expectation = CaseDocument['expect']

/** What a case expects of an option, and where to find it. Money is compared in minor units. */
const OPTION_FIELDS: readonly (readonly [keyof Expectation, (option: Option) => unknown])[] = [
  ['route', option => option.route],
  ['gross', option => option.grossMinor],
  ['net', option => option.netMinor],
  ['payout', option => option.payout],
  ['promise', option => option.promise],
  ['arrivesBy', option => option.arrivesBy],
  ['claimBy', option => option.claimBy],
  ['lateInterest', option => option.lateInterest],
]

function compareDecision(expect: Expectation, decision: Decision): string[] {
  const failures: string[] = []
  const { outcome, refusals, questions, information } = decision
  const options = [...decision.options, ...decision.lawfulRoutes]
  const rules = [...options, ...refusals, ...information].map(each => each.ruleId)
  const listed = rules.join(', ') || 'none'
  if (expect.decision && expect.decision !== outcome) {
    failures.push(`decision: expected ${expect.decision}, got ${outcome} (rules: ${listed}; asks: ${asked(decision)}).`)
  }
  if (expect.rule && !rules.includes(expect.rule)) failures.push(`rule: expected ${expect.rule}, got ${listed}.`)
  if (expect.notRule && rules.includes(expect.notRule)) failures.push(`rule: ${expect.notRule} should not have held.`)
  if (expect.code && !refusals.some(each => each.code === expect.code)) {
    failures.push(`code: expected ${expect.code}, got ${refusals.map(each => each.code).join(', ') || 'none'}.`)
  }
  for (const fact of expect.asks ?? []) {
    if (!questions.some(question => question.fact === fact))
      failures.push(`asks: expected ${fact}, got ${asked(decision)}.`)
  }
  if (expect.informs && !information.some(each => each.ruleId === expect.informs)) {
    failures.push(
      `informs: expected ${expect.informs}, got ${information.map(each => each.ruleId).join(', ') || 'none'}.`,
    )
  }
  return [...failures, ...compareLost(expect, decision), ...compareOption(expect, options)]
}

/** What the refused sale would cost, as told with the first refusal that tells it. */
function compareLost({ lost }: Expectation, { refusals }: Decision): string[] {
  if (!lost) return []
  const got = refusals.find(each => each.trueCost)?.trueCost?.lostMinor
  if (got && got.low === BigInt(lost.low) && got.high === BigInt(lost.high)) return []
  return [`lost: expected ${lost.low} to ${lost.high}, got ${got ? `${got.low} to ${got.high}` : 'nothing'}.`]
}

const asked = ({ questions }: Decision) => questions.map(({ fact }) => fact).join(', ') || 'nothing'

/** Compares with the option of the expected rule, or with the best one when the case names no rule. */
function compareOption(expect: Expectation, options: readonly Option[]): string[] {
  const wanted = OPTION_FIELDS.filter(([field]) => expect[field] !== undefined)
  if (wanted.length === 0) return []
  const option = expect.rule ? options.find(each => each.ruleId === expect.rule) : options[0]
  if (!option) return [`There is no option to compare ${wanted.map(([field]) => field).join(', ')} with.`]
  return wanted.flatMap(([field, read]) => {
    const [expected, got] = [expect[field], read(option)]
    return String(expected) === String(got) ? [] : [`${field}: expected ${String(expected)}, got ${String(got)}.`]
  })
}
