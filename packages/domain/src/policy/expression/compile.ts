// SPDX-License-Identifier: Apache-2.0
// Compiles a condition or an amount from CEL text to a closure, once. CEL gives the syntax; the meaning is ours:
// three-valued (a fact may be unknown), exact (no floats), closed (no macros, no fields but facts and parameters).

import { type ASTNode, parse } from '@marcbachmann/cel-js'
import { FUNCTIONS, literalDate } from './functions.ts'
import { type Expression, ExpressionProblem, type FactSpec, type ParameterSpec, type Scope } from './node.ts'
import { and, arithmetic, choose, compare, equal, member, negate, not, or } from './operators.ts'
import { type Evaluate, PENDING, type Value, type ValueType } from './value.ts'

/** An expression longer than this is not a condition anybody can check by reading. */
const LENGTH_MAX = 2000

/**
 * Parses, checks the types and compiles. Throws `ExpressionProblem` with the place and what to do about it.
 * `expected` is what the field needs: a condition is boolean, a deadline a date.
 */
export function compileExpression(text: string, scope: Scope, expected?: readonly ValueType[]): Expression {
  if (text.length > LENGTH_MAX) {
    throw new ExpressionProblem(
      `The expression is longer than ${LENGTH_MAX} characters. Split it into derived facts.`,
      0,
    )
  }
  const compiled = compileNode(parseText(text), { text, scope })
  if (expected && !fits(compiled.type, expected)) {
    throw new ExpressionProblem(`This must be ${expected.join(' or ')}, but it is ${compiled.type}.`, 0)
  }
  return compiled
}

interface Context {
  readonly text: string
  readonly scope: Scope
}

function parseText(text: string): ASTNode {
  try {
    return parse(text).ast
  } catch (cause) {
    const { message, node } = cause as Error & { node?: { pos?: number } }
    throw new ExpressionProblem(message.split('\n')[0] ?? message, node?.pos ?? 0)
  }
}

/** A whole-number literal fits money and integers alike; an exact part amount may stand where money may. */
export function fits(type: ValueType, accepted: readonly ValueType[]): boolean {
  if (accepted.includes(type)) return true
  return type === 'number' && (accepted.includes('money') || accepted.includes('integer'))
}

function problem(node: ASTNode, message: string): ExpressionProblem {
  return new ExpressionProblem(message, node.start)
}

function union<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const all = lists.flat()
  return all.length < 2 ? all : [...new Set(all)]
}

interface Shape {
  readonly type: ValueType
  readonly evaluate: Evaluate
  readonly constant?: Value
  readonly values?: readonly string[]
  readonly parts?: Expression['parts']
  readonly negates?: Expression
  readonly choice?: Expression['choice']
  readonly fact?: FactSpec
  readonly facts?: readonly FactSpec[]
  readonly parameters?: readonly ParameterSpec[]
}

/** The source of a node. The parser leaves the parentheses at its ends out, so they are taken in until they match. */
function textOf({ start, end }: ASTNode, text: string): string {
  let open = 0
  let missing = 0
  for (const character of text.slice(start, end)) {
    if (character === '(') open++
    else if (character === ')' && open > 0) open--
    else if (character === ')') missing++
  }
  let [from, to] = [start, end]
  while (open > 0 && to < text.length) if (text[to++] === ')') open--
  while (missing > 0 && from > 0) if (text[--from] === '(') missing--
  return text.slice(from, to)
}

function expression(node: ASTNode, context: Context, of: readonly Expression[], shape: Shape): Expression {
  return {
    text: textOf(node, context.text),
    ...shape,
    facts: union([...of.map(part => part.facts), shape.facts ?? []]),
    parameters: union([...of.map(part => part.parameters), shape.parameters ?? []]),
  }
}

