// SPDX-License-Identifier: Apache-2.0
// Reads the environment into a checked `Config`. Nothing is guessed: a value of the wrong form or an unknown JANDON_
// name is a fault that names the variable, what it should be, and the name that was probably meant. All faults are told
// at once.

import { type Config, NAMES_OF_OTHERS, VARIABLES } from './variables.ts'

/** Sixteen random letters are some 80 bits. On a developer's machine any word will do. */
const SHORTEST_ADMIN_KEY = 16

export type Environment = Readonly<Record<string, string | undefined>>

/** The environment cannot be used; `problems` are sentences for the person who set it. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** Levenshtein distance: how many letters must change to turn one name into the other. */
function distance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i += 1) {
    const current = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const change = (previous[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      current.push(Math.min(change, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[other.length] ?? 0
}

function nearest(name: string, known: readonly string[]): string {
  return known.reduce((best, candidate) => (distance(name, candidate) < distance(name, best) ? candidate : best))
}

function unknownNames(env: Environment): string[] {
  const ours = VARIABLES.map(({ name }) => name)
  const known = new Set([...ours, ...NAMES_OF_OTHERS])
  return Object.keys(env)
    .filter(name => name.startsWith('JANDON_') && env[name] !== '' && !known.has(name))
    .map(name => `${name} is not a variable of Jandon. Did you mean ${nearest(name, ours)}?`)
}

/**
 * Reads every variable of the table. An empty value counts as not set.
 * Faults: `ConfigFault` with one sentence per problem; values of secrets are not repeated in it.
 */
export function loadConfig(env: Environment): Config {
  const problems = unknownNames(env)
  const known: Partial<Config> = {}
  for (const { name, field, secret, parse, fallback } of VARIABLES) {
    const text = env[name]?.trim() ?? ''
    const parsed = text === '' ? { ok: true as const, value: fallback(known) } : parse(text)
    if (parsed.ok) Object.assign(known, { [field]: parsed.value })
    else problems.push(`${name} is ${secret ? 'not usable' : `"${text}"`}; it must be ${parsed.expected}.`)
  }
  if (known.production && known.dataKey === undefined && !env.JANDON_DATA_KEY?.trim()) {
    problems.push(
      'JANDON_DATA_KEY must be set in production: 64 hexadecimal digits, made with "openssl rand -hex 32" and kept safe.',
    )
  }
  if (known.production && known.adminKey !== undefined && known.adminKey.length < SHORTEST_ADMIN_KEY) {
    problems.push(`JANDON_ADMIN_KEY must have ${SHORTEST_ADMIN_KEY} characters or more in production, made at random.`)
  }
  if (known.demo && known.production) problems.push('JANDON_DEMO must be off in production: it lets anybody in.')
  if (problems.length > 0) throw new ConfigFault(problems)
  return known as Config
}

/** One line per variable, `NAME = value`, for the log at start. Secrets are shown only as set or not set. */
export function describeConfig(config: Config, env: Environment): string[] {
  return VARIABLES.map(({ name, field, secret }) => {
    const isSet = (env[name]?.trim() ?? '') !== ''
    const value = config[field]
    const shown = typeof value === 'boolean' && name !== 'NODE_ENV' ? (value ? 'on' : 'off') : String(value)
    const text = name === 'NODE_ENV' ? (config.production ? 'production' : (env[name] ?? 'development')) : shown
    if (secret) return `${name} = ${isSet ? '(set, not shown)' : '(not set)'}`
    return `${name} = ${value === undefined ? '(not set)' : text}${isSet ? '' : ' (default)'}`
  })
}

/** The table of variables as Markdown, for the documentation. */
export function variablesAsMarkdown(): string {
  const rows = VARIABLES.map(({ name, meaning, form, fallback, fallbackWords }) => {
    const constant = fallback({})
    const usual = fallbackWords ?? (typeof constant === 'boolean' ? (constant ? 'on' : 'off') : String(constant))
    return `| \`${name}\` | ${meaning} | ${form} | ${usual} |`
  })
  return ['| variable | meaning | form | default |', '|---|---|---|---|', ...rows].join('\n')
}
