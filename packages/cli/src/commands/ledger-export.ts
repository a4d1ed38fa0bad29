// SPDX-License-Identifier: Apache-2.0
// `jandon ledger export`: the whole ledger as files, for verification on a machine that has never seen the database.

import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { CannotRun, EXIT, type ExitCode } from '../exit-codes.ts'
import { EXPORT_EXAMPLES, VERIFY } from '../messages/verify.ts'
import { mendable } from './faults.ts'
import { type BooksOptions, openBooks } from './ledger-books.ts'
import { grouped } from './ledger-verify.ts'
import { withExamples, withOutput } from './shared.ts'

interface ExportOptions extends BooksOptions {
  readonly json?: boolean
}

const megabytes = (bytes: number) => grouped(Math.ceil(bytes / 1_000_000))
/** Often enough to see that it lives, seldom enough for a log. */
const TELL_EVERY_MS = 1000

async function exportBooks(name: string, options: ExportOptions, context: Context): Promise<ExitCode> {
  const { terminal, clock } = context
  const text = VERIFY[context.language]
  const directory = resolve(name)
  if (existsSync(directory) && readdirSync(directory).length > 0) throw new CannotRun(text.exportThere(name))
  const server = await import('@jandon/server')
  const db = await openBooks(options, context)
  let toldAt = clock.now()
  try {
    const exported = await server.exportLedger(db, {
      directory,
      now: clock.now(),
      onProgress: ({ transfers, bytes }) => {
        if (clock.now() - toldAt < TELL_EVERY_MS) return
        toldAt = clock.now()
        terminal.note(text.exportProgress(grouped(transfers), megabytes(bytes)))
      },
    })
    if (options.json) terminal.json(exported)
    else terminal.out(text.exported(name, grouped(exported.transfers), megabytes(exported.bytes)))
    return EXIT.ok
  } finally {
    await db.close()
  }
}

export function exportCommand(ledger: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const text = VERIFY[context.language]
  const command = ledger.command('export').description(text.exporting).argument('<directory>', text.exportTo)
  command
    .option('--database-url <url>', messages.ledger.databaseUrl)
    .option('--data-dir <directory>', messages.ledger.dataDir)
  withExamples(withOutput(command, messages), EXPORT_EXAMPLES, messages)
  command.action(async (directory: string, options: ExportOptions) => {
    const run = exportBooks(directory, options, context)
    done(
      await run.catch(error => {
        throw mendable(error)
      }),
    )
  })
}
