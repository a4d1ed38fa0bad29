// SPDX-License-Identifier: Apache-2.0
// Checking of what comes in. Bodies are never coerced and never trimmed of fields they should not have: what is
// wrong is said, all of it up to a bound, each by its JSON Pointer and with a sentence that says what to do.

import type { ErrorObject, ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import type { Language } from './language.ts'

export interface FieldError {
  readonly pointer: string
  readonly detail: string
}

/** 50 errors are more than a person reads at once, and bound the answer to a hostile body. */
export const MAXIMUM_ERRORS = 50
/** Our deepest body has six levels; 32 leaves room and keeps every later walk of the body off the stack's end. */
export const MAXIMUM_DEPTH = 32

export class ValidationError extends Error {
  override readonly name = 'ValidationError'
  readonly statusCode = 422
  readonly part: string
  readonly failures: readonly ErrorObject[]
  constructor(part: string, failures: readonly ErrorObject[]) {
    super('The request does not fit its schema.')
    this.part = part
    this.failures = failures
  }
}

function createAjv(coerceTypes: boolean): Ajv2020 {
  return new Ajv2020({
    allErrors: true,
    // A failure then brings its schema along, by which an amount is told from other objects.
    verbose: true,
    coerceTypes,
    useDefaults: false,
    removeAdditional: false,
    strict: false,
    ownProperties: true,
    // The schemas themselves are checked by the tests, not at every start.
    validateSchema: false,
  })
}

/**
 * A compiler for Fastify. Query and path texts become numbers where the schema says so, since they have no other form;
 * bodies are taken as they are.
 */
export function createValidatorCompiler(): FastifySchemaCompiler<TSchema> {
  const strict = createAjv(false)
  const coercing = createAjv(true)
  return ({ schema, httpPart }) => {
    const part = httpPart ?? 'body'
    // Ajv keeps what it has compiled by the schema object, so a HEAD route shares the work of its GET.
    const validate: ValidateFunction = (part === 'body' ? strict : coercing).compile(schema)
    return (data: unknown) =>
      validate(data) ? { value: data } : { error: new ValidationError(part, validate.errors ?? []) }
  }
}

const isStorable = (text: string) => !text.includes('\u0000') && text.isWellFormed()

/** Whether `findUnstorable` finds nothing. Most bodies are fit, and a list of 10,000 has 100,000 places to name. */
function isFit(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isStorable(value)
  if (typeof value !== 'object' || value === null) return true
  if (depth >= MAXIMUM_DEPTH) return false
  if (Array.isArray(value)) return value.every(child => isFit(child, depth + 1))
  for (const key of Object.keys(value)) {
    if (!isStorable(key) || !isFit((value as Record<string, unknown>)[key], depth + 1)) return false
  }
  return true
}

/**
 * What PostgreSQL and a terminal cannot hold: NUL, and halves of surrogate pairs. Also bounds the depth.
 * Answers the first few places found; an empty list means the value is fit to store.
 */
export function findUnstorable(value: unknown): { pointer: string; reason: 'characters' | 'depth' }[] {
  if (isFit(value, 0)) return []
  const found: { pointer: string; reason: 'characters' | 'depth' }[] = []
  const stack: { value: unknown; pointer: string; depth: number }[] = [{ value, pointer: '', depth: 0 }]
  const check = (text: string, pointer: string) => {
    if (!isStorable(text)) found.push({ pointer, reason: 'characters' })
  }
  while (stack.length > 0 && found.length < 5) {
    const { value: current, pointer, depth } = stack.pop()!
    if (typeof current === 'string') check(current, pointer)
    if (typeof current !== 'object' || current === null) continue
    if (depth >= MAXIMUM_DEPTH) {
      found.push({ pointer: pointer.slice(0, 200), reason: 'depth' })
      continue
    }
    for (const [key, child] of Object.entries(current)) {
      const childPointer = `${pointer}/${escapePointer(key).slice(0, 80)}`
      check(key, childPointer)
      if (typeof child === 'string' || (typeof child === 'object' && child !== null)) {
        stack.push({ value: child, pointer: childPointer, depth: depth + 1 })
      }
    }
  }
  return found.map(entry => ({ ...entry, pointer: entry.pointer.replaceAll('\u0000', '').toWellFormed() }))
}

export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** Schema failures as pointers and sentences, bounded, in the language of the reader. */
export function describeFailures(part: string, failures: readonly ErrorObject[], language: Language): FieldError[] {
  const seen = new Set<string>()
  const described: FieldError[] = []
  for (const failure of ofBranchMeant(withoutOtherTypes(failures))) {
    const pointer = pointerOf(part, failure)
    const detail = SENTENCES[language](failure)
    const key = `${pointer}\n${detail}`
    if (seen.has(key)) continue
    seen.add(key)
    described.push({ pointer, detail })
    if (described.length === MAXIMUM_ERRORS) break
  }
  return described
}

/** A field of a query or path is named plainly; one of a body by its JSON Pointer. */
function pointerOf(part: string, failure: ErrorObject): string {
  const params = failure.params as Record<string, unknown>
  const added = params.missingProperty ?? params.additionalProperty
  const path = typeof added === 'string' ? `${failure.instancePath}/${escapePointer(added)}` : failure.instancePath
  const bounded = path.slice(0, 300).toWellFormed()
  return part === 'body' ? bounded : bounded.slice(1)
}

/** Of a choice of shapes, only failures of the shape that the value resembles (same JSON type) help a reader. */
function withoutOtherTypes(failures: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = failures.filter(failure => failure.keyword === 'anyOf')
  if (choices.length === 0) return failures
  const wrongType = new Set<string>()
  for (const failure of failures) {
    const choice = choices.find(
      ({ instancePath, schemaPath }) =>
        failure.keyword === 'type' &&
        failure.instancePath === instancePath &&
        failure.schemaPath.startsWith(`${schemaPath}/`),
    )
    if (choice) wrongType.add(failure.schemaPath.slice(0, failure.schemaPath.lastIndexOf('/')))
  }
  const branches = (choice: ErrorObject) =>
    new Set(
      failures
        .filter(({ schemaPath }) => schemaPath.startsWith(`${choice.schemaPath}/`))
        .map(({ schemaPath }) => schemaPath.slice(0, schemaPath.indexOf('/', choice.schemaPath.length + 1))),
    )
  return failures.filter(failure => {
    if (failure.keyword === 'anyOf' && namesOf(failure.parentSchema)) return true
    if (failure.keyword === 'anyOf') return [...branches(failure)].every(branch => wrongType.has(branch))
    return ![...wrongType].some(branch => failure.schemaPath.startsWith(`${branch}/`))
  })
}

/**
 * Of a choice of objects, the one is meant that misses fewest of its fields. Where that does not tell one from another,
 * because both were sent or neither, what they all object to is said, and which there are.
 */
function ofBranchMeant(failures: readonly ErrorObject[]): readonly ErrorObject[] {
  let left = failures
  for (const choice of failures.filter(({ keyword, parentSchema }) => keyword === 'anyOf' && namesOf(parentSchema))) {
    const inChoice = left.filter(({ schemaPath }) => schemaPath.startsWith(`${choice.schemaPath}/`))
    const branches = Map.groupBy(inChoice, ({ schemaPath }) =>
      schemaPath.slice(0, schemaPath.indexOf('/', choice.schemaPath.length + 1)),
    )
    const misses = (branch: readonly ErrorObject[]) =>
      branch.filter(({ keyword, instancePath }) => keyword === 'required' && instancePath === choice.instancePath)
        .length
    const fewest = Math.min(...[...branches.values()].map(misses))
    const meant = [...branches.values()].filter(branch => misses(branch) === fewest)
    const others = left.filter(failure => failure !== choice && !inChoice.includes(failure))
    left = meant.length === 1 ? [...others, ...meant[0]!] : [...others, choice, ...common(meant)]
  }
  return left
}

/** What all branches object to, as the first of them says it. */
function common(branches: readonly (readonly ErrorObject[])[]): ErrorObject[] {
  const key = (failure: ErrorObject) => `${failure.keyword} ${pointerOf('body', failure)}`
  const [first = [], ...rest] = branches.map(branch => new Map(branch.map(failure => [key(failure), failure])))
  return [...first].filter(([name]) => rest.every(other => other.has(name))).map(([, failure]) => failure)
}

/** The fields that tell the shapes of a choice apart: `text` or `texts`. Undefined where one of them is no object. */
function namesOf(schema: unknown): string | undefined {
  const { anyOf } = schema as { anyOf?: readonly { required?: readonly string[] }[] }
  return anyOf?.every(({ required }) => required)
    ? anyOf.map(({ required }) => required!.join(' + ')).join(' | ')
    : undefined
}

const TYPE_NAMES: Readonly<Record<string, { ko: string; en: string }>> = {
  string: { ko: '글자(문자열)', en: 'text' },
  integer: { ko: '정수', en: 'a whole number' },
  number: { ko: '숫자', en: 'a number' },
  boolean: { ko: 'true 또는 false', en: 'true or false' },
  object: { ko: '객체 { }', en: 'an object { }' },
  array: { ko: '목록 [ ]', en: 'a list [ ]' },
  null: { ko: 'null', en: 'null' },
}

const typeName = (type: unknown, language: Language): string =>
  [type]
    .flat()
    .map(name => TYPE_NAMES[String(name)]?.[language] ?? String(name))
    .join(language === 'ko' ? ' 또는 ' : ' or ')

const SENTENCES: Readonly<Record<Language, (failure: ErrorObject) => string>> = {
  ko: failure => sentence(failure, 'ko'),
  en: failure => sentence(failure, 'en'),
}

function sentence(failure: ErrorObject, language: Language): string {
  const params = failure.params as Record<string, unknown>
  const say = (ko: string, en: string) => (language === 'ko' ? ko : en)
  switch (failure.keyword) {
    case 'required':
      return say('빠졌어요. 넣어 주세요.', 'This is missing. Add it.')
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return say(
        '없는 항목이에요. 이름을 다시 보거나 빼 주세요.',
        'There is no such field. Check its name or leave it out.',
      )
    case 'type':
      if (failure.parentSchema?.title === 'Money') {
        return say(
          '금액은 {"amountMinor":"8100","unit":"KRW"}처럼 적어 주세요.',
          'Write an amount as {"amountMinor":"8100","unit":"KRW"}.',
        )
      }
      return say(`${typeName(params.type, 'ko')}이어야 해요.`, `Send ${typeName(params.type, 'en')}.`)
    case 'anyOf': {
      const names = namesOf(failure.parentSchema)
      if (names) return say(`다음 가운데 하나만 넣어 주세요: ${names}.`, `Send exactly one of: ${names}.`)
      return say(
        '받을 수 있는 꼴이 아니에요. API 문서를 봐 주세요.',
        'This has none of the accepted forms. See the API reference.',
      )
    }
    case 'enum':
      return say(
        `다음 가운데 하나여야 해요: ${[params.allowedValues].flat().join(', ')}.`,
        `Send one of: ${[params.allowedValues].flat().join(', ')}.`,
      )
    case 'const':
      return say(`${String(params.allowedValue)}이어야 해요.`, `Send ${String(params.allowedValue)}.`)
    case 'pattern':
      return patternSentence(failure, language)
    case 'minLength':
      return say(`${params.limit}자 이상 적어 주세요.`, `Use at least ${params.limit} character(s).`)
    case 'maxLength':
      return say(`${params.limit}자까지만 쓸 수 있어요.`, `Use at most ${params.limit} characters.`)
    case 'minItems':
      return say(`${params.limit}개 이상 넣어 주세요.`, `Send at least ${params.limit}.`)
    case 'maxItems':
      return say(
        `한 번에 ${params.limit}개까지 보낼 수 있어요. 나누어 보내 주세요.`,
        `Send at most ${params.limit} at once; split the rest.`,
      )
    case 'minimum':
      return say(`${params.limit} 이상이어야 해요.`, `Send ${params.limit} or more.`)
    case 'maximum':
      return say(`${params.limit} 이하여야 해요.`, `Send ${params.limit} or less.`)
    default:
      return say('받을 수 없는 값이에요. API 문서를 봐 주세요.', 'This value does not fit. See the API reference.')
  }
}

/** Patterns are for machines; people get the form in words. */
function patternSentence(failure: ErrorObject, language: Language): string {
  const field = failure.instancePath.slice(failure.instancePath.lastIndexOf('/') + 1)
  const say = (ko: string, en: string) => (language === 'ko' ? ko : en)
  const pattern = String((failure.params as Record<string, unknown>).pattern)
  if (pattern === '^[0-9]{4}-[0-9]{2}-[0-9]{2}$') {
    return say('날짜는 2026-11-27처럼 적어 주세요.', 'Write the date as 2026-11-27.')
  }
  if (pattern.startsWith('^[0-9]{4}-[0-9]{2}-[0-9]{2}T')) {
    return say('시각은 2026-11-23T04:10:00Z처럼 적어 주세요.', 'Write the instant as 2026-11-23T04:10:00Z.')
  }
  if (field === 'amountMinor') {
    return say(
      '금액은 쉼표 없는 18자리까지의 정수를 따옴표로 감싸 "8100"처럼 적어 주세요.',
      'Write the amount as whole digits in quotes, "8100": 18 at most, and no zero in front.',
    )
  }
  if (field === 'unit') return say('KRW처럼 통화 코드를 적어 주세요.', 'Send a currency code such as KRW.')
  const id = /^\^([a-z]{3})_/.exec(pattern)
  if (id) return say(`${id[1]}_로 시작하는 id를 적어 주세요.`, `Send an id that starts with ${id[1]}_.`)
  return say(`형식이 맞지 않아요 (${pattern}).`, `This does not have the form ${pattern}.`)
}
