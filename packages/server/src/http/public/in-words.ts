// SPDX-License-Identifier: Apache-2.0
// A rule's conditions and amounts in words. They are read from the expressions that decide, so the page can never say
// something else than the engine does.

import {
  type ExpressionNode,
  type FactDocument,
  type Pack,
  type ParameterDocument,
  parseExpression,
} from '@jandon/domain/policy'
import type { Language } from '../language.ts'
import { amountText, dateText } from './numbers.ts'
import { KINDS, PAGE_WORDS, VALUES } from './words.ts'

export interface WordsContext {
  readonly pack: Pack
  readonly language: Language
  /** The day whose parameter values are written. */
  readonly on: string
  /** Facts to write as their values, for an example worked out. */
  readonly values?: Readonly<Record<string, string>>
}

/** Each condition that must hold, as one line. Empty for a rule that always holds. */
export function conditionLines(when: string, context: WordsContext): string[] {
  const lines: ExpressionNode[] = []
  const collect = (node: ExpressionNode): void => {
    if (node.op === '&&') for (const part of node.args) collect(part)
    else lines.push(node)
  }
  collect(parseExpression(when))
  return withoutGuards(lines, 'known')
    .filter(node => node.op !== 'value' && !isKindTest(node, '=='))
    .map(node => say(node, context))
}

/**
 * `known(x) && x > 1` and `!known(x) || x > 1` are for the engine, which must say what an unknown fact means. A
 * reader is told the condition alone.
 */
function withoutGuards(parts: readonly ExpressionNode[], guard: 'known' | 'unknown'): readonly ExpressionNode[] {
  const guarded = (node: ExpressionNode): string | undefined => {
    const call = guard === 'known' ? node : node.op === '!_' ? node.args : undefined
    return call?.op === 'call' && call.args[0] === 'known' ? JSON.stringify(call.args[1][0]?.args) : undefined
  }
  return parts.filter(part => {
    const fact = guarded(part)
    return fact === undefined || !parts.some(other => other !== part && mentions(other, fact))
  })
}

function mentions(node: ExpressionNode, fact: string): boolean {
  if ((node.op === 'id' || node.op === '.') && JSON.stringify(node.args) === fact) return true
  return childrenOf(node).some(child => mentions(child, fact))
}

function childrenOf(node: ExpressionNode): readonly ExpressionNode[] {
  const isNode = (value: unknown): value is ExpressionNode =>
    typeof value === 'object' && value !== null && 'op' in value
  return [node.args].flat(2).filter(isNode)
}

/** `kind == "x"` says again what the list of kinds says. */
function isKindTest(node: ExpressionNode, operator: '==' | '!='): boolean {
  if (node.op !== operator) return false
  const [left] = node.args
  return left.op === 'id' && left.args === 'kind'
}

/** An amount, a day or a count in words: `Price paid × Amount left ÷ Face value`. */
export function expressionText(text: string | number, context: WordsContext): string {
  return say(parseExpression(text), context)
}

/** A whole number that needs no fact, such as the days of two parameters together; undefined when it needs one. */
export function countOf(text: string | number, context: WordsContext): bigint | undefined {
  return count(parseExpression(text), context)
}

function count(node: ExpressionNode, context: WordsContext): bigint | undefined {
  if (node.op === 'value') return typeof node.args === 'bigint' ? node.args : undefined
  if (node.op === '.') {
    const parameter = parameterOf(node, context)
    const value = parameter && valueOn(parameter, context.on)
    return typeof value === 'number' ? BigInt(value) : undefined
  }
  if (node.op === '-_') {
    const operand = count(node.args, context)
    return operand === undefined ? undefined : -operand
  }
  if (node.op !== '+' && node.op !== '-') return undefined
  const [left, right] = [count(node.args[0], context), count(node.args[1], context)]
  if (left === undefined || right === undefined) return undefined
  return node.op === '+' ? left + right : left - right
}

