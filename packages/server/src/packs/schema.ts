// SPDX-License-Identifier: Apache-2.0
// Checks the shape of each pack file against policy-packs/schema.json and says in words what to do about a mistake.

import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'

/** The definitions of schema.json that stand for whole files. */
export type FileKind =
  | 'packFile'
  | 'sourcesFile'
  | 'parametersFile'
  | 'factsFile'
  | 'routesFile'
  | 'rulesFile'
  | 'termsFile'
  | 'alternativesFile'
  | 'evidenceFile'
  | 'calendarFile'
  | 'casesFile'
  | 'questionsFile'

export interface ShapeProblem {
  /** The way to the mistake, as keys and indexes. */
  readonly path: readonly string[]
  readonly message: string
}

export type ShapeCheck = (kind: FileKind, content: unknown) => ShapeProblem[]

const SCHEMA_FILE = new URL('../../../../policy-packs/schema.json', import.meta.url)

/** Reads schema.json and compiles a check for each kind of file. */
export function createShapeCheck(): ShapeCheck {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true })
  const schema = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as { $id: string }
  ajv.addSchema(schema)
  const compiled = new Map<FileKind, ValidateFunction>()
  return (kind, content) => {
    const validate = compiled.get(kind) ?? ajv.compile({ $ref: `${schema.$id}#/$defs/${kind}` })
    compiled.set(kind, validate)
    if (validate(content)) return []
    return (validate.errors ?? []).filter(isTelling).map(error => ({
      path: error.instancePath.split('/').slice(1).map(unescapePointer),
      message: describe(error),
    }))
  }
}

/** Keywords that only say that another one failed. */
const ECHOES: ReadonlySet<string> = new Set(['if', 'anyOf', 'allOf', 'oneOf'])
const isTelling = ({ keyword }: ErrorObject) => !ECHOES.has(keyword)

const unescapePointer = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~')

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'fields with values',
}

function describe({ keyword, params, parentSchema, message }: ErrorObject): string {
  const meaning = typeof parentSchema?.description === 'string' ? ` ${parentSchema.description}` : ''
  switch (keyword) {
    case 'required':
      return `"${params.missingProperty}" is missing. Add it.`
    case 'additionalProperties':
      return `There is no field "${params.additionalProperty}" here. Correct its spelling or remove it.`
    case 'enum':
      return `Choose one of: ${(params.allowedValues as unknown[]).join(', ')}.${meaning}`
    case 'const':
      return `Only ${String(params.allowedValue)} is possible here.`
    case 'type': {
      const types = [params.type as string | string[]].flat()
      return `Write ${types.map(type => TYPE_WORDS[type] ?? type).join(' or ')}.${meaning}`
    }
    case 'pattern':
      return `This is not in the form that it needs.${meaning}`
    case 'minItems':
    case 'minLength':
      return `This is empty. Fill it in.${meaning}`
    case 'uniqueItems':
      return 'The same value stands here twice. Remove one.'
    case 'minProperties':
    case 'maxProperties':
      return `Write exactly one of its fields.${meaning}`
    default:
      return `${message ?? keyword}.${meaning}`
  }
}