function compileNode(node: ASTNode, context: Context): Expression {
  const compile = (child: ASTNode) => compileNode(child, context)
  switch (node.op) {
    case 'value':
      return compileLiteral(node, context)
    case 'id':
      return compileFact(node, context, node.args)
    case '.':
      return compileMember(node, context, node.args)
    case 'call':
      return compileCall(node, context, node.args[0], node.args[1])
    case '&&':
    case '||':
      return compileLogic(node, node.op, context)
    case '!_': {
      const operand = compile(node.args)
      requireType(node.args, operand, ['boolean'], '!')
      return expression(node, context, [operand], {
        type: 'boolean',
        evaluate: not(operand.evaluate),
        negates: operand,
      })
    }
    case '-_': {
      const operand = compile(node.args)
      requireType(node.args, operand, ['money', 'integer', 'number'], '-')
      return expression(node, context, [operand], { type: operand.type, evaluate: negate(operand.evaluate) })
    }
    case '?:':
      return compileChoice(node, context, node.args)
    case 'in':
      return compileIn(node, context, node.args)
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileComparison(node, node.op, context, compile(node.args[0]), compile(node.args[1]))
    case '+':
    case '-':
    case '*':
      return compileArithmetic(node, node.op, context, node.args)
    case '/':
    case '%':
      throw problem(
        node,
        `"${node.op}" rounds. Use ratio(part, whole), proRata(amount, part, whole) or share(amount, ratio).`,
      )
    default:
      throw problem(
        node,
        `"${context.text.slice(node.start, node.end)}" is CEL that the policy language does not have.`,
      )
  }
}

function compileLiteral(node: ASTNode & { op: 'value' }, context: Context): Expression {
  const literal: unknown = node.args
  const made = (type: ValueType, constant: Value) =>
    expression(node, context, [], { type, constant, evaluate: () => constant })
  if (typeof literal === 'bigint') return made('number', literal)
  if (typeof literal === 'boolean') return made('boolean', literal)
  if (typeof literal === 'string') return made('text', literal)
  throw problem(node, 'Only whole numbers, texts, true and false can be written out. Put a ratio into parameters.yaml.')
}

function compileFact(node: ASTNode, context: Context, name: string): Expression {
  const fact = context.scope.facts.get(name)
  if (!fact) throw problem(node, `"${name}" is no fact of this pack. Add it to facts.yaml or correct the name.`)
  const { slot, derivation } = fact
  const evaluate: Evaluate = derivation
    ? frame => {
        const known = frame.values[slot]
        if (known !== PENDING) return known as Value | undefined
        const derived = derivation.evaluate(frame)
        frame.values[slot] = derived
        return derived
      }
    : frame => frame.values[slot] as Value | undefined
  return expression(node, context, [], {
    type: fact.type,
    evaluate,
    facts: [fact],
    fact,
    ...(fact.values && { values: fact.values }),
    ...(derivation && { parameters: derivation.parameters }),
  })
}

function compileMember(node: ASTNode, context: Context, [owner, field]: readonly [ASTNode, string]): Expression {
  if (owner.op !== 'id')
    throw problem(node, 'Only facts such as holder.birthDate and parameters such as param.x have a dot.')
  if (owner.args !== 'param') return compileFact(node, context, `${owner.args}.${field}`)
  const parameter = context.scope.parameters.get(field)
  if (!parameter)
    throw problem(node, `"${field}" is no parameter of this pack. Add it to parameters.yaml or correct the name.`)
  const { index } = parameter
  return expression(node, context, [], {
    type: parameter.type,
    evaluate: frame => frame.parameters[index],
    parameters: [parameter],
  })
}

function requireType(node: ASTNode, operand: Expression, accepted: readonly ValueType[], what: string): void {
  if (!fits(operand.type, accepted)) {
    throw problem(node, `${what} takes ${accepted.join(' or ')}, but "${operand.text}" is ${operand.type}.`)
  }
}

