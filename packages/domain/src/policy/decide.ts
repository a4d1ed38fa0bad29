// SPDX-License-Identifier: Apache-2.0
// Decides: facts under a pack at a date → allow, refuse or needs_facts, with the reasons. Pure and total: whatever the
// facts, there is an answer, and what is not known is never taken as a yes.

import { CalendarRefusal, covers } from '../calendar/index.ts'
import { INSTRUMENT_KINDS } from '../instrument/index.ts'
import { byBest, grossOf, priceRule, rightsOf } from './amounts.ts'
import type {
  Decision,
  DecisionInput,
  DecisionRefusal,
  EngineRefusal,
  Information,
  Option,
  TraceEntry,
} from './decision.ts'
import { engineRefusal } from './engine-refusals.ts'
import { type Evaluation, evaluateRules, standsAgainst } from './evaluate.ts'
import { nearestRule, traceEvaluation } from './explain.ts'
import type { FactSpec } from './expression/index.ts'
import { settleLayers } from './layers.ts'
import { holderDoesNotKnow, missingFacts, missingForRule, rankQuestions, type Scores, scoreFacts } from './missing.ts'
import type { CompiledRule, Pack } from './pack.ts'
import { type SmallestSet, smallestToAllow, smallestToSettle, type Undecided } from './smallest-questions.ts'
import { trueCostOf } from './true-cost.ts'

const KINDS: ReadonlySet<unknown> = new Set(INSTRUMENT_KINDS)

const NOTHING = { options: [], refusals: [], questions: [], information: [], lawfulRoutes: [] } as const

/** The decision that refuses because the engine itself cannot go on. */
export function refuseAll(code: EngineRefusal): Decision {
  return { ...NOTHING, outcome: 'refuse', refusals: [engineRefusal(code)] }
}

/** Why nothing can be decided for these facts at all, if so. */
function reasonToStop(pack: Pack, { asOf, facts }: DecisionInput): EngineRefusal | undefined {
  if (!KINDS.has(facts.kind)) return 'unknown_instrument'
  if (asOf > pack.freshUntil) return 'pack_stale'
  if (!covers(pack.calendar, asOf)) return 'date_not_covered'
  return undefined
}

/**
 * The decision for one instrument. `input.facts` come from `readFacts`, which has checked their types.
 * Rounding: each amount once, as its rule names it.
 * Refusals: in the decision itself; the engine's own are `ENGINE_REFUSALS`.
 */
export function decide(pack: Pack, input: DecisionInput): Decision {
  const stop = reasonToStop(pack, input)
  if (stop) return refuseAll(stop)
  return decideWithin(evaluateRules(pack, input))
}

/** The calendar may end between the day of the decision and the day that money arrives. */
function decideWithin(evaluation: Evaluation): Decision {
  try {
    return decideEvaluated(evaluation)
  } catch (cause) {
    if (cause instanceof CalendarRefusal) return refuseAll('date_not_covered')
    throw cause
  }
}

/**
 * The decision on any day that the calendar covers, for looking ahead: today's law may have changed by then, so what
 * comes out is never promised. Facts of a known kind only.
 */
export function decideOnDay(pack: Pack, input: DecisionInput): Decision {
  return decideWithin(evaluateRules(pack, input))
}

/** The decision and its trace, from asking each rule once. */
export function decideAndTrace(pack: Pack, input: DecisionInput): { decision: Decision; trace: TraceEntry[] } {
  const evaluation = evaluateRules(pack, input)
  const stop = reasonToStop(pack, input)
  const decision = stop ? refuseAll(stop) : decideWithin(evaluation)
  return { decision, trace: traceEvaluation(evaluation, [...decision.options, ...decision.lawfulRoutes]) }
}

/** The refusals that hold, those that might, and the allow rules, sorted out once. */
interface Sorted {
  readonly held: readonly CompiledRule[]
  readonly possible: readonly CompiledRule[]
  readonly options: Option[]
  /** For each allow rule that could still hold: the facts it lacks. */
  readonly lacking: FactSpec[][]
  readonly undecided: readonly Undecided[]
  readonly information: readonly Information[]
}

function decideEvaluated(evaluation: Evaluation): Decision {
  const sorted = sortRules(evaluation)
  sorted.options.sort(byBest)
  const { information } = sorted
  const refusals = sorted.held.map(rule => refusalOf(rule, evaluation))
  const requested = evaluation.pack.engine.requestedRoutes.get(evaluation.intent)
  if (requested && requested.size > 0) {
    const isRequested = (rule: CompiledRule) => [...rule.refusedRoutes].some(route => requested.has(route))
    if (sorted.held.some(isRequested)) {
      return { ...NOTHING, outcome: 'refuse', refusals, information, lawfulRoutes: sorted.options }
    }
    const undecided = sorted.possible.filter(isRequested)
    if (undecided.length > 0) return refuseOrAsk(undecided, sorted, refusals, evaluation)
  }
  return answerOptions(sorted, refusals, evaluation)
}

