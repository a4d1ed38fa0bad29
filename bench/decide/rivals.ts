// SPDX-License-Identifier: Apache-2.0
// The same conditions in the words of three other engines, each as its own documentation advises for speed: compiled or
// parsed once, one set of rules per kind (the same index that we have), and asked only which rules hold.

import { createRequire } from 'node:module'
import { ZenEngine } from '@gorules/zen-engine'
import { Engine, type RuleProperties, type TopLevelCondition } from 'json-rules-engine'
import type { PackTerms, RuleTerms, Term } from './terms.ts'

/** Cedar's WebAssembly for Node is a CommonJS module, which loads without flags. */
const cedar = createRequire(import.meta.url)(
  '@cedar-policy/cedar-wasm/nodejs',
) as typeof import('@cedar-policy/cedar-wasm/nodejs')

export type Plain = Readonly<Record<string, number | string | boolean>>

export interface Question {
  readonly kind: string
  readonly facts: Plain
}

export interface Rival {
  readonly name: string
  /** What it is asked to do, in a sentence. */
  readonly does: string
  /** The ids of the rules that hold, for each question. */
  ask(questions: readonly Question[]): Promise<string[][]>
}

type Words = {
  readonly variable: (name: string) => string
  readonly known: (name: string) => string
  readonly and: string
  readonly or: string
  readonly not: (of: string) => string
  readonly isIn: (of: string, values: string) => string
  readonly choose: (when: string, yes: string, no: string) => string
}

function write(term: Term, words: Words): string {
  const go = (each: Term) => write(each, words)
  switch (term.op) {
    case 'value':
      return JSON.stringify(term.value)
    case 'variable':
      return words.variable(term.name)
    case 'known':
      return words.known(term.name)
    case 'and':
    case 'or':
      return `(${term.of.map(go).join(` ${words[term.op]} `)})`
    case 'not':
      return words.not(go(term.of))
    case 'in':
      return words.isIn(go(term.of), `[${term.values.map(value => JSON.stringify(value)).join(', ')}]`)
    case 'compare':
    case 'arithmetic':
      return `(${go(term.left)} ${term.by} ${go(term.right)})`
    case 'choose':
      return words.choose(go(term.when), go(term.yes), go(term.no))
    default:
      throw new TypeError('A ratio outside of a comparison cannot be said.')
  }
}

const CEDAR: Words = {
  variable: name => `context.${name}`,
  known: name => `(context has ${name})`,
  and: '&&',
  or: '||',
  not: of => `!${of}`,
  isIn: (of, values) => `${values}.contains(${of})`,
  choose: (when, yes, no) => `(if ${when} then ${yes} else ${no})`,
}

const ZEN: Words = {
  variable: name => name,
  known: name => `(${name} != null)`,
  and: 'and',
  or: 'or',
  not: of => `not (${of})`,
  isIn: (of, values) => `(${of} in ${values})`,
  choose: (when, yes, no) => `(${when} ? ${yes} : ${no})`,
}

const entity = (type: string) => ({ type, id: 'one' })

/** Each rule is a `permit` of its own, so that the reasons of one answer are all the rules that hold. */
export function createCedar({ byKind }: PackTerms): Rival {
  for (const [kind, rules] of byKind) {
    const staticPolicies = Object.fromEntries(
      rules.map(rule => [rule.id, `permit(principal, action, resource) when { ${write(rule.when, CEDAR)} };`]),
    )
    const parsed = cedar.preparsePolicySet(kind, { staticPolicies })
    if (parsed.type === 'failure') throw new TypeError(`Cedar cannot read ${kind}: ${parsed.errors[0]?.message}`)
  }
  const about = { principal: entity('Holder'), action: entity('Action'), resource: entity('Instrument'), entities: [] }
  return {
    name: '@cedar-policy/cedar-wasm',
    does: 'one statefulIsAuthorized call on a policy set parsed before; the reasons name the rules that hold',
    async ask(questions) {
      return questions.map(({ kind, facts }) => {
        const answer = cedar.statefulIsAuthorized({ ...about, context: { ...facts }, preparsedPolicySetId: kind })
        if (answer.type === 'failure') throw new TypeError(answer.errors[0]?.message)
        return [...answer.response.diagnostics.reason]
      })
    },
  }
}