function say(node: ExpressionNode, context: WordsContext): string {
  const words = PAGE_WORDS[context.language].inWords
  switch (node.op) {
    case 'value':
      return String(node.args)
    case 'id':
      return nameOf(node.args, context)
    case '.':
      return sayMember(node, context)
    case '!_':
      return sayNot(node.args, context)
    case '&&':
    case '||':
      return sayLogic(node.op, node.args, context)
    case '?:':
      return words.choice(say(node.args[0], context), branch(node.args[1], context), branch(node.args[2], context))
    case 'in':
      return sayIn(node.args, context)
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return sayComparison(node.op, node.args, context)
    case '+':
    case '-':
    case '*':
      return node.args.map(part => group(part, context)).join({ '+': ' + ', '-': ' − ', '*': ' × ' }[node.op])
    case 'call':
      return sayCall(node.args[0], node.args[1], context)
    default:
      return ''
  }
}

const COMPOUND: ReadonlySet<string> = new Set(['&&', '||', '+', '-'])

function group(node: ExpressionNode, context: WordsContext): string {
  const isOneOfTwo = node.op === 'call' && (node.args[0] === 'max' || node.args[0] === 'min')
  return COMPOUND.has(node.op) || isOneOfTwo ? `(${say(node, context)})` : say(node, context)
}

/** Nothing to pay reads as that, not as 0 of an unknown unit. */
function branch(node: ExpressionNode, context: WordsContext): string {
  const isNothing = node.op === 'value' && node.args === 0n
  return isNothing ? PAGE_WORDS[context.language].inWords.nothing : say(node, context)
}

function sayLogic(operator: '&&' | '||', args: Binary, context: WordsContext): string {
  const words = PAGE_WORDS[context.language].inWords
  const [first, second] = args
  // `kind != "x" || c` is how a rule about several kinds asks more of one of them.
  if (operator === '||' && isKindTest(first, '!=') && first.op === '!=') {
    return words.ifKind(valueText(first.args[0], first.args[1], context), say(second, context))
  }
  const parts = withoutGuards(args, operator === '&&' ? 'known' : 'unknown')
  if (parts.length === 1) return say(parts[0]!, context)
  return parts.map(part => group(part, context)).join(operator === '&&' ? words.and : words.or)
}

type Binary = readonly [ExpressionNode, ExpressionNode]

function sayNot(operand: ExpressionNode, context: WordsContext): string {
  const words = PAGE_WORDS[context.language].inWords
  if (operand.op === 'call' && operand.args[0] === 'known') return words.unknown(say(operand.args[1][0]!, context))
  return words.not(say(operand, context))
}

function sayIn([needle, list]: Binary, context: WordsContext): string {
  const values = list.op === 'list' ? list.args.map(entry => valueText(needle, entry, context)) : []
  return PAGE_WORDS[context.language].inWords.oneOf(say(needle, context), values.join(', '))
}

function sayComparison(
  operator: '==' | '!=' | '<' | '<=' | '>' | '>=',
  [left, right]: Binary,
  context: WordsContext,
): string {
  const words = PAGE_WORDS[context.language].inWords
  if (left.op === 'id' && left.args === 'intent' && right.op === 'value') {
    const purpose = words.intents[String(right.args)] ?? String(right.args)
    return operator === '!=' ? words.not(purpose) : purpose
  }
  const form = isDay(left, context) ? words.dayOrders : words.orders
  return form[operator](say(left, context), valueText(left, right, context))
}

/** A literal says what it means for the other side: a money amount, a kind, a way of paying. */
function valueText(side: ExpressionNode, literal: ExpressionNode, context: WordsContext): string {
  if (side.op === 'call' && side.args[0] === 'fullYears') {
    const age = count(literal, context)
    if (age !== undefined) return PAGE_WORDS[context.language].inWords.years(String(age))
  }
  if (literal.op !== 'value') return say(literal, context)
  const { args } = literal
  if (typeof args === 'string') {
    const isKind = side.op === 'id' && side.args === 'kind'
    return (isKind ? KINDS[context.language][args] : VALUES[context.language][args]) ?? args
  }
  const isMoney = side.op === 'id' && factOf(side.args, context)?.type === 'money'
  return isMoney && typeof args === 'bigint' ? amountText(args, context.pack.currency, context.language) : String(args)
}

