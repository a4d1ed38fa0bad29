// SPDX-License-Identifier: Apache-2.0
// The conditions of a pack as plain terms that any rule engine can be given: derived facts are written out, parameters
// are the numbers of one day, ratios are compared by multiplying. What no rival has words for, calendar arithmetic, is
// lifted out: it is worked out before the clock starts and handed to the rivals as one more fact.

import { type ASTNode, parse } from '@marcbachmann/cel-js'
import type { rate } from '../../packages/domain/src/money/index.ts'
import { eraAt } from '../../packages/domain/src/policy/evaluate.ts'
import {
  compileExpression,
  type Evaluate,
  type FactSpec,
  type ParameterSpec,
  type Value,
} from '../../packages/domain/src/policy/expression/index.ts'
import type { Pack } from '../../packages/domain/src/policy/pack.ts'
import { type LocalDate, toEpochDay } from '../../packages/domain/src/time/index.ts'

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='

export type Term =
  | { readonly op: 'value'; readonly value: number | string | boolean }
  | { readonly op: 'variable'; readonly name: string }
  | { readonly op: 'known'; readonly name: string }
  | { readonly op: 'and' | 'or'; readonly of: readonly Term[] }
  | { readonly op: 'not'; readonly of: Term }
  | { readonly op: 'in'; readonly of: Term; readonly values: readonly string[] }
  | { readonly op: 'compare'; readonly by: Comparison; readonly left: Term; readonly right: Term }
  | { readonly op: 'arithmetic'; readonly by: '+' | '-' | '*'; readonly left: Term; readonly right: Term }
  | { readonly op: 'choose'; readonly when: Term; readonly yes: Term; readonly no: Term }
  /** Only inside of a comparison, where it disappears. */
  | { readonly op: 'ratio'; readonly part: Term; readonly whole: Term }

/** What a term reads: a fact in its slot, or a lifted expression with the closure that works it out. */
export interface Variable {
  readonly name: string
  readonly fact?: FactSpec
  readonly lifted?: Evaluate
}

export interface RuleTerms {
  readonly id: string
  readonly when: Term
  readonly variables: ReadonlySet<string>
}

export interface PackTerms {
  /** Rules in force on the day, by kind, in file order. */
  readonly byKind: ReadonlyMap<string, readonly RuleTerms[]>
  readonly variables: ReadonlyMap<string, Variable>
}

/** Functions that terms can say; every other call is lifted. */
const SAID: ReadonlySet<string> = new Set(['ratio', 'days', 'known'])

const safeName = (name: string) => name.replaceAll(/\W/g, '_')

/** All rules in force on a day as terms. */
export function termsOf(pack: Pack, asOf: LocalDate): PackTerms {
  const era = eraAt(pack.engine.eras, toEpochDay(asOf))
  const facts = pack.engine.expressionFacts
  const expressions = [...pack.engine.rules.map(rule => rule.when), ...[...facts.values()].map(fact => fact.derivation)]
  const parameters = new Map<string, ParameterSpec>()
  for (const each of expressions) for (const spec of each?.parameters ?? []) parameters.set(spec.id, spec)
  const bySlot = new Map<number, FactSpec>()
  for (const fact of facts.values()) if (!bySlot.has(fact.slot)) bySlot.set(fact.slot, fact)
  const variables = new Map<string, Variable>()

  function read(node: ASTNode, used: Set<string>): Term {
    const go = (child: ASTNode) => read(child, used)
    const variable = (name: string, entry: Omit<Variable, 'name'>): Term => {
      variables.set(name, { name, ...entry })
      used.add(name)
      return { op: 'variable', name }
    }
    const lift = (): Term => {
      const text = node.input.slice(node.start, node.end)
      const lifted = compileExpression(text, { facts, parameters }).evaluate
      return variable(safeName(text), { lifted })
    }
    const fact = (name: string): Term => {
      const spec = facts.get(name)!
      if (spec.derivation) return go(parse(spec.derivation.text).ast)
      const own = bySlot.get(spec.slot)!
      return variable(safeName(own.name), { fact: own })
    }
    switch (node.op) {
      case 'value':
        return {
          op: 'value',
          value: typeof node.args === 'bigint' ? Number(node.args) : (node.args as string | boolean),
        }
      case 'id':
        return fact(node.args)
      case '.': {
        const [owner, field] = node.args
        if (owner.op !== 'id') return lift()
        if (owner.args !== 'param') return fact(`${owner.args}.${field}`)
        return constant(era.parameters[parameters.get(field)!.index]!)
      }
      case 'call': {
        const [name, args] = node.args
        if (!SAID.has(name)) return lift()
        if (name === 'ratio') return { op: 'ratio', part: go(args[0]!), whole: go(args[1]!) }
        if (name === 'days') return { op: 'arithmetic', by: '-', left: go(args[1]!), right: go(args[0]!) }
        const about = go(args[0]!)
        return about.op === 'variable' ? { op: 'known', name: about.name } : lift()
      }
      case '&&':
      case '||':
        return { op: node.op === '&&' ? 'and' : 'or', of: node.args.map(go) }
      case '!_':
        return { op: 'not', of: go(node.args) }
      case '?:':
        return { op: 'choose', when: go(node.args[0]), yes: go(node.args[1]), no: go(node.args[2]) }
      case 'in': {
        const [of, list] = node.args
        const values = (list.args as readonly ASTNode[]).map(each => String(each.args))
        return { op: 'in', of: go(of), values }
      }
      case '+':
      case '-':
      case '*':
        return { op: 'arithmetic', by: node.op, left: go(node.args[0]), right: go(node.args[1]) }
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return comparison(node.op, go(node.args[0]), go(node.args[1]))
      default:
        return lift()
    }
  }

  const readRule = (id: string, text: string): RuleTerms => {
    const used = new Set<string>()
    return { id, when: read(parse(text).ast, used), variables: used }
  }
  const byKind = new Map<string, RuleTerms[]>()
  for (const [kind, rules] of era.rulesByKind) {
    byKind.set(
      kind,
      rules.map(rule => readRule(rule.id, rule.when.text)),
    )
  }
  return { byKind, variables }
}

const RATES = new WeakMap<object, ReturnType<typeof rate>>()

function constant(value: Value): Term {
  if (typeof value !== 'object') return { op: 'value', value: typeof value === 'bigint' ? Number(value) : value }
  const term: Term = { op: 'value', value: Number(value.numerator) / Number(value.denominator) }
  RATES.set(term, value)
  return term
}

const times = (left: Term, right: bigint): Term => {
  return right === 1n ? left : { op: 'arithmetic', by: '*', left, right: { op: 'value', value: Number(right) } }
}

/** A comparison without ratios in it: `part ÷ whole ≥ 60%` is `part × 100 ≥ whole × 60`, exact in whole numbers. */
function comparison(by: Comparison, left: Term, right: Term): Term {
  if (left.op === 'choose') {
    return { ...left, yes: comparison(by, left.yes, right), no: comparison(by, left.no, right) }
  }
  if (right.op === 'choose') {
    return { ...right, yes: comparison(by, left, right.yes), no: comparison(by, left, right.no) }
  }
  const share = RATES.get(right)
  if (left.op === 'ratio' && share) {
    return { op: 'compare', by, left: times(left.part, share.denominator), right: times(left.whole, share.numerator) }
  }
  return { op: 'compare', by, left, right }
}
