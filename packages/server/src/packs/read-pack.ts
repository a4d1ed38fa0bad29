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
  'questions.yaml': { collection: 'questions', kind: 'questionsFile', idField: 'slug' },
}

/** A pack without questions has no pages for them, and is a whole pack all the same. */
const OPTIONAL = 'questions.yaml'

const DIRECTORIES: Readonly<Record<string, Part>> = {
  rules: { collection: 'rules', kind: 'rulesFile', idField: 'id' },
  terms: { collection: 'rules', kind: 'termsFile', idField: 'id' },
  calendars: { collection: 'calendars', kind: 'calendarFile', idField: 'id' },
  cases: { collection: 'cases', kind: 'casesFile', idField: undefined },
}

export interface PackRead {
  /** Absent when a file is missing or has not the shape it needs. */
  readonly documents?: PackDocuments
  readonly problems: readonly PackProblem[]
}

/** Folders that several packs include are read once; keyed by place and by the number of cases before them. */
export type FolderCache = Map<string, Folder>

/** What one folder holds. */
interface Folder {
  readonly contents: ReadonlyMap<Collection, readonly unknown[]>
  readonly positions: ReadonlyMap<string, Position>
  readonly problems: readonly PackProblem[]
}

type WithCases = 'with_cases' | 'without_cases'

/**
 * Reads a pack directory, and the folders beside it that its pack.yaml includes. Cases are most of a pack and decide
 * nothing, so a server leaves them out to start sooner.
 * Refusals: `problems`, all at once. Faults: a directory that cannot be listed.
 */
export function readPack(
  directory: string,
  checkShape: ShapeCheck,
  cases: WithCases,
  cache: FolderCache = new Map(),
): PackRead {
  const includes = includedBy(directory)
  const folders: Folder[] = []
  const casesSoFar = () => folders.reduce((sum, { contents }) => sum + (contents.get('cases')?.length ?? 0), 0)
  for (const name of includes) {
    const path = join(directory, '..', name)
    const key = `${path}\n${casesSoFar()}`
    const folder = cache.get(key) ?? readIncluded(path, name, checkShape, cases, casesSoFar())
    cache.set(key, folder)
    folders.push(folder)
  }
  const needs: readonly string[] =
    includes.length > 0 ? ['pack.yaml'] : Object.keys(SINGLE_FILES).filter(name => name !== OPTIONAL)
  folders.push(readFolder({ directory, prefix: '', needs, checkShape, cases, casesBefore: casesSoFar() }))
  const problems = folders.flatMap(folder => folder.problems)
  if (problems.some(problem => problem.code !== 'unexpected_file')) return { problems }
  return { documents: assemble(folders), problems }
}

/** The folders that a pack names in `includes`; none when its pack.yaml cannot be read, which is told elsewhere. */
function includedBy(directory: string): string[] {
  const { content } = readOne(join(directory, 'pack.yaml'), 'pack.yaml')
  const includes = (content as { readonly includes?: unknown } | undefined | null)?.includes
  return Array.isArray(includes) ? includes.filter(name => /^[a-z][a-z0-9-]*$/.test(String(name))).map(String) : []
}

function readIncluded(
  directory: string,
  name: string,
  checkShape: ShapeCheck,
  cases: WithCases,
  casesBefore: number,
): Folder {
  const refuse = (message: string): Folder => ({
    contents: new Map(),
    positions: new Map(),
    problems: [{ code: 'includes', message, position: { file: 'pack.yaml', line: 1, column: 1 } }],
  })
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    return refuse(`includes names ${name}, but there is no such folder beside this one.`)
  }
  if (isFile(join(directory, 'pack.yaml'))) {
    return refuse(`includes names ${name}, which is a pack of its own. Include a folder without a pack.yaml.`)
  }
  return readFolder({ directory, prefix: `../${name}/`, needs: [], checkShape, cases, casesBefore })
}

interface FolderRead {
  readonly directory: string
  /** Before the names of its files in problems. */
  readonly prefix: string
  /** Files that must be there. */
  readonly needs: readonly string[]
  readonly checkShape: ShapeCheck
  readonly cases: WithCases
  readonly casesBefore: number
}

function readFolder({ directory, prefix, needs, checkShape, cases, casesBefore }: FolderRead): Folder {
  const problems: PackProblem[] = []
  const positions = new Map<string, Position>()
  const contents = new Map<Collection, unknown[]>()

  const take = (part: Part, name: string): void => {
    const file = readOne(join(directory, name), prefix + name)
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
    const offset = before.length + (part.collection === 'cases' ? casesBefore : 0)
    if (shape.length === 0) rememberPositions(part, file, entries, offset, positions)
    contents.set(part.collection, [...before, ...entries])
  }

  for (const [name, part] of Object.entries(SINGLE_FILES)) {
    if (needs.includes(name) || isFile(join(directory, name))) take(part, name)
  }
  for (const [name, part] of Object.entries(DIRECTORIES)) {
    if (name === 'cases' && cases === 'without_cases') continue
    for (const file of listYaml(join(directory, name))) take(part, `${name}/${file}`)
  }
  problems.push(...unexpectedFiles(directory, prefix))
  return { contents, positions, problems }
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
function unexpectedFiles(directory: string, prefix: string): PackProblem[] {
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
    message: `Nothing reads ${prefix}${file}. Rename it to *.yaml in its place or remove it.`,
    position: { file: prefix + file, line: 1, column: 1 },
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

/**
 * All folders together, included ones first. The shapes were checked against schema.json, which mirrors these types;
 * this is the one place that trusts it.
 */
function assemble(folders: readonly Folder[]): PackDocuments {
  const all = <T>(collection: Collection) => folders.flatMap(each => each.contents.get(collection) ?? []) as T[]
  const [pack] = all<PackDocuments['pack']>('pack')
  const [first] = folders
  const positions = new Map(first?.positions)
  for (const { positions: more } of folders.slice(1)) for (const [key, position] of more) positions.set(key, position)
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
    questions: all('questions'),
    positions,
  }
}