/** One expression node with one line per rule, which is what its documentation calls the fastest node. */
export function createZen({ byKind }: PackTerms): Rival {
  const engine = new ZenEngine()
  const decisions = new Map(
    [...byKind].map(([kind, rules]) => {
      const expressions = rules.map((rule, index) => ({
        id: rule.id,
        key: `r${index}`,
        value: write(rule.when, ZEN),
      }))
      const content = {
        nodes: [
          { id: 'in', name: 'in', type: 'inputNode', content: {} },
          { id: 'rules', name: 'rules', type: 'expressionNode', content: { expressions } },
          { id: 'out', name: 'out', type: 'outputNode', content: {} },
        ],
        edges: [
          { id: 'a', sourceId: 'in', targetId: 'rules', type: 'edge' },
          { id: 'b', sourceId: 'rules', targetId: 'out', type: 'edge' },
        ],
      }
      return [kind, engine.createDecision(content)] as const
    }),
  )
  return {
    name: '@gorules/zen-engine',
    does: 'one evaluate of a decision made before (an expression node with one line per rule), many at once',
    ask: questions =>
      Promise.all(
        questions.map(async ({ kind, facts }) => {
          const { result } = await decisions.get(kind)!.evaluate(facts)
          const held = result as Readonly<Record<string, boolean>>
          return byKind.get(kind)!.flatMap((rule, index) => (held[`r${index}`] === true ? [rule.id] : []))
        }),
      ),
  }
}

const OPERATORS = {
  '==': 'equal',
  '!=': 'notEqual',
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  '>': 'greaterThan',
  '>=': 'greaterThanInclusive',
} as const

/** Computed facts of one engine: arithmetic has no place in its conditions, so each part is a fact with a closure. */
type Computed = Map<string, (facts: Plain) => number | undefined>

function compute(term: Term): (facts: Plain) => number | undefined {
  if (term.op === 'value') return () => Number(term.value)
  if (term.op === 'variable') return facts => facts[term.name] as number | undefined
  if (term.op !== 'arithmetic') throw new TypeError(`${term.op} is no arithmetic.`)
  const [left, right] = [compute(term.left), compute(term.right)]
  const { by } = term
  return facts => {
    const [a, b] = [left(facts), right(facts)]
    if (a === undefined || b === undefined) return undefined
    return by === '+' ? a + b : by === '-' ? a - b : a * b
  }
}

/** The fact by which an operand goes: a stated one by its name, a sum or product by a computed one. */
function factOf(term: Term, computed: Computed): string {
  if (term.op === 'variable') return term.name
  const name = `computed ${JSON.stringify(term)}`
  computed.set(name, compute(term))
  return name
}

function condition(term: Term, computed: Computed): TopLevelCondition {
  const go = (each: Term) => condition(each, computed)
  switch (term.op) {
    case 'value':
      return { all: [{ fact: 'always', operator: 'equal', value: term.value }] }
    case 'variable':
      return { all: [{ fact: term.name, operator: 'equal', value: true }] }
    case 'known':
      return { all: [{ fact: term.name, operator: 'isKnown', value: true }] }
    case 'and':
      return { all: term.of.map(go) }
    case 'or':
      return { any: term.of.map(go) }
    case 'not':
      return { not: go(term.of) }
    case 'in':
      return { all: [{ fact: factOf(term.of, computed), operator: 'in', value: term.values }] }
    case 'compare': {
      const { left, right, by } = term
      const value = right.op === 'value' ? right.value : { fact: factOf(right, computed) }
      return { all: [{ fact: factOf(left, computed), operator: OPERATORS[by], value }] }
    }
    case 'choose': {
      const when = go(term.when)
      return { any: [{ all: [when, go(term.yes)] }, { all: [{ not: when }, go(term.no)] }] }
    }
    default:
      throw new TypeError(`${term.op} is no condition.`)
  }
}

function createJsonEngine(rules: readonly RuleTerms[]): Engine {
  const computed: Computed = new Map()
  const engine = new Engine([], { allowUndefinedFacts: true })
  engine.addOperator('isKnown', value => value !== undefined)
  for (const rule of rules) {
    const properties: RuleProperties = { conditions: condition(rule.when, computed), event: { type: rule.id } }
    engine.addRule(properties)
  }
  engine.addFact('always', true)
  for (const [name, work] of computed) {
    engine.addFact(name, async (_, almanac) => work(await almanac.factValue<Plain>('facts')))
  }
  return engine
}

/** `all` and `any` of conditions; sums and products are its dynamic facts, which it remembers within one run. */
export function createJsonRules({ byKind }: PackTerms): Rival {
  const engines = new Map([...byKind].map(([kind, rules]) => [kind, createJsonEngine(rules)]))
  return {
    name: 'json-rules-engine',
    does: 'one run of an engine made before; its events name the rules that hold',
    ask: async questions => {
      const answers: string[][] = []
      for (const { kind, facts } of questions) {
        const { events } = await engines.get(kind)!.run({ ...facts, facts })
        answers.push(events.map(event => event.type))
      }
      return answers
    },
  }
}
