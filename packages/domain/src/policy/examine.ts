// SPDX-License-Identifier: Apache-2.0
// Examines a pack that compiles: is every rule shown by cases, is anything stale, unused or at odds with the rest?
// An error must be mended before the pack is used; a warning is for the next hour of a lawyer.

import { addDays, fromEpochDay, type LocalDate, parseLocalDate } from '../time/index.ts'
import { type CaseResult, caseInput } from './cases.ts'
import { factName } from './compile-facts.ts'
import type { Decision, Option } from './decision.ts'
import { type Collection, type LocalText, type PackProblem, positionKey } from './documents.ts'
import { evaluateRules, standsAgainst } from './evaluate.ts'
import { examineBoundaries } from './examine-boundaries.ts'
import { examineGaps } from './examine-gaps.ts'
import { examineTerms } from './examine-terms.ts'
import type { Expression } from './expression/index.ts'
import type { CompiledRule, Pack } from './pack.ts'

export interface PackFinding extends PackProblem {
  readonly severity: 'error' | 'warning'
  /** The message in every language of Jandon, where it was written in each. */
  readonly words?: LocalText
}

export type Tell = (
  severity: PackFinding['severity'],
  code: string,
  message: string | LocalText,
  collection: Collection,
  id: string,
  field?: string,
) => void

/** A month and three months: time to have law read again, and to have a new year of holidays published. */
const STALE_WARNING_DAYS = 30
const CALENDAR_WARNING_DAYS = 90

/**
 * All findings about a compiled pack, given how its cases came out and which day it is. `thorough` also changes every
 * figure, day and condition a little and tells which changes no case notices; that takes some seconds.
 */
export function examinePack(
  pack: Pack,
  cases: readonly CaseResult[],
  today: LocalDate,
  depth: 'quick' | 'thorough' = 'quick',
): PackFinding[] {
  const findings: PackFinding[] = []
  const { positions } = pack.documents
  const tell: Tell = (severity, code, message, collection, id, field = '') => {
    const position = positions?.get(positionKey(collection, id, field)) ?? positions?.get(positionKey(collection, id))
    const said = typeof message === 'string' ? { message } : { message: message.en, words: message }
    findings.push({ severity, code, ...said, subject: id, ...(position && { position }) })
  }
  examineFreshness(pack, today, tell)
  examineCases(pack, cases, tell)
  examineContradictions(pack, cases, tell)
  examineTerms(pack, cases, tell)
  examineParameters(pack, tell)
  examineUse(pack, tell)
  if (depth === 'thorough') {
    examineGaps(pack, tell)
    examineBoundaries(pack, cases, tell)
  }
  return findings
}

function examineFreshness({ freshUntil, documents, calendar }: Pack, today: LocalDate, tell: Tell): void {
  const { checkedOn, staleAfterDays } = documents.pack
  if (today > freshUntil) {
    tell(
      'error',
      'stale',
      `The pack was checked on ${checkedOn}: quotes stopped after ${freshUntil}. Check the law again.`,
      'pack',
      'pack',
      'checkedOn',
    )
  } else if (addDays(today, STALE_WARNING_DAYS) > freshUntil) {
    tell(
      'warning',
      'stale_soon',
      `Quotes stop after ${freshUntil}. Check the law again before.`,
      'pack',
      'pack',
      'checkedOn',
    )
  }
  for (const source of documents.sources) {
    const read = parseLocalDate(source.checkedOn)
    if (read && addDays(read, staleAfterDays) < today) {
      tell(
        'warning',
        'stale',
        `${source.id} was last read on ${source.checkedOn}. Read it again.`,
        'sources',
        source.id,
        'checkedOn',
      )
    }
  }
  if (calendar.coversUntil < addDays(today, CALENDAR_WARNING_DAYS)) {
    tell(
      'warning',
      'calendar_ends',
      `${calendar.id} ends on ${calendar.coversUntil}. Add the next year.`,
      'calendars',
      calendar.id,
      'coversUntil',
    )
  }
}

