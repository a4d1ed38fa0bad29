// SPDX-License-Identifier: Apache-2.0
// `jandon convert FILE.csv`: flags, progress and the closing words. What is done is in run/convert-file.ts.

import { localDateAt } from '@jandon/domain/time'
import type { Command } from 'commander'
import { ApiProblem } from '../api/api.ts'
import type { Context, SharedOptions } from '../context.ts'
import { CannotRun, EXIT, type ExitCode } from '../exit-codes.ts'
import { COLUMNS } from '../file/columns.ts'
import type { DeskFile } from '../file/desk-file.ts'
import {
  type ConvertOptions,
  type ConvertResult,
  convertFile,
  type FileRefusal,
  GaveUp,
  type RunView,
  runFolderOf,
  Stopped,
} from '../run/convert-file.ts'
import { JournalDamaged } from '../run/journal.ts'
import { type OutcomeName, type RowOutcome, SETTLED_OUTCOMES } from '../run/outcome.ts'
import { reasonOf, type Statement, statementLines } from '../run/statement-text.ts'
import { createProgress, type Progress } from '../terminal/progress.ts'
import { createTerminal, table, won } from '../terminal/terminal.ts'
import { wrap } from '../terminal/width.ts'
import { asCannotRun, countOption, keyOf, withExamples, withOutput, withServer } from './shared.ts'

interface Options extends SharedOptions {
  readonly consentAttested?: boolean
  readonly dryRun?: boolean
  readonly concurrency: number
  readonly wait: number
  readonly patience: number
  readonly jurisdiction: string
  readonly columns?: boolean
}

/** Korea's date, whatever the zone of the machine: the desk's rows are dated there. */
const KOREA_MINUTES = 540

function refusalText(refusal: FileRefusal, file: string, context: Context): string {
  const text = context.messages.convert
  switch (refusal.code) {
    case 'file_missing':
      return text.fileMissing(file)
    case 'consent_needed':
      return text.consentNeeded
    case 'no_header':
      return text.noHeader
    case 'no_rows':
      return text.noRows
    case 'column_twice':
      return text.columnTwice(refusal.first, refusal.second)
    case 'column_missing':
      return text.columnMissing(refusal.field.title[context.language], refusal.field.field)
    case 'file_changed':
      return text.fileChanged(file, runFolderOf(file))
    case 'server_changed':
      return text.serverChanged(refusal.header.server)
    case 'already_running':
      return text.alreadyRunning(refusal.pid)
    case 'folder_damaged':
      return text.folderDamaged(refusal.path)
  }
}

function describeFile(file: DeskFile, context: Context): void {
  const text = context.messages.convert
  const { note } = context.terminal
  const count = (kind: string) => file.lines.filter(line => line.kind === kind).length
  note(text.reading(file.records.length, file.encoding, text.delimiterName(file.delimiter)))
  note(text.readable(count('row'), count('bad'), count('duplicate')))
  if (file.unknownColumns.length > 0) note(text.unknownColumns(file.unknownColumns.join(', ')))
}

/** The progress bar with counts by outcome and the won that reached accounts. */
export function createRunView(context: Context, isDryRun: boolean): RunView {
  const { terminal, messages, language, clock } = context
  const text = messages.convert
  const counts = new Map<OutcomeName, number>()
  let progress: Progress | undefined
  let paid = 0n
  let done = 0

  const begin = (label: string, total: number) => {
    progress?.stop()
    done = 0
    progress = createProgress(terminal, total, label, () => clock.now())
  }
  return {
    fileRead: file => describeFile(file, context),
    resumed: (before, left) => terminal.note(text.resumed(before, left)),
    rowsBegin: total => begin(isDryRun ? text.dryRunLabel : text.progressLabel, total),
    rowDone(outcome) {
      counts.set(outcome.outcome, (counts.get(outcome.outcome) ?? 0) + 1)
      if (outcome.outcome === 'paid') paid += BigInt(outcome.figures?.net ?? 0)
      done += 1
      const parts = [...counts].map(([name, count]) => `${text.outcomeTitle(name)} ${count}`)
      progress?.update(done, text.progressDetail(won(paid, language), parts.join(' ')))
    },
    waiting(reason) {
      const line = { unreachable: text.waitingUnreachable, busy: text.waitingBusy, back: text.waitingBack }[reason]
      if (!terminal.isInteractive || reason === 'unreachable') terminal.note(line)
    },
    checkBegin: total => begin(text.checkLabel, total),
    checked() {
      done += 1
      progress?.update(done, '')
    },
    end() {
      progress?.stop()
      progress = undefined
    },
  }
}