function compileLogic(node: ASTNode & { op: '&&' | '||' }, operator: '&&' | '||', context: Context): Expression {
  const nodes: ASTNode[] = []
  const collect = (part: ASTNode): void => {
    if (part.op === operator) for (const child of part.args as readonly ASTNode[]) collect(child)
    else nodes.push(part)
  }
  collect(node)
  const of = nodes.map(part => {
    const compiled = compileNode(part, context)
    requireType(part, compiled, ['boolean'], operator)
    return compiled
  })
  const evaluate = (operator === '&&' ? and : or)(of.map(part => part.evaluate))
  return expression(node, context, of, { type: 'boolean', evaluate, parts: { operator, of } })
}

function compileChoice(node: ASTNode, context: Context, args: readonly [ASTNode, ASTNode, ASTNode]): Expression {
  const [condition, yes, no] = [
    compileNode(args[0], context),
    compileNode(args[1], context),
    compileNode(args[2], context),
  ]
  requireType(args[0], condition, ['boolean'], '? :')
  const type = commonType(yes.type, no.type)
  if (!type) throw problem(node, `Both answers of "? :" must be alike, not ${yes.type} and ${no.type}.`)
  const evaluate = choose(condition.evaluate, yes.evaluate, no.evaluate)
  return expression(node, context, [condition, yes, no], { type, evaluate, choice: { when: condition, yes, no } })
}

/** The type of two that are used as one: a literal takes the other's, part amounts swallow whole ones. */
function commonType(left: ValueType, right: ValueType): ValueType | undefined {
  if (left === right) return left
  if (left === 'number' && (right === 'money' || right === 'integer' || right === 'amount')) return right
  if (right === 'number' && (left === 'money' || left === 'integer' || left === 'amount')) return left
  if ((left === 'amount' && right === 'money') || (left === 'money' && right === 'amount')) return 'amount'
  return undefined
}

/** Checks that an enum is only compared with values it can have; "unknown" of a provenance fact is never one. */
function checkEnumLiteral(node: ASTNode, fact: Expression, literal: Expression): void {
  const wanted = literal.constant
  if (fact.type !== 'enum' || typeof wanted !== 'string') return
  if (wanted === 'unknown' && fact.facts.some(spec => spec.provenance)) {
    throw problem(
      node,
      `"unknown" is never compared: what is not known fails closed. Use known(${fact.text}) to ask for it.`,
    )
  }
  if (!fact.values?.includes(wanted)) {
    throw problem(node, `"${wanted}" is not a value of ${fact.text}: ${fact.values?.join(', ')}.`)
  }
}

const isTextual = (type: ValueType) => type === 'enum' || type === 'text'

function compileComparison(
  node: ASTNode,
  operator: '==' | '!=' | '<' | '<=' | '>' | '>=',
  context: Context,
  left: Expression,
  right: Expression,
): Expression {
  const textual = isTextual(left.type) && isTextual(right.type)
  const type = textual ? 'text' : commonType(left.type, right.type)
  if (!type) throw problem(node, `Cannot compare ${left.type} "${left.text}" with ${right.type} "${right.text}".`)
  checkEnumLiteral(node, left, right)
  checkEnumLiteral(node, right, left)
  const ordered = operator !== '==' && operator !== '!='
  if (ordered && (textual || type === 'boolean')) throw problem(node, `"${operator}" cannot order ${type}.`)
  const evaluate = ordered ? compare(operator, left, right) : equal(operator === '==', left, right)
  return expression(node, context, [left, right], { type: 'boolean', evaluate })
}

function compileIn(node: ASTNode, context: Context, [needle, list]: readonly [ASTNode, ASTNode]): Expression {
  if (list.op !== 'list') throw problem(list, '"in" takes a list written out: x in ["a", "b"].')
  const left = compileNode(needle, context)
  const values = list.args.map(entry => {
    const literal = compileNode(entry, context)
    const alike = isTextual(left.type) ? literal.type === 'text' : commonType(left.type, literal.type) !== undefined
    if (literal.constant === undefined || !alike)
      throw problem(entry, `"${literal.text}" cannot be a value of ${left.text}.`)
    checkEnumLiteral(entry, left, literal)
    return literal.constant
  })
  return expression(node, context, [left], { type: 'boolean', evaluate: member(left.evaluate, values) })
}

