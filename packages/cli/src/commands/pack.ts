// SPDX-License-Identifier: Apache-2.0
// `jandon pack check`: whether a law pack compiles and all its cases hold, with file and line of whatever does not.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { CannotRun, EXIT, type ExitCode } from '../exit-codes.ts'
import { mendable } from './faults.ts'
import { packCompareCommands } from './pack-compare.ts'
import { withExamples, withOutput } from './shared.ts'

async function check(
  directory: string | undefined,
  options: { readonly json?: boolean; readonly quick?: boolean },
  context: Context,
): Promise<ExitCode> {
  const { terminal, messages, language } = context
  const text = messages.pack
  const server = await import('@jandon/server')
  let directories: string[]
  try {
    directories =
      directory === undefined ? server.packDirectories(server.loadConfig(context.env).packsDir) : [resolve(directory)]
  } catch (error) {
    throw mendable(error)
  }
  const missing = directories.find(path => !existsSync(join(path, 'pack.yaml')))
  if (missing !== undefined) throw new CannotRun(text.notAPack(missing))
  const checks = directories.map(path => {
    const { pack, findings, cases } = server.checkPack(path, { quick: options.quick === true })
    return {
      directory: path,
      name: pack?.documents.pack.name[language] ?? path,
      version: pack?.version ?? '-',
      rules: pack?.documents.rules.length ?? 0,
      cases: cases.length,
      findings: findings.map(finding => ({
        severity: finding.severity,
        code: finding.code,
        text: server.formatProblem({ ...finding, message: finding.words?.[language] ?? finding.message }),
      })),
    }
  })
  const errorsOf = (each: (typeof checks)[number]) => each.findings.filter(finding => finding.severity === 'error')
  if (options.json) terminal.json(checks)
  else {
    for (const each of checks) {
      for (const finding of each.findings) {
        const paint = finding.severity === 'error' ? terminal.style.bad : terminal.style.warn
        terminal.out(paint(`${text.severity[finding.severity]}  ${finding.text}`))
      }
      const errors = errorsOf(each).length
      terminal.out(
        errors === 0
          ? terminal.style.good(text.fine(each.name, each.version, each.rules, each.cases, each.findings.length))
          : terminal.style.bad(text.findings(each.name, errors)),
      )
    }
  }
  return checks.every(each => errorsOf(each).length === 0) ? EXIT.ok : EXIT.notAllWell
}

export function packCommand(program: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const text = messages.pack
  const command = program.command('pack').description(text.description)
  const child = command
    .command('check')
    .description(text.check)
    .argument('[directory]', text.directory)
    .option('--quick', text.quick)
  packCompareCommands(command, context, done)
  withExamples(withOutput(child, messages), text.examples, messages)
  child.action(async (directory: string | undefined, options: { json?: boolean; quick?: boolean }) =>
    done(await check(directory, options, context)),
  )
}
