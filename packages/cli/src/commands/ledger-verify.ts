// SPDX-License-Identifier: Apache-2.0
// `jandon ledger verify`: the books recomputed from their transfers alone, from a database, an export, or archives.

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { CannotRun, EXIT, type ExitCode } from '../exit-codes.ts'
import { VERIFY, VERIFY_EXAMPLES } from '../messages/verify.ts'
import { createProgress, type Progress } from '../terminal/progress.ts'
import { table, won } from '../terminal/terminal.ts'
import { mendable } from './faults.ts'
import { openBooks } from './ledger-books.ts'
import { countOption, withExamples, withOutput } from './shared.ts'

export interface VerifyOptions {
  readonly databaseUrl?: string
  readonly dataDir?: string
  readonly export?: string
  readonly archive?: readonly string[]
  readonly offline?: boolean
  readonly anchor?: readonly string[]
  readonly state?: string
  readonly threads?: number
  readonly json?: boolean
}

export const grouped = (value: number | string) => value.toString().replace(/\B(?=(\d{3})+$)/g, ',')

/** `bok_… 12 5c0d…`, as verification prints heads; colons or slashes do as well. */
function anchorOf(text: string, context: Context) {
  const [book, number, hash, more] = text.trim().split(/[\s:/]+/)
  const isAnchor =
    /^bok_[0-9a-z]{26}$/.test(book ?? '') && /^\d{1,15}$/.test(number ?? '') && /^[0-9a-f]{64}$/.test(hash ?? '')
  if (!isAnchor || more !== undefined) throw new CannotRun(VERIFY[context.language].badAnchor(text))
  return { book: book!, number: number!, hash: hash! }
}

/** `3:05`: minutes and seconds. */
function clockTime(seconds: number): string {
  const whole = Math.ceil(seconds)
  return `${Math.floor(whole / 60)}:${(whole % 60).toString().padStart(2, '0')}`
}

interface Done {
  readonly journals: number
  readonly transfers: number
  readonly journalsInAll: number
}

/** A bar or lines about journals done, with the rate of transfers and the time that is left at this rate. */
function createTelling(context: Context) {
  const text = VERIFY[context.language]
  const now = () => context.clock.now()
  const startedAt = now()
  let progress: Progress | undefined
  let first = { journals: 0, transfers: 0 }
  return {
    take(done: Done): void {
      if (progress === undefined) {
        progress = createProgress(context.terminal, done.journalsInAll, text.label, now)
        // What an earlier run has done says nothing about how fast this one is.
        first = done
      }
      const seconds = (now() - startedAt) / 1000
      const rate = seconds > 0 ? (done.journals - first.journals) / seconds : 0
      const left = rate > 0 ? clockTime((done.journalsInAll - done.journals) / rate) : undefined
      const transfers = seconds > 0 ? Math.round((done.transfers - first.transfers) / seconds) : 0
      progress.update(done.journals, text.progress(grouped(done.transfers), grouped(transfers), left))
    },
    stop: () => progress?.stop(),
    seconds: () => (now() - startedAt) / 1000,
  }
}
type Telling = ReturnType<typeof createTelling>

/** Reads the books that the options name, and answers what verification found. */
async function verifiedBooks(options: VerifyOptions, context: Context, telling: Telling) {
  const server = await import('@jandon/server')
  const settings = {
    onProgress: telling.take,
    signal: context.signal,
    anchors: (options.anchor ?? []).map(text => anchorOf(text, context)),
    ...(options.state !== undefined && { state: resolve(options.state) }),
    ...(options.threads !== undefined && { threads: options.threads }),
  }
  const archives = options.archive?.map(directory => resolve(directory))
  for (const directory of [...(archives ?? []), ...(options.export === undefined ? [] : [resolve(options.export)])]) {
    if (!existsSync(directory)) throw new CannotRun(VERIFY[context.language].exportMissing(directory))
  }
  if (options.export !== undefined || options.offline) {
    const files = {
      ...(options.export !== undefined && { export: resolve(options.export) }),
      ...(archives && { archives }),
    }
    return server.verifyLedger({ kind: 'files', ...files }, settings)
  }
  const db = await openBooks(options, context)
  try {
    return await server.verifyLedger({ kind: 'database', db, ...(archives && { archives }) }, settings)
  } finally {
    await db.close()
  }
}

type Report = Awaited<ReturnType<typeof verifiedBooks>>

function print(report: Report, context: Context, seconds: number): void {
  const { terminal, language } = context
  const text = VERIFY[language]
  const amount = (unit: string, digits: string) => (unit === 'KRW' ? won(digits, language) : digits)
  const units = report.units.map(({ unit, posted, pending }) => [unit, amount(unit, posted), amount(unit, pending)])
  const columns = [
    { title: text.unit },
    { title: text.posted, align: 'right' },
    { title: text.pending, align: 'right' },
  ] as const
  if (units.length > 0) for (const line of table(columns, units, terminal.style)) terminal.out(line)
  for (const finding of report.findings) {
    terminal.out(terminal.style.bad(`${finding.code} ${finding.where}: ${finding.detail}`))
  }
  if (report.notRead.length > 0) terminal.out(terminal.style.warn(text.notRead(report.notRead.join(', '))))
  if (report.journals > report.sealed) terminal.out(text.waiting(grouped(report.journals - report.sealed)))
  for (const head of report.heads) terminal.out(text.head(head.book, head.number, head.hash))
  const rate = seconds > 0 ? Math.round(report.transfers / seconds) : report.transfers
  // Below a second the figure is about starting, not about reading.
  if (seconds >= 1) terminal.note(text.speed(Math.round(seconds).toString(), grouped(rate)))
  const { ok, journals, transfers, accounts, findingCount } = report
  const whole = text.fine(grouped(journals), grouped(transfers), grouped(accounts))
  terminal.out(ok ? terminal.style.good(whole) : terminal.style.bad(text.broken(findingCount)))
}

/** Verifies and prints. Shared with `jandon demo`. */
export async function verifyBooks(options: VerifyOptions, context: Context): Promise<ExitCode> {
  const telling = createTelling(context)
  let report: Report
  try {
    report = await verifiedBooks(options, context, telling)
  } catch (error) {
    if (context.signal.aborted) throw new CannotRun(VERIFY[context.language].stopped(options.state), { cause: error })
    throw mendable(error)
  } finally {
    telling.stop()
  }
  if (options.json) context.terminal.json(report)
  else print(report, context, telling.seconds())
  return report.ok ? EXIT.ok : EXIT.notAllWell
}

const several = (value: string, before: readonly string[] = []) => [...before, value]

export function verifyCommand(ledger: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const text = VERIFY[context.language]
  const command = ledger.command('verify').description(text.verify)
  command
    .option('--database-url <url>', messages.ledger.databaseUrl)
    .option('--data-dir <directory>', messages.ledger.dataDir)
    .option('--export <directory>', text.export)
    .option('--archive <directory>', text.archive, several)
    .option('--offline', text.offline)
    .option('--anchor <head>', text.anchor, several)
    .option('--state <file>', text.state)
    .option('--threads <number>', text.threads, countOption('--threads', messages))
  withExamples(withOutput(command, messages), VERIFY_EXAMPLES, messages)
  command.action(async (options: VerifyOptions) => done(await verifyBooks(options, context)))
}
