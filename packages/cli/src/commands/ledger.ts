// SPDX-License-Identifier: Apache-2.0
// `jandon ledger verify`: the books recomputed from their transfers alone, from a database or from an export file.
// `jandon ledger export`: that file. Proofs of one transfer are in ledger-proof.ts.

import { createReadStream, existsSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { CannotRun, EXIT, type ExitCode } from '../exit-codes.ts'
import { table, won } from '../terminal/terminal.ts'
import { mendable } from './faults.ts'
import { archiveCommand } from './ledger-archive.ts'
import { openBooks } from './ledger-books.ts'
import { proofCommands } from './ledger-proof.ts'
import { withExamples, withOutput } from './shared.ts'

export interface VerifyOptions {
  readonly databaseUrl?: string
  readonly dataDir?: string
  readonly export?: string
  readonly json?: boolean
}

/** Writes every record to a file that is whole or absent, and answers how many there were. */
async function exportBooks(file: string, options: VerifyOptions, context: Context): Promise<number> {
  const server = await import('@jandon/server')
  const db = await openBooks(options, context)
  const path = resolve(file)
  const beside = `${path}.part`
  let records = 0
  try {
    const out = await open(beside, 'w', 0o600)
    try {
      await server.exportLedger(db, async line => {
        records += 1
        await out.write(line)
      })
      await out.sync()
    } finally {
      await out.close()
    }
    await rename(beside, path)
  } finally {
    await db.close()
  }
  return records
}

/** Reads the books of an export file or of a database, and answers what verification found. */
async function verifiedBooks(options: VerifyOptions, context: Context) {
  const { messages, terminal } = context
  const server = await import('@jandon/server')
  let shownAt = context.clock.now()
  const onProgress = (done: { journals: number; transfers: number }) => {
    // Once a second is enough to see that it lives.
    if (context.clock.now() - shownAt < 1000) return
    shownAt = context.clock.now()
    terminal.note(messages.ledger.progress(done.journals, done.transfers))
  }
  if (options.export !== undefined) {
    const path = resolve(options.export)
    if (!existsSync(path)) throw new CannotRun(messages.ledger.exportMissing(options.export))
    const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
    return server.verifyLedger({ kind: 'export', lines }, { onProgress })
  }
  const db = await openBooks(options, context)
  try {
    return await server.verifyLedger({ kind: 'database', db }, { onProgress })
  } finally {
    await db.close()
  }
}

/** Verifies and prints. Shared with `jandon demo`. */
export async function verifyBooks(options: VerifyOptions, context: Context): Promise<ExitCode> {
  const { terminal, messages, language } = context
  const text = messages.ledger
  const report = await verifiedBooks(options, context).catch(error => {
    throw mendable(error)
  })
  const exit = report.ok ? EXIT.ok : EXIT.notAllWell
  if (options.json) {
    terminal.json(report)
    return exit
  }
  const count = (value: number) => value.toString().replace(/\B(?=(\d{3})+$)/g, ',')
  const amount = (unit: string, digits: string) => (unit === 'KRW' ? won(digits, language) : digits)
  const units = report.units.map(({ unit, posted, pending }) => [unit, amount(unit, posted), amount(unit, pending)])
  const columns = [
    { title: text.unit },
    { title: text.posted, align: 'right' },
    { title: text.pending, align: 'right' },
  ] as const
  if (units.length > 0) for (const line of table(columns, units, terminal.style)) terminal.out(line)
  for (const finding of report.findings)
    terminal.out(terminal.style.bad(`${finding.code} ${finding.where}: ${finding.detail}`))
  for (const head of report.heads) terminal.out(text.head(head.book, head.position, head.hash))
  terminal.out(
    report.ok
      ? terminal.style.good(text.fine(count(report.journals), count(report.transfers), count(report.accounts)))
      : terminal.style.bad(text.broken(report.findingCount)),
  )
  return exit
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
  child.action(async (options: VerifyOptions) => done(await verifyBooks(options, context)))
  const exporting = command.command('export').description(text.exporting).argument('<file>', text.exportTo)
  exporting.option('--database-url <url>', text.databaseUrl).option('--data-dir <directory>', text.dataDir)
  withExamples(withOutput(exporting, messages), text.exportExamples, messages)
  exporting.action(async (file: string, options: VerifyOptions) => {
    const records = await exportBooks(file, options, context).catch(error => {
      throw mendable(error)
    })
    if (options.json) context.terminal.json({ file, records })
    else context.terminal.out(text.exported(file, records))
    done(EXIT.ok)
  })
  proofCommands(command, context, done)
  archiveCommand(command, context, done)
}