/** 0 when every row is paid or guided and the books agree, 1 otherwise. */
export function exitCodeOf(statement: Statement, outcomes: Iterable<RowOutcome>): ExitCode {
  const isSettled = [...outcomes].every(outcome => SETTLED_OUTCOMES.includes(outcome.outcome))
  const agrees = statement.ledger.kind === 'dry_run' || (statement.ledger.kind === 'checked' && statement.ledger.addsUp)
  return isSettled && agrees && statement.sumProblems.length === 0 ? EXIT.ok : EXIT.notAllWell
}

/** More would push the statement off the screen; the result file has every row. */
const MOST_ROWS_SHOWN = 10

/** What a desk can do something about comes first. */
const SHOWN_FIRST: readonly OutcomeName[] = [
  'failed',
  'account_refused',
  'bad_row',
  'needs_facts',
  'refused',
  'guidance',
]

/** The rows that need a person, with why, so that a desk sees at once what to do. */
function rowsForPeople(outcomes: ReadonlyMap<number, RowOutcome>, context: Context): string[] {
  const { messages, language, terminal } = context
  const text = messages.convert
  const rank = (outcome: RowOutcome) => SHOWN_FIRST.indexOf(outcome.outcome)
  const open = [...outcomes.values()].filter(outcome => rank(outcome) >= 0)
  if (open.length === 0) return []
  const first = open.sort((a, b) => rank(a) - rank(b) || a.line - b.line).slice(0, MOST_ROWS_SHOWN)
  const shown = first.flatMap(outcome => {
    const reason = reasonOf(outcome, { messages, language }) || (outcome.code ?? '')
    const cite = outcome.cite && outcome.outcome === 'refused' ? ` (${outcome.cite})` : ''
    const whole = `${text.rowLine(outcome.line, text.outcomeTitle(outcome.outcome))} ${reason}${cite}`
    return wrap(whole, terminal.width - 4).map((line, index) => (index === 0 ? '  ' : '    ') + line)
  })
  const more = open.length - first.length
  return [terminal.style.bold(text.rowsForPeople), ...shown, ...(more > 0 ? [`  ${text.moreRows(more)}`] : []), '']
}

function finish(
  result: Extract<ConvertResult, { kind: 'ran' }>,
  options: Options,
  file: string,
  context: Context,
): ExitCode {
  const { terminal, messages, language } = context
  const text = messages.convert
  const { stoppedBy } = result
  if (options.json) terminal.json(result.statement)
  else {
    terminal.out('')
    for (const line of rowsForPeople(result.outcomes, context)) terminal.out(line)
    for (const line of statementLines(result.statement, { messages, language, style: terminal.style }))
      terminal.out(line)
    terminal.out('')
  }
  for (const path of result.written) terminal.note(text.written(path))
  if (result.toCorrect) terminal.note(text.toFix(result.toCorrect.path, result.toCorrect.rows))
  if (stoppedBy === undefined) return exitCodeOf(result.statement, result.outcomes.values())
  const again = `jandon convert ${JSON.stringify(file)}${options.consentAttested ? ' --consent-attested' : ''}`
  if (stoppedBy instanceof Stopped) throw new CannotRun(text.stopped(again), { cause: stoppedBy })
  if (stoppedBy instanceof GaveUp) throw new CannotRun(text.gaveUp(again), { cause: stoppedBy })
  throw asCannotRun(stoppedBy, options.url, keyOf(options, context.env) !== undefined, messages)
}