function rulesIn(decision: Decision | undefined): Set<string> {
  if (!decision) return new Set()
  const { options, lawfulRoutes, refusals, information } = decision
  return new Set([...options, ...lawfulRoutes, ...refusals, ...information].map(each => each.ruleId))
}

function examineCases(pack: Pack, cases: readonly CaseResult[], tell: Tell): void {
  const decides = new Set<string>()
  const yields = new Set<string>()
  cases.forEach((result, index) => {
    const { case: example, passed, failures, decision } = result
    if (!passed) tell('error', 'case_failed', `"${example.name.en}": ${failures.join(' ')}`, 'cases', String(index))
    if (!pack.engine.rules.some(rule => rule.id === example.rule)) {
      tell(
        'error',
        'unknown_rule',
        `"${example.name.en}" is about ${example.rule}, which is no rule.`,
        'cases',
        String(index),
        'rule',
      )
    }
    const ruleIds = rulesIn(decision)
    for (const id of ruleIds) decides.add(id)
    if (!ruleIds.has(example.rule)) yields.add(example.rule)
  })
  for (const { id } of pack.engine.rules) {
    if (!decides.has(id)) tell('error', 'rule_without_case', `${id} decides in no case. Add one.`, 'rules', id)
    if (!yields.has(id))
      tell('error', 'rule_without_case', `No case about ${id} shows when it does not hold. Add one.`, 'rules', id)
  }
}

/** Two lawful ways by one route that pay differently, or a way that is allowed and forbidden at once, on any case. */
function examineContradictions(pack: Pack, cases: readonly CaseResult[], tell: Tell): void {
  const told = new Set<string>()
  const once = (key: string, message: string, id: string) => {
    if (told.has(key)) return
    told.add(key)
    tell('error', 'contradiction', message, 'rules', id)
  }
  const terms = new Set(pack.engine.rules.filter(rule => rule.layer === 'issuer_terms').map(rule => rule.id))
  for (const { case: example, decision } of cases) {
    for (const [first, second] of pairs([...(decision?.options ?? []), ...(decision?.lawfulRoutes ?? [])])) {
      // Between the layers the engine itself sorts out which counts; what is left are estimates beside promises.
      if (terms.has(first.ruleId) !== terms.has(second.ruleId)) continue
      if (first.route !== second.route || first.netMinor === second.netMinor) continue
      const key = [first.ruleId, second.ruleId].sort().join(' ')
      const pay = `${first.ruleId} pays ${first.netMinor} and ${second.ruleId} pays ${second.netMinor}`
      once(
        key,
        `In "${example.name.en}", by the one route ${first.route} ${pay}. Make the conditions exclude each other.`,
        first.ruleId,
      )
    }
    const input = caseInput(pack, example)
    if (typeof input === 'string') continue
    const { rules, outcomes } = evaluateRules(pack, input)
    const holding = rules.filter((_, index) => outcomes[index] === true)
    const refusals = holding.filter(rule => rule.verdict === 'refuse')
    for (const rule of holding.filter(each => each.verdict === 'allow')) {
      const against = standsAgainst(rule, refusals)
      const message = `In "${example.name.en}", ${rule.id} allows what ${against?.id} forbids. Exclude one, or name it in exceptionTo.`
      if (against) once(`${rule.id} ${against.id}`, message, rule.id)
    }
  }
}

function pairs(options: readonly Option[]): [Option, Option][] {
  return options.flatMap((first, index) => options.slice(index + 1).map((second): [Option, Option] => [first, second]))
}

