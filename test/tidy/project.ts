// SPDX-License-Identifier: Apache-2.0
// The project as the tidy checks see it: every file that Git tracks or would track, with its text, and code parsed
// once.

import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'rolldown/utils'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Path, with `/`, to text. */
export type Project = ReadonlyMap<string, string>

export interface Check {
  /** What holds, as a sentence. */
  name: string
  /** One line per place where it does not hold: `path:line  what to do`. */
  find(project: Project): string[]
  /** A small project in which it does not hold: the proof that the check can fail. */
  bad: Record<string, string>
}

const BINARY = /\.(png|jpe?g|gif|ico|woff2?|csv|gz|zip|pdf|xlsx)$/

export function loadProject(): Project {
  let paths: string[]
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT })
    paths = listed.toString('utf8').split('\0')
  } catch {
    // A copy without Git, such as a downloaded archive.
    paths = globSync('**/*', { cwd: ROOT, exclude: ['**/node_modules/**', '.data/**', '**/dist/**', '.git/**'] })
  }
  const files = paths.filter(path => path !== '' && !BINARY.test(path) && existsSync(join(ROOT, path)))
  const texts = files.filter(path => statSync(join(ROOT, path)).isFile())
  return new Map(texts.map(path => [path.replaceAll('\\', '/'), readFileSync(join(ROOT, path), 'utf8')]))
}

export const isCode = (path: string) => /\.(ts|tsx|js)$/.test(path)
/** Tests, and what only they use. */
export const isTest = (path: string) => /\.test\.tsx?$|(^|\/)test(ing)?[-./]|^test\/|\/fakes?\//.test(path)
export const isGenerated = (path: string) => path.includes('/generated/')

export function codeOf(project: Project): [string, string][] {
  return [...project].filter(([path]) => isCode(path) && !isGenerated(path))
}

export interface Node {
  type: string
  start: number
  end: number
  [field: string]: unknown
}

const parsed = new Map<string, ReturnType<typeof parseSync>>()

function parse(path: string, text: string) {
  const key = `${path}\0${text}`
  const known = parsed.get(key) ?? parseSync(path, text)
  parsed.set(key, known)
  return known
}

/** What a file imports, as it is written there. */
export function importsOf(path: string, text: string): { from: string; at: number }[] {
  const { module } = parse(path, text)
  const fixed = module.staticImports.map(entry => ({ from: entry.moduleRequest.value, at: entry.start }))
  const reexports = module.staticExports.flatMap(({ start, entries }) =>
    entries.flatMap(entry => (entry.moduleRequest ? [{ from: entry.moduleRequest.value, at: start }] : [])),
  )
  const dynamic = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)].map(match => ({
    from: match[1] ?? '',
    at: match.index,
  }))
  return [...fixed, ...reexports, ...dynamic]
}

/** Calls `visit` with every node of a file, outer before inner. */
export function walk(path: string, text: string, visit: (node: Node, parent: Node | undefined) => void): void {
  const go = (value: unknown, parent: Node | undefined): void => {
    if (Array.isArray(value)) {
      for (const item of value) go(item, parent)
    } else if (typeof value === 'object' && value !== null) {
      const isNode = 'type' in value && typeof value.type === 'string' && 'start' in value
      if (isNode) visit(value as Node, parent)
      for (const field of Object.values(value)) go(field, isNode ? (value as Node) : parent)
    }
  }
  go(parse(path, text).program, undefined)
}

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** The text with comments blanked out, so that a word in a comment is not taken for code; offsets stay. */
export function withoutComments(path: string, text: string): string {
  let bare = text
  for (const { start, end } of parse(path, text).comments) {
    bare = bare.slice(0, start) + bare.slice(start, end).replaceAll(/[^\n]/g, ' ') + bare.slice(end)
  }
  return bare
}

/** The file that an import of our own code means, or the bare name of a package. */
export function resolveImport(project: Project, path: string, from: string): string {
  if (from.startsWith('.')) return normalize(join(dirname(path), from)).replaceAll('\\', '/')
  const own = /^@jandon\/(\w+)(?:\/(.+))?$/.exec(from)
  if (!own) return from
  const [, name = '', sub] = own
  const base = sub ? `packages/${name}/src/${sub}/index.ts` : `packages/${name}/src/index.ts`
  return project.has(base) ? base : `packages/${name}/src/${sub ?? 'index'}.ts`
}

/** Findings for each line of each file that matches. */
export function grep(files: Iterable<[string, string]>, pattern: RegExp, advice: string): string[] {
  return [...files].flatMap(([path, text]) =>
    [...text.matchAll(new RegExp(pattern, `${pattern.flags.replace('g', '')}g`))].map(
      match => `${path}:${lineAt(text, match.index)}  ${match[0].trim()}: ${advice}`,
    ),
  )
}
