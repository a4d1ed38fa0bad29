// SPDX-License-Identifier: Apache-2.0
// What all commands have in common: the options that name a server, examples and exit codes under the help, and how a
// server's refusal becomes a sentence.

import { type Command, InvalidArgumentError, Option } from 'commander'
import { ApiProblem, ApiUnreachable } from '../api/api.ts'
import type { Context, SharedOptions } from '../context.ts'
import { CannotRun } from '../exit-codes.ts'
import { readDate, readWon } from '../file/values.ts'
import type { Messages } from '../messages/index.ts'

export function defaultUrl(env: Context['env']): string {
  return env.JANDON_URL || `http://127.0.0.1:${env.PORT || '4080'}`
}

/** Adds `--language`, which every command takes. */
export function withLanguage(command: Command, messages: Messages): Command {
  return command.addOption(new Option('--language <language>', messages.shared.language).choices(['ko', 'en']))
}

/** Adds `--language` and `--json` to a command whose answer a program may want to read. */
export function withOutput(command: Command, messages: Messages): Command {
  return withLanguage(command, messages).option('--json', messages.shared.json)
}

/** Adds `--url` and `--key` to a command that talks to a server. */
export function withServer(command: Command, context: Context): Command {
  const { shared } = context.messages
  command.addOption(new Option('--url <url>', shared.url).default(defaultUrl(context.env), ''))
  command.addOption(new Option('--key <key>', shared.key))
  return command
}

export function withExamples(command: Command, examples: readonly string[], messages: Messages): Command {
  const lines = [messages.examples, ...examples.map(example => `  ${example}`)]
  const codes = [messages.exitCodes, ...messages.exitCodeLines.map(line => `  ${line}`)]
  return command.addHelpText('after', `\n${lines.join('\n')}\n\n${codes.join('\n')}`)
}

export function keyOf(options: SharedOptions, env: Context['env']): string | undefined {
  return options.key || env.JANDON_API_KEY || env.JANDON_ADMIN_KEY || undefined
}

/** Reads won typed on the command line, in any form that a file may have. */
export function wonOption(name: string, messages: Messages) {
  return (value: string): bigint => {
    const reading = readWon(value)
    if (reading.kind === 'read') return reading.value
    throw new InvalidArgumentError(messages.usageError.notAmount(name, value))
  }
}

export function dateOption(name: string, messages: Messages) {
  return (value: string): string => {
    const reading = readDate(value)
    if (reading.kind === 'read') return reading.value
    throw new InvalidArgumentError(messages.usageError.notDate(name, value))
  }
}

export function countOption(name: string, messages: Messages) {
  return (value: string): number => {
    if (/^\d{1,6}$/.test(value)) return Number.parseInt(value, 10)
    throw new InvalidArgumentError(messages.usageError.notNumber(name, value))
  }
}

/** The sentence for a failure of a call, as something that ends the command. Other errors pass through. */
export function asCannotRun(error: unknown, url: string, hasKey: boolean, messages: Messages): unknown {
  if (error instanceof ApiUnreachable) return new CannotRun(messages.unreachable(url), { cause: error })
  if (!(error instanceof ApiProblem)) return error
  // Without a key a caller on this machine may be the demo holder, who may not do what a desk does.
  if (error.status === 401 || (error.status === 403 && !hasKey)) {
    return new CannotRun(hasKey ? messages.keyRefused : messages.keyMissing, { cause: error })
  }
  if (error.status === 403) return new CannotRun(messages.scopeMissing(error.detail), { cause: error })
  const details = error.errors.map(({ pointer, detail }) => `\n  ${pointer} ${detail}`).join('')
  return new CannotRun(messages.problem(error.code, error.detail) + details, { cause: error })
}
