// SPDX-License-Identifier: Apache-2.0
// `jandon pack check`: whether a law pack compiles and all its cases hold, with file and line of whatever does not.

import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { CannotRun, EXIT, type ExitCode } from '../exit-codes.ts'
import { withExamples, withOutput } from './shared.ts'

async function check(
  directory: string | undefined,
  options: { readonly json?: boolean },
  context: Context,
): Promise<ExitCode> {
  const { terminal, messages } = context
  const text = messages.pack
  const server = await import('@jandon/server')
  let directories: string[]
  try {
    directories = directory ? [resolve(directory)] : server.packDirectories(server.loadConfig(context.env).packsDir)
  } catch (error) {
    throw error instanceof Error ? new CannotRun(error.message, { cause: error }) : error
  }
  const checks = directories.map(path => ({ directory: path, ...server.checkPack(path) }))
  if (options.json) terminal.json(checks)
  else {
    for (const result of checks) {
      for (const finding of result.findings) terminal.out(terminal.style.bad(server.formatProblem(finding)))
      const line =
        result.findings.length === 0
          ? terminal.style.good(text.fine(result.name, result.version, result.rules, result.cases))
          : text.findings(result.name, result.findings.length)
      terminal.out(line)
    }
  }
  return checks.every(result => result.findings.length === 0) ? EXIT.ok : EXIT.notAllWell
}

export function packCommand(program: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const text = messages.pack
  const command = program.command('pack').description(text.description)
  const child = command.command('check').description(text.check).argument('[directory]', text.directory)
  withExamples(withOutput(child, messages), text.examples, messages)
  child.action(async (directory: string | undefined, options: { json?: boolean }) =>
    done(await check(directory, options, context)),
  )
}