function compileArithmetic(
  node: ASTNode,
  operator: '+' | '-' | '*',
  context: Context,
  args: readonly [ASTNode, ASTNode],
): Expression {
  const [left, right] = [compileNode(args[0], context), compileNode(args[1], context)]
  const countable: readonly ValueType[] = ['money', 'integer', 'number', 'amount']
  requireType(args[0], left, countable, operator)
  requireType(args[1], right, countable, operator)
  const counts: readonly ValueType[] = ['integer', 'number']
  let type = commonType(left.type, right.type)
  if (operator === '*') {
    if (counts.includes(right.type)) type = left.type === 'number' ? right.type : left.type
    else if (counts.includes(left.type)) type = right.type
    else type = undefined
  }
  if (!type) throw problem(node, `Cannot take ${left.type} ${operator} ${right.type}.`)
  const evaluate = arithmetic(
    operator,
    left.evaluate,
    right.evaluate,
    left.type === 'amount' || right.type === 'amount',
  )
  return expression(node, context, [left, right], { type, evaluate })
}

function compileCall(node: ASTNode, context: Context, name: string, args: readonly ASTNode[]): Expression {
  if (name === 'known') return compileKnown(node, context, args)
  if (name === 'date') return compileDate(node, context, args)
  const spec = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
  if (!spec) {
    throw problem(
      node,
      `There is no function ${name}. There are: ${[...Object.keys(FUNCTIONS), 'known', 'date'].join(', ')}.`,
    )
  }
  const compiled = args.map(arg => compileNode(arg, context))
  const rightCount = spec.repeats ? compiled.length >= 2 : compiled.length === spec.accepts.length
  if (!rightCount) throw problem(node, `Write ${spec.usage}.`)
  compiled.forEach((arg, index) => {
    requireType(args[index]!, arg, spec.accepts[Math.min(index, spec.accepts.length - 1)]!, spec.usage)
  })
  let type: ValueType | undefined = spec.gives === 'as_arguments' ? compiled[0]!.type : spec.gives
  if (spec.gives === 'as_arguments') {
    for (const arg of compiled) type = type && commonType(type, arg.type)
    if (!type)
      throw problem(node, `The values of ${spec.usage} must be alike: ${compiled.map(arg => arg.type).join(', ')}.`)
  }
  const evaluate = applied(spec.apply, compiled)
  return expression(node, context, compiled, { type, evaluate })
}

function applied(apply: (args: readonly Value[]) => Value | undefined, compiled: readonly Expression[]): Evaluate {
  const evaluators = compiled.map(arg => arg.evaluate)
  // One list for all calls: no function keeps it, and none can call itself, because derived facts make no circle.
  const values: Value[] = evaluators.map(() => false)
  return frame => {
    for (let index = 0; index < evaluators.length; index++) {
      const value = evaluators[index]!(frame)
      if (value === undefined) return undefined
      values[index] = value
    }
    return apply(values)
  }
}

function compileKnown(node: ASTNode, context: Context, args: readonly ASTNode[]): Expression {
  const [fact] = args
  if (args.length !== 1 || (fact?.op !== 'id' && fact?.op !== '.')) throw problem(node, 'Write known(fact).')
  const operand = compileNode(fact, context)
  if (operand.facts.length !== 1) throw problem(node, 'Write known(fact).')
  const evaluate: Evaluate = frame => operand.evaluate(frame) !== undefined
  return expression(node, context, [operand], { type: 'boolean', evaluate })
}

function compileDate(node: ASTNode, context: Context, args: readonly ASTNode[]): Expression {
  const [literal] = args
  const text: unknown = literal?.op === 'value' ? literal.args : undefined
  const day = args.length === 1 && typeof text === 'string' ? literalDate(text) : undefined
  if (day === undefined) throw problem(node, 'Write date("2026-06-17"), a day that exists.')
  return expression(node, context, [], { type: 'date', constant: day, evaluate: () => day })
}
