// SPDX-License-Identifier: Apache-2.0
// Compiles rules: every expression to a closure, every reference to what it names. A rule that names something that is
// not there, or lacks what its verdict needs, is a problem of the pack and not something to find out at a decision.

import { parseLocalDate, toEpochDay } from '../time/index.ts'
import type { LegalBasis } from './decision.ts'
import type { PackDocuments, RuleDocument } from './documents.ts'
import type { Expression, FactSpec, Scope, ValueType } from './expression/index.ts'
import { layerOf, termsProblems, whenIssuer } from './layers.ts'
import type { CompiledArrival, CompiledFee, CompiledRule } from './pack.ts'
import type { ProblemCollector } from './problems.ts'

export interface RuleContext {
  readonly docs: PackDocuments
  readonly scope: Scope
  readonly gross: FactSpec
  readonly collector: ProblemCollector
  /** Routes of routes.yaml and those that only ever appear in an intent or a refusal. */
  readonly allRoutes: ReadonlySet<string>
}

const AMOUNT: readonly ValueType[] = ['money', 'amount', 'integer']
/** A rule without an end is in force on every day we can count. */
const FOR_EVER = Number.MAX_SAFE_INTEGER

/** Every route that the pack ever names. */
export function routesNamed(docs: PackDocuments): Set<string> {
  return new Set([
    ...docs.routes.map(route => route.id),
    ...Object.values(docs.pack.intents).flatMap(routes => routes ?? []),
    ...docs.rules.flatMap(rule => rule.refuses?.routes ?? []),
  ])
}

export function compileRules(context: RuleContext): CompiledRule[] {
  const seen = new Set<string>()
  return context.docs.rules.flatMap(document => {
    if (seen.has(document.id)) {
      context.collector.report(
        'rule',
        `The rule ${document.id} is written twice. Ids are for ever: give one a new id.`,
        'rules',
        document.id,
      )
      return []
    }
    seen.add(document.id)
    const rule = compileRule(document, context)
    return rule ? [rule] : []
  })
}

function compileRule(document: RuleDocument, context: RuleContext): CompiledRule | undefined {
  const { id } = document
  const { collector, scope } = context
  checkNeeds(document, context)
  const compile = (text: string | number | undefined, expected: readonly ValueType[], field: string, within = scope) =>
    text === undefined ? undefined : collector.expression(text, within, expected, 'rules', id, field)

  const condition = compile(document.when, ['boolean'], 'when')
  const isTerms = layerOf(document) === 'issuer_terms'
  const { issuers = [] } = document
  const when = condition && isTerms && issuers.length > 0 ? whenIssuer(issuers, condition, scope) : condition
  const base = compile(document.gross?.base, AMOUNT, 'gross.base')
  const share = compile(document.gross?.share, ['ratio'], 'gross.share')
  const fees = compileFees(document, context)
  const arrival = compileArrival(document, compile)
  const claimBy = compile(document.claimBy, ['date'], 'claimBy')
  const lateInterest = compile(document.lateInterest, ['ratio'], 'lateInterest')
  const legalBasis = resolveLegalBasis(document, context)
  const [from, until] = readEffective(document, collector)
  const route = context.docs.routes.find(each => each.id === document.route)
  const refusedRoutes = refusedRoutesOf(document, context)
  if (!when || from === undefined || until === undefined) return undefined

  const expressions = [when, base, share, claimBy, lateInterest, ...fees.map(fee => fee.amount), ...countOf(arrival)]
  const parameters = [...new Set(expressions.flatMap(each => each?.parameters ?? []))]
  const sale = new Set(context.docs.pack.intents.sell ?? [])
  return {
    document,
    id,
    verdict: document.verdict,
    layer: layerOf(document),
    from,
    until,
    when,
    parameters,
    legalBasis,
    promise: legalBasis.every(({ confidence }) => confidence === 'S' || confidence === 'N') ? 'binding' : 'estimate',
    ...(route && { route }),
    ...(base && { gross: { base, ...(share && { share }), rounding: document.gross?.rounding ?? 'up' } }),
    fees,
    arrival,
    ...(claimBy && { claimBy }),
    ...(lateInterest && { lateInterest }),
    evidence: resolveEvidence(document, context),
    exceptionTo: new Set(document.exceptionTo ?? []),
    refusedRoutes,
    refusedRouteIds: [...refusedRoutes],
    refusesSale: [...refusedRoutes].some(each => sale.has(each)),
  }
}

