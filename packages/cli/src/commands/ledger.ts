// SPDX-License-Identifier: Apache-2.0
// `jandon ledger verify`: the books recomputed from their transfers alone, from a database or from an export file.

import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { CannotRun, EXIT, type ExitCode } from '../exit-codes.ts'
import { withExamples, withOutput } from './shared.ts'

interface Options {
  readonly databaseUrl?: string
  readonly dataDir?: string
  readonly export?: string
  readonly json?: boolean
}

async function verify(options: Options, context: Context): Promise<ExitCode> {
  throw new CannotRun('ledger verify')
}

export function ledgerCommand(program: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const text = messages.ledger
  const command = program.command('ledger').description(text.description)
  const child = command.command('verify').description(text.verify)
  child
    .option('--database-url <url>', text.databaseUrl)
    .option('--data-dir <directory>', text.dataDir)
    .option('--export <file>', text.export)
  withExamples(withOutput(child, messages), text.examples, messages)
  child.action(async (options: Options) => done(await verify(options, context)))
}
