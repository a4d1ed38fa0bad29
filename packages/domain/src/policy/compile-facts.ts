// SPDX-License-Identifier: Apache-2.0
// The names that expressions may use: the pack's facts, each in its slot, and its dated parameters. Facts that are the
// same under two names share a slot; derived facts are compiled in whatever order they need each other.

import { INSTRUMENT_KINDS, INTENTS } from '../instrument/index.ts'
import { parseRate } from '../money/index.ts'
import { parseLocalDate, toEpochDay } from '../time/index.ts'
import type { FactDocument, PackDocuments, ParameterDocument } from './documents.ts'
import {
  type Expression,
  type FactSpec,
  type ParameterSpec,
  PENDING,
  type Value,
  type ValueType,
} from './expression/index.ts'
import type { Engine, StatableFact } from './pack.ts'
import type { ProblemCollector } from './problems.ts'
import { readPlainValue } from './read-value.ts'

/** `birthDate` of `holder` is `holder.birthDate`. */
export function factName(document: FactDocument): string {
  return document.of ? `${document.of}.${document.name}` : document.name
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const BUILT_IN: readonly { name: string; type: ValueType; values?: readonly string[] }[] = [
  { name: 'kind', type: 'enum', values: INSTRUMENT_KINDS },
  { name: 'issuer', type: 'text' },
  { name: 'asOf', type: 'date' },
  { name: 'intent', type: 'enum', values: INTENTS },
]

export interface CompiledFacts {
  readonly facts: Engine['facts']
  readonly expressionFacts: ReadonlyMap<string, FactSpec>
  readonly template: Engine['template']
  readonly slots: Engine['slots']
  /** Only fees may read it: what the rule pays before they are taken. */
  readonly gross: FactSpec
}

/**
 * Compiles facts.yaml. A fact with a problem stays in scope by its declared type, so that one mistake is told once.
 * `issuer` may stand there to give it a question; the other built-in facts are always known.
 */
export function compileFacts(
  docs: PackDocuments,
  parameters: ReadonlyMap<string, ParameterSpec>,
  collector: ProblemCollector,
): CompiledFacts {
  const specs = new Map<string, Mutable<FactSpec>>()
  const statable = new Map<string, StatableFact>()
  const template: (Value | undefined | symbol)[] = []
  const plain = { provenance: false, personal: false }
  for (const { name, type, values } of BUILT_IN) {
    specs.set(name, { name, slot: template.length, type, ...plain, ...(values && { values }) })
    template.push(undefined)
  }
  const gross: FactSpec = { name: 'gross', slot: template.length, type: 'money', ...plain }
  template.push(undefined)

  const declared = docs.facts.filter(document => !BUILT_IN.some(fact => fact.name === factName(document)))
  for (const document of declared.filter(each => each.sameAs === undefined)) {
    declareFact(document, specs, template, collector)
  }
  for (const document of declared.filter(each => each.sameAs !== undefined)) {
    declareAlias(document, specs, collector)
  }
  for (const document of declared) {
    const spec = specs.get(factName(document))
    if (spec && document.derive === undefined) statable.set(factName(document), { spec, document })
  }
  const issuer = docs.facts.find(document => factName(document) === 'issuer')
  if (issuer) statable.set('issuer', { spec: specs.get('issuer')!, document: issuer })
  deriveFacts(declared, specs, parameters, collector)
  const slot = (name: string) => specs.get(name)!.slot
  return {
    facts: statable,
    expressionFacts: specs,
    template,
    slots: {
      kind: slot('kind'),
      issuer: slot('issuer'),
      asOf: slot('asOf'),
      intent: slot('intent'),
      gross: gross.slot,
    },
    gross,
  }
}

function declareFact(
  document: FactDocument,
  specs: Map<string, Mutable<FactSpec>>,
  template: (Value | undefined | symbol)[],
  collector: ProblemCollector,
): void {
  const name = factName(document)
  const bad = (message: string, field: string) => collector.report('fact', message, 'facts', name, field)
  if (specs.has(name)) {
    bad(`The fact ${name} is declared twice. Remove one.`, 'name')
    return
  }
  if (document.type === 'enum' && !document.values?.length) bad(`The enum ${name} needs its values.`, 'values')
  let assumed: Value | undefined
  if (document.default !== undefined) {
    const read = readPlainValue(document, document.default)
    if (read.kind === 'read') assumed = read.value
    else bad(`The default of ${name}: ${read.detail}`, 'default')
    if (document.provenance)
      bad(`${name} decides provenance, so it has no default: what is not known fails closed.`, 'default')
    if (document.derive !== undefined) bad(`${name} is derived, so it has no default.`, 'default')
  }
  specs.set(name, {
    name,
    slot: template.length,
    type: document.type,
    provenance: document.provenance ?? false,
    personal: document.personal ?? false,
    ...(document.values && { values: document.values }),
    ...(assumed !== undefined && { assumed }),
  })
  template.push(document.derive === undefined ? assumed : PENDING)
}

function declareAlias(
  document: FactDocument,
  specs: Map<string, Mutable<FactSpec>>,
  collector: ProblemCollector,
): void {
  const name = factName(document)
  const target = specs.get(document.sameAs ?? '')
  const problem = aliasProblem(document, target, specs.has(name))
  if (problem || !target) {
    collector.report('fact', problem ?? '', 'facts', name, 'sameAs')
    return
  }
  specs.set(name, { ...target, name })
}

function aliasProblem(document: FactDocument, target: FactSpec | undefined, taken: boolean): string | undefined {
  const name = factName(document)
  if (taken) return `The fact ${name} is declared twice. Remove one.`
  if (!target) return `${name} is the same as ${document.sameAs}, which is no fact of this pack.`
  if (target.type !== document.type) return `${name} and ${document.sameAs} must have one type.`
  if (document.derive !== undefined || document.default !== undefined) {
    return `${name} takes its value from ${document.sameAs}: it has no default and no derivation.`
  }
  return undefined
}

function deriveFacts(
  declared: readonly FactDocument[],
  specs: Map<string, Mutable<FactSpec>>,
  parameters: ReadonlyMap<string, ParameterSpec>,
  collector: ProblemCollector,
): void {
  const derived = new Map(declared.filter(each => each.derive !== undefined).map(each => [factName(each), each]))
  const state = new Map<string, 'deriving' | 'done'>()
  const derive = (name: string, document: FactDocument): void => {
    if (state.has(name)) {
      if (state.get(name) === 'deriving') {
        collector.report('fact', `${name} is derived from itself. Break the circle.`, 'facts', name, 'derive')
      }
      return
    }
    state.set(name, 'deriving')
    const text = document.derive ?? ''
    for (const [other, otherDocument] of derived) if (mentions(text, other)) derive(other, otherDocument)
    const spec = specs.get(name)!
    const expected: readonly ValueType[] = [document.type]
    const compiled = collector.expression(text, { facts: specs, parameters }, expected, 'facts', name, 'derive')
    if (compiled) {
      spec.derivation = compiled
      spec.provenance = compiled.facts.some(fact => fact.provenance)
      spec.personal = spec.personal || compiled.facts.some(fact => fact.personal)
    }
    state.set(name, 'done')
  }
  for (const [name, document] of derived) derive(name, document)
}

function mentions(text: string, name: string): boolean {
  const at = new RegExp(`(^|[^\\w.])${name.replace('.', '\\.')}($|[^\\w.])`)
  return at.test(text)
}

export interface CompiledParameter {
  readonly spec: ParameterSpec
  readonly document: ParameterDocument
  /** Oldest first; each value counts from its day until the next. */
  readonly values: readonly { readonly from: number; readonly value: Value }[]
}

const PARAMETER_TYPES: Readonly<Record<ParameterDocument['type'], ValueType>> = {
  ratio: 'ratio',
  amount: 'money',
  days: 'integer',
  months: 'integer',
  years: 'integer',
  businessDays: 'integer',
  integer: 'integer',
}

/** Compiles parameters.yaml. */
export function compileParameters(docs: PackDocuments, collector: ProblemCollector): CompiledParameter[] {
  const seen = new Set<string>()
  return docs.parameters.map((document, index) => {
    const { id } = document
    const bad = (message: string) => collector.report('parameter', message, 'parameters', id)
    if (seen.has(id)) bad(`The parameter ${id} is declared twice. Remove one.`)
    seen.add(id)
    const values = document.values.flatMap(entry => {
      const from = parseLocalDate(String(entry.from))
      const value = readParameterValue(document.type, entry.value)
      if (from === undefined) bad(`${id}: "${entry.from}" is not a date. Write YYYY-MM-DD.`)
      if (value === undefined) bad(`${id}: "${entry.value}" is not a value of type ${document.type}.`)
      if (!docs.sources.some(source => source.id === entry.source)) {
        collector.report(
          'unknown_source',
          `${id} cites ${entry.source}, which sources.yaml does not list.`,
          'parameters',
          id,
        )
      }
      return from === undefined || value === undefined ? [] : [{ from: toEpochDay(from), value }]
    })
    values.sort((left, right) => left.from - right.from)
    if (values.some((entry, at) => at > 0 && values[at - 1]!.from === entry.from))
      bad(`${id} has two values from one day.`)
    return { spec: { id, index, type: PARAMETER_TYPES[document.type] }, document, values }
  })
}

function readParameterValue(type: ParameterDocument['type'], raw: string | number): Value | undefined {
  if (type === 'ratio') return parseRate(String(raw))
  const text = String(raw)
  return /^\d{1,15}$/.test(text) ? BigInt(text) : undefined
}

/** The facts that a holder could state to make an expression known, the expression's own order first. */
export function basesOf(expression: Expression): readonly FactSpec[] {
  const bases = new Map<number, FactSpec>()
  const visit = (facts: readonly FactSpec[]) => {
    for (const fact of facts) {
      if (fact.derivation) visit(fact.derivation.facts)
      else if (!bases.has(fact.slot)) bases.set(fact.slot, fact)
    }
  }
  visit(expression.facts)
  return [...bases.values()]
}