/** What each verdict must say, so that a decision never finds a hole. */
function checkNeeds(document: RuleDocument, { docs, collector, allRoutes }: RuleContext): void {
  const { id, verdict } = document
  const bad = (message: string, field = '') => collector.report('rule', `${id}: ${message}`, 'rules', id, field)
  if (verdict === 'allow') {
    if (!document.gross) bad('An allow rule says what is paid: add gross.')
    if (!document.arrives) bad('An allow rule says when the money is there: add arrives.')
    if (document.route === undefined) bad('An allow rule says how: add route.')
  }
  if (verdict === 'refuse') {
    if (!document.code) bad('A refusal has a stable code: add code.')
    if (!document.refuses) bad('A refusal says which routes it forbids: add refuses.')
    if (document.gross || document.route) bad('A refusal pays nothing and has no route: remove gross and route.')
  } else if (document.refuses || document.code) {
    bad('Only a refusal has refuses and code: remove them or make it a refusal.')
  }
  for (const message of termsProblems(document)) collector.report('terms', `${id}: ${message}`, 'rules', id, 'layer')
  if (document.route !== undefined && !docs.routes.some(route => route.id === document.route)) {
    bad(`The route ${document.route} is not in routes.yaml.`, 'route')
  }
  const named = [...(document.refuses?.routes ?? []), ...(document.refuses?.allRoutesExcept ?? [])]
  for (const route of named) if (!allRoutes.has(route)) bad(`The route ${route} is named nowhere else.`, 'refuses')
  for (const other of document.exceptionTo ?? []) {
    const target = docs.rules.find(rule => rule.id === other)
    if (verdict !== 'allow' || target?.verdict !== 'refuse') {
      bad(
        `exceptionTo names ${other}: only an allow rule is an exception, and only to a refusal that exists.`,
        'exceptionTo',
      )
    }
  }
}

type Compile = (
  text: string | number | undefined,
  expected: readonly ValueType[],
  field: string,
  within?: Scope,
) => Expression | undefined

function compileFees(document: RuleDocument, { scope, gross, collector }: RuleContext): CompiledFee[] {
  const withGross: Scope = { ...scope, facts: new Map(scope.facts).set('gross', gross) }
  return (document.fees ?? []).flatMap((fee, index) => {
    const amount = collector.expression(fee.amount, withGross, AMOUNT, 'rules', document.id, `fees.${index}.amount`)
    return amount ? [{ code: fee.code, payee: fee.payee, title: fee.title, amount }] : []
  })
}

function compileArrival({ arrives }: RuleDocument, compile: Compile): CompiledArrival {
  const businessDays = compile(arrives?.businessDays, ['integer'], 'arrives.businessDays')
  if (businessDays) return { kind: 'business_days', count: businessDays }
  const days = compile(arrives?.days, ['integer'], 'arrives.days')
  if (days) return { kind: 'days', count: days }
  return { kind: arrives?.monthEnd ? 'month_end' : 'immediately' }
}

function countOf(arrival: CompiledArrival): Expression[] {
  return 'count' in arrival ? [arrival.count] : []
}

function resolveLegalBasis(document: RuleDocument, { docs, collector }: RuleContext): LegalBasis[] {
  if (document.legalBasis.length === 0) {
    collector.report('rule_without_source', `${document.id} cites nothing: no source, no rule.`, 'rules', document.id)
  }
  return document.legalBasis.flatMap(({ source: sourceId, cite }) => {
    const source = docs.sources.find(each => each.id === sourceId)
    const checkedOn = source && parseLocalDate(source.checkedOn)
    if (!source || !checkedOn) {
      const message = `${document.id} cites ${sourceId}, which sources.yaml does not list with a date.`
      collector.report('unknown_source', message, 'rules', document.id, 'legalBasis')
      return []
    }
    const { title: sourceTitle, locator, confidence } = source
    return [{ ruleId: document.id, cite, source: sourceId, sourceTitle, locator, confidence, checkedOn }]
  })
}

function resolveEvidence(document: RuleDocument, { docs, collector }: RuleContext): CompiledRule['evidence'] {
  return (document.evidence ?? []).flatMap(code => {
    const known = docs.evidence.find(each => each.code === code)
    if (known) return [known]
    const message = `${document.id} asks for ${code}, which evidence.yaml does not list.`
    collector.report('unknown_evidence', message, 'rules', document.id, 'evidence')
    return []
  })
}

function readEffective(document: RuleDocument, collector: ProblemCollector): [number | undefined, number | undefined] {
  const read = (text: string | undefined, otherwise: number): number | undefined => {
    if (text === undefined) return otherwise
    const date = parseLocalDate(text)
    if (date !== undefined) return toEpochDay(date)
    collector.report(
      'rule',
      `${document.id}: "${text}" is not a date. Write YYYY-MM-DD.`,
      'rules',
      document.id,
      'effective',
    )
    return undefined
  }
  const [from, until] = [read(document.effective.from, 0), read(document.effective.until, FOR_EVER)]
  if (from !== undefined && until !== undefined && from > until) {
    collector.report('rule', `${document.id} ends before it begins.`, 'rules', document.id, 'effective')
  }
  return [from, until]
}

function refusedRoutesOf({ refuses }: RuleDocument, { allRoutes }: RuleContext): Set<string> {
  const routes = new Set(refuses?.routes ?? [])
  if (refuses?.allRoutesExcept) {
    for (const route of allRoutes) if (!refuses.allRoutesExcept.includes(route)) routes.add(route)
  }
  return routes
}
