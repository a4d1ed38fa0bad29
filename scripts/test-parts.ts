// SPDX-License-Identifier: Apache-2.0
// Which tests there are, and which of them a person asked for: `npm test -- unit`, `npm test -- packages/domain`.

import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Programs that answer yes or no; each counts as one test. */
export const CHECKS = ['types', 'lint', 'build'] as const
export type Check = (typeof CHECKS)[number]

/** Kinds of test files. */
const KINDS = ['tidy', 'unit', 'database', 'contract', 'simulation', 'examples', 'e2e'] as const
export type Kind = (typeof KINDS)[number]

export interface Chosen {
  checks: Check[]
  /** Paths relative to the project. */
  files: string[]
  /** Those that need a browser; run one at a time, after the others. */
  browserFiles: string[]
}

export type Choice = { kind: 'chosen'; chosen: Chosen } | { kind: 'unknown'; message: string }

function kindOf(project: string, file: string): Kind {
  for (const kind of KINDS) if (file.startsWith(`test/${kind}/`)) return kind
  if (file.startsWith('examples/')) return 'examples'
  // A test that asks for a database says so by what it imports.
  return /database\/testing|test-people|\.\/testing\.ts/.test(readFileSync(join(project, file), 'utf8'))
    ? 'database'
    : 'unit'
}

/** Every test file of the project, in a fixed order. */
export function findTestFiles(project: string): string[] {
  const patterns = [
    'packages/*/src/**/*.test.{ts,tsx}',
    'packages/shield/{corpus,training}/**/*.test.ts',
    'test/**/*.test.ts',
    'scripts/**/*.test.ts',
    'examples/**/*.test.ts',
  ]
  return globSync(patterns, { cwd: project })
    .map(file => file.replaceAll('\\', '/'))
    .sort()
}

/** Understands the arguments: none means everything; a part's name or a path means that part, several add up. */
export function chooseTests(project: string, args: string[]): Choice {
  const all = findTestFiles(project)
  const checks = new Set<Check>()
  const files = new Set<string>()
  for (const arg of args.length > 0 ? args : [...CHECKS, ...KINDS]) {
    const check = CHECKS.find(name => name === arg)
    const kind = KINDS.find(name => name === arg)
    if (check) checks.add(check)
    else if (kind) for (const file of all.filter(candidate => kindOf(project, candidate) === kind)) files.add(file)
    else if (existsSync(join(project, arg))) {
      const path = relative(project, join(project, arg)).replaceAll('\\', '/')
      const isDirectory = statSync(join(project, arg)).isDirectory()
      const below = all.filter(file => (isDirectory ? file.startsWith(`${path}/`) : file === path))
      for (const file of below) files.add(file)
    } else {
      const message = `There is no part or path "${arg}". Parts: ${[...CHECKS, ...KINDS].join(', ')}. Or name a file or directory.`
      return { kind: 'unknown', message }
    }
  }
  const isBrowser = (file: string) => file.startsWith('test/e2e/')
  // What a browser is shown has to be built first.
  if ([...files].some(isBrowser)) checks.add('build')
  return {
    kind: 'chosen',
    chosen: {
      checks: CHECKS.filter(name => checks.has(name)),
      files: all.filter(file => files.has(file) && !isBrowser(file)),
      browserFiles: all.filter(file => files.has(file) && isBrowser(file)),
    },
  }
}
