// SPDX-License-Identifier: Apache-2.0
// `jandon migrate`: brings the database that `jandon serve` would use to this version's schema, and stops.

import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { mendable } from './faults.ts'
import { withExamples, withOutput } from './shared.ts'

async function run(options: { readonly json?: boolean }, context: Context): Promise<ExitCode> {
  const { terminal, messages } = context
  const server = await import('@jandon/server')
  let applied: string[]
  try {
    const database = await server.openDatabase(server.loadConfig(context.env))
    try {
      applied = await server.migrate(database)
    } finally {
      await database.close()
    }
  } catch (error) {
    throw mendable(error)
  }
  if (options.json) terminal.json({ applied })
  else {
    for (const name of applied) terminal.out(messages.migrate.one(name))
    terminal.out(messages.migrate.done(applied.length))
  }
  return EXIT.ok
}

export function migrateCommand(program: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const command = program.command('migrate').description(messages.migrate.description)
  withExamples(withOutput(command, messages), messages.migrate.examples, messages)
  command.action(async (options: { json?: boolean }) => done(await run(options, context)))
}