function sortRules(evaluation: Evaluation): Sorted {
  const { rules, outcomes, frame } = evaluation
  const held: CompiledRule[] = []
  const possible: CompiledRule[] = []
  const options: Option[] = []
  const lacking: FactSpec[][] = []
  const undecided: Undecided[] = []
  const terms = new Set<string>()
  const information: Information[] = []
  rules.forEach((rule, index) => {
    if (rule.verdict !== 'refuse' || outcomes[index] === false) return
    if (outcomes[index]) held.push(rule)
    else possible.push(rule)
  })
  rules.forEach((rule, index) => {
    const outcome = outcomes[index]
    if (rule.verdict === 'refuse' || outcome === false) return
    if (rule.verdict === 'inform') {
      if (outcome) information.push(informationOf(rule, evaluation))
      return
    }
    if (standsAgainst(rule, held)) return
    const doubt = standsAgainst(rule, possible)
    const priced = outcome && !doubt ? priceRule(rule, evaluation) : undefined
    if (priced?.kind === 'option') {
      options.push(priced.option)
      if (rule.layer === 'issuer_terms') terms.add(rule.id)
    } else if (priced?.kind !== 'nothing_left') {
      undecided.push({ rule, ...(doubt && { doubt }) })
      lacking.push([...(doubt ? missingFacts(doubt.when, frame) : []), ...missingForRule(rule, frame)])
    }
  })
  const settled = terms.size > 0 ? settleLayers(options, id => terms.has(id)).kept : options
  return { held, possible, options: settled, lacking, undecided, information }
}

/** A requested route may be forbidden, depending on what is not known: ask, or refuse if the holder cannot say. */
function refuseOrAsk(
  undecided: readonly CompiledRule[],
  { information, options }: Sorted,
  refusals: readonly DecisionRefusal[],
  evaluation: Evaluation,
): Decision {
  const lacking = undecided.map(rule => missingFacts(rule.when, evaluation.frame))
  if (lacking.some(facts => holderDoesNotKnow(facts, evaluation.frame))) {
    const all = [...refusals, engineRefusal('provenance_unknown')]
    return { ...NOTHING, outcome: 'refuse', refusals: all, information, lawfulRoutes: options }
  }
  const scores = scoreFacts(evaluation, lacking)
  const asked = ask(evaluation.pack, scores, smallestToSettle(undecided, evaluation, scoreIn(scores)))
  return { ...NOTHING, outcome: 'needs_facts', refusals, ...asked, information }
}

const scoreIn = (scores: Scores) => (fact: FactSpec) => scores.get(fact.slot)?.score ?? 0

function ask(pack: Pack, scores: Scores, smallest: SmallestSet | undefined) {
  const questions = rankQuestions(pack, scores, false, smallest?.facts)
  if (!smallest) return { questions }
  return { questions, smallestQuestions: { facts: smallest.facts.map(fact => fact.name), ruleIds: smallest.ruleIds } }
}

/** Nothing that was asked for is forbidden: the options, or the questions that could lead to one, or a no. */
function answerOptions(sorted: Sorted, refusals: readonly DecisionRefusal[], evaluation: Evaluation): Decision {
  const { options, lacking, information, held } = sorted
  const scores = scoreFacts(evaluation, lacking)
  if (options.length > 0) {
    const questions = rankQuestions(evaluation.pack, scores, true)
    return { ...NOTHING, outcome: 'allow', options, refusals, questions, information }
  }
  const asked = ask(evaluation.pack, scores, smallestToAllow(sorted.undecided, evaluation, scoreIn(scores)))
  if (asked.questions.length > 0) return { ...NOTHING, outcome: 'needs_facts', refusals, ...asked, information }
  const own = lacking.some(facts => holderDoesNotKnow(facts, evaluation.frame))
    ? [engineRefusal('provenance_unknown')]
    : held.length === 0
      ? [nothingFits(evaluation)]
      : []
  return { ...NOTHING, outcome: 'refuse', refusals: [...refusals, ...own], information }
}

function nothingFits(evaluation: Evaluation): DecisionRefusal {
  const { pack, frame } = evaluation
  const kind = frame.values[pack.engine.slots.kind]
  if (!pack.engine.kinds.has(String(kind))) return engineRefusal('unknown_instrument')
  const nearest = nearestRule(evaluation)
  return engineRefusal('no_lawful_route', nearest ? { nearest } : {})
}

function refusalOf(rule: CompiledRule, evaluation: Evaluation): DecisionRefusal {
  const { document, legalBasis } = rule
  const trueCost = trueCostOf(rule, evaluation)
  return {
    ruleId: rule.id,
    code: document.code ?? rule.id,
    title: document.title,
    explanation: document.explanation,
    routes: rule.refusedRouteIds,
    ...(document.penalty && { penalty: document.penalty }),
    ...(document.offender && { offender: document.offender }),
    legalBasis,
    ...(trueCost && { trueCost }),
  }
}

function informationOf(rule: CompiledRule, { frame }: Evaluation): Information {
  const { document, route, legalBasis } = rule
  const amountMinor = grossOf(rule, frame)
  const { claimAt, claimBy } = rightsOf(rule, frame)
  return {
    ruleId: rule.id,
    title: document.title,
    explanation: document.explanation,
    ...(route && { route: route.id, how: route.how }),
    ...(claimAt && { claimAt }),
    ...(claimBy && { claimBy }),
    ...(amountMinor !== undefined && { amountMinor }),
    legalBasis,
  }
}