/** A rule in force on days when a figure that it reads has no value silently does not apply on these days. */
function examineParameters({ engine, documents }: Pack, tell: Tell): void {
  for (const rule of engine.rules) {
    for (const { id } of rule.parameters) {
      const values = documents.parameters.find(parameter => parameter.id === id)?.values ?? []
      const first = values.map(value => value.from).sort()[0]
      const from = fromEpochDay(rule.from)
      if (first === undefined || first <= from) continue
      const message = `${rule.id} is in force from ${from}, but param.${id} has a value only from ${first}. Date one of them anew.`
      tell('warning', 'parameter_gap', message, 'rules', rule.id, 'effective')
    }
  }
}

/** Facts that the engine itself reads, whatever the rules do. */
const ENGINE_FACTS: ReadonlySet<string> = new Set([
  'pricePaid',
  'faceValue',
  'remaining',
  'balance',
  'expiresOn',
  'offer.cashReceived',
  'offer.dueOn',
])
const ENGINE_PARAMETERS: ReadonlySet<string> = new Set([
  'typicalCashOutTakeLow',
  'typicalCashOutTakeHigh',
  'stateSmallLoanYearlyRate',
  'stateSmallLoanMost',
])

function expressionsOf(rule: CompiledRule): (Expression | undefined)[] {
  const { when, gross, fees, arrival, claimBy, lateInterest } = rule
  const count = 'count' in arrival ? arrival.count : undefined
  return [when, gross?.base, gross?.share, ...fees.map(fee => fee.amount), count, claimBy, lateInterest]
}

function examineUse(pack: Pack, tell: Tell): void {
  const { engine, documents } = pack
  const derivations = [...engine.expressionFacts.values()].map(fact => fact.derivation)
  const expressions = [
    ...engine.rules.flatMap(expressionsOf),
    ...engine.alternatives.map(each => each.when),
    ...derivations,
  ]
  const facts = new Set(expressions.flatMap(each => each?.facts.map(fact => fact.slot) ?? []))
  const parameters = new Set(expressions.flatMap(each => each?.parameters.map(parameter => parameter.id) ?? []))
  const unused = (collection: Collection, id: string, what: string) =>
    tell('warning', 'unused', `Nothing uses ${what} ${id}. Remove it, or say in a note why it stays.`, collection, id)

  for (const document of documents.facts) {
    const name = factName(document)
    const slot = engine.expressionFacts.get(name)?.slot
    if (slot !== undefined && !facts.has(slot) && !ENGINE_FACTS.has(name) && !document.note)
      unused('facts', name, 'the fact')
    if (document.derive === undefined && document.default === undefined && !document.prompt) {
      tell('warning', 'fact_without_prompt', `${name} may be asked for. Add a prompt.`, 'facts', name)
    }
  }
  for (const { id } of documents.parameters) {
    if (!parameters.has(id) && !ENGINE_PARAMETERS.has(id)) unused('parameters', id, 'the parameter')
  }
  examineReferences(pack, unused)
}

function examineReferences(
  { documents }: Pack,
  unused: (collection: Collection, id: string, what: string) => void,
): void {
  const { rules, parameters, alternatives, calendars, pack } = documents
  const cited = new Set([
    ...rules.flatMap(rule => rule.legalBasis.map(basis => basis.source)),
    ...parameters.flatMap(parameter => parameter.values.map(value => value.source)),
    ...alternatives.flatMap(alternative => alternative.sources ?? []),
    ...calendars.flatMap(calendar => calendar.sources ?? []),
  ])
  for (const { id, note } of documents.sources) if (!cited.has(id) && !note) unused('sources', id, 'the source')
  const evidence = new Set(rules.flatMap(rule => rule.evidence ?? []))
  for (const { code } of documents.evidence) if (!evidence.has(code)) unused('evidence', code, 'the evidence')
  const routes = new Set([
    ...rules.flatMap(rule => [rule.route, ...(rule.refuses?.routes ?? []), ...(rule.refuses?.allRoutesExcept ?? [])]),
    ...Object.values(pack.intents).flatMap(each => each ?? []),
  ])
  for (const { id } of documents.routes) if (!routes.has(id)) unused('routes', id, 'the route')
}
