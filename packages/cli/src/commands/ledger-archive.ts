// SPDX-License-Identifier: Apache-2.0
// `jandon ledger archive`: a finished epoch as files, checked by reading them back, and then out of the database.

import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { CannotRun, EXIT, type ExitCode } from '../exit-codes.ts'
import { ARCHIVE } from '../messages/archive.ts'
import { table } from '../terminal/terminal.ts'
import { mendable } from './faults.ts'
import { type BooksOptions, openBooks } from './ledger-books.ts'
import { countOption, withExamples, withOutput } from './shared.ts'

interface ArchiveOptions extends BooksOptions {
  readonly epoch?: number
  readonly to?: string
  readonly drop?: boolean
  readonly json?: boolean
}

const count = (value: number | string) => value.toString().replace(/\B(?=(\d{3})+$)/g, ',')

async function list(options: ArchiveOptions, context: Context): Promise<ExitCode> {
  const { terminal } = context
  const text = ARCHIVE[context.language]
  const server = await import('@jandon/server')
  const db = await openBooks(options, context)
  try {
    const epochs = await server.listEpochs(db)
    if (options.json) terminal.json(epochs)
    else {
      const [epoch, state, transfers, archive] = text.columns
      const columns = [
        { title: epoch, align: 'right' },
        { title: state },
        { title: transfers, align: 'right' },
        { title: archive },
      ] as const
      const rows = epochs.map(each => [
        ...[each.epoch.toString(), text.states[each.state] ?? each.state, count(each.transfers), each.archive ?? ''],
      ])
      for (const line of table(columns, rows, terminal.style)) terminal.out(line)
    }
  } finally {
    await db.close()
  }
  return EXIT.ok
}

async function archive(epoch: number, to: string, options: ArchiveOptions, context: Context): Promise<ExitCode> {
  const { terminal, clock } = context
  const text = ARCHIVE[context.language]
  const server = await import('@jandon/server')
  const db = await openBooks(options, context)
  let shownAt = clock.now()
  try {
    const result = await server.archiveEpoch(db, {
      ...{ epoch, to: resolve(to), drop: options.drop ?? false, now: clock.now() },
      onProgress: checked => {
        // Once a second is enough to see that it lives.
        if (clock.now() - shownAt < 1000) return
        shownAt = clock.now()
        terminal.note(text.checked(count(checked)))
      },
    })
    if ('refused' in result) throw new CannotRun(text.refused[result.refused](epoch))
    const { directory, sha256, manifest, dropped } = result
    if (options.json) {
      const { transfers, journals } = manifest
      terminal.json({ epoch, directory, manifestSha256: sha256, transfers, journals, dropped })
      return EXIT.ok
    }
    terminal.out(text.written(directory, count(manifest.transfers), count(manifest.journals)))
    terminal.out(text.note(sha256))
    terminal.out(dropped ? text.dropped(epoch) : text.kept)
    return EXIT.ok
  } catch (error) {
    if (!(error instanceof server.ArchiveDiffers)) throw error
    terminal.out(terminal.style.bad(error.message))
    return EXIT.notAllWell
  } finally {
    await db.close()
  }
}

export function archiveCommand(ledger: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const text = ARCHIVE[context.language]
  const command = ledger.command('archive').description(text.description)
  command
    .option('--epoch <number>', text.epoch, countOption('--epoch', messages))
    .option('--to <directory>', text.to)
    .option('--drop', text.drop)
    .option('--database-url <url>', messages.ledger.databaseUrl)
    .option('--data-dir <directory>', messages.ledger.dataDir)
  withExamples(withOutput(command, messages), text.examples, messages)
  command.action(async (options: ArchiveOptions) => {
    const { epoch, to } = options
    if ((epoch === undefined) !== (to === undefined)) throw new CannotRun(text.needsBoth)
    const run = epoch === undefined || to === undefined ? list(options, context) : archive(epoch, to, options, context)
    done(
      await run.catch(error => {
        throw mendable(error)
      }),
    )
  })
}