/**
 * Asks the server one cheap thing that needs a key, so that a forgotten key or server is told before the first row. A
 * key that may convert and not read the ledger may go on; the statement then says that it was not checked.
 */
async function checkServer(options: Options, context: Context): Promise<void> {
  const hasKey = keyOf(options, context.env) !== undefined
  try {
    await context.api(options).listAccounts('safeguarding_cash')
  } catch (error) {
    if (error instanceof ApiProblem && ((error.status === 403 && hasKey) || error.status >= 429)) return
    throw asCannotRun(error, options.url, hasKey, context.messages)
  }
}

/** Runs a file and prints what became of it. Shared with `jandon demo`. */
export async function runConvert(file: string, options: Options, context: Context): Promise<ExitCode> {
  const { messages, language } = context
  const text = messages.convert
  const plain = createTerminal({ write: () => true }, { write: () => true }, {}).style
  const convertOptions: ConvertOptions = {
    file,
    isDryRun: options.dryRun === true,
    consentAttested: options.consentAttested === true,
    jurisdiction: options.jurisdiction,
    language,
    maxConcurrent: Math.max(1, options.concurrency),
    followForMs: options.wait * 1000,
    giveUpAfterMs: options.patience * 1000,
  }
  const hasKey = keyOf(options, context.env) !== undefined
  if (!convertOptions.isDryRun) await checkServer(options, context)
  const result = await convertFile(convertOptions, {
    api: context.api(options),
    clock: context.clock,
    signal: context.signal,
    now: () => context.instant(),
    rules: { today: localDateAt(context.clock.now(), KOREA_MINUTES) },
    view: createRunView(context, convertOptions.isDryRun),
    words: {
      columnTitle: text.columnTitle,
      lineTitle: text.lineTitle,
      outcomeTitle: text.outcomeTitle,
      reasonOf: outcome => reasonOf(outcome, { messages, language }),
    },
    statementText: statement => statementLines(statement, { messages, language, style: plain }).join('\n'),
    whyNotChecked: error => {
      if (error instanceof Stopped) return messages.interrupted
      const known = asCannotRun(error, options.url, hasKey, messages)
      return known instanceof Error ? known.message : String(known)
    },
  }).catch(error => {
    throw error instanceof JournalDamaged ? new CannotRun(text.folderDamaged(error.message), { cause: error }) : error
  })
  if (result.kind === 'refused') throw new CannotRun(refusalText(result.refusal, file, context))
  return finish(result, options, file, context)
}

function printColumns(context: Context): void {
  const { columnTable } = context.messages.convertHelp
  const rows = COLUMNS.map(column => [column.title.ko, column.title.en, column.field, column.synonyms.join(', ')])
  const titles = [columnTable.title, columnTable.english, columnTable.field, columnTable.synonyms]
  for (const line of table(
    titles.map(title => ({ title })),
    rows,
    context.terminal.style,
  )) {
    context.terminal.out(line)
  }
}

export function convertCommand(program: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const text = messages.convertHelp
  const command = program.command('convert').description(text.description).argument('[file]', text.file)
  command
    .option('--consent-attested', text.consent)
    .option('--dry-run', text.dryRun)
    .option('--columns', text.columns)
    .option('--concurrency <count>', text.concurrency, countOption('--concurrency', messages), 16)
    .option('--wait <seconds>', text.wait, countOption('--wait', messages), 120)
    .option('--patience <seconds>', text.patience, countOption('--patience', messages), 60)
    .option('--jurisdiction <code>', text.jurisdiction, 'KR')
  withExamples(withOutput(withServer(command, context), messages), text.examples, messages)
  command.action(async (file: string | undefined, options: Options) => {
    if (options.columns) {
      printColumns(context)
      return done(EXIT.ok)
    }
    if (file === undefined) throw new CannotRun(messages.usageError.missingArgument('FILE.csv'))
    done(await runConvert(file, options, context))
  })
}
