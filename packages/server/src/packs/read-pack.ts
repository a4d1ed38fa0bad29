// SPDX-License-Identifier: Apache-2.0
// Reads the directory of one pack into its documents. Shape is checked here, file by file; meaning is checked by the
// compiler of the domain. Every problem has its file, line and column, and all of them come at once.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Collection,
  type PackDocuments,
  type PackProblem,
  type Position,
  positionKey,
} from '@jandon/domain/policy'
import { readYaml, type YamlFile } from './read-file.ts'
import type { FileKind, ShapeCheck } from './schema.ts'

/** The largest calendar is 40 kB; a file of 2 MB is no pack file and would only stop the start. */
const FILE_BYTES_MAX = 2 * 1024 * 1024

interface Part {
  readonly collection: Collection
  readonly kind: FileKind
  /** The field that names an entry; cases are named by their place in the list. */
  readonly idField: string | undefined
}

const SINGLE_FILES: Readonly<Record<string, Part>> = {
  'pack.yaml': { collection: 'pack', kind: 'packFile', idField: undefined },
  'sources.yaml': { collection: 'sources', kind: 'sourcesFile', idField: 'id' },
  'parameters.yaml': { collection: 'parameters', kind: 'parametersFile', idField: 'id' },
  'facts.yaml': { collection: 'facts', kind: 'factsFile', idField: 'name' },
  'routes.yaml': { collection: 'routes', kind: 'routesFile', idField: 'id' },
  'alternatives.yaml': { collection: 'alternatives', kind: 'alternativesFile', idField: 'code' },
  'evidence.yaml': { collection: 'evidence', kind: 'evidenceFile', idField: 'code' },
}

const DIRECTORIES: Readonly<Record<string, Part>> = {
  rules: { collection: 'rules', kind: 'rulesFile', idField: 'id' },
  calendars: { collection: 'calendars', kind: 'calendarFile', idField: 'id' },
  cases: { collection: 'cases', kind: 'casesFile', idField: undefined },
}

export interface PackRead {
  /** Absent when a file is missing or has not the shape it needs. */
  readonly documents?: PackDocuments
  readonly problems: readonly PackProblem[]
}

/**
 * Reads a pack directory. Cases are most of a pack and decide nothing, so a server leaves them out to start sooner.
 * Refusals: `problems`, all at once. Faults: a directory that cannot be listed.
 */
export function readPack(directory: string, checkShape: ShapeCheck, cases: 'with_cases' | 'without_cases'): PackRead {
  const problems: PackProblem[] = []
  const positions = new Map<string, Position>()
  const contents = new Map<Collection, unknown[]>()

  const take = (part: Part, name: string): void => {
    const file = readOne(join(directory, name), name)
    problems.push(...file.problems.map(({ message, position }) => ({ code: 'yaml', message, position })))
    if (file.problems.length > 0) return
    const shape = checkShape(part.kind, file.content)
    for (const { path, message } of shape) {
      const where = [...path]
      while (where.length > 0 && !file.positions.has(where.join('.'))) where.pop()
      const position = file.positions.get(where.join('.'))
      const said = path.length > 0 ? `${path.join('.')}: ${message}` : message
      problems.push({ code: 'schema', message: said, ...(position && { position }) })
    }
    const entries = Array.isArray(file.content) ? file.content : [file.content]
    const before = contents.get(part.collection) ?? []
    if (shape.length === 0) rememberPositions(part, file, entries, before.length, positions)
    contents.set(part.collection, [...before, ...entries])
  }

  for (const [name, part] of Object.entries(SINGLE_FILES)) take(part, name)
  for (const [name, part] of Object.entries(DIRECTORIES)) {
    if (name === 'cases' && cases === 'without_cases') continue
    for (const file of listYaml(join(directory, name))) take(part, `${name}/${file}`)
  }
  problems.push(...unexpectedFiles(directory))
  if (problems.some(problem => problem.code !== 'unexpected_file')) return { problems }
  return { documents: assemble(contents, positions), problems }
}

function readOne(path: string, name: string): YamlFile {
  const missing = (message: string): YamlFile => ({
    content: undefined,
    positions: new Map(),
    problems: [{ message, position: { file: name, line: 1, column: 1 } }],
  })
  if (!isFile(path)) return missing(`The file ${name} is missing. A pack needs it, even if it is an empty list ([]).`)
  if (statSync(path).size > FILE_BYTES_MAX) return missing(`The file ${name} is larger than ${FILE_BYTES_MAX} bytes.`)
  return readYaml(name, readFileSync(path, 'utf8'))
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

function listYaml(directory: string): string[] {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(directory)
    .filter(name => name.endsWith('.yaml'))
    .sort()
}

/** A file that nobody reads is a rule that nobody follows: rules.yml, a misspelt name, a stray directory. */
function unexpectedFiles(directory: string): PackProblem[] {
  const known = new Set([...Object.keys(SINGLE_FILES), ...Object.keys(DIRECTORIES)])
  const stray = readdirSync(directory).filter(
    name => !known.has(name) && !name.endsWith('.md') && !name.startsWith('.'),
  )
  const inside = Object.keys(DIRECTORIES).flatMap(name =>
    statSync(join(directory, name), { throwIfNoEntry: false })?.isDirectory()
      ? readdirSync(join(directory, name))
          .filter(file => !file.endsWith('.yaml') && !file.startsWith('.'))
          .map(file => `${name}/${file}`)
      : [],
  )
  return [...stray, ...inside].map(file => ({
    code: 'unexpected_file',
    message: `Nothing reads ${file}. Rename it to *.yaml in its place or remove it.`,
    position: { file, line: 1, column: 1 },
  }))
}

function rememberPositions(
  { collection, idField }: Part,
  file: YamlFile,
  entries: readonly unknown[],
  offset: number,
  positions: Map<string, Position>,
): void {
  const isList = Array.isArray(file.content)
  entries.forEach((entry, index) => {
    const fields = entry as Readonly<Record<string, unknown>>
    const own =
      idField === undefined ? (collection === 'pack' ? 'pack' : String(offset + index)) : String(fields[idField])
    const id = collection === 'facts' && fields.of ? `${String(fields.of)}.${own}` : own
    const prefix = isList ? String(index) : ''
    for (const [path, position] of file.positions) {
      if (path === prefix) positions.set(positionKey(collection, id), position)
      else if (prefix === '' || path.startsWith(`${prefix}.`)) {
        positions.set(positionKey(collection, id, prefix === '' ? path : path.slice(prefix.length + 1)), position)
      }
    }
  })
}

/** The shapes were checked against schema.json, which mirrors these types; this is the one place that trusts it. */
function assemble(
  contents: ReadonlyMap<Collection, unknown[]>,
  positions: ReadonlyMap<string, Position>,
): PackDocuments {
  const all = <T>(collection: Collection) => (contents.get(collection) ?? []) as T[]
  const [pack] = all<PackDocuments['pack']>('pack')
  return {
    pack: pack!,
    sources: all('sources'),
    parameters: all('parameters'),
    facts: all('facts'),
    routes: all('routes'),
    rules: all('rules'),
    alternatives: all('alternatives'),
    evidence: all('evidence'),
    calendars: all('calendars'),
    cases: all('cases'),
    positions,
  }
}