function sayCall(name: string, args: readonly ExpressionNode[], context: WordsContext): string {
  const words = PAGE_WORDS[context.language].inWords
  const [first = '', second = '', third = ''] = args.map(argument => say(argument, context))
  switch (name) {
    case 'known':
      return words.known(first)
    case 'ratio':
      return words.ratio(group(args[0]!, context), second)
    case 'proRata':
      return `${first} × ${second} ÷ ${third}`
    case 'share':
      return `${group(args[0]!, context)} × ${second}`
    case 'days':
      return words.days(first, second)
    case 'addDays':
    case 'addMonths':
    case 'addYears':
      return sayShifted(first, name, args[1]!, context)
    case 'date':
      return args[0]?.op === 'value' ? dateText(String(args[0].args), context.language) : first
    case 'max':
      return words.larger(first, second)
    case 'min':
      return isDay(args[0]!, context) ? words.earlier(first, second) : words.smaller(first, second)
    case 'fullYears':
      return words.age(first)
    case 'endOfMonth':
      return words.endOfMonth(first)
    default:
      return `${name}(${args.map(argument => say(argument, context)).join(', ')})`
  }
}

function sayShifted(
  day: string,
  name: 'addDays' | 'addMonths' | 'addYears',
  node: ExpressionNode,
  context: WordsContext,
): string {
  const { counted, inWords } = PAGE_WORDS[context.language]
  const total = count(node, context)
  const unit = ({ addDays: 'days', addMonths: 'months', addYears: 'years' } as const)[name]
  if (total === undefined) return inWords.after(day, say(node, context))
  return total < 0n
    ? inWords.before(day, counted[unit](String(-total)))
    : inWords.after(day, counted[unit](String(total)))
}

const DAY_CALLS: ReadonlySet<string> = new Set(['addDays', 'addMonths', 'addYears', 'endOfMonth', 'date'])

function isDay(node: ExpressionNode, context: WordsContext): boolean {
  if (node.op === 'call') return DAY_CALLS.has(node.args[0])
  return node.op === 'id' && (node.args === 'asOf' || factOf(node.args, context)?.type === 'date')
}

function sayMember(node: ExpressionNode & { op: '.' }, context: WordsContext): string {
  const parameter = parameterOf(node, context)
  if (parameter) return parameterText(parameter, context)
  const [owner, field] = node.args
  return owner.op === 'id' ? nameOf(`${owner.args}.${field}`, context) : field
}

function parameterOf(node: ExpressionNode & { op: '.' }, { pack }: WordsContext): ParameterDocument | undefined {
  const [owner, field] = node.args
  if (owner.op !== 'id' || owner.args !== 'param') return undefined
  return pack.documents.parameters.find(({ id }) => id === field)
}

/** The value in force on a day; before the first one, the first. */
export function valueOn({ values }: ParameterDocument, on: string): string | number | undefined {
  return (values.findLast(({ from }) => from <= on) ?? values[0])?.value
}

export function parameterText(parameter: ParameterDocument, context: WordsContext): string {
  return parameterValueText(parameter.type, valueOn(parameter, context.on) ?? '', context)
}

export function parameterValueText(
  type: ParameterDocument['type'],
  value: string | number,
  { pack, language }: Pick<WordsContext, 'pack' | 'language'>,
): string {
  if (type === 'amount') return amountText(BigInt(value), pack.currency, language)
  if (type === 'ratio' || type === 'integer') return String(value)
  return PAGE_WORDS[language].counted[type](String(value))
}

/** The document of a fact by its full name. */
export function factOf(name: string, { pack }: Pick<WordsContext, 'pack'>): FactDocument | undefined {
  return pack.engine.facts.get(name)?.document ?? pack.documents.facts.find(fact => fullName(fact) === name)
}

function fullName({ name, of }: FactDocument): string {
  return of === undefined || name.startsWith(`${of}.`) ? name : `${of}.${name}`
}

function nameOf(name: string, context: WordsContext): string {
  const given = context.values?.[name]
  if (given !== undefined) return given
  const words: Readonly<Record<string, string>> = PAGE_WORDS[context.language].inWords.names
  return words[name] ?? factOf(name, context)?.title[context.language] ?? name
}
