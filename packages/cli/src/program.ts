// SPDX-License-Identifier: Apache-2.0
// The command line: which commands there are, how their help looks, and how a wrong one is answered.

import { readFileSync } from 'node:fs'
import { Command, CommanderError, Help, type Option } from 'commander'
import { checkCommand } from './commands/check.ts'
import { convertCommand } from './commands/convert.ts'
import { decisionCommand } from './commands/decision.ts'
import { demoCommand } from './commands/demo.ts'
import { ledgerCommand } from './commands/ledger.ts'
import { migrateCommand } from './commands/migrate.ts'
import { packCommand } from './commands/pack.ts'
import { quoteCommand } from './commands/quote.ts'
import { serveCommand } from './commands/serve.ts'
import { statementCommand } from './commands/statement.ts'
import type { Context } from './context.ts'
import { CannotRun, EXIT, type ExitCode } from './exit-codes.ts'
import { widthOf, wrap } from './terminal/width.ts'

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

/** The description with its default, without Commander's English words for it. The choices are in the description. */
function optionText(option: Option): string {
  const isPlain =
    ['string', 'number'].includes(typeof option.defaultValue) && option.defaultValueDescription === undefined
  return isPlain ? `${option.description} (= ${option.defaultValue})` : option.description
}

/** Help in the person's language, in columns that fit Korean. */
function configureHelp(command: Command, context: Context): void {
  const { messages, terminal } = context
  const titles: Record<string, string> = {
    'Usage:': messages.usage,
    'Options:': messages.options,
    'Arguments:': messages.arguments,
    'Commands:': messages.commands,
  }
  command.configureHelp({
    helpWidth: terminal.width,
    styleTitle: title => terminal.style.bold(titles[title] ?? title),
    displayWidth: widthOf,
    boxWrap: (text, width) => wrap(text, width).join('\n'),
    subcommandTerm: subcommand => new Help().subcommandTerm(subcommand),
    optionDescription: optionText,
  })
  command.configureOutput({
    writeOut: text => terminal.out(text.trimEnd()),
    writeErr: text => terminal.note(text.trimEnd()),
    // Commander's own complaints are said again in the person's language by `usageText`.
    outputError: () => {},
  })
  command.exitOverride()
  command.helpOption('-h, --help', messages.shared.help)
}

function quoted(message: string): string {
  return /'([^']*)'/.exec(message)?.[1] ?? message
}

/** Commander's own English complaints, said in the person's language. */
function usageText(error: CommanderError, context: Context): string {
  const { usageError } = context.messages
  const name = quoted(error.message)
  switch (error.code) {
    case 'commander.unknownCommand':
      return usageError.unknownCommand(name)
    case 'commander.unknownOption':
      return usageError.unknownOption(name)
    case 'commander.missingArgument':
    case 'commander.missingMandatoryOptionValue':
      return usageError.missingArgument(name)
    case 'commander.optionMissingArgument':
      return usageError.optionMissingArgument(name)
    case 'commander.excessArguments':
      return usageError.tooMany
    case 'commander.invalidArgument': {
      const choices = /Allowed choices are (.*)\.$/.exec(error.message)?.[1]
      const value = /argument '([^']*)' is invalid/.exec(error.message)?.[1] ?? ''
      if (choices) return usageError.notOneOf(name, value, choices)
      // Our own readers have already said it in the right language, after Commander's English half.
      return error.message.replace(/^.*is invalid\. /s, '')
    }
    default:
      return error.message.replace(/^error: /, '')
  }
}

export function buildProgram(context: Context, done: (code: ExitCode) => void): Command {
  const { messages } = context
  const program = new Command('jandon')
  configureHelp(program, context)
  program
    .description(messages.program)
    .version(version(), '-V, --version', messages.shared.version)
    .helpCommand('help [command]', messages.shared.helpCommand)
    .addHelpText('after', `\n${messages.moreHelp}`)
  for (const add of [
    serveCommand,
    quoteCommand,
    convertCommand,
    statementCommand,
    ledgerCommand,
    packCommand,
    decisionCommand,
    checkCommand,
    migrateCommand,
    demoCommand,
  ]) {
    add(program, context, done)
  }
  for (const command of program.commands) {
    configureHelp(command, context)
    for (const child of command.commands) configureHelp(child, context)
  }
  return program
}

/** Reads the command line, runs the command, and answers the exit code. Never throws. */
export async function runProgram(argv: readonly string[], context: Context): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok
  const { terminal, messages } = context
  const complain = (text: string) => terminal.note(terminal.errorStyle.bad(text))
  const program = buildProgram(context, given => {
    code = given
  })
  try {
    if (argv.length === 0) {
      program.outputHelp()
      return EXIT.ok
    }
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0 || error.code === 'commander.help') return EXIT.ok
      complain(usageText(error, context))
      return EXIT.cannotRun
    }
    if (error instanceof CannotRun) {
      complain(error.message)
      return EXIT.cannotRun
    }
    complain(messages.unexpected(error instanceof Error ? (error.stack ?? error.message) : String(error)))
    return EXIT.cannotRun
  }
}
